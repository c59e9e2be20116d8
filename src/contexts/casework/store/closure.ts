import sql from 'sql-template-tag'
import type { LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'

/** Penalties of one business since a day that still stand: each with its day and number, the earliest first. */
export type Penalised = {
  readonly enterpriseId: string
  readonly penalties: readonly { on: LawDate; number: string }[]
}

/** Businesses of the scope with at least so many penalties since that day; those of persons and fallen ones do not count. */
export const oftenPenalised = (tx: Tx, { since, times }: { since: LawDate; times: number }) =>
  tx.rows<Penalised>(sql`
    with penalty as (
      select enterprise_id, decided_on as on_day, content -> 'decision' ->> 'number' as number from casework.penalty_case
      where decided_on >= ${since} and state in ('decided', 'served', 'paid', 'closing', 'closed', 'archived')
        and content -> 'party' ->> 'kind' <> 'individual' and coalesce(content -> 'ending', 'null'::jsonb) = 'null'::jsonb
      union all
      select enterprise_id, opened_on, coalesce(number, title) from casework.proceeding
      where kind = 'simple' and enterprise_id is not null and opened_on >= ${since} and content -> 'party' ->> 'kind' <> 'individual'
    )
    select enterprise_id as "enterpriseId",
      jsonb_agg(jsonb_build_object('on', to_char(on_day, 'YYYY-MM-DD'), 'number', coalesce(number, '')) order by on_day, number) as penalties
    from penalty group by enterprise_id having count(*) >= ${times} order by enterprise_id`)

/** Businesses for which closure was raised on or after a day, whatever became of it. */
export async function raisedSince(tx: Tx, since: LawDate): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ id: string }>(sql`
    select distinct enterprise_id as id from casework.proceeding
    where kind = 'closure' and enterprise_id is not null and (is_open or opened_on >= ${since})`)
  return new Set(rows.map(({ id }) => id))
}

/** Bureaus that punished anybody since a day, the lowest first: what a county raised its city does not raise again. */
export async function punishingRegions(tx: Tx, since: LawDate): Promise<string[]> {
  const rows = await tx.rows<{ region: string }>(
    sql`select distinct region from casework.penalty_case where decided_on >= ${since}
      union select distinct region from casework.proceeding where kind = 'simple' and opened_on >= ${since}`,
  )
  return rows.map(({ region }) => region).sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
}
