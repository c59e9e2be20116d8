import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { addDays } from '../../kernel/time.ts'
import { NATIONWIDE } from '../../platform/db.ts'
import { verifyJournal } from '../../platform/journal.ts'
import { doorTokenOf } from '../registry/public.ts'
import type { Hazard } from '../hazard/model.ts'
import { NOW, TODAY } from './fixtures.ts'
import type { Inspection, PlannedItem } from './model.ts'
import { aPhoto, NORTH, openHouse, OWNER, STAFF, type Answer, type House } from './routes/fixtures.ts'

const { north, city, south } = STAFF

const inspectionIn = (answer: Answer) => {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body['inspection'] as Inspection
}
const papersIn = (answer: Answer) =>
  (answer.body['papers'] as { template: string; number: string }[]).map(({ template }) => template)

const signature = (name: string) => ({ name, post: '安全管理员', strokes: 'M1 1 L9 9', at: NOW })
const signed = {
  signatures: [signature(north.a.name), signature(north.b.name)],
  partySignature: signature('乙某'),
  refusalNote: '',
}

async function somePlan(house: House, changes: object = {}) {
  const { body } = await house.get(north.a, `/inspection/suggested-items?enterpriseId=${NORTH.id}&date=${TODAY}`)
  const items = (body['items'] as PlannedItem[]).slice(0, 3)
  return {
    enterpriseId: NORTH.id,
    reason: 'plan',
    reasonRef: '2026年度计划',
    plannedOn: TODAY,
    officerIds: [north.a.id, north.b.id],
    assistants: [],
    checkItemIds: items.map(({ id }) => id),
    method: 'both',
    ...changes,
  }
}

async function entered(house: House) {
  const draft = inspectionIn(await house.post(north.a, '/inspection/plans', await somePlan(house)))
  inspectionIn(await house.post(north.head, `/inspection/${draft.id}/approve-plan`, { version: 1, opinion: '同意。' }))
  const door = await house.db.transaction(NATIONWIDE, (tx) =>
    doorTokenOf(tx, { enterprise: NORTH, at: NOW, by: 'test' }),
  )
  return house.post(north.a, `/inspection/${draft.id}/enter`, {
    version: 2,
    means: 'scanned',
    doorCode: door,
    latitude: 23.1,
    longitude: 114.4,
  })
}

const aRecord = (inspection: Inspection, findings: object[]) => ({
  version: inspection.version,
  present: [{ role: 'safety-manager', name: '乙某', absentBecause: '' }],
  findings,
  answers: inspection.checkItemIds.map((checkItemId, place) => ({
    checkItemId,
    result: findings.length > 0 && place === 0 ? 'nonconforming' : 'conforming',
    note: '',
  })),
  from: NOW,
  until: '2026-03-05T03:00:00.000Z',
  places: '焊接车间',
  situation: '对焊接车间进行了检查。',
  ...signed,
})

test('a visit runs from the plan to its end, with its papers, hazards, events and an unbroken journal', async (t) => {
  const house = await openHouse(t)
  const door = await entered(house)
  const visit = inspectionIn(door)
  assert.deepEqual(papersIn(door), ['JCTZ'])
  assert.equal(visit.serial, 1)

  const photo = await house.upload(north.b, await aPhoto(), { subjectKind: 'inspection', subjectId: visit.id })
  assert.equal(photo.status, 200, JSON.stringify(photo.body))
  house.clock.forward(70)
  const finding = {
    id: randomUUID(),
    checkItemId: visit.checkItemIds[0],
    description: '两名焊工未持特种作业操作证上岗',
    place: '焊接车间',
    violationKey: null,
    quantity: 2,
    majorHazardCode: null,
    evidenceIds: [photo.body['id']],
  }
  const record = await house.post(north.b, `/inspection/${visit.id}/record`, aRecord(visit, [finding]))
  assert.equal(inspectionIn(record).state, 'recorded')
  assert.deepEqual(papersIn(record), ['D03'])

  const order = await house.post(north.a, `/inspection/${visit.id}/order`, {
    version: 4,
    rectifyBy: '2026-03-20',
    ...signed,
  })
  assert.equal(inspectionIn(order).rectifyBy, '2026-03-20')
  assert.deepEqual(papersIn(order), ['D05'])

  const listed = await house.get(OWNER, '/hazard')
  const [hazard] = listed.body['hazards'] as Hazard[]
  assert.equal(hazard?.id, finding.id)
  const reported = await house.post(OWNER, `/hazard/${finding.id}/report-rectified`, {
    version: hazard?.version,
    text: '已安排持证人员上岗',
    evidenceIds: [],
  })
  assert.equal(reported.body['state'], 'reported', JSON.stringify(reported.body))

  house.clock.set('2026-03-23T02:00:00.000Z')
  const failed = [{ hazardId: finding.id, passed: false, note: '仍有一人无证' }]
  const recheck = await house.post(north.b, `/inspection/${visit.id}/recheck`, {
    version: 5,
    place: '焊接车间',
    results: failed,
    ...signed,
  })
  assert.equal(inspectionIn(recheck).state, 'rechecked')
  assert.deepEqual((await house.post(north.a, `/inspection/${visit.id}/conclude`, { version: 6 })).codes, [
    'hazard-open',
  ])
  const again = await house.post(north.a, `/inspection/${visit.id}/order-again`, {
    version: 6,
    rectifyBy: '2026-03-30',
    ...signed,
  })
  assert.deepEqual(
    (again.body['papers'] as { number: string }[]).map(({ number }) => number),
    ['（n）应急责改〔2026〕1-2号'],
  )
  house.clock.set('2026-04-01T02:00:00.000Z')
  const passed = [{ hazardId: finding.id, passed: true, note: '' }]
  inspectionIn(
    await house.post(north.a, `/inspection/${visit.id}/recheck`, { version: 7, place: '', results: passed, ...signed }),
  )
  assert.equal(
    inspectionIn(await house.post(north.a, `/inspection/${visit.id}/conclude`, { version: 8 })).state,
    'concluded',
  )

  const file = await house.get(north.a, `/inspection/${visit.id}`)
  assert.deepEqual(
    (file.body['papers'] as { template: string }[]).map(({ template }) => template),
    ['D02', 'JCTZ', 'D03', 'D05', 'D06', 'D05', 'D06'],
  )
  assert.deepEqual(
    (file.body['plumbLine'] as { level: string }[]).map(({ level }) => level),
    Array(9).fill('lawful'),
  )
  assert.deepEqual(
    house.events.map(({ name }) => name),
    ['inspection.recorded', 'inspection.concluded'],
  )
  const verdict = await house.db.transaction(NATIONWIDE, (tx) => verifyJournal(tx))
  assert.equal(verdict.ok, true)
})

