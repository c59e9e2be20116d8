import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import sql from 'sql-template-tag'
import { NATIONWIDE, type Tx } from '../../../platform/db.ts'
import type { Endpoint } from '../../../kernel/endpoint.ts'
import type { TestClient } from '../../../../tests/support/plumbline.ts'
import { yearOfVisits } from '../contract.ts'
import * as coverage from '../contract/coverage.ts'
import * as guards from '../contract/guards.ts'
import * as joint from '../contract/joint.ts'
import { doorTokenOf } from '../../registry/public.ts'
import { aBusiness, planningId, REGION } from '../fixtures.ts'
import { capFacts, commit, reserve } from '../public.ts'
import { insertTasks } from '../store/tasks.ts'
import { BUSINESSES, NOW, openCounty } from './fixtures.ts'

const DUST = BUSINESSES[3] ?? aBusiness(10)
async function asked<T = Record<string, unknown>>(
  client: TestClient,
  endpoint: Endpoint,
  input: Record<string, unknown> = {},
) {
  const { status, body } = await client.call(endpoint, input)
  const { refusals = [] } = (body ?? {}) as { refusals?: { code: string }[] }
  return { status, body: body as T, codes: refusals.map(({ code }) => code) }
}
type House = Awaited<ReturnType<typeof openCounty>>

const slotOf = (bureau: string, on: string, inspectionId: string = randomUUID()) => ({
  enterprise: DUST,
  inspectionId,
  bureau,
  on,
  reason: 'plan',
  reasonRef: '',
  checkItemIds: ['GEN-001'],
  at: NOW,
  by: 'test',
})
const within = <T>({ db }: House, region: string, work: (tx: Tx) => Promise<T>) => db.transaction({ region }, work)
const open = async (t: TestContext) => {
  const house = await openCounty(t)
  const inspectionId = randomUUID()
  await within(house, REGION.county, (tx) => reserve(tx, slotOf(REGION.county, '2026-03-06', inspectionId)))
  return { house, inspectionId }
}

test('circular art. 4: only a bureau above both records an exception; then the other level reads it with the cap', async (t) => {
  const house = await openCounty(t)
  const ask = {
    enterpriseId: DUST.id,
    bureau: REGION.city,
    code: 'raised',
    number: '惠应急函〔2026〕9号',
    from: '2026-03-01',
    until: '2026-12-31',
  }
  assert.deepEqual((await asked(house.head, guards.recordException, ask)).codes, ['exception-not-yours'])
  assert.equal((await asked(house.cityHead, guards.recordException, ask)).status, 200)
  assert.equal((await asked(house.cityHead, guards.recordException, ask)).status, 409)
  const facts = await within(house, REGION.city, (tx) =>
    capFacts(tx, { enterprise: DUST, on: '2026-03-06', bureau: REGION.city }),
  )
  assert.deepEqual(
    facts.exceptions?.map(({ code }) => code),
    ['raised'],
  )
})

test('circular art. 11: the county records the matters of its town, and everybody reads the list', async (t) => {
  const house = await openCounty(t)
  const ask = {
    town: REGION.town,
    instrument: '示例赋权目录〔2025〕1号',
    checkItemIds: ['GEN-001'],
    from: '2026-03-01',
  }
  assert.deepEqual((await asked(house.stranger, guards.recordTownMatters, ask)).codes, ['town-not-yours'])
  assert.equal((await asked(house.head, guards.recordTownMatters, ask)).status, 200)
  const read = await asked<{ list: { checkItemIds: string[]; items: { content: string }[] } }>(
    house.anybody,
    guards.townMatters,
    { town: REGION.town },
  )
  assert.deepEqual(read.body.list.checkItemIds, ['GEN-001'])
  assert.ok(read.body.list.items[0]?.content, 'the public reads the matter, not its code alone')
  const lists = await asked<{ towns: { town: string; instrument: string; items: number }[] }>(
    house.anybody,
    guards.listTownMatters,
    {},
  )
  assert.deepEqual(
    lists.body.towns.map(({ town, instrument, items }) => [town, instrument, items]),
    [[REGION.town, ask.instrument, 1]],
  )
  const facts = await within(house, REGION.county, (tx) =>
    capFacts(tx, { enterprise: DUST, on: '2026-03-06', bureau: REGION.town }),
  )
  assert.equal(facts.townMatters?.instrument, ask.instrument)
})

test('circular art. 3: no grade by a scheme that the region has not put in force', async (t) => {
  const house = await openCounty(t)
  const ask = {
    enterpriseId: DUST.id,
    scheme: 'risk-colour',
    grade: 'red',
    instrument: '示例〔2026〕1号',
    effectiveFrom: '2026-03-01',
  }
  assert.deepEqual((await asked(house.planner, guards.recordRiskGrade, ask)).codes, ['scheme-not-in-force'])
})

type Proposals = {
  proposals: { enterpriseId: string; leader: string; spared: number; members: { id: string }[] }[]
  joints: { number: string }[]
}

