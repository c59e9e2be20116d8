import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyNot } from '../../../kernel/step.ts'
import type { Evidence } from '../../evidence/model.ts'
import { A, aFacts, aFinding, aRecord, anInspection, B, by, MAY, MUST, NOW, signed, uuid } from '../fixtures.ts'
import type { InspectionFacts } from '../model.ts'
import { record } from '../transitions.ts'

const recorded = (input: object, facts: Partial<InspectionFacts> = {}) =>
  whyNot(record, {
    thing: anInspection('entered'),
    input: { ...aRecord, ...input },
    facts: aFacts(facts),
    by: by(A),
    at: NOW,
  })
const codes = (input: object, facts: Partial<InspectionFacts> = {}) => recorded(input, facts).map(({ code }) => code)

const bad = { answers: [{ checkItemId: MUST.id, result: 'nonconforming', note: '' }] }
const photo: Evidence = {
  id: uuid(700),
  region: '441302',
  subject: { kind: 'inspection', id: uuid(2) },
  kind: 'audio-visual',
  name: '照片',
  proves: '',
  sha256: 'a'.repeat(64),
  mime: 'image/jpeg',
  size: 1,
  takenAt: NOW,
  receivedAt: NOW,
  place: '',
  takenBy: A.name,
  hasThumbnail: true,
  removal: null,
}

test('circular art. 5: every must-check item of the plan is answered; “not checked” is no answer, other items may stay open', () => {
  assert.deepEqual(codes({ answers: [] }), ['mandatory-item-unanswered'])
  assert.deepEqual(codes({ answers: [{ checkItemId: MUST.id, result: 'not-checked', note: '' }] }), [
    'mandatory-item-unanswered',
  ])
  assert.deepEqual(codes({ answers: [{ checkItemId: MUST.id, result: 'not-applicable', note: '' }] }), [])
})

test('circular art. 6: nothing outside the approved plan is checked, and nothing twice', () => {
  const [first] = aRecord.answers
  assert.deepEqual(
    codes({ answers: [...aRecord.answers, { checkItemId: 'DUST-001', result: 'conforming', note: '' }] }),
    ['item-outside-the-plan'],
  )
  assert.deepEqual(codes({ answers: [first, first] }), ['item-answered-twice'])
})

test('WSL 68: what does not conform is described, and what is described did not conform', () => {
  assert.deepEqual(codes(bad), ['nonconformity-undescribed'])
  assert.deepEqual(codes({ ...bad, findings: [aFinding()] }), [])
  assert.deepEqual(codes({ findings: [aFinding()] }), ['finding-without-answer'])
  assert.deepEqual(codes({ ...bad, findings: [aFinding({ checkItemId: MAY.id }), aFinding()] }), [
    'finding-without-answer',
  ])
})

test('APL 40: a finding has a photo that the store holds, or the reason why not', () => {
  assert.deepEqual(codes({ ...bad, findings: [aFinding({ noEvidenceBecause: ' ' })] }), ['finding-without-evidence'])
  const withPhoto = { ...bad, findings: [aFinding({ noEvidenceBecause: '', evidenceIds: [photo.id] })] }
  assert.deepEqual(codes(withPhoto), ['evidence-not-received'])
  assert.deepEqual(codes(withPhoto, { evidence: [photo] }), [])
})

test('LAW-09, WSL 118: a hazard is major only with a criterion of its own matter', () => {
  assert.deepEqual(codes({ ...bad, findings: [aFinding({ majorHazardCode: 'GM-03-02' })] }), [])
  assert.deepEqual(codes({ ...bad, findings: [aFinding({ majorHazardCode: 'DU-01' })] }), ['criterion-does-not-fit'])
})

test('WSL 68: the end lies after the start by the minute, and not in the future', () => {
  assert.deepEqual(codes({ from: '2026-03-05T01:00:10.000Z', until: '2026-03-05T01:00:50.000Z' }), [
    'ends-before-it-starts',
  ])
  assert.deepEqual(codes({ from: '2026-03-05T01:00:50.000Z', until: '2026-03-05T01:01:00.000Z' }), [])
  assert.deepEqual(codes({ until: '2026-03-05T02:05:00.001Z' }), ['ends-in-the-future'])
  assert.deepEqual(codes({ until: '2026-03-05T02:05:00.000Z' }), [])
})

test('who was absent is explained', () => {
  assert.deepEqual(codes({ present: [{ role: 'principal', name: '', absentBecause: '' }] }), ['absence-unexplained'])
  assert.deepEqual(codes({ present: [{ role: 'principal', name: '', absentBecause: '出差' }] }), [])
})

test('A39 (APL 47): a visit of more than an hour without recorder or video says why; a shorter one need not', () => {
  const recordingDue = { minutes: 60, confidence: '○' as const }
  const until = '2026-03-05T02:01:00.000Z'
  assert.deepEqual(codes({ until, recorderOn: null }, { recordingDue }), ['long-visit-unrecorded'])
  assert.deepEqual(codes({ recorderOn: null }, { recordingDue }), [], 'forty minutes')
  assert.deepEqual(codes({ until, recorderOn: aRecord.from }, { recordingDue }), [])
  assert.deepEqual(codes({ until, recorderOn: null, unrecordedBecause: '记录仪故障' }, { recordingDue }), [])
  const film = { ...photo, mime: 'video/mp4' }
  assert.deepEqual(codes({ until, recorderOn: null }, { recordingDue, evidence: [film] }), [])
})

test('A37 (APL 47): a finding does not lean on a photo that was set aside', () => {
  const removal = {
    id: uuid(701),
    because: '误拍',
    askedBy: A.name,
    askedById: A.id,
    askedAt: NOW,
    granted: true,
    decidedBecause: '同意',
    decidedBy: B.name,
    decidedAt: NOW,
  }
  const leaning = { ...bad, findings: [aFinding({ evidenceIds: [photo.id] })] }
  assert.deepEqual(codes(leaning, { evidence: [{ ...photo, removal }] }), ['evidence-removed'])
  assert.deepEqual(codes(leaning, { evidence: [photo] }), [])
})

test('WSL 68: two officers of the visit sign; one signature twice or a stranger’s is not two', () => {
  const [first, second] = signed.signatures
  assert.deepEqual(codes({ signatures: [first] }), ['officers-have-not-signed'])
  assert.deepEqual(codes({ signatures: [first, first] }), ['officers-have-not-signed'])
  assert.deepEqual(codes({ signatures: [first, { ...second, name: '路人' }] }), ['officers-have-not-signed'])
  assert.deepEqual(codes({ signatures: [second, first] }), [])
  assert.equal(B.name, second?.name)
})

test('WSL 68 (A38): without the party’s signature the record needs the note of the refusal, and never both', () => {
  const [refusal] = recorded({ partySignature: null })
  assert.equal(refusal?.code, 'party-has-not-signed')
  assert.deepEqual(refusal?.cites, { instrument: 'WSL', article: 68 })
  assert.deepEqual(codes({ partySignature: null, refusalNote: '负责人乙某拒绝签名，社区干部丙某见证。' }), [])
  assert.deepEqual(codes({ refusalNote: '拒绝签名' }), ['signed-and-refused'])
})
