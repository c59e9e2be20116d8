import sql from 'sql-template-tag'
import { regionRange, type Region } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db.ts'

/** The business whose door code was read; from now on the transaction sees the rows of this one business. */
export const enterByDoor = (tx: Tx, token: string) =>
  tx.find<{ id: string | null }>(sql`select registry.enter_by_door(${token}) as id`)

export type RegionCount = { readonly code: string; readonly businesses: number; readonly keyUnits: number }

/** Live files by the first `digits` of their place; a file that lies higher up counts at its own place. */
export function countByPlace(tx: Tx, region: Region, digits: number) {
  const { from, below } = regionRange(region)
  return tx.rows<RegionCount>(sql`
    select left(region, ${digits}::integer) as code, count(*)::integer as businesses, (count(*) filter (where key_unit))::integer as "keyUnits"
    from registry.enterprise where state = 'live' and region >= ${from} and region < ${below} group by 1 order by 1`)
}

export function keyUnitsIn(tx: Tx, region: Region, limit: number) {
  const { from, below } = regionRange(region)
  return tx.rows<{ id: string; region: string }>(sql`
    select id, region from registry.enterprise
    where state = 'live' and key_unit and region >= ${from} and region < ${below} order by region, id limit ${limit}`)
}

export type PlacedBusiness = {
  readonly id: string
  readonly name: string
  readonly keyUnit: boolean
  readonly highRisk: boolean
  readonly grade: string
}

/** The businesses of one place, key units first. */
export function businessesIn(tx: Tx, region: Region, limit: number) {
  const { from, below } = regionRange(region)
  return tx.rows<PlacedBusiness>(sql`
    select id, name, key_unit as "keyUnit", high_risk as "highRisk", grade from registry.enterprise
    where state = 'live' and region >= ${from} and region < ${below} order by key_unit desc, high_risk desc, name, id limit ${limit}`)
}

export type BureauRisk = { readonly bureau: Region; readonly businesses: number; readonly highRisk: number }

/** How many businesses each bureau of a region answers for, and how many of them are of high risk. */
export function risksByBureau(tx: Tx, region: Region) {
  const { from, below } = regionRange(region)
  return tx.rows<BureauRisk>(sql`
    select responsible_bureau as bureau, count(*)::integer as businesses, (count(*) filter (where high_risk))::integer as "highRisk"
    from registry.enterprise where state = 'live' and responsible_bureau >= ${from} and responsible_bureau < ${below} group by 1 order by 1`)
}

export const risksOf = (tx: Tx, ids: readonly string[]) =>
  tx.rows<{ id: string; highRisk: boolean }>(
    sql`select id, high_risk as "highRisk" from registry.enterprise where id = any(${[...ids]}::uuid[])`,
  )
