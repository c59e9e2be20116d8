import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { covers, levelOf, NATION, type Region } from '../../../kernel/region.ts'
import { rule, type Rule } from '../../../kernel/rule.ts'
import { EXEMPT_CAUSES, type CapFacts, type ExemptCause } from '../model.ts'

/** The MEM circular of 2025-02-27 (应急〔2025〕11号): caps, levels, plan and procedure of visits. */
const CIRCULAR = 'MEM-2025-02-27'
const CIRCULAR_FROM = '2025-02-27'

/** A visit about to be planned or made, as far as frequency and level are concerned. */
export type PlannedVisit = {
  readonly cap: CapFacts
  /** The bureau that plans. */
  readonly bureau: Region
  readonly reason: string
  /** Number of the complaint, transfer or alert; its proof. */
  readonly reasonRef: string
  readonly checkItemIds: readonly string[]
  /** Bureaus of the officers who take part: one of the responsible bureau makes the visit a joint one. */
  readonly officerBureaus: readonly Region[]
  /** At planning a reserved slot counts like a visit; at the door only visits really made do. */
  readonly at: 'planning' | 'door'
}

export const isExemptCause = (reason: string): reason is ExemptCause => Object.hasOwn(EXEMPT_CAUSES, reason)

const isProven = ({ reason, reasonRef }: PlannedVisit) => isExemptCause(reason) && reasonRef.trim() !== ''

/** Art. 3 opens the door beyond the cap for three causes; a cause without its proof is no cause. */
export const exemptCauseIsProven = rule<PlannedVisit>({
  cites: art(CIRCULAR, 3), inForceFrom: CIRCULAR_FROM,
  refuses: ({ reason, reasonRef }) => !isExemptCause(reason) || reasonRef.trim() !== '' ? null : no(
    'cause-without-proof', { cause: EXEMPT_CAUSES[reason] }, '以“{cause}”为由检查，但没有填写线索或文件编号', '填写投诉举报、转办交办或监测预警的编号'),
})

/** Art. 3: visits of all levels together stay within the yearly cap. Complaints, transfers and alerts are followed up beyond it, and counted. */
export const yearlyCap = rule<PlannedVisit>({
  cites: art(CIRCULAR, 3), inForceFrom: CIRCULAR_FROM,
  refuses: (visit) => {
    const { cap, used, made, year } = visit.cap
    if (cap === null || isProven(visit)) return null
    const count = visit.at === 'planning' ? used : made
    return count < cap ? null : no('yearly-visit-cap-reached', { cap, used: count, year },
      '该企业{year}年检查已计{used}次，达到年度上限{cap}次', '改为书面核查，或在有投诉举报、转办交办、监测预警线索时按线索检查')
  },
})

/** Art. 4: one business, one level. A higher bureau comes jointly with the responsible one; proven causes are free. */
export const oneEnterpriseOneLevel = rule<PlannedVisit>({
  cites: art(CIRCULAR, 4), inForceFrom: CIRCULAR_FROM,
  refuses: (visit) => {
    const { responsibleBureau } = visit.cap
    if (visit.bureau === responsibleBureau || isProven(visit) || visit.officerBureaus.includes(responsibleBureau)) return null
    return no('one-enterprise-one-level', { responsible: responsibleBureau, asker: visit.bureau },
      '该企业由另一执法主体（{responsible}）负责检查，一家企业对应一个层级', '请与负责机关联合检查：把其执法人员列入本次检查')
  },
})

const isAbove = (upper: Region, lower: Region) => upper !== lower && (upper === NATION || levelOf(upper) !== levelOf(lower)) && covers(upper, lower)

/** Art. 4: what a higher level checked this year, a lower one does not check again; re-checks of found hazards are no new visit. */
export const noRepeatBelow = rule<PlannedVisit>({
  cites: art(CIRCULAR, 4), inForceFrom: CIRCULAR_FROM,
  refuses: (visit) => {
    if (isProven(visit)) return null
    const repeated = visit.cap.checkedElsewhere.filter(({ checkItemId, bureau }) =>
      isAbove(bureau, visit.bureau) && visit.checkItemIds.includes(checkItemId))
    const [first] = repeated
    return first ? no('matters-checked-above', { matters: [...new Set(repeated.map((matter) => matter.checkItemId))].join('、'), bureau: first.bureau, on: first.on },
      '上级机关（{bureau}）本年度已于{on}检查过事项：{matters}，不再重复检查', '从检查内容中删去这些事项') : null
  },
})

/** All that binds a planned visit by its frequency and level. */
export const VISIT_RULES: readonly Rule<PlannedVisit>[] = [exemptCauseIsProven, yearlyCap, oneEnterpriseOneLevel, noRepeatBelow]

/** The same rule for something that carries a planned visit. */
export const forVisit = <Facts>(inner: Rule<PlannedVisit>, visitOf: (facts: Facts) => PlannedVisit): Rule<Facts> => ({
  ...inner, refuses: (facts) => inner.refuses(visitOf(facts)),
})
