import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { USUAL_CARE } from './care.ts'
import { riskOf, type RiskFacts } from './risk-rank.ts'

const someFacts = (changes: Partial<RiskFacts> = {}): RiskFacts => ({
  highRisk: false,
  grade: '1',
  sectors: ['general'],
  employees: 10,
  lastVisitOn: '2026-03-01',
  causedVisits: 0,
  openHazards: 0,
  openMajorHazards: 0,
  care: USUAL_CARE,
  ...changes,
})
const scoreOf = (changes: Partial<RiskFacts>) => riskOf(someFacts(changes), '2026-03-05').score

test('every point has its reason, and the points make the score', () => {
  const { score, parts } = riskOf(
    someFacts({
      highRisk: true,
      grade: 'none',
      sectors: ['dust', 'ammonia'],
      lastVisitOn: '2025-01-01',
      openMajorHazards: 1,
    }),
    '2026-03-05',
  )
  assert.deepEqual(
    parts.map(({ code, points }) => [code, points]),
    [
      ['high-risk', 30],
      ['grade', 20],
      ['grave-work', 10],
      ['last-visit', 10],
      ['major-hazards', 15],
    ],
  )
  assert.equal(score, 85)
  assert.ok(parts.every(({ says }) => says !== ''))
})

test('art. 2: a well-run unit that was just visited ranks lowest; each mark of risk lifts it', () => {
  assert.equal(scoreOf({}), 0)
  for (const worse of [
    { highRisk: true },
    { grade: '2' as const },
    { sectors: ['dust'] },
    { employees: 300 },
    { lastVisitOn: null },
    { openHazards: 1 },
    { causedVisits: 1 },
  ])
    assert.ok(scoreOf(worse) > 0, JSON.stringify(worse))
})

test('the last visit weighs more at six, twelve and twenty-four months', () => {
  const on = ['2025-10-01', '2025-09-01', '2025-03-06', '2025-03-01', '2024-03-01', null]
  assert.deepEqual(
    on.map((lastVisitOn) => scoreOf({ lastVisitOn })),
    [0, 5, 5, 10, 15, 15],
  )
})

test('scores come in fives and stay within a hundred, so that equals are equal', () => {
  fc.assert(
    fc.property(
      fc.record({
        highRisk: fc.boolean(),
        grade: fc.constantFrom('1', '2', '3', 'none'),
        sectors: fc.subarray(['dust', 'hazchem', 'ammonia', 'metal_smelting', 'general']),
        employees: fc.nat(2000),
        lastVisitOn: fc.constantFrom(null, '2020-01-01', '2025-06-01'),
        causedVisits: fc.nat(4),
        openHazards: fc.nat(4),
        openMajorHazards: fc.nat(2),
        care: fc.constantFrom(
          USUAL_CARE,
          { verdict: 'tightened', reasons: [], points: 20, visits: 1 },
          { verdict: 'relief', reasons: [], points: -15, visits: -1 },
        ),
      }),
      (facts) => {
        const { score } = riskOf(facts as RiskFacts, '2026-03-05')
        assert.ok(score >= 0 && score <= 100 && score % 5 === 0)
      },
    ),
  )
})
