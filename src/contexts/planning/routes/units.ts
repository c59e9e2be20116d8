import type { Region } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db.ts'
import { inspectedUnitsOf, type InspectedUnit } from '../../registry/public.ts'
import { frozenKeyUnits } from '../store/key-lists.ts'

/**
 * The units of a bureau as its year has them: which are key units says the frozen list of that year; as long as there is
 * none, the register (circular art. 2).
 */
export async function unitsByList(tx: Tx, bureau: Region, year: number): Promise<InspectedUnit[]> {
  const units = await inspectedUnitsOf(tx, bureau)
  const listed = await frozenKeyUnits(tx, { region: bureau, year })
  return listed ? units.map((unit) => ({ ...unit, keyUnit: listed.has(unit.id) })) : units
}
