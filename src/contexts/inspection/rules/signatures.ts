import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import type { SignedOnSite } from '../model.ts'
import type { InspectionAct } from './acts.ts'
import { certifiedAmong } from './officers.ts'
import { lawDateOf } from '../../../kernel/time.ts'

const SIGNATURES_MIN = 2

/** The officers who checked sign the paper: at least two of those certified on the day (WSL 68). */
export const officersSigned = rule<InspectionAct<SignedOnSite>>({
  cites: art('WSL', 68),
  inForceFrom: '2021-09-01',
  refuses: ({ input, facts, at }) => {
    const names = new Set(certifiedAmong(facts.officers, lawDateOf(at)).map(({ name }) => name))
    const signed = new Set(input.signatures.map(({ name }) => name).filter((name) => names.has(name)))
    return signed.size >= SIGNATURES_MIN
      ? null
      : no(
          'officers-have-not-signed',
          { signed: signed.size },
          '检查人员签名只有{signed}人，文书应由不少于两名检查人员签名',
          '请参加检查的执法人员逐一签名',
        )
  },
})

/**
 * The business's person in charge signs; a refusal is written down, and reported by the event that the route sends (WSL
 * 68).
 */
export const partySignedOrRefused = rule<InspectionAct<SignedOnSite>>({
  cites: art('WSL', 68),
  inForceFrom: '2021-09-01',
  refuses: ({ input }) => {
    if (input.partySignature && input.refusalNote) {
      return no('signed-and-refused', {}, '被检查单位已经签名，又填写了拒签情况', '删去签名或拒签情况之一')
    }
    return input.partySignature || input.refusalNote
      ? null
      : no(
          'party-has-not-signed',
          {},
          '被检查单位负责人没有签名，也没有记录拒签情况',
          '请现场负责人签名；拒绝签名的，写明拒签情况和见证人',
        )
  },
})
