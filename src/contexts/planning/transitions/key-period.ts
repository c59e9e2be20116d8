import type { z } from 'zod'
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { covers } from '../../../kernel/region.ts'
import { rule } from '../../../kernel/rule.ts'
import { step, type Act, type Lifecycle } from '../../../kernel/step.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { PLAN_STATES } from '../rules/annual-plan.ts'
import {
  KEY_PERIODS,
  KEY_PERIOD_STATES,
  visitInPeriod,
  type CloseKeyPeriodInput,
  type KeyPeriod,
  type KeyPeriodFacts,
  type KeyPeriodState,
  type OpenKeyPeriodInput,
} from '../rules/key-period.ts'

const FROM = '2025-02-27'
const PLAN = art('MEM-2025-02-27', 2)
type Opening = Act<KeyPeriod, OpenKeyPeriodInput, KeyPeriodFacts>
type Closing = Act<KeyPeriod, z.output<typeof CloseKeyPeriodInput>, KeyPeriodFacts>

const isInForce = ({ plan }: KeyPeriodFacts) => plan?.state === 'frozen'
const OUTSIDE =
  '计划外的检查只在群众反映强烈、社会关注度高、典型事故暴露的重点问题三种情形下部署专项检查，或者先调整年度计划'

/** Art. 2: what is gathered stands in the annual plan, approved by the government, filed upward and published. */
const planIsFiled = rule<Opening>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ facts, input }) => {
    if (isInForce(facts)) return null
    const year = input.from.slice(0, 4)
    return facts.plan
      ? no(
          'key-period-before-the-plan',
          { number: facts.plan.number, state: PLAN_STATES[facts.plan.state] },
          '{number}{state}，重点时段任务只能从已批准、备案并发布的年度计划产生',
          '先完成批准、备案和发布',
        )
      : no('key-period-without-plan', { year }, '{year}年度没有已备案的年度计划，不能产生重点时段任务', OUTSIDE)
  },
})

/** Bounded in time: within one span of the calendar, and not over. */
const periodIsOfTheCalendar = rule<Opening>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ input: { code, from, until }, facts: { calendar }, at }) => {
    const name = KEY_PERIODS[code]
    const spans = calendar.filter((span) => span.code === code)
    if (spans.length === 0)
      return no(
        'key-period-undated',
        { name, year: from.slice(0, 4) },
        '法律数据没有{year}年{name}的起止日',
        '在法律数据中补充本地的起止日',
      )
    const dated = spans.map((span) => `${span.from}至${span.until}`).join('、')
    if (from > until || !spans.some((span) => span.from <= from && until <= span.until))
      return no(
        'key-period-outside-the-calendar',
        { name, from, until, dated },
        '{from}至{until}超出{name}的起止日（{dated}）',
        '在起止日之内选择期限',
      )
    return until < lawDateOf(at)
      ? no('key-period-over', { name, until }, '{name}已于{until}结束', '未完成的检查按年度计划安排')
      : null
  },
})

/** Bounded in content: only matters that are published (art. 5). */
const contentIsPublished = rule<Opening>({
  cites: art('MEM-2025-02-27', 5),
  inForceFrom: FROM,
  refuses: ({ facts: { unpublishedItems } }) =>
    unpublishedItems.length === 0
      ? null
      : no(
          'key-period-content-open',
          { items: unpublishedItems.join('、') },
          '检查内容含有未公布的检查事项{items}',
          '只选择已公布的行政检查事项',
        ),
})

const namesOf = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name).join('、')

/** Art. 2: who does not stand in the plan is visited on one of the three triggers of a special inspection, or not at all. */
const businessesAreInThePlan = rule<Opening>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ facts }) => {
    if (!isInForce(facts)) return null
    const planned = new Set(facts.lines.map(({ enterpriseId }) => enterpriseId))
    const outside = facts.chosen.filter(({ id }) => !planned.has(id))
    return outside.length === 0
      ? null
      : no(
          'key-period-outside-the-plan',
          { names: namesOf(outside), number: facts.plan?.number ?? '' },
          '{names}不在{number}内，不能列入重点时段任务',
          OUTSIDE,
        )
  },
})

const chosenLines = ({ facts, input }: Opening) =>
  facts.lines.filter(({ enterpriseId }) => input.enterpriseIds.includes(enterpriseId))

/** Bounded in number: no more visits than the plan holds for these months, those before it that were missed included. */
const visitsAreOwed = rule<Opening>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: (act) => {
    if (!isInForce(act.facts)) return null
    const lines = chosenLines(act).map((line) => ({ ...line, visit: visitInPeriod(line, act.input) }))
    const used = lines.filter(({ visit }) => visit === 'used')
    if (used.length > 0)
      return no(
        'key-period-visits-used',
        { names: namesOf(used) },
        '{names}年度计划内的检查已完成、已预占或者已下达任务',
        '从名单中删去；需要增加次数的，先调整年度计划',
      )
    const later = lines.filter(({ visit }) => visit === 'later')
    return later.length === 0
      ? null
      : no(
          'key-period-planned-later',
          { names: namesOf(later), until: act.input.until },
          '{names}的计划月份在{until}之后',
          '从名单中删去；需要提前的，先调整年度计划',
        )
  },
})

/** Bounded in place and trade: the key regions of the own ground, and the sectors that were named. */
const businessesAreInScope = rule<Opening>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: (act) => {
    const { regions, sectors } = act.input
    const beyond = regions.filter((one) => !covers(act.thing.region, one))
    if (beyond.length > 0)
      return no(
        'key-period-region-outside',
        { regions: beyond.join('、') },
        '重点地区{regions}不在本机关管辖区域内',
        '只列本机关管辖的区域',
      )
    const outside = chosenLines(act).filter(
      (line) =>
        (regions.length > 0 && !regions.some((one) => covers(one, line.region))) ||
        (sectors.length > 0 && !line.sectors.some((one) => sectors.includes(one))),
    )
    return outside.length === 0
      ? null
      : no(
          'key-period-business-outside',
          { names: namesOf(outside) },
          '{names}不在所选的重点地区或者行业领域内',
          '只选择范围内的企业',
        )
  },
})

/** The beginning of a key period, taken once on a blank one of version 0: its tasks are given with it. */
export const openKeyPeriod = step<KeyPeriodState, KeyPeriod, OpenKeyPeriodInput, KeyPeriodFacts>({
  name: 'open-key-period',
  label: '下达重点时段任务',
  from: ['open'],
  to: 'open',
  may: 'planning.plan',
  cites: PLAN,
  unless: [
    planIsFiled,
    periodIsOfTheCalendar,
    contentIsPublished,
    businessesAreInThePlan,
    visitsAreOwed,
    businessesAreInScope,
  ],
  apply: ({ thing, input }: Opening) => ({ ...thing, ...input }),
})

export const closeKeyPeriod = step<KeyPeriodState, KeyPeriod, Closing['input'], KeyPeriodFacts>({
  name: 'close-key-period',
  label: '结束重点时段任务',
  from: ['open'],
  to: 'closed',
  may: 'planning.plan',
  cites: PLAN,
  unless: [],
  apply: ({ thing, input }) => ({ ...thing, closedBecause: input.because }),
})

export const keyPeriodLifecycle: Lifecycle = {
  name: 'key-period',
  label: '重点时段任务',
  initial: 'open',
  states: KEY_PERIOD_STATES,
  final: ['closed'],
  steps: [closeKeyPeriod],
}
