import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { covers, levelOf, NATION, type Region } from '../../../kernel/region.ts'
import { rule, type Rule } from '../../../kernel/rule.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EXEMPT_CAUSES, VISIT_STATES, type CapFacts, type ExemptCause, type SlotHolder } from '../model.ts'
import { hostTakesPart, outOfRegionOnlyDeployed } from './deployment.ts'

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
  cites: art(CIRCULAR, 3),
  inForceFrom: CIRCULAR_FROM,
  refuses: ({ reason, reasonRef }) =>
    !isExemptCause(reason) || reasonRef.trim() !== ''
      ? null
      : no(
          'cause-without-proof',
          { cause: EXEMPT_CAUSES[reason] },
          '以“{cause}”为由检查，但没有填写线索或文件编号',
          '填写投诉举报、转办交办或监测预警的编号',
        ),
})

/** What stays open to a bureau whose year with this business is full. */
const STILL_ALLOWED =
  '整改复查、书面核查和指导服务不占次数；有投诉举报、转办交办、监测预警线索的，填写线索编号后按线索检查'

const whoHolds = ({ bureau, bureauName, on, state, reservedAt }: SlotHolder) =>
  `${bureauName || bureau}${reservedAt ? `于${minuteOf(reservedAt)}` : ''}${VISIT_STATES[state]}（${on}检查）`

/**
 * The no of a full year: who took the last slot and when, and what is still allowed. `count` is what counts at that
 * moment.
 */
export function yearIsFull({
  cap,
  count,
  year,
  holders = [],
}: {
  cap: number
  count: number
  year: number
  holders?: readonly SlotHolder[] | undefined
}): Refusal {
  const [last] = holders
  const facts = {
    cap,
    used: count,
    year,
    ...(last
      ? { heldBy: last.bureau, heldByName: last.bureauName, heldOn: last.on, heldSince: last.reservedAt ?? '' }
      : {}),
  }
  const held = last ? `，最近一次由${whoHolds(last)}` : ''
  return {
    ...no(
      'yearly-visit-cap-reached',
      facts,
      `该企业{year}年检查已计{used}次，达到年度上限{cap}次${held}`,
      STILL_ALLOWED,
    ),
    cites: art(CIRCULAR, 3),
  }
}

/**
 * Art. 3: visits of all levels together stay within the yearly cap. Complaints, transfers and alerts are followed up
 * beyond it, and counted.
 */
export const yearlyCap = rule<PlannedVisit>({
  cites: art(CIRCULAR, 3),
  inForceFrom: CIRCULAR_FROM,
  refuses: (visit) => {
    const { cap, used, made, year, holders } = visit.cap
    if (cap === null || isProven(visit)) return null
    const count = visit.at === 'planning' ? used : made
    return count < cap ? null : yearIsFull({ cap, count, year, holders })
  },
})

/**
 * Art. 4: one business, one level. A higher bureau comes jointly with the responsible one; proven causes and recorded
 * exceptions are free.
 */
export const oneEnterpriseOneLevel = rule<PlannedVisit>({
  cites: art(CIRCULAR, 4),
  inForceFrom: CIRCULAR_FROM,
  refuses: (visit) => {
    const { responsibleBureau, exceptions = [] } = visit.cap
    if (visit.bureau === responsibleBureau || isProven(visit) || visit.officerBureaus.includes(responsibleBureau))
      return null
    if (exceptions.some(({ bureau }) => bureau === visit.bureau)) return null
    return no(
      'one-enterprise-one-level',
      { responsible: responsibleBureau, asker: visit.bureau },
      '该企业由另一执法主体（{responsible}）负责检查，一家企业对应一个层级',
      '可以选择：与负责机关联合检查（把其执法人员列入本次检查），或者跨区域的统一部署；提级执法、指定管辖的，先登记文号',
    )
  },
})

const isAbove = (upper: Region, lower: Region) =>
  upper !== lower && (upper === NATION || levelOf(upper) !== levelOf(lower)) && covers(upper, lower)

const isTown = (bureau: Region) => levelOf(bureau) === 'town'

