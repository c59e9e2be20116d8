import sql, { empty } from 'sql-template-tag'
import { regionRange, type Region } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db.ts'
import { CONTENT } from '../store.ts'
import type { Case, CaseState } from '../model.ts'
import { caseOf } from './sealed-party.ts'

/** Until the decision is made the newer law may still be the lighter one (APL 37). */
export const UNDECIDED: readonly CaseState[] = [
  'submitted',
  'filed',
  'reported',
  'reviewed',
  'discussed',
  'notice-issued',
  'notified',
  'proposed',
]

/** Undecided cases of the region with an act of one of the violations (null: of any), the earliest change first. */
export async function undecidedCases(
  tx: Tx,
  { region, violations, limit }: { region: Region; violations: readonly string[] | null; limit: number },
): Promise<Case[]> {
  const { from, below } = regionRange(region)
  const rows = await tx.rows<{ content: unknown }>(sql`
    select ${CONTENT} from casework.penalty_case
     where region >= ${from} and region < ${below} and state = any(${[...UNDECIDED]})
       ${
         violations === null
           ? empty
           : sql`and id in (select case_id from casework.case_act where is_live and violation_key = any(${[...violations]})
                            and region >= ${from} and region < ${below})`
       }
     order by updated_at, id limit ${limit}`)
  return rows.map(({ content }) => caseOf(content))
}
