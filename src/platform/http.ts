import { createHash, randomUUID } from 'node:crypto'
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
import sql from 'sql-template-tag'
import type { z } from 'zod'
import { Conflict, Invalid, NotFound } from '../kernel/answer.ts'
import { THE_PUBLIC, type Asker } from '../kernel/asker.ts'
import { citationKey } from '../kernel/citation.ts'
import type { Endpoint } from '../kernel/endpoint.ts'
import type { Event } from '../kernel/event.ts'
import { no, Refused, type Refusal } from '../kernel/refusal.ts'
import { lawDateOf, type Instant, type LawDate } from '../kernel/time.ts'
import type { Clock } from './clock.ts'
import { scopeOf, type Database, type Tx } from './db.ts'
import type { FileStore } from './files.ts'
import { appendToJournal, canonical } from './journal.ts'
import { whyNotKept } from './fields.ts'
import type { Log } from './log.ts'

/** A file that came with the request; read whole, because its size is capped before. */
export type Upload = { readonly name: string; readonly mime: string; readonly bytes: Buffer }

/** The answer of an endpoint that `answers: 'file'`. */
export type FileAnswer = {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
  readonly inline?: boolean
}

/** Everything a handler may touch besides its input. */
export type Ctx = {
  readonly tx: Tx
  readonly asker: Asker
  readonly at: Instant
  readonly today: LawDate
  readonly files: FileStore
  readonly upload: Upload | null
  /** Network address and browser of the caller, for the list of sessions. */
  readonly address: string
  readonly agent: string
  /** Names the thing that the act concerns, for the journal. */
  concerns(kind: string, id: string): void
  /** Adds facts to the journal row: states, numbers, counts. Never personal data. */
  note(detail: Record<string, unknown>): void
  /** Tells other contexts, inside this transaction. */
  emit(event: Event): Promise<void>
  /** Sets or clears the session cookie. */
  session(token: string | null): void
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
  readonly files: FileStore
  readonly clock: Clock
  readonly log: Log
  readonly routes: readonly Route[]
  readonly listeners: Listeners
  /** Who the session token belongs to; null when it is unknown, over or revoked. */
  readonly resolveAsker: (token: string, at: Instant) => Promise<Asker | null>
  /** Chain on which acts of the public and of businesses are written, e.g. the installation's top bureau. */
  readonly publicChain: string
  /** Calls a minute from one address; raised for load tests. */
  readonly callsPerMinute?: number
  readonly uploadBytesMax?: number
}

const SESSION_COOKIE = 'plumbline'
const JSON_BYTES_MAX = 2 * 1024 * 1024
const UPLOAD_BYTES_MAX = 30 * 1024 * 1024

export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: parts.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: JSON_BYTES_MAX,
    trustProxy: 'loopback',
    frameworkErrors: (error, request, reply) => answerError(parts.log, error, request, reply),
  })
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
    strictTransportSecurity: false, // the reverse proxy that ends TLS sets it
  })
  app.removeContentTypeParser('text/plain') // endpoints take JSON and forms, and a form of another site can send plain text
  await app.register(cookie)
  await app.register(rateLimit, { global: true, max: parts.callsPerMinute ?? 1200, timeWindow: '1 minute' })
  await app.register(multipart, {
    limits: { files: 1, fileSize: parts.uploadBytesMax ?? UPLOAD_BYTES_MAX, fields: 20 },
  })
  app.setErrorHandler((error, request, reply) => answerError(parts.log, error, request, reply))
  for (const route of parts.routes) {
    app.route({
      method: route.endpoint.method,
      url: `/api${route.endpoint.path}`,
      handler: (request, reply) => handle(parts, route, request, reply),
    })
  }
  app.all('/api/*', (_, reply) => reply.code(404).send({ missing: 'endpoint' }))
  return app
}

