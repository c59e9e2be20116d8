/** Reading and writing many running cases and procedures at once, when the calendar of working days has changed. */
import sql from 'sql-template-tag'
import type { Region } from '../../../kernel/region.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Case } from '../model.ts'
import type { Clocked } from '../rules/clocks.ts'
import type { Proceeding, SideClock } from '../rules/proceeding.ts'
import type { FixedDue } from '../rules/recount.ts'

export type RunningCase = Clocked & Pick<Case, 'id' | 'region' | 'title' | 'handlers' | 'party'>

/** What the clocks of a case need not know: the bulk of its content stays in the database. */
const BULK = [
  'acts',
  'archive',
  'brief',
  'closing',
  'discussion',
  'evidence',
  'filing',
  'history',
  'interviews',
  'legalReview',
  'report',
  'returns',
  'unitReviews',
]
/** Fields that cases of an earlier version lack. */
const LATER = { frozen: [], source: 'inspection' } as const

/** The next running cases behind that id, in the order of their ids. The model's shape is not checked: nothing is decided here. */
export async function runningCases(tx: Tx, { region, after, below, limit }: Span): Promise<RunningCase[]> {
  const rows = await tx.rows<{ content: RunningCase }>(sql`
    select casework.as_recounted(content - ${BULK}::text[], recounted) as content from casework.penalty_case
    where region = ${region} and id > ${after} and id < ${below} and state not in ('declined', 'archived') order by region, id limit ${limit}`)
  return rows.map(({ content }) => ({ ...LATER, ...content }))
}
export type Span = { readonly region: Region; readonly after: string; readonly below: string; readonly limit: number }

/** Bureaus in which something runs. */
export const runningRegions = async (tx: Tx): Promise<Region[]> =>
  (
    await tx.rows<{ region: Region }>(sql`
      select region from casework.penalty_case where state not in ('declined', 'archived')
      union select region from casework.proceeding where is_open order by region`)
  ).map(({ region }) => region)

export type RunningProceeding = Pick<
  Proceeding,
  'id' | 'kind' | 'state' | 'region' | 'caseId' | 'title' | 'party' | 'officers' | 'clocks'
>

export async function runningProceedings(tx: Tx, { region, after, below, limit }: Span): Promise<RunningProceeding[]> {
  const rows = await tx.rows<{ content: RunningProceeding }>(sql`
    select content - ${['said', 'history', 'papers']}::text[] as content from casework.proceeding
    where region = ${region} and id > ${after} and id < ${below} and is_open order by region, id limit ${limit}`)
  return rows.map(({ content }) => content)
}

export type CaseDues = { readonly id: string; readonly dues: Partial<Record<FixedDue, string>> }

/**
 * Writes the last days that moved, beside the content. The version stays: counting anew is no step of the case, and the
 * row is written under the lock that every step takes.
 */
export const moveCaseDues = (tx: Tx, moved: readonly CaseDues[]) =>
  tx.run(sql`
    update casework.penalty_case set recounted = coalesce(recounted, '{}'::jsonb) || given.dues
    from unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ dues }) => JSON.stringify(dues))}::jsonb[]) as given (id, dues)
    where penalty_case.id = given.id and state <> 'archived'`)

export type ProceedingClocks = { readonly id: string; readonly clocks: readonly SideClock[] }
export const moveProceedingClocks = (tx: Tx, moved: readonly ProceedingClocks[]) =>
  tx.run(sql`
    update casework.proceeding set content = jsonb_set(content, '{clocks}', given.clocks)
    from unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ clocks }) => JSON.stringify(clocks))}::jsonb[]) as given (id, clocks)
    where proceeding.id = given.id and is_open`)

export type Workdays = readonly (readonly [string, 'holiday' | 'makeup-workday'])[]

/** The calendar that running clocks were last counted with; null where nothing was counted yet. */
export async function countedWith(tx: Tx): Promise<Workdays | null> {
  const row = await tx.find<{ workdays: Workdays }>(sql`select workdays from casework.counted_with`)
  return row?.workdays ?? null
}
export const saveCountedWith = (tx: Tx, { workdays, at }: { workdays: Workdays; at: Instant }) =>
  tx.run(sql`
    insert into casework.counted_with (workdays, at) values (${JSON.stringify(workdays)}::jsonb, ${at})
    on conflict (only_row) do update set workdays = excluded.workdays, at = excluded.at`)