/** What a no about repetition tells: the matters, who checked them when, and the inspection whose result can be read. */
function repeatedFacts(repeated: CapFacts['checkedElsewhere']) {
  const [first] = repeated
  if (!first) return null
  return {
    matters: [...new Set(repeated.map(({ checkItemId }) => checkItemId))].join('、'),
    bureau: first.bureau,
    on: first.on,
    ...(first.inspectionId ? { inspection: first.inspectionId } : {}),
  }
}

/**
 * Art. 4: what a higher level checked this year, a lower one does not check again; re-checks of found hazards are no
 * new visit.
 */
export const noRepeatBelow = rule<PlannedVisit>({
  cites: art(CIRCULAR, 4),
  inForceFrom: CIRCULAR_FROM,
  refuses: (visit) => {
    // A town has a rule of its own below, and may repeat nobody.
    if (isProven(visit) || isTown(visit.bureau)) return null
    const repeated = visit.cap.checkedElsewhere.filter(
      ({ checkItemId, bureau }) => isAbove(bureau, visit.bureau) && visit.checkItemIds.includes(checkItemId),
    )
    const facts = repeatedFacts(repeated)
    return facts
      ? no(
          'matters-checked-above',
          facts,
          '上级机关（{bureau}）本年度已于{on}检查过事项：{matters}，不再重复检查',
          '从检查内容中删去这些事项；对已发现的问题，可以复查和督促整改',
        )
      : null
  },
})

/** Art. 11: within the year a town does not check again what a bureau of any level checked. */
export const townRepeatsNobody = rule<PlannedVisit>({
  cites: art(CIRCULAR, 11),
  inForceFrom: CIRCULAR_FROM,
  refuses: (visit) => {
    if (isProven(visit) || !isTown(visit.bureau)) return null
    const repeated = visit.cap.checkedElsewhere.filter(
      ({ checkItemId, bureau }) => !isTown(bureau) && visit.checkItemIds.includes(checkItemId),
    )
    const facts = repeatedFacts(repeated)
    return facts
      ? no(
          'matters-checked-this-year',
          facts,
          '应急管理部门（{bureau}）本年度已于{on}检查过事项：{matters}，乡镇（街道）年内不再重复检查',
          '从检查内容中删去这些事项；已发现问题的，可以跟踪整改',
        )
      : null
  },
})

/**
 * Art. 11: a town does only what is named in its list of matters, by statute, delegation or entrustment. Not even a
 * complaint gives it a power that it lacks.
 */
export const townKeepsToItsList = rule<PlannedVisit>({
  cites: art(CIRCULAR, 11),
  inForceFrom: CIRCULAR_FROM,
  refuses: ({ bureau, cap: { townMatters }, checkItemIds }) => {
    if (!isTown(bureau) || townMatters === undefined) return null
    const listed = townMatters?.checkItemIds ?? []
    const beyond = checkItemIds.filter((id) => !listed.includes(id))
    if (beyond.length === 0) return null
    return no(
      'beyond-the-town-list',
      { matters: beyond.join('、'), town: bureau, instrument: townMatters?.instrument ?? '' },
      townMatters
        ? '事项{matters}不在乡镇（街道）{town}的事项清单（{instrument}）内'
        : '乡镇（街道）{town}还没有登记事项清单，不得承担检查事项{matters}',
      '由县级应急管理部门检查，或者依法赋权、委托后由县级机关登记清单',
    )
  },
})

/** All that binds a planned visit by its frequency, its level and its place. */
export const VISIT_RULES: readonly Rule<PlannedVisit>[] = [
  exemptCauseIsProven,
  yearlyCap,
  oneEnterpriseOneLevel,
  noRepeatBelow,
  townRepeatsNobody,
  townKeepsToItsList,
  outOfRegionOnlyDeployed,
  hostTakesPart,
]

/** The same rule for something that carries a planned visit. */
export const forVisit = <Facts>(inner: Rule<PlannedVisit>, visitOf: (facts: Facts) => PlannedVisit): Rule<Facts> => ({
  ...inner,
  refuses: (facts) => inner.refuses(visitOf(facts)),
})
