import { createHash, randomBytes } from 'node:crypto'
import type { Asker } from '../../../kernel/asker.ts'
import type { Instant } from '../../../kernel/time.ts'
import { NATIONWIDE, type Database } from '../../../platform/db.ts'
import { SERVICE_PERMISSIONS, SERVICE_TOKEN_PREFIX } from '../rules/services.ts'
import * as store from '../store/services.ts'

const TOUCH_EVERY_MS = 60_000
const digestOf = (token: string) => createHash('sha256').update(token).digest('hex')

export function newServiceToken(): { token: string; sha256: string } {
  const token = `${SERVICE_TOKEN_PREFIX}${randomBytes(32).toString('base64url')}`
  return { token, sha256: digestOf(token) }
}

/** The program behind a bearer token; null when it is unknown, over or revoked. It acts in the bureau that opened it. */
export async function resolveService(db: Database, token: string, at: Instant): Promise<Asker | null> {
  if (!token.startsWith(SERVICE_TOKEN_PREFIX)) return null
  return db.transaction(NATIONWIDE, async (tx) => {
    const service = await store.findServiceByToken(tx, digestOf(token))
    if (!service || service.revokedAt !== null || at >= service.endsAt) return null
    if (service.lastUsed === null || Date.parse(at) - Date.parse(service.lastUsed) >= TOUCH_EVERY_MS)
      await store.touchService(tx, service.id, at)
    const allowed: readonly string[] = SERVICE_PERMISSIONS
    return {
      id: service.id,
      name: service.name,
      kind: 'system',
      region: service.region,
      roles: [],
      permissions: service.permissions.filter((permission) => allowed.includes(permission)),
    }
  })
}
