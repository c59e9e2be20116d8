import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerItem, EMPTY_DRAFT, newFinding, photoSent, saveFinding, signAsOfficer, signPaper } from './draft.ts'
import { withStandingInk } from './ink.ts'

const ink = (at: string) => ({ strokes: 'M1 1L9 9', at })
const ITEM = { id: 'A', statement: 'A不符合要求', violationKeys: ['AQ-97-7'] }
const PHOTO = { id: 'p1', takenAt: '2026-03-05T01:00:00.000Z', name: 'p.jpg', sha256: 'a'.repeat(64), evidenceId: null }
const found = saveFinding(EMPTY_DRAFT, { ...newFinding('f1', ITEM), photos: [PHOTO] })
const signed = signPaper(signAsOfficer(found, 'record', { officerId: 'o1', ink: ink('t1') }), 'record', {
  party: ink('t2'),
})

test('WSL 68: when the words of a record change, the ink under them is taken off and asked for again', () => {
  const { record, order } = withStandingInk(signed, answerItem(signed, 'B', 'conforming')).signing
  assert.deepEqual([record.officers, record.party, record.lapsed], [{}, null, true])
  assert.equal(order.lapsed, undefined, 'another paper keeps its own')
  assert.equal(
    signAsOfficer({ ...signed, signing: { ...signed.signing, record } }, 'record', { officerId: 'o1', ink: ink('t3') })
      .signing.record.lapsed,
    false,
  )
})

test('a photo that arrives at the office changes no word, and the ink stays', () => {
  const sent = photoSent(signed, { photoId: 'p1', evidenceId: 'e1' })
  assert.deepEqual(withStandingInk(signed, sent).signing, signed.signing)
})

test('the order’s day changes the order and not the record', () => {
  const both = signAsOfficer(signed, 'order', { officerId: 'o1', ink: ink('t4') })
  const { record, order } = withStandingInk(both, { ...both, rectifyBy: '2026-03-20' }).signing
  assert.deepEqual([Object.keys(record.officers), Object.keys(order.officers)], [['o1'], []])
})

test('NEW-14: of two phones that merge, ink stands where the words are those it was put under', () => {
  const theirs = signAsOfficer(found, 'record', { officerId: 'o2', ink: ink('t5') })
  const asTheirs = { ...theirs }
  assert.deepEqual(Object.keys(withStandingInk(theirs, asTheirs).signing.record.officers), ['o2'])
  const other = answerItem(theirs, 'C', 'conforming')
  assert.deepEqual(withStandingInk(theirs, other).signing.record.officers, {})
})
