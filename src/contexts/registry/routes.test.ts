import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { identityCheckOf } from '../../kernel/identity-number.ts'
import { NATIONWIDE } from '../../platform/db.ts'
import { aCreditCode, anEnterprise, openHouse, someFields, type Answer } from './fixtures.ts'
import type { Enterprise } from './model.ts'
import {
  createEnterprise,
  createEnterprises,
  createOperatorCertificate,
  findByDoorToken,
  getEnterprise,
  getGradeOn,
} from './public.ts'

const START = '2026-03-05T01:00:00.000Z'
const BY = { at: START, byId: 'test', byName: '测试', source: '测试数据' }

const north = anEnterprise({ name: '北方测试机械厂', creditCode: aCreditCode(11), region: '441302003' })
const south = anEnterprise({
  name: '南方测试机械厂',
  creditCode: aCreditCode(12),
  region: '441303001',
  responsibleBureau: '441303',
})

async function twoCounties(t: TestContext) {
  const house = await openHouse(t, START)
  await house.db.transaction(NATIONWIDE, (tx) =>
    createEnterprises(tx, [north, south], { ...BY, gradesFrom: '2025-01-01' }),
  )
  return house
}

const names = (answer: Answer) => (answer.body['enterprises'] as Enterprise[]).map(({ name }) => name)

test("two officers of different counties do not see each other's enterprises: list, search, id, door, export", async (t) => {
  const { call, db } = await twoCounties(t)
  for (const path of [
    '',
    '?q=测试机械',
    `?q=${south.creditCode.slice(0, 12)}`,
    '?region=4413',
    '?q=%25',
    '?after=441302000.00000000-0000-0000-0000-000000000000',
  ]) {
    const answer = await call('441302', 'GET', `/registry/enterprises${path}`)
    assert.ok(!names(answer).includes(south.name), path)
    assert.ok(Number(answer.body['total']) <= 1, path)
  }
  assert.deepEqual(names(await call('441302', 'GET', '/registry/enterprises?q=机械')), [north.name])
  assert.equal((await call('441302', 'GET', `/registry/enterprises/${north.id}`)).status, 200)
  for (const path of [`/registry/enterprises/${south.id}`, `/registry/enterprises/${south.id}/door-code`]) {
    assert.equal((await call('441302', 'GET', path)).status, 404, path)
  }
  await call('441303', 'GET', `/registry/enterprises/${south.id}/door-code`)
  assert.equal(
    (await call('441302', 'POST', `/registry/enterprises/${south.id}`, { version: 1, phone: '1234567' })).status,
    404,
  )
  const file = (await call('441302', 'GET', '/registry/export')).text
  assert.ok(file.includes(north.name) && !file.includes(south.name))
  await assert.rejects(
    db.transaction({ region: '441302' }, (tx) => getEnterprise(tx, south.id)),
    { name: 'NotFound' },
  )
  assert.deepEqual(await db.transaction({ region: 'none' }, (tx) => findByDoorToken(tx, 'nothing')), null)
})

test('the superior city sees both counties, and a bureau that answers for an enterprise sees it wherever it lies', async (t) => {
  const { call, db } = await twoCounties(t)
  assert.deepEqual(names(await call('4413', 'GET', '/registry/enterprises?q=机械')), [north.name, south.name])
  const designated = anEnterprise({
    name: '指定管辖测试厂',
    creditCode: aCreditCode(13),
    region: '441303001',
    responsibleBureau: '441302',
  })
  await db.transaction(NATIONWIDE, (tx) => createEnterprise(tx, designated, BY))
  assert.deepEqual(names(await call('441302', 'GET', '/registry/enterprises')), [north.name, designated.name])
})

test('an enterprise user sees its own file and no other', async (t) => {
  const { db } = await twoCounties(t)
  const own = { region: 'none', enterpriseId: north.id } as const
  assert.equal((await db.transaction(own, (tx) => getEnterprise(tx, north.id))).name, north.name)
  await assert.rejects(
    db.transaction(own, (tx) => getEnterprise(tx, south.id)),
    { name: 'NotFound' },
  )
})

