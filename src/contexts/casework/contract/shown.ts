/** Parties on their way out: the telephone is masked; in full it stands on the papers alone. */
import { MaskedPhoneShape } from '../../../kernel/shapes.ts'
import { Case, Party } from '../model.ts'
import { Proceeding } from '../rules/proceeding.ts'

export const PartyShown = Party.extend({ phone: MaskedPhoneShape })
export const CaseShown = Case.extend({ party: PartyShown })
export const ProceedingShown = Proceeding.extend({ party: PartyShown.nullable() })
