/**
 * `bench plan`: the annual plan of a whole province, invented but the same every time: 500,000 units, 15,000 officers, 150
 * bureaus, from the facts of the register to rows with their reasons, solved on two threads. What it is held against is the
 * optimum of the relaxation, which no plan can pass, and filling by value without a solver. [--units N] [--officers N]
 * [--bureaus N] [--threads N]
 */
import { cpus } from 'node:os'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { lawbook } from '../../src/contexts/law/public.ts'
import { findCap } from '../../src/contexts/law/rules/caps.ts'
import { openSolver } from '../../src/contexts/planning/jobs/annual-plan-solver.ts'
import { USUAL_INPUTS, type MonthCapacity, type PlanUnit } from '../../src/contexts/planning/rules/annual-plan.ts'
import { arranged, loadOf, prepared, type Prepared } from '../../src/contexts/planning/rules/annual-plan-arrange.ts'
import type { UnitFacts } from '../../src/contexts/planning/rules/annual-plan-candidates.ts'
import { careOf, careRulesOn } from '../../src/contexts/planning/rules/care.ts'
import { capacityOf } from '../../src/contexts/planning/rules/capacity.ts'
import { gapOf, type SolvedPlan } from '../../src/contexts/planning/rules/optimise.ts'
import { hasMonth } from '../../src/contexts/planning/rules/optimise-problem.ts'
import { randomOf, type Random } from '../../src/demo/random.ts'

const SEED = 20_250_227
const GAP_MAX = 0.02
const SECONDS_MAX = 120
const YEAR = 2026
const AT = '2025-12-01T02:00:00.000Z'
const AT_DAY = '2025-12-01'
const CARE = careRulesOn(lawbook(), { region: '44', date: AT_DAY })
const NO_STANDING = { accidentFreeSince: null, listed: null, closedOn: null }

type Bureau = { readonly region: string; readonly officers: number; readonly units: number; readonly seed: number }

const certificate = { number: 'X', validFrom: '2024-01-01', validTo: '2028-12-31', status: 'valid' } as const
const TRADES = [
  ['general', 'machinery'],
  ['general', 'dust', 'light'],
  ['general', 'hazchem'],
  ['general', 'confined_space', 'textile'],
  ['general', 'non_coal_mine'],
  ['general', 'ammonia', 'dust'],
]

/** A seventh of the units are key ones; some years are full, some superiors were faster, some visits are joint. */
function unitOf(random: Random, { region, seed }: Bureau, nth: number): UnitFacts {
  const highRisk = random.chance(0.25)
  const grade = random.pick(['1', '2', '3', '3', 'none', 'none'] as const)
  const city = { bureau: region.slice(0, 4), bureauName: '市应急管理局', number: '年度计划' }
  const used = random.chance(0.05) ? random.int(1, 4) : 0
  const unit = {
    id: `${seed}-${nth}`,
    name: `单位${nth}`,
    creditCode: String(nth),
    region,
    sectors: random.pick(TRADES),
    keyUnit: nth % 7 === 0,
    responsibleBureau: region,
    highRisk,
    grade,
    employees: random.int(5, 600),
    lastVisitOn: random.chance(0.4) ? null : random.pick(['2022-05-04', '2024-03-11', '2025-02-18', '2025-09-30']),
    causedVisits: random.chance(0.04) ? random.int(1, 3) : 0,
    openHazards: random.chance(0.1) ? 1 : 0,
    openMajorHazards: random.chance(0.02) ? 1 : 0,
  }
  return {
    ...unit,
    care: careOf(
      { ...unit, standing: NO_STANDING, majorUntreated: unit.openMajorHazards, hazardsFound: 0 },
      CARE,
      AT_DAY,
    ),
    cap: findCap(lawbook(), { isHighRisk: highRisk, grade }, { region, date: `${YEAR}-01-01` })?.visitsMax ?? null,
    used,
    checkedBy: random.chance(0.01) ? { bureau: city.bureau, bureauName: city.bureauName, on: `${YEAR}-01-05` } : null,
    otherPlans: random.chance(0.01)
      ? [{ ...city, months: [random.int(0, 11)], jointWith: random.chance(0.7) ? region : null }]
      : [],
  }
}

function provinceOf({ units, officers, bureaus }: { units: number; officers: number; bureaus: number }): Bureau[] {
  const part = (whole: number, at: number) =>
    Math.floor(((at + 1) * whole) / bureaus) - Math.floor((at * whole) / bureaus)
  return Array.from({ length: bureaus }, (_, at) => ({
    region: `44${String(10 + Math.floor(at / 90)).padStart(2, '0')}${String(10 + (at % 90))}`,
    officers: part(officers, at),
    units: part(units, at),
    seed: SEED + at,
  }))
}

type Task = { readonly prep: Prepared; readonly capacity: readonly MonthCapacity[] }

