import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import type { z } from 'zod'
import { THE_PUBLIC, type Asker } from '../kernel/asker.ts'
import { citationKey } from '../kernel/citation.ts'
import type { Endpoint } from '../kernel/endpoint.ts'
import type { Event } from '../kernel/event.ts'
import { no, Refused, type Refusal } from '../kernel/refusal.ts'
import { lawDateOf, type Instant, type LawDate } from '../kernel/time.ts'
import type { Clock } from './clock.ts'
import { cookieOf, setCookie } from './cookies.ts'
import { scopeOf, type Database, type Tx } from './db.ts'
import type { FileStore } from './files.ts'
import { idempotent, rememberAnswer } from './idempotency.ts'
import { appendToJournal } from './journal.ts'
import type { Log } from './log.ts'
import { paceOf, type Pace } from './pace.ts'
import type { Replica } from './replica.ts'
import { answerError, send, type FileAnswer } from './reply.ts'
import {
  deviceTimeOf,
  digestOf,
  parseInput,
  readUpload,
  refusesForeignOrigin,
  replayOf,
  type Replay,
  type Upload,
} from './request.ts'

/** Everything a handler may touch besides its input. */
export type Ctx = {
  readonly tx: Tx
  readonly asker: Asker
  readonly at: Instant
  readonly today: LawDate
  /** Of which moment the rows are, where a standby is read; null at the primary. */
  readonly asOf: Instant | null
  readonly files: FileStore
  readonly upload: Upload | null
  /** Network address and browser of the caller, for the list of sessions. */
  readonly address: string
  readonly agent: string
  /** Where the caller's browser sees this site: passkeys are bound to it. */
  readonly site: { readonly host: string; readonly origin: string }
  /** The cookie by which a browser is known again, whoever is signed in. */
  readonly device: string | null
  /** Set when a phone sends what it did earlier, without network. */
  readonly replay: Replay | null
  /** Names the thing that the act concerns, for the journal. */
  concerns(kind: string, id: string): void
  /** Adds facts to the journal row: states, numbers, counts. Never personal data. */
  note(detail: Record<string, unknown>): void
  /** Tells other contexts, inside this transaction. */
  emit(event: Event): Promise<void>
  /** Sets or clears the session cookie. */
  session(token: string | null): void
  /** Sets the cookie by which this browser is known again. */
  rememberDevice(token: string): void
}

/** Whoever wants to hear the news of an act; composed in server.ts by events.ts. */
export type Listeners = { deliver(event: Event, ctx: Ctx): Promise<void> }

export type Route = {
  readonly endpoint: Endpoint
  readonly handle: (input: unknown, ctx: Ctx) => Promise<unknown>
}

/** Binds a declared endpoint to its handler. */
export const serve = <I extends z.ZodType, O extends z.ZodType>(
  endpoint: Endpoint<I, O>,
  handle: (input: z.output<I>, ctx: Ctx) => Promise<z.input<O> | FileAnswer>,
): Route => ({ endpoint, handle: (input, ctx) => handle(input as z.output<I>, ctx) })

export type ServerParts = {
  readonly db: Database
  /** Answers what `mayLag`. */
  readonly replica?: Replica | null
  readonly files: FileStore
  readonly clock: Clock
  readonly log: Log
  readonly routes: readonly Route[]
  readonly listeners: Listeners
  /** Who the session token belongs to; null when it is unknown, over or revoked. */
  readonly resolveAsker: (token: string, at: Instant) => Promise<Asker | null>
  /** Which program a bearer token belongs to; without it no program is let in. */
  readonly resolveService?: (token: string, at: Instant) => Promise<Asker | null>
  /** Chain on which acts of the public and of businesses are written, e.g. the installation's top bureau. */
  readonly publicChain: string
  /** Calls a minute from one address; raised for load tests. */
  readonly callsPerMinute?: number
  /** Calls a minute of one account, from however many addresses; raised for load tests. */
  readonly accountCallsPerMinute?: number
  readonly uploadBytesMax?: number
  /** Reverse proxies on other machines whose word on the caller's address and on TLS is taken: addresses or networks. */
  readonly proxies?: readonly string[]
  /** Hangs its hooks on the server before any route is added. */
  readonly watch?: (app: FastifyInstance) => void
}

type PacedParts = ServerParts & { readonly pace: Pace }

