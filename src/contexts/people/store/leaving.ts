import sql from 'sql-template-tag'
import { regionRange, type Region } from '../../../kernel/region.ts'
import type { Instant, LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Departure } from '../contract/leaving.ts'

/** Held until the transaction ends, so that an officer is switched off once. */
export const lockOfficer = (tx: Tx, id: string) => tx.run(sql`select 1 from people.officer where id = ${id} for update`)

export const saveLeftOn = (tx: Tx, id: string, leftOn: LawDate | null) =>
  tx.run(sql`update people.officer set left_on = ${leftOn} where id = ${id}`)

type NewDeparture = Departure & { readonly officerId: string; readonly region: Region }

export const insertDeparture = (tx: Tx, one: NewDeparture) =>
  tx.run(sql`
    insert into people.departure (officer_id, seq, region, kind, on_day, reason, recorded_at, recorded_by)
    select ${one.officerId}, coalesce(max(seq), 0) + 1, ${one.region}, ${one.kind}, ${one.onDay}::date, ${one.reason},
      ${one.recordedAt}::timestamptz, ${one.recordedBy}
    from people.departure where officer_id = ${one.officerId}`)

export const listDepartures = (tx: Tx, officer: string) =>
  tx.rows<Departure>(sql`
    select kind, on_day as "onDay", reason, recorded_at as "recordedAt", recorded_by as "recordedBy"
    from people.departure where officer_id = ${officer} order by seq desc`)

/** Mandates that he gave or holds and that would still run. */
export const endMandatesOf = (tx: Tx, officer: string, on: LawDate) =>
  tx.run(sql`
    update people.delegation set ended_on = ${on}
    where (from_officer = ${officer} or to_officer = ${officer}) and ended_on is null and valid_to >= ${on}`)

/** Programs that he opened; those from before his id was kept are known by his name in his region. */
export function revokeServicesOf(
  tx: Tx,
  { id, name, region, at }: { id: string; name: string; region: Region; at: Instant },
) {
  const { from, below } = regionRange(region)
  return tx.run(sql`
    update people.service set revoked_at = ${at}
    where revoked_at is null and ends_at > ${at} and (created_by_id = ${id}
      or (created_by_id is null and created_by = ${name} and region >= ${from} and region < ${below}))`)
}

/** Who of a bureau and of those below it has left, the latest first. */
export function listLeft(tx: Tx, region: Region) {
  const { from, below } = regionRange(region)
  return tx.rows<{ id: string; name: string; leftOn: LawDate }>(sql`
    select id, name, left_on as "leftOn" from people.officer
    where region >= ${from} and region < ${below} and left_on is not null order by left_on desc, id limit 500`)
}
