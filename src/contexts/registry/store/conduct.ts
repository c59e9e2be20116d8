import sql from 'sql-template-tag'
import type { Tx } from '../../../platform/db.ts'
import type { Conduct } from '../model.ts'

export type ConductRow = Conduct & { readonly enterpriseId: string; readonly region: string }

/** Of several businesses, by day and in the order of recording. */
export const conductOf = (tx: Tx, enterpriseIds: readonly string[]) =>
  tx.rows<Conduct & { readonly enterpriseId: string }>(sql`
    select id, enterprise_id as "enterpriseId", kind, on_day as "on", reference, source, recorded_at as "recordedAt", recorded_by as "recordedBy"
    from registry.conduct where enterprise_id = any(${[...enterpriseIds]}::uuid[]) order by on_day, recorded_at, id`)

/** What the file itself shows of a closing, so that nobody plans a visit to a closed business. */
export const setClosed = (tx: Tx, enterpriseId: string, closedOn: string | null) =>
  tx.run(sql`update registry.enterprise set closed_on = ${closedOn}::date where id = ${enterpriseId}`)

/** @returns 0 when the same was recorded before. */
export const insertConduct = (tx: Tx, row: ConductRow) =>
  tx.run(sql`
    insert into registry.conduct (id, enterprise_id, region, kind, on_day, reference, source, recorded_at, recorded_by)
    values (${row.id}, ${row.enterpriseId}, ${row.region}, ${row.kind}, ${row.on}, ${row.reference}, ${row.source}, ${row.recordedAt}, ${row.recordedBy})
    on conflict do nothing`)
