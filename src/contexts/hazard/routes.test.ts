import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { NATIONWIDE } from '../../platform/db.ts'
import { NOW, uuid } from '../inspection/fixtures.ts'
import {
  aPhoto,
  askerOf,
  NORTH,
  openHouse,
  OTHER_OWNER,
  OWNER,
  REGIONS,
  SOUTH,
  STAFF,
  type House,
} from '../inspection/routes/fixtures.ts'
import type { Hazard } from './model.ts'
import { createHazards, hazardsOfInspection, linkCase, orderHazards, recheckHazards, unlinkCase } from './public.ts'
import type { Found } from './rules/found.ts'

const { north, south } = STAFF
const asker = askerOf(north.a)

const found = (changes: Partial<Found> = {}): Found => ({
  id: randomUUID(),
  checkItemId: 'GEN-001',
  description: '未设置警示标志',
  place: '仓库',
  violationKey: null,
  quantity: 1,
  majorHazardCode: null,
  evidenceIds: [],
  ...changes,
})

/** Hazards of one inspection of the north, of which the first was ordered. */
async function someHazards(house: House, count: number) {
  const inspection = { id: uuid(2), region: REGIONS.north, enterpriseId: NORTH.id }
  return house.db.transaction({ region: REGIONS.north }, async (tx) => {
    const hazards = await createHazards(tx, {
      findings: Array.from({ length: count }, () => found()),
      inspection,
      asker,
      at: NOW,
    })
    await orderHazards(tx, { deadlines: [{ hazardId: hazards[0]?.id ?? '', rectifyBy: '2026-03-20' }], asker, at: NOW })
    return hazardsOfInspection(tx, inspection.id)
  })
}

const listed = async (house: House, who: { id: string }, query = '') =>
  ((await house.get(who, `/hazard${query}`)).body['hazards'] as Hazard[]).map(({ id }) => id)

test('a business sees and answers its own hazards, and nobody else’s', async (t) => {
  const house = await openHouse(t)
  const [ordered, waiting] = await someHazards(house, 2)
  assert.ok(ordered && waiting)
  assert.equal((await listed(house, OWNER)).length, 2)
  assert.deepEqual(await listed(house, OTHER_OWNER), [])
  assert.deepEqual(await listed(house, OTHER_OWNER, `?enterpriseId=${NORTH.id}`), [])
  assert.deepEqual(await listed(house, south.a), [])
  const report = { version: ordered.version, text: '已设置警示标志', evidenceIds: [] }
  assert.equal((await house.post(OTHER_OWNER, `/hazard/${ordered.id}/report-rectified`, report)).status, 404)
  assert.deepEqual(
    (await house.post(north.a, `/hazard/${ordered.id}/report-rectified`, report)).codes,
    ['not-permitted'],
    'an officer does not report for the business',
  )
  assert.deepEqual(
    (await house.post(OWNER, `/hazard/${waiting.id}/report-rectified`, { ...report, version: 1 })).codes,
    ['wrong-state'],
  )
  assert.equal(
    (await house.post(OWNER, `/hazard/${ordered.id}/report-rectified`, { ...report, version: 1 })).status,
    409,
  )
  assert.equal((await house.post(OWNER, `/hazard/${ordered.id}/report-rectified`, report)).body['state'], 'reported')
  assert.equal(
    (await house.post(OWNER, `/hazard/${ordered.id}/report-rectified`, { ...report, version: 3, text: '补充' })).body[
      'version'
    ],
    4,
  )
})

test('WSL 41(2): the photos of a report were uploaded for this very hazard', async (t) => {
  const house = await openHouse(t)
  const [hazard] = await someHazards(house, 1)
  assert.ok(hazard)
  const upload = async (subjectId: string) =>
    (await house.upload(OWNER, await aPhoto(), { subjectKind: 'hazard', subjectId })).body['id']
  const report = (evidenceIds: unknown[]) =>
    house.post(OWNER, `/hazard/${hazard.id}/report-rectified`, { version: 2, text: '已整改', evidenceIds })
  assert.deepEqual((await report([await upload(randomUUID())])).codes, ['evidence-not-received'])
  assert.equal((await report([await upload(hazard.id)])).body['state'], 'reported')
})

test('lists filter by state, date, severity and finder, and go on behind their last row', async (t) => {
  const house = await openHouse(t)
  const hazards = await someHazards(house, 60)
  const [ordered] = hazards
  assert.deepEqual(await listed(house, north.b, '?state=ordered'), [ordered?.id])
  assert.deepEqual(await listed(house, north.b, '?dueBy=2026-03-20'), [ordered?.id])
  assert.deepEqual(await listed(house, north.b, '?dueBy=2026-03-19'), [])
  assert.deepEqual(await listed(house, north.b, '?major=true'), [])
  assert.deepEqual(await listed(house, north.b, '?mine=true'), [])
  const first = (await house.get(north.a, '/hazard?mine=true')).body
  assert.deepEqual([(first['hazards'] as Hazard[]).length, first['total'], first['isMore']], [50, 60, false])
  const rest = await listed(house, north.a, `?mine=true&after=${String(first['next'])}`)
  assert.equal(new Set([...(first['hazards'] as Hazard[]).map(({ id }) => id), ...rest]).size, 60)
  assert.deepEqual(await listed(house, north.a, `?enterpriseId=${SOUTH.id}`), [])
})

test('a hazard goes to one case only and comes back when that case is declined', async (t) => {
  const house = await openHouse(t)
  const [hazard] = await someHazards(house, 1)
  assert.ok(hazard)
  const inNorth = <T>(work: Parameters<typeof house.db.transaction<T>>[1]) =>
    house.db.transaction({ region: REGIONS.north }, work)
  const failed = { hazardId: hazard.id, passed: false, note: '未整改', evidenceIds: [] }
  await inNorth((tx) => recheckHazards(tx, { results: [failed], on: '2026-03-21', asker, at: NOW }))
  const link = (caseId: string) => inNorth((tx) => linkCase(tx, { hazardIds: [hazard.id], caseId }))
  assert.equal((await link(uuid(70)))[0]?.caseId, uuid(70))
  await assert.rejects(link(uuid(71)), { name: 'Conflict' })
  await inNorth((tx) => unlinkCase(tx, { hazardIds: [hazard.id], caseId: uuid(70) }))
  assert.equal((await link(uuid(71)))[0]?.caseId, uuid(71))
  await assert.rejects(
    house.db.transaction({ region: REGIONS.south }, (tx) => linkCase(tx, { hazardIds: [hazard.id], caseId: uuid(71) })),
    { name: 'NotFound' },
  )
})

test('what was found cannot be rewritten, not even behind the back of the code', async (t) => {
  const house = await openHouse(t)
  await someHazards(house, 1)
  const { default: sql } = await import('sql-template-tag')
  await assert.rejects(
    house.db.transaction(NATIONWIDE, (tx) => tx.run(sql`update hazard.hazard set description = '没有问题'`)),
    /permission denied/,
  )
  await assert.rejects(
    house.db.transaction(NATIONWIDE, (tx) => tx.run(sql`delete from hazard.hazard`)),
    /permission denied/,
  )
})
