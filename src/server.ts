import { timingSafeEqual } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { routes as audit } from './contexts/audit/routes.ts'
import { routes as casework } from './contexts/casework/routes.ts'
import { onOfficerLeft } from './contexts/device/jobs.ts'
import { routes as device } from './contexts/device/routes.ts'
import { routes as document } from './contexts/document/routes.ts'
import { routes as evidence } from './contexts/evidence/routes.ts'
import { routes as hazard } from './contexts/hazard/routes.ts'
import { routes as inspection } from './contexts/inspection/routes.ts'
import { withLawbook } from './contexts/law/public.ts'
import { routes as law } from './contexts/law/routes.ts'
import { resolveAsker } from './contexts/people/public.ts'
import { resolveService } from './contexts/people/public/services.ts'
import { tellIdentityProvider } from './contexts/people/routes/single-sign-on.ts'
import { routes as people } from './contexts/people/routes.ts'
import { onInspectionRecorded } from './contexts/planning/jobs.ts'
import { routes as planning } from './contexts/planning/routes.ts'
import { onCaptured } from './contexts/inspection/jobs.ts'
import { onKeptBack, onPublished, onWithdrawn } from './contexts/casework/jobs.ts'
import { onFindingAnswered } from './contexts/casework/jobs/answers.ts'
import { onConductTold } from './contexts/registry/jobs.ts'
import { onCaseDecided, onDecisionFell } from './contexts/publicity/jobs.ts'
import { routes as publicity } from './contexts/publicity/routes.ts'
import { routes as registry } from './contexts/registry/routes.ts'
import type { Asker } from './kernel/asker.ts'
import type { Instant } from './kernel/time.ts'
import { systemClock, type Clock } from './platform/clock.ts'
import { openDatabase, type Database } from './platform/db.ts'
import { listeners } from './platform/events.ts'
import { openFiles, type FilesPlace } from './platform/files.ts'
import { buildServer, UPLOAD_BYTES_MAX, type Route } from './platform/http.ts'
import type { Log } from './platform/log.ts'
import { whyNotReady } from './platform/ready.ts'
import { openReplica } from './platform/replica.ts'
import { openOidc, type OidcSettings } from './platform/oidc.ts'
import { NO_TRACES, type Traces } from './platform/traces.ts'
import { serveUploads } from './platform/uploads.ts'
import { openWatch } from './platform/watch.ts'
import { offerPublishedDecisions } from './decided-cases.ts'
import { operations, tellOperations } from './operations.ts'

/** Every operation of the system. The endpoint list, OpenAPI and the isolation test read it too. */
export const ROUTES: readonly Route[] = [
  ...people,
  ...law,
  ...audit,
  ...registry,
  ...device,
  ...evidence,
  ...document,
  ...planning,
  ...hazard,
  ...inspection,
  ...casework,
  ...publicity,
  operations,
]

export const LISTENERS = listeners({
  'casework.conduct-told': [onConductTold],
  'casework.decided': [onCaseDecided],
  'casework.decision-fell': [onDecisionFell],
  'evidence.captured': [onCaptured],
  'inspection.recorded': [onInspectionRecorded],
  'planning.finding-answered': [onFindingAnswered],
  'people.officer-left': [onOfficerLeft],
  'publicity.published': [onPublished],
  'publicity.kept-back': [onKeptBack],
  'publicity.withdrawn': [onWithdrawn],
})

/** The built apps; PLUMBLINE_APPS names another folder, e.g. of a build that is being tried out. */
const APPS = process.env['PLUMBLINE_APPS'] ?? join(import.meta.dirname, '../dist/apps')
const OPENAPI = join(import.meta.dirname, '../docs/generated/openapi.json')

export type PlumblineParts = {
  /** For openDatabase: signs in as a role that becomes plumbline_app. */
  readonly databaseUrl: string
  readonly files: FilesPlace
  readonly log: Log
  readonly clock?: Clock
  /** Chain for acts of the public and of businesses: the code of the installation's top bureau. */
  readonly publicChain: string
  /** Replaces the sessions when demo data are replayed: the cookie then names the officer. */
  readonly resolve?: (token: string, at: Instant) => Promise<Asker | null>
  readonly callsPerMinute?: number
  /** The identity provider of single sign-on. */
  readonly oidc?: OidcSettings | null
  readonly traces?: Traces
  /** A standby of that database which answers boards. */
  readonly replicaUrl?: string | null
  /** How far behind it may be; shorter in tests. */
  readonly behindMaxMs?: number
  /** The data folder, for what is told about signed checkpoints. */
  readonly dataDir?: string
  /** Who asks for /metrics from another machine must bring it. */
  readonly metricsToken?: string | null
  /** Reverse proxies on other machines. */
  readonly proxies?: readonly string[]
}

