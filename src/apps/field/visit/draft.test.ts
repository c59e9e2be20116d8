import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  answeredOf,
  answerGroup,
  answerItem,
  dropFinding,
  EMPTY_DRAFT,
  newFinding,
  photoSent,
  photosWaiting,
  saveFinding,
  signAsOfficer,
} from './draft.ts'

const item = (id: string, mandatory = false) => ({
  id,
  mandatory,
  statement: `${id}不符合要求`,
  violationKeys: ['AQ-97-7'],
})
const photo = {
  id: 'p1',
  takenAt: '2022-06-09T02:00:00.000Z',
  name: 'p1.jpg',
  sha256: 'a'.repeat(64),
  evidenceId: null,
}

test('art. 5: one tap fills a group, but never a mandatory item', () => {
  const items = [item('A'), item('B', true), item('C')]
  const filled = answerGroup(answerItem(EMPTY_DRAFT, 'C', 'not-applicable'), items, 'conforming')
  assert.equal(filled.answers['A']?.result, 'conforming')
  assert.equal(filled.answers['B'], undefined)
  assert.equal(filled.answers['C']?.result, 'not-applicable', 'what was answered stays')
})

test('art. 5: a mandatory item left unchecked is not answered, another one is', () => {
  const draft = answerItem(answerItem(EMPTY_DRAFT, 'A', 'not-checked'), 'B', 'not-checked')
  assert.equal(answeredOf(draft, [item('A'), item('B', true)]), 1)
})

test('WSL 68: a finding makes its item nonconforming, and another answer takes the finding away', () => {
  const found = saveFinding(EMPTY_DRAFT, newFinding('f1', item('A')))
  assert.equal(found.answers['A']?.result, 'nonconforming')
  assert.equal(found.findings[0]?.description, 'A不符合要求')
  assert.deepEqual(answerItem(found, 'A', 'conforming').findings, [])
  assert.equal(answerItem(found, 'B', 'conforming').findings.length, 1)
})

test('a dropped finding leaves its item open again, unless another finding stands on it', () => {
  const two = saveFinding(saveFinding(EMPTY_DRAFT, newFinding('f1', item('A'))), newFinding('f2', item('A')))
  const one = dropFinding(two, 'f1')
  assert.equal(one.answers['A']?.result, 'nonconforming')
  assert.equal(dropFinding(one, 'f2').answers['A'], undefined)
})

test('a photo waits until the server has it', () => {
  const draft = saveFinding(EMPTY_DRAFT, { ...newFinding('f1', item('A')), photos: [photo] })
  assert.equal(photosWaiting(draft).length, 1)
  assert.equal(photosWaiting(photoSent(draft, { photoId: 'p1', evidenceId: 'e1' })).length, 0)
})

test('an officer signs, signs again and takes the signature back', () => {
  const ink = { strokes: 'M1 1L2 2', at: '2022-06-09T02:00:00.000Z' }
  const signed = signAsOfficer(EMPTY_DRAFT, 'record', { officerId: 'o1', ink })
  assert.deepEqual(signed.signing.record.officers, { o1: ink })
  assert.deepEqual(signed.signing.order.officers, {}, 'one signature signs one paper')
  assert.deepEqual(signAsOfficer(signed, 'record', { officerId: 'o1', ink: null }).signing.record.officers, {})
})
