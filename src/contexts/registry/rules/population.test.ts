import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monthSpan, populationOf, type PopulationChange } from './population.ts'

const change = (one: Partial<PopulationChange>): PopulationChange => ({
  enterpriseId: '1',
  name: '示例公司',
  trade: 'C33',
  tradeBefore: null,
  change: 'new',
  on: '2026-03-05',
  fromRegion: null,
  toRegion: '441302003',
  ...one,
})

test('ENT-07: the difference of each row is exactly the units listed behind it, whatever came later', () => {
  const now = new Map([
    ['C33', 10],
    ['C26', 4],
  ])
  const changes = [
    change({ enterpriseId: 'a' }),
    change({ enterpriseId: 'b', change: 'closed' }),
    change({ enterpriseId: 'c', change: 'moved-out' }),
    change({ enterpriseId: 'd', change: 'moved-in', trade: 'C26' }),
    change({ enterpriseId: 'e', change: 'retyped', trade: 'C26', tradeBefore: 'C33', on: '2026-03-31' }),
    change({ enterpriseId: 'f', on: '2026-04-01' }),
    change({ enterpriseId: 'g', change: 'merged', on: '2026-05-02' }),
  ]
  const { rows, behind } = populationOf(now, changes, '2026-03')
  assert.deepEqual(
    rows.map(({ trade, atStart, atEnd }) => [trade, atStart, atEnd]),
    [
      ['C26', 2, 4],
      ['C33', 12, 10],
    ],
  )
  assert.deepEqual(rows[1]?.changes, { new: 1, closed: 1, 'moved-out': 1, retyped: 1 })
  assert.deepEqual(
    behind.map(({ enterpriseId }) => enterpriseId),
    ['a', 'b', 'c', 'd', 'e'],
  )
})

test('a month ends on its last day, also in December and in February', () => {
  assert.deepEqual(monthSpan('2026-12'), { from: '2026-12-01', below: '2027-01-01' })
  assert.deepEqual(monthSpan('2028-02'), { from: '2028-02-01', below: '2028-03-01' })
})
