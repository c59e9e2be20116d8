import { Placing } from './optimise-fill.ts'
import type { LpAnswer, SolveLp } from './optimise-lp.ts'
import {
  classesOf,
  columnsOf,
  modelOf,
  MONTHS,
  type PlanClass,
  type PlanColumn,
  type PlanProblem,
} from './optimise-problem.ts'

/** When the rounded plan lies further from the bound than this, whole numbers are searched for. */
const GAP_ACCEPTED = 0.005

export type SolvedPlan = {
  /** Months of the visits to each key unit, ascending, by candidate id; units without a visit are missing. */
  readonly visits: ReadonlyMap<string, readonly number[]>
  /** Units to be drawn from each pool of general units, month by month. */
  readonly draws: ReadonlyMap<string, readonly number[]>
  /** Officer-days placed in each month. */
  readonly load: readonly number[]
  readonly worth: number
  /** No plan under the same rules is worth more: the optimum of the relaxation. */
  readonly bound: number
  /** How far the plan may be from the best one, 0.01 being one hundredth. */
  readonly gap: number
  /** What filling month by month without a solver would be worth. */
  readonly greedy: number
  readonly classes: number
}

type Model = {
  readonly classes: readonly PlanClass[]
  readonly columns: readonly PlanColumn[]
  readonly problem: PlanProblem
}

const place = ({ classes, columns, problem }: Model, answer: LpAnswer | null): Placing => {
  const placing = new Placing(classes, columns, problem)
  // First visits before second ones: they give those their room.
  const inOrder = columns
    .map(({ rank }, index) => ({ rank, index }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
  for (const { index } of answer ? inOrder : []) {
    const wanted = Math.floor((answer?.values[index] ?? 0) + 1e-6)
    placing.put(index, { wanted, days: problem.rooms[columns[index]?.month ?? 0]?.hard ?? 0 })
  }
  placing.fill()
  return placing
}

/**
 * Places visits over the months of a year: the relaxation is solved, rounded and filled, and only where that leaves more
 * than half a hundredth to the bound are whole numbers searched for. The same problem always gives the same plan.
 */
export function optimise(
  problem: PlanProblem,
  solve: SolveLp,
  tell: (share: number) => void = () => undefined,
): SolvedPlan {
  const classes = classesOf(problem.candidates)
  const columns = columnsOf(classes, problem.monthsApart)
  const model = { classes, columns, problem }
  const greedy = place(model, null)
  const lp = modelOf(problem, classes, columns)
  tell(0.2)
  const relaxed = columns.length > 0 ? solve(lp, { whole: false }) : null
  let best = better(greedy, relaxed ? place(model, relaxed) : greedy)
  tell(0.7)
  let bound = relaxed?.bound ?? best.worth()
  if (gapOf(best.worth(), bound) > GAP_ACCEPTED) {
    const whole = solve(lp, { whole: true })
    if (whole) {
      best = better(best, place(model, whole))
      bound = Math.min(bound, whole.bound)
    }
  }
  tell(0.9)
  const worth = best.worth()
  return {
    ...spread(model, best),
    load: best.load,
    worth,
    bound: Math.max(bound, worth),
    gap: gapOf(worth, bound),
    greedy: greedy.worth(),
    classes: classes.length,
  }
}

const better = (a: Placing, b: Placing) => (b.worth() > a.worth() ? b : a)

export const gapOf = (worth: number, bound: number): number => (bound <= 0 ? 0 : Math.max(0, (bound - worth) / bound))

/** Gives the visits of a class to its members: first visits in their order, later ones to whoever came first. */
function spread({ classes, columns }: Model, placing: Placing): Pick<SolvedPlan, 'visits' | 'draws'> {
  const visits = new Map<string, number[]>()
  const draws = new Map<string, number[]>()
  const ofClass = Map.groupBy(
    columns.map((column, index) => ({ ...column, count: placing.counts[index] ?? 0 })),
    ({ at }) => at,
  )
  classes.forEach(({ kind, members }, at) => {
    const own = ofClass.get(at) ?? []
    if (kind === 'general') {
      spreadDraws(members, own, draws)
      return
    }
    for (const { rank, month, count } of own.toSorted((a, b) => a.rank - b.rank || a.month - b.month)) {
      const waiting = members.filter(({ id }) => (visits.get(id)?.length ?? 0) === rank)
      // Whoever had the earlier visit first waits longest; members without one stand in their own order.
      const next = waiting
        .sort((a, b) => (visits.get(a.id)?.at(-1) ?? 0) - (visits.get(b.id)?.at(-1) ?? 0))
        .slice(0, count)
      for (const { id } of next) visits.set(id, [...(visits.get(id) ?? []), month])
    }
  })
  return { visits, draws }
}

function spreadDraws(
  members: PlanClass['members'],
  own: readonly { readonly month: number; readonly count: number }[],
  draws: Map<string, number[]>,
) {
  const left = members.map(({ id, count }) => ({ id, count }))
  for (const { month, count } of own) {
    let open = count
    for (const pool of left) {
      const taken = Math.min(open, pool.count)
      if (taken === 0) continue
      pool.count -= taken
      open -= taken
      const months = draws.get(pool.id) ?? Array.from({ length: MONTHS }, () => 0)
      months[month] = (months[month] ?? 0) + taken
      draws.set(pool.id, months)
    }
  }
}
