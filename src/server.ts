import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { routes as audit } from './contexts/audit/routes.ts'
import { routes as casework } from './contexts/casework/routes.ts'
import { routes as document } from './contexts/document/routes.ts'
import { routes as evidence } from './contexts/evidence/routes.ts'
import { routes as hazard } from './contexts/hazard/routes.ts'
import { routes as inspection } from './contexts/inspection/routes.ts'
import { routes as law } from './contexts/law/routes.ts'
import { resolveAsker } from './contexts/people/public.ts'
import { routes as people } from './contexts/people/routes.ts'
import { routes as planning } from './contexts/planning/routes.ts'
import { onCaseDecided } from './contexts/publicity/jobs.ts'
import { routes as publicity } from './contexts/publicity/routes.ts'
import { routes as registry } from './contexts/registry/routes.ts'
import type { Asker } from './kernel/asker.ts'
import type { Instant } from './kernel/time.ts'
import { systemClock, type Clock } from './platform/clock.ts'
import { openDatabase, type Database } from './platform/db.ts'
import { listeners } from './platform/events.ts'
import { openFiles } from './platform/files.ts'
import { buildServer, type Route } from './platform/http.ts'
import type { Log } from './platform/log.ts'

/** Every operation of the system. The endpoint list, OpenAPI and the isolation test read it too. */
export const ROUTES: readonly Route[] = [
  ...people,
  ...law,
  ...audit,
  ...registry,
  ...evidence,
  ...document,
  ...planning,
  ...hazard,
  ...inspection,
  ...casework,
  ...publicity,
]

export const LISTENERS = listeners({ 'casework.decided': [onCaseDecided] })

const APPS = join(import.meta.dirname, '../dist/apps')
const OPENAPI = join(import.meta.dirname, '../docs/generated/openapi.json')

export type PlumblineParts = {
  /** For openDatabase: signs in as a role that becomes plumbline_app. */
  readonly databaseUrl: string
  readonly filesFolder: string
  readonly log: Log
  readonly clock?: Clock
  /** Chain for acts of the public and of businesses: the code of the installation's top bureau. */
  readonly publicChain: string
  /** Replaces the sessions when demo data are replayed: the cookie then names the officer. */
  readonly resolve?: (token: string, at: Instant) => Promise<Asker | null>
  readonly callsPerMinute?: number
}

export type Plumbline = { readonly app: FastifyInstance; readonly db: Database; close(): Promise<void> }

/** Puts the contexts, the platform and the built apps together; the caller decides where it listens. */
export async function composePlumbline(parts: PlumblineParts): Promise<Plumbline> {
  const db = openDatabase(parts.databaseUrl)
  const app = await buildServer({
    db,
    files: openFiles(parts.filesFolder),
    clock: parts.clock ?? systemClock,
    log: parts.log,
    routes: ROUTES,
    listeners: LISTENERS,
    resolveAsker: parts.resolve ?? ((token, at) => resolveAsker(db, token, at)),
    publicChain: parts.publicChain,
    ...(parts.callsPerMinute ? { callsPerMinute: parts.callsPerMinute } : {}),
  })
  app.get('/healthz', () => ({ ok: true }))
  app.get('/readyz', async (_, reply) => {
    const ready = await db.transaction({ region: 'none' }, async () => true).catch(() => false)
    return reply.code(ready ? 200 : 503).send({ ok: ready })
  })
  app.get('/openapi.json', async (_, reply) => reply.type('application/json').send(await readFile(OPENAPI)))
  if (existsSync(APPS)) await serveApps(app)
  return {
    app,
    db,
    close: async () => {
      await app.close()
      await db.close()
    },
  }
}

/** The three apps route on the page: any path below an app that is no file answers with the app. */
async function serveApps(app: FastifyInstance) {
  await app.register(fastifyStatic, {
    root: APPS,
    prefix: '/',
    wildcard: false,
    index: false,
    immutable: true,
    maxAge: '365d',
  })
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
