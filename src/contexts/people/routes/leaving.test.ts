/** An officer who leaves, and one who comes back, through the endpoints. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { onOfficerLeft } from '../../device/jobs.ts'
import { PROTOCOL } from '../../device/model.ts'
import { routes as device } from '../../device/routes.ts'
import { isCertified, type Officer } from '../model.ts'
import { createOfficer, getOfficers } from '../public.ts'
import { resolveService } from '../public/services.ts'
import { NATIONWIDE } from '../../../platform/db.ts'
import { latestJournal } from '../../../platform/journal.ts'
import { anOfficer } from '../fixtures.ts'
import { house, PASSWORD } from './fixtures.ts'

const leaving = (t: TestContext) => house(t, { routes: device, heard: { 'people.officer-left': [onOfficerLeft] } })
const REASON = '调离执法岗位'
const off = (id: string) => `/people/officers/${id}/switch-off`
const on = (id: string) => `/people/officers/${id}/switch-on`
const body = { leftOn: '2026-03-05', reason: REASON }

test('whoever leaves is signed out at once, hears at the sign-in what a stranger hears, and signs in again when he is back', async (t) => {
  const { signIn, call, people, db } = await leaving(t)
  const admin = (await signIn('admin')).cookie
  const north = (await signIn('north')).cookie
  const done = await call('POST', off(people.north.id), { cookie: admin, body })
  assert.equal(done.status, 200, JSON.stringify(done.body))
  assert.deepEqual(done.body['ended'], { sessions: 1, services: 0, mandates: 0 })
  assert.equal((await call('GET', '/people/me', { cookie: north })).status, 401)
  const [gone, stranger] = [await signIn('north'), await signIn('nobody')]
  assert.equal(gone.status, 422)
  assert.deepEqual(gone.body, stranger.body)
  assert.equal((await signIn('north', { cookie: north })).status, 422, 'a known device opens nothing either')
  const rows = await db.transaction(NATIONWIDE, (tx) => latestJournal(tx, 20))
  const row = rows.find(({ action }) => action === 'people.officer-switched-off')
  assert.deepEqual(row?.detail, { ...body, sessions: 1, services: 0, mandates: 0, phones: 0 })
  assert.deepEqual([row?.subjectId, row?.askerName], [people.north.id, people.admin.name])

  const back = await call('POST', on(people.north.id), { cookie: admin, body: { reason: '调回' } })
  assert.equal(back.status, 200, JSON.stringify(back.body))
  assert.equal((await call('GET', '/people/me', { cookie: north })).status, 401, 'the former session stays ended')
  assert.equal((await signIn('north')).status, 200)
  const file = await call('GET', `/people/officers/${people.north.id}`, { cookie: admin })
  assert.deepEqual(
    (file.body['departures'] as { kind: string; reason: string }[]).map(({ kind, reason }) => [kind, reason]),
    [
      ['returned', '调回'],
      ['left', REASON],
    ],
  )
})

test('APL 42: whoever has left is offered nowhere and counts as no certified officer from that day on; his name stays', async (t) => {
  const { signIn, call, people, db } = await leaving(t)
  const admin = (await signIn('admin')).cookie
  await call('POST', off(people.north.id), { cookie: admin, body })
  const names = async (query: string) =>
    ((await call('GET', `/people/officers${query}`, { cookie: admin })).body['officers'] as Officer[]).map(
      ({ name }) => name,
    )
  assert.deepEqual(await names(''), [people.admin.name])
  assert.deepEqual(await names('?certifiedOn=2026-03-05'), [])
  assert.deepEqual(await names('?left=true'), [people.north.name])
  const [kept] = await db.transaction(NATIONWIDE, (tx) => getOfficers(tx, [people.north.id]))
  assert.ok(kept)
  assert.equal(kept.name, people.north.name)
  assert.deepEqual(
    [isCertified(kept, '2026-03-04'), isCertified(kept, '2026-03-05')],
    [true, false],
    'the day before he still served',
  )
})

test('his mandates end, from him and to him, and so do the programs whose tokens he knows', async (t) => {
  const { signIn, call, people, db, clock } = await leaving(t)
  const heads = {
    first: anOfficer({ region: '441302', name: '首丁', roles: ['principal-head'], certificate: null }),
    deputy: anOfficer({ region: '441302', name: '副戊', roles: ['deputy-head'], certificate: null }),
    second: anOfficer({ region: '441302', name: '管己', roles: ['admin'], certificate: null }),
  }
  await db.transaction(NATIONWIDE, async (tx) => {
    for (const [username, officer] of Object.entries(heads))
      await createOfficer(tx, { officer, username, password: PASSWORD, at: clock.now(), by: '测试' })
  })
  const admin = (await signIn('admin')).cookie
  const mandate = { id: randomUUID(), toId: heads.deputy.id, role: 'principal-head', mandate: '授权书1号' }
  const days = { validFrom: '2026-03-05', validTo: '2026-03-31' }
  const first = (await signIn('first')).cookie
  assert.equal(
    (await call('POST', '/people/delegations', { cookie: first, body: { ...mandate, ...days } })).status,
    200,
  )
  const deputy = (await signIn('deputy')).cookie
  const lent = async () => (await call('GET', '/people/me', { cookie: deputy })).body['permissions'] as string[]
  assert.ok((await lent()).includes('casework.principal'))
  const gone = await call('POST', off(heads.first.id), { cookie: admin, body })
  assert.deepEqual(gone.body['ended'], { sessions: 1, services: 0, mandates: 1 })
  assert.ok(!(await lent()).includes('casework.principal'))
  const again = await call('POST', '/people/delegations', {
    cookie: deputy,
    body: { ...mandate, ...days, id: randomUUID(), toId: heads.first.id, role: 'deputy-head' },
  })
  assert.equal(again.status, 404, 'nobody lends to whoever has left')

  const made = await call('POST', '/people/services', {
    cookie: admin,
    body: { name: '取数', permissions: ['registry.read'], days: 2 },
  })
  const bearer = String(made.body['token'])
  assert.ok(await resolveService(db, bearer, clock.now()))
  const second = (await signIn('second')).cookie
  const ended = await call('POST', off(people.admin.id), { cookie: second, body })
  assert.deepEqual(ended.body['ended'], { sessions: 1, services: 1, mandates: 0 })
  assert.equal(await resolveService(db, bearer, clock.now()), null)
})

test('his phone must forget everything, and hears so without a session; another phone need not', async (t) => {
  const { signIn, call, people, clock } = await leaving(t)
  const [his, other] = [randomUUID(), randomUUID()]
  const hello = { now: clock.now(), protocol: PROTOCOL, waiting: 3 }
  const mustForget = async (id: string) => (await call('GET', `/device/phones/${id}/must-forget`)).body['mustForget']
  await call('POST', '/device/hello', { cookie: (await signIn('north')).cookie, body: { ...hello, phone: his } })
  await call('POST', '/device/hello', { cookie: (await signIn('south')).cookie, body: { ...hello, phone: other } })
  assert.equal(await mustForget(his), false)
  const admin = (await signIn('admin')).cookie
  await call('POST', off(people.north.id), { cookie: admin, body })
  assert.deepEqual(
    [await mustForget(his), await mustForget(other), await mustForget(randomUUID())],
    [true, false, false],
  )
})

test('nobody switches himself off, nobody from outside his region, nobody for a day to come, and nobody twice', async (t) => {
  const { signIn, call, people } = await leaving(t)
  const admin = (await signIn('admin')).cookie
  const north = (await signIn('north')).cookie
  const tried = (who: keyof typeof people, more: object = {}, cookie = admin) =>
    call('POST', off(people[who].id), { cookie, body: { ...body, ...more } })
  assert.equal((await tried('south', {}, north)).status, 403)
  assert.equal((await tried('admin')).code, 'own-account')
  assert.equal((await tried('south')).status, 404)
  assert.equal((await tried('north', { leftOn: '2026-03-06' })).code, 'leaves-later')
  assert.equal((await tried('north', { reason: ' ' })).status, 400, 'a reason is needed')
  assert.equal((await call('POST', on(people.north.id), { cookie: admin, body })).code, 'not-off')
  assert.equal((await tried('north', { leftOn: '2026-02-28' })).status, 200, 'a day that has passed may be told')
  assert.equal((await tried('north')).code, 'already-off')
})

test('the telephone of an officer is masked, and told in full for a reason that the journal keeps', async (t) => {
  const { signIn, call, people, db } = await leaving(t)
  const { cookie } = await signIn('admin')
  const file = await call('GET', `/people/officers/${people.north.id}`, { cookie })
  assert.equal((file.body['officer'] as Officer).phone, '138****0000')
  const path = (who: keyof typeof people) => `/people/officers/${people[who].id}/unmask`
  assert.equal((await call('POST', path('south'), { cookie, body: { reason: '通知值班' } })).status, 404)
  assert.equal((await call('POST', path('north'), { cookie })).status, 400, 'a reason is needed')
  const told = await call('POST', path('north'), { cookie, body: { reason: '通知值班' } })
  assert.deepEqual(told.body, { phone: people.north.phone })
  const rows = await db.transaction(NATIONWIDE, (tx) => latestJournal(tx, 10))
  const row = rows.find(({ action, outcome }) => action === 'people.phone-unmasked' && outcome === 'done')
  assert.deepEqual([row?.subjectId, row?.detail], [people.north.id, { reason: '通知值班' }])
})
