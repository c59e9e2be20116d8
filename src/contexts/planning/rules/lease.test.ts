import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Visit } from '../model.ts'
import { leaseEnd, refusesCancelling, refusesLease, refusesReplay, type Lease } from './lease.ts'

const VISIT: Visit = {
  id: 'v',
  enterpriseId: 'e',
  region: '441302003',
  bureau: '441302',
  year: 2026,
  inspectionId: 'i',
  state: 'reserved',
  counted: true,
  exemptCause: null,
  on: '2026-12-30',
  checkItemIds: [],
}
const aLease = (changes: Partial<Lease> = {}): Lease => ({
  id: 'l',
  inspectionId: 'i',
  enterpriseId: 'e',
  device: '平板1',
  issuedAt: '2026-12-29T01:00:00.000Z',
  issuedTo: 'o',
  untilAt: leaseEnd(VISIT, 3),
  committedAt: null,
  enteredAt: null,
  endedBecause: null,
  ...changes,
})
const LATE = '2027-02-01T01:00:00.000Z'
const replay = (enteredAt: string, changes: Partial<Lease> = {}, at = LATE) =>
  refusesReplay(aLease(changes), { enteredAt, at })?.code ?? null

test('circular art. 3: a lease runs to the end of the third day after the planned one, in Shanghai', () => {
  assert.equal(leaseEnd(VISIT, 3), '2027-01-02T16:00:00.000Z')
  const ask = { visit: VISIT, bureau: '441302', days: 3 }
  assert.equal(refusesLease({ ...ask, at: '2027-01-02T15:59:59.999Z' }), null)
  assert.equal(refusesLease({ ...ask, at: '2027-01-02T16:00:00.000Z' })?.code, 'lease-too-late')
})

test('circular art. 3: only the bureau that reserved the slot takes it along', () => {
  const at = '2026-12-29T01:00:00.000Z'
  assert.equal(refusesLease({ visit: VISIT, bureau: '441303', at, days: 3 })?.code, 'slot-missing')
  assert.equal(refusesLease({ visit: null, bureau: '441302', at, days: 3 })?.code, 'slot-missing')
  assert.equal(
    refusesLease({ visit: { ...VISIT, state: 'released' }, bureau: '441302', at, days: 3 })?.code,
    'slot-missing',
  )
})

test('circular art. 3: an entry told after New Year counts by the device, within the lease and not ahead of the receipt', () => {
  assert.equal(replay('2026-12-30T02:00:00.000Z'), null)
  assert.equal(replay('2027-01-02T15:59:59.999Z'), null, 'the last instant')
  assert.equal(replay('2027-01-02T16:00:00.000Z'), 'lease-expired')
  assert.equal(replay('2026-12-29T00:56:00.000Z'), null, 'a clock four minutes behind')
  assert.equal(replay('2026-12-29T00:54:00.000Z'), 'entry-before-lease')
  assert.equal(replay('2026-12-30T02:06:00.000Z', {}, '2026-12-30T02:00:00.000Z'), 'device-clock-ahead')
  assert.equal(replay('2026-12-30T02:04:00.000Z', {}, '2026-12-30T02:00:00.000Z'), null)
  assert.equal(replay('2026-12-30T02:00:00.000Z', { endedBecause: 'returned' }), 'lease-over')
})

test('while a phone holds the slot nobody cancels the visit; afterwards it may be cancelled', () => {
  assert.equal(refusesCancelling(aLease(), '2026-12-31T00:00:00.000Z')?.code, 'slot-on-a-device')
  assert.equal(refusesCancelling(aLease(), '2027-01-02T16:00:00.000Z'), null)
  assert.equal(refusesCancelling(aLease({ endedBecause: 'returned' }), '2026-12-31T00:00:00.000Z'), null)
  assert.equal(refusesCancelling(null, '2026-12-31T00:00:00.000Z'), null)
})
