import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { Refused } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db.ts'
import { aBusiness, REGION } from '../fixtures.ts'
import { capFacts, release, reserve } from '../public.ts'
import { BUSINESSES, NOW, openCounty } from '../routes/fixtures.ts'
import { commitEntry, leaseSlot, returnSlot, slotHolder } from './leases.ts'

const DUST = BUSINESSES[3] ?? aBusiness(10)
const PHONE = randomUUID()

const open = async (t: TestContext) => {
  const { db } = await openCounty(t)
  const inspectionId = randomUUID()
  const inCounty = <T>(work: (tx: Tx) => Promise<T>) => db.transaction({ region: REGION.county }, work)
  const slot = {
    enterprise: DUST,
    inspectionId,
    bureau: REGION.county,
    on: '2026-03-06',
    reason: 'plan',
    reasonRef: '',
  }
  await inCounty((tx) => reserve(tx, { ...slot, checkItemIds: ['GEN-001'], at: NOW, by: 'test' }))
  const take = (device = PHONE) =>
    inCounty((tx) =>
      leaseSlot(tx, { id: randomUUID(), inspectionId, bureau: REGION.county, device, at: NOW, by: '甲某' }),
    )
  const enter = (device: string | null, enteredAt: string, at = '2027-01-15T02:00:00.000Z') =>
    inCounty((tx) => commitEntry(tx, { inspectionId, device, enteredAt, at, by: 'test' }))
  const books = async (on = '2026-12-31') => {
    const { used, made } = await inCounty((tx) => capFacts(tx, { enterprise: DUST, on, bureau: REGION.county }))
    return [used, made]
  }
  return { inspectionId, inCounty, take, enter, books }
}
const refusedWith = (code: string) => (error: unknown) =>
  error instanceof Refused && error.refusals.some((refusal) => refusal.code === code && refusal.cites !== undefined)

test('circular art. 3: a phone takes a slot along, tells its entry twice, and it counts once, on the day of the device', async (t) => {
  const { inspectionId, inCounty, take, enter, books } = await open(t)
  const lease = await take()
  assert.equal(lease.untilAt, '2026-03-09T16:00:00.000Z')
  assert.equal((await take()).id, lease.id, 'the same phone holds the same lease')
  await assert.rejects(
    inCounty((tx) => release(tx, { inspectionId, at: NOW, by: 'test' })),
    refusedWith('slot-on-a-device'),
  )
  assert.deepEqual(await enter(PHONE, '2026-03-06T02:00:00.000Z'), { on: '2026-03-06', again: false })
  assert.deepEqual(await enter(PHONE, '2026-03-06T02:00:00.000Z'), { on: '2026-03-06', again: true })
  assert.deepEqual(await books(), [1, 1])
})

test('circular art. 3: a lease that is over refuses the entry and leaves the slot reserved', async (t) => {
  const { take, enter, books } = await open(t)
  await take()
  await assert.rejects(
    enter(PHONE, '2026-03-12T02:00:00.000Z', '2026-03-20T02:00:00.000Z'),
    refusedWith('lease-expired'),
  )
  assert.deepEqual(await books('2026-03-20'), [1, 0])
})

test('circular art. 3: a slot that was handed back is not entered from that phone, and may be cancelled or taken anew', async (t) => {
  const { inspectionId, inCounty, take, enter, books } = await open(t)
  await take()
  assert.deepEqual(await inCounty((tx) => slotHolder(tx, inspectionId, NOW)), { device: PHONE })
  await inCounty((tx) => returnSlot(tx, { inspectionId, device: PHONE, at: NOW }))
  assert.equal(await inCounty((tx) => slotHolder(tx, inspectionId, NOW)), null)
  await assert.rejects(enter(PHONE, '2026-03-06T02:00:00.000Z'), refusedWith('lease-over'))
  const other = randomUUID()
  await take(other)
  await inCounty((tx) => returnSlot(tx, { inspectionId, device: other, at: NOW }))
  await inCounty((tx) => release(tx, { inspectionId, at: NOW, by: 'test' }))
  assert.deepEqual(await books(), [0, 0])
})

test('circular art. 3: a colleague who enters online counts the visit; the phone that tells its entry later adds nothing', async (t) => {
  const { take, enter, books } = await open(t)
  await take()
  assert.deepEqual(await enter(null, '2026-03-06T01:00:00.000Z'), { on: '2026-03-06', again: false })
  assert.deepEqual(await enter(PHONE, '2026-03-07T01:00:00.000Z'), { on: '2026-03-06', again: true })
  await assert.rejects(enter(null, '2026-03-07T01:00:00.000Z'), refusedWith('slot-missing'))
  assert.deepEqual(await books(), [1, 1])
})
