import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Endpoint } from '../../../kernel/endpoint.ts'
import { NATIONWIDE } from '../../../platform/db.ts'
import { journalOf } from '../../../platform/journal.ts'
import type { TestClient } from '../../../../tests/support/plumbline.ts'
import { getEnterprise, createEnterprises } from '../../registry/public.ts'
import { updateEnterprise } from '../../registry/contract.ts'
import * as annual from '../contract/annual-plans.ts'
import * as lists from '../contract/key-lists.ts'
import { aBusiness, REGION } from '../fixtures.ts'
import { USUAL_INPUTS } from '../rules/annual-plan.ts'
import { showKeyLists } from '../jobs/key-lists.ts'
import { unitsByList } from './units.ts'
import { BUSINESSES, NOW, openCounty } from './fixtures.ts'

type Answer<T> = { status: number; body: T; codes: string[] }
async function asked<T>(
  client: TestClient,
  endpoint: Endpoint,
  input: Record<string, unknown> = {},
): Promise<Answer<T>> {
  const { status, body } = await client.call(endpoint, input)
  const { refusals = [] } = (body ?? {}) as { refusals?: { code: string }[] }
  return { status, body: body as T, codes: refusals.map(({ code }) => code) }
}
type View = lists.KeyListView
const AGENCY = aBusiness(90, { kind: 'agency', highRisk: false, sectors: ['service_org'], keyUnit: false })
/** Not named by any rule: of low risk and a general trade. */
const PLAIN = aBusiness(91, { highRisk: false, sectors: ['general'], keyUnit: false })
/** Lies in the county and is inspected by the city. */
const CITYS = aBusiness(92, { responsibleBureau: REGION.city })

async function open(t: TestContext) {
  const house = await openCounty(t)
  await house.db.transaction(NATIONWIDE, (tx) =>
    createEnterprises(tx, [AGENCY, PLAIN, CITYS], {
      at: NOW,
      byId: 'test',
      byName: '测试',
      source: '测试',
      gradesFrom: '2025-01-01',
    }),
  )
  const made = await asked<View>(house.planner, lists.makeKeyList, { year: 2026 })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const keyUnitIn = async (id: string) =>
    (await house.db.transaction({ region: REGION.county }, (tx) => getEnterprise(tx, id))).keyUnit
  return { ...house, made: made.body, keyUnitIn }
}
const unitsOf = async (client: TestClient, id: string, only: string) =>
  (await asked<{ units: { enterpriseId: string }[] }>(client, lists.listKeyUnits, { id, only })).body.units.map(
    ({ enterpriseId }) => enterpriseId,
  )

test('ENT-05: the list is generated from rules, edited with reasons, frozen for the year by a second person, and changes are logged', async (t) => {
  const { planner, head, made, db, keyUnitIn } = await open(t)
  const { id } = made.list
  const risky = BUSINESSES.filter(({ highRisk, responsibleBureau }) => highRisk && responsibleBureau === REGION.county)
  assert.deepEqual(
    (await unitsOf(planner, id, 'listed')).toSorted(),
    [...risky.map((one) => one.id), AGENCY.id].toSorted(),
  )
  const without = await asked(planner, lists.changeKeyList, {
    id,
    version: 1,
    enterpriseId: PLAIN.id,
    isListed: true,
    because: '',
  })
  assert.equal(without.status, 400, 'a change says why')
  const because = '发生一般火灾事故，隐患突出'
  const changed = await asked<View>(planner, lists.changeKeyList, {
    id,
    version: 1,
    enterpriseId: PLAIN.id,
    isListed: true,
    because,
  })
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  assert.deepEqual(
    changed.body.changes.map((one) => [one.name, one.isListed, one.because]),
    [[PLAIN.name, true, because]],
  )
  const again = await asked<View>(planner, lists.makeKeyList, { year: 2026 })
  assert.ok((await unitsOf(planner, id, 'listed')).includes(PLAIN.id), 'made anew, the decision stays')
  const { version } = again.body.list
  assert.deepEqual((await asked(planner, lists.freezeKeyList, { id, version })).codes, ['not-permitted'])
  assert.equal(await keyUnitIn(PLAIN.id), false)
  assert.equal((await asked(head, lists.freezeKeyList, { id, version })).status, 200)
  assert.equal(await keyUnitIn(PLAIN.id), true, 'the register shows the list')
  const rows = await db.transaction(NATIONWIDE, (tx) => journalOf(tx, 'key-list', id))
  assert.deepEqual(
    rows.map(({ action }) => action).filter((action) => action.startsWith('planning.key-list')),
    ['made', 'changed', 'made', 'frozen'].map((act) => `planning.key-list-${act}`),
  )
})

