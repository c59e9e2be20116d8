import sql, { empty } from 'sql-template-tag'
import { regionRange, type Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { ActAmount, ActJudgement, CaseAct, Party } from '../model.ts'

/** What a comparison reads of a decided case: acts, amounts and ranges, and nobody who handled it. */
export type DecidedCase = {
  readonly id: string
  readonly region: Region
  readonly number: string
  readonly enterpriseId: string
  readonly partyKind: Party['kind']
  readonly decidedOn: LawDate
  readonly acts: readonly CaseAct[]
  readonly amounts: readonly ActAmount[]
  readonly judged: readonly ActJudgement[]
  readonly reasons: string
}

const CASES_MAX = 2_000

/**
 * Decided cases of the region with one of the violations, the newest first; a decision that was revoked is no measure.
 * Without violations every decided case of the days.
 */
export function decidedCases(
  tx: Tx,
  {
    region,
    violations,
    from,
    to,
    except,
  }: {
    readonly region: Region
    readonly violations: readonly string[] | null
    readonly from: LawDate
    readonly to: LawDate
    readonly except: string | null
  },
): Promise<DecidedCase[]> {
  const scope = regionRange(region)
  return tx.rows<DecidedCase>(sql`
    select id, region, coalesce(content -> 'decision' ->> 'number', number, '') as number, enterprise_id as "enterpriseId",
           content -> 'party' ->> 'kind' as "partyKind", decided_on as "decidedOn", content -> 'acts' as acts,
           content -> 'decision' -> 'amounts' as amounts, content -> 'report' -> 'derivation' -> 'acts' as judged,
           coalesce(content -> 'report' ->> 'reasons', '') as reasons
      from casework.penalty_case
     where region >= ${scope.from} and region < ${scope.below} and decided_on between ${from} and ${to} and decided_fen is not null
       and coalesce(content -> 'ending', 'null'::jsonb) = 'null'::jsonb
       ${except ? sql`and id <> ${except}` : empty}
       ${
         violations
           ? sql`and exists (select from casework.case_act where case_id = penalty_case.id and is_live and violation_key = any(${[...violations]}))`
           : empty
       }
     order by decided_on desc, id limit ${CASES_MAX}`)
}