/** The problem of one bureau from its facts; some have plenty of time, most have too little. */
function taskOf(bureau: Bureau, facts: readonly UnitFacts[], otherPercent: number): Task {
  const inputs = { ...USUAL_INPUTS, otherPercent, drawPercent: 100 }
  const roster = Array.from({ length: bureau.officers }, () => ({ roles: ['officer' as const], certificate }))
  const capacity = capacityOf({ year: YEAR, officers: roster, calendar: lawbook().calendar, shares: inputs })
  return { prep: prepared(facts, { bureau: bureau.region, year: YEAR, at: AT, inputs }, capacity), capacity }
}

const isWrong = ({ months, capLeft, openMonths, jointWith, leftOut }: PlanUnit) =>
  (months.length === 0 && leftOut === null) ||
  (capLeft !== null && months.length > capLeft) ||
  (jointWith === null && months.some((month) => !hasMonth(openMonths, month))) ||
  months.some((month, at) => at > 0 && month - (months[at - 1] ?? 0) < USUAL_INPUTS.monthsApart)

/** Wrong rows of a plan: over a cap, over a month, in a closed month, too near, or a key unit without an answer. */
function breachesOf({ prep, capacity }: Task, solved: SolvedPlan): number {
  const plan = arranged(prep, solved)
  const over = loadOf(plan).filter((days, month) => days > (capacity[month]?.hard ?? 0))
  const pools = plan.pools.filter(({ drawn, units }) => sum(drawn) > units)
  return plan.units.filter(isWrong).length + over.length + pools.length
}

function showProgress(done: number, all: number, began: number) {
  const filled = Math.round((done / all) * 40)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  process.stderr.write(`\r[${'#'.repeat(filled)}${'.'.repeat(40 - filled)}] ${done}/${all} bureaus, ${seconds} s`)
  if (done === all) process.stderr.write('\n')
}

type Result = { readonly solved: SolvedPlan; readonly breaches: number; readonly keys: number }

/** Each thread takes the next bureau; facts are invented beforehand, everything after them is timed. */
async function solveAll(tasks: readonly (() => Task)[], threads: number, began: number): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  let done = 0
  const solvers = Array.from({ length: threads }, openSolver)
  try {
    await Promise.all(
      solvers.map(async (solver) => {
        for (let at = next++; at < tasks.length; at = next++) {
          const task = tasks[at]?.()
          if (!task) continue
          const solved = await solver.solve(task.prep.problem)
          results[at] = { solved, breaches: breachesOf(task, solved), keys: task.prep.units.length }
          showProgress((done += 1), tasks.length, began)
        }
      }),
    )
  } finally {
    for (const solver of solvers) await solver.close()
  }
  return results
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, one) => total + one, 0)
const rounded = (value: number, digits: number) => Number(value.toFixed(digits))

export async function plan(args: string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args,
    options: {
      units: { type: 'string', default: '500000' },
      officers: { type: 'string', default: '15000' },
      bureaus: { type: 'string', default: '150' },
      threads: { type: 'string', default: '2' },
    },
  })
  const [units, officers, bureaus, threads] = [values.units, values.officers, values.bureaus, values.threads].map(
    Number,
  )
  if (!units || !officers || !bureaus || !threads)
    throw new TypeError('units, officers, bureaus and threads are numbers')
  const tasks = provinceOf({ units, officers, bureaus }).map((bureau) => {
    const random = randomOf(bureau.seed)
    const facts = Array.from({ length: bureau.units }, (_, nth) => unitOf(random, bureau, nth))
    const otherPercent = random.int(45, 72)
    return () => taskOf(bureau, facts, otherPercent)
  })
  const began = performance.now()
  const results = await solveAll(tasks, threads, began)
  const seconds = (performance.now() - began) / 1000
  const all = results.map(({ solved }) => solved)
  const bound = sum(all.map((one) => one.bound))
  const gap = gapOf(sum(all.map(({ worth }) => worth)), bound)
  const breaches = sum(results.map((one) => one.breaches))
  return {
    ok: results.length === bureaus && gap <= GAP_MAX && seconds <= SECONDS_MAX && breaches === 0,
    size: { units, keyUnits: sum(results.map(({ keys }) => keys)), officers, bureaus, threads, cores: cpus().length },
    seconds: rounded(seconds, 2),
    secondsMax: SECONDS_MAX,
    worth: Math.round(sum(all.map(({ worth }) => worth))),
    bound: Math.round(bound),
    gapPercent: rounded(gap * 100, 4),
    gapPercentMax: GAP_MAX * 100,
    worstBureauGapPercent: rounded(all.reduce((most, one) => Math.max(most, one.gap), 0) * 100, 4),
    greedyGapPercent: rounded(gapOf(sum(all.map(({ greedy }) => greedy)), bound) * 100, 4),
    keyUnitsVisited: sum(all.map(({ visits }) => visits.size)),
    keyVisits: sum(all.flatMap(({ visits }) => [...visits.values()].map(({ length }) => length))),
    generalDrawn: sum(all.flatMap(({ draws }) => [...draws.values()].map(sum))),
    classes: sum(all.map(({ classes }) => classes)),
    breaches,
  }
}
