/** Calls over kept-alive connections, timed, with the session and the retry that the apps themselves have. */
import { randomUUID } from 'node:crypto'
import http from 'node:http'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

export type Answered = { readonly status: number; readonly text: string; readonly cookies: readonly string[] }

/** Times in ms by kind of call, what was refused or failed, and how many calls were sent again. */
export type Times = {
  readonly byKind: Map<string, number[]>
  readonly failed: string[]
  retried: number
}
export const noTimes = (): Times => ({ byKind: new Map(), failed: [], retried: 0 })

export type Call = {
  readonly kind: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
  /** A body that is sent as it is, e.g. a form with a file. */
  readonly form?: { readonly type: string; readonly bytes: Buffer }
}

export type Wire = {
  /** The session cookie of this caller; set by a sign-in. */
  cookie: string
  /** The answer's JSON. Throws when it is none of 200, after it was counted as failed. */
  ask<T>(call: Call): Promise<T>
}

const ATTEMPTS = 12
const WAIT_MS = 100
/** Answers of a proxy or of a server that is going away: nothing was done, the call may be sent again. */
const AGAIN = new Set([502, 503, 504])

type Line = { readonly agent: http.Agent; readonly hostname: string; readonly port: string; readonly times: Times }

function send({ agent, hostname, port }: Line, call: Call, headers: http.OutgoingHttpHeaders): Promise<Answered> {
  const payload = call.form?.bytes ?? (call.body === undefined ? null : Buffer.from(JSON.stringify(call.body)))
  const typed = payload
    ? { ...headers, 'content-type': call.form?.type ?? 'application/json', 'content-length': payload.length }
    : headers
  const { method, path } = call
  return new Promise((answered, failed) => {
    const request = http.request({ agent, hostname, port, method, path, headers: typed }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', failed)
      answer.on('end', () =>
        answered({
          status: answer.statusCode ?? 0,
          text: Buffer.concat(parts).toString('utf8'),
          cookies: answer.headers['set-cookie'] ?? [],
        }),
      )
    })
    request.on('error', failed)
    request.end(payload ?? undefined)
  })
}

/** As the apps do: one key for one act, sent again while no server answered it. */
async function sendUntilAnswered(line: Line, call: Call, cookie: string): Promise<Answered> {
  const key = call.method === 'POST' ? { 'idempotency-key': randomUUID() } : {}
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send(line, call, { ...(cookie ? { cookie } : {}), ...key }).catch((error: unknown) => {
      if (attempt === ATTEMPTS) throw error
      return null
    })
    if (answer && (!AGAIN.has(answer.status) || attempt === ATTEMPTS)) return answer
    line.times.retried += 1
    await sleep(WAIT_MS * attempt)
  }
}

function openWire(line: Line): Wire {
  const { times } = line
  const wire: Wire = {
    cookie: '',
    async ask<T>(call: Call): Promise<T> {
      const from = performance.now()
      const answer = await sendUntilAnswered(line, call, wire.cookie).catch((error: unknown) => ({
        status: 0,
        text: String(error),
        cookies: [],
      }))
      const kept = times.byKind.get(call.kind) ?? []
      times.byKind.set(call.kind, kept)
      kept.push(performance.now() - from)
      if (answer.status !== 200) {
        const said = `${call.kind} ${call.path.replace(/[0-9a-f-]{36}/g, ':id')}: ${answer.status} ${answer.text.slice(0, 200)}`
        times.failed.push(said)
        throw new Error(said)
      }
      const session = answer.cookies.find((cookie) => cookie.startsWith('plumbline='))
      if (session) wire.cookie = session.split(';')[0] ?? ''
      return JSON.parse(answer.text) as T
    },
  }
  return wire
}

/** @param base e.g. http://127.0.0.1:8080, a server or the proxy in front of several */
export function openLine(base: string, times: Times, connections = 256): { open(): Wire; close(): void } {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const { hostname, port } = new URL(base)
  return { open: () => openWire({ agent, hostname, port, times }), close: () => agent.destroy() }
}

/** The value below which that part of the values lies, rounded to a tenth. */
export function shareOf(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1))
}
