/**
 * `bench fuzz`: calls made up from docs/generated/openapi.json, with values that fit, nearly fit or are meant to hurt.
 * The answer may be a yes, a no or "not so"; a fault is a finding.
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { createBureau, createOfficer, hashPassword, resolveAsker } from '../../src/contexts/people/public.ts'
import type { Role } from '../../src/contexts/people/model.ts'
import { PERMISSIONS_OF } from '../../src/contexts/people/rules/permissions.ts'
import { NATIONWIDE, type Database } from '../../src/platform/db.ts'
import { startEmbedded } from '../../src/platform/embedded-postgres.ts'
import { freshFieldKeys, tellFieldKeys } from '../../src/platform/sealing.ts'
import { verifyJournal } from '../../src/platform/journal.ts'
import { openLog } from '../../src/platform/log.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { composePlumbline, type Plumbline } from '../../src/server.ts'

type Schema = {
  type?: string | string[]
  properties?: Record<string, Schema>
  items?: Schema
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  format?: string
  $ref?: string
}
type Operation = {
  parameters?: { name: string; in: string; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } }

const HOSTILE = [
  "'; drop table people.account; --",
  "' or 1=1 --",
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '%2e%2e%2f%2e%2e%2f',
  '=HYPERLINK("http://x","y")',
  '@SUM(1+1)*cmd|calc',
  '<script>alert(1)</script>',
  '{{7*7}}${7*7}',
  'a\u0000b',
  '\ud800',
  '\u202egnp.exe',
  '1e309',
  'NaN',
  '__proto__',
  'http://169.254.169.254/latest/meta-data',
  '长'.repeat(5000),
  '١٢٣',
]

const anything = () =>
  fc.oneof(
    fc.constantFrom<unknown>(...HOSTILE),
    fc.constantFrom<unknown>(null, '', {}, [], -1, 0.5, 2 ** 53, 2 ** 31, true, [[[[]]]], {
      __proto__: null,
      constructor: 1,
    }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.jsonValue({ maxDepth: 3 }),
  )

/** Values for a schema: mostly such as fit, sometimes anything at all. */
function valuesFor(schema: Schema, document: Document, depth = 0): fc.Arbitrary<unknown> {
  const fit = fitting(schema, document, depth)
  return fc.oneof({ weight: 5, arbitrary: fit }, { weight: 1, arbitrary: anything() })
}

function fitting(schema: Schema, document: Document, depth: number): fc.Arbitrary<unknown> {
  if (depth > 6) return fc.constant(null)
  if (schema.$ref)
    return fitting(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, document, depth + 1)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const branches = schema.anyOf ?? schema.oneOf
  if (branches) return fc.oneof(...branches.map((branch) => fitting(branch, document, depth + 1)))
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, valuesFor(inner, document, depth + 1)]),
        ),
        { requiredKeys: [] },
      )
    case 'array':
      return fc.array(valuesFor(schema.items ?? {}, document, depth + 1), { maxLength: 4 })
    case 'integer':
      return fc.oneof(fc.integer(), fc.integer({ min: 0, max: 20 }))
    case 'number':
      return fc.oneof(fc.double(), fc.integer({ min: 0, max: 20 }))
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return texts(schema)
  }
}

function texts({ format }: Schema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid()
  if (format === 'date')
    return fc
      .date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10))
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((day) => day.toISOString())
  return fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.constantFrom('44', '4419', '441302', '91441900MA0000000X', '2026-03-05', '安全生产', ...HOSTILE),
  )
}

type Shot = {
  readonly method: string
  readonly path: string
  readonly url: string
  readonly payload: unknown
  readonly type: string
}

const BROKEN = ['{"a":', '[]', 'null', '"x"', '{"a":1}{', '\u0000', '']

