/** What a browser is told with every answer, over TLS and without, and what it may not do on behalf of another site. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { hashPassword } from '../src/contexts/people/public.ts'
import { openLog } from '../src/platform/log.ts'
import { clockAt } from '../src/platform/clock.ts'
import { composePlumbline } from '../src/server.ts'
import { settingsOf, WrongSettings } from '../src/settings.ts'
import { stage, STARTS_AT, TOWN, USERNAMES } from './journeys/dongguan.ts'
import { freshDatabase } from './support/database.ts'
import { PASSWORD } from './support/served.ts'

const TLS = { 'x-forwarded-proto': 'https' }
const PROXY = '198.51.100.7'

async function house(t: TestContext) {
  const { url } = await freshDatabase(t)
  const filesFolder = await mkdtemp(join(tmpdir(), 'plumbline-guards-'))
  const plumbline = await composePlumbline({
    databaseUrl: url,
    files: filesFolder,
    log: openLog('silent'),
    clock: clockAt(STARTS_AT),
    publicChain: TOWN,
    callsPerMinute: 100_000,
    proxies: [PROXY],
  })
  t.after(async () => {
    await plumbline.close()
    await rm(filesFolder, { recursive: true, force: true })
  })
  await stage(plumbline.db, await hashPassword(PASSWORD))
  const { app } = plumbline
  const signIn = async (headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/people/sign-in',
      headers,
      remoteAddress,
      payload: { username: USERNAMES.first, password: PASSWORD },
    })
    assert.equal(answer.statusCode, 200, answer.body)
    return answer
  }
  return { app, signIn }
}

const pairOf = (cookies: readonly { name: string; value: string }[]) =>
  cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

test('over TLS both cookies bear the prefix __Host- and Secure, and no other name opens anything', async (t) => {
  const { app, signIn } = await house(t)
  const { cookies } = await signIn(TLS)
  assert.deepEqual(
    cookies.map(({ name, path, secure, httpOnly, sameSite, domain }) => [
      name,
      path,
      secure,
      httpOnly,
      sameSite,
      domain,
    ]),
    ['__Host-plumbline', '__Host-plumbline-device'].map((name) => [name, '/', true, true, 'Strict', undefined]),
  )
  const me = (cookie: string, headers = {}) => app.inject({ url: '/api/people/me', headers: { ...headers, cookie } })
  assert.equal((await me(pairOf(cookies), TLS)).statusCode, 200)
  assert.equal((await me(pairOf(cookies).replaceAll('__Host-', ''), TLS)).statusCode, 401)
})

test('without TLS, as on a laptop, the cookies stay HttpOnly and SameSite=Strict under plain names', async (t) => {
  const { app, signIn } = await house(t)
  const { cookies } = await signIn()
  assert.deepEqual(
    cookies.map(({ name, secure, httpOnly, sameSite }) => [name, secure ?? false, httpOnly, sameSite]),
    ['plumbline', 'plumbline-device'].map((name) => [name, false, true, 'Strict']),
  )
  assert.equal((await app.inject({ url: '/api/people/me', headers: { cookie: pairOf(cookies) } })).statusCode, 200)
})

test('a proxy that was named is believed about TLS and addresses, a stranger who says the same is not', async (t) => {
  const { signIn } = await house(t)
  assert.equal((await signIn(TLS, PROXY)).cookies[0]?.secure, true)
  assert.notEqual((await signIn(TLS, '203.0.113.9')).cookies[0]?.secure, true)
  const env = { PLUMBLINE_DATA: tmpdir() }
  assert.deepEqual(settingsOf([], { ...env, PLUMBLINE_PROXY: '10.0.0.5, 172.18.0.0/16 fd00::/8' }).proxies, [
    '10.0.0.5',
    '172.18.0.0/16',
    'fd00::/8',
  ])
  for (const wrong of ['everybody', '0.0.0.0/0', '10.0.0.5/33', '10.0.0.5/8/8', '10.0.0'])
    assert.throws(() => settingsOf([], { ...env, PLUMBLINE_PROXY: wrong }), WrongSettings, wrong)
})

test('every kind of answer bears nosniff, a policy and no referrer; over TLS a year of HSTS, without none', async (t) => {
  const { app, signIn } = await house(t)
  const cookie = pairOf((await signIn(TLS)).cookies)
  const uploads = { method: 'HEAD', url: `/api/uploads/x~${randomUUID()}` } as const
  const asked = [
    { url: '/api/people/me' },
    { url: '/api/people/me', headers: { cookie } },
    { url: '/api/nowhere' },
    { url: '/healthz' },
    { url: '/nowhere' },
    { method: 'POST', url: '/api/people/sign-in', payload: 'no JSON' },
    { method: 'POST', url: '/api/uploads', headers: { cookie, 'tus-resumable': '1.0.0' } },
    uploads,
  ] as const
  for (const ask of asked) {
    const headers = { ...('headers' in ask ? ask.headers : {}), ...TLS }
    const over = (await app.inject({ ...ask, headers })).headers
    const name = `${'method' in ask ? ask.method : 'GET'} ${ask.url}`
    assert.equal(over['x-content-type-options'], 'nosniff', name)
    assert.equal(over['referrer-policy'], 'no-referrer', name)
    assert.match(String(over['content-security-policy']), /object-src 'none';.*base-uri 'none'/, name)
    assert.match(String(over['content-security-policy']), /frame-ancestors 'self'/, name)
    assert.equal(over['strict-transport-security'], 'max-age=31536000; includeSubDomains', name)
    assert.equal((await app.inject(ask)).headers['strict-transport-security'], undefined, name)
  }
})

test('no answer of an endpoint is kept by a browser or a proxy, refusals and errors included', async (t) => {
  const { app, signIn } = await house(t)
  const cookie = pairOf((await signIn()).cookies)
  for (const [url, status] of [
    ['/api/people/me', 200],
    ['/api/people/officers/not-an-id', 400],
    [`/api/people/officers/${randomUUID()}`, 404],
    ['/api/people/services', 403],
    ['/api/nowhere', 404],
  ] as const) {
    const { statusCode, headers } = await app.inject({ url, headers: { cookie } })
    assert.equal(headers['cache-control'], 'no-store', url)
    assert.equal(statusCode, status, url)
  }
  assert.equal((await app.inject({ url: '/api/people/me' })).headers['cache-control'], 'no-store')
})

test('what the browser says another site began is refused, with and without an origin, uploads included', async (t) => {
  const { app, signIn } = await house(t)
  const cookie = pairOf((await signIn()).cookies)
  const begin = (url: string, headers: Record<string, string>) =>
    app.inject({ method: 'POST', url, headers: { cookie, ...headers }, payload: {} })
  const tus = { 'tus-resumable': '1.0.0', 'upload-length': '1', 'content-type': 'application/offset+octet-stream' }
  for (const forged of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ] as Record<string, string>[]) {
    for (const [url, headers] of [
      ['/api/people/sessions/end-all', forged],
      ['/api/uploads', { ...forged, ...tus }],
    ] as const) {
      const answer = await begin(url, headers)
      assert.equal(answer.statusCode, 422, `${url} ${JSON.stringify(forged)}: ${answer.body}`)
      assert.match(answer.body, /foreign-origin/)
    }
  }
  for (const site of ['same-origin', 'none'])
    assert.equal((await begin('/api/people/sessions/end-all', { 'sec-fetch-site': site })).statusCode, 200, site)
})

test('no other site may read an answer, resumable uploads included', async (t) => {
  const { app, signIn } = await house(t)
  const cookie = pairOf((await signIn()).cookies)
  const origin = 'https://evil.example'
  for (const ask of [
    { url: '/api/people/me', headers: { cookie, origin } },
    { method: 'OPTIONS', url: '/api/people/me', headers: { origin, 'access-control-request-method': 'POST' } },
    { method: 'OPTIONS', url: '/api/uploads', headers: { origin, 'access-control-request-method': 'POST' } },
    { method: 'HEAD', url: '/api/uploads/x', headers: { cookie, 'tus-resumable': '1.0.0' } },
    { method: 'POST', url: '/api/uploads', headers: { cookie, 'tus-resumable': '1.0.0', 'upload-length': '1' } },
  ] as const) {
    const { headers } = await app.inject(ask)
    assert.equal(headers['access-control-allow-origin'], undefined, ask.url)
    assert.equal(headers['access-control-allow-credentials'], undefined, ask.url)
  }
})

test('no folder is listed, no call is sent back, and no method opens what is not declared', async (t) => {
  const { app, signIn } = await house(t)
  const cookie = pairOf((await signIn()).cookies)
  for (const method of ['TRACE', 'PUT', 'DELETE', 'PATCH'] as const) {
    const { statusCode, body } = await app.inject({ method, url: '/api/people/me', headers: { cookie } })
    assert.ok(statusCode === 404 || statusCode === 415, `${method}: ${statusCode}`)
    assert.ok(!body.includes(cookie.split('=')[1] ?? cookie), `${method} sends the cookie back`)
  }
  for (const url of ['/assets/', '/assets', '/api/', '/.git/config', '/package.json', '/api/uploads/'])
    assert.equal((await app.inject({ url, headers: { cookie } })).statusCode, 404, url)
})

test('the apps travel packed, in brotli or gzip, and plain to whoever asks for neither', async (t) => {
  const { app } = await house(t)
  const page = await app.inject({ url: '/desk/' })
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page.body)?.[1] ?? 'the page names no script'
  const sizes = await Promise.all(
    ['br', 'gzip', 'identity'].map(async (encoding) => {
      const { headers, rawPayload } = await app.inject({ url: script, headers: { 'accept-encoding': encoding } })
      return { encoding: headers['content-encoding'] ?? 'identity', varies: headers.vary, bytes: rawPayload.length }
    }),
  )
  assert.deepEqual(
    sizes.map(({ encoding, varies }) => [encoding, varies]),
    ['br', 'gzip', 'identity'].map((encoding) => [encoding, 'accept-encoding']),
  )
  const [brotli, gzip, plain] = sizes.map(({ bytes }) => bytes) as [number, number, number]
  assert.ok(brotli < plain / 2 && gzip < plain / 2, sizes.map(({ bytes }) => bytes).join())
})
