import { art, type Citation } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { covers } from '../../../kernel/region.ts'
import { rule } from '../../../kernel/rule.ts'
import type { EditPlanAct } from './annual-plan-acts.ts'
import { capLeftOf, monthsToCome, openMonthsOf, refusalOf, whyLeftOut } from './annual-plan-candidates.ts'
import { hasMonth } from './optimise-problem.ts'

const CIRCULAR = 'MEM-2025-02-27'
const FROM = '2025-02-27'
const PLAN = art(CIRCULAR, 2)

const isJoint = ({ facts }: EditPlanAct) => (facts.edit?.unit?.jointWith ?? null) !== null

/** The month into which a visit comes by the change; null for a removal. */
const monthInto = ({ input: { change } }: EditPlanAct): number | null =>
  change.kind === 'move' ? change.to : change.kind === 'remove' || change.kind === 'omit' ? null : change.month

const adds = ({ facts: { edit } }: EditPlanAct) => edit !== null && edit.monthsAfter.length > edit.monthsBefore.length

/** What is not there can be neither moved nor taken out. */
export const visitIsThere = rule<EditPlanAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ input: { change }, facts: { edit } }) => {
    if (change.kind === 'draw') return edit?.pool ? null : no('no-such-pool', {}, '没有这组一般检查单位', '刷新后重试')
    if (change.kind === 'add') return null
    if (change.kind === 'omit')
      return edit?.monthsBefore.length === 0
        ? null
        : no('visit-is-planned', {}, '该企业已安排检查，不能再列为不安排', '先取消已安排的检查')
    const month = change.kind === 'move' ? change.from : change.month
    return edit?.monthsBefore.includes(month)
      ? null
      : no('no-such-visit', { month: month + 1 }, '该企业{month}月没有安排检查', '刷新后重试')
  },
})

/** Only key units are named; general units come from a draw (art. 2), so that nobody is picked. */
export const onlyKeyUnitsAreNamed = rule<EditPlanAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: (act) => {
    const { business } = act.facts.edit ?? {}
    return !business || !adds(act) || business.keyUnit || isJoint(act)
      ? null
      : no(
          'general-unit-is-drawn',
          { name: business.name },
          '{name}是一般检查单位，由双随机抽取，不在计划中点名安排',
          '需要重点检查的，先列入本年度重点检查单位名单并说明理由',
        )
  },
})

/** Art. 4, 11 and 3 with the words of the plan: other levels, no repetition, the full year. */
export const businessMayBeVisited = rule<EditPlanAct>({
  cites: art(CIRCULAR, 4),
  inForceFrom: FROM,
  refuses: (act) => {
    const { business } = act.facts.edit ?? {}
    if (!business || !adds(act)) return null
    const why = whyLeftOut(business, { bureau: act.thing.region, year: act.thing.year })
    if (!why) return null
    const isOpenJointly = why.code === 'other-level' && isJoint(act) && covers(act.thing.region, business.region)
    return isOpenJointly ? null : refusalOf(why)
  },
})

/** Art. 3: visits made, reserved and planned by all levels stay within the cap of the year. */
export const planStaysWithinCap = rule<EditPlanAct>({
  cites: art(CIRCULAR, 3),
  inForceFrom: FROM,
  refuses: (act) => {
    const { business, monthsAfter } = act.facts.edit ?? {}
    if (!business || !monthsAfter || !adds(act)) return null
    const left = capLeftOf(business, act.thing.region)
    // Visits of months that are over stand in the ledger already.
    const toCome = monthsToCome({ year: act.thing.year, at: act.at })
    const planned = monthsAfter.filter((month) => hasMonth(toCome, month)).length
    return left === null || planned <= left
      ? null
      : no(
          'plan-over-cap',
          { cap: business.cap ?? 0, used: business.used, planned, left },
          '该企业年度上限{cap}次，已计{used}次，计划只能再安排{left}次，不能安排{planned}次',
          '保留较重要的一次，或按举报、转办、预警线索检查',
        )
  },
})

const closed = (act: EditPlanAct, mask: number, cites: Citation) => {
  const month = monthInto(act)
  return month === null || hasMonth(mask, month)
    ? null
    : {
        ...no(
          'month-closed',
          { month: month + 1 },
          '{month}月不安排该单位：月份已过，或属于不安排的时段',
          '选择其他月份',
        ),
        cites,
      }
}

