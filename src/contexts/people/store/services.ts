import sql from 'sql-template-tag'
import { regionRange } from '../../../kernel/region.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Service } from '../contract/services.ts'

const SERVICE = sql`id, region, name, permissions, created_at as "createdAt", created_by as "createdBy", ends_at as "endsAt",
  last_used as "lastUsed", revoked_at as "revokedAt"`

export function listServices(tx: Tx, region: string) {
  const { from, below } = regionRange(region)
  return tx.rows<Service>(sql`
    select ${SERVICE} from people.service where region >= ${from} and region < ${below} order by created_at desc limit 200`)
}

type Kept = { readonly tokenSha256: string; readonly createdById: string }

export const insertService = (tx: Tx, service: Service, { tokenSha256, createdById }: Kept) =>
  tx.run(sql`
    insert into people.service (id, region, name, permissions, token_sha256, created_at, created_by, created_by_id, ends_at)
    values (${service.id}, ${service.region}, ${service.name}, ${service.permissions}, ${tokenSha256},
      ${service.createdAt}, ${service.createdBy}, ${createdById}, ${service.endsAt})`)

export const revokeService = (tx: Tx, id: string, at: Instant) =>
  tx.run(sql`update people.service set revoked_at = coalesce(revoked_at, ${at}) where id = ${id}`)

export const findServiceByToken = (tx: Tx, tokenSha256: string) =>
  tx.find<Service>(sql`select ${SERVICE} from people.service where token_sha256 = ${tokenSha256}`)

export const touchService = (tx: Tx, id: string, at: Instant) =>
  tx.run(sql`update people.service set last_used = ${at} where id = ${id}`)
