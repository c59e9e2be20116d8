import sql from 'sql-template-tag'
import { regionRange, type Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { PopulationChange } from '../rules/population.ts'

/** Businesses that work today, by two-digit trade. */
export function countByTrade(tx: Tx, region: Region) {
  const { from, below } = regionRange(region)
  return tx.rows<{ trade: string; businesses: number }>(sql`
    select left(industry, 3) as trade, count(*)::integer as businesses from registry.enterprise
    where state = 'live' and closed_on is null and region >= ${from} and region < ${below} group by 1`)
}

/** What changed since a day, by day; also businesses that left the scope. */
export function populationChanges(tx: Tx, region: Region, { since, wanted }: { since: LawDate; wanted: number }) {
  const { from, below } = regionRange(region)
  return tx.rows<PopulationChange>(sql`
    select enterprise_id as "enterpriseId", name, trade, trade_before as "tradeBefore", change, on_day as "on", from_region as "fromRegion",
      to_region as "toRegion"
    from registry.population_changes(${from}, ${below}, ${since}::date, ${wanted}::integer)`)
}