test('circular art. 3: two plans for the last slot at the same moment, and one of them is refused', async (t) => {
  const house = await openHouse(t)
  inspectionIn(await house.post(north.a, '/inspection/plans', await somePlan(house)))
  const plan = await somePlan(house)
  const answers = await Promise.all(
    [north.a, north.b, north.a].map((who) => house.post(who, '/inspection/plans', plan)),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422, 422])
  assert.ok(
    answers.filter(({ status }) => status === 422).every(({ codes }) => codes.join() === 'yearly-visit-cap-reached'),
  )
  const exempt = await house.post(north.a, '/inspection/plans', {
    ...plan,
    reason: 'complaint',
    reasonRef: '举报〔2026〕3号',
  })
  assert.equal(exempt.status, 200, 'A2: allowed beyond the cap')
  const ledger = await house.get(north.a, `/planning/visits?enterpriseId=${NORTH.id}&year=2026`)
  assert.deepEqual([ledger.body['cap'], ledger.body['used'], ledger.body['remaining']], [2, 3, 0], 'A2: still counted')
})

test('a cancelled plan gives its slot back, and a business sees no planned visit', async (t) => {
  const house = await openHouse(t)
  const draft = inspectionIn(await house.post(north.a, '/inspection/plans', await somePlan(house)))
  const used = async (who: { id: string }) =>
    (await house.get(who, `/planning/visits?enterpriseId=${NORTH.id}&year=2026`)).body['used']
  assert.equal(await used(north.a), 1)
  assert.equal(await used(OWNER), 0)
  assert.equal(
    inspectionIn(await house.post(north.a, `/inspection/${draft.id}/cancel`, { version: 1, because: '企业停产' }))
      .state,
    'cancelled',
  )
  assert.equal(await used(north.a), 0)
  assert.deepEqual(
    (await house.post(north.a, `/inspection/${draft.id}/cancel`, { version: 2, because: '再次' })).codes,
    ['wrong-state'],
  )
})

test('circular art. 4 (A4): the city is refused alone and comes jointly with an officer of the county', async (t) => {
  const house = await openHouse(t)
  const alone = await house.post(
    city.a,
    '/inspection/plans',
    await somePlan(house, { officerIds: [city.a.id, city.b.id] }),
  )
  assert.deepEqual(alone.codes, ['one-enterprise-one-level'])
  const jointly = await house.post(
    city.a,
    '/inspection/plans',
    await somePlan(house, { officerIds: [city.a.id, north.b.id] }),
  )
  assert.equal(jointly.status, 200, JSON.stringify(jointly.body))
})

