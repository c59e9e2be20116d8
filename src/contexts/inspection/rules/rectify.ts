import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf, type LawDate } from '../../../kernel/time.ts'
import type { Hazard } from '../../hazard/model.ts'
import { disagreementsOf, type Disagreement } from '../../hazard/rules/contradiction.ts'
import type { InspectionFacts } from '../model.ts'
import type { InspectionAct, OrderAct, RecheckAct } from './acts.ts'

/**
 * Hazards that an order may still name: found and not ordered yet, or failed. A penalty case does not end the duty to
 * put right (APL 28).
 */
export const orderable = (hazards: readonly Hazard[]): Hazard[] =>
  hazards.filter(({ state }) => state === 'found' || state === 'failed')

/** Hazards whose order runs: these must be answered at the re-check. */
export const awaitingRecheck = (hazards: readonly Hazard[]): Hazard[] =>
  hazards.filter(({ state }) => state === 'ordered' || state === 'reported')

/** Hazards that are not put right yet, whether a case punishes them or not. */
export const openHazards = (hazards: readonly Hazard[]): Hazard[] => hazards.filter(({ state }) => state !== 'passed')

type Deadlines = {
  readonly rectifyBy: LawDate
  readonly items: readonly { readonly hazardId: string; readonly rectifyBy: LawDate }[]
}

/** The date until which one hazard must be put right. */
export const deadlineOf = ({ rectifyBy, items }: Deadlines, hazardId: string): LawDate =>
  items.find((item) => item.hazardId === hazardId)?.rectifyBy ?? rectifyBy

type PerHazard = readonly { readonly hazardId: string; readonly text: string }[]
type Demands = { readonly requirements?: PerHazard | undefined; readonly differences?: PerHazard | undefined }

/** What the order demands of one hazard in words; null where it says no more than that it be put right. */
export const requirementOf = ({ requirements = [] }: Demands, hazardId: string): string | null =>
  requirements.find((one) => one.hazardId === hazardId)?.text ?? null

/** Earlier demands that those of this order do not agree with: what both screens show before anybody signs. */
export const disagreements = (
  facts: Pick<InspectionFacts, 'hazards' | 'opinions'>,
  { requirements = [] }: Demands,
): Disagreement[] =>
  disagreementsOf(
    requirements.flatMap(({ hazardId, text }) => {
      const hazard = facts.hazards.find(({ id }) => id === hazardId)
      return hazard ? [{ ...hazard, hazardId, requirement: text }] : []
    }),
    facts.opinions ?? [],
  )

/** A demand unlike an earlier one on the same matter is put beside it, and signed only with the reason (circular art. 6). */
export const differencesAreExplained = rule<InspectionAct<Demands>>({
  cites: art('MEM-2025-02-27', 6),
  inForceFrom: '2025-02-27',
  refuses: ({ input, facts }) => {
    const explained = new Set((input.differences ?? []).map(({ hazardId }) => hazardId))
    const open = disagreements(facts, input).filter(({ hazardId }) => !explained.has(hazardId))
    const [first] = open
    return first
      ? no(
          'contradicts-earlier-opinion',
          {
            count: open.length,
            kind: first.kind === 'opposite' ? '相反' : '不同',
            bureau: first.earlier.bureauName,
            on: lawDateOf(first.earlier.saidAt),
            earlier: first.earlier.requirement,
            now: first.now,
          },
          '与以前对同一事项的整改意见{kind}：{bureau}{on}要求“{earlier}”，本次要求“{now}”',
          '改为一致的意见；确有理由的，写明为什么不一致',
        )
      : null
  },
})

export const somethingToOrder = rule<InspectionAct>({
  cites: art('WSL', 65, 1, 2),
  inForceFrom: '2021-09-01',
  refuses: ({ facts }) =>
    orderable(facts.hazards).length > 0
      ? null
      : no('nothing-to-order', {}, '没有需要责令整改的问题', '没有问题的，直接办结'),
})

/** A second order only renews what failed at the re-check. */
export const somethingFailed = rule<InspectionAct>({
  cites: art('WSL', 65, 1, 2),
  inForceFrom: '2021-09-01',
  refuses: ({ facts }) =>
    orderable(facts.hazards).some(({ state }) => state === 'failed')
      ? null
      : no('nothing-failed', {}, '没有复查不合格的问题，不能再次责令整改', '全部合格的，直接办结'),
})

/** The business gets time: every date lies after the day of the order. */
export const deadlinesLieAhead = rule<InspectionAct<Deadlines>>({
  cites: art('WSL', 65, 1, 2),
  inForceFrom: '2021-09-01',
  refuses: ({ input, facts, at }) => {
    const today = lawDateOf(at)
    const stray = input.items.filter(({ hazardId }) => !orderable(facts.hazards).some(({ id }) => id === hazardId))
    if (stray.length > 0)
      return no(
        'deadline-for-no-hazard',
        { count: stray.length },
        '有{count}个整改期限不对应待整改的问题',
        '删去多余的期限',
      )
    const late = [input.rectifyBy, ...input.items.map(({ rectifyBy }) => rectifyBy)].find((date) => date <= today)
    return late === undefined
      ? null
      : no(
          'deadline-not-ahead',
          { date: late, today },
          '整改期限{date}应晚于今天（{today}）',
          '给企业留出合理的整改时间',
        )
  },
})

