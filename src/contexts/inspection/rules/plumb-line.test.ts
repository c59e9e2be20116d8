import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Clock } from '../../law/model.ts'
import { A, anInspection } from '../fixtures.ts'
import { plumbLineOf, runningClocks } from './plumb-line.ts'

const recheck: Clock = {
  id: 'D-03',
  what: '整改复查',
  n: 10,
  unit: 'CD',
  kind: 'limit',
  variants: {},
  startEvent: '期限届满',
  rollsOver: false,
  breach: 'R',
  basis: [],
  basisNote: null,
  region: '',
  effectiveFrom: '2015-05-01',
  effectiveTo: null,
  confidence: '⚠',
  source: '测试',
}
const clocks = { recheck }
const taken = (step: string, at: string) => ({ step, at, by: A.id, byName: A.name })
const until = (at: string) =>
  anInspection('rechecked', {
    plannedOn: '2026-03-05',
    orders: [{ on: '2026-03-05', rectifyBy: '2026-03-20' }],
    orderedOn: '2026-03-05',
    rectifyBy: '2026-03-20',
    history: [
      taken('draft-plan', '2026-03-02T02:00:00.000Z'),
      taken('approve-plan', '2026-03-03T02:00:00.000Z'),
      taken('enter', '2026-03-05T01:00:00.000Z'),
      taken('record', '2026-03-05T03:00:00.000Z'),
      taken('order', '2026-03-05T03:10:00.000Z'),
      taken('recheck', at),
    ],
  })

test('a lawful visit hangs on the line: approved before the day, recorded on it, re-checked within the clock', () => {
  const line = plumbLineOf(until('2026-03-30T02:00:00.000Z'), { clocks, today: '2026-03-31' })
  assert.deepEqual(
    line.map(({ level }) => level),
    ['lawful', 'lawful', 'lawful', 'lawful', 'lawful', 'lawful', 'pending'],
  )
  assert.equal(line[5]?.due, '2026-03-30')
  assert.equal(line.at(-1)?.step, 'conclude')
})

test('D-03: a re-check on the eleventh day hangs one day off, as a reportable deviation', () => {
  const line = plumbLineOf(until('2026-03-31T02:00:00.000Z'), { clocks, today: '2026-03-31' })
  assert.equal(line[5]?.deviationDays, 1)
  assert.equal(line[5]?.level, 'reportable')
})

test('a record written on the day after the visit hangs off the line', () => {
  const inspection = anInspection('recorded', {
    history: [taken('enter', '2026-03-05T01:00:00.000Z'), taken('record', '2026-03-06T01:00:00.000Z')],
  })
  const [, record] = plumbLineOf(inspection, { clocks, today: '2026-03-06' })
  assert.deepEqual([record?.due, record?.deviationDays, record?.level], ['2026-03-05', 1, 'reportable'])
})

test('what is to come waits at the foot of the line with its days, and turns when they are over', () => {
  const ordered = anInspection('ordered', {
    orders: [{ on: '2026-03-05', rectifyBy: '2026-03-20' }],
    orderedOn: '2026-03-05',
    rectifyBy: '2026-03-20',
    history: [taken('order', '2026-03-05T03:10:00.000Z')],
  })
  const pending = (today: string) => plumbLineOf(ordered, { clocks, today }).at(-1)
  assert.deepEqual([pending('2026-03-30')?.level, pending('2026-03-30')?.deviationDays], ['pending', 0])
  assert.deepEqual([pending('2026-03-31')?.level, pending('2026-03-31')?.deviationDays], ['reportable', 1])
  assert.deepEqual(
    runningClocks(ordered, { clocks, today: '2026-03-10' }).map(({ id, due, daysLeft }) => [id, due, daysLeft]),
    [
      ['rectification', '2026-03-20', 10],
      ['D-03', '2026-03-30', 20],
    ],
  )
})

test('after the second order the re-check is measured from the second date, the first from the first', () => {
  const inspection = anInspection('rechecked', {
    orders: [
      { on: '2026-03-05', rectifyBy: '2026-03-20' },
      { on: '2026-03-25', rectifyBy: '2026-04-10' },
    ],
    orderedOn: '2026-03-25',
    rectifyBy: '2026-04-10',
    history: [
      taken('order', '2026-03-05T03:00:00.000Z'),
      taken('recheck', '2026-03-25T03:00:00.000Z'),
      taken('order-again', '2026-03-25T04:00:00.000Z'),
      taken('recheck', '2026-04-12T04:00:00.000Z'),
    ],
  })
  const line = plumbLineOf(inspection, { clocks, today: '2026-04-12' })
  assert.deepEqual([line[1]?.due, line[3]?.due], ['2026-03-30', '2026-04-20'])
})
