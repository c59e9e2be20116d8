import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import sql from 'sql-template-tag'
import { NATIONWIDE } from '../../../platform/db.ts'
import { anInspection, TODAY, uuid } from '../fixtures.ts'
import { insertInspection } from '../store.ts'
import { NORTH, openHouse, OTHER_OWNER, OWNER, REGIONS, STAFF, type Answer, type House } from './fixtures.ts'

const { north, south } = STAFF
const GUIDED = {
  enterpriseId: NORTH.id,
  purpose: 'guidance',
  on: TODAY,
  cause: '企业申请帮扶',
  visitors: '甲某、专家乙某',
  told: '讲解隐患排查清单的编制方法',
  advice: [{ found: '通道堆放纸箱', advice: '移走纸箱，保持通道畅通' }],
}
type Kept = { id: string; advice: { advice: string }[] }
const listed = ({ body }: Answer) => body['guidances'] as Kept[]
const kept = async (house: House, input: object): Promise<string> => {
  const answer = await house.post(north.a, '/inspection/guidance', input)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return String(answer.body['id'])
}

test('INS-12, circular art. 12: guidance is no inspection: no slot, no paper, no hazard, and no act of enforcement begins from it', async (t) => {
  const house = await openHouse(t)
  const id = await kept(house, GUIDED)
  const { body: year } = await house.get(north.a, `/planning/visits?enterpriseId=${NORTH.id}&year=2026`)
  assert.deepEqual(year['visits'], [], 'the ledger does not know it')
  const { body: hazards } = await house.get(north.a, `/hazard?enterpriseId=${NORTH.id}`)
  assert.deepEqual(hazards['hazards'], [], 'what was noticed is advice')
  const { body: inspections } = await house.get(north.a, `/inspection?enterpriseId=${NORTH.id}`)
  assert.deepEqual(inspections['inspections'], [])
  const papers = await house.db.transaction(NATIONWIDE, (tx) => tx.rows(sql`select id from document.paper`))
  assert.deepEqual(papers, [])
  assert.equal((await house.get(north.a, `/inspection/${id}`)).status, 404)
  const act = { version: 1, opinion: '同意。', because: '改为检查' }
  for (const step of ['approve-plan', 'cancel', 'conclude'])
    assert.equal(
      (await house.post(step === 'approve-plan' ? north.head : north.a, `/inspection/${id}/${step}`, act)).status,
      404,
      step,
    )
})

test('INS-12: whoever advises speaks of no power, and was no inspector there on that day; what is ahead is not kept', async (t) => {
  const house = await openHouse(t)
  const ordering = { ...GUIDED, advice: [{ found: '通道堆放纸箱', advice: '责令三日内移走' }] }
  const refused = await house.post(north.a, '/inspection/guidance', ordering)
  assert.deepEqual([refused.status, refused.codes], [422, ['guidance-with-power']])
  assert.match(JSON.stringify(refused.body), /"article":12/)
  const ahead = await house.post(north.a, '/inspection/guidance', { ...GUIDED, on: '2026-03-06' })
  assert.deepEqual(ahead.codes, ['guidance-ahead'])
  await house.db.transaction(NATIONWIDE, (tx) => insertInspection(tx, entered({ id: uuid(70), on: TODAY })))
  assert.deepEqual((await house.post(north.a, '/inspection/guidance', GUIDED)).codes, ['inspected-that-day'])
  assert.equal((await house.post(north.a, '/inspection/guidance', { ...GUIDED, on: '2026-03-04' })).status, 200)
  assert.equal((await house.post(north.head, '/inspection/guidance', GUIDED)).status, 403)
})

test('INS-12: the business reads its own advice; another business, another county and a foreign file do not', async (t) => {
  const house = await openHouse(t)
  await kept(house, GUIDED)
  const own = await house.get(OWNER, '/inspection/guidance/own')
  assert.deepEqual(
    listed(own).map(({ advice }) => advice[0]?.advice),
    ['移走纸箱，保持通道畅通'],
  )
  assert.deepEqual(listed(await house.get(OTHER_OWNER, '/inspection/guidance/own')), [])
  assert.deepEqual(listed(await house.get(north.a, '/inspection/guidance/own')), [], 'an officer has none of his own')
  assert.equal(listed(await house.get(north.a, '/inspection/guidance')).length, 1)
  assert.deepEqual(listed(await house.get(south.a, '/inspection/guidance')), [])
  assert.equal((await house.post(south.a, '/inspection/guidance', GUIDED)).status, 404, 'no file of theirs')
  assert.equal(
    (await house.post(north.a, '/inspection/guidance', { ...GUIDED, enterpriseId: randomUUID() })).status,
    404,
  )
})

const entered = ({ id, on }: { id: string; on: string }) =>
  anInspection('entered', {
    id,
    approvedBy: north.head.id,
    serial: 70,
    region: REGIONS.north,
    enterpriseId: NORTH.id,
    enterpriseName: NORTH.name,
    plannedOn: on,
    entry: { at: `${on}T02:00:00.000Z`, means: 'scanned', latitude: null, longitude: null },
  })

test('INS-13, circular art. 14: a research visit with hazards recorded raises an alarm, without them or as guidance none', async (t) => {
  const house = await openHouse(t)
  const rung = async () =>
    (
      (await house.get(north.head, '/inspection/watch')).body['alarms'] as {
        watch: string
        key: string
        says: string
      }[]
    ).filter(({ watch }) => watch === 'disguised')
  await kept(house, GUIDED)
  await kept(house, { ...GUIDED, purpose: 'research', advice: [], cause: '用工调研' })
  assert.deepEqual(await rung(), [])
  const id = await kept(house, { ...GUIDED, purpose: 'research', cause: '用工调研' })
  const [alarm] = await rung()
  assert.equal(alarm?.key, `disguised:${id}`)
  assert.match(alarm?.says ?? '', /调研，记录了1项问题/)
  const told = '了解用工情况。发现配电房存在事故隐患；未发现违法行为。'
  const written = await kept(house, { ...GUIDED, purpose: 'research', advice: [], cause: '用工调研', told })
  const inText = (await rung()).find(({ key }) => key === `disguised:${written}`)
  assert.match(
    inText?.says ?? '',
    /记录了1项问题/,
    'a hazard in the text counts like one in the list, its denial does not',
  )
})
