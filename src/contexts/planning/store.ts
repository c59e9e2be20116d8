import sql from 'sql-template-tag'
import type { Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import type { Visit, VisitState } from './model.ts'

const VISIT = sql`id, enterprise_id as "enterpriseId", region, bureau, year, inspection_id as "inspectionId", state, counted,
  exempt_cause as "exemptCause", on_day as "on", check_item_ids as "checkItemIds", cap, ordinal, reserved_at as "reservedAt"`

export type Counter = { readonly used: number; readonly made: number }
export type KeptVisit = Visit & { readonly reasonRef: string }

/** The year's count; the business is locked until the transaction ends: whoever plans next waits for this plan. */
export async function lockYear(tx: Tx, enterpriseId: string, year: number): Promise<Counter> {
  const row = await tx.find<Counter>(sql`select used, made from planning.lock_year(${enterpriseId}, ${year})`)
  if (!row) throw new Error(`no year counter for ${enterpriseId} in ${year}`)
  return row
}

export const findYear = (tx: Tx, enterpriseId: string, year: number) =>
  tx.find<Counter>(
    sql`select used, made from planning.year_counter where enterprise_id = ${enterpriseId} and year = ${year}`,
  )

/**
 * Visits of all levels to one business in a year, without released ones, by day. Ask only for a business that the asker
 * sees.
 */
export const visitsOf = (tx: Tx, enterpriseId: string, year: number) =>
  tx.rows<Visit>(sql`
  select ${VISIT} from planning.visits_of(${enterpriseId}, ${year}) order by on_day, id`)

export const findVisit = (tx: Tx, inspectionId: string) =>
  tx.find<KeptVisit>(sql`
    select ${VISIT}, reason_ref as "reasonRef" from planning.visit where inspection_id = ${inspectionId} and state <> 'released'`)

/** The visit as it stands now, locked. Lock its business before. */
export const lockVisit = (tx: Tx, inspectionId: string) =>
  tx.find<KeptVisit>(sql`
    select ${VISIT}, reason_ref as "reasonRef" from planning.visit where inspection_id = ${inspectionId} and state <> 'released' for update`)

export type Author = { readonly at: Instant; readonly by: string }

/**
 * Takes a slot: one statement waits for the year, asks the cap and writes. Answers the number of the slot in the year, 0
 * for a visit that does not count, -1 when the inspection holds one already, null when the year is full.
 */
export async function reserveVisit(
  tx: Tx,
  visit: Omit<KeptVisit, 'state' | 'ordinal' | 'reservedAt'>,
  { at, by }: Author,
): Promise<number | null> {
  const asked = sql`
    select planning.reserve(row(${visit.id}::uuid, ${visit.enterpriseId}::uuid, ${visit.region}, ${visit.bureau}, ${visit.year}::integer,
      ${visit.inspectionId}::uuid, 'reserved', ${visit.counted}::boolean, ${visit.exemptCause}::text, ${visit.reasonRef}, ${visit.on}::date,
      ${visit.checkItemIds}::text[], ${visit.cap ?? null}::integer, null::integer, ${at}::timestamptz, ${by})::planning.visit) as slot`
  // Under its name the statement is understood once a connection: it stands before every plan of a visit.
  const row = await tx.find<{ slot: number | null }>(Object.assign(asked, { name: 'planning.reserve' }))
  if (!row) throw new Error('the ledger gave no answer')
  return row.slot
}

/** Why a year takes no visit more: how many count, and who took the last slot, on which day, since when. */
export type FullYear = {
  readonly used: number
  readonly heldBy: string | null
  readonly heldOn: string | null
  readonly heldState: VisitState | null
  readonly heldSince: string | null
}

export async function fullYear(tx: Tx, enterpriseId: string, year: number): Promise<FullYear> {
  const asked = sql`
    select used, held_by as "heldBy", held_on as "heldOn", held_state as "heldState", held_since as "heldSince"
    from planning.full_year(${enterpriseId}::uuid, ${year}::integer)`
  const row = await tx.find<FullYear>(Object.assign(asked, { name: 'planning.full_year' }))
  if (!row) throw new Error(`no year counter for ${enterpriseId} in ${year}`)
  return row
}

/** The database numbers a slot that is taken with the change, and refuses one beyond `visit.cap`. */
export async function saveVisit(tx: Tx, visit: KeptVisit, { at, by }: Author): Promise<void> {
  await tx.run(sql`
    with changed as (
      update planning.visit set state = ${visit.state}, year = ${visit.year}, on_day = ${visit.on}, check_item_ids = ${visit.checkItemIds},
        exempt_cause = ${visit.exemptCause}, reason_ref = ${visit.reasonRef}, cap = ${visit.cap ?? null}
      where enterprise_id = ${visit.enterpriseId} and id = ${visit.id} returning id, bureau, state, year, on_day, cap, ordinal)
    insert into planning.visit_change (visit_id, seq, region, state, year, on_day, at, by_id, cap, ordinal)
    select id, coalesce(planning.last_change(${visit.id}), 1) + 1, bureau, state, year, on_day,
      ${at}::timestamptz, ${by}, cap, ordinal from changed`)
}

/** The changes of one visit, oldest first; a slot that was only reserved has none yet. */
export const changesOf = (tx: Tx, visitId: string) =>
  tx.rows<{ seq: number; state: VisitState; year: number; cap: number | null; ordinal: number | null }>(sql`
    select seq, state, year, cap, ordinal from planning.visit_change where visit_id = ${visitId} order by seq`)

/** The year's counts of several businesses; one without a row was never counted. */
export const countsIn = (tx: Tx, enterpriseIds: readonly string[], year: number) =>
  tx.rows<{ enterpriseId: string; used: number }>(sql`
    select enterprise_id as "enterpriseId", used from planning.year_counter where enterprise_id = any(${enterpriseIds}::uuid[]) and year = ${year}`)

/** The last day on which each was visited. */
export const lastVisits = (tx: Tx, enterpriseIds: readonly string[]) =>
  tx.rows<{ enterpriseId: string; on: string }>(sql`
    select enterprise_id as "enterpriseId", max(on_day) as "on" from planning.visit
    where enterprise_id = any(${enterpriseIds}::uuid[]) and state = 'committed' group by enterprise_id`)