test('ENT-05, circular art. 2: a frozen list is changed only with a document, by the head, and never in the file itself', async (t) => {
  const { planner, head, made, keyUnitIn, officer } = await open(t)
  const { id } = made.list
  const { version } = (await asked<View>(head, lists.freezeKeyList, { id, version: 1 })).body.list
  const change = { id, version, enterpriseId: AGENCY.id, isListed: false, because: '已注销资质，不再执业' }
  assert.deepEqual((await asked(planner, lists.changeKeyList, change)).codes, ['wrong-state'])
  assert.equal((await asked(head, lists.amendKeyList, { ...change, number: '' })).status, 400)
  const amended = await asked<View>(head, lists.amendKeyList, { ...change, number: '惠应急〔2026〕12号' })
  assert.deepEqual(
    amended.body.changes.map(({ number }) => number),
    ['惠应急〔2026〕12号'],
  )
  assert.equal(await keyUnitIn(AGENCY.id), false)
  const byHand = await asked<{ fields: { field: string }[] }>(officer, updateEnterprise, {
    id: AGENCY.id,
    version: 3,
    keyUnit: true,
    reason: '重点',
  })
  assert.equal(byHand.status, 400)
  assert.match(JSON.stringify(byHand.body), /年度名单/)
})

test('ENT-05: only businesses that the bureau answers for stand on its list (circular art. 4)', async (t) => {
  const { cityHead, made, planner, stranger } = await open(t)
  const { id } = made.list
  const put = { id, version: 1, enterpriseId: CITYS.id, isListed: true, because: '隐患突出，列为重点' }
  assert.deepEqual((await asked(planner, lists.changeKeyList, put)).codes, ['other-level'])
  assert.deepEqual((await asked(cityHead, lists.freezeKeyList, { id, version: 1 })).codes, ['list-of-another-bureau'])
  assert.equal((await asked(stranger, lists.getKeyList, { id })).status, 404)
  assert.equal((await asked(planner, lists.makeKeyList, { year: 2028 })).codes[0], 'year-out-of-reach')
})

test('ENT-05: the annual plan of the year takes the frozen list', async (t) => {
  const { planner, head, made } = await open(t)
  const { id } = made.list
  const put = { id, version: 1, enterpriseId: PLAIN.id, isListed: true, because: '隐患突出，列为重点' }
  const { version } = (await asked<View>(planner, lists.changeKeyList, put)).body.list
  await asked(head, lists.freezeKeyList, { id, version })
  const begun = await asked<annual.AnnualPlanView>(planner, annual.beginPlan, {
    year: 2026,
    note: '',
    inputs: USUAL_INPUTS,
  })
  const plan = begun.body.plan
  const arranged = await asked(planner, annual.arrangePlan, {
    id: plan.id,
    version: plan.version,
    note: '',
    inputs: USUAL_INPUTS,
  })
  assert.equal(arranged.status, 200, JSON.stringify(arranged.body))
  const lines = await asked<{ units: { enterpriseId: string }[] }>(planner, annual.listAnnualLines, { id: plan.id })
  assert.deepEqual(
    lines.body.units.map(({ enterpriseId }) => enterpriseId).toSorted(),
    (await unitsOf(planner, id, 'listed')).toSorted(),
  )
})

test('ENT-05, circular art. 2: a list frozen for the next year makes nobody a key unit before its first day; plans and draws read it by their year', async (t) => {
  const { planner, head, db, clock, keyUnitIn } = await open(t)
  const at = (day: string) => {
    clock.set(`${day}T02:00:00.000Z`)
    return clock.now()
  }
  at('2026-11-16')
  const { list } = (await asked<View>(planner, lists.makeKeyList, { year: 2027 })).body
  const put = {
    id: list.id,
    version: list.version,
    enterpriseId: PLAIN.id,
    isListed: true,
    because: '隐患突出，列为重点',
  }
  const { version } = (await asked<View>(planner, lists.changeKeyList, put)).body.list
  const frozen = await asked<View>(head, lists.freezeKeyList, { id: list.id, version })
  assert.equal(frozen.status, 200, JSON.stringify(frozen.body))
  const isKey = (year: number) =>
    db.transaction({ region: REGION.county }, async (tx) =>
      (await unitsByList(tx, REGION.county, year)).some(({ id, keyUnit }) => id === PLAIN.id && keyUnit),
    )
  assert.deepEqual([await keyUnitIn(PLAIN.id), await isKey(2026), await isKey(2027)], [false, false, true])
  const out = {
    ...put,
    enterpriseId: AGENCY.id,
    isListed: false,
    because: '已注销资质，不再执业',
    number: '惠应急〔2026〕40号',
  }
  await asked(head, lists.amendKeyList, { ...out, version: frozen.body.list.version })
  assert.equal(await showKeyLists(db, at('2026-12-31')), 0)
  assert.equal(await keyUnitIn(PLAIN.id), false, 'the last day of the year before')
  assert.equal(await showKeyLists(db, at('2027-01-01')), 1)
  assert.equal(await showKeyLists(db, clock.now()), 0, 'once')
  assert.deepEqual([await keyUnitIn(PLAIN.id), await keyUnitIn(AGENCY.id)], [true, false], 'as amended until then')
})
