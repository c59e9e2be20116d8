import sql, { join, raw, type Sql } from 'sql-template-tag'
import { regionRange, type Region } from '../kernel/region.ts'

export type Latest = {
  /** A table with the columns `region` and `id`. */
  readonly table: string
  readonly scope: Region
  readonly columns: Sql
  readonly where: Sql
  /** Columns by which the latest come first. An index begins with the region, goes on with them and holds `id`. */
  readonly order: readonly string[]
  readonly limit: number
}

/**
 * The latest rows of a scope, bureau by bureau: a scope is a range of regions, and no index keeps a range in the order of
 * time, so that a plain question would sort all that a bureau ever did for every page. From one bureau to the next it goes
 * by the index as well: a town asks once, a province some two hundred times. Rows are read only of what the page shows,
 * each by its key, because under row-level security the planner takes a scope for a handful of rows.
 */
export function latestIn({ table, scope, columns, where, order, limit }: Latest): Sql {
  const { from, below } = regionRange(scope)
  const of = raw(table)
  const descending = (prefix = '') => join(order.map((column) => raw(`${prefix}${column} desc`)))
  const keys = raw([...new Set(['id', ...order])].join(', '))
  return sql`with recursive place (region) as (
      (select region::text collate "C" from ${of} where region >= ${from} and region < ${below} order by region limit 1)
      union all
      select (select further.region::text collate "C" from ${of} further
        where further.region > place.region and further.region < ${below} order by further.region limit 1)
      from place where place.region is not null)
    select found.* from (
      select latest.* from place cross join lateral (
        select ${keys} from ${of} one where one.region = place.region and ${where} order by ${descending()} limit ${limit}) latest
      order by ${descending()} limit ${limit}) page
    cross join lateral (select ${columns} from ${of} one where one.id = page.id limit 1) found
    order by ${descending('page.')}`
}
