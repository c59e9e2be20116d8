/** Traces as a collector receives them: a receiver of our own that speaks OTLP/HTTP in JSON. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { test, type TestContext } from 'node:test'
import sql from 'sql-template-tag'
import { clockAt } from '../src/platform/clock.ts'
import { NATIONWIDE, withDatabase } from '../src/platform/db.ts'
import { openLog } from '../src/platform/log.ts'
import { openTraces } from '../src/platform/traces.ts'
import { composePlumbline } from '../src/server.ts'
import { settingsOf } from '../src/settings.ts'
import { askerFor, BUSINESS, CAST, stage, STARTS_AT } from './journeys/dongguan.ts'
import { freshDatabase } from './support/database.ts'

type Received = {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly kind: number
  readonly status: { readonly code?: number }
  readonly attributes: readonly { readonly key: string; readonly value: Record<string, unknown> }[]
}
type Told = { resourceSpans: { scopeSpans: { spans: Received[] }[] }[] }

/** What a collector at an address of this machine is sent, and the words of it. */
async function collector(t: TestContext) {
  const bodies: string[] = []
  const server = createServer(async (request, reply) => {
    assert.deepEqual([request.method, request.url], ['POST', '/v1/traces'])
    bodies.push(Buffer.concat(await request.toArray()).toString('utf8'))
    reply.setHeader('content-type', 'application/json').end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return {
    endpoint: `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`,
    text: () => bodies.join('\n'),
    spans: () =>
      bodies
        .flatMap((body) => (JSON.parse(body) as Told).resourceSpans)
        .flatMap(({ scopeSpans }) => scopeSpans)
        .flatMap(({ spans }) => spans),
  }
}

test('a call, its statements and a job are told to the collector, without a person, an id or a search word', async (t) => {
  const { endpoint, spans, text } = await collector(t)
  const database = await freshDatabase(t)
  const traces = await openTraces({ endpoint, share: 1 })
  const plumbline = await composePlumbline({
    databaseUrl: database.url,
    files: '/nowhere',
    log: openLog('silent'),
    clock: clockAt(STARTS_AT),
    publicChain: '44',
    resolve: async () => askerFor(CAST.first),
    traces,
  })
  t.after(() => plumbline.close())
  plumbline.app.get('/breaks/:id', async () => {
    throw new Error(`a fault about ${CAST.first.name}`)
  })
  await stage(plumbline.db)
  const cookies = { plumbline: CAST.first.id }
  const list = `/api/registry/enterprises?q=${encodeURIComponent(BUSINESS.name)}`
  assert.equal((await plumbline.app.inject({ url: list, cookies })).statusCode, 200)
  const payload = { username: CAST.first.name, password: 'words-of-a-secret' }
  assert.equal((await plumbline.app.inject({ method: 'POST', url: '/api/people/sign-in', payload })).statusCode, 422)
  assert.equal((await plumbline.app.inject({ url: `/breaks/${CAST.first.id}` })).statusCode, 500)
  const count = sql`select count(*) from people.officer where name = ${CAST.first.name}`
  await traces.job('count officers', () =>
    withDatabase(database.url, 1, (db) => db.transaction(NATIONWIDE, (tx) => tx.find(count)), traces.statement),
  )
  await traces.close()

  const named = (name: string) => {
    const found = spans().filter((span) => span.name === name)
    assert.equal(found.length, 1, `${name} among ${spans().map((span) => span.name)}`)
    return found[0]!
  }
  const below = ({ spanId, traceId }: Received) =>
    spans().filter((span) => span.parentSpanId === spanId && span.traceId === traceId)
  const told = ({ attributes }: Received, key: string) => attributes.find((one) => one.key === key)?.value
  const call = named('GET /api/registry/enterprises')
  assert.deepEqual(told(call, 'http.response.status_code'), { intValue: 200 })
  assert.ok(below(call).some((span) => /registry\.enterprise/.test(JSON.stringify(told(span, 'db.query.text')))))
  // A call with a body: its statements stand below it as well.
  assert.ok(below(named('POST /api/people/sign-in')).length > 0)
  assert.equal(named('GET /breaks/:id').status.code, 2)
  const [statement, ...rest] = below(named('count officers'))
  assert.deepEqual(
    [statement && told(statement, 'db.query.text'), rest],
    [{ stringValue: 'select count(*) from people.officer where name = $1' }, []],
  )
  for (const personal of [CAST.first.id, CAST.first.name, BUSINESS.name, encodeURIComponent(BUSINESS.name), 'secret'])
    assert.ok(!text().includes(personal), personal)
})

test('a collector that is away stops neither calls nor the stop', async () => {
  const traces = await openTraces({ endpoint: 'http://127.0.0.1:1', share: 1 })
  assert.equal(await traces.job('anything', async () => 7), 7)
  await traces.close()
})

test('traces are off until a collector is named, and an address or a share that cannot be is told at the start', () => {
  const env = { PLUMBLINE_DATA: tmpdir() }
  assert.equal(settingsOf([], env).traces, null)
  const endpoint = 'http://127.0.0.1:4318'
  assert.deepEqual(settingsOf([], { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }).traces, { endpoint, share: 1 })
  assert.throws(
    () => settingsOf([], { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318', OTEL_TRACES_SAMPLER_ARG: 'all' }),
    /OTEL_EXPORTER_OTLP_ENDPOINT[\s\S]*OTEL_TRACES_SAMPLER_ARG/,
  )
})
