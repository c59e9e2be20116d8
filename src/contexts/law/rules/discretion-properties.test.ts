/** What holds for every case, whatever its facts: checked over random cases from the shipped violations. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aPenalty } from '../fixtures.ts'
import { loadLawBook } from '../store.ts'
import { decidePenalty } from './discretion.ts'
import type { ActFacts, PenaltyAsk, PenaltyDecision } from './penalty.ts'

const book = loadLawBook()
const FINED = book.violations.filter(
  ({ fine, region, effectiveTo, supersededBy }) =>
    fine?.unit === 'fen' && region === '' && effectiveTo === null && !supersededBy,
)
const WEIGHTS = book.factors.filter(({ effect }) => effect === 'weight').map(({ code }) => code)
const IN_RANGE = book.factors
  .filter(({ effect }) => ['weight', 'lighten', 'aggravate'].includes(effect))
  .map(({ code }) => code)

const violation = fc.constantFrom(...FINED).map(({ key, stage }) => ({ violations: [key], stage }))
const act = fc
  .tuple(violation, fc.integer({ min: 1, max: 8 }), fc.subarray(IN_RANGE, { maxLength: 4 }))
  .map(([row, quantity, circumstances]): ActFacts => ({ ...row, quantity, circumstances }))
const dates = fc
  .constantFrom(['2026-06-01', '2026-07-01'], ['2026-09-30', '2026-11-01'])
  .map(([actDate = '', decisionDate = '']) => ({ actDate, decisionDate }))
const ask = fc
  .tuple(fc.array(act, { minLength: 1, maxLength: 5 }), dates)
  .map(([acts, when]) => aPenalty({ ...when, acts }))

function decided(given: PenaltyAsk): PenaltyDecision {
  const answer = decidePenalty(book, given)
  assert.ok(!('refusals' in answer), JSON.stringify(answer))
  return answer
}
const only = (given: PenaltyAsk, one: ActFacts) => decided({ ...given, acts: [one] }).acts[0]?.suggestedFen ?? 0

test('APL 34: never outside the statutory range unless mitigated, and the band lies within it', () => {
  assert.ok(FINED.length > 200)
  fc.assert(
    fc.property(ask, (given) => {
      for (const { row, range, band, suggestedFen } of decided(given).acts) {
        assert.equal(row.fine === null, range === null)
        if (!range) continue
        assert.ok(band && suggestedFen !== null)
        assert.ok(range.minFen <= band.minFen && band.maxFen <= range.maxFen)
        assert.ok(band.minFen <= suggestedFen && suggestedFen <= band.maxFen)
      }
    }),
  )
})

test('APL 34: persons stay on their own range', () => {
  fc.assert(
    fc.property(ask, (given) => {
      for (const { range, suggestedFen } of decided(given).persons) {
        if (range && suggestedFen !== null) assert.ok(range.minFen <= suggestedFen && suggestedFen <= range.maxFen)
      }
    }),
  )
})

test('more persons, places or devices are never cheaper', () => {
  fc.assert(
    fc.property(ask, act, (given, one) => {
      assert.ok(only(given, one) <= only(given, { ...one, quantity: one.quantity + 1 }))
    }),
  )
})

test('an aggravating circumstance never makes it cheaper, a lightening one never dearer, mitigation least of all', () => {
  fc.assert(
    fc.property(ask, act, (given, one) => {
      const plain = { ...one, circumstances: one.circumstances.filter((code) => WEIGHTS.includes(code)) }
      const withOne = (code: string) => only(given, { ...plain, circumstances: [...plain.circumstances, code] })
      assert.ok(withOne('resisting') >= only(given, plain))
      assert.ok(withOne('self-removed-harm') <= only(given, plain))
      assert.ok(withOne('mitigate') <= withOne('self-removed-harm'))
    }),
  )
})

test('the overdue stage is never cheaper than the first', () => {
  const both = [...new Set(FINED.filter(({ stage }) => stage === 'overdue').map(({ key }) => key))].filter((key) =>
    FINED.some((row) => row.key === key && row.stage === 'first'),
  )
  assert.ok(both.length > 50)
  fc.assert(
    fc.property(fc.constantFrom(...both), fc.integer({ min: 1, max: 5 }), dates, (key, quantity, when) => {
      const one = { violations: [key], quantity, circumstances: [] }
      assert.ok(
        only(aPenalty(when), { ...one, stage: 'first' }) <= only(aPenalty(when), { ...one, stage: 'overdue' }),
        key,
      )
    }),
  )
})

test('the order in which the acts are named changes nothing', () => {
  const sorted = ({ acts, totalFen, personsTotalFen, procedure }: PenaltyDecision) => ({
    totalFen,
    personsTotalFen,
    hearing: procedure.hearing,
    discussion: procedure.collectiveDiscussion,
    acts: acts
      .map(({ fact, violation: key, suggestedFen, quantity }) => `${fact} ${key} ${quantity} ${suggestedFen}`)
      .sort(),
  })
  fc.assert(
    fc.property(ask, (given) => {
      assert.deepEqual(sorted(decided({ ...given, acts: given.acts.toReversed() })), sorted(decided(given)))
    }),
  )
})

test('CAS-04: the same facts give the same answer', () => {
  fc.assert(fc.property(ask, (given) => assert.deepEqual(decided(given), decided(structuredClone(given)))))
})

test('the sum of several acts never exceeds the sum of their maxima', () => {
  fc.assert(
    fc.property(ask, (given) => {
      const { acts, totalFen } = decided(given)
      assert.ok(totalFen <= acts.reduce((sum, { range }) => sum + (range?.maxFen ?? 0), 0))
      assert.equal(
        totalFen,
        acts.reduce((sum, { suggestedFen }) => sum + (suggestedFen ?? 0), 0),
      )
    }),
  )
})

test('splitting an act into entries never makes it cheaper, and it is fined once', () => {
  fc.assert(
    fc.property(act, dates, fc.integer({ min: 2, max: 4 }), (one, when, parts) => {
      const whole = only(aPenalty(when), { ...one, quantity: one.quantity * parts })
      const split = decided(aPenalty({ ...when, acts: Array.from({ length: parts }, () => one) }))
      assert.equal(split.acts.length, 1)
      assert.equal(split.totalFen, whole)
    }),
  )
})
