/** Second factor, lock-out, known devices, sessions of others and programs with tokens, through the endpoints. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import sql from 'sql-template-tag'
import { NATIONWIDE } from '../../../platform/db.ts'
import { latestJournal } from '../../../platform/journal.ts'
import { resolveService } from '../public/services.ts'
import { house, PASSWORD } from './fixtures.ts'

test('a second factor is asked for after the right password only, and each code opens once', async (t) => {
  const { signIn, enrol, codeOf, clock } = await house(t)
  const { secret } = await enrol((await signIn('north')).cookie)
  clock.forward(1)
  assert.equal((await signIn('north')).code, 'second-factor-needed')
  assert.equal((await signIn('north', { password: 'not-the-password' })).code, 'sign-in-refused')
  assert.equal((await signIn('north', { code: '000000' })).code, 'wrong-code')
  const code = codeOf(secret)
  assert.equal((await signIn('north', { code })).status, 200)
  assert.equal((await signIn('north', { code })).code, 'wrong-code', 'a code that was seen opens nothing')
  clock.forward(1)
  assert.equal((await signIn('north', { code: codeOf(secret) })).status, 200)
})

test('a recovery code opens once, whatever its writing; the count of those left is told', async (t) => {
  const { signIn, enrol, call, clock } = await house(t)
  const { recoveryCodes } = await enrol((await signIn('north')).cookie)
  assert.equal(new Set(recoveryCodes).size, 10)
  for (const code of recoveryCodes) assert.match(code, /^([a-hjkmnp-z2-9]{5}-){4}[a-hjkmnp-z2-9]{5}$/)
  clock.forward(1)
  const [first = ''] = recoveryCodes
  const { status, cookie } = await signIn('north', { code: first.toUpperCase().replaceAll('-', ' ') })
  assert.equal(status, 200)
  assert.equal((await signIn('north', { code: first })).code, 'wrong-code')
  assert.equal((await call('GET', '/people/second-factor', { cookie })).body['recoveryCodesLeft'], 9)
})

test('a begun factor does not count before its first code, and one that is on is not replaced', async (t) => {
  const { signIn, call, enrol } = await house(t)
  const { cookie } = await signIn('north')
  await call('POST', '/people/second-factor/begin', { cookie, body: { password: PASSWORD } })
  assert.equal((await signIn('north')).status, 200)
  await enrol(cookie)
  const again = await call('POST', '/people/second-factor/begin', { cookie, body: { password: PASSWORD } })
  assert.equal(again.code, 'second-factor-is-on')
})

test('a role that needs a second factor reaches nothing but its own account until it has one; a town is bound by its city', async (t) => {
  const { signIn, call, enrol, people, clock } = await house(t)
  const admin = (await signIn('admin')).cookie
  const north = (await signIn('north')).cookie
  assert.equal((await call('GET', '/people/officers', { cookie: north })).status, 200)
  const set = await call('POST', '/people/second-factor-duty', { cookie: admin, body: { roles: ['officer'] } })
  assert.equal(set.status, 200, JSON.stringify(set.body))
  assert.equal((await call('GET', '/people/officers', { cookie: north })).status, 403)
  assert.equal((await call('GET', '/people/second-factor', { cookie: north })).body['isRequired'], true)
  assert.equal((await call('GET', '/people/officers', { cookie: (await signIn('south')).cookie })).status, 200)
  const { secret } = await enrol(north)
  assert.equal((await call('GET', '/people/officers', { cookie: north })).status, 200)
  clock.forward(1)
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.parse(clock.now()) })
  const removed = await call('POST', '/people/second-factor/remove', {
    cookie: north,
    body: { password: PASSWORD, code },
  })
  assert.equal(removed.code, 'second-factor-required')
  const reset = await call('POST', `/people/officers/${people.north.id}/second-factor/reset`, {
    cookie: admin,
    body: { reason: '手机遗失' },
  })
  assert.equal(reset.status, 200)
  assert.equal((await call('GET', '/people/me', { cookie: north })).status, 401, 'a reset ends every session')
  const elsewhere = await call('POST', `/people/officers/${people.south.id}/second-factor/reset`, {
    cookie: admin,
    body: { reason: '越界' },
  })
  assert.equal(elsewhere.status, 404)
})

test('who guesses from his own address locks out himself and nobody else', async (t) => {
  const { signIn } = await house(t)
  for (let nth = 0; nth < 5; nth += 1) await signIn('north', { password: 'wrong-wrong-wrong', from: '203.0.113.9' })
  assert.equal((await signIn('north', { from: '203.0.113.9' })).status, 422)
  assert.equal((await signIn('north', { from: '198.51.100.7' })).status, 200)
})

test('guessing from a hundred addresses makes strangers wait, while the known device keeps its access', async (t) => {
  const { signIn, clock } = await house(t)
  const known = (await signIn('north', { from: '198.51.100.7' })).cookie
  for (let nth = 1; nth <= 50; nth += 1)
    await signIn('north', { password: 'wrong-wrong-wrong', from: `203.0.113.${nth}` })
  assert.equal((await signIn('north', { from: '192.0.2.1' })).status, 422)
  assert.equal((await signIn('north', { cookie: known, from: '192.0.2.1' })).status, 200)
  // A stolen device cookie is no free field either: it has a count of its own.
  for (let nth = 0; nth < 5; nth += 1) await signIn('north', { cookie: known, password: 'wrong-wrong-wrong' })
  assert.equal((await signIn('north', { cookie: known })).status, 422)
  clock.forward(16)
  assert.equal((await signIn('north', { from: '192.0.2.1' })).status, 200)
})

test('the administrator sees and ends the sessions of his officers, and of nobody outside', async (t) => {
  const { signIn, call, people } = await house(t)
  const admin = (await signIn('admin')).cookie
  const [north, south] = [(await signIn('north')).cookie, (await signIn('south')).cookie]
  const listed = await call('GET', `/people/sessions?officer=${people.north.id}`, { cookie: admin })
  assert.equal((listed.body['sessions'] as unknown[]).length, 1)
  assert.equal(
    (await call('POST', '/people/sessions/end-all', { cookie: admin, body: { officer: people.north.id } })).status,
    200,
  )
  assert.equal((await call('GET', '/people/me', { cookie: north })).status, 401)
  assert.equal(
    (await call('POST', '/people/sessions/end-all', { cookie: admin, body: { officer: people.south.id } })).status,
    404,
  )
  assert.equal((await call('GET', '/people/me', { cookie: south })).status, 200)
  assert.equal((await call('GET', '/people/me', { cookie: admin })).status, 200)
})

test('a forgotten password is replaced by the administrator with one that is told once and ends every session', async (t) => {
  const { signIn, call, people, db } = await house(t)
  const admin = (await signIn('admin')).cookie
  const north = (await signIn('north')).cookie
  const path = (who: keyof typeof people) => `/people/officers/${people[who].id}/reset-password`
  const body = { reason: '本人忘记密码' }
  assert.equal((await call('POST', path('north'), { cookie: north, body })).status, 403)
  assert.equal((await call('POST', path('north'), { cookie: admin, body: {} })).status, 400, 'a reason is needed')
  assert.equal((await call('POST', path('admin'), { cookie: admin, body })).code, 'own-password')
  const reset = await call('POST', path('north'), { cookie: admin, body })
  assert.equal(reset.status, 200, JSON.stringify(reset.body))
  const password = String(reset.body['password'])
  assert.match(password, /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
  assert.equal((await call('GET', '/people/me', { cookie: north })).status, 401)
  assert.equal((await signIn('north')).code, 'sign-in-refused')
  const first = await signIn('north', { password })
  assert.equal(first.body['mustChangePassword'], true)
  assert.equal((await call('GET', '/people/officers', { cookie: first.cookie })).status, 403)
  const rows = await db.transaction(NATIONWIDE, (tx) => latestJournal(tx, 20))
  assert.deepEqual(
    rows.find(({ action, outcome }) => action === 'people.password-reset' && outcome === 'done')?.detail,
    body,
  )
  assert.ok(!JSON.stringify(rows).includes(password))
})

test('a program reads by its token what it was allowed, in its region, until the token ends', async (t) => {
  const { signIn, call, clock, db } = await house(t)
  const admin = (await signIn('admin')).cookie
  const made = await call('POST', '/people/services', {
    cookie: admin,
    body: { name: '市平台取数', permissions: ['registry.read'], days: 2 },
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const bearer = String(made.body['token'])
  assert.equal((await call('GET', '/people/officers', { bearer })).status, 403, 'not among its permissions')
  assert.equal((await call('GET', '/people/sessions', { bearer })).status, 403, 'a program has no account of its own')
  assert.equal(
    (await call('POST', '/people/services', { bearer, body: { name: 'x', permissions: ['registry.read'], days: 1 } }))
      .status,
    403,
  )
  const seen = await resolveService(db, bearer, clock.now())
  assert.deepEqual([seen?.region, seen?.permissions], ['441302', ['registry.read']])
  const more = { name: '越权', permissions: ['casework.read'], days: 2 }
  assert.equal((await call('POST', '/people/services', { cookie: admin, body: more })).status, 400)
  clock.forward(48 * 60)
  assert.equal(await resolveService(db, bearer, clock.now()), null)
  const stored = await db.transaction(NATIONWIDE, (tx) => tx.rows(sql`select t::text as text from people.service t`))
  assert.ok(!JSON.stringify(stored).includes(bearer), 'the token itself is kept nowhere')
})

test('a revoked token opens nothing, and a made-up one neither', async (t) => {
  const { signIn, call, clock, db } = await house(t)
  const admin = (await signIn('admin')).cookie
  const body = { name: '取数', permissions: ['registry.read'], days: 2 }
  const made = await call('POST', '/people/services', { cookie: admin, body })
  const { id } = made.body['service'] as { id: string }
  assert.equal((await call('POST', `/people/services/${id}/revoke`, { cookie: admin })).status, 200)
  assert.equal(await resolveService(db, String(made.body['token']), clock.now()), null)
  const guessed = await call('GET', '/people/officers', { bearer: `plumbline_${'x'.repeat(43)}` })
  assert.equal(guessed.status, 401)
})

test('one account may not call more often than its share of a minute, from however many addresses', async (t) => {
  const { signIn, call, clock } = await house(t, { accountCallsPerMinute: 20 })
  const { cookie } = await signIn('north')
  const answers = await Promise.all(
    Array.from({ length: 25 }, (_, nth) => call('GET', '/people/me', { cookie, from: `198.51.100.${nth + 1}` })),
  )
  assert.equal(answers.filter(({ status }) => status === 429).length, 5)
  clock.forward(1)
  assert.equal((await call('GET', '/people/me', { cookie })).status, 200)
})

test('NIST SP 800-63B: a new password made of the own name, telephone or bureau is refused', async (t) => {
  const { signIn, call } = await house(t)
  const { cookie } = await signIn('north')
  const change = (password: string) =>
    call('POST', '/people/change-password', { cookie, body: { current: PASSWORD, password } })
  assert.equal((await change('北甲13800000000')).status, 400)
  assert.equal((await change('测试441302应急管理局')).status, 400)
  assert.equal((await change('p@ssw0rd1234567')).status, 400)
  assert.equal((await change('四月的雨下在石桥上边')).status, 400, 'ten characters are too few')
  assert.equal((await change('四月的雨下在石桥上边的灯')).status, 200)
})

test('a passkey counts as the second factor of a role that needs one; the last stays, and the administrator takes it away', async (t) => {
  const { signIn, call, people, db } = await house(t)
  const [admin, north] = [(await signIn('admin')).cookie, (await signIn('north')).cookie]
  const id = '00000000-0000-4000-8000-0000000000aa'
  await db.transaction(NATIONWIDE, (tx) =>
    tx.run(sql`insert into people.passkey (id, account_id, region, credential_id, public_key, counter, transports, label, created_at)
      select ${id}, id, region, 'AAAA', 'x', 0, '{}', '演示', '2026-03-05' from people.account where username = 'north'`),
  )
  await call('POST', '/people/second-factor-duty', { cookie: admin, body: { roles: ['officer'] } })
  assert.equal((await call('GET', '/people/officers', { cookie: north })).status, 200)
  assert.deepEqual((await call('GET', '/people/passkeys', { cookie: admin })).body, { passkeys: [] })
  const told = await signIn('north')
  assert.equal(told.code, 'second-factor-needed')
  const remove = (cookie: string, password = PASSWORD) =>
    call('POST', `/people/passkeys/${id}/remove`, { cookie, body: { password } })
  assert.equal((await remove(admin)).status, 404, 'nobody removes that of another')
  assert.equal((await remove(north, 'not-the-password')).code, 'wrong-password')
  assert.equal((await remove(north)).code, 'second-factor-required')
  const body = { reason: '设备遗失' }
  await call('POST', `/people/officers/${people.north.id}/second-factor/reset`, { cookie: admin, body })
  assert.equal((await signIn('north')).status, 200)
})
