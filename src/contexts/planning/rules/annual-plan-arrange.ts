import type { AnnualPlan, MonthCapacity, PlanPool, PlanUnit } from './annual-plan.ts'
import {
  fewerThanSought,
  noCapacity,
  planUnitOf,
  poolsOf,
  type PlanFrame,
  type UnitFacts,
} from './annual-plan-candidates.ts'
import { roomsOf } from './capacity.ts'
import type { SolvedPlan } from './optimise.ts'
import { MONTHS, type Candidate, type MonthRoom, type PlanProblem } from './optimise-problem.ts'

/** Officer-days that units and pools take in each month. */
export function loadOf({
  units,
  pools,
}: {
  units: readonly Pick<PlanUnit, 'months' | 'days'>[]
  pools: readonly Pick<PlanPool, 'drawn' | 'days'>[]
}): number[] {
  const load = Array.from({ length: MONTHS }, () => 0)
  for (const { months, days } of units) for (const month of months) load[month] = (load[month] ?? 0) + days
  for (const { drawn, days } of pools)
    drawn.forEach((count, month) => (load[month] = (load[month] ?? 0) + count * days))
  return load
}

export type Prepared = {
  readonly units: readonly PlanUnit[]
  readonly pools: readonly PlanPool[]
  readonly generalLeftOut: AnnualPlan['generalLeftOut']
  readonly problem: PlanProblem
}

/** What the solver is given: key units that may be visited and are not placed already, and the pools of general units. */
export function prepared(facts: readonly UnitFacts[], frame: PlanFrame, capacity: readonly MonthCapacity[]): Prepared {
  const units = facts
    .filter(({ keyUnit }) => keyUnit)
    .map((one) => planUnitOf(one, frame))
    .sort((a, b) => b.score - a.score || (a.enterpriseId < b.enterpriseId ? -1 : 1))
  const { pools, leftOut } = poolsOf(
    facts.filter(({ keyUnit }) => !keyUnit),
    frame,
  )
  const keys = units
    .filter((unit) => unit.leftOut === null && unit.months.length === 0)
    .map(
      (unit): Candidate => ({
        id: unit.enterpriseId,
        kind: 'key',
        count: 1,
        score: unit.score,
        days: unit.days,
        visitsWanted: unit.visitsWanted,
        months: unit.openMonths,
        preferred: unit.preferredMonths,
        order: `${unit.lastVisitOn ?? ''} ${unit.enterpriseId}`,
      }),
    )
  const general = pools.map(
    (pool): Candidate => ({
      id: pool.id,
      kind: 'general',
      count: pool.wanted,
      score: pool.score,
      days: pool.days,
      visitsWanted: 1,
      months: pool.openMonths,
      preferred: pool.preferredMonths,
      order: pool.id,
    }),
  )
  return {
    units,
    pools,
    generalLeftOut: leftOut.map(({ reason, units: count }) => ({ ...reason, units: count })),
    problem: {
      candidates: [...keys, ...general],
      rooms: levelled(roomsOf(capacity, loadOf({ units, pools })), [...keys, ...general]),
      monthsApart: frame.inputs.monthsApart,
    },
  }
}

/** Where there is more time than work, the year is to be even: months are easy up to their share of the work. */
function levelled(rooms: readonly MonthRoom[], candidates: readonly Candidate[]): MonthRoom[] {
  const work = candidates.reduce((sum, { count, visitsWanted, days }) => sum + count * visitsWanted * days, 0)
  const time = rooms.reduce((sum, { hard }) => sum + hard, 0)
  const share = time === 0 ? 0 : Math.min(1, work / time)
  return rooms.map(({ hard, easy }) => ({ hard, easy: Math.min(easy, hard * share) }))
}

/** Puts the solver's answer into rows; whoever got no visit, or fewer than sought, is told why. */
export function arranged(
  { units, pools, generalLeftOut }: Prepared,
  solved: SolvedPlan,
): Pick<AnnualPlan, 'pools' | 'generalLeftOut'> & { units: PlanUnit[] } {
  const placed = units.map((unit) => ({
    ...unit,
    months: unit.months.length > 0 ? unit.months : [...(solved.visits.get(unit.enterpriseId) ?? [])],
  }))
  const scores = placed.filter(({ months }) => months.length > 0).map(({ score }) => score)
  const least = scores.length > 0 ? scores.reduce((a, b) => Math.min(a, b)) : null
  return {
    units: placed.map((unit) => ({ ...unit, leftOut: unit.leftOut ?? shortfallOf(unit, least) })),
    pools: pools.map((pool) => ({ ...pool, drawn: [...(solved.draws.get(pool.id) ?? pool.drawn)] })),
    generalLeftOut,
  }
}

/** Why a unit that may be visited has fewer visits than its risk asks for; null when it has all. */
export function shortfallOf(
  { months, visitsWanted, score }: Pick<PlanUnit, 'months' | 'visitsWanted' | 'score'>,
  least: number | null,
) {
  if (months.length === 0) return noCapacity(score, least)
  return months.length < visitsWanted ? fewerThanSought(months.length, visitsWanted) : null
}
