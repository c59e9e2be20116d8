import sql from 'sql-template-tag'
import type { Region } from '../../../kernel/region.ts'
import type { Instant, LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Delegation } from '../contract/delegation.ts'
import type { LentRole } from '../rules/delegation.ts'

export const listDelegations = (tx: Tx, region: Region) =>
  tx.rows<Delegation>(sql`
    select d.id, d.from_officer as "fromId", giver.name as "fromName", d.to_officer as "toId", taker.name as "toName", d.role,
      d.valid_from as "validFrom", d.valid_to as "validTo", d.mandate, d.ended_on as "endedOn"
    from people.delegation d join people.officer giver on giver.id = d.from_officer join people.officer taker on taker.id = d.to_officer
    where d.region = ${region} order by d.valid_to desc, d.recorded_at desc limit 100`)

export const insertDelegation = (
  tx: Tx,
  one: {
    id: string
    region: Region
    fromId: string
    toId: string
    role: LentRole
    validFrom: LawDate
    validTo: LawDate
    mandate: string
    at: Instant
  },
) =>
  tx.run(sql`
    insert into people.delegation (id, region, from_officer, to_officer, role, valid_from, valid_to, mandate, recorded_at)
    values (${one.id}, ${one.region}, ${one.fromId}, ${one.toId}, ${one.role}, ${one.validFrom}, ${one.validTo}, ${one.mandate}, ${one.at})
    on conflict (id) do nothing`)

export const endDelegation = (tx: Tx, { id, from, on }: { id: string; from: string; on: LawDate }) =>
  tx.run(
    sql`update people.delegation set ended_on = ${on} where id = ${id} and from_officer = ${from} and ended_on is null`,
  )