async function handle(parts: ServerParts, route: Route, request: FastifyRequest, reply: FastifyReply) {
  const { endpoint } = route
  const at = parts.clock.now()
  const asker = await askerOf(parts, request, at)
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
    const { answer, cookieToken, kept } = await act(parts, {
      route,
      request,
      asker,
      at,
      input,
      upload: upload?.file ?? null,
    })
    if (kept) return reply.code(422).send({ refusals: kept.refusals })
    if (cookieToken !== undefined) setSession(reply, cookieToken)
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
  let kept: Refused | null = null
  const answer = await parts.db.transaction(scopeOf(asker), async (tx) => {
    const known = await idempotent(tx, { endpoint, request, asker, input, upload })
    if (known) return known.response
    const subject = { kind: null as string | null, id: null as string | null }
    const detail: Record<string, unknown> = {}
    const ctx: Ctx = {
      tx,
      asker,
      at,
      today: lawDateOf(at),
      files: parts.files,
      upload,
      address: request.ip,
      agent: String(request.headers['user-agent'] ?? '').slice(0, 300),
      concerns: (kind, id) => Object.assign(subject, { kind, id }),
      note: (facts) => Object.assign(detail, facts),
      emit: (event) => parts.listeners.deliver(event, ctx),
      session: (token) => {
        cookieToken = token
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
  })
  return { answer, cookieToken, kept: kept as Refused | null }
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

const digestOf = (input: unknown, upload: Upload | null) =>
  createHash('sha256')
    .update(canonical(input))
    .update(upload?.bytes ?? '')
    .digest('hex')

function deviceTimeOf(request: FastifyRequest): Instant | null {
  const header = request.headers['x-taken-at']
  const time = typeof header === 'string' ? Date.parse(header) : NaN
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

const mayCall = ({ may }: Endpoint, asker: Asker) =>
  may === 'public' || (asker !== THE_PUBLIC && (may === 'signed-in' || asker.permissions.includes(may)))

async function askerOf(parts: ServerParts, request: FastifyRequest, at: Instant): Promise<Asker> {
  const token = request.cookies[SESSION_COOKIE]
  return (token ? await parts.resolveAsker(token, at) : null) ?? THE_PUBLIC
}

/** The cookie is SameSite=Strict already; this is the second lock against requests forged by another site. */
function refusesForeignOrigin({ headers: { origin, host } }: FastifyRequest): Refusal | null {
  if (!origin || (URL.canParse(origin) && new URL(origin).host === host)) return null
  return no('foreign-origin', {}, '请求来自其他网站，已拒绝', '请在本系统页面内操作')
}

function setSession(reply: FastifyReply, token: string | null) {
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure: 'auto' } as const
  if (token) reply.setCookie(SESSION_COOKIE, token, options)
  else reply.clearCookie(SESSION_COOKIE, options)
}

async function readUpload(request: FastifyRequest): Promise<{ file: Upload; fields: Record<string, unknown> }> {
  if (!request.isMultipart()) throw new Invalid([{ field: 'file', says: '没有收到文件，请选择文件后再提交' }])
  const part = await request.file()
  if (!part) throw new Invalid([{ field: 'file', says: '没有收到文件，请选择文件后再提交' }])
  const bytes = await part.toBuffer()
  // A file that is cut off at the end of a chunk is not noticed while it is read.
  if (part.file.truncated) throw new request.server.multipartErrors.RequestFileTooLargeError()
  const fields = Object.fromEntries(
    Object.entries(part.fields).flatMap(([name, field]) =>
      field && !Array.isArray(field) && field.type === 'field' ? [[name, field.value]] : [],
    ),
  )
  return { file: { name: part.filename, mime: part.mimetype, bytes }, fields }
}

function parseInput(
  endpoint: Endpoint,
  request: FastifyRequest,
  upload: { file: Upload; fields: Record<string, unknown> } | null,
): unknown {
  const body = endpoint.method === 'POST' ? (upload?.fields ?? request.body ?? {}) : request.query
  const typed = { ...(body as object), ...(request.params as object) }
  const unkept = whyNotKept({ ...typed, ...(upload ? { file: upload.file.name } : {}) })
  if (unkept.length > 0) throw new Invalid(unkept)
  const result = endpoint.input.safeParse(typed)
  if (result.success) return result.data
  throw new Invalid(
    result.error.issues.map(({ path, message }) => ({ field: path.join('.') || '（整体）', says: message })),
  )
}

type Keyed = { endpoint: Endpoint; request: FastifyRequest; asker: Asker }

const keyOf = ({ endpoint, request }: Keyed) => {
  const key = request.headers['idempotency-key']
  return endpoint.method === 'POST' && typeof key === 'string' && key.length <= 100 ? key : null
}

/**
 * The same key with the same body answers the same; with another body it is a conflict. Concurrent twins wait for the
 * first.
 */
async function idempotent(
  tx: Tx,
  call: Keyed & { input: unknown; upload: Upload | null },
): Promise<{ response: unknown } | null> {
  const key = keyOf(call)
  if (!key) return null
  const hash = digestOf([call.endpoint.path, call.input], call.upload)
  const fresh = await tx.run(sql`
    insert into platform.idempotency (key, asker, endpoint, request_hash) values (${key}, ${call.asker.id}, ${call.endpoint.path}, ${hash})
    on conflict do nothing`)
  if (fresh > 0) return null
  const row = await tx.find<{ requestHash: string; response: unknown }>(sql`
    select request_hash as "requestHash", response from platform.idempotency where key = ${key} and asker = ${call.asker.id}`)
  if (row?.requestHash !== hash) throw new Conflict('同一操作编号已用于另一项内容，请刷新后重试')
  return { response: row.response }
}

async function rememberAnswer(tx: Tx, call: Keyed & { result: unknown }) {
  const key = keyOf(call)
  if (!key || call.endpoint.answers === 'file') return
  await tx.run(
    sql`update platform.idempotency set response = ${JSON.stringify(call.result ?? null)}::jsonb where key = ${key} and asker = ${call.asker.id}`,
  )
}

function send(endpoint: Endpoint, answer: unknown, reply: FastifyReply) {
  if (endpoint.answers !== 'file') return reply.header('cache-control', 'no-store').send(answer ?? {})
  const file = answer as FileAnswer
  return (
    reply
      .header('content-type', file.mime)
      .header('cache-control', 'private, no-store')
      // A browser shows a PDF through a plugin page of its own, which the policy of the apps would forbid.
      .header('content-security-policy', "frame-ancestors 'self'")
      .header(
        'content-disposition',
        `${file.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      )
      .send(Buffer.from(file.bytes))
  )
}

const isTooLarge = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  ['FST_REQ_FILE_TOO_LARGE', 'FST_ERR_CTP_BODY_TOO_LARGE'].includes(String(error.code))

function answerError(log: Log, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof Refused) return reply.code(422).send({ refusals: error.refusals })
  if (error instanceof Invalid) return reply.code(400).send({ fields: error.fields })
  if (error instanceof NotFound) return reply.code(404).send({ missing: error.what })
  if (error instanceof Conflict) return reply.code(409).send({ conflict: error.says })
  if (isTooLarge(error))
    return reply.code(413).send({ fields: [{ field: 'file', says: '文件太大，请压缩或分开上传' }] })
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status === 429) return reply.code(429).send({ conflict: '操作过于频繁，请稍候再试' })
  if (status >= 400 && status < 500)
    return reply.code(status).send({ fields: [{ field: '（整体）', says: '请求的格式不正确' }] })
  const fault = randomUUID()
  log.error({ fault, err: error, url: request.routeOptions.url }, 'fault')
  return reply.code(500).send({ fault })
}