test('a list goes on behind its last row, without gaps or doubles', async (t) => {
  const { call, db } = await openHouse(t, START)
  const many = Array.from({ length: 25 }, (_, at) =>
    anEnterprise({
      creditCode: aCreditCode(at + 100),
      name: `测试${at}号厂`,
      region: at % 2 ? '441302003' : '441302001',
    }),
  )
  await db.transaction(NATIONWIDE, (tx) => createEnterprises(tx, many, BY))
  const seen: string[] = []
  let next: string | null = ''
  while (next !== null) {
    const page: Answer = await call('441302', 'GET', `/registry/enterprises?limit=10${next ? `&after=${next}` : ''}`)
    assert.equal(page.body['total'], 25)
    seen.push(...names(page))
    next = page.body['next'] as string | null
  }
  assert.equal(seen.length, 25)
  assert.equal(new Set(seen).size, 25)
})

test('a new file is judged by field, and a credit code is one in the whole country', async (t) => {
  const { call } = await twoCounties(t)
  const wrong = await call('441302', 'POST', '/registry/enterprises', {
    ...someFields(),
    creditCode: `${aCreditCode(5).slice(0, 17)}?`,
    name: '',
  })
  assert.equal(wrong.status, 400)
  assert.deepEqual(
    (wrong.body['fields'] as { field: string }[]).map(({ field }) => field),
    ['creditCode', 'name'],
  )
  const hidden = await call('441302', 'POST', '/registry/enterprises', someFields({ creditCode: south.creditCode }))
  assert.equal(hidden.status, 422)
  assert.ok(!hidden.text.includes(south.name))
  const html = await call(
    '441302',
    'POST',
    '/registry/enterprises',
    someFields({ name: '<img src=x onerror=alert(1)>测试厂' }),
  )
  assert.equal(html.status, 200)
  assert.equal(html.body['name'], '<img src=x onerror=alert(1)>测试厂')
})

test('a change needs the version that was seen, and its fields get a new origin', async (t) => {
  const { call } = await twoCounties(t)
  const path = `/registry/enterprises/${north.id}`
  assert.equal((await call('441302', 'POST', path, { version: 1, phone: '0752-7654321' })).status, 200)
  assert.equal((await call('441302', 'POST', path, { version: 1, phone: '0752-9999999' })).status, 409)
  const file = await call('441302', 'GET', path)
  const { version, origins } = file.body['enterprise'] as Enterprise
  assert.deepEqual([version, origins['phone']], [2, { source: '手工登记', on: '2026-03-05' }])
  const [change] = file.body['changes'] as { fields: { field: string; old: unknown }[] }[]
  assert.deepEqual(change?.fields, [{ field: 'phone', old: '075*****4567', new: '075*****4321' }])
})

test('ENT-03: a new grade needs a reason and counts from its date on', async (t) => {
  const { call, db } = await twoCounties(t)
  const change = (given: object) =>
    call('441302', 'POST', `/registry/enterprises/${north.id}`, { version: 1, grade: '2', ...given })
  assert.equal((await change({})).status, 400)
  assert.equal((await change({ reason: '取得二级证书', effectiveFrom: '2026-03-06' })).status, 400)
  assert.equal((await change({ reason: '取得二级证书', effectiveFrom: '2026-03-01' })).status, 200)
  const gradeOf = (date: string) => db.transaction(NATIONWIDE, (tx) => getGradeOn(tx, north.id, date))
  assert.equal((await gradeOf('2026-02-28')).grade, 'none')
  assert.equal((await gradeOf('2026-03-01')).grade, '2')
})

