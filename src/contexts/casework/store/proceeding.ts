import sql, { empty, join, type Sql } from 'sql-template-tag'
import { Conflict, NotFound } from '../../../kernel/answer.ts'
import { regionRange, type Region } from '../../../kernel/region.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { ClockRow } from '../rules/clocks.ts'
import type { Proceeding } from '../rules/proceeding.ts'
import { sideSubject } from '../rules/side-view.ts'
import { saveClocks } from './clock.ts'
import { keptOf, proceedingOf } from './sealed-party.ts'

const PAGE = 50
const OF_CASE_MAX = 200

/** What stands beside a procedure because nobody should have to compute it for a list. */
export type Columns = { readonly at: Instant; readonly isOpen: boolean; readonly clocks: readonly ClockRow[] }

const clocksBeside = (tx: Tx, thing: Proceeding, { clocks }: Columns) =>
  saveClocks(tx, [{ of: sideSubject(thing), clocks }])

export async function getProceeding(tx: Tx, id: string): Promise<Proceeding> {
  const row = await tx.find<{ content: unknown }>(sql`select content from casework.proceeding where id = ${id}`)
  if (!row) throw new NotFound('proceeding')
  return proceedingOf(row.content)
}

/** The procedure, locked until the transaction ends. A stale version is a conflict. */
export async function lockProceeding(tx: Tx, id: string, version: number): Promise<Proceeding> {
  const row = await tx.find<{ content: unknown }>(
    sql`select content from casework.proceeding where id = ${id} for update`,
  )
  if (!row) throw new NotFound('proceeding')
  const thing = proceedingOf(row.content)
  if (thing.version !== version) throw new Conflict('该程序刚被他人办理，请刷新后再办理，已填写的内容不会丢失')
  return thing
}

/** The procedures of a case, the oldest first. */
export async function ofCase(tx: Tx, caseId: string): Promise<Proceeding[]> {
  const rows = await tx.rows<{ content: unknown }>(sql`
    select content from casework.proceeding where case_id = ${caseId} order by opened_on, id limit ${OF_CASE_MAX}`)
  return rows.map(({ content }) => proceedingOf(content))
}

/** The penalties on the spot that a visit led to, the oldest first. */
export async function ofVisit(tx: Tx, inspectionId: string): Promise<Proceeding[]> {
  const rows = await tx.rows<{ content: unknown }>(sql`
    select content from casework.proceeding where content ->> 'inspectionId' = ${inspectionId} order by opened_on, id`)
  return rows.map(({ content }) => proceedingOf(content))
}

export async function insertProceeding(tx: Tx, thing: Proceeding, columns: Columns): Promise<void> {
  const { at, isOpen } = columns
  const added = await tx.run(sql`
    insert into casework.proceeding (id, region, year, case_id, kind, state, version, is_open, title, number, enterprise_id, party_name,
      officer_ids, opened_on, updated_at, content)
    values (${thing.id}, ${thing.region}, ${thing.year}, ${thing.caseId}, ${thing.kind}, ${thing.state}, ${thing.version}, ${isOpen}, ${thing.title},
      ${thing.number}, ${thing.enterpriseId}, ${thing.party?.name ?? ''}, ${thing.officers.map(({ id }) => id)}::uuid[], ${thing.openedOn}, ${at}, ${keptOf(thing)}::jsonb)
    on conflict (id) do nothing`)
  if (added === 0) throw new Conflict('该程序已经登记过，请刷新后查看')
  await clocksBeside(tx, thing, columns)
}

/** Writes the procedure behind one step: exactly the version that was locked. */
export async function saveProceeding(tx: Tx, thing: Proceeding, columns: Columns): Promise<void> {
  const { at, isOpen } = columns
  const saved = await tx.run(sql`
    update casework.proceeding set state = ${thing.state}, version = ${thing.version}, is_open = ${isOpen}, title = ${thing.title},
      number = ${thing.number}, officer_ids = ${thing.officers.map(({ id }) => id)}::uuid[],
      updated_at = ${at}, content = ${keptOf(thing)}::jsonb
    where id = ${thing.id} and version = ${thing.version - 1}`)
  if (saved === 0) throw new Conflict('该程序刚被他人办理，请刷新后再办理，已填写的内容不会丢失')
  await clocksBeside(tx, thing, columns)
}

export type ProceedingRow = {
  id: string
  caseId: string | null
  kind: string
  state: string
  version: number
  isOpen: boolean
  region: string
  title: string
  number: string | null
  partyName: string
  openedOn: string
  dueOn: string | null
  dueClock: string | null
  updatedAt: string
}
const ROW = sql`id, proceeding.case_id as "caseId", proceeding.kind, proceeding.state, version, is_open as "isOpen", region, title, number, party_name as "partyName",
  opened_on as "openedOn", next."dueOn", next."dueClock", updated_at as "updatedAt"`

export type ProceedingFilter = {
  readonly region: Region
  readonly kind?: string | undefined
  readonly mineOf?: string | undefined
  readonly open?: boolean | undefined
  readonly after?: string | undefined
}

function wanted({ region, kind, mineOf, open }: ProceedingFilter): Sql {
  const { from, below } = regionRange(region)
  return join(
    [
      sql`region >= ${from} and region < ${below}`,
      ...(kind ? [sql`kind = ${kind}`] : []),
      ...(mineOf ? [sql`officer_ids @> array[${mineOf}::uuid]`] : []),
      ...(open === undefined ? [] : [sql`is_open = ${open}`]),
    ],
    ' and ',
  )
}

/** One page, newest change first. */
export async function listProceedings(tx: Tx, filter: ProceedingFilter) {
  const [time, id] = filter.after?.split('_') ?? []
  const further =
    time && id && !Number.isNaN(Date.parse(time)) && /^[0-9a-f-]{36}$/.test(id)
      ? sql`and (updated_at, id) < (${time}::timestamptz, ${id}::uuid)`
      : empty
  const rows = await tx.rows<ProceedingRow>(sql`
    select ${ROW} from casework.proceeding left join lateral (
      select due_on as "dueOn", clock.clock as "dueClock" from casework.clock where subject_id = id order by due_on, clock.clock limit 1) next on true
    where ${wanted(filter)} ${further} order by updated_at desc, id desc limit ${PAGE + 1}`)
  const last = rows[PAGE - 1]
  return { entries: rows.slice(0, PAGE), next: rows.length > PAGE && last ? `${last.updatedAt}_${last.id}` : null }
}
