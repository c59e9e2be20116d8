import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addWorkdays,
  calendarOf,
  isCovered,
  isWorkday,
  WEEKENDS_ONLY,
  workdayOnOrAfter,
  workdayOnOrBefore,
  workdaysAfter,
  workdaysBefore,
  workdaysBetween,
} from './workday.ts'

const calendar = calendarOf([
  { date: '2026-10-01', kind: 'holiday' },
  { date: '2026-10-02', kind: 'holiday' },
  { date: '2026-10-10', kind: 'makeup-workday' },
])

test('a weekday rests when the notice says so, a weekend day works when it is a make-up day', () => {
  assert.equal(isWorkday(calendar, '2026-10-01'), false)
  assert.equal(isWorkday(calendar, '2026-10-10'), true, 'a Saturday worked in exchange')
  assert.equal(isWorkday(calendar, '2026-10-11'), false)
  assert.equal(isWorkday(calendar, '2026-10-12'), true)
})

test('the start day is not counted, forward or backward', () => {
  assert.deepEqual(workdaysAfter(calendar, '2026-09-30', 2), ['2026-10-05', '2026-10-06'])
  assert.deepEqual(workdaysBefore(calendar, '2026-10-12', 2), ['2026-10-10', '2026-10-09'])
  assert.equal(addWorkdays(calendar, '2026-10-05', 0), '2026-10-05')
})

test('counting between two dates agrees with adding', () => {
  assert.equal(workdaysBetween(calendar, '2026-09-30', addWorkdays(calendar, '2026-09-30', 7)), 7)
  assert.equal(workdaysBetween(calendar, '2026-10-05', '2026-10-05'), 0)
})

test('the nearest working day is the day itself when it is worked', () => {
  assert.equal(workdayOnOrAfter(WEEKENDS_ONLY, '2026-03-07'), '2026-03-09')
  assert.equal(workdayOnOrBefore(WEEKENDS_ONLY, '2026-03-07'), '2026-03-06')
  assert.equal(workdayOnOrAfter(WEEKENDS_ONLY, '2026-03-09'), '2026-03-09')
})

test('a year is covered by its own notice only, not by a day that another year lent it', () => {
  const lent = calendarOf([
    { date: '2026-10-01', kind: 'holiday' },
    { date: '2027-01-02', kind: 'makeup-workday' },
  ])
  assert.equal(isCovered(lent, '2026-12-31'), true)
  assert.equal(isCovered(lent, '2027-01-04'), false)
  assert.equal(isCovered(calendarOf([]), '2026-01-01'), false)
})