test('circular art. 3: the plan of December that is entered in January counts in January', async (t) => {
  const house = await openHouse(t)
  house.clock.set('2026-12-30T02:00:00.000Z')
  const draft = inspectionIn(
    await house.post(north.a, '/inspection/plans', await somePlan(house, { plannedOn: '2026-12-31' })),
  )
  inspectionIn(await house.post(north.head, `/inspection/${draft.id}/approve-plan`, { version: 1, opinion: '同意。' }))
  house.clock.set('2027-01-04T02:00:00.000Z')
  const enter = { version: 2, means: 'typed', doorCode: NORTH.creditCode, latitude: null, longitude: null }
  inspectionIn(await house.post(north.a, `/inspection/${draft.id}/enter`, enter))
  const used = async (year: number) =>
    (await house.get(north.a, `/planning/visits?enterpriseId=${NORTH.id}&year=${year}`)).body['used']
  assert.deepEqual([await used(2026), await used(2027)], [0, 1])
})

test('a stale version is a conflict that tells who was first', async (t) => {
  const house = await openHouse(t)
  const draft = inspectionIn(await house.post(north.a, '/inspection/plans', await somePlan(house)))
  inspectionIn(
    await house.post(north.b, `/inspection/${draft.id}/revise-plan`, { ...(await somePlan(house)), version: 1 }),
  )
  const late = await house.post(north.head, `/inspection/${draft.id}/approve-plan`, { version: 1, opinion: '同意。' })
  assert.equal(late.status, 409)
  assert.match(String(late.body['conflict']), new RegExp(`${north.b.name}.*修改检查方案`))
})

test('another county neither reads, lists nor acts on an inspection, and a business does not either', async (t) => {
  const house = await openHouse(t)
  const draft = inspectionIn(await house.post(north.a, '/inspection/plans', await somePlan(house)))
  assert.equal((await house.get(south.a, `/inspection/${draft.id}`)).status, 404)
  assert.equal((await house.get(south.a, '/inspection')).body['total'], 0)
  assert.equal((await house.get(south.a, '/inspection?search=示例')).body['total'], 0)
  assert.equal(
    (await house.post(south.head, `/inspection/${draft.id}/approve-plan`, { version: 1, opinion: '同意。' })).status,
    404,
  )
  assert.equal((await house.get(south.a, `/planning/visits?enterpriseId=${NORTH.id}&year=2026`)).status, 404)
  assert.equal((await house.post(south.a, '/inspection/plans', await somePlan(house))).status, 404)
  assert.equal((await house.get(OWNER, `/inspection/${draft.id}`)).status, 403)
  assert.equal((await house.get(city.a, `/inspection/${draft.id}`)).status, 200, 'the city sees its counties')
  const approval = { version: 1, opinion: '同意。' }
  assert.deepEqual((await house.post(city.head, `/inspection/${draft.id}/approve-plan`, approval)).codes, [
    'inspection-of-another-bureau',
  ])
  assert.deepEqual((await house.post(city.a, `/inspection/${draft.id}/cancel`, { version: 1, because: '试' })).codes, [
    'inspection-of-another-bureau',
  ])
})

test('a wrong field is named with its mend and changes nothing', async (t) => {
  const house = await openHouse(t)
  const answer = await house.post(
    north.a,
    '/inspection/plans',
    await somePlan(house, { plannedOn: '5.3.2026', officerIds: [] }),
  )
  assert.equal(answer.status, 400)
  assert.deepEqual((answer.body['fields'] as { field: string }[]).map(({ field }) => field).sort(), [
    'officerIds',
    'plannedOn',
  ])
  assert.equal((await house.get(north.a, '/inspection')).body['total'], 0)
})

test('the officer’s day: approved plans until tomorrow, begun visits, re-checks within three days', async (t) => {
  const house = await openHouse(t)
  const todays = async (who: { id: string }) =>
    ((await house.get(who, '/inspection/today')).body['inspections'] as Inspection[]).map(({ state }) => state)
  const later = inspectionIn(
    await house.post(north.a, '/inspection/plans', await somePlan(house, { plannedOn: addDays(TODAY, 2) })),
  )
  inspectionIn(await house.post(north.head, `/inspection/${later.id}/approve-plan`, { version: 1, opinion: '同意。' }))
  assert.deepEqual(await todays(north.a), [])
  inspectionIn(await entered(house))
  assert.deepEqual(await todays(north.a), ['entered'])
  assert.deepEqual(await todays(north.head), [])
  house.clock.forward(24 * 60)
  assert.deepEqual(await todays(north.b), ['entered', 'approved'])
})

test('WSL 68: a refusal to sign is recorded and reported', async (t) => {
  const house = await openHouse(t)
  const visit = inspectionIn(await entered(house))
  house.clock.forward(70)
  const silent = { ...aRecord(visit, []), partySignature: null }
  assert.deepEqual((await house.post(north.a, `/inspection/${visit.id}/record`, silent)).codes, [
    'party-has-not-signed',
  ])
  inspectionIn(
    await house.post(north.a, `/inspection/${visit.id}/record`, {
      ...silent,
      refusalNote: '负责人拒绝签名，社区干部丙某见证。',
    }),
  )
  assert.deepEqual(
    house.events.map(({ name }) => name),
    ['inspection.recorded', 'inspection.signature-refused'],
  )
})