test('circular art. 4 (NEW-20): a city plan, a county plan and a task become one joint visit that counts once', async (t) => {
  const { house, inspectionId } = await open(t)
  const cityPlan = randomUUID()
  await within(house, REGION.city, (tx) => reserve(tx, slotOf(REGION.city, '2026-03-20', cityPlan)))
  await within(house, REGION.city, (tx) =>
    insertTasks(tx, [
      {
        id: planningId(990),
        region: REGION.city,
        enterpriseId: DUST.id,
        enterpriseName: DUST.name,
        kind: 'draw',
        sourceId: planningId(991),
        sourceNumber: '双随机〔2026〕第4413-001号',
        dueFrom: '2026-03-06',
        dueUntil: '2026-03-31',
        officerIds: [],
        checkItemIds: [],
        state: 'open',
        inspectionId: null,
      },
    ]),
  )
  const { body } = await asked<Proposals>(house.head, joint.jointProposals)
  const [proposal] = body.proposals
  assert.deepEqual(
    [body.proposals.length, proposal?.leader, proposal?.spared],
    [1, REGION.county, 2],
    'the county reads the plans of the city',
  )
  assert.deepEqual((await asked<Proposals>(house.stranger, joint.jointProposals)).body.proposals, [])
  const accept = { enterpriseId: DUST.id, memberIds: proposal?.members.map(({ id }) => id) ?? [], on: '2026-03-06' }
  const accepted = await asked<{ number: string; inspectionId: string }>(house.head, joint.acceptJoint, accept)
  assert.deepEqual(
    [accepted.status, accepted.body.number, accepted.body.inspectionId],
    [200, '联合检查〔2026〕第441302-001号', inspectionId],
  )
  const facts = await within(house, REGION.county, (tx) =>
    capFacts(tx, { enterprise: DUST, on: '2026-03-06', bureau: REGION.county }),
  )
  assert.equal(facts.used, 1, 'counted once')
  await assert.rejects(
    within(house, REGION.city, (tx) => commit(tx, { inspectionId: cityPlan, on: '2026-03-20', at: NOW, by: 'test' })),
    ({ refusals }: { refusals: { code: string }[] }) => refusals[0]?.code === 'merged-into-joint',
  )
  const task = await within(house, REGION.city, (tx) =>
    tx.find<{ state: string }>(sql`select state from planning.task where id = ${planningId(990)}`),
  )
  assert.equal(task?.state, 'dropped')
  assert.equal((await asked(house.head, joint.acceptJoint, accept)).status, 409, 'they are joined already')
  assert.equal((await asked<Proposals>(house.cityHead, joint.jointProposals)).body.joints.length, 1)
})

type Tile = {
  code: string
  businesses: number
  keyUnits: number
  keyUnitsVisited: number
  made: number
  reserved: number
}

test('coverage drills down from the city to the county, the town and its businesses, each within the asker’s region', async (t) => {
  const { house, inspectionId } = await open(t)
  await within(house, REGION.county, (tx) => commit(tx, { inspectionId, on: '2026-03-05', at: NOW, by: 'test' }))
  const city = await asked<{ tiles: Tile[] }>(house.cityHead, coverage.coverage)
  const county = city.body.tiles.find(({ code }) => code === REGION.county)
  assert.deepEqual([county?.businesses, county?.keyUnits, county?.keyUnitsVisited, county?.made], [12, 1, 0, 1])
  const towns = await asked<{ tiles: Tile[] }>(house.head, coverage.coverage, { region: REGION.county })
  assert.deepEqual(
    towns.body.tiles.map(({ code }) => code),
    [REGION.town],
  )
  const businesses = await asked<{ businesses: { id: string; made: number }[] }>(house.head, coverage.coverage, {
    region: REGION.town,
  })
  assert.equal(businesses.body.businesses.find(({ id }) => id === DUST.id)?.made, 1)
  assert.equal((await asked(house.head, coverage.coverage, { region: REGION.neighbour })).status, 404)
})

test('circular art. 3: the code on the door tells anybody the counter and nothing else', async (t) => {
  const { house, inspectionId } = await open(t)
  await within(house, REGION.county, (tx) => reserve(tx, slotOf(REGION.county, '2026-04-01')))
  await within(house, REGION.county, (tx) => commit(tx, { inspectionId, on: '2026-03-05', at: NOW, by: 'test' }))
  const token = await house.db.transaction(NATIONWIDE, (tx) =>
    doorTokenOf(tx, { enterprise: DUST, at: NOW, by: 'test' }),
  )
  const { body } = await asked(house.anybody, coverage.doorCounter, { token })
  assert.deepEqual(body, {
    year: 2026,
    cap: 8,
    capCites: { instrument: 'S000', article: 3 },
    made: 1,
    remaining: 7,
    withCause: 0,
    byLevel: [{ level: 'county', made: 1 }],
  })
  assert.equal((await asked(house.anybody, coverage.doorCounter, { token: 'x'.repeat(22) })).status, 404)
  assert.deepEqual((await asked(house.anybody, yearOfVisits, { enterpriseId: DUST.id, year: 2026 })).codes, [
    'not-permitted',
  ])
})

test('a bureau imports the boundaries of its own divisions with their review number, and no others', async (t) => {
  const house = await openCounty(t)
  const ring = [
    [114, 23],
    [115, 23],
    [115, 24],
    [114, 23],
  ]
  const map = (code: string, coordinates: unknown = [ring]) => ({
    reviewNumber: '粤S（2026）001号',
    shapes: {
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: { code }, geometry: { type: 'Polygon', coordinates } }],
    },
  })
  assert.equal((await asked(house.head, coverage.importBoundaries, map(REGION.neighbour))).status, 400)
  assert.equal((await asked(house.head, coverage.importBoundaries, map(REGION.town, [ring.slice(0, 3)]))).status, 400)
  assert.equal((await asked(house.head, coverage.importBoundaries, map(REGION.town))).status, 200)
  const read = await asked<{ map: { reviewNumber: string } }>(house.planner, coverage.boundaries)
  assert.equal(read.body.map.reviewNumber, '粤S（2026）001号')
})