/** A year, for this host and all below it. */
const HSTS = 'max-age=31536000; includeSubDomains'
const JSON_BYTES_MAX = 2 * 1024 * 1024
/** Bytes of one file at most, however it comes. */
export const UPLOAD_BYTES_MAX = 30 * 1024 * 1024

function noJsonSchema(): never {
  throw new Error('a route checks shapes by zod, in its declaration')
}
/** In place of the compilers of JSON Schema that Fastify would load at every start. */
const NO_JSON_SCHEMA = { buildValidator: noJsonSchema, buildSerializer: noJsonSchema }

export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: parts.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: JSON_BYTES_MAX,
    trustProxy: ['loopback', ...(parts.proxies ?? [])],
    schemaController: { compilersFactory: NO_JSON_SCHEMA },
    frameworkErrors: (error, request, reply) => answerError(parts.log, error, request, reply),
  })
  parts.watch?.(app)
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'style-src': ["'self'", "'unsafe-inline'"],
        'script-src': ["'self'"],
        'connect-src': ["'self'"],
        'frame-src': ["'self'", 'blob:'],
        'object-src': ["'none'"],
        'worker-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'self'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: false, // over TLS only, below
  })
  app.addHook('onRequest', (request, { raw }, done) => {
    if (request.protocol === 'https') raw.setHeader('strict-transport-security', HSTS)
    if (request.url.startsWith('/api/')) raw.setHeader('cache-control', 'no-store')
    done()
  })
  app.removeContentTypeParser('text/plain') // endpoints take JSON and forms, and a form of another site can send plain text
  await app.register(cookie)
  await app.register(rateLimit, { global: true, max: parts.callsPerMinute ?? 1200, timeWindow: '1 minute' })
  await app.register(multipart, {
    limits: { files: 1, fileSize: parts.uploadBytesMax ?? UPLOAD_BYTES_MAX, fields: 20 },
  })
  app.setErrorHandler((error, request, reply) => answerError(parts.log, error, request, reply))
  const pace = paceOf(parts.accountCallsPerMinute ?? parts.callsPerMinute ?? 600)
  for (const route of parts.routes) {
    app.route({
      method: route.endpoint.method,
      url: `/api${route.endpoint.path}`,
      handler: (request, reply) => handle({ ...parts, pace }, route, request, reply),
    })
  }
  app.all('/api/*', (_, reply) => reply.code(404).send({ missing: 'endpoint' }))
  return app
}

async function handle(parts: PacedParts, route: Route, request: FastifyRequest, reply: FastifyReply) {
  const { endpoint } = route
  const at = parts.clock.now()
  const asker = await askerOf(parts, request, at)
  if (asker !== THE_PUBLIC && !parts.pace(asker.id, at))
    return reply.code(429).send({ conflict: '操作过于频繁，请稍候再试' })
  const foreign = endpoint.method === 'POST' ? refusesForeignOrigin(request) : null
  if (foreign) {
    // Somebody's session was to be used behind his back: that he should find in the journal.
    if (asker !== THE_PUBLIC)
      await journalRefusal(parts, { route, request, asker, at, input: null, refusals: [foreign] })
    return reply.code(422).send({ refusals: [foreign] })
  }
  if (!mayCall(endpoint, asker)) {
    if (asker === THE_PUBLIC)
      return reply
        .code(401)
        .send({ refusals: [no('not-signed-in', {}, '登录已失效或尚未登录', '请重新登录，已填写的内容仍在本机草稿中')] })
    const refusal = no('not-permitted', { needs: endpoint.may }, '您没有办理此事项的权限', '请交由有权限的人员办理')
    await journalRefusal(parts, { route, request, asker, at, input: null, refusals: [refusal] })
    return reply.code(403).send({ refusals: [refusal] })
  }
  const upload = endpoint.takesFile ? await readUpload(request) : null
  const input = parseInput(endpoint, request, upload)
  try {
    const { answer, cookieToken, deviceToken, kept } = await act(parts, {
      route,
      request,
      asker,
      at,
      input,
      upload: upload?.file ?? null,
    })
    if (kept) return reply.code(422).send({ refusals: kept.refusals })
    if (cookieToken !== undefined) setCookie(reply, 'session', cookieToken)
    if (deviceToken !== undefined) setCookie(reply, 'device', deviceToken)
    return send(endpoint, answer, reply)
  } catch (error) {
    if (error instanceof Refused && endpoint.method === 'POST') {
      await journalRefusal(parts, { route, request, asker, at, input, refusals: error.refusals })
    }
    throw error
  }
}

