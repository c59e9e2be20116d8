import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ServiceAct, ServiceMethod } from '../model.ts'
import { deemedServedOn, refusesService } from './service.ts'

const times = { issuedAt: '2026-03-06T02:00:00.000Z', now: '2026-05-01T02:00:00.000Z' }

const anAct = (changes: Partial<ServiceAct> = {}): ServiceAct => ({
  method: 'direct',
  servedAt: '2026-03-10T02:00:00.000Z',
  place: '东莞市长安镇',
  recipient: '张喆',
  recipientRelation: '法定代表人',
  servers: [{ name: '李淼', certificate: '粤S00001' }],
  witness: null,
  recorded: false,
  addressConfirmed: false,
  refused: false,
  note: null,
  ...changes,
})

const codes = (act: ServiceAct) => refusesService(act, times).map(({ code }) => code)

test('CPL 95: an announcement of 10 March 2026 counts as served on 9 April', () => {
  assert.equal(deemedServedOn(anAct({ method: 'announcement' })), '2026-04-09')
})

test('CPL 95: before 2022 an announcement took sixty days', () => {
  assert.equal(deemedServedOn({ method: 'announcement', servedAt: '2021-12-31T02:00:00.000Z' }), '2022-03-01')
  assert.equal(deemedServedOn({ method: 'announcement', servedAt: '2022-01-01T02:00:00.000Z' }), '2022-01-31')
})

test('CPL 87-94: every other way counts on its own day, by the calendar of Shanghai', () => {
  const others: ServiceMethod[] = [
    'on-spot',
    'direct',
    'left',
    'electronic',
    'entrusted',
    'post',
    'via-army',
    'via-prison',
  ]
  for (const method of others) {
    assert.equal(deemedServedOn({ method, servedAt: '2026-03-10T15:59:00.000Z' }), '2026-03-10')
    assert.equal(deemedServedOn({ method, servedAt: '2026-03-10T16:00:00.000Z' }), '2026-03-11')
  }
})

test('CPL 89: leaving holds with a witness or with a recording, and with neither it does not', () => {
  assert.deepEqual(codes(anAct({ method: 'left', refused: true })), ['left-without-witness'])
  assert.deepEqual(codes(anAct({ method: 'left', refused: true, witness: '居委会 陈某' })), [])
  assert.deepEqual(codes(anAct({ method: 'left', refused: true, recorded: true })), [])
})

test('CPL 89: who refuses is served by leaving, not otherwise', () => {
  assert.deepEqual(codes(anAct({ refused: true })), ['refused-needs-leaving'])
})

test('APL 61(2): electronic service needs the signed confirmation of address', () => {
  assert.deepEqual(codes(anAct({ method: 'electronic' })), ['electronic-service-without-consent'])
  assert.deepEqual(codes(anAct({ method: 'electronic', addressConfirmed: true })), [])
})

test('CPL 95: an announcement tells its reason', () => {
  assert.deepEqual(codes(anAct({ method: 'announcement' })), ['announcement-without-reason'])
  assert.deepEqual(codes(anAct({ method: 'announcement', note: '地址已空置，邮寄被退回；在市政府网站公告' })), [])
})

test('nothing is served before it was issued nor in the future', () => {
  assert.deepEqual(codes(anAct({ servedAt: '2026-03-06T01:59:59.000Z' })), ['served-before-issued'])
  assert.deepEqual(codes(anAct({ servedAt: '2026-03-06T02:00:00.000Z' })), [])
  assert.deepEqual(codes(anAct({ servedAt: '2026-05-01T02:00:01.000Z' })), ['served-in-the-future'])
})
