import sql from 'sql-template-tag'
import type { Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import type { Visit, VisitState } from './model.ts'

const VISIT = sql`id, enterprise_id as "enterpriseId", region, bureau, year, inspection_id as "inspectionId", state, counted,
  exempt_cause as "exemptCause", on_day as "on", check_item_ids as "checkItemIds"`

export type Counter = { readonly used: number; readonly made: number }

/** The year's count, locked until the transaction ends: whoever plans next waits for this plan. */
export async function lockYear(tx: Tx, enterpriseId: string, year: number): Promise<Counter> {
  await tx.run(sql`insert into planning.year_counter (enterprise_id, year) values (${enterpriseId}, ${year}) on conflict do nothing`)
  const row = await tx.find<Counter>(
    sql`select used, made from planning.year_counter where enterprise_id = ${enterpriseId} and year = ${year} for update`)
  if (!row) throw new Error(`no year counter for ${enterpriseId} in ${year}`)
  return row
}

export const findYear = (tx: Tx, enterpriseId: string, year: number) =>
  tx.find<Counter>(sql`select used, made from planning.year_counter where enterprise_id = ${enterpriseId} and year = ${year}`)

export const addToYear = (tx: Tx, enterpriseId: string, year: number, { used, made }: Counter) =>
  tx.run(sql`update planning.year_counter set used = used + ${used}, made = made + ${made} where enterprise_id = ${enterpriseId} and year = ${year}`)

/** Visits of one business in a year that the scope shows, without released ones, by day. */
export const visitsOf = (tx: Tx, enterpriseId: string, year: number) => tx.rows<Visit>(sql`
  select ${VISIT} from planning.visit where enterprise_id = ${enterpriseId} and year = ${year} and state <> 'released' order by on_day, id`)

export const findVisit = (tx: Tx, inspectionId: string) =>
  tx.find<Visit & { reasonRef: string }>(sql`
    select ${VISIT}, reason_ref as "reasonRef" from planning.visit where inspection_id = ${inspectionId} and state <> 'released' for update`)

type Author = { readonly at: Instant; readonly by: string }

export async function insertVisit(tx: Tx, visit: Visit & { reasonRef: string }, author: Author): Promise<void> {
  await tx.run(sql`
    insert into planning.visit (id, enterprise_id, region, bureau, year, inspection_id, state, counted, exempt_cause, reason_ref, on_day, check_item_ids)
    values (${visit.id}, ${visit.enterpriseId}, ${visit.region}, ${visit.bureau}, ${visit.year}, ${visit.inspectionId}, ${visit.state},
      ${visit.counted}, ${visit.exemptCause}, ${visit.reasonRef}, ${visit.on}, ${visit.checkItemIds})`)
  await insertChange(tx, visit, author)
}

export async function saveVisit(tx: Tx, visit: Visit & { reasonRef: string }, author: Author): Promise<void> {
  await tx.run(sql`
    update planning.visit set state = ${visit.state}, year = ${visit.year}, on_day = ${visit.on}, check_item_ids = ${visit.checkItemIds},
      exempt_cause = ${visit.exemptCause}, reason_ref = ${visit.reasonRef}
    where id = ${visit.id}`)
  await insertChange(tx, visit, author)
}

const insertChange = (tx: Tx, visit: Pick<Visit, 'id' | 'bureau' | 'year' | 'on'> & { state: VisitState }, { at, by }: Author) => tx.run(sql`
  insert into planning.visit_change (visit_id, seq, region, state, year, on_day, at, by_id)
  select ${visit.id}, coalesce(max(seq), 0) + 1, ${visit.bureau}, ${visit.state}, ${visit.year}, ${visit.on}, ${at}, ${by}
  from planning.visit_change where visit_id = ${visit.id}`)

/** The year's counts of several businesses; one without a row was never counted. */
export const countsIn = (tx: Tx, enterpriseIds: readonly string[], year: number) =>
  tx.rows<{ enterpriseId: string; used: number }>(sql`
    select enterprise_id as "enterpriseId", used from planning.year_counter where enterprise_id = any(${enterpriseIds}::uuid[]) and year = ${year}`)

/** The last day on which each was visited. */
export const lastVisits = (tx: Tx, enterpriseIds: readonly string[]) =>
  tx.rows<{ enterpriseId: string; on: string }>(sql`
    select enterprise_id as "enterpriseId", max(on_day) as "on" from planning.visit
    where enterprise_id = any(${enterpriseIds}::uuid[]) and state = 'committed' group by enterprise_id`)
