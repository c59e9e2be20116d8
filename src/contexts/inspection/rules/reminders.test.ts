import assert from 'node:assert/strict'
import { test } from 'node:test'
import { A, anInspection, anOfficer, B, NOW, uuid } from '../fixtures.ts'
import { remindersOf, type OnSite } from './reminders.ts'

const entry = { at: '2026-03-05T01:00:00.000Z', means: 'typed' as const, latitude: null, longitude: null }
const entered = anInspection('entered', { entry })
const inOrder: OnSite = {
  inspection: entered,
  officers: [A, B],
  now: NOW,
  awayIds: [],
  recorderOn: NOW,
  rightsToldAt: NOW,
  hasBegun: true,
  others: [],
}
const codes = (changes: Partial<OnSite>) => remindersOf({ ...inOrder, ...changes }).map(({ code }) => code)

test('INS-18: a visit in good order is left in peace, and nobody is reminded before the door', () => {
  assert.deepEqual(codes({}), [])
  assert.deepEqual(codes({ inspection: anInspection('approved'), recorderOn: '', awayIds: [A.id] }), [])
})

test('INS-18, APL 42(1): the moment one of two officers leaves, the other is reminded, and told who is here', () => {
  const [reminder] = remindersOf({ ...inOrder, awayIds: [B.id] })
  assert.equal(reminder?.code, 'one-officer-alone')
  assert.match(reminder?.says ?? '', new RegExp(`1名执法人员（${A.name}）`))
  assert.deepEqual(reminder?.cites, { instrument: 'APL', article: 42, paragraph: 1 })
})

test('INS-18, APL 47: the recorder is off until somebody says that it runs', () => {
  assert.deepEqual(codes({ recorderOn: '' }), ['recorder-off'])
})

test('INS-18, APL 55(1): a check that began before the rights were told', () => {
  assert.deepEqual(codes({ rightsToldAt: '' }), ['notice-missing'])
  assert.deepEqual(codes({ rightsToldAt: '', hasBegun: false }), [])
  const ordered = anInspection('ordered', { entry })
  assert.deepEqual(codes({ inspection: ordered, recorderOn: '', hasBegun: false }), [], 'a re-check that has not begun')
  assert.deepEqual(codes({ inspection: ordered, recorderOn: '' }), ['recorder-off'])
})

test('INS-18, WSL 67: a certificate that ran out the day before', () => {
  const certificate = { number: '粤L1', validFrom: '2021-01-01', validTo: '2026-03-04', status: 'valid' as const }
  assert.deepEqual(codes({ officers: [A, anOfficer(2, { certificate })] }), ['certificate-expired'])
  assert.deepEqual(
    codes({ officers: [A, anOfficer(2, { certificate: { ...certificate, validTo: '2026-03-05' } })] }),
    [],
  )
})

test('INS-18, APL 47: one officer in two businesses in the same minute', () => {
  const other = { ...entered, id: uuid(77), enterpriseName: '示例化工有限公司' }
  assert.deepEqual(codes({ others: [other] }), ['time-overlap'])
  assert.deepEqual(
    codes({ others: [{ ...other, officers: [{ id: uuid(5), name: '丙', certificateNumber: '' }] }] }),
    [],
  )
  assert.deepEqual(codes({ others: [{ ...other, id: entered.id }] }), [], 'the visit itself is no other one')
  const record = { from: entry.at, places: '', situation: '', signatures: [], partySignature: null, refusalNote: '' }
  assert.deepEqual(codes({ others: [{ ...other, record: { ...record, until: '2026-03-05T01:59:00.000Z' } }] }), [])
  assert.deepEqual(codes({ others: [{ ...other, record: { ...record, until: '2026-03-05T02:01:00.000Z' } }] }), [
    'time-overlap',
  ])
})
