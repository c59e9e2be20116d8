import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import sql from 'sql-template-tag'
import { pino } from 'pino'
import { freshDatabase } from '../../../tests/support/database.ts'
import { clockAt } from '../../platform/clock.ts'
import { NATIONWIDE, openDatabase } from '../../platform/db.ts'
import { listeners } from '../../platform/events.ts'
import { openFiles } from '../../platform/files.ts'
import { buildServer } from '../../platform/http.ts'
import { routes as audit } from '../audit/routes.ts'
import { aBureau, anOfficer } from './fixtures.ts'
import type { Role } from './model.ts'
import { createBureau, createOfficer, getBureau, getOfficers, hashPassword, resolveAsker } from './public.ts'
import { routes } from './routes.ts'

const START = '2026-03-05T01:00:00.000Z'
const PASSWORD = 'kettle-and-ladder-7'

/** One city with two counties; in each county an officer, in the city an administrator. */
async function house(t: TestContext) {
  const { url } = await freshDatabase(t)
  const db = openDatabase(url, 4)
  t.after(() => db.close())
  const clock = clockAt(START)
  const passwordHash = await hashPassword(PASSWORD)
  const people = {
    north: anOfficer({ region: '441302', name: '北甲' }),
    south: anOfficer({ region: '441303', name: '南乙' }),
    admin: anOfficer({ region: '4413', name: '管丙', roles: ['admin' satisfies Role], certificate: null }),
  }
  await db.transaction(NATIONWIDE, async (tx) => {
    for (const region of ['4413', '441302', '441303']) await createBureau(tx, aBureau({ region }))
    for (const [username, officer] of Object.entries(people))
      await createOfficer(tx, { officer, username, passwordHash, at: START, by: '测试' })
  })
  const app = await buildServer({
    db,
    clock,
    files: openFiles(join(tmpdir(), 'plumbline-people-test')),
    log: pino({ level: 'silent' }),
    routes: [...routes, ...audit],
    listeners: listeners({}),
    resolveAsker: (token, at) => resolveAsker(db, token, at),
    publicChain: '4413',
    callsPerMinute: 100_000,
  })
  t.after(() => app.close())
  const call = async (method: 'GET' | 'POST', path: string, { cookie = '', body = {} as object, key = '' } = {}) => {
    const answer = await app.inject({
      method,
      url: `/api${path}`,
      headers: { ...(cookie ? { cookie } : {}), ...(key ? { 'idempotency-key': key } : {}) },
      ...(method === 'POST' ? { payload: body } : {}),
    })
    return {
      status: answer.statusCode,
      body: answer.json<Record<string, never>>(),
      cookie: answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    }
  }
  const signIn = (username: string, password = PASSWORD) =>
    call('POST', '/people/sign-in', { body: { username, password } })
  return { db, clock, people, call, signIn }
}

test('who signs in is known by name, bureau, permissions and the validity of his certificate', async (t) => {
  const { call, signIn, people } = await house(t)
  const { status, cookie } = await signIn('North') // names are compared in lower case
  assert.equal(status, 200)
  const me = (await call('GET', '/people/me', { cookie })).body as Record<string, unknown>
  assert.equal(me['id'], people.north.id)
  assert.equal(me['isCertifiedToday'], true)
  assert.equal((me['bureau'] as { region: string }).region, '441302')
  assert.ok((me['permissions'] as string[]).includes('inspection.record'))
  assert.equal((await call('POST', '/people/sign-out', { cookie })).status, 200)
  assert.equal((await call('GET', '/people/me', { cookie })).status, 401)
})

test('a sign-in that is sent again, because its answer was lost, opens a session all the same', async (t) => {
  const { call } = await house(t)
  const again = () =>
    call('POST', '/people/sign-in', { body: { username: 'north', password: PASSWORD }, key: 'one-sign-in' })
  const [first, second] = [await again(), await again()]
  assert.deepEqual([first.status, second.status], [200, 200])
  assert.equal((await call('GET', '/people/me', { cookie: second.cookie })).status, 200)
})

test('an unknown name and a wrong password get the same answer', async (t) => {
  const { signIn } = await house(t)
  const [unknown, wrong] = [await signIn('nobody'), await signIn('north', 'not-the-password')]
  assert.equal(unknown.status, 422)
  assert.deepEqual(unknown.body, wrong.body)
})

test('five failures pause the sign-in even for the right password, and the pause ends by itself', async (t) => {
  const { signIn, clock } = await house(t)
  for (let failure = 1; failure <= 5; failure += 1)
    assert.equal((await signIn('north', 'not-the-password')).status, 422)
  assert.equal((await signIn('north')).status, 422)
  assert.equal((await signIn('south')).status, 200)
  clock.forward(14)
  assert.equal((await signIn('north')).status, 422)
  clock.forward(1)
  assert.equal((await signIn('north')).status, 200)
})

