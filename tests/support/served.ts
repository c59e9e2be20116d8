import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { hashPassword } from '../../src/contexts/people/public.ts'
import { clockAt } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/db.ts'
import { openLog } from '../../src/platform/log.ts'
import { composePlumbline } from '../../src/server.ts'
import { stage, TOWN, USERNAMES } from '../journeys/dongguan.ts'
import { freshDatabase } from './database.ts'

export const PASSWORD = 'kettle-and-ladder-7'

export type Reply = {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly text: string
  readonly headers: Headers
}

export type Ask = {
  readonly cookie?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export type Served = {
  readonly base: string
  readonly db: Database
  readonly clock: ReturnType<typeof clockAt>
  readonly filesFolder: string
  get(path: string, ask?: Ask): Promise<Reply>
  post(path: string, ask?: Ask): Promise<Reply>
  /** Sends one file with its fields as a browser's form does. */
  upload(
    path: string,
    file: { name: string; mime: string; bytes: Uint8Array },
    ask: Ask & { fields: Readonly<Record<string, string>> },
  ): Promise<Reply>
  /** Signs one of the cast in; answers the cookie as the browser would send it. */
  signIn(part: keyof typeof USERNAMES): Promise<string>
}

const sender =
  (base: string) =>
  async (path: string, method: string, { cookie, headers = {} }: Ask, body?: string | FormData): Promise<Reply> => {
    const answer = await fetch(`${base}/api${path}`, {
      method,
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    })
    const text = await answer.text()
    return { status: answer.status, text, headers: answer.headers, body: jsonOf(text) }
  }

/** The town bureau of the journeys on a real port, with real sessions: what a stranger on the network reaches. */
export async function serveStage(t: Pick<TestContext, 'after'>, now: string): Promise<Served> {
  const database = await freshDatabase(t)
  const filesFolder = await mkdtemp(join(tmpdir(), 'plumbline-served-'))
  const clock = clockAt(now)
  const plumbline = await composePlumbline({
    databaseUrl: database.url,
    files: filesFolder,
    log: openLog('silent'),
    clock,
    publicChain: TOWN,
    callsPerMinute: 1_000_000,
  })
  t.after(async () => {
    await plumbline.close()
    await rm(filesFolder, { recursive: true, force: true })
  })
  await stage(plumbline.db, await hashPassword(PASSWORD))
  const base = await plumbline.app.listen({ port: 0, host: '127.0.0.1' })
  const send = sender(base)
  const post = (path: string, ask: Ask = {}) =>
    send(path, 'POST', ask, typeof ask.body === 'string' ? ask.body : JSON.stringify(ask.body ?? {}))
  return {
    base,
    db: plumbline.db,
    clock,
    filesFolder,
    post,
    get: (path, ask = {}) => send(path, 'GET', ask),
    upload: (path, file, ask) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(ask.fields)) form.append(name, value)
      form.append('file', new Blob([Buffer.from(file.bytes)], { type: file.mime }), file.name)
      return send(path, 'POST', ask, form)
    },
    signIn: async (part) => {
      const { status, text, headers } = await post('/people/sign-in', {
        body: { username: USERNAMES[part], password: PASSWORD },
      })
      const cookie = headers.getSetCookie()[0]?.split(';')[0]
      if (status !== 200 || !cookie) throw new Error(`${part} was not signed in: ${status} ${text}`)
      return cookie
    },
  }
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
