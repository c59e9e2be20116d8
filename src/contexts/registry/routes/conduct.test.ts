import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { NATIONWIDE } from '../../../platform/db.ts'
import { aCreditCode, anEnterprise, openHouse, type Answer } from '../fixtures.ts'
import type { Conduct } from '../model.ts'
import { createEnterprises, inspectedUnitsOf } from '../public.ts'
import type { PopulationChange, PopulationRow } from '../rules/population.ts'

const FEBRUARY = '2026-02-10T01:00:00.000Z'
const MARCH = '2026-03-05T01:00:00.000Z'
const at = (region: string, nth: number) =>
  anEnterprise({ name: `第${nth}测试机械厂`, creditCode: aCreditCode(nth), region, industry: 'C3311' })
const [closing, leaving, coming, staying] = [
  at('441302003', 21),
  at('441302003', 22),
  at('441303001', 23),
  at('441302003', 24),
]

async function open(t: TestContext) {
  const house = await openHouse(t, FEBRUARY)
  const by = { byId: 'test', byName: '测试', source: '测试数据', gradesFrom: '2025-01-01' }
  await house.db.transaction(NATIONWIDE, (tx) =>
    createEnterprises(tx, [closing, leaving, coming, staying], { ...by, at: FEBRUARY }),
  )
  house.clock.set(MARCH)
  return house
}
const ok = (answer: Answer) => {
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
const codes = ({ body }: Answer) => ((body['refusals'] ?? []) as { code: string }[]).map(({ code }) => code)
const record = (kind: string, on: string) => ({ kind, on, reference: '演示函〔2026〕1号', source: '市场监管登记数据' })

test('ENT-07: the table of a month lists every unit behind the difference: new, closed, moved in and out, each county its own', async (t) => {
  const { call, db } = await open(t)
  const fresh = at('441302004', 25)
  await db.transaction(NATIONWIDE, (tx) =>
    createEnterprises(tx, [fresh], { byId: 'test', byName: '测试', source: '测试数据', at: MARCH }),
  )
  ok(await call('441302', 'POST', `/registry/enterprises/${closing.id}/conduct`, record('closed', '2026-03-04')))
  const moved = (id: string, region: string, responsibleBureau: string) =>
    call('4413', 'POST', `/registry/enterprises/${id}`, { version: 1, region, responsibleBureau, reason: '企业迁址' })
  ok(await moved(leaving.id, '441303001', '441303'))
  ok(await moved(coming.id, '441302003', '441302'))
  type Table = { rows: (PopulationRow & { tradeName: string })[]; behind: PopulationChange[]; total: number }
  const march = ok(await call('441302', 'GET', '/registry/population?month=2026-03')) as unknown as Table
  assert.deepEqual(
    march.rows.map(({ trade, tradeName, atStart, atEnd }) => [trade, tradeName, atStart, atEnd]),
    [['C33', '金属制品业', 3, 3]],
  )
  assert.deepEqual(
    march.behind.map(({ name, change }) => `${change} ${name}`).toSorted(),
    [`closed ${closing.name}`, `moved-in ${coming.name}`, `moved-out ${leaving.name}`, `new ${fresh.name}`].toSorted(),
  )
  const away = march.behind.find(({ change }) => change === 'moved-out')
  assert.deepEqual([away?.fromRegion, away?.toRegion], ['441302003', '441303001'])
  const february = ok(await call('441302', 'GET', '/registry/population?month=2026-02')) as unknown as Table
  assert.deepEqual([february.rows[0]?.atStart, february.rows[0]?.atEnd, february.total], [0, 3, 3])
  const city = ok(await call('4413', 'GET', '/registry/population?month=2026-03')) as unknown as Table
  assert.deepEqual(
    [city.rows[0]?.atStart, city.rows[0]?.atEnd, city.total],
    [4, 4, 2],
    'a move inside the city is none',
  )
  assert.equal((await call('441302', 'GET', '/registry/population?month=2026-03&region=441303')).status, 404)
})

test('ENT-06, ENT-07: conduct is recorded once, a closed business is planned by nobody until it works again', async (t) => {
  const { call, db } = await open(t)
  const path = `/registry/enterprises/${closing.id}/conduct`
  const units = async () =>
    (await db.transaction({ region: '441302' }, (tx) => inspectedUnitsOf(tx, '441302'))).map(({ id }) => id)
  assert.ok((await units()).includes(closing.id))
  ok(await call('441302', 'POST', path, record('closed', '2026-03-01')))
  assert.ok(!(await units()).includes(closing.id))
  assert.deepEqual(codes(await call('441302', 'POST', path, record('closed', '2026-03-02'))), ['already-so'])
  ok(await call('441302', 'POST', path, record('reopened', '2026-03-04')))
  assert.ok((await units()).includes(closing.id))
  assert.deepEqual(codes(await call('441302', 'POST', path, record('accident', '2026-04-01'))), ['conduct-in-future'])
  assert.equal((await call('441303', 'POST', path, record('accident', '2026-03-01'))).status, 404)
  assert.deepEqual(
    (ok(await call('441302', 'GET', path))['conduct'] as Conduct[]).map(({ kind }) => kind),
    ['closed', 'reopened'],
  )
})
