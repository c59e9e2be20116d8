import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays } from '../../../kernel/time.ts'
import { dailyFineOf, isClosureDue, surchargeOf, type Freeze } from './surcharge.ts'

const FINE = 30_000_00
const DUE = '2026-03-24'
const surcharge = (asOf: string, frozen: Freeze[] = []) =>
  surchargeOf({ fineFen: FINE, dueOn: DUE, asOf, frozen, perDay: 0.03, cap: 1 })

test('E4 (APL 72): the surcharge begins on the day after the last day to pay', () => {
  assert.equal(surcharge(DUE).amountFen, 0)
  assert.equal(surcharge('2026-03-25').amountFen, 900_00)
  assert.equal(surcharge('2026-03-25').firstDay, '2026-03-25')
})

test('E5, trap 21 (APL 72, ACL 45): day 33 is 29,700 yuan, day 34 reaches the fine and stops there', () => {
  assert.equal(surcharge(addDays(DUE, 33)).amountFen, 29_700_00)
  assert.deepEqual([surcharge(addDays(DUE, 34)).amountFen, surcharge(addDays(DUE, 34)).isCapped], [30_000_00, true])
  assert.equal(surcharge(addDays(DUE, 400)).amountFen, 30_000_00)
  assert.equal(surcharge(addDays(DUE, 400)).cappedOn, addDays(DUE, 34))
})

test('E6 (APL 73): ten days run, forty days of remedy stand still, and the next day is day eleven', () => {
  const frozen = [{ from: addDays(DUE, 11), to: addDays(DUE, 50) }]
  assert.equal(surcharge(addDays(DUE, 10), frozen).amountFen, 9_000_00)
  assert.equal(surcharge(addDays(DUE, 50), frozen).amountFen, 9_000_00)
  assert.equal(surcharge(addDays(DUE, 51), frozen).days, 11)
})

test('A14, trap 21 (APL 73): the day of acceptance no longer counts; while the remedy is open nothing grows', () => {
  assert.equal(surcharge('2026-05-13', [{ from: '2026-04-03', to: '2026-05-13' }]).amountFen, 8_100_00)
  assert.equal(surcharge('2027-01-01', [{ from: '2026-04-03', to: null }]).amountFen, 8_100_00)
  assert.equal(surcharge('2026-05-14', [{ from: '2026-04-03', to: '2026-05-13' }]).days, 10)
})

test('E10 (WSL 112): ordered 3 March, uncorrected on 13 March: ten days of the first fine', () => {
  assert.deepEqual(dailyFineOf({ originalFen: FINE, orderedOn: '2026-03-03', recheckedOn: '2026-03-13' }), {
    firstDay: '2026-03-04',
    days: 10,
    amountFen: 300_000_00,
  })
  assert.equal(dailyFineOf({ originalFen: FINE, orderedOn: '2026-03-03', recheckedOn: '2026-03-03' }).amountFen, 0)
})

test('WSL 113: three penalties within 180 days or four within a year lead to closure, two and three do not', () => {
  const limits = { windowDays: 180, timesInWindow: 3, timesInYear: 4 }
  assert.equal(isClosureDue(['2026-01-01', '2026-03-01', '2026-06-29'], limits), true)
  assert.equal(isClosureDue(['2026-01-01', '2026-03-01', '2026-06-30'], limits), false)
  assert.equal(isClosureDue(['2026-01-01', '2026-05-01', '2026-09-01', '2026-12-31'], limits), true)
  assert.equal(isClosureDue(['2026-01-01', '2026-05-01'], limits), false)
})
