import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NATIONWIDE } from '../../platform/db.ts'
import { NOW, uuid } from '../inspection/fixtures.ts'
import {
  NORTH,
  openHouse,
  OTHER_OWNER,
  OWNER,
  REGIONS,
  SOUTH,
  STAFF,
  type House,
} from '../inspection/routes/fixtures.ts'
import { capFacts, commit, release, reserve } from './public.ts'

const { north, south, city } = STAFF

const slot = (inspection: number, changes: object = {}) => ({
  enterprise: NORTH,
  inspectionId: uuid(inspection),
  bureau: REGIONS.north,
  on: '2026-03-05',
  reason: 'plan',
  reasonRef: '',
  checkItemIds: ['GEN-001'],
  at: NOW,
  by: north.a.id,
  ...changes,
})
const inNorth = <T>(house: House, work: Parameters<typeof house.db.transaction<T>>[1]) =>
  house.db.transaction({ region: REGIONS.north }, work)
const year = (house: House, who: { id: string }, of = 2026) =>
  house.get(who, `/planning/visits?enterpriseId=${NORTH.id}&year=${of}`)

test('circular art. 3: the cap follows class, grade and date; before 2025-02-27 there is none', async (t) => {
  const house = await openHouse(t)
  const capOn = (enterprise: typeof NORTH, on: string, region: string) =>
    house.db.transaction({ region }, async (tx) => (await capFacts(tx, { enterprise, on, bureau: region })).cap)
  assert.equal(await capOn(NORTH, '2026-03-05', REGIONS.north), 2, 'high risk, grade 1')
  assert.equal(await capOn(SOUTH, '2026-03-05', REGIONS.south), 12, 'high risk without a grade')
  assert.equal(await capOn(NORTH, '2025-02-27', REGIONS.north), 2)
  assert.equal(await capOn(NORTH, '2025-02-26', REGIONS.north), null)
})

test('a visit in question does not count against itself, and what another bureau checked is told', async (t) => {
  const house = await openHouse(t)
  await inNorth(house, async (tx) => {
    await reserve(tx, slot(50))
    await commit(tx, { inspectionId: uuid(50), on: '2026-03-05', at: NOW, by: north.a.id })
    await reserve(tx, slot(51))
  })
  const facts = (inspectionId: string, bureau: string) =>
    inNorth(house, (tx) => capFacts(tx, { enterprise: NORTH, on: '2026-03-05', bureau, inspectionId }))
  const own = await facts(uuid(51), REGIONS.north)
  assert.deepEqual([own.used, own.made, own.checkedElsewhere], [1, 1, []])
  const others = await facts(uuid(52), REGIONS.city)
  assert.deepEqual([others.used, others.made], [2, 1])
  assert.deepEqual(others.checkedElsewhere, [
    { checkItemId: 'GEN-001', bureau: REGIONS.north, on: '2026-03-05', inspectionId: uuid(50) },
  ])
})

test('a visit that was made stays in the books; only a plan is released, and once', async (t) => {
  const house = await openHouse(t)
  const used = async () => (await year(house, north.a)).body['used']
  await inNorth(house, (tx) => reserve(tx, slot(50)))
  const giveBack = () => inNorth(house, (tx) => release(tx, { inspectionId: uuid(50), at: NOW, by: north.a.id }))
  await giveBack()
  await giveBack()
  assert.equal(await used(), 0)
  await inNorth(house, (tx) => reserve(tx, slot(50)))
  await inNorth(house, (tx) => commit(tx, { inspectionId: uuid(50), on: '2026-03-05', at: NOW, by: north.a.id }))
  await giveBack()
  assert.equal(await used(), 1)
  await assert.rejects(
    inNorth(house, (tx) => commit(tx, { inspectionId: uuid(50), on: '2026-03-05', at: NOW, by: north.a.id })),
    { name: 'Refused' },
  )
})

test('every level that covers the business counts its visits; another county and another business see nothing', async (t) => {
  const house = await openHouse(t)
  await house.db.transaction({ region: REGIONS.city }, (tx) => reserve(tx, slot(50, { bureau: REGIONS.city })))
  for (const who of [city.a, north.a])
    assert.deepEqual([(await year(house, who)).body['used'], (await year(house, who)).body['remaining']], [1, 1])
  assert.equal((await year(house, south.a)).status, 404)
  assert.equal((await year(house, OTHER_OWNER)).status, 404)
  const own = await year(house, OWNER)
  assert.deepEqual([own.body['used'], own.body['visits']], [0, []], 'a planned visit stays unknown')
  await house.db.transaction(NATIONWIDE, (tx) =>
    commit(tx, { inspectionId: uuid(50), on: '2026-03-05', at: NOW, by: city.a.id }),
  )
  assert.equal(((await year(house, OWNER)).body['visits'] as unknown[]).length, 1)
})

test('circular art. 2: of some businesses those without a visit this year are due', async (t) => {
  const house = await openHouse(t)
  const due = async () =>
    (
      (await house.get(city.a, `/planning/due?ids=${SOUTH.id},${NORTH.id}`)).body['enterprises'] as {
        enterpriseId: string
      }[]
    ).map(({ enterpriseId }) => enterpriseId)
  assert.deepEqual((await due()).toSorted(), [NORTH.id, SOUTH.id])
  await inNorth(house, (tx) => reserve(tx, slot(50)))
  assert.deepEqual(await due(), [SOUTH.id])
  assert.equal((await house.get(north.a, `/planning/due?ids=${SOUTH.id}`)).status, 404)
})
