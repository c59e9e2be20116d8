import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BURDEN_BUDGET, burdenInSum, counted, judged, NO_BURDEN } from './burden.ts'

test('NEW-13: each touch counts under its own name, and a walk through the plant is no time on the phone', () => {
  const first = counted(NO_BURDEN, { kind: 'taps', count: 1 }, null)
  const second = counted(first, { kind: 'typed', count: 3 }, 2_000)
  const third = counted(second, { kind: 'checklist', count: 1 }, 15 * 60_000)
  assert.deepEqual(third, { ...NO_BURDEN, taps: 1, typed: 3, checklist: 1, activeMs: 2_000 })
})

test('NEW-13: the budget is broken by the first tap and the first character beyond it', () => {
  const at = { taps: BURDEN_BUDGET.taps, typed: 2 * BURDEN_BUDGET.typedAFinding }
  assert.deepEqual(judged(at, 2), { typedAFinding: 60, keepsTaps: true, keepsTyped: true })
  assert.deepEqual(judged({ taps: at.taps + 1, typed: at.typed + 1 }, 2), {
    typedAFinding: 61,
    keepsTaps: false,
    keepsTyped: false,
  })
})

test('NEW-13: leaders see the middle visit and how many kept the budget', () => {
  const row = (taps: number, typed: number) => ({ ...NO_BURDEN, taps, typed, findings: 1, bytes: taps * 10 })
  const sum = burdenInSum([row(10, 5), row(40, 5), row(20, 200)])
  assert.deepEqual(sum, { visits: 3, taps: 20, typedAFinding: 5, minutes: 0, bytes: 200, withinBudget: 1 })
  assert.equal(burdenInSum([]).visits, 0)
})
