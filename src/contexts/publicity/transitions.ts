import { art } from '../../kernel/citation.ts'
import { no } from '../../kernel/refusal.ts'
import { rule } from '../../kernel/rule.ts'
import { step, type Act, type Lifecycle } from '../../kernel/step.ts'
import { lawDateOf } from '../../kernel/time.ts'
import { refusesQuotas } from '../law/rules/quota-linter.ts'
import {
  NOTICE_STATES,
  type KeepBack,
  type Notice,
  type NoticeFacts,
  type NoticeState,
  type Publish,
  type Withdraw,
} from './model.ts'
import { articleOf, onlyMinorByClass, otherLawIsNamed } from './rules/kept-back.ts'

type Publishing = Act<Notice, Publish, NoticeFacts>
type Withdrawing = Act<Notice, Withdraw, NoticeFacts>

/** A minor penalty is normally not shown; where it is, the reason is on record (CR36). */
export const minorNeedsReason = rule<Publishing>({
  cites: art('APL', 48),
  inForceFrom: '2026-04-01',
  refuses: ({ thing, input }) =>
    thing.creditClass !== 'minor' || input.shownBecause.length >= 4
      ? null
      : no('minor-not-shown', {}, '轻微失信信息原则上不公示', '确有必要公示的，写明理由；公示期最长三个月'),
})

/** What has run out is not put up any more. */
export const notRunOut = rule<Publishing>({
  cites: art('APL', 48),
  inForceFrom: '2026-04-01',
  refuses: ({ thing, at }) =>
    thing.maxShownUntil && lawDateOf(at) > thing.maxShownUntil
      ? no('showing-run-out', { until: thing.maxShownUntil }, '最长公示期已于{until}届满', '不再公示，按“公示期满”撤下')
      : null,
})

/** What has fallen is not put up any more. */
export const decisionStands = rule<Act<Notice, unknown, NoticeFacts>>({
  cites: art('APL', 48),
  inForceFrom: '2021-07-15',
  refuses: ({ thing }) =>
    thing.fell
      ? no(
          'decision-fell',
          { on: thing.fell.on },
          '处罚决定已于{on}被撤销、变更或者确认违法、无效',
          '撤下本条公示并说明理由',
        )
      : null,
})

/**
 * Circular art. 14: no target and no ranking by visits or fines leaves the office with a notice. Asked of the bureau's own
 * words; the facts of a case may tell how often a business had to check its machines.
 */
export const showsNoQuota = rule<Publishing>({
  cites: art('MEM-2025-02-27', 14),
  inForceFrom: '2025-02-27',
  refuses: ({ input }) => refusesQuotas(input.shownBecause)[0] ?? null,
})

export const withdrawalSetsNoQuota = rule<Withdrawing>({
  cites: art('MEM-2025-02-27', 14),
  inForceFrom: '2025-02-27',
  refuses: ({ input }) => refusesQuotas(input.reason)[0] ?? null,
})

export const reasonWithinTime = rule<Withdrawing>({
  cites: art('APL', 48),
  inForceFrom: '2021-07-15',
  refuses: ({ input, thing, at }) => {
    if (input.effectiveOn > lawDateOf(at))
      return no('withdrawn-in-the-future', { on: input.effectiveOn }, '生效日期{on}晚于今天', '生效后再撤下')
    return input.effectiveOn < thing.decidedOn
      ? no('withdrawn-before-decision', { on: input.effectiveOn }, '生效日期{on}早于处罚决定的日期', '核对日期')
      : null
  },
})

export const publish = step<NoticeState, Notice, Publish, NoticeFacts>({
  name: 'publish',
  label: '公示',
  from: ['queued', 'kept-back'],
  to: 'published',
  may: 'publicity.publish',
  cites: art('WSL', 78),
  unless: [minorNeedsReason, notRunOut, decisionStands, showsNoQuota],
  stops: ['D-22'],
  apply: ({ thing, input, facts, at }) => ({
    ...thing,
    facts: facts.maskedFacts ?? thing.facts,
    shownBecause: input.shownBecause,
    keptBack: null,
    publishedAt: at,
  }),
})

/** The head answers for it; what is kept back may be published later. */
export const keepBack = step<NoticeState, Notice, KeepBack, NoticeFacts>({
  name: 'keep-back',
  label: '决定不予公示',
  from: ['queued'],
  to: 'kept-back',
  may: 'publicity.keep-back',
  cites: art('APL', 48),
  unless: [onlyMinorByClass, otherLawIsNamed, decisionStands],
  stops: ['D-22'],
  apply: ({ thing, input, by, at }) => ({
    ...thing,
    keptBack: { ground: input.ground, article: articleOf(input), reason: input.reason, on: lawDateOf(at), by: by.name },
  }),
})

export const withdraw = step<NoticeState, Notice, Withdraw, NoticeFacts>({
  name: 'withdraw',
  label: '撤下',
  from: ['queued', 'published', 'kept-back'],
  to: 'withdrawn',
  may: 'publicity.withdraw',
  cites: art('APL', 48),
  unless: [reasonWithinTime, withdrawalSetsNoQuota],
  stops: ['D-24'],
  apply: ({ thing, input: { ground, reason, effectiveOn }, facts, at }) => ({
    ...thing,
    withdrawal: { ground, reason, on: lawDateOf(at), dueOn: facts.withdrawBy ?? effectiveOn },
  }),
})

export const lifecycle: Lifecycle = {
  name: 'publicity',
  label: '行政处罚公示',
  initial: 'queued',
  states: NOTICE_STATES,
  final: ['withdrawn'],
  steps: [publish, keepBack, withdraw],
}
