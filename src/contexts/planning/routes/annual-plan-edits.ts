import { NotFound } from '../../../kernel/answer.ts'
import { art } from '../../../kernel/citation.ts'
import { take } from '../../../kernel/step.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { getBureau } from '../../people/public.ts'
import { editPlan as editEndpoint } from '../contract/annual-plans.ts'
import { PLAN_STATES, type AnnualPlan, type LeftOut, type PlanChange, type PlanUnit } from '../rules/annual-plan.ts'
import { NO_ANNUAL_FACTS, type EditFacts } from '../rules/annual-plan-acts.ts'
import { loadOf, shortfallOf } from '../rules/annual-plan-arrange.ts'
import { planUnitOf, type UnitFacts } from '../rules/annual-plan-candidates.ts'
import * as plans from '../store/annual-plans.ts'
import { editPlan } from '../transitions/annual-plan.ts'
import { factsOfUnits } from './annual-plan-facts.ts'
import { lockPlanVersion, savedPlan } from './annual-plan-lock.ts'

type DrawChange = Extract<PlanChange, { kind: 'draw' }>
type VisitChange = Exclude<PlanChange, DrawChange>

function monthsAfter(before: readonly number[], change: VisitChange): number[] {
  if (change.kind === 'omit') return [...before]
  const gone = change.kind === 'add' ? -1 : before.indexOf(change.kind === 'move' ? change.from : change.month)
  const left = before.filter((_, at) => at !== gone)
  const into = change.kind === 'add' ? [change.month] : change.kind === 'move' ? [change.to] : []
  return [...left, ...into].sort((a, b) => a - b)
}

const removed = (because: string): LeftOut => ({
  code: 'removed',
  says: `编制时决定不安排：${because}`,
  mend: '需要时重新安排',
  cites: art('MEM-2025-02-27', 2),
})

const leftOutAfter = (unit: PlanUnit, change: VisitChange): LeftOut | null =>
  unit.months.length < unit.visitsWanted || unit.months.length === 0
    ? change.kind === 'remove' || change.kind === 'omit'
      ? removed(change.because)
      : shortfallOf(unit, null)
    : null

/** The row of a business that is added, or of one that is there, with the other bureau of a joint visit. */
async function rowOf(
  ctx: Ctx,
  plan: AnnualPlan,
  { change, business }: { change: VisitChange; business: UnitFacts | null },
) {
  const there = await plans.findUnit(ctx.tx, plan.id, change.enterpriseId)
  if (there || !business) return there
  const fresh = planUnitOf(business, { bureau: plan.region, year: plan.year, at: ctx.at, inputs: plan.inputs })
  if (change.kind !== 'add' || !change.joint || business.responsibleBureau === plan.region) return fresh
  const { region, name } = await getBureau(ctx.tx, business.responsibleBureau)
  return { ...fresh, months: [], leftOut: null, jointWith: { bureau: region, bureauName: name } }
}

async function visitFacts(ctx: Ctx, plan: AnnualPlan, change: VisitChange): Promise<EditFacts> {
  const asked = { bureau: plan.region, year: plan.year, at: ctx.at }
  const [business = null] = await factsOfUnits(ctx.tx, [change.enterpriseId], asked)
  const row = await rowOf(ctx, plan, { change, business })
  if (!row) throw new NotFound('enterprise')
  const months = monthsAfter(row.months, change)
  const unit = { ...row, months, leftOut: leftOutAfter({ ...row, months }, change) }
  const others = (await plans.unitsOf(ctx.tx, plan.id)).filter(({ enterpriseId }) => enterpriseId !== unit.enterpriseId)
  return {
    business,
    unit,
    pool: null,
    monthsBefore: row.months,
    monthsAfter: months,
    loadAfter: loadOf({ units: [...others, unit], pools: plan.pools }),
  }
}

async function drawFacts(ctx: Ctx, plan: AnnualPlan, { poolId, month, units }: DrawChange): Promise<EditFacts> {
  const there = plan.pools.find(({ id }) => id === poolId)
  const pool = there ? { ...there, drawn: there.drawn.map((count, at) => (at === month ? units : count)) } : null
  const pools = plan.pools.map((one) => (pool && one.id === poolId ? pool : one))
  return {
    business: null,
    unit: null,
    pool,
    monthsBefore: [],
    monthsAfter: [],
    loadAfter: loadOf({ units: await plans.unitsOf(ctx.tx, plan.id), pools }),
  }
}

/** A business of another bureau is in the plan only by its joint visit; without it the row goes. */
const isGone = ({ jointWith, months }: PlanUnit, business: UnitFacts | null, plan: AnnualPlan) =>
  jointWith !== null && months.length === 0 && business?.responsibleBureau !== plan.region

export const annualPlanEdits: readonly Route[] = [
  serve(editEndpoint, async ({ id, ...input }, ctx) => {
    const before = await lockPlanVersion(ctx, id, input.version)
    const { change } = input
    const edit = change.kind === 'draw' ? await drawFacts(ctx, before, change) : await visitFacts(ctx, before, change)
    const facts = { ...NO_ANNUAL_FACTS, edit }
    const after = take(editPlan, { thing: before, input, facts, by: ctx.asker, at: ctx.at }, PLAN_STATES)
    const { unit, business } = edit
    if (unit && isGone(unit, business, before)) await plans.dropUnit(ctx.tx, id, unit.enterpriseId)
    else if (unit) await plans.saveUnit(ctx.tx, before, unit)
    ctx.note({ change: change.kind })
    return savedPlan(ctx, after, before)
  }),
]