export type Plumbline = { readonly app: FastifyInstance; readonly db: Database; close(): Promise<void> }

/** Puts the contexts, the platform and the built apps together; the caller decides where it listens. */
export async function composePlumbline(parts: PlumblineParts): Promise<Plumbline> {
  const clock = parts.clock ?? systemClock
  const watch = openWatch(clock.now())
  const heard = heardBy(watch, parts)
  const db = openDatabase(parts.databaseUrl, 10, heard.statement)
  const files = openFiles(parts.files)
  const replica = parts.replicaUrl
    ? openReplica(withLawbook(openDatabase(parts.replicaUrl, 5, heard.statement), clock), parts.behindMaxMs)
    : null
  const resolve = parts.resolve ?? ((token: string, at: Instant) => resolveAsker(db, token, at))
  const app = await buildServer({
    db: withLawbook(db, clock),
    replica,
    files,
    clock,
    log: parts.log,
    routes: ROUTES,
    listeners: LISTENERS,
    resolveAsker: resolve,
    resolveService: (token, at) => resolveService(db, token, at),
    publicChain: parts.publicChain,
    watch: heard.calls,
    proxies: parts.proxies ?? [],
    ...(parts.callsPerMinute ? { callsPerMinute: parts.callsPerMinute } : {}),
  })
  await serveUploads(app, {
    files,
    bytesMax: UPLOAD_BYTES_MAX,
    resolveAsker: (token) => (token ? resolve(token, clock.now()) : Promise.resolve(null)),
  })
  const missing = () => whyNotReady({ db, files, apps: APPS })
  watch.pool(db.pool)
  tellOperations({
    watch,
    pool: db.pool,
    files,
    dataDir: parts.dataDir ?? null,
    whyNotReady: missing,
  })
  offerPublishedDecisions()
  tellIdentityProvider(parts.oidc ? openOidc(parts.oidc) : null)
  app.get('/healthz', () => ({ ok: true }))
  app.get('/readyz', async (_, reply) => {
    const found = await missing()
    const ok = found.every(({ others }) => others)
    return reply.code(ok ? 200 : 503).send({ ok, missing: found })
  })
  app.get('/metrics', async (request, reply) => {
    if (!maySeeMetrics(request, parts.metricsToken ?? null)) return reply.code(403).send({ missing: 'token' })
    return reply.type(watch.registry.contentType).send(await watch.registry.metrics())
  })
  app.get('/openapi.json', async (_, reply) => reply.type('application/json').send(await readFile(OPENAPI)))
  if (existsSync(APPS)) await serveApps(app)
  return {
    app,
    db,
    close: async () => {
      await app.close()
      await replica?.close()
      await db.close()
    },
  }
}

/** Figures and traces hear of the same calls and statements. */
const heardBy = (watch: ReturnType<typeof openWatch>, { traces = NO_TRACES, log }: PlumblineParts) => ({
  statement: (text: string, ms: number) => {
    watch.statement(text, ms)
    traces.statement(text, ms)
  },
  calls: (app: FastifyInstance) => {
    watch.attach(app, log)
    traces.attach(app)
  },
})

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** Figures are for whoever holds the token, and without a token for callers on this machine alone. */
function maySeeMetrics(request: FastifyRequest, token: string | null): boolean {
  if (token === null) return LOOPBACK.has(request.ip)
  const given = Buffer.from(request.headers.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** The three apps route on the page: any path below an app that is no file answers with the app. */
async function serveApps(app: FastifyInstance) {
  const forAYear = { index: false, preCompressed: true, immutable: true, maxAge: '365d' } as const
  await app.register(fastifyStatic, {
    ...forAYear,
    root: join(APPS, 'assets'),
    prefix: '/assets/',
    decorateReply: false,
  })
  // The folder itself is no file, and that it is one is nobody's business.
  app.get('/assets/', (_, reply) => reply.callNotFound())
  // What lies beside the pages: each file is a route of its own, before the page that answers every other path.
  const globIgnore = ['assets/**', '**/*.{br,gz}']
  await app.register(fastifyStatic, { ...forAYear, root: APPS, prefix: '/', wildcard: false, globIgnore })
  app.get('/', (_, reply) => reply.redirect('/portal/'))
  for (const name of ['desk', 'field', 'portal']) {
    const page = (
      _: unknown,
      reply: { sendFile: (path: string, options: { maxAge: number; immutable: boolean }) => unknown },
    ) => reply.sendFile(`${name}/index.html`, { maxAge: 0, immutable: false })
    app.get(`/${name}`, (_, reply) => reply.redirect(`/${name}/`))
    app.get(`/${name}/*`, page)
  }
}
