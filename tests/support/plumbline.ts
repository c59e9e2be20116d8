import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Asker } from '../../src/kernel/asker.ts'
import { clockAt } from '../../src/platform/clock.ts'
import type { Endpoint } from '../../src/kernel/endpoint.ts'
import { openLog } from '../../src/platform/log.ts'
import { composePlumbline, type Plumbline } from '../../src/server.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'

export type TestPlumbline = Plumbline & {
  readonly clock: ReturnType<typeof clockAt>
  readonly database: FreshDatabase
  readonly filesFolder: string
  /** Speaks as that person, without passwords: the cookie is his id. */
  as(asker: Asker): TestClient
}

export type Answer = { readonly status: number; readonly body: unknown; readonly bytes: Buffer }

export type TestClient = {
  call(endpoint: Endpoint, input?: Record<string, unknown>, options?: { key?: string }): Promise<Answer>
  /** Like call, but throws the whole answer when it is not 200: for steps of a story that must succeed. */
  must<T>(endpoint: Endpoint, input?: Record<string, unknown>): Promise<T>
  upload<T>(
    endpoint: Endpoint,
    fields: Record<string, string>,
    file: { name: string; mime: string; bytes: Uint8Array },
  ): Promise<T>
}

type TestParts = {
  readonly now: string
  readonly publicChain?: string
  /** Another way to the same database, e.g. through a pooler. */
  readonly through?: (database: FreshDatabase) => Promise<string>
  readonly replica?: { readonly url: string; readonly behindMaxMs: number }
}

/** The whole system on a fresh database with a clock that stands still; closed after the test. */
export async function startTestPlumbline(
  t: Pick<TestContext, 'after'>,
  { now, publicChain = '44', through, replica }: TestParts,
): Promise<TestPlumbline> {
  const database = await freshDatabase(t)
  const filesFolder = await mkdtemp(join(tmpdir(), 'plumbline-files-'))
  const clock = clockAt(now)
  const people = new Map<string, Asker>()
  const plumbline = await composePlumbline({
    databaseUrl: through ? await through(database) : database.url,
    files: filesFolder,
    log: openLog('silent'),
    clock,
    publicChain,
    callsPerMinute: 1_000_000,
    ...(replica ? { replicaUrl: replica.url, behindMaxMs: replica.behindMaxMs } : {}),
    resolve: async (token) => people.get(token) ?? null,
  })
  t.after(async () => {
    await plumbline.close()
    await rm(filesFolder, { recursive: true, force: true })
  })
  return {
    ...plumbline,
    clock,
    database,
    filesFolder,
    as: (asker) => {
      people.set(asker.id, asker)
      return clientOf(plumbline, asker.id)
    },
  }
}

function clientOf({ app }: Plumbline, token: string): TestClient {
  const call: TestClient['call'] = async (endpoint, input = {}, { key } = {}) => {
    const { url, rest } = addressOf(endpoint, input)
    const answer = await app.inject({
      method: endpoint.method,
      url: endpoint.method === 'GET' ? `${url}?${queryOf(rest)}` : url,
      cookies: { plumbline: token },
      headers: key ? { 'idempotency-key': key } : {},
      ...(endpoint.method === 'POST' ? { payload: rest } : {}),
    })
    return { status: answer.statusCode, body: jsonOf(answer.body), bytes: answer.rawPayload }
  }
  const must = async <T>(endpoint: Endpoint, input: Record<string, unknown> = {}) => {
    const { status, body } = await call(endpoint, input)
    if (status !== 200)
      throw new Error(`${endpoint.method} ${endpoint.path} answered ${status}: ${JSON.stringify(body)}`)
    return body as T
  }
  const upload: TestClient['upload'] = async <T>(
    endpoint: Endpoint,
    fields: Record<string, string>,
    file: { name: string; mime: string; bytes: Uint8Array },
  ) => {
    const { url, rest } = addressOf(endpoint, fields)
    const form = new FormData()
    for (const [name, value] of Object.entries(rest)) form.append(name, String(value))
    form.append('file', new Blob([Buffer.from(file.bytes)], { type: file.mime }), file.name)
    const encoded = new Response(form)
    const answer = await app.inject({
      method: 'POST',
      url,
      cookies: { plumbline: token },
      headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
      payload: Buffer.from(await encoded.arrayBuffer()),
    })
    if (answer.statusCode !== 200) throw new Error(`${endpoint.path} answered ${answer.statusCode}: ${answer.body}`)
    return jsonOf(answer.body) as T
  }
  return { call, must, upload }
}

function addressOf(endpoint: Endpoint, input: Record<string, unknown>) {
  const rest = { ...input }
  const url = `/api${endpoint.path}`.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(rest[name])
    delete rest[name]
    return encodeURIComponent(value.toWellFormed()) // half a character has no place in an address
  })
  return { url, rest }
}

const queryOf = (fields: Record<string, unknown>) =>
  new URLSearchParams(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
