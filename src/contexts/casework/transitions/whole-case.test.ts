/** The case and whatever runs beside it, walked together: hearings, measures, remedies, transfers, execution. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WAYS } from '../../../../tests/support/case-ways.ts'
import { JUMPS, later, randomOf, walkerOf, type Walk } from '../../../../tests/support/walking.ts'
import { take, whyNot, type AnyStep } from '../../../kernel/step.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { lawbook } from '../../law/public.ts'
import { aCase, aJudgement, someFacts } from '../fixtures.ts'
import type { Case, CaseFacts, CaseState, Deed } from '../model.ts'
import { clocksOf, duesOf } from '../rules/clocks.ts'
import type { Proceeding } from '../rules/proceeding.ts'
import { besideOf, draftOf, isOpen } from '../rules/side-view.ts'
import { lifecycle, STEPS } from '../transitions.ts'
import { DRAFT, openClocks, type Road } from './road.ts'
import { roadOf, ROADS } from './roads.ts'

type Whole = {
  readonly case: Case
  readonly sides: readonly Proceeding[]
  readonly at: string
  readonly facts: Partial<CaseFacts>
  readonly told: readonly string[]
}
/** Null where it is refused on each of the days: so many after now. */
type Move = (whole: Whole, days: readonly number[]) => Whole | null

const BESIDE = ROADS.filter(({ stands }) => stands === 'beside')
const SEVERAL = ['preservation', 'seizure', 'recusal']
const OPEN_MAX = 3
/** Behind this day the invented certificates end. */
const LAST_DAY = '2029-12-31'
const walker = walkerOf()

/** A paper stands only behind these: one of them was written by an earlier step of the same case. */
const BEHIND: Readonly<Record<string, readonly string[]>> = {
  DCBG: ['D01'],
  FZSH: ['DCBG'],
  D31: ['DCBG'],
  D24: ['DCBG'],
  D40: ['D24', 'D34'],
  D25: ['D24'],
  D30: ['D24'],
  D34: ['D30'],
  D46: ['D01'],
  D47: ['D46'],
}
const writtenBy = ({ step }: { step: string }) => lifecycle.steps.find(({ name }) => name === step)?.writes ?? []

function papersStand({ history }: Case, walk: string) {
  const written = new Set(['D01'])
  for (const taken of history) {
    for (const code of writtenBy(taken))
      if (code in BEHIND)
        assert.ok(
          BEHIND[code]?.some((one) => written.has(one)),
          `${walk}: ${code} stands alone`,
        )
    for (const code of writtenBy(taken)) written.add(code)
  }
}

/** What the steps of the case are told on the day on which they are taken, where that day matters. */
function saidOn(step: AnyStep, at: string): { input: object; facts: Partial<CaseFacts> } {
  const today = lawDateOf(at)
  if (step.starts?.some((clock) => DUE_FROM_SERVICE.has(clock)))
    return { input: {}, facts: { servedOn: today, due: duesOf(lawbook(), step.starts, today) } }
  return { input: ['record-payment', 'waive-rights'].includes(step.name) ? { on: today } : {}, facts: {} }
}
const DUE_FROM_SERVICE = new Set(['D-16', 'D-25'])

/** An arrow of the case itself, as its page offers it, on the first of the days on which nothing stands against it. */
const ownMove =
  (step: AnyStep): Move =>
  (whole, days) => {
    const way = WAYS[step.name]
    assert.ok(way, `no way to take ${step.name} in this test`)
    for (const wait of days) {
      const at = later(whole.at, wait)
      const said = saidOn(step, at)
      const facts = someFacts({ ...whole.facts, ...way.facts, ...said.facts, beside: besideOf(whole.sides) })
      const input = { ...(way.input as object), ...said.input }
      const deed: Deed = { thing: whole.case, input, facts, by: way.by, at }
      if (whyNot(step, deed).length === 0)
        return { ...whole, case: take(step, deed), at, told: [...whole.told, step.name] }
    }
    return null
  }

