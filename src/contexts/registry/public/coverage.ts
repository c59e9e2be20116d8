import type { Region } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Enterprise } from '../model.ts'
import * as store from '../store/coverage.ts'
import { findEnterprise } from '../store/enterprises.ts'

/**
 * The business behind a door code, for whoever stands at the door, signed in or not: the code opens the rows of its own
 * business to this transaction and no others. Null when the code is unknown or was replaced.
 */
export async function enterByDoor(tx: Tx, token: string): Promise<Enterprise | null> {
  const found = await store.enterByDoor(tx, token)
  return found?.id ? findEnterprise(tx, found.id) : null
}

export type RegionCount = store.RegionCount
export type PlacedBusiness = store.PlacedBusiness

/** Live businesses and key units by the first `digits` of their place. */
export const countByPlace = (tx: Tx, region: Region, digits: number): Promise<RegionCount[]> =>
  store.countByPlace(tx, region, digits)

/** Key units of a region; at most `limit`. */
export const keyUnitsIn = (tx: Tx, region: Region, limit: number): Promise<{ id: string; region: string }[]> =>
  store.keyUnitsIn(tx, region, limit)

/** The businesses of one place, key units first; at most `limit`. */
export const businessesIn = (tx: Tx, region: Region, limit: number): Promise<PlacedBusiness[]> =>
  store.businessesIn(tx, region, limit)

/** How many businesses each bureau of a region answers for, and how many of them are of high risk. */
export const risksByBureau = (tx: Tx, region: Region): Promise<store.BureauRisk[]> => store.risksByBureau(tx, region)

/** Which of some businesses are of high risk, as the register stands now; those out of sight are left out. */
export const risksOf = (tx: Tx, ids: readonly string[]): Promise<{ id: string; highRisk: boolean }[]> =>
  store.risksOf(tx, ids)
