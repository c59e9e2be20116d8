import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarOf } from '../../../kernel/workday.ts'
import type { Officer } from '../../people/model.ts'
import { USUAL_INPUTS } from './annual-plan.ts'
import { capacityOf } from './capacity.ts'

const officer = (validTo: string, roles: Officer['roles'] = ['officer']): Pick<Officer, 'roles' | 'certificate'> => ({
  roles,
  certificate: { number: 'X', validFrom: '2024-01-01', validTo, status: 'valid' },
})
const calendar = calendarOf([
  { date: '2026-10-01', kind: 'holiday' },
  { date: '2026-10-02', kind: 'holiday' },
])
const NOTHING_ELSE = { leavePercent: 0, otherPercent: 0, reservePercent: 0, easyPercent: 100 }
const months = (officers: Pick<Officer, 'roles' | 'certificate'>[], shares = NOTHING_ELSE) =>
  capacityOf({ year: 2026, officers, calendar, shares })

test('WSL 67: an officer counts on the working days on which the certificate is valid, both ends included', () => {
  const found = months([officer('2026-12-31'), officer('2026-10-09')])
  // October 2026 has 20 working days when the 1st and 2nd are holidays; five of them up to the 9th.
  assert.deepEqual([found[9]?.workdays, found[9]?.gross, found[9]?.hard], [20, 25, 24])
  assert.deepEqual([found[10]?.officers, found[10]?.gross], [1, 21])
})

test('APL 42: one officer alone carries no visit, and odd days make no pair', () => {
  assert.ok(months([officer('2026-12-31')]).every(({ hard }) => hard === 0))
  assert.ok(
    months([officer('2026-12-31'), officer('2026-12-31'), officer('2026-12-31')]).every(({ hard }) => hard % 2 === 0),
  )
})

test('heads and technical inspectors are no capacity', () => {
  const found = months([officer('2026-12-31', ['deputy-head']), officer('2026-12-31', ['technical-inspector'])])
  assert.ok(found.every(({ gross }) => gross === 0))
})

test('leave, other duties and the reserve are taken off, each number in sight', () => {
  const officers = Array.from({ length: 10 }, () => officer('2026-12-31'))
  const [january] = months(officers, USUAL_INPUTS)
  const { gross = 0, leave = 0, other = 0, reserve = 0, hard = 0, easy = 0 } = january ?? {}
  assert.deepEqual([gross, leave, other, reserve], [220, 33, 121, 7])
  assert.deepEqual([hard, easy], [58, 52])
})

test('a year whose notice on holidays is not out is marked as provisional', () => {
  const next = capacityOf({ year: 2027, officers: [], calendar, shares: NOTHING_ELSE })
  assert.ok(next.every(({ provisional }) => provisional))
  assert.ok(months([]).every(({ provisional }) => !provisional))
})
