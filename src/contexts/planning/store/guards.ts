import sql from 'sql-template-tag'
import type { Region } from '../../../kernel/region.ts'
import type { Instant, LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { LevelException, RiskGrade, TownMatters } from '../model.ts'
import type { Author } from '../store.ts'

const EXCEPTION = sql`id, bureau, code, number, from_day as "from", until_day as "until"`

/** Exceptions from one-business-one-level in force on a day. */
export const exceptionsOn = (tx: Tx, enterpriseId: string, on: LawDate) =>
  tx.rows<LevelException>(sql`
    select ${EXCEPTION} from planning.level_exception where enterprise_id = ${enterpriseId} and from_day <= ${on} and ${on} <= until_day
    order by from_day, id`)

export const exceptionsOf = (tx: Tx, enterpriseId: string) =>
  tx.rows<LevelException>(
    sql`select ${EXCEPTION} from planning.level_exception where enterprise_id = ${enterpriseId} order by from_day desc, id limit 100`,
  )

type Placed = { readonly id: string; readonly region: Region }

/** @returns false when the document was recorded for this business and bureau before. */
export async function insertException(
  tx: Tx,
  { enterprise, exception }: { enterprise: Placed; exception: LevelException },
  { at, by }: Author,
): Promise<boolean> {
  const { id, bureau, code, number, from, until } = exception
  const added = await tx.run(sql`
    insert into planning.level_exception (id, enterprise_id, region, bureau, code, number, from_day, until_day, recorded_at, recorded_by)
    values (${id}, ${enterprise.id}, ${enterprise.region}, ${bureau}, ${code}, ${number}, ${from}, ${until}, ${at}, ${by})
    on conflict do nothing`)
  return added > 0
}

/** The list of a town that counts on a day: the latest one in force. */
export const townMattersOn = (tx: Tx, town: Region, on: LawDate) =>
  tx.find<TownMatters>(sql`
    select instrument, check_item_ids as "checkItemIds", from_day as "from" from planning.town_matters
    where region = ${town} and from_day <= ${on} order by from_day desc, recorded_at desc limit 1`)

/** Of each town the list that counts on a day. */
export const townListsOn = (tx: Tx, on: LawDate) =>
  tx.rows<{ town: Region; instrument: string; from: LawDate; items: number }>(sql`
    select distinct on (region) region as town, instrument, from_day as "from", cardinality(check_item_ids) as items
    from planning.town_matters where from_day <= ${on} order by region, from_day desc, recorded_at desc limit 500`)

export const insertTownMatters = (
  tx: Tx,
  { id, town, list }: { id: string; town: Region; list: TownMatters },
  { at, by }: Author,
) =>
  tx.run(sql`
    insert into planning.town_matters (id, region, instrument, check_item_ids, from_day, recorded_at, recorded_by)
    values (${id}, ${town}, ${list.instrument}, ${[...list.checkItemIds]}, ${list.from}, ${at}, ${by})`)

/** How the region graded the business, in the order of recording. */
export const riskGradesOf = (tx: Tx, enterpriseId: string) =>
  tx.rows<RiskGrade>(sql`
    select scheme, grade, effective_from as "effectiveFrom", instrument from planning.risk_grade
    where enterprise_id = ${enterpriseId} order by seq`)

export const insertRiskGrade = (
  tx: Tx,
  { enterprise, grade }: { enterprise: Placed; grade: RiskGrade },
  { at, by }: { at: Instant; by: string },
) =>
  tx.run(sql`
    insert into planning.risk_grade (enterprise_id, seq, region, scheme, grade, effective_from, instrument, recorded_at, recorded_by)
    select ${enterprise.id}, coalesce(max(seq), 0) + 1, ${enterprise.region}, ${grade.scheme}, ${grade.grade}, ${grade.effectiveFrom}::date,
      ${grade.instrument}, ${at}::timestamptz, ${by} from planning.risk_grade where enterprise_id = ${enterprise.id}`)
