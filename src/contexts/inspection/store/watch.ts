import sql from 'sql-template-tag'
import type { Asker } from '../../../kernel/asker.ts'
import { regionRange } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { WatchedVisit } from '../rules/watch-model.ts'

export type MadeVisit = Omit<WatchedVisit, 'highRisk'>

/** Visits that were made since a day, counted in the database: only numbers travel, no texts. */
export function visitsSince(tx: Tx, { region }: Pick<Asker, 'region'>, since: LawDate) {
  const { from, below } = regionRange(region)
  return tx.rows<MadeVisit>(sql`
    select id as "inspectionId", enterprise_id as "enterpriseId", enterprise_name as "enterpriseName", region as bureau, officer_ids as "officerIds",
      ((content #>> '{entry,at}')::timestamptz at time zone 'Asia/Shanghai')::date as "on",
      reason in ('complaint', 'transfer', 'monitoring') as "hasCause",
      round(extract(epoch from (content #>> '{record,until}')::timestamptz - (content #>> '{record,from}')::timestamptz) / 60)::integer as minutes,
      jsonb_array_length(content -> 'checkItemIds') as items,
      (select count(*)::integer from jsonb_array_elements(content -> 'answers') answer where answer ->> 'result' <> 'not-checked') as answered,
      (select count(*)::integer from jsonb_array_elements(content -> 'answers') answer where answer ->> 'result' = 'nonconforming') as findings,
      case when content ? 'urgent' then jsonb_build_object('since', content #>> '{entry,at}',
        'decidedAt', to_char(given.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'agreed', given.agreed) end as urgent
    from inspection.inspection left join (select inspection_id, at, agreed from inspection.ratification) given on given.inspection_id = id
    where region >= ${from} and region < ${below} and planned_on > ${since}::date - 60 and content #>> '{entry,at}' is not null
      and ((content #>> '{entry,at}')::timestamptz at time zone 'Asia/Shanghai')::date > ${since}::date
    order by 6, id limit 50000`)
}

export type KeptNote = {
  readonly alarm: string
  readonly because: string
  readonly at: string
  readonly byName: string
}

/** What was said to alarms in the region, the latest first. */
export function notesOn(tx: Tx, { region }: Pick<Asker, 'region'>) {
  const { from, below } = regionRange(region)
  return tx.rows<KeptNote>(sql`
    select alarm, because, at, by_name as "byName" from inspection.watch_note where region >= ${from} and region < ${below}
    order by at desc limit 5000`)
}

export const insertNote = (
  tx: Tx,
  note: KeptNote & { readonly id: string; readonly watch: string },
  { id, region }: Pick<Asker, 'id' | 'region'>,
) =>
  tx.run(sql`
    insert into inspection.watch_note (id, region, watch, alarm, because, at, by_id, by_name)
    values (${note.id}, ${region}, ${note.watch}, ${note.alarm}, ${note.because}, ${note.at}, ${id}, ${note.byName})`)