/** Key periods bind the planner as they bind the solver. */
export const monthIsOpen = rule<EditPlanAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: (act) => {
    const { business, pool } = act.facts.edit ?? {}
    const frame = { year: act.thing.year, at: act.at, inputs: act.thing.inputs }
    if (pool) return closed(act, pool.openMonths & monthsToCome(frame), PLAN)
    return business ? closed(act, openMonthsOf(business, frame).open, PLAN) : null
  },
})

/** A visit of a month that is over was made or missed; the plan does not change that any more. */
export const pastStaysAsItWas = rule<EditPlanAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: (act) => {
    const { change } = act.input
    if (change.kind !== 'move' && change.kind !== 'remove') return null
    const month = change.kind === 'move' ? change.from : change.month
    return hasMonth(monthsToCome({ year: act.thing.year, at: act.at }), month)
      ? null
      : no('month-is-past', { month: month + 1 }, '{month}月已过，不能再改动当月的安排', '在以后的月份另行安排')
  },
})

/** Officers have a roster and a rest (art. 15): a month takes what it can carry. */
export const monthHasRoom = rule<EditPlanAct>({
  cites: art(CIRCULAR, 15),
  inForceFrom: FROM,
  refuses: (act) => {
    const month = monthInto(act)
    const load = month === null ? null : act.facts.edit?.loadAfter[month]
    const hard = month === null ? null : act.thing.capacity[month]?.hard
    return month === null || load === undefined || load === null || load <= (hard ?? 0)
      ? null
      : no(
          'month-is-full',
          { month: month + 1, load, hard: hard ?? 0 },
          '{month}月需要{load}个人日，可安排的只有{hard}个人日',
          '安排到有余力的月份，或先移走当月其他检查',
        )
  },
})

/** Two visits to one business lie apart (art. 4: no repeated and no multiple inspection). */
export const visitsStandApart = rule<EditPlanAct>({
  cites: art(CIRCULAR, 4),
  inForceFrom: FROM,
  refuses: (act) => {
    const months = (act.facts.edit?.monthsAfter ?? []).toSorted((a, b) => a - b)
    const { monthsApart } = act.thing.inputs
    const into = monthInto(act)
    const near = months.find(
      (month, at) =>
        at > 0 && month - (months[at - 1] ?? 0) < monthsApart && (month === into || months[at - 1] === into),
    )
    return near === undefined
      ? null
      : no('visits-too-near', { apart: monthsApart }, '同一企业两次检查之间应隔{apart}个月以上', '选择间隔足够的月份')
  },
})

/** Taking out the last visit of a key unit leaves it uncovered: only with a reason that the government reads (art. 2). */
export const removalSaysWhy = rule<EditPlanAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ input: { change } }) =>
    (change.kind !== 'remove' && change.kind !== 'omit') || change.because.trim().length >= 4
      ? null
      : no('removal-without-reason', {}, '不安排重点检查单位的检查，应写明原因', '填写原因'),
})

/** A joint visit of a superior's published plan stands in two plans: nobody moves it alone (art. 4). */
export const jointVisitIsShared = rule<EditPlanAct>({
  cites: art(CIRCULAR, 4),
  inForceFrom: FROM,
  refuses: ({ thing, input: { change }, facts: { edit } }) => {
    const other = edit?.unit?.jointWith
    return !other || change.kind === 'add' || covers(thing.region, other.bureau)
      ? null
      : no(
          'joint-visit-is-shared',
          { bureau: other.bureauName },
          '这是{bureau}计划中的联合检查，不能由本机关单方改动',
          '请{bureau}调整其计划',
        )
  },
})

/** A draw cannot take more units than its pool holds. */
export const drawFitsPool = rule<EditPlanAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ facts: { edit } }) => {
    const { pool } = edit ?? {}
    const drawn = pool?.drawn.reduce((sum, count) => sum + count, 0) ?? 0
    return !pool || drawn <= pool.units
      ? null
      : no('draw-beyond-pool', { drawn, units: pool.units }, '全年抽取{drawn}家，超过该组的{units}家', '减少抽取家数')
  },
})