type Call = { route: Route; request: FastifyRequest; asker: Asker; at: Instant; input: unknown; upload: Upload | null }

/** One endpoint, one transaction, one journal row. */
async function act(parts: ServerParts, { route, request, asker, at, input, upload }: Call) {
  const { endpoint } = route
  let cookieToken: string | null | undefined
  let deviceToken: string | undefined
  let kept: Refused | null = null
  const run = async (tx: Tx, asOf: Instant | null = null) => {
    const known = await idempotent(tx, { endpoint, request, asker, input, upload })
    if (known) return known.response
    const subject = { kind: null as string | null, id: null as string | null }
    const detail: Record<string, unknown> = {}
    const ctx: Ctx = {
      tx,
      asker,
      at,
      today: lawDateOf(at),
      asOf,
      files: parts.files,
      upload,
      address: request.ip,
      agent: String(request.headers['user-agent'] ?? '').slice(0, 300),
      site: { host: request.hostname, origin: `${request.protocol}://${request.host}` },
      device: cookieOf(request, 'device'),
      replay: replayOf(request),
      concerns: (kind, id) => Object.assign(subject, { kind, id }),
      note: (facts) => Object.assign(detail, facts),
      emit: (event) => parts.listeners.deliver(event, ctx),
      session: (token) => {
        cookieToken = token
      },
      rememberDevice: (token) => {
        deviceToken = token
      },
    }
    const output = await route.handle(input, ctx).catch((error: unknown) => {
      if (!(error instanceof Refused) || !error.keeps) throw error
      kept = error
      return null
    })
    const result = kept || endpoint.answers === 'file' ? output : endpoint.output.parse(output)
    if (endpoint.audit !== 'none') {
      await appendToJournal(tx, {
        region: chainOf(parts, asker),
        at,
        deviceAt: deviceTimeOf(request),
        asker: asker.id,
        askerName: asker.name,
        address: request.ip,
        action: endpoint.audit,
        outcome: kept ? 'refused' : endpoint.method === 'GET' ? 'read' : 'done',
        subjectKind: subject.kind,
        subjectId: subject.id,
        cites: (endpoint.takes ?? []).map((step) => citationKey(step.cites)).join(' '),
        digest: digestOf(input, upload),
        detail,
      })
    }
    if (!kept) await rememberAnswer(tx, { endpoint, request, asker, result })
    return result
  }
  const scope = scopeOf(asker)
  const read = endpoint.mayLag ? await parts.replica?.read(scope, run) : null
  const answer = read ? read.answer : await parts.db.transaction(scope, (tx) => run(tx))
  return { answer, cookieToken, deviceToken, kept: kept as Refused | null }
}

async function journalRefusal(parts: ServerParts, call: Omit<Call, 'upload'> & { refusals: readonly Refusal[] }) {
  await parts.db.transaction({ region: 'none' }, (tx) =>
    appendToJournal(tx, {
      region: chainOf(parts, call.asker),
      at: call.at,
      deviceAt: deviceTimeOf(call.request),
      asker: call.asker.id,
      askerName: call.asker.name,
      address: call.request.ip,
      action: call.route.endpoint.audit,
      outcome: 'refused',
      subjectKind: null,
      subjectId: null,
      cites: call.refusals.flatMap(({ cites }) => (cites ? [citationKey(cites)] : [])).join(' '),
      digest: digestOf(call.input, null),
      detail: { refusals: call.refusals.map(({ code, facts }) => ({ code, facts })) },
    }),
  )
}

const chainOf = (parts: ServerParts, asker: Asker) =>
  asker.kind === 'officer' && asker.region ? asker.region : parts.publicChain

const mayCall = ({ may }: Endpoint, asker: Asker) =>
  may === 'public' ||
  (asker !== THE_PUBLIC && (may === 'signed-in' ? asker.kind !== 'system' : asker.permissions.includes(may)))

async function askerOf(parts: ServerParts, request: FastifyRequest, at: Instant): Promise<Asker> {
  const bearer = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1]
  if (bearer) return (await parts.resolveService?.(bearer, at)) ?? THE_PUBLIC
  const token = cookieOf(request, 'session')
  return (token ? await parts.resolveAsker(token, at) : null) ?? THE_PUBLIC
}
