import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadLawBook } from '../store.ts'
import { decideVisit, findCap, type CountedVisit, type VisitReason } from './caps.ts'

const book = loadLawBook()
const visitsOf = (count: number, reason: VisitReason = 'plan'): CountedVisit[] =>
  Array.from({ length: count }, (_, at) => ({ on: `2026-${String((at % 12) + 1).padStart(2, '0')}-10`, reason }))

const ask = (more: {
  used?: number
  reason?: VisitReason
  isHighRisk?: boolean
  grade?: string
  visits?: CountedVisit[]
  on?: string
}) =>
  decideVisit(book, {
    business: { isHighRisk: more.isHighRisk ?? true, grade: more.grade ?? '3' },
    region: '441302',
    visits: more.visits ?? visitsOf(more.used ?? 0),
    proposed: { on: more.on ?? '2026-11-20', reason: more.reason ?? 'plan' },
  })

test('circular of 2025-02-27 art. 3: 2, 4, 8 and 12 visits a year for high risk, 1, 2, 4 and 6 for others', () => {
  const capsOf = (isHighRisk: boolean) =>
    ['1', '2', '3', 'none'].map(
      (grade) => findCap(book, { isHighRisk, grade }, { region: '44', date: '2026-01-01' })?.visitsMax,
    )
  assert.deepEqual(capsOf(true), [2, 4, 8, 12])
  assert.deepEqual(capsOf(false), [1, 2, 4, 6])
})

test('art. 3: the cap binds from 2025-02-27 and not the day before', () => {
  const on = (date: string) => findCap(book, { isHighRisk: true, grade: '1' }, { region: '44', date })
  assert.equal(on('2025-02-26'), null)
  assert.equal(on('2025-02-27')?.visitsMax, 2)
})

test('art. 3: a region with its own grading has its own cap, others keep the national one', () => {
  const coal = { isHighRisk: true, grade: 'C', scheme: 'coal-class' }
  assert.equal(findCap(book, coal, { region: '140105', date: '2026-01-01' })?.visitsMax, 6)
  assert.equal(
    findCap(book, coal, { region: '441302', date: '2026-01-01' })?.visitsMax,
    12,
    'an unknown grade counts as none',
  )
})

test('A1 (art. 3): the eighth visit of a grade 3 high-risk business is allowed, the ninth refused', () => {
  assert.deepEqual([ask({ used: 7 }).allowed, ask({ used: 7 }).remaining], [true, 1])
  const refused = ask({ used: 8 })
  assert.deepEqual(
    [refused.allowed, refused.remaining, refused.refusals[0]?.code],
    [false, 0, 'yearly-visit-cap-reached'],
  )
  assert.deepEqual(refused.refusals[0]?.cites, { instrument: 'S000', article: 3 })
})

test('A2 (art. 3): complaint, transfer and monitoring go past the cap and are still counted', () => {
  for (const reason of ['complaint', 'transfer', 'monitoring'] as const) {
    const answer = ask({ used: 8, reason })
    assert.deepEqual([answer.allowed, answer.isOverCapExempt, answer.isCounted], [true, true, true], reason)
  }
  assert.equal(ask({ used: 8, reason: 'random' }).allowed, false)
})

test('A3 (art. 4): a re-check is allowed and does not use the cap up', () => {
  const answer = ask({ used: 8, reason: 'review' })
  assert.deepEqual([answer.allowed, answer.isCounted], [true, false])
  assert.equal(ask({ visits: visitsOf(8, 'review') }).used, 0)
})

test('the cap is counted by calendar year', () => {
  assert.equal(ask({ used: 8, on: '2027-01-01' }).used, 0)
})
