import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lawbook } from '../../law/public.ts'
import { aCase } from '../fixtures.ts'
import type { Case, CaseState } from '../model.ts'
import { caseRows, clocksOf, dueOf, duesOf } from './clocks.ts'
import { plumbLineOf } from './plumb-line.ts'

const book = lawbook()
const on = (date: string) => ({ book, at: `${date}T02:00:00.000Z` })
const clockOf = (thing: Case, id: string, date: string) => clocksOf(thing, on(date)).find(({ clock }) => clock === id)
const histories: Record<string, string> = {
  decide: '2026-03-16T02:00:00.000Z',
  'serve-decision': '2026-03-17T02:00:00.000Z',
}
const withHistory = (state: CaseState, ...steps: string[]) =>
  aCase(state, {
    history: steps.map((step) => ({
      step,
      at: histories[step] ?? '2026-02-03T02:00:00.000Z',
      by: 'x',
      byName: '演示甲',
    })),
  })

test('E1, APL 64, 85: D26 served Thu 2026-03-05, hearing until Thu 2026-03-12', () => {
  assert.deepEqual(duesOf(book, ['D-16', 'D-18'], '2026-03-05'), { 'D-16': '2026-03-12', 'D-18': '2026-03-12' })
})

test('E4, APL 67: decision served Mon 2026-03-09, fine due Tue 2026-03-24', () =>
  assert.equal(dueOf(book, 'D-25', '2026-03-09'), '2026-03-24'))

test('E9, APL 60: filing approved 2026-01-15, decision until 2026-04-15', () =>
  assert.equal(dueOf(book, 'D-12', '2026-01-15'), '2026-04-15'))

test('a clock without a number in the law gives no date', () => assert.equal(dueOf(book, 'D-13', '2026-01-15'), null))

test('APL 60: the ninety days run, are met on their last day and late on the next', () => {
  assert.deepEqual(
    [clockOf(aCase('filed'), 'D-12', '2026-05-04')?.due, clockOf(aCase('filed'), 'D-12', '2026-05-04')?.state],
    ['2026-05-04', 'running'],
  )
  assert.equal(clockOf(aCase('filed'), 'D-12', '2026-05-05')?.state, 'late')
  const decided = (day: string) => {
    const thing = aCase('decided')
    return { ...thing, decision: thing.decision && { ...thing.decision, on: day } }
  }
  assert.equal(clockOf(decided('2026-05-04'), 'D-12', '2026-06-01')?.state, 'met')
  assert.equal(clockOf(decided('2026-05-05'), 'D-12', '2026-06-01')?.state, 'late')
})

test('APL 64: the right to a hearing runs for the party, stops with its last day or a waiver, and never counts as late', () => {
  assert.equal(clockOf(aCase('notified'), 'D-16', '2026-03-12')?.state, 'running')
  assert.equal(clockOf(aCase('notified'), 'D-16', '2026-03-13')?.state, 'stopped')
  const thing = aCase('notified')
  const waived = { ...thing, notice: thing.notice && { ...thing.notice, waivedOn: '2026-03-06' } }
  assert.equal(clockOf(waived, 'D-16', '2026-03-06')?.state, 'stopped')
  assert.equal(
    clockOf({ ...thing, notice: thing.notice && { ...thing.notice, hearingApplies: false } }, 'D-16', '2026-03-06'),
    undefined,
  )
})

test('APL 67: unpaid on the day after the last one is late', () => {
  const unpaid = aCase('served', { payment: null })
  assert.equal(clockOf(unpaid, 'D-25', '2026-04-01')?.state, 'running')
  assert.equal(clockOf(unpaid, 'D-25', '2026-04-02')?.state, 'late')
})

test('APL 67: what was paid late stays late and presses nobody any more', () => {
  const paidLate = aCase('paid')
  const thing = { ...paidLate, payment: paidLate.payment && { ...paidLate.payment, on: '2026-04-02' } }
  const clocks = clocksOf(thing, on('2026-04-10'))
  assert.deepEqual(
    clocks.filter(({ clock }) => clock === 'D-25').map(({ state, endedOn }) => [state, endedOn]),
    [['late', '2026-04-02']],
  )
  assert.deepEqual(caseRows({ ...thing, publishedOn: '2026-03-18' }, on('2026-04-10')), [])
})

test('the next clock is the one that ends first; rights of the party, which end by themselves, press nobody', () => {
  assert.equal(caseRows(aCase('filed'), on('2026-02-10'))[0]?.clock, 'D-12')
  assert.equal(caseRows(aCase('notified'), on('2026-03-06'))[0]?.dueOn, '2026-05-04')
  assert.deepEqual(
    caseRows(aCase('served'), on('2026-03-21')).map(({ clock }) => clock),
    ['D-22', 'D-25', 'D-30'],
  )
  // Paid, and still to be made public (WSL 78).
  assert.deepEqual(
    caseRows(aCase('paid'), on('2026-03-21')).map(({ clock }) => clock),
    ['D-22'],
  )
})

test('the plumb line: a step in time hangs on the line, a late one off it by its days, with the article', () => {
  const line = plumbLineOf(withHistory('served', 'approve-filing', 'decide', 'serve-decision'), on('2026-03-18'))
  assert.deepEqual(
    line.slice(0, 3).map(({ step, level, deviationDays }) => [step, level, deviationDays]),
    [
      ['approve-filing', 'lawful', 0],
      ['decide', 'lawful', 0],
      ['serve-decision', 'lawful', 0],
    ],
  )
  assert.deepEqual(
    line[1]?.cites.map(({ instrument, article }) => `${instrument} ${article}`),
    ['APL 57', 'APL 60'],
  )
  const lateLine = plumbLineOf(withHistory('decided', 'approve-filing', 'decide'), on('2026-04-01'))
  const pending = lateLine.find(({ step, at }) => step === 'serve-decision' && at === null)
  assert.equal(pending?.due, '2026-03-25')
  assert.deepEqual([pending?.level, pending?.deviationDays], ['serious', 7])
})

test('the plumb line shows what comes next, by whom, and the decision that the ninety days wait for', () => {
  const pending = plumbLineOf(withHistory('filed', 'approve-filing'), on('2026-02-10')).filter(({ at }) => at === null)
  assert.deepEqual(
    pending.map(({ step, due, by }) => [step, due, by]),
    [
      ['submit-report', null, '演示甲、演示乙'],
      ['decide', '2026-05-04', '行政机关负责人'],
    ],
  )
  assert.deepEqual(
    plumbLineOf(withHistory('archived', 'archive'), on('2026-05-10')).filter(({ at }) => at === null),
    [],
  )
})
