import sql from 'sql-template-tag'
import { chainOf, regionRange, type Region } from '../../../kernel/region.ts'
import type { Instant, LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Edition } from '../model.ts'

/** An edition with its layout as it was written; rules/layout.ts reads it. */
export type StoredEdition = Edition & { readonly layout: unknown }

const EDITION = sql`
  select id, region, template, base, version, state, effective_from as "effectiveFrom", labels, layout, reason,
    drafted_by as "draftedBy", drafted_by_id as "draftedById", drafted_at as "draftedAt", approved_by as "approvedBy",
    approved_at as "approvedAt"
  from document.edition`

/** The edition that words a form for a bureau on a day: of the nearest bureau on the way up, the newest. */
export const editionOn = (
  tx: Tx,
  { template, base, on, region }: { template: string; base: string; on: LawDate; region: Region },
) =>
  tx.find<StoredEdition>(sql`${EDITION}
    where state = 'approved' and template = ${template} and base = ${base} and effective_from <= ${on}
      and region = any(${[...chainOf(region)]})
    order by length(region::text) desc, effective_from desc, approved_at desc limit 1`)

export const editionOfVersion = (tx: Tx, { template, version }: { template: string; version: string }) =>
  tx.find<StoredEdition>(sql`${EDITION} where template = ${template} and version = ${version}`)

export const findEdition = (tx: Tx, id: string) => tx.find<StoredEdition>(sql`${EDITION} where id = ${id}`)

/** A draft of a bureau in view, held until it is approved or withdrawn. */
export const lockEdition = (tx: Tx, id: string) => tx.find<StoredEdition>(sql`${EDITION} where id = ${id} for update`)

/** Editions of the bureaus in view and those that bind it from above, the newest first. */
export function listEditions(tx: Tx, region: Region): Promise<StoredEdition[]> {
  const { from, below } = regionRange(region)
  return tx.rows<StoredEdition>(sql`${EDITION}
    where region >= ${from} and region < ${below} or region = any(${[...chainOf(region)]})
    order by drafted_at desc limit 200`)
}

/** How many editions of a form a bureau has drafted so far. */
export async function countEditions(tx: Tx, { template, region }: { template: string; region: Region }) {
  const row = await tx.find<{ count: number }>(
    sql`select count(*)::int as count from document.edition where template = ${template} and region = ${region}`,
  )
  return row?.count ?? 0
}

export const insertEdition = (tx: Tx, edition: StoredEdition) =>
  tx.run(sql`
    insert into document.edition (id, region, template, base, version, state, effective_from, labels, layout, reason,
      drafted_by, drafted_by_id, drafted_at)
    values (${edition.id}, ${edition.region}, ${edition.template}, ${edition.base}, ${edition.version}, 'drafted',
      ${edition.effectiveFrom}, ${JSON.stringify(edition.labels)}::jsonb, ${JSON.stringify(edition.layout)}::jsonb,
      ${edition.reason}, ${edition.draftedBy}, ${edition.draftedById}, ${edition.draftedAt})
    on conflict do nothing`)

export const approveEdition = (tx: Tx, { id, by, at }: { id: string; by: { id: string; name: string }; at: Instant }) =>
  tx.run(sql`update document.edition set state = 'approved', approved_by = ${by.name}, approved_by_id = ${by.id},
    approved_at = ${at} where id = ${id} and state = 'drafted'`)

export const withdrawEdition = (tx: Tx, id: string) =>
  tx.run(sql`update document.edition set state = 'withdrawn' where id = ${id} and state = 'drafted'`)