test('failures that come at the same time are all counted', async (t) => {
  const { signIn, db } = await house(t)
  await Promise.all(Array.from({ length: 5 }, () => signIn('north', 'not-the-password')))
  const row = await db.transaction(NATIONWIDE, (tx) =>
    tx.find<{ failed: number }>(sql`select failed from people.account where username = 'north'`),
  )
  assert.equal(row?.failed, 5)
})

test('a session ends after an hour without a call and after twelve hours in any case', async (t) => {
  const { call, signIn, clock } = await house(t)
  const { cookie } = await signIn('north')
  for (let hour = 1; hour <= 11; hour += 1) {
    clock.forward(60)
    assert.equal((await call('GET', '/people/me', { cookie })).status, 200, `hour ${hour}`)
  }
  clock.forward(59)
  assert.equal((await call('GET', '/people/me', { cookie })).status, 200)
  clock.forward(1)
  assert.equal((await call('GET', '/people/me', { cookie })).status, 401)
  const idle = (await signIn('north')).cookie
  clock.forward(61)
  assert.equal((await call('GET', '/people/me', { cookie: idle })).status, 401)
})

test('whoever signs in again in the same browser gets a new session, and the one before opens nothing any more', async (t) => {
  const { call, signIn } = await house(t)
  const { cookie: first } = await signIn('north')
  const second = await call('POST', '/people/sign-in', {
    cookie: first,
    body: { username: 'south', password: PASSWORD },
  })
  assert.equal(second.status, 200)
  assert.notEqual(second.cookie, first)
  assert.equal((await call('GET', '/people/me', { cookie: first })).status, 401)
  assert.equal((await call('GET', '/people/me', { cookie: second.cookie })).body['name'], '南乙')
  const wrong = await call('POST', '/people/sign-in', {
    cookie: second.cookie,
    body: { username: 'north', password: 'not-the-password' },
  })
  assert.equal(wrong.status, 422)
  assert.equal((await call('GET', '/people/me', { cookie: second.cookie })).status, 200, 'a failure ends nothing')
})

test('neither token nor password stands in the database or the journal', async (t) => {
  const { signIn, db } = await house(t)
  const token = (await signIn('north')).cookie.split('=')[1] ?? ''
  const all = await db.transaction(NATIONWIDE, (tx) =>
    tx.rows(sql`
    select row_to_json(s)::text as text from people.session s union all select row_to_json(e)::text from journal.entry e
    union all select row_to_json(a)::text from people.account a`),
  )
  assert.ok(token.length >= 40 && all.length >= 4)
  assert.ok(!JSON.stringify(all).includes(token))
  assert.ok(!JSON.stringify(all).includes(PASSWORD))
})

test('two counties do not see each other: lists, ids, bureaus and sessions', async (t) => {
  const { call, signIn, people, db } = await house(t)
  const { cookie } = await signIn('north')
  await signIn('south')
  const officers = (await call('GET', '/people/officers', { cookie })).body as unknown as { officers: { id: string }[] }
  assert.deepEqual(
    officers.officers.map(({ id }) => id),
    [people.north.id],
  )
  assert.equal((await call('GET', `/people/officers/${people.north.id}`, { cookie })).status, 200)
  assert.equal((await call('GET', `/people/officers/${people.south.id}`, { cookie })).status, 404)
  const bureaus = (await call('GET', '/people/bureaus', { cookie })).body as unknown as {
    bureaus: { region: string }[]
  }
  assert.deepEqual(
    bureaus.bureaus.map(({ region }) => region),
    ['441302'],
  )
  await assert.rejects(
    db.transaction({ region: '441302' }, (tx) => getOfficers(tx, [people.south.id])),
    { name: 'NotFound' },
  )
  assert.equal((await db.transaction({ region: '441302' }, (tx) => getBureau(tx, '441303'))).region, '441303')
  const sessions = await db.transaction(NATIONWIDE, (tx) =>
    tx.rows<{ id: string }>(sql`select id from people.session where region = '441303'`),
  )
  assert.equal((await call('POST', `/people/sessions/${sessions[0]?.id}/end`, { cookie })).status, 404)
})

test('a transaction without a scope sees no officer, account or session', async (t) => {
  const { signIn, db } = await house(t)
  await signIn('north')
  const seen = await db.transaction({ region: 'none' }, (tx) =>
    tx.rows(sql`
    select 1 from people.officer union all select 1 from people.account union all select 1 from people.session union all select 1 from people.certificate`),
  )
  assert.deepEqual(seen, [])
})

test('a new password ends the other sessions and the old password', async (t) => {
  const { call, signIn } = await house(t)
  const first = (await signIn('north')).cookie
  const second = (await signIn('north')).cookie
  const change = (current: string, password: string) =>
    call('POST', '/people/change-password', { cookie: second, body: { current, password } })
  assert.equal((await change('not-the-password', 'a-lamp-on-the-hill')).status, 422)
  const short = await change(PASSWORD, 'short')
  assert.equal(short.status, 400)
  assert.equal((await change(PASSWORD, 'a-lamp-on-the-hill')).status, 200)
  assert.equal((await call('GET', '/people/me', { cookie: first })).status, 401)
  assert.equal((await call('GET', '/people/me', { cookie: second })).status, 200)
  assert.equal((await signIn('north')).status, 422)
  assert.equal((await signIn('north', 'a-lamp-on-the-hill')).status, 200)
})

