import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { actTime, isClockWrong, skewOf } from './clock.ts'

const plus = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString()
const RECEIVED = '2026-03-05T06:00:00.000Z'

test('a clock that deviates by less than two minutes is believed, from two minutes on it is called wrong', () => {
  assert.deepEqual([119_999, 120_000, -119_999, -120_000].map(isClockWrong), [false, true, false, true])
})

test('U8: a phone three hours fast: the act counts when it was done, by the time that passed until it was sent', () => {
  const fast = 3 * 3_600_000
  const clocks = { takenAt: plus('2026-03-05T02:00:00.000Z', fast), sentAt: plus(RECEIVED, fast), receivedAt: RECEIVED }
  assert.equal(skewOf(clocks), fast)
  assert.equal(actTime(clocks), '2026-03-05T02:00:00.000Z')
})

test('an act never counts as done after it arrived', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 6e8 }), (skew, ago) => {
      const clocks = { takenAt: plus(RECEIVED, skew - ago), sentAt: plus(RECEIVED, skew), receivedAt: RECEIVED }
      const off = Date.parse(actTime(clocks)) - (Date.parse(RECEIVED) - ago)
      assert.ok(actTime(clocks) <= RECEIVED)
      assert.ok(Math.abs(off) < 120_000, `${off} ms off`)
    }),
  )
})
