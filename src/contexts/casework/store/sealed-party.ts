import { seal, unseal } from '../../../platform/sealing.ts'
import { Case } from '../model.ts'
import { PARTY_PHONE } from './sealed.ts'
import { Proceeding } from '../rules/proceeding.ts'

type WithParty = { readonly party: { readonly phone: string } | null }

const withPhone = <Thing extends WithParty>(thing: Thing, change: (phone: string, place: string) => string): Thing =>
  thing.party ? { ...thing, party: { ...thing.party, phone: change(thing.party.phone, PARTY_PHONE) } } : thing

/** What the database keeps of a case or a procedure: the telephone of the party is sealed. */
export const keptOf = (thing: Case | Proceeding): string => JSON.stringify(withPhone(thing, seal))

export const caseOf = (content: unknown): Case => withPhone(Case.parse(content), unseal)
export const proceedingOf = (content: unknown): Proceeding => withPhone(Proceeding.parse(content), unseal)
