import { lawDateOf } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Registered } from '../public.ts'
import * as files from '../store/enterprises.ts'

const PAGE = 1_000

/**
 * Writes into the files which businesses are key units, as a frozen list says; a file that says so already stays as it
 * is, every other gets a version with its origin. Businesses out of sight are left out.
 */
export async function setKeyUnits(tx: Tx, flags: ReadonlyMap<string, boolean>, by: Registered): Promise<void> {
  const ids = [...flags.keys()]
  const origin = { source: by.source, on: lawDateOf(by.at) }
  for (let from = 0; from < ids.length; from += PAGE) {
    const there = await files.lockEnterprises(tx, ids.slice(from, from + PAGE))
    const changed = there.flatMap((one) => {
      const keyUnit = flags.get(one.id)
      return keyUnit === undefined || keyUnit === one.keyUnit
        ? []
        : [{ ...one, keyUnit, version: one.version + 1, origins: { ...one.origins, keyUnit: origin } }]
    })
    if (changed.length > 0) await files.updateEnterprises(tx, changed, { ...by, reason: by.reason ?? by.source })
  }
}
