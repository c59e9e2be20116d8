import { randomUUID } from 'node:crypto'
import { NotFound } from '../../../kernel/answer.ts'
import { serve, type Route } from '../../../platform/http.ts'
import * as contract from '../contract/services.ts'
import { newServiceToken } from '../public/services.ts'
import * as store from '../store/services.ts'

const DAY_MS = 86_400_000

const listServices = serve(contract.listServices, async (_, { tx, asker }) => ({
  services: await store.listServices(tx, asker.region),
}))

const createService = serve(
  contract.createService,
  async ({ name, permissions, days }, { tx, asker, at, concerns, note }) => {
    const { token, sha256 } = newServiceToken()
    const service: contract.Service = {
      id: randomUUID(),
      region: asker.region,
      name,
      permissions: [...new Set(permissions)].sort(),
      createdAt: at,
      createdBy: asker.name,
      endsAt: new Date(Date.parse(at) + days * DAY_MS).toISOString(),
      lastUsed: null,
      revokedAt: null,
    }
    concerns('service', service.id)
    note({ permissions: service.permissions, endsAt: service.endsAt })
    await store.insertService(tx, service, { tokenSha256: sha256, createdById: asker.id })
    return { service, token }
  },
)

const revokeService = serve(contract.revokeService, async ({ id }, { tx, at, concerns }) => {
  concerns('service', id)
  if ((await store.revokeService(tx, id, at)) === 0) throw new NotFound('service')
  return {}
})

export const serviceRoutes: readonly Route[] = [listServices, createService, revokeService]
