import { Server } from '@tus/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Asker } from '../kernel/asker.ts'
import { cookieOf } from './cookies.ts'
import type { FileStore } from './files.ts'
import { refusesForeignOrigin } from './request.ts'

const PATH = '/api/uploads'
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** What nobody claims is thrown away after this long. */
const WAITS_MS = 14 * 86_400_000

export type UploadParts = {
  readonly files: FileStore
  readonly bytesMax: number
  readonly resolveAsker: (token: string) => Promise<Asker | null>
}

/**
 * Resumable uploads by the tus protocol: bytes and nothing else. What they are is said by the declared endpoint that
 * claims them. A name is `<who>~<id>`: nobody reaches what another person sends.
 */
export async function serveUploads(app: FastifyInstance, parts: UploadParts): Promise<void> {
  const owners = new WeakMap<object, string>()
  const server = new Server({
    path: PATH,
    datastore: await parts.files.arrivals(WAITS_MS),
    maxSize: parts.bytesMax,
    relativeLocation: true,
    allowedOrigins: [], // the library's own default opens its answers to every site
    namingFunction: (request, metadata) => {
      const id = metadata?.['id'] ?? ''
      const owner = owners.get(request.runtime?.node?.req ?? request) ?? ''
      if (!ID.test(id) || owner === '') throw { status_code: 400, body: 'a name is missing' }
      return `${owner}~${id}`
    },
  })
  await app.register(async (inner) => {
    inner.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null))
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      const foreign = refusesForeignOrigin(request)
      if (foreign) return reply.code(422).send({ refusals: [foreign] })
      const asker = await parts.resolveAsker(cookieOf(request, 'session') ?? '')
      if (asker?.kind !== 'officer') return reply.code(401).send({ refusals: [] })
      const { name } = request.params as { name?: string }
      if (name !== undefined && !name.startsWith(`${asker.id}~`)) return reply.code(404).send({ missing: 'upload' })
      owners.set(request.raw, asker.id)
      reply.hijack()
      await server.handle(request.raw, reply.raw)
      return reply
    }
    inner.route({ method: 'POST', url: PATH, handler })
    inner.route({ method: ['HEAD', 'PATCH', 'DELETE'], url: `${PATH}/:name`, handler })
  })
  app.addHook('onReady', async () => {
    await server.cleanUpExpiredUploads().catch(() => 0)
  })
}
