import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAct, decisionOn } from '../fixtures.ts'
import { loadLawBook } from '../store.ts'
import type { PartyKind } from './penalty.ts'

const book = loadLawBook()
const REGULAR = { actDate: '2022-04-12', decisionDate: '2022-06-10' }

/** 97(7) in 2022 has the whole range 0 to 100,000, so that the place is the amount in thousands. */
const fineOf = (thousands: number, kind: PartyKind = 'enterprise') =>
  decisionOn(book, { ...REGULAR, acts: [anAct({ place: thousands / 100 })], party: { kind, lastViolations: [] } })

test('trap 13 (APL 63): a unit is heard from 50,000 yuan, not at 49,900; the thresholds are marked as seen in an excerpt', () => {
  assert.equal(fineOf(49.9).procedure.hearing, false)
  const heard = fineOf(50).procedure
  assert.deepEqual([heard.hearing, heard.legalReview, heard.collectiveDiscussion], [true, true, true])
  assert.equal(heard.derivation[0]?.confidence, '◐')
})

test('APL 63: a person and a self-employed business are heard from 20,000 yuan', () => {
  for (const kind of ['individual', 'self_employed'] as const) {
    assert.equal(fineOf(19.9, kind).procedure.hearing, false)
    assert.equal(fineOf(20, kind).procedure.hearing, true)
  }
})

test('APL 63: several violations of one decision are added up against the threshold', () => {
  const acts = [anAct({ place: 0.3 }), anAct({ violation: 'AQ-99-2', place: 0.4 })]
  assert.equal(decisionOn(book, { ...REGULAR, acts }).totalFen, 50_000_00)
  assert.equal(decisionOn(book, { ...REGULAR, acts }).procedure.hearing, true)
})

test('trap 12 (APL 63): a stop of production is heard whatever the fine; an order to correct is no penalty', () => {
  const stop = decisionOn(book, { acts: [anAct({ violation: 'AQ-103-p2a', stage: 'overdue' })] })
  assert.deepEqual([stop.totalFen, stop.procedure.hearing, stop.procedure.collectiveDiscussion], [0, true, true])
  assert.equal(fineOf(1).procedure.hearing, false)
})

test('APL 57(2): mitigation below the minimum is discussed', () => {
  const mitigated = decisionOn(book, { acts: [anAct({ violation: 'YHX-32-6', circumstances: ['减轻'] })] })
  assert.equal(mitigated.procedure.collectiveDiscussion, true)
  assert.equal(mitigated.procedure.hearing, false)
})

test('APL 51: 3,000 yuan for a unit and 200 for a self-employed business are within the simple procedure', () => {
  assert.equal(fineOf(3).procedure.withinSimple, true)
  assert.equal(fineOf(3.1).procedure.withinSimple, false)
  assert.equal(fineOf(0.2, 'self_employed').procedure.withinSimple, true)
  assert.equal(fineOf(2, 'self_employed').procedure.withinSimple, false)
})

test('what is not punished asks for no hearing', () => {
  const exempt = decisionOn(book, { acts: [anAct({ quantity: 5, circumstances: ['no-fault'] })] })
  assert.deepEqual([exempt.totalFen, exempt.procedure.hearing, exempt.procedure.withinSimple], [0, false, false])
})