function shotsOf(document: Document, path: string, method: string): fc.Arbitrary<Shot> {
  const operation = document.paths[path]?.[method] ?? {}
  const parameters = operation.parameters ?? []
  const body = operation.requestBody?.content['application/json']?.schema
  const record = (where: string) =>
    fc.record(
      Object.fromEntries(
        parameters.filter((one) => one.in === where).map((one) => [one.name, valuesFor(one.schema, document)]),
      ),
      {
        requiredKeys: where === 'path' ? parameters.filter((one) => one.in === 'path').map(({ name }) => name) : [],
      },
    )
  const payload: fc.Arbitrary<{ payload: unknown; type: string }> = fc.oneof(
    {
      weight: 20,
      arbitrary: valuesFor(body ?? {}, document).map((value) => ({
        payload: JSON.stringify(value) ?? 'null',
        type: 'application/json',
      })),
    },
    { weight: 1, arbitrary: fc.constantFrom(...BROKEN).map((text) => ({ payload: text, type: 'application/json' })) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('text/xml', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'image/png')
        .map((type) => ({ payload: 'a=1', type })),
    },
  )
  return fc
    .record({ inPath: record('path'), inQuery: record('query'), sent: payload })
    .map(({ inPath, inQuery, sent }) => {
      const text = (value: unknown) =>
        (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed()
      const filled = path.replace(
        /\{(\w+)\}/g,
        (_, name: string) => encodeURIComponent(text((inPath as Record<string, unknown>)[name]).slice(0, 300)) || 'x',
      )
      const query = new URLSearchParams(
        Object.entries(inQuery as object).map(([name, value]): [string, string] => [name, text(value).slice(0, 2000)]),
      )
      const isGet = method === 'get'
      return {
        method: method.toUpperCase(),
        path,
        url: isGet ? `${filled}?${query}` : filled,
        payload: isGet ? null : sent.payload,
        type: sent.type,
      }
    })
}

export type FuzzFinding = {
  readonly endpoint: string
  readonly status: number
  readonly url: string
  readonly payload: string
}
export type FuzzReport = {
  readonly requests: number
  readonly endpoints: number
  readonly seed: number
  readonly byStatus: Readonly<Record<string, number>>
  readonly unexpected: readonly FuzzFinding[]
  readonly journalOk: boolean
}

type Fuzz = {
  readonly plumbline: Plumbline
  readonly cookie: () => Promise<string>
  readonly requests: number
  readonly seed: number
}

/** Fires about so many made-up requests, spread over all operations. The same seed makes the same requests. */
export async function fuzzRequests({ plumbline, cookie, requests, seed }: Fuzz): Promise<FuzzReport> {
  const { app, db } = plumbline
  const document = JSON.parse((await app.inject('/openapi.json')).body) as Document
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ path, method })),
  )
  const each = Math.ceil(requests / operations.length)
  const byStatus: Record<string, number> = {}
  const unexpected: FuzzFinding[] = []
  let token = await cookie()
  for (const [index, { path, method }] of operations.entries()) {
    for (const shot of fc.sample(shotsOf(document, path, method), { numRuns: each, seed: seed + index })) {
      const answer = await app.inject({
        method: shot.method as 'GET' | 'POST',
        url: shot.url,
        headers: {
          cookie: token,
          ...(shot.payload === null ? {} : { 'content-type': shot.type, 'idempotency-key': randomUUID() }),
        },
        ...(shot.payload === null ? {} : { payload: String(shot.payload) }),
      })
      byStatus[answer.statusCode] = (byStatus[answer.statusCode] ?? 0) + 1
      if (answer.statusCode === 401) token = await cookie() // a request ended the session, as it may
      if (answer.statusCode >= 500)
        unexpected.push({
          endpoint: `${shot.method} ${path}`,
          status: answer.statusCode,
          url: shot.url.slice(0, 400),
          payload: String(shot.payload).slice(0, 600),
        })
    }
  }
  const journal = await db.transaction(NATIONWIDE, (tx) => verifyJournal(tx))
  return {
    requests: each * operations.length,
    endpoints: operations.length,
    seed,
    byStatus,
    unexpected,
    journalOk: journal.ok,
  }
}

const PASSWORD = 'a ladder in the orchard 9'
const EVERY_PERMISSION = [
  ...new Set((Object.keys(PERMISSIONS_OF) as Role[]).flatMap((role) => [...PERMISSIONS_OF[role]])),
]

/** A system with one officer who may everything, so that no request is turned away before it is looked at. */
export async function fuzzTarget(
  databaseUrl: string,
  filesFolder: string,
): Promise<{ plumbline: Plumbline; cookie: () => Promise<string> }> {
  const opened: { db: Database | null } = { db: null }
  const plumbline = await composePlumbline({
    databaseUrl,
    files: filesFolder,
    log: openLog('silent'),
    publicChain: '44',
    callsPerMinute: 1_000_000_000,
    resolve: async (token, at) => {
      const asker = opened.db ? await resolveAsker(opened.db, token, at) : null
      return asker && Object.assign(asker, { permissions: EVERY_PERMISSION })
    },
  })
  opened.db = plumbline.db
  const at = new Date().toISOString()
  await plumbline.db.transaction(NATIONWIDE, async (tx) => {
    const words = {
      capacity: 'own',
      address: '演示路1号',
      phone: '000',
      reconsiderationOrgan: '演示',
      court: '演示',
      collectingBank: '演示',
      collectingAccount: '0',
    } as const
    for (const region of ['44', '4419', '441302'])
      await createBureau(tx, { region, name: `演示${region}应急管理局`, shortName: '演', ...words })
    await createOfficer(tx, {
      officer: { id: randomUUID(), region: '4419', name: '演示甲', phone: '', roles: ['officer'], certificate: null },
      username: 'fuzz.officer',
      passwordHash: await hashPassword(PASSWORD),
      at,
      by: '演示',
    })
  })
  const cookie = async () => {
    const answer = await plumbline.app.inject({
      method: 'POST',
      url: '/api/people/sign-in',
      payload: { username: 'fuzz.officer', password: PASSWORD },
      remoteAddress: `198.51.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`,
    })
    return answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  }
  return { plumbline, cookie }
}

/** `bench fuzz [--requests 50000] [--seed N]`: exit 1 when a single request made the server fail. */
export async function fuzz(args: string[]) {
  const { values } = parseArgs({ args, options: { requests: { type: 'string' }, seed: { type: 'string' } } })
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-fuzz-'))
  const quiet = { info: () => undefined, error: (...facts: unknown[]) => console.error(...facts) }
  tellFieldKeys(freshFieldKeys)
  const postgres = await startEmbedded({ dataDir: join(folder, 'postgres'), log: quiet, throwAway: true })
  const from = performance.now()
  try {
    await migrate(postgres.ownerUrl)
    const { plumbline, cookie } = await fuzzTarget(postgres.url, join(folder, 'files'))
    const report = await fuzzRequests({
      plumbline,
      cookie,
      requests: Number(values.requests ?? 50_000),
      seed: Number(values.seed ?? 20_260_305),
    })
    await plumbline.close()
    return {
      ok: report.unexpected.length === 0 && report.journalOk,
      name: 'fuzz',
      ...report,
      unexpected: report.unexpected.slice(0, 50),
      unexpectedCount: report.unexpected.length,
      seconds: Math.round((performance.now() - from) / 1000),
      machine: `${cpus().length} cores`,
    }
  } finally {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
