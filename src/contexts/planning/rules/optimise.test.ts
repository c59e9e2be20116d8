import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { openHighs } from '../jobs/highs.ts'
import { optimise } from './optimise.ts'
import {
  ALL_MONTHS,
  classesOf,
  columnsOf,
  hasMonth,
  modelOf,
  MONTHS,
  type Candidate,
  type PlanProblem,
} from './optimise-problem.ts'

const solve = await openHighs()

const aCandidate = (changes: Partial<Candidate> = {}): Candidate => ({
  id: 'a',
  kind: 'key',
  count: 1,
  score: 50,
  days: 2,
  visitsWanted: 1,
  months: ALL_MONTHS,
  preferred: 0,
  order: '',
  ...changes,
})

const aProblem = (candidates: Candidate[], hard = 10): PlanProblem => ({
  candidates,
  rooms: Array.from({ length: MONTHS }, () => ({ hard, easy: Math.floor(hard * 0.9) })),
  monthsApart: 3,
})

const problems: fc.Arbitrary<PlanProblem> = fc
  .record({
    candidates: fc.array(
      fc.record({
        kind: fc.constantFrom('key' as const, 'general' as const),
        count: fc.integer({ min: 1, max: 30 }),
        score: fc.integer({ min: 0, max: 20 }).map((five) => five * 5),
        days: fc.constantFrom(2, 4),
        visitsWanted: fc.integer({ min: 0, max: 3 }),
        months: fc.integer({ min: 0, max: ALL_MONTHS }),
        preferred: fc.integer({ min: 0, max: ALL_MONTHS }),
        order: fc.constantFrom('', '2024-01-01', '2025-06-01'),
      }),
      { maxLength: 40 },
    ),
    hard: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: MONTHS, maxLength: MONTHS }),
    monthsApart: fc.integer({ min: 1, max: 6 }),
  })
  .map(({ candidates, hard, monthsApart }) => ({
    candidates: candidates.map((one, at) => ({ ...one, id: `u${at}`, count: one.kind === 'key' ? 1 : one.count })),
    rooms: hard.map((days) => ({ hard: days * 2, easy: Math.floor(days * 1.8) })),
    monthsApart,
  }))

test('art. 2, 3: whatever the year, no unit beyond what its cap leaves, none in a closed month, no month over its capacity', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const { visits, draws, load, worth, bound } = optimise(problem, solve)
      const counted = problem.rooms.map(() => 0)
      for (const { id, kind, count, visitsWanted, months, days } of problem.candidates) {
        const own = visits.get(id) ?? []
        const drawn = draws.get(id) ?? []
        assert.ok(own.length <= visitsWanted && (kind === 'key' || own.length === 0))
        assert.ok(drawn.reduce((sum, one) => sum + one, 0) <= (visitsWanted > 0 ? count : 0))
        own.forEach((month, at) => {
          assert.ok(hasMonth(months, month))
          assert.ok(at === 0 || month - (own[at - 1] ?? 0) >= problem.monthsApart)
          counted[month] = (counted[month] ?? 0) + days
        })
        drawn.forEach((number, month) => {
          assert.ok(number === 0 || hasMonth(months, month))
          counted[month] = (counted[month] ?? 0) + number * days
        })
      }
      assert.deepEqual(load, counted)
      problem.rooms.forEach(({ hard }, month) => assert.ok((load[month] ?? 0) <= hard))
      assert.ok(worth <= bound * (1 + 1e-6) + 1e-6)
    }),
    { numRuns: 300 },
  )
})

test('art. 2: where there is room for all, each key unit that may be visited is visited', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const roomy = { ...problem, rooms: problem.rooms.map(() => ({ hard: 2_000, easy: 2_000 })) }
      const { visits, gap } = optimise(roomy, solve)
      for (const { id, kind, months, visitsWanted } of problem.candidates) {
        if (kind === 'key' && months !== 0 && visitsWanted > 0) assert.ok(visits.has(id), id)
      }
      assert.ok(gap < 0.001)
    }),
    { numRuns: 100 },
  )
})

test('the same year always gives the same plan, in whatever order its units come', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const shuffled = { ...problem, candidates: problem.candidates.toReversed() }
      const first = optimise(problem, solve)
      const again = optimise(problem, solve)
      const other = optimise(shuffled, solve)
      assert.deepEqual([...again.visits], [...first.visits])
      assert.deepEqual(other.visits, first.visits)
      assert.deepEqual(other.draws, first.draws)
    }),
    { numRuns: 60 },
  )
})

test('the bound over classes is the bound over single units', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const classes = classesOf(problem.candidates)
      const single = problem.candidates.flatMap((one) => classesOf([one]))
      const boundOf = (parts: typeof classes) => {
        const columns = columnsOf(parts, problem.monthsApart)
        return columns.length === 0 ? 0 : solve(modelOf(problem, parts, columns), { whole: false })?.bound
      }
      const [whole, apart] = [boundOf(classes) ?? NaN, boundOf(single) ?? NaN]
      assert.ok(Math.abs(whole - apart) <= 1e-6 * Math.max(1, apart), `${whole} ${apart}`)
    }),
    { numRuns: 100 },
  )
})

test('when officers are few, the riskier unit is visited and the riskiest comes first in the year', () => {
  const units = [30, 90, 60].map((score) => aCandidate({ id: String(score), score, months: 0b11 }))
  const { visits } = optimise(aProblem(units, 2), solve)
  assert.deepEqual(
    [...visits],
    [
      ['60', [1]],
      ['90', [0]],
    ],
  )
})

test('two visits stand apart by the months asked for, and a second one is dropped before a first one', () => {
  const twice = aCandidate({ id: 'twice', visitsWanted: 2, months: 0b1001 })
  assert.deepEqual(optimise(aProblem([twice]), solve).visits.get('twice'), [0, 3])
  const near = { ...twice, months: 0b0110 }
  assert.equal(optimise(aProblem([near]), solve).visits.get('twice')?.length, 1)
  const full = [twice, aCandidate({ id: 'once', score: 0, months: 0b1000 })]
  assert.deepEqual([...optimise(aProblem(full, 2), solve).visits.keys()].sort(), ['once', 'twice'])
})

test('art. 2: a preferred month is taken when nothing speaks against it', () => {
  assert.deepEqual(optimise(aProblem([aCandidate({ preferred: 1 << 7 })]), solve).visits.get('a'), [7])
})
