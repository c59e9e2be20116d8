import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { PROTOCOL } from '../../device/model.ts'
import { NATIONWIDE } from '../../../platform/db.ts'
import { doorTokenOf } from '../../registry/public.ts'
import { NOW, TODAY } from '../fixtures.ts'
import type { Inspection, PlannedItem } from '../model.ts'
import { NORTH, openHouse, STAFF, type Answer, type House } from './fixtures.ts'

const { north } = STAFF
const ok = (answer: Answer) => {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
const saysOf = ({ body }: Answer) =>
  ((body['refusals'] ?? []) as { says: string; mend?: string }[])
    .map(({ says, mend }) => `${says}。${mend ?? ''}`)
    .join()

async function approved(house: House): Promise<Inspection> {
  const { body } = await house.get(north.a, `/inspection/suggested-items?enterpriseId=${NORTH.id}&date=${TODAY}`)
  const draft = ok(
    await house.post(north.a, '/inspection/plans', {
      enterpriseId: NORTH.id,
      reason: 'plan',
      reasonRef: '2026年度计划',
      plannedOn: TODAY,
      officerIds: [north.a.id, north.b.id],
      assistants: [],
      checkItemIds: (body['items'] as PlannedItem[]).slice(0, 2).map(({ id }) => id),
      method: 'on-site',
    }),
  )['inspection'] as Inspection
  const path = `/inspection/${draft.id}/approve-plan`
  return ok(await house.post(north.head, path, { version: 1, opinion: '同意。' }))['inspection'] as Inspection
}

/** An approved visit, and the phone of one of its officers. */
async function open(t: TestContext) {
  const house = await openHouse(t)
  const visit = await approved(house)
  const phone = randomUUID()
  const hello = { phone, now: NOW, protocol: PROTOCOL, waiting: 0 }
  ok(await house.post(north.a, '/device/hello', hello))
  const door = await house.db.transaction(NATIONWIDE, (tx) =>
    doorTokenOf(tx, { enterprise: NORTH, at: NOW, by: 'test' }),
  )
  const path = `/inspection/${visit.id}`
  return {
    house,
    visit,
    phone,
    takeAlong: () => house.post(north.a, `${path}/take-along`, { phone }),
    handBack: () => house.post(north.a, `${path}/hand-back`, { phone }),
    cancel: () => house.post(north.a, `${path}/cancel`, { version: 2, because: '企业停产检修' }),
    enter: (takenAt: string, sentAt: string) =>
      house.post(
        north.a,
        `${path}/enter`,
        { version: 2, means: 'scanned', doorCode: door, latitude: 23.1, longitude: 114.4 },
        {
          'x-phone': phone,
          'x-protocol': String(PROTOCOL),
          'x-seq': '1',
          'x-taken-at': takenAt,
          'x-sent-at': sentAt,
          'idempotency-key': randomUUID(),
        },
      ),
    year: async () => {
      const told = await house.get(north.a, `/planning/visits?enterpriseId=${NORTH.id}&year=2026`)
      return (ok(told)['visits'] as { state: string; on: string }[]).map(({ state, on }) => `${state} ${on}`)
    },
  }
}

test('circular art. 3: while a phone holds the slot the office cannot cancel; the no names who holds it, since when, until when', async (t) => {
  const { takeAlong, cancel, handBack, year } = await open(t)
  ok(await takeAlong())
  const refused = await cancel()
  assert.deepEqual(refused.codes, ['slot-on-a-device'])
  assert.match(saysOf(refused), new RegExp(`${north.a.name}已于2026-03-05.*用终端带走.*2026-03-09.*交回任务后再取消`))
  assert.deepEqual(await year(), [`reserved ${TODAY}`])
  ok(await handBack())
  ok(await cancel())
  assert.deepEqual(
    (await year()).filter((row) => !row.startsWith('released')),
    [],
  )
})

test('circular art. 3: a phone that was reported lost does not hold the slot for ever', async (t) => {
  const { house, phone, takeAlong, cancel } = await open(t)
  ok(await takeAlong())
  ok(await house.post(north.a, `/device/phones/${phone}/wipe`, { because: '终端遗失' }))
  ok(await cancel())
})

test('NEW-01: an entry without network counts on the day of the device when the phone comes back days later', async (t) => {
  const { house, takeAlong, enter, year } = await open(t)
  ok(await takeAlong())
  house.clock.set('2026-03-09T02:00:00.000Z')
  ok(await enter('2026-03-06T02:00:00.000Z', '2026-03-09T02:00:00.000Z'))
  assert.deepEqual(await year(), ['committed 2026-03-06'])
})

test('NEW-01: an entry after the days of the lease is refused with its reason and keeps the slot', async (t) => {
  const { house, takeAlong, enter, year } = await open(t)
  ok(await takeAlong())
  house.clock.set('2026-03-10T02:00:00.000Z')
  assert.deepEqual((await enter('2026-03-10T01:00:00.000Z', '2026-03-10T02:00:00.000Z')).codes, ['lease-expired'])
  assert.deepEqual(await year(), [`reserved ${TODAY}`])
})

test('circular art. 3: who comes days after the planned day for the slot hears how the visit is made all the same', async (t) => {
  const { house, takeAlong } = await open(t)
  house.clock.set('2026-03-09T02:00:00.000Z')
  const late = await takeAlong()
  assert.deepEqual(late.codes, ['lease-too-late'])
  assert.match(saysOf(late), /联网扫码入企/)
})
