/** Short forms of what `bench fuzz` does at length, and the hostile inputs that have names. */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fuzzRequests, fuzzTarget } from '../tools/bench/fuzz.ts'
import { freshDatabase } from './support/database.ts'

async function target(t: TestContext) {
  const { url } = await freshDatabase(t)
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-fuzz-'))
  const { plumbline, cookie } = await fuzzTarget(url, folder)
  t.after(async () => {
    await plumbline.close()
    await rm(folder, { recursive: true, force: true })
  })
  return { plumbline, cookie, app: plumbline.app }
}

test('U18: requests made up from the OpenAPI document never make the server fail, and the journal stays whole', async (t) => {
  const { plumbline, cookie } = await target(t)
  const report = await fuzzRequests({ plumbline, cookie, requests: 1200, seed: 7 })
  t.diagnostic(`${report.requests} requests to ${report.endpoints} operations: ${JSON.stringify(report.byStatus)}`)
  assert.deepEqual(report.unexpected, [])
  assert.equal(report.journalOk, true)
  assert.ok(report.requests >= 1200 && (report.byStatus['200'] ?? 0) > 50, JSON.stringify(report.byStatus))
})

test('a path that climbs out of the apps or the files is not there', async (t) => {
  const { app, cookie } = await target(t)
  const headers = { cookie: await cookie() }
  for (const url of [
    '/desk/../../package.json',
    '/desk/..%2f..%2fpackage.json',
    '/..%2f..%2f..%2f..%2fetc%2fpasswd',
    '/desk/%2e%2e/%2e%2e/migrations/0001-platform.sql',
    '/assets/..%5c..%5cpackage.json',
    '/api/evidence/..%2f..%2fpasswords.json',
    '/api/uploads/..%2f..%2fpasswords.json',
    '/api/uploads/x~../../passwords',
    '/%00',
  ]) {
    const { statusCode, body } = await app.inject({ url, headers })
    assert.ok(statusCode < 500, `${url}: ${statusCode}`)
    assert.ok(!/"dependencies"|root:|create schema/.test(body), url)
  }
})

test('a form of another site changes nothing, whatever the browser sends along', async (t) => {
  const { app, cookie } = await target(t)
  const signedIn = await cookie()
  const post = (headers: Record<string, string>, payload = '{}') =>
    app.inject({ method: 'POST', url: '/api/people/sign-out', headers: { cookie: signedIn, ...headers }, payload })
  const foreign = await post({ origin: 'https://evil.example', 'content-type': 'application/json' })
  assert.equal(foreign.statusCode, 422)
  assert.match(foreign.body, /foreign-origin/)
  for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
    assert.equal((await post({ 'content-type': type }, 'a=1')).statusCode, 415, type)
  assert.equal((await app.inject({ url: '/api/people/me', headers: { cookie: signedIn } })).statusCode, 200)
})

test('one address that calls too often is slowed down, and another is not', async (t) => {
  const { url } = await freshDatabase(t)
  const { composePlumbline } = await import('../src/server.ts')
  const { openLog } = await import('../src/platform/log.ts')
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-rate-'))
  const plumbline = await composePlumbline({
    databaseUrl: url,
    files: folder,
    log: openLog('silent'),
    publicChain: '44',
    callsPerMinute: 20,
  })
  t.after(async () => {
    await plumbline.close()
    await rm(folder, { recursive: true, force: true })
  })
  const from = (remoteAddress: string) => plumbline.app.inject({ url: '/api/people/me', remoteAddress })
  const answers: number[] = []
  for (let nth = 0; nth < 25; nth += 1) answers.push((await from('203.0.113.1')).statusCode)
  assert.equal(answers.filter((status) => status === 429).length, 5)
  assert.equal((await from('203.0.113.2')).statusCode, 401)
})