const walkOf = ({ sides, ...whole }: Whole, thing: Proceeding): Walk => ({
  thing,
  case: whole.case,
  at: whole.at,
  facts: whole.facts,
  beside: sides.filter(({ id }) => id !== thing.id),
})

function sideMove(thing: Proceeding, name: string): Move {
  const road = roadOf(thing.kind)
  const step = road.sideSteps.find((one) => one.name === name)
  assert.ok(step)
  return (whole, days) => {
    const after = walker.takeWhenLawful(road, walkOf(whole, thing), { step, days })
    if (!after?.case) return null
    walker.predecessorsStand(after.thing)
    const others = new Map(after.beside.map((one) => [one.id, one]))
    const sides = whole.sides.some(({ id }) => id === thing.id)
      ? whole.sides.map((one) => (one.id === thing.id ? after.thing : (others.get(one.id) ?? one)))
      : [...whole.sides.map((one) => others.get(one.id) ?? one), after.thing]
    return { ...whole, case: after.case, sides, at: after.at, told: [...whole.told, name] }
  }
}

const ownMoves = (whole: Whole) => STEPS.filter(({ from }) => from.includes(whole.case.state)).map(ownMove)

const sideMovesOf = (thing: Proceeding) =>
  roadOf(thing.kind)
    .sideSteps.filter(({ from }) => from.includes(thing.state))
    .map(({ name }) => sideMove(thing, name))

const mayBegin = (road: Road, { case: of, sides }: Whole) =>
  road.whileCase.includes(of.state) &&
  (SEVERAL.includes(road.name) || !sides.some((one) => one.kind === road.name && isOpen(one)))

function beginningsOf(whole: Whole, roads: readonly Road[]): Move[] {
  const id = `0c000000-0000-4000-8000-${String(whole.sides.length).padStart(12, '0')}`
  return roads
    .filter((road) => mayBegin(road, whole))
    .flatMap((road) => {
      const draft = draftOf(road, { id, region: whole.case.region, at: whole.at, of: whole.case })
      return road.sideSteps.filter(({ from }) => from.includes(DRAFT)).map(({ name }) => sideMove(draft, name))
    })
}

/** What may begin beside the case, of that what was begun least in all walks. */
function beginnings(whole: Whole, begun: ReadonlyMap<string, number>): Move[] {
  if (whole.sides.filter(isOpen).length >= OPEN_MAX) return []
  const rare = BESIDE.filter((road) => mayBegin(road, whole)).sort(
    (a, b) => (begun.get(a.name) ?? 0) - (begun.get(b.name) ?? 0),
  )
  return beginningsOf(whole, rare.slice(0, 3))
}

/** What the case itself demands before it may end. */
const OWED = [roadOf('report-up')]

const TRIES = 8
/** What somebody does next: often on the case, else on what runs beside it; now and then he begins what was begun least. */
function triedMove(whole: Whole, random: (below: number) => number, begun: ReadonlyMap<string, number>): Whole | null {
  const some = <T>(all: readonly T[]): T | undefined => all[random(Math.max(1, all.length))]
  for (let nth = 0; nth < TRIES; nth += 1) {
    const days = [JUMPS[random(nth < 3 ? 3 : JUMPS.length)] ?? 0]
    const chance = random(10)
    const move =
      chance < 2
        ? some(beginnings(whole, begun))
        : chance < 6
          ? some(ownMoves(whole))
          : some(whole.sides.filter(isOpen).flatMap(sideMovesOf))
    const after = move?.(whole, days)
    if (after) return after
  }
  return null
}

/** Looks on every day for whatever leads on from here; null at a dead end, though something new might still begin. */
function anyMove(whole: Whole): Whole | null {
  const running = whole.sides.filter(isOpen).flatMap(sideMovesOf)
  for (const move of [...ownMoves(whole), ...running, ...beginningsOf(whole, OWED)]) {
    const after = move(whole, JUMPS)
    if (after) return after
  }
  return null
}

