import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { addWorkdays, WEEKENDS_ONLY } from '../../../kernel/workday.ts'
import type { Clock } from '../model.ts'
import { loadLawBook } from '../store.ts'
import {
  addMonths,
  deadline,
  earliestDecisionOn,
  earliestEventAfter,
  isInTime,
  isRefusal,
  type DeadlineAsk,
} from './deadline.ts'
import { findClock } from './lawbook.ts'

const book = loadLawBook()

function clockOf(id: string): Clock {
  const clock = findClock(book, id, '2026-03-01')
  assert.ok(clock, id)
  return clock
}

function due(id: string, start: string, more: Partial<DeadlineAsk> = {}) {
  const answer = deadline({ clock: clockOf(id), start, calendar: WEEKENDS_ONLY, ...more })
  assert.ok(!isRefusal(answer), JSON.stringify(answer))
  return answer
}

function refused(id: string, start: string, more: Partial<DeadlineAsk> = {}): string {
  const answer = deadline({ clock: clockOf(id), start, calendar: WEEKENDS_ONLY, ...more })
  assert.ok(isRefusal(answer), JSON.stringify(answer))
  return answer.code
}

test('E1 (APL 64, 85): a hearing may be requested for five working days after service', () => {
  const answer = due('D-16', '2026-03-05')
  assert.equal(answer.due, '2026-03-12')
  assert.deepEqual(answer.counted, ['2026-03-06', '2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12'])
})

test('E2 (APL 64(1).2): seven full working days lie between the service of the hearing notice and the hearing', () => {
  const answer = due('D-17', '2026-03-30')
  assert.equal(answer.due, '2026-03-18')
  assert.deepEqual(answer.counted, [
    '2026-03-19',
    '2026-03-20',
    '2026-03-23',
    '2026-03-24',
    '2026-03-25',
    '2026-03-26',
    '2026-03-27',
  ])
  assert.equal(earliestEventAfter(WEEKENDS_ONLY, '2026-03-18', 7), '2026-03-30')
  assert.equal(earliestEventAfter(WEEKENDS_ONLY, '2026-03-19', 7), '2026-03-31')
})

test('E3 (APL 56, 85): preserved evidence is dealt with within seven working days', () => {
  assert.equal(due('D-10', '2026-03-06').due, '2026-03-17')
})

test('E4 (APL 67): a fine is due fifteen calendar days after service', () => {
  assert.equal(due('D-25', '2026-03-09').due, '2026-03-24')
})

test('E7 (ALL 46, ACL 53): six months to sue, then three months to apply to the court', () => {
  assert.equal(due('D-50', '2026-03-09').due, '2026-09-09')
  const court = due('D-30', '2026-09-09')
  assert.deepEqual([court.opens, court.due], ['2026-09-10', '2026-12-09'])
})

test('E8 (ACL 25): the days of a test told in writing are not counted', () => {
  const excluded = [{ from: '2026-03-12', to: '2026-03-25' }]
  assert.equal(due('D-08', '2026-03-09').due, '2026-04-08')
  const answer = due('D-08', '2026-03-09', { excluded })
  assert.equal(answer.due, '2026-04-22')
  assert.equal(answer.counted.length, 30)
})

test('E9 (APL 60): ninety calendar days from filing to decision', () => {
  assert.equal(due('D-12', '2026-01-15').due, '2026-04-15')
})

test('E10 (WSL 112): the daily fine runs from the day after the order', () => {
  assert.equal(due('D-67', '2026-03-02').opens, '2026-03-03')
})

test("T6 (CPL 85): a party's period that ends on a rest day ends on the next working day; an agency's does not move", () => {
  assert.equal(due('D-25', '2026-03-06').due, '2026-03-23', 'the 21st is a Saturday')
  const agency = due('D-08', '2026-02-05')
  assert.equal(agency.due, '2026-03-07', 'a Saturday')
  assert.equal(agency.actBy, '2026-03-06')
})

test('T6: a paper posted before the end is in time, one posted after it is not', () => {
  assert.equal(isInTime({ due: '2026-03-12', actedOn: '2026-03-16', postedOn: '2026-03-12' }), true)
  assert.equal(isInTime({ due: '2026-03-12', actedOn: '2026-03-16', postedOn: '2026-03-13' }), false)
  assert.equal(isInTime({ due: '2026-03-12', actedOn: '2026-03-12' }), true)
})

