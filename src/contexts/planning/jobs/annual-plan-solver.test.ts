import assert from 'node:assert/strict'
import { test } from 'node:test'
import { optimise } from '../rules/optimise.ts'
import { ALL_MONTHS, MONTHS, type Candidate, type PlanProblem } from '../rules/optimise-problem.ts'
import { arrangeInThread, arrangingShare, openSolver, SolvingStopped, stopArranging } from './annual-plan-solver.ts'
import { openHighs } from './highs.ts'

const PLAN = '00000000-0000-4000-9000-000000000001'

const problemOf = (units: number): PlanProblem => ({
  candidates: Array.from(
    { length: units },
    (_, at): Candidate => ({
      id: `u${at}`,
      kind: at % 4 === 0 ? 'key' : 'general',
      count: 1,
      score: 5 * (at % 20),
      days: at % 3 === 0 ? 4 : 2,
      visitsWanted: at % 5 === 0 ? 2 : 1,
      months: ALL_MONTHS & ~(at % 7),
      preferred: at % 11,
      order: '',
    }),
  ),
  rooms: Array.from({ length: MONTHS }, (_, month) => ({ hard: units / 6 + 2 * month, easy: units / 7 })),
  monthsApart: 3,
})

test('a thread of its own gives the plan that is computed here, and tells how far it is', async () => {
  const solver = openSolver()
  const shares: number[] = []
  const problem = problemOf(400)
  const inThread = await solver.solve(problem, (share) => shares.push(share))
  await solver.close()
  const here = optimise(problem, await openHighs())
  assert.deepEqual([...inThread.visits], [...here.visits])
  assert.deepEqual([inThread.worth, inThread.bound], [here.worth, here.bound])
  assert.deepEqual(shares, [0.2, 0.7, 0.9])
})

test('whoever waits for a plan that is stopped is told so, and nothing goes on running', async () => {
  const waiting = arrangeInThread(PLAN, problemOf(60_000))
  assert.equal(arrangingShare(PLAN), 0)
  const told = assert.rejects(waiting, SolvingStopped)
  assert.equal(await stopArranging(PLAN), true)
  await told
  assert.equal(arrangingShare(PLAN), null)
  assert.equal(await stopArranging(PLAN), false)
})
