/** Single sign-on against a real OpenID provider that runs beside the test. */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import Provider from 'oidc-provider'
import sql from 'sql-template-tag'
import { openLog } from '../../../platform/log.ts'
import { NATIONWIDE } from '../../../platform/db.ts'
import { clockAt } from '../../../platform/clock.ts'
import { composePlumbline } from '../../../server.ts'
import { freshDatabase } from '../../../../tests/support/database.ts'
import { latestJournal } from '../../../platform/journal.ts'
import { aBureau, anOfficer } from '../fixtures.ts'
import { createBureau, createOfficer, hashPassword } from '../public.ts'

const NOW = new Date().toISOString()
const REDIRECT = 'https://plumbline.example/desk/sso'
const SECRET = 'a-secret-of-the-tests-and-of-nothing-else'

/** Somebody who is signed in at the provider under any name he types; `amr` says how he proved himself. */
async function provider(t: TestContext, amr: readonly string[]): Promise<string> {
  const server: Server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const oidc = new Provider(issuer, {
    clients: [{ client_id: 'plumbline', client_secret: SECRET, redirect_uris: [REDIRECT] }],
    claims: { openid: ['sub', 'preferred_username', 'amr'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
    cookies: { keys: ['of the tests'] },
    ttl: { Interaction: 60, Session: 60, Grant: 60, AccessToken: 60, IdToken: 60 },
  })
  // Its sign-in page asks for a name only; how the person proved himself is added to what the page answers.
  const { save } = oidc.Interaction.prototype
  oidc.Interaction.prototype.save = function (ttl) {
    if (this.result?.login) this.result.login.amr = [...amr]
    return save.call(this, ttl)
  }
  oidc.on('server_error', (_, error) => t.diagnostic(String(error)))
  server.on('request', oidc.callback())
  t.after(() => new Promise((closed) => server.close(closed)))
  return issuer
}

/** Follows the provider's pages as a browser would, types the name, agrees, and stops at our own address. */
async function throughTheProvider(url: string, name: string): Promise<string> {
  const jar = new Map<string, string>()
  const visit = async (address: string, form?: Record<string, string>): Promise<Response> => {
    const answer = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([key, value]) => `${key}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return answer
  }
  let [address, answer] = [url, await visit(url)]
  for (let step = 0; step < 12; step += 1) {
    const next = answer.headers.get('location')
    if (next) {
      address = new URL(next, address).href
      if (address.startsWith(REDIRECT)) return new URL(address).search
      answer = await visit(address)
      continue
    }
    const page = await answer.text()
    const isLogin = page.includes('name="login"')
    answer = await visit(address, isLogin ? { prompt: 'login', login: name, password: 'x' } : { prompt: 'consent' })
  }
  throw new Error(`the provider does not come to an end at ${address}`)
}

async function house(t: TestContext, { amr = [] as readonly string[], issuer = '' } = {}) {
  const { url } = await freshDatabase(t)
  const filesFolder = await mkdtemp(join(tmpdir(), 'plumbline-sso-'))
  const plumbline = await composePlumbline({
    databaseUrl: url,
    files: filesFolder,
    log: openLog('silent'),
    clock: clockAt(NOW),
    publicChain: '4413',
    callsPerMinute: 100_000,
    oidc: {
      issuer: issuer || (await provider(t, amr)),
      clientId: 'plumbline',
      clientSecret: SECRET,
      claim: 'preferred_username',
      label: '统一身份认证',
      redirectUri: REDIRECT,
    },
  })
  t.after(async () => {
    await plumbline.close()
    await rm(filesFolder, { recursive: true, force: true })
  })
  const passwordHash = await hashPassword('never typed in this test')
  await plumbline.db.transaction(NATIONWIDE, async (tx) => {
    for (const region of ['4413', '441302']) await createBureau(tx, aBureau({ region }))
    await createOfficer(tx, {
      officer: anOfficer({ region: '441302', name: '单点甲' }),
      username: 'dandian',
      passwordHash,
      at: NOW,
      by: '测试',
    })
  })
  const call = async (path: string, body: object = {}, cookie = '') => {
    const answer = await plumbline.app.inject({
      method: path === '/people/me' || path === '/people/sso' ? 'GET' : 'POST',
      url: `/api${path}`,
      headers: cookie ? { cookie } : {},
      ...(path === '/people/me' || path === '/people/sso' ? {} : { payload: body }),
    })
    const read = answer.json<Record<string, unknown> & { refusals?: { code: string }[] }>()
    return {
      status: answer.statusCode,
      body: read,
      code: read.refusals?.[0]?.code,
      cookie: answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    }
  }
  const begin = async () => (await call('/people/sso/begin')).body as { url: string; attempt: string }
  return { call, begin, db: plumbline.db }
}

test('single sign-on: whom the identity provider vouches for is signed in under the account of that name, and it is journalled', async (t) => {
  const { call, begin, db } = await house(t)
  assert.equal((await call('/people/sso')).body['label'], '统一身份认证')
  const { url, attempt } = await begin()
  const query = await throughTheProvider(url, 'DanDian')
  const done = await call('/people/sso/finish', { attempt, query })
  assert.equal(done.status, 200, JSON.stringify(done.body))
  const me = await call('/people/me', {}, done.cookie)
  assert.equal(me.body['name'], '单点甲')
  const again = await call('/people/sso/finish', { attempt, query })
  assert.equal(again.code, 'sso-over', 'an attempt answers once')
  const [row] = await db
    .transaction(NATIONWIDE, (tx) => latestJournal(tx, 5))
    .then((rows) => rows.filter(({ action, outcome }) => action === 'people.signed-in' && outcome === 'done'))
  assert.equal(row?.detail['by'], 'sso')
})

test('single sign-on: an answer that another browser began, or for another attempt, opens nothing', async (t) => {
  const { call, begin } = await house(t)
  const [mine, other] = [await begin(), await begin()]
  const query = await throughTheProvider(mine.url, 'dandian')
  assert.equal((await call('/people/sso/finish', { attempt: other.attempt, query })).code, 'sso-not-vouched')
  assert.equal((await call('/people/sso/finish', { attempt: 'A'.repeat(43), query })).code, 'sso-over')
  const forged = query.replace(/code=[^&]+/, 'code=of-somebody-else')
  assert.equal((await call('/people/sso/finish', { attempt: mine.attempt, query: forged })).code, 'sso-not-vouched')
})

test('single sign-on: an account with a second factor opens only when the provider says that it asked for one', async (t) => {
  for (const [amr, code] of [
    [['pwd'], 'sso-without-second-factor'],
    [['pwd', 'otp'], undefined],
  ] as const) {
    const { call, begin, db } = await house(t, { amr })
    await db.transaction(NATIONWIDE, (tx) =>
      tx.run(sql`insert into people.second_factor (account_id, region, secret, begun_at, confirmed_at)
        select id, region, 'AAAA', ${NOW}, ${NOW} from people.account where username = 'dandian'`),
    )
    const { url, attempt } = await begin()
    const done = await call('/people/sso/finish', { attempt, query: await throughTheProvider(url, 'dandian') })
    assert.equal(done.code, code, JSON.stringify(done.body))
    assert.equal(done.cookie.includes('plumbline='), code === undefined)
  }
})

test('single sign-on: who has no account here is told so, and is not told who has', async (t) => {
  const { call, begin } = await house(t)
  const { url, attempt } = await begin()
  const done = await call('/people/sso/finish', { attempt, query: await throughTheProvider(url, 'nobody-here') })
  assert.equal(done.code, 'sso-unknown-account')
})

test('single sign-on: whoever has left is told what a stranger is told, whatever the provider vouches for', async (t) => {
  const { call, begin, db } = await house(t)
  await db.transaction(NATIONWIDE, (tx) => tx.run(sql`update people.officer set left_on = '2026-03-05'`))
  const { url, attempt } = await begin()
  const done = await call('/people/sso/finish', { attempt, query: await throughTheProvider(url, 'dandian') })
  assert.deepEqual([done.code, done.cookie], ['sso-unknown-account', ''])
})

test('single sign-on: a provider that is away is a refusal with the way out, and names and passwords go on working', async (t) => {
  const { call } = await house(t, { issuer: 'http://127.0.0.1:9' })
  const begun = await call('/people/sso/begin')
  assert.equal(begun.status, 422)
  assert.equal(begun.code, 'sso-not-vouched')
})
