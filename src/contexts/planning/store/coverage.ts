import sql from 'sql-template-tag'
import { regionRange, type Region } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db.ts'

export type PlaceVisits = {
  readonly code: string
  readonly visited: number
  readonly made: number
  readonly reserved: number
  readonly withCause: number
}

/** Counted visits of a year by the first `digits` of the business's place. */
export function visitsByPlace(tx: Tx, region: Region, { digits, year }: { digits: number; year: number }) {
  const { from, below } = regionRange(region)
  return tx.rows<PlaceVisits>(sql`
    select left(region, ${digits}::integer) as code,
      (count(distinct enterprise_id) filter (where state = 'committed'))::integer as visited,
      (count(*) filter (where state = 'committed'))::integer as made,
      (count(*) filter (where state = 'reserved'))::integer as reserved,
      (count(*) filter (where state = 'committed' and exempt_cause is not null))::integer as "withCause"
    from planning.visit where region >= ${from} and region < ${below} and year = ${year} and counted and state <> 'released'
    group by 1 order by 1`)
}

/** Counts of several businesses in a year; who was never counted has no row. */
export const yearsOf = (tx: Tx, enterpriseIds: readonly string[], year: number) =>
  tx.rows<{ enterpriseId: string; used: number; made: number }>(sql`
    select enterprise_id as "enterpriseId", used, made from planning.year_counter
    where enterprise_id = any(${[...enterpriseIds]}::uuid[]) and year = ${year}`)

export const findBoundaries = (tx: Tx, region: Region) =>
  tx.find<{ reviewNumber: string; shapes: unknown }>(
    sql`select review_number as "reviewNumber", shapes from planning.boundary where region = ${region}`,
  )

export const saveBoundaries = (
  tx: Tx,
  { region, reviewNumber, shapes }: { region: Region; reviewNumber: string; shapes: unknown },
  { at, by }: { at: string; by: string },
) =>
  tx.run(sql`
    insert into planning.boundary (region, review_number, shapes, imported_at, imported_by)
    values (${region}, ${reviewNumber}, ${JSON.stringify(shapes)}::jsonb, ${at}, ${by})
    on conflict (region) do update set review_number = excluded.review_number, shapes = excluded.shapes, imported_at = excluded.imported_at,
      imported_by = excluded.imported_by`)
