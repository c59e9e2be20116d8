import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyNot } from '../../../kernel/step.ts'
import { A, aFacts, aHazard, anInspection, by, NOW, signed } from '../fixtures.ts'
import type { Hazard } from '../../hazard/model.ts'
import { conclude, order, orderAgain, recheck } from '../transitions.ts'

const codesOf = (refusals: readonly { code: string }[]) => refusals.map(({ code }) => code)
const ordered = (input: object, hazards: Hazard[]) =>
  codesOf(
    whyNot(order, {
      thing: anInspection('recorded'),
      input: { version: 3, rectifyBy: '2026-03-20', items: [], measures: [], ...signed, ...input },
      facts: aFacts({ hazards }),
      by: by(A),
      at: NOW,
    }),
  )

test('WSL 65, APL 28: there is an order only where a hazard is, for one that a case punishes as well', () => {
  assert.deepEqual(ordered({}, []), ['nothing-to-order'])
  assert.deepEqual(ordered({}, [aHazard(1)]), [])
  assert.deepEqual(ordered({}, [aHazard(1, { caseId: aHazard(9).id })]), [])
  assert.deepEqual(ordered({}, [aHazard(1, { state: 'passed' })]), ['nothing-to-order'])
})

test('WSL 65: the date of an order lies after its day, for every item', () => {
  assert.deepEqual(ordered({ rectifyBy: '2026-03-05' }, [aHazard(1)]), ['deadline-not-ahead'])
  assert.deepEqual(ordered({ rectifyBy: '2026-03-06' }, [aHazard(1)]), [])
  assert.deepEqual(ordered({ items: [{ hazardId: aHazard(1).id, rectifyBy: '2026-03-05' }] }, [aHazard(1)]), [
    'deadline-not-ahead',
  ])
  assert.deepEqual(ordered({ items: [{ hazardId: aHazard(2).id, rectifyBy: '2026-03-09' }] }, [aHazard(1)]), [
    'deadline-for-no-hazard',
  ])
})

test('WSL 65(1)(3): a measure on the spot answers a major hazard, never a common one', () => {
  const measures = [{ hazardId: aHazard(1).id, measure: 'stop-use' }]
  assert.deepEqual(ordered({ measures }, [aHazard(1)]), ['measure-without-major-hazard'])
  assert.deepEqual(ordered({ measures }, [aHazard(1, { majorHazardCode: 'GM-03-02' })]), [])
})

const underOrder = aHazard(1, { state: 'ordered', rectifyBy: '2026-03-04' })
const reported = aHazard(2, { state: 'reported', rectifyBy: '2026-03-04' })
const result = (hazard: Hazard, passed = true, note = '') => ({ hazardId: hazard.id, passed, note, evidenceIds: [] })
const rechecked = (results: object[]) =>
  codesOf(
    whyNot(recheck, {
      thing: anInspection('ordered'),
      input: { version: 3, place: '', results: results as never[], ...signed },
      facts: aFacts({ hazards: [underOrder, reported] }),
      by: by(A),
      at: NOW,
    }),
  )

test('WSL 65: at the re-check every hazard under order passes or fails, once, and a failure is told', () => {
  assert.deepEqual(rechecked([result(underOrder)]), ['hazard-not-rechecked'])
  assert.deepEqual(rechecked([result(underOrder), result(reported)]), [])
  assert.deepEqual(rechecked([result(underOrder), result(reported), result(reported)]), ['recheck-of-no-hazard'])
  assert.deepEqual(rechecked([result(underOrder), result(reported), result(aHazard(3))]), ['recheck-of-no-hazard'])
  assert.deepEqual(rechecked([result(underOrder), result(reported, false)]), ['failure-untold'])
  assert.deepEqual(rechecked([result(underOrder), result(reported, false, '仍无证作业')]), [])
})

test('a second order renews only what failed', () => {
  const again = (hazards: Hazard[]) =>
    codesOf(
      whyNot(orderAgain, {
        thing: anInspection('rechecked'),
        input: { version: 3, rectifyBy: '2026-03-20', items: [], ...signed },
        facts: aFacts({ hazards }),
        by: by(A),
        at: NOW,
      }),
    )
  assert.deepEqual(again([aHazard(1, { state: 'passed' })]), ['nothing-failed'])
  assert.deepEqual(again([aHazard(1, { state: 'failed' })]), [])
  assert.deepEqual(
    again([aHazard(1, { state: 'failed', caseId: aHazard(9).id })]),
    [],
    'a case does not end the duty to put right (APL 28)',
  )
})

test('WSL 65, APL 28: an inspection ends when everything passed, whether a case punishes it or not', () => {
  const concluded = (state: 'recorded' | 'rechecked', hazards: Hazard[]) =>
    codesOf(
      whyNot(conclude, {
        thing: anInspection(state),
        input: { version: 3 },
        facts: aFacts({ hazards }),
        by: by(A),
        at: NOW,
      }),
    )
  assert.deepEqual(concluded('recorded', []), [])
  assert.deepEqual(concluded('recorded', [aHazard(1)]), ['hazard-open'])
  assert.deepEqual(concluded('recorded', [aHazard(1, { caseId: aHazard(9).id })]), ['hazard-open'])
  assert.deepEqual(concluded('rechecked', [aHazard(1, { state: 'passed' }), aHazard(2, { state: 'failed' })]), [
    'hazard-open',
  ])
  assert.deepEqual(
    concluded('rechecked', [aHazard(1, { state: 'passed' }), aHazard(2, { state: 'failed', caseId: aHazard(9).id })]),
    ['hazard-open'],
  )
  assert.deepEqual(
    concluded('rechecked', [aHazard(1, { state: 'passed' }), aHazard(2, { state: 'passed', caseId: aHazard(9).id })]),
    [],
  )
})
