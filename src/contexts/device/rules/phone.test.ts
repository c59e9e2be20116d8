import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PROTOCOL, PROTOCOL_MIN, type Lease, type Phone } from '../model.ts'
import { refusesForeignLease, refusesOldApp, whyNotReplayed } from './phone.ts'

const AT = '2026-03-05T02:00:00.000Z'
const ID = '00000000-0000-4000-8000-000000000001'
const OTHER = '00000000-0000-4000-8000-000000000002'
const phone: Phone = {
  id: ID,
  region: '441302',
  officerId: 'a',
  officerName: '甲',
  agent: '',
  protocol: PROTOCOL,
  registeredAt: AT,
  seenAt: AT,
  skewMs: 0,
  waiting: 0,
  wipedAt: null,
  wipedBy: null,
}
const sent = { phone, officerId: 'a', actAt: AT, receivedAt: AT }
const codes = (changes: Partial<Parameters<typeof whyNotReplayed>[0]>) =>
  whyNotReplayed({ ...sent, ...changes }).map(({ code }) => code)

test('an app one version behind syncs; two behind is told plainly what to do', () => {
  assert.equal(refusesOldApp(PROTOCOL), null)
  assert.equal(refusesOldApp(PROTOCOL - 1), null)
  assert.equal(PROTOCOL_MIN, PROTOCOL - 1)
  assert.match(refusesOldApp(PROTOCOL - 2)?.mend ?? '', /更新/)
})

test('only the officer’s own phone replays, and not when it is unknown or was wiped', () => {
  assert.deepEqual(codes({}), [])
  assert.deepEqual(codes({ phone: null }), ['phone-unknown'])
  assert.deepEqual(codes({ officerId: 'b' }), ['phone-of-another'])
  assert.deepEqual(codes({ phone: { ...phone, wipedAt: AT, wipedBy: '乙' } }), ['phone-wiped'])
})

test('APL 47: an act waits seven days at most', () => {
  assert.deepEqual(codes({ receivedAt: '2026-03-12T02:00:00.000Z' }), [])
  assert.deepEqual(codes({ receivedAt: '2026-03-12T02:00:00.001Z' }), ['waited-too-long'])
})

test('U22: who holds the visit, until when, and what to do', () => {
  const lease: Lease = {
    inspectionId: ID,
    phoneId: ID,
    officerId: 'a',
    officerName: '甲',
    leasedAt: AT,
    until: '2026-03-08T02:00:00.000Z',
  }
  assert.equal(refusesForeignLease(null, OTHER), null)
  assert.equal(refusesForeignLease(lease, ID), null)
  const told = refusesForeignLease(lease, OTHER)
  assert.match(told?.says ?? '', /甲的终端主办（2026-03-05 10:00带走，到2026-03-08 10:00为止）/)
  assert.match(told?.mend ?? '', /交回/)
})