test('a merge keeps one file with the chosen values, and the other id leads to it', async (t) => {
  const { call, db } = await twoCounties(t)
  const twin = anEnterprise({
    name: '北方测试机械厂',
    creditCode: aCreditCode(21),
    region: '441302001',
    phone: '0752-2222222',
    origins: { phone: { source: '市场监管', on: '2025-01-01' } },
  })
  await db.transaction(NATIONWIDE, (tx) => createEnterprise(tx, twin, BY))
  const duplicates = (await call('441302', 'GET', `/registry/enterprises/${north.id}`)).body[
    'possibleDuplicates'
  ] as Enterprise[]
  assert.deepEqual(
    duplicates.map(({ id }) => id),
    [twin.id],
  )
  const answer = await call('441302', 'POST', `/registry/enterprises/${north.id}/merge`, {
    version: 1,
    other: twin.id,
    otherVersion: 1,
    take: ['phone', 'creditCode'],
    reason: '同一企业换发执照',
  })
  assert.equal(answer.status, 200, answer.text)
  const file = await db.transaction({ region: '441302' }, (tx) => getEnterprise(tx, twin.id))
  assert.deepEqual(
    [file.id, file.phone, file.creditCode, file.origins['phone']?.source],
    [north.id, '0752-2222222', twin.creditCode, '市场监管'],
  )
  assert.deepEqual(names(await call('441302', 'GET', '/registry/enterprises')), [north.name])
})

test('a door code is an image with a random token; a replaced one opens nothing', async (t) => {
  const { call, db } = await twoCounties(t)
  const png = await call('441302', 'GET', `/registry/enterprises/${north.id}/door-code?base=https://example.org`)
  assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG')
  const svg = await call('441302', 'GET', `/registry/enterprises/${north.id}/door-code?format=svg`)
  assert.match(svg.text, /<svg/)
  const first = (await call('441302', 'POST', `/registry/enterprises/${north.id}/door-code`, { reason: '损坏' })).body[
    'token'
  ] as string
  assert.equal((await call('441302', 'GET', `/registry/door/${first}`)).body['id'], north.id)
  assert.equal((await call('441303', 'GET', `/registry/door/${first}`)).status, 404)
  const second = (await call('441302', 'POST', `/registry/enterprises/${north.id}/door-code`, { reason: '遗失' })).body[
    'token'
  ] as string
  assert.equal((await call('441302', 'GET', `/registry/door/${first}`)).status, 404)
  assert.equal((await db.transaction({ region: '441302' }, (tx) => findByDoorToken(tx, second)))?.id, north.id)
})

test('ENT-08: a certificate is valid on its last day, expired the day after, or not found, with the minute of the question', async (t) => {
  const { call, db, clock } = await openHouse(t, START)
  const identity = `99000019900101001${identityCheckOf('99000019900101001')}`
  await db.transaction(NATIONWIDE, (tx) =>
    createOperatorCertificate(tx, {
      id: '00000000-0000-4000-8000-000000000001',
      holder: '焊某',
      identity,
      operation: '熔化焊接与热切割作业',
      number: `T${identity}`,
      validFrom: '2020-03-06',
      validTo: '2026-03-05',
    }),
  )
  const ask = (name: string, number: string) =>
    call('441302', 'POST', '/registry/operators/check', { name, identity: number })
  const valid = await ask('焊某', identity)
  assert.deepEqual([valid.body['verdict'], valid.body['askedAt']], ['valid', START])
  assert.ok(!valid.text.includes(identity), 'the number is masked, also inside the certificate number')
  clock.set('2026-03-05T16:00:00.000Z')
  assert.equal((await ask('焊某', identity)).body['verdict'], 'expired')
  assert.equal((await ask('别人', identity)).body['verdict'], 'not-found')
  assert.equal((await ask('焊某', `${identity.slice(0, 17)}${identity.endsWith('1') ? '2' : '1'}`)).status, 400)
})

test('places and industries are listed level by level', async (t) => {
  const { call } = await openHouse(t, START)
  const codes = (answer: Answer, what: string) => (answer.body[what] as { code: string }[]).map(({ code }) => code)
  assert.ok(codes(await call('441302', 'GET', '/registry/regions'), 'regions').includes('44'))
  assert.ok(
    codes(await call('441302', 'GET', '/registry/regions?parent=4419'), 'regions').every((code) =>
      code.startsWith('441900'),
    ),
  )
  assert.deepEqual(codes(await call('441302', 'GET', '/registry/industries?q=金属结构制造'), 'industries'), ['C3311'])
})