/**
 * Evacuation, suspension and stop of use answer a major hazard that cannot be made safe meanwhile, and nothing less.
 */
export const measuresOnlyOnMajorHazards = rule<OrderAct>({
  cites: art('WSL', 65, 1, 3),
  inForceFrom: '2021-09-01',
  refuses: ({ input, facts }) => {
    const unfit = input.measures.filter(
      ({ hazardId }) => !facts.hazards.some((hazard) => hazard.id === hazardId && hazard.majorHazardCode !== null),
    )
    return unfit.length === 0
      ? null
      : no(
          'measure-without-major-hazard',
          { count: unfit.length },
          '有{count}项现场处理措施不对应重大事故隐患',
          '现场处理措施只用于已判定的重大事故隐患；一般隐患责令限期整改',
        )
  },
})

/** Every hazard under order passes or fails, once; what fails is told. */
export const everyHazardIsRechecked = rule<RecheckAct>({
  cites: art('WSL', 65, 1, 2),
  inForceFrom: '2021-09-01',
  refuses: ({ input, facts }) => {
    const due = awaitingRecheck(facts.hazards)
    const results = new Map(input.results.map((result) => [result.hazardId, result]))
    const open = due.filter(({ id }) => !results.has(id))
    if (open.length > 0)
      return no(
        'hazard-not-rechecked',
        { count: open.length },
        '还有{count}个问题没有复查结论',
        '逐项选择“合格”或“不合格”',
      )
    if (results.size !== input.results.length || results.size > due.length) {
      return no('recheck-of-no-hazard', {}, '复查结论与整改中的问题不一一对应', '每个问题只保留一个结论')
    }
    const untold = input.results.filter(({ passed, note }) => !passed && note === '')
    return untold.length === 0
      ? null
      : no('failure-untold', { count: untold.length }, '有{count}个不合格的问题没有写明情况', '写明不合格的具体情况')
  },
})

/** Whether the principal himself signed: for the business, or apart (REC-05). */
const hasPrincipalSigned = ({ input, facts }: RecheckAct): boolean =>
  [input.partySignature, input.principalSignature].some(
    (signature) => signature?.name.trim() === facts.enterprise.principal.trim(),
  )

/** Major hazards that a re-check would pass and that close only over the principal's signature. */
export const majorsPassed = (
  hazards: readonly Hazard[],
  results: readonly { readonly hazardId: string; readonly passed: boolean }[],
): Hazard[] =>
  hazards.filter(
    ({ id, majorHazardCode }) =>
      majorHazardCode !== null && results.some(({ hazardId, passed }) => passed && hazardId === id),
  )

/** A major hazard is put right under the principal, and closes over his signature (WSL 21(5), 41(2)). */
export const principalSignsForMajor = rule<RecheckAct>({
  cites: art('WSL', 21, 1, 5),
  inForceFrom: '2021-09-01',
  refuses: (act) => {
    const majors = majorsPassed(act.facts.hazards, act.input.results)
    return majors.length === 0 || hasPrincipalSigned(act)
      ? null
      : no(
          'principal-has-not-signed',
          { count: majors.length, principal: act.facts.enterprise.principal },
          '有{count}项重大事故隐患拟复查合格，没有主要负责人（{principal}）的签名',
          '请主要负责人当面签名；不到场、不签名的，该项不能复查合格',
        )
  },
})

/** A photo named at the re-check must be in the store. */
export const recheckEvidenceIsHeld = rule<RecheckAct>({
  cites: art('APL', 40),
  inForceFrom: '2021-07-15',
  refuses: ({ input, facts }) => {
    const held = new Set([...facts.evidence.map(({ id }) => id), ...(facts.announced ?? [])])
    const missing = input.results.flatMap(({ evidenceIds }) => evidenceIds).filter((id) => !held.has(id))
    return missing.length === 0
      ? null
      : no(
          'evidence-not-received',
          { count: missing.length },
          '有{count}份证据还没有上传到本次检查',
          '等待照片上传完成后再提交',
        )
  },
})

/**
 * Nothing is filed away open: the correction is ordered beside the penalty and re-checked like any other (APL 28, WSL
 * 65).
 */
export const nothingIsOpen = rule<InspectionAct>({
  cites: art('WSL', 65, 1, 2),
  inForceFrom: '2021-09-01',
  refuses: ({ facts }) => {
    const open = openHazards(facts.hazards)
    return open.length === 0
      ? null
      : no(
          'hazard-open',
          { count: open.length },
          '还有{count}个问题没有整改合格',
          '责令整改并复查；已立案处罚的，同样要整改到位',
        )
  },
})
