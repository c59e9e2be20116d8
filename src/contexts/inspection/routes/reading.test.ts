import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NATIONWIDE } from '../../../platform/db.ts'
import { anInspection, TODAY, uuid } from '../fixtures.ts'
import type { Inspection } from '../model.ts'
import { insertInspection } from '../store.ts'
import { NORTH, openHouse, REGIONS, STAFF, type Answer } from './fixtures.ts'

const { north, south } = STAFF
const idsIn = ({ body }: Answer) => (body['inspections'] as { id: string }[]).map(({ id }) => id)

test('PLN-15, circular art. 6: a plan of a crowd is refused with the figure; with its reason it goes to the approver, and the accompaniment stands on record', async (t) => {
  const house = await openHouse(t)
  const { body } = await house.get(north.a, `/inspection/suggested-items?enterpriseId=${NORTH.id}&date=${TODAY}`)
  const { items, onSiteMax } = body as { items: { id: string }[]; onSiteMax: { people: number; confidence: string } }
  assert.equal(onSiteMax.confidence, '○', 'the circular names no number')
  const along = Array.from({ length: onSiteMax.people - 1 }, (_, at) => ({
    name: `陪同${at}`,
    post: '示例镇',
    accompanies: true,
  }))
  const plan = {
    enterpriseId: NORTH.id,
    reason: 'plan',
    reasonRef: '2026年度计划',
    plannedOn: TODAY,
    officerIds: [north.a.id, north.b.id],
    assistants: along,
    checkItemIds: items.slice(0, 2).map(({ id }) => id),
    method: 'on-site',
  }
  const refused = await house.post(north.a, '/inspection/plans', plan)
  assert.deepEqual([refused.status, refused.codes], [422, ['crowd-on-site']])
  assert.equal((await house.post(north.a, '/inspection/plans', { ...plan, assistants: along.slice(1) })).status, 200)
  const crowdBecause = '两个镇的交界处，各派一人指路'
  const drafted = await house.post(north.a, '/inspection/plans', { ...plan, crowdBecause })
  assert.equal(drafted.status, 200, JSON.stringify(drafted.body))
  const { id } = drafted.body['inspection'] as { id: string }
  const read = (await house.get(north.head, `/inspection/${id}`)).body['inspection'] as Inspection
  assert.equal(read.crowdBecause, crowdBecause, 'the approver reads it')
  assert.equal(read.assistants.filter(({ accompanies }) => accompanies).length, along.length)
  assert.equal(
    (await house.post(north.a, `/inspection/${id}/approve-plan`, { version: 1, opinion: '同意。' })).status,
    403,
  )
  const approved = await house.post(north.head, `/inspection/${id}/approve-plan`, { version: 1, opinion: '同意。' })
  assert.equal(approved.status, 200, JSON.stringify(approved.body))
})

test('INS-11, circular art. 4: a visit without a result stays open, cannot be concluded, and is listed until it has one', async (t) => {
  const house = await openHouse(t)
  const id = uuid(80)
  const visit = anInspection('entered', {
    id,
    version: 3,
    approvedBy: north.head.id,
    serial: 80,
    region: REGIONS.north,
    enterpriseId: NORTH.id,
    enterpriseName: NORTH.name,
    plannedOn: TODAY,
    officers: [north.a, north.b].map((one) => ({ id: one.id, name: one.name, certificateNumber: 'EX' })),
    entry: { at: `${TODAY}T02:00:00.000Z`, means: 'scanned', latitude: null, longitude: null },
  })
  await house.db.transaction(NATIONWIDE, (tx) => insertInspection(tx, visit))
  house.clock.set('2026-05-05T02:00:00.000Z')
  const concluded = await house.post(north.a, `/inspection/${id}/conclude`, { version: 3 })
  assert.deepEqual([concluded.status, concluded.codes], [422, ['wrong-state']])
  assert.deepEqual(idsIn(await house.get(north.a, '/inspection/today')), [id], 'two months later, before anything else')
  assert.deepEqual(idsIn(await house.get(north.head, '/inspection?state=entered')), [id], 'whoever leads sees it too')
  assert.deepEqual(idsIn(await house.get(south.head, '/inspection?state=entered')), [])
})
