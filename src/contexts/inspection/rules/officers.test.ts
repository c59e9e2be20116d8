import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyNot } from '../../../kernel/step.ts'
import { A, aFacts, anOfficer, aPlan, anInspection, B, by, HEAD, NOW } from '../fixtures.ts'
import type { InspectionFacts } from '../model.ts'
import { approvePlan, draftPlan, enter } from '../transitions.ts'
import { certifiedAmong } from './officers.ts'

const until = (day: string) =>
  anOfficer(2, { certificate: { number: '粤L00002', validFrom: '2024-01-01', validTo: day, status: 'valid' } })
const atTheDoor = (facts: Partial<InspectionFacts>, asker = by(A)) =>
  whyNot(enter, {
    thing: anInspection('approved'),
    input: { version: 3, means: 'scanned' as const, doorCode: 'x', latitude: null, longitude: null },
    facts: aFacts(facts),
    by: asker,
    at: NOW,
  }).map(({ code, cites }) => `${code} ${cites?.instrument} ${cites?.article}`)

test('APL 42 (A5): an officer whose certificate ran out yesterday does not count at the door; on its last day he does', () => {
  assert.deepEqual(atTheDoor({ officers: [A, until('2026-03-04')] }), ['two-certified-officers APL 42'])
  assert.deepEqual(atTheDoor({ officers: [A, until('2026-03-05')] }), [])
})

test('APL 42: the day is that of Shanghai, not of Greenwich', () => {
  const late = (at: string) =>
    certifiedAmong([until('2026-03-05')], at === 'before' ? '2026-03-05' : '2026-03-06').length
  assert.equal(late('before'), 1)
  assert.equal(late('after'), 0)
  const act = {
    thing: anInspection('approved'),
    input: { version: 3, means: 'typed' as const, doorCode: 'x', latitude: null, longitude: null },
    by: by(A),
  }
  const codes = (at: string) =>
    whyNot(enter, { ...act, facts: aFacts({ officers: [A, until('2026-03-05')] }), at }).map(({ code }) => code)
  assert.deepEqual(codes('2026-03-05T15:59:59.999Z'), [])
  assert.deepEqual(codes('2026-03-05T16:00:00.000Z'), ['two-certified-officers'])
})

test('APL 42 (A6): a technical inspector beside one officer is not the second, and one person is not two', () => {
  assert.deepEqual(atTheDoor({ officers: [A, anOfficer(2, { roles: ['technical-inspector'] })] }), [
    'two-certified-officers APL 42',
  ])
  assert.deepEqual(atTheDoor({ officers: [A, A] }), ['two-certified-officers APL 42'])
  assert.deepEqual(atTheDoor({ officers: [A, anOfficer(2, { certificate: null })] }), ['two-certified-officers APL 42'])
})

test('APL 42: a suspended certificate is no certificate', () => {
  const suspended = anOfficer(2, {
    certificate: { number: '粤L00002', validFrom: '2024-01-01', validTo: '2028-12-31', status: 'suspended' },
  })
  assert.deepEqual(atTheDoor({ officers: [A, suspended] }), ['two-certified-officers APL 42'])
})

test('WSL 67: only who is planned for the visit enters', () => {
  assert.deepEqual(atTheDoor({}, by(anOfficer(3))), ['not-one-of-the-officers WSL 67'])
})

test('WSL 67: a third officer without a certificate is planned as an assistant, never as an officer', () => {
  const codes = (officers: InspectionFacts['officers']) =>
    whyNot(draftPlan, {
      thing: anInspection('drafted'),
      input: aPlan,
      facts: aFacts({ officers }),
      by: by(A),
      at: NOW,
    }).map(({ code }) => code)
  assert.deepEqual(codes([A, B, anOfficer(3, { certificate: null })]), ['officer-without-certificate'])
  assert.deepEqual(codes([A, B, anOfficer(3)]), [])
})

test('circular art. 6: the drafter does not approve his own plan, another head does; before 2025-02-27 the circular did not ask', () => {
  const codes = (draftedBy: string, at = NOW) =>
    whyNot(approvePlan, {
      thing: anInspection('drafted', { draftedBy }),
      input: { version: 3, opinion: '同意。' },
      facts: aFacts(),
      by: by(HEAD),
      at,
    }).map(({ code }) => code)
  assert.deepEqual(codes(HEAD.id), ['approver-is-drafter'])
  assert.deepEqual(codes(A.id), [])
  assert.deepEqual(codes(HEAD.id, '2025-02-26T02:00:00.000Z'), [])
})