const isOver = ({ case: of, sides }: Whole) =>
  lifecycle.final.includes(of.state) && !sides.some((one) => isOpen(one) && !roadOf(one.kind).outlives)

const STRAIGHT = [
  'approve-filing',
  'record-interview',
  'submit-report',
  'review',
  'discuss',
  'approve-notification',
  'serve-notification',
  'propose-decision',
  'decide',
  'serve-decision',
  'record-payment',
  'propose-closing',
  'approve-closing',
  'archive',
]
const GRAVE = aJudgement({ procedure: { hearing: true, legalReview: true, discussion: true, because: [] } })

/** The case as it stands after each step of the straight road: a walk begins at any of them. */
function straightRoad(facts: Partial<CaseFacts>, source: Case['source']): Whole[] {
  const start = '2026-03-16T02:00:00.000Z'
  const road: Whole[] = [{ case: aCase('submitted', { source }), sides: [], at: start, facts, told: [] }]
  for (const name of source === 'assigned' ? STRAIGHT.slice(0, -1) : STRAIGHT) {
    const step = STEPS.find((one) => one.name === name)
    const last = road.at(-1)
    assert.ok(step && last)
    const after = ownMove(step)(last, JUMPS)
    assert.ok(after, `${name} is refused on the straight road`)
    road.push(after)
  }
  return road
}

/** Nothing of the bureau's runs on a case or a procedure that has ended. */
function nothingRunsOn({ case: of, sides, at }: Whole, told: string) {
  for (const one of sides)
    if (!isOpen(one)) assert.deepEqual(openClocks(one), [], `${told}: a clock runs on in ${one.kind}/${one.state}`)
  if (!lifecycle.final.includes(of.state)) return
  const running = clocksOf(of, { book: lawbook(), at }).filter(
    ({ endedOn, whose }) => endedOn === null && whose === 'bureau',
  )
  assert.deepEqual(running, [], `${told}: a clock runs on in ${of.state}`)
}

const WALKS = 10_000
const STEPS_MAX = 30
test('ten thousand random walks of a case with what runs beside it: a lawful way on, no clock on what has ended, no paper alone', () => {
  const random = randomOf(20_260_316)
  const [plain, grave] = [straightRoad({}, 'inspection'), straightRoad({ judgement: GRAVE }, 'assigned')]
  const ends = new Map<CaseState, number>()
  const begun = new Map<string, number>()
  for (let nth = 0; nth < WALKS; nth += 1) {
    const road = random(2) === 0 ? plain : grave
    let whole = road[random(road.length)] as Whole
    for (let length = 0; length < STEPS_MAX && !isOver(whole) && whole.at < LAST_DAY; length += 1) {
      const after = triedMove(whole, random, begun) ?? anyMove(whole)
      const stands = whole.sides.map(({ kind, state }) => `${kind} ${state}`).join(', ')
      assert.ok(after, `walk ${nth}, ${whole.told.join(' → ')}: no lawful way out of ${whole.case.state}, ${stands}`)
      for (const one of after.sides.slice(whole.sides.length)) begun.set(one.kind, (begun.get(one.kind) ?? 0) + 1)
      whole = after
    }
    const told = `walk ${nth}, ${whole.told.join(' → ')}`
    papersStand(whole.case, told)
    nothingRunsOn(whole, told)
    ends.set(whole.case.state, (ends.get(whole.case.state) ?? 0) + 1)
  }
  for (const state of lifecycle.final as CaseState[])
    assert.ok((ends.get(state) ?? 0) > 100, `${state}: ${ends.get(state)}`)
  for (const { name } of BESIDE) assert.ok((begun.get(name) ?? 0) > 20, `${name} was begun ${begun.get(name)} times`)
})
