import sql, { empty } from 'sql-template-tag'
import type { Asker } from '../../../kernel/asker.ts'
import { regionRange } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Guidance } from '../contract/guidance.ts'
import type { WatchedGuidance } from '../rules/watch-model.ts'

const GUIDANCE = sql`id, region, enterprise_id as "enterpriseId", enterprise_name as "enterpriseName", purpose, on_day as "on", cause, visitors,
  told, advice, at, by_name as "byName"`

export const insertGuidance = (tx: Tx, one: Guidance, byId: string) =>
  tx.run(sql`
    insert into inspection.guidance (id, region, enterprise_id, enterprise_name, purpose, on_day, cause, visitors, told, advice, at, by_id, by_name)
    values (${one.id}, ${one.region}, ${one.enterpriseId}, ${one.enterpriseName}, ${one.purpose}, ${one.on}, ${one.cause}, ${one.visitors},
      ${one.told}, ${JSON.stringify(one.advice)}::jsonb, ${one.at}, ${byId}, ${one.byName})`)

/** The first lock is the asker's region; row-level security is the second. */
export function listGuidance(tx: Tx, { region }: Pick<Asker, 'region'>, enterpriseId?: string) {
  const { from, below } = regionRange(region)
  const there = enterpriseId ? sql`and enterprise_id = ${enterpriseId}` : empty
  return tx.rows<Guidance>(sql`
    select ${GUIDANCE} from inspection.guidance where region >= ${from} and region < ${below} ${there} order by on_day desc, id limit 200`)
}

export const guidanceOf = (tx: Tx, enterpriseId: string) =>
  tx.rows<Guidance>(sql`
    select ${GUIDANCE} from inspection.guidance where enterprise_id = ${enterpriseId} order by on_day desc, id limit 200`)

/** Guidance and research since a day, as far as the watchers look at it. */
export function guidanceSince(tx: Tx, { region }: Pick<Asker, 'region'>, since: LawDate) {
  const { from, below } = regionRange(region)
  return tx.rows<WatchedGuidance>(sql`
    select id as "guidanceId", enterprise_id as "enterpriseId", enterprise_name as "enterpriseName", region as bureau, purpose, on_day as "on",
      jsonb_array_length(advice) as found, told
    from inspection.guidance where region >= ${from} and region < ${below} and on_day > ${since} order by on_day, id limit 50000`)
}

/** Whether the bureau entered the business for an inspection on that day. */
export async function wasInspected(
  tx: Tx,
  { region, enterpriseId, on }: { region: string; enterpriseId: string; on: LawDate },
): Promise<boolean> {
  const row = await tx.find<{ id: string }>(sql`
    select id from inspection.inspection where region = ${region} and enterprise_id = ${enterpriseId}
      and ((content #>> '{entry,at}')::timestamptz at time zone 'Asia/Shanghai')::date = ${on}::date limit 1`)
  return row !== null
}