test('T7: a month runs to the same-numbered day, or to the last day of a shorter month', () => {
  assert.equal(addMonths('2025-08-31', 6), '2026-02-28')
  assert.equal(addMonths('2027-08-31', 6), '2028-02-29')
  assert.equal(addMonths('2026-03-09', 6), '2026-09-09')
  assert.equal(addMonths('2026-03-31', -1), '2026-02-28')
})

test('T8: make-up working days count and holidays do not, by the notice of the State Council', () => {
  const answer = due('D-16', '2025-09-25', { calendar: book.calendar })
  assert.deepEqual(answer.counted, ['2025-09-26', '2025-09-28', '2025-09-29', '2025-09-30', '2025-10-09'])
  assert.equal(answer.provisional, null)
})

test('T8: a year without a published notice is counted by weekends and says so', () => {
  const answer = due('D-16', '2026-12-29', { calendar: book.calendar })
  assert.match(answer.provisional ?? '', /2027年放假安排尚未载入/)
  assert.equal(due('D-12', '2026-12-01', { calendar: book.calendar }).provisional, null, 'calendar days need no notice')
})

test('ACL 19: hours are counted by the clock, in Shanghai unless a zone is given', () => {
  assert.equal(due('D-07', '2026-03-09T10:00').due, '2026-03-10T02:00:00.000Z')
  assert.equal(due('D-07', '2026-03-09T02:00:00Z').due, '2026-03-10T02:00:00.000Z')
  assert.equal(
    due('D-06', '2026-03-09T10:00').due,
    '2026-03-08T02:00:00.000Z',
    'notice of a power cut lies a day before it',
  )
  assert.equal(refused('D-07', '2026-03-09'), 'time-needed')
})

test('A8, A9 (APL 62): no decision before both rights have run out, or a written waiver', () => {
  assert.equal(earliestDecisionOn(['2026-03-12', '2026-03-10']), '2026-03-13')
  assert.equal(earliestDecisionOn(['2026-03-12'], '2026-03-06'), '2026-03-06')
  assert.equal(earliestDecisionOn([]), null)
})

test('A16 (ACL 54): the court is asked only after ten working days from the demand', () => {
  const answer = due('D-29', '2026-09-14')
  assert.deepEqual([answer.due, answer.opens], ['2026-09-28', '2026-09-29'])
})

test('A28 (CPL 95): service by announcement is deemed on the thirtieth day', () => {
  assert.equal(due('D-21', '2026-03-10').due, '2026-04-09')
})

test('A21 (APL 36): two years, five with harm', () => {
  assert.equal(due('D-54', '2023-05-01').due, '2025-05-01')
  assert.equal(due('D-54', '2023-05-01', { variant: 'with-harm' }).due, '2028-05-01')
})

test('what cannot be counted is refused with a reason', () => {
  assert.equal(refused('D-16', '2026-02-30'), 'bad-start')
  assert.equal(refused('D-16', 'soon'), 'bad-start')
  assert.equal(refused('D-16', '2026-03-05', { variant: 'simple' }), 'unknown-variant')
  assert.equal(refused('D-46', '2026-03-05', { variant: 'toString' }), 'unknown-variant')
  assert.equal(refused('D-13', '2026-03-05'), 'clock-has-no-number')
  assert.equal(refused('D-08', '2026-03-05', { excluded: [{ from: '2026-03-20', to: '2026-03-10' }] }), 'bad-interval')
  assert.equal(refused('D-18', '2026-03-05', { length: { n: 1e9, unit: 'CD' } }), 'bad-length')
})

test('all seventy-seven clocks answer or say why not', () => {
  for (let number = 1; number <= 77; number++) {
    const clock = clockOf(`D-${String(number).padStart(2, '0')}`)
    const answer = deadline({ clock, start: '2026-03-09T10:00', calendar: book.calendar })
    assert.equal(isRefusal(answer), clock.kind === 'none', clock.id)
  }
})

test('the official calendar agrees with the golden table of working days', (t) => {
  const file = join(import.meta.dirname, '../../../../../shared/data/calendar/workday_arithmetic_golden.csv')
  if (!existsSync(file)) return t.skip('the reference data are not there')
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))
  assert.ok(rows.length > 100)
  const wrong = rows.filter(([start = '', days, result]) => addWorkdays(book.calendar, start, Number(days)) !== result)
  assert.deepEqual(wrong, [])
})