test('the administrator creates an officer with a certificate, revokes it, and roles that clash are refused', async (t) => {
  const { call, signIn } = await house(t)
  const { cookie } = await signIn('admin')
  const body = {
    region: '441303',
    name: '新丁',
    phone: '13800000001',
    roles: ['officer'],
    username: 'xin.ding',
    password: PASSWORD,
    certificate: { number: 'TEST-0009', validFrom: '2026-01-01', validTo: '2028-12-31', status: 'valid' },
  }
  const clash = await call('POST', '/people/officers', {
    cookie,
    body: { ...body, roles: ['officer', 'legal-reviewer'] },
  })
  assert.equal(clash.status, 422)
  const created = await call('POST', '/people/officers', { cookie, body })
  assert.equal(created.status, 200, JSON.stringify(created.body))
  assert.equal((await call('POST', '/people/officers', { cookie, body })).status, 422, 'the username is taken')
  assert.equal(
    (await call('POST', '/people/officers', { cookie, body: { ...body, username: 'elsewhere', region: '441400' } }))
      .status,
    400,
  )
  const { id } = created.body as unknown as { id: string }
  const revoke = {
    number: 'TEST-0009',
    validFrom: '2026-01-01',
    validTo: '2028-12-31',
    status: 'revoked',
    reason: '调离',
  }
  assert.equal((await call('POST', `/people/officers/${id}/certificate`, { cookie, body: revoke })).status, 200)
  const own = (await signIn('xin.ding')).cookie
  const me = (await call('GET', '/people/me', { cookie: own })).body as Record<string, unknown>
  assert.deepEqual([me['mustChangePassword'], me['isCertifiedToday']], [true, false])
  assert.deepEqual(me['permissions'], [])
  const certified = (await call('GET', '/people/officers?certifiedOn=2026-03-05', { cookie })).body as unknown as {
    officers: { name: string }[]
  }
  assert.deepEqual(certified.officers.map(({ name }) => name).sort(), ['北甲', '南乙'])
  const file = (await call('GET', `/people/officers/${id}`, { cookie })).body as unknown as {
    certificates: { status: string }[]
  }
  assert.deepEqual(
    file.certificates.map(({ status }) => status),
    ['revoked', 'valid'],
  )
})

test('a first password opens nothing but its own replacement, whatever page is asked', async (t) => {
  const { call, signIn } = await house(t)
  const first = 'typed-by-the-keeper-4'
  const body = { region: '441303', name: '初己', phone: '', roles: ['officer'], username: 'chuji', password: first }
  const { cookie: admin } = await signIn('admin')
  assert.equal(
    (await call('POST', '/people/officers', { cookie: admin, body: { ...body, certificate: null } })).status,
    200,
  )
  const { cookie } = await signIn('chuji', first)
  assert.equal((await call('GET', '/people/officers', { cookie })).status, 403)
  const own = { current: first, password: 'a-lamp-on-the-hill' }
  assert.equal((await call('POST', '/people/change-password', { cookie, body: own })).status, 200)
  assert.equal((await call('GET', '/people/me', { cookie })).body['mustChangePassword'], false)
  assert.equal((await call('GET', '/people/officers', { cookie })).status, 200)
  assert.equal((await signIn('chuji', first)).status, 422)
})

test('an officer without the right to manage neither creates officers nor reads the journal', async (t) => {
  const { call, signIn } = await house(t)
  const { cookie } = await signIn('north')
  assert.equal((await call('POST', '/people/officers', { cookie })).status, 403)
  assert.equal((await call('GET', '/audit/journal', { cookie })).status, 403)
})

test('the journal tells of sign-ins in scope and verifies', async (t) => {
  const { call, signIn, people } = await house(t)
  await signIn('north', 'not-the-password')
  const { cookie } = await signIn('admin')
  await call('GET', `/people/officers/${people.north.id}`, { cookie })
  const { entries } = (await call('GET', '/audit/journal?limit=10', { cookie })).body as unknown as {
    entries: { action: string; outcome: string }[]
  }
  assert.deepEqual(
    entries.map(({ action, outcome }) => `${action} ${outcome}`),
    ['people.officer-read read', 'people.signed-in done', 'people.signed-in refused'],
  )
  const acts = (await call('GET', `/audit/journal/officer/${people.north.id}`, { cookie })).body as unknown as {
    entries: unknown[]
  }
  assert.equal(acts.entries.length, 1)
  const verdict = (await call('GET', '/audit/verify', { cookie })).body as unknown as { ok: boolean; rows: number }
  assert.equal(verdict.ok, true)
  assert.equal(verdict.rows, 5)
})
