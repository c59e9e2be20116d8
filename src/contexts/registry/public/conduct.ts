import type { LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { standingOn, type Standing } from '../rules/conduct.ts'
import { conductOf } from '../store/conduct.ts'

const NOTHING_KNOWN: Standing = { accidentFreeSince: null, listed: null, closedOn: null }

/** The standing of several businesses on a day; asked for any id of theirs. */
export async function standingsOn(
  tx: Tx,
  enterpriseIds: readonly string[],
  date: LawDate,
): Promise<(enterpriseId: string) => Standing> {
  const rows = Map.groupBy(await conductOf(tx, enterpriseIds), ({ enterpriseId }) => enterpriseId)
  return (id) => {
    const own = rows.get(id)
    return own ? standingOn(own, date) : NOTHING_KNOWN
  }
}
