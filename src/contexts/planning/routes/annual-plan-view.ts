import { lawDateOf, type Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { AnnualLine, AnnualPlanView, PublicPlan } from '../contract/annual-plans.ts'
import type { AnnualPlan, PlanUnit } from '../rules/annual-plan.ts'
import { boardOf, planLine, type Done } from '../rules/annual-plan-view.ts'
import * as plans from '../store/annual-plans.ts'
import { adjustPlan, annualPlanLifecycle, beginPlan } from '../transitions/annual-plan.ts'

const STEPS = [beginPlan, adjustPlan, ...annualPlanLifecycle.steps]

/** Counted visits of the bureau itself, or of the other bureau of a joint visit, by business. */
export async function doneIn(
  tx: Tx,
  { region, year }: AnnualPlan,
  units: readonly PlanUnit[],
): Promise<(id: string) => Done> {
  const joint = new Map(units.map(({ enterpriseId, jointWith }) => [enterpriseId, jointWith?.bureau]))
  const visits = await plans.visitsInYear(
    tx,
    units.map(({ enterpriseId }) => enterpriseId),
    year,
  )
  const done = new Map<string, { made: number; reserved: number }>()
  for (const { enterpriseId, bureau, state, counted } of visits) {
    if (!counted || (bureau !== region && bureau !== joint.get(enterpriseId))) continue
    const there = done.get(enterpriseId) ?? { made: 0, reserved: 0 }
    if (state === 'committed') there.made += 1
    else there.reserved += 1
    done.set(enterpriseId, there)
  }
  return (id) => done.get(id) ?? { made: 0, reserved: 0 }
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, one) => total + one, 0)

/** The plan as screens show it, as of `at`. */
export async function viewOf(tx: Tx, plan: AnnualPlan, at: Instant): Promise<AnnualPlanView> {
  const units = await plans.unitsOf(tx, plan.id)
  const doneOf = await doneIn(tx, plan, units)
  const drawsDone = Array.from({ length: 12 }, () => 0)
  for (const { month, done } of await plans.drawTasksDone(tx, plan)) drawsDone[month] = done
  const board = boardOf(plan, units, { doneOf, drawsDone })
  const leftOut = units.filter(({ months }) => months.length === 0)
  const codes = Map.groupBy(leftOut, (unit) => unit.leftOut?.code ?? '')
  return {
    plan,
    board,
    totals: {
      keyUnits: units.length,
      covered: units.length - leftOut.length,
      leftOut: leftOut.length,
      keyVisits: sum(board.map(({ keyVisits }) => keyVisits)),
      generalUnits:
        sum(plan.pools.map(({ units: count }) => count)) + sum(plan.generalLeftOut.map(({ units: count }) => count)),
      generalDrawn: sum(board.map(({ drawn }) => drawn)),
      done: sum(board.map(({ done }) => done)),
      reserved: sum(units.map(({ enterpriseId, months }) => Math.min(months.length, doneOf(enterpriseId).reserved))),
    },
    successor: await plans.findPlanSuccessor(tx, plan.id),
    line: planLine(plan, { steps: STEPS, today: lawDateOf(at) }),
    leftOutBy: [...codes].map(([code, rows]) => ({ code, units: rows.length })).sort((a, b) => b.units - a.units),
  }
}

type Wanted = {
  readonly month?: number | undefined
  readonly only?: 'left-out' | 'unvisited' | undefined
  readonly q?: string | undefined
}

const LINES_MAX = 500

export async function linesOf(
  tx: Tx,
  plan: AnnualPlan,
  { month, only, q }: Wanted,
): Promise<{ units: AnnualLine[]; total: number }> {
  const units = await plans.unitsOf(tx, plan.id)
  const doneOf = await doneIn(tx, plan, units)
  const found = units
    .map((unit) => ({ ...unit, ...doneOf(unit.enterpriseId) }))
    .filter(
      (unit) =>
        (month === undefined || unit.months.includes(month)) &&
        (only !== 'left-out' || unit.months.length === 0) &&
        (only !== 'unvisited' || (unit.months.length > 0 && unit.made === 0)) &&
        (!q || unit.name.includes(q) || unit.creditCode === q),
    )
  return { units: found.slice(0, LINES_MAX), total: found.length }
}

/** What the public may know: the list of key units and the numbers of each month, no month of a single business. */
export async function publicViewOf(tx: Tx, plan: AnnualPlan): Promise<PublicPlan> {
  const units = await plans.unitsOf(tx, plan.id)
  const board = boardOf(plan, units, { doneOf: () => ({ made: 0, reserved: 0 }), drawsDone: [] })
  const leftOut = Map.groupBy(
    units.filter(({ months }) => months.length === 0),
    (unit) => unit.leftOut?.code ?? '',
  )
  const { id, number, region, bureauName, year, state, note, frozenAt, hash, approval, filing, adjusts } = plan
  const successor = await plans.findPlanSuccessor(tx, id)
  return {
    id,
    number,
    region,
    bureauName,
    year,
    state,
    note,
    frozenAt: frozenAt ?? '',
    hash: hash ?? '',
    approval,
    filing,
    adjusts: adjusts && { number: adjusts.number, because: adjusts.because },
    // An adjustment that is still being prepared is nobody's business yet.
    successor: successor && (successor.state === 'frozen' || successor.state === 'superseded') ? successor : null,
    months: board.map(({ month, load, keyVisits, drawn }) => ({
      month,
      load,
      keyVisits,
      drawn,
      capacity: plan.capacity[month]?.hard ?? 0,
    })),
    keyUnits: units
      .map(({ name, creditCode }) => ({ name, creditCode }))
      .sort((a, b) => (a.creditCode < b.creditCode ? -1 : 1)),
    generalUnits: sum(plan.pools.map(({ units: count }) => count)),
    leftOut: [...leftOut].map(([code, rows]) => ({ says: PUBLIC_REASONS[code] ?? '其他原因', units: rows.length })),
  }
}

const PUBLIC_REASONS: Readonly<Record<string, string>> = {
  'cap-reached': '年度检查次数已到上限',
  'in-upper-plan': '已列入上级机关计划',
  'checked-above': '上级机关本年度已检查',
  'checked-this-year': '应急管理部门本年度已检查',
  'no-capacity': '执法力量不足',
  'no-open-month': '可检查时段不足',
  removed: '经研究不安排',
}
