import sql, { empty, join, type Sql } from 'sql-template-tag'
import { Conflict, NotFound } from '../../kernel/answer.ts'
import { regionRange, type Region } from '../../kernel/region.ts'
import type { Instant, LawDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import type { Case, CaseAct, CaseEntry, CaseState } from './model.ts'
import { subjectOf, type ClockRow } from './rules/clocks.ts'
import { saveClocks } from './store/clock.ts'
import { caseOf, keptOf } from './store/sealed-party.ts'

const COUNT_CAP = 1000
const PAGE = 50
const TODO_CAP = 200

const ENTRY = sql`id, state, version, region, number, title, cause, enterprise_id as "enterpriseId", filed_on as "filedOn", party_name as "partyName",
  coalesce(decided_fen, notified_fen) as "amountFen", next."dueOn", next."dueClock", updated_at as "updatedAt",
  (select coalesce(array_agg(each ->> 'name'), '{}') from jsonb_array_elements(content -> 'handlers') each) as handlers`

/** The case as it stands: with the last days that moved since it was written. */
export const CONTENT = sql`casework.as_recounted(content, recounted) as content`

/** Cases with the clock of each that ends next. */
const CASES = sql`casework.penalty_case left join lateral (
  select due_on as "dueOn", clock.clock as "dueClock" from casework.clock where subject_id = id order by due_on, clock.clock limit 1) next on true`

/** The first lock beside row-level security: what lies in the asker's region. */
function inScope(region: Region): Sql {
  const { from, below } = regionRange(region)
  return sql`region >= ${from} and region < ${below}`
}

export async function getCase(tx: Tx, id: string): Promise<Case> {
  const row = await tx.find<{ content: unknown }>(sql`select ${CONTENT} from casework.penalty_case where id = ${id}`)
  if (!row) throw new NotFound('case')
  return caseOf(row.content)
}

/** The case, locked until the transaction ends. A stale version is a conflict. */
export async function lockCase(tx: Tx, id: string, version: number): Promise<Case> {
  const row = await tx.find<{ content: unknown }>(
    sql`select ${CONTENT} from casework.penalty_case where id = ${id} for update`,
  )
  if (!row) throw new NotFound('case')
  const thing = caseOf(row.content)
  if (thing.version !== version) throw new Conflict('本案刚被他人更新，请刷新后再办理，已填写的内容不会丢失')
  return thing
}

/** What stands beside the case in columns because nobody should have to compute it for a list. */
export type Beside = { readonly at: Instant; readonly clocks: readonly ClockRow[] }

const clocksBeside = (tx: Tx, thing: Case, { clocks }: Beside) => saveClocks(tx, [{ of: subjectOf(thing), clocks }])

export async function insertCase(tx: Tx, thing: Case, beside: Beside): Promise<void> {
  const added = await tx.run(sql`
    insert into casework.penalty_case (id, region, year, state, version, title, cause, enterprise_id, party_name, inspection_id, handler_ids,
      updated_at, content)
    values (${thing.id}, ${thing.region}, ${thing.year}, ${thing.state}, ${thing.version}, ${thing.title}, ${thing.cause}, ${thing.enterpriseId},
      ${thing.party.name}, ${thing.inspectionId}, ${thing.handlers.map(({ id }) => id)}::uuid[], ${beside.at},
      ${keptOf(thing)}::jsonb)
    on conflict (id) do nothing`)
  if (added === 0) throw new Conflict('该立案申请已经提交过，请刷新后查看')
  await saveActs(tx, thing)
  await clocksBeside(tx, thing, beside)
}

/** Writes the case behind one step: exactly the version that was locked. */
export async function saveCase(tx: Tx, thing: Case, beside: Beside): Promise<void> {
  // A decision that fell is no earlier violation any more.
  const decidedFen = thing.decision?.on && thing.ending?.kind !== 'revoked' ? thing.decision.amountFen : null
  const saved = await tx.run(sql`
    update casework.penalty_case set year = ${thing.year}, state = ${thing.state}, version = ${thing.version}, number = ${thing.number},
      title = ${thing.title}, cause = ${thing.cause}, handler_ids = ${thing.handlers.map(({ id }) => id)}::uuid[], filed_on = ${thing.filedOn}, decided_on = ${thing.decision?.on ?? null},
      notified_fen = ${thing.notice?.amountFen ?? null}, decided_fen = ${decidedFen},
      updated_at = ${beside.at}, recounted = null, content = ${keptOf(thing)}::jsonb
    where id = ${thing.id} and version = ${thing.version - 1}`)
  if (saved === 0) throw new Conflict('本案刚被他人更新，请刷新后再办理，已填写的内容不会丢失')
  await saveActs(tx, thing)
  await clocksBeside(tx, thing, beside)
}

/** What the news of another context adds to a case: no step, so the version stays. An archived case takes none. */
export const markPublished = (tx: Tx, { id, on }: { id: string; on: LawDate }) =>
  tx.run(sql`
    update casework.penalty_case set content = jsonb_set(content, '{publishedOn}', to_jsonb(${on}::text))
    where id = ${id} and state <> 'archived'`)

export const markKeptBack = (tx: Tx, { id, on }: { id: string; on: LawDate }) =>
  tx.run(sql`
    update casework.penalty_case set content = jsonb_set(content, '{keptBackOn}', to_jsonb(${on}::text))
    where id = ${id} and state <> 'archived'`)

/** An archived case's decision fell: its file stays as it was locked, and it is no earlier violation any more. */
export const markFallen = (tx: Tx, id: string) =>
  tx.run(sql`update casework.penalty_case set decided_fen = null where id = ${id} and state = 'archived'`)

async function saveActs(tx: Tx, { id, region, enterpriseId, acts, state }: Case): Promise<void> {
  await tx.run(sql`
    update casework.case_act set is_live = false
    where case_id = ${id} and is_live and (${state === 'declined'} or act_id <> all(${acts.map((act) => act.id)}::uuid[]))`)
  if (state === 'declined') return
  await tx.run(sql`
    insert into casework.case_act (case_id, act_id, region, enterprise_id, violation_key, act_date, hazard_id, fact)
    values ${join(acts.map((act) => sql`(${id}, ${act.id}, ${region}, ${enterpriseId}, ${act.violationKey}, ${act.actDate}, ${act.hazardId}, ${act.fact})`))}
    on conflict (case_id, act_id) do update set violation_key = excluded.violation_key, act_date = excluded.act_date,
      hazard_id = excluded.hazard_id, fact = excluded.fact, is_live = true`)
}

/**
 * Other cases in the asker's view in which the same act already stands: the same hazard, or the same violation on the
 * same day in the same words (APL 29). Declined cases and dropped acts do not count.
 */
export const findSameActs = (
  tx: Tx,
  { caseId, enterpriseId, acts }: { caseId: string; enterpriseId: string; acts: readonly CaseAct[] },
) =>
  acts.length === 0
    ? Promise.resolve([])
    : tx.rows<{ actId: string; caseNumber: string }>(sql`
    select asked.act_id as "actId", coalesce(penalty_case.number, penalty_case.title) as "caseNumber"
    from (values ${join(
      acts.map(
        ({ id, violationKey, actDate, hazardId, fact }) =>
          sql`(${id}::uuid, ${violationKey}::text, ${actDate}::date, ${hazardId}::uuid, ${fact}::text)`,
      ),
    )}) asked (act_id, violation_key, act_date, hazard_id, fact)
    join casework.case_act before on before.is_live and before.enterprise_id = ${enterpriseId} and before.case_id <> ${caseId}
      and (before.hazard_id = asked.hazard_id
        or before.violation_key = asked.violation_key and before.act_date = asked.act_date and before.fact = asked.fact)
    join casework.penalty_case on penalty_case.id = before.case_id
    limit 20`)

export type CaseFilter = {
  readonly region: Region
  readonly mineOf?: string | undefined
  readonly state?: CaseState | undefined
  readonly search?: string | undefined
  readonly dueBy?: LawDate | undefined
  readonly enterpriseId?: string | undefined
}

function wanted({ region, mineOf, state, search, dueBy, enterpriseId }: CaseFilter): Sql {
  const words = search?.trim()
  return join(
    [
      inScope(region),
      ...(mineOf ? [sql`handler_ids @> array[${mineOf}::uuid]`] : []),
      ...(state ? [sql`state = ${state}`] : []),
      ...(words
        ? [
            sql`(strpos(party_name, ${words}) > 0 or strpos(title, ${words}) > 0 or strpos(coalesce(number, ''), ${words}) > 0)`,
          ]
        : []),
      ...(dueBy ? [sql`"dueOn" <= ${dueBy} and state not in ('declined', 'archived')`] : []),
      ...(enterpriseId ? [sql`enterprise_id = ${enterpriseId}`] : []),
    ],
    ' and ',
  )
}

/** One page, newest change first. `after` is the `next` of the page before. */
export async function listCases(tx: Tx, filter: CaseFilter & { readonly after?: string | undefined }) {
  const [time, id] = filter.after?.split('_') ?? []
  const further =
    time && id && !Number.isNaN(Date.parse(time)) && /^[0-9a-f-]{36}$/.test(id)
      ? sql`and (updated_at, id) < (${time}::timestamptz, ${id}::uuid)`
      : empty
  const rows = await tx.rows<CaseEntry>(sql`
    select ${ENTRY} from ${CASES} where ${wanted(filter)} ${further} order by updated_at desc, id desc limit ${PAGE + 1}`)
  const last = rows[PAGE - 1]
  return { entries: rows.slice(0, PAGE), next: rows.length > PAGE && last ? `${last.updatedAt}_${last.id}` : null }
}

/** How many there are, counted no further than a thousand. */
export async function countCases(tx: Tx, filter: CaseFilter): Promise<{ total: number; totalIsCapped: boolean }> {
  const row = await tx.find<{ total: number }>(sql`
    select count(*) as total from (select from ${filter.dueBy ? CASES : sql`casework.penalty_case`} where ${wanted(filter)} limit ${COUNT_CAP + 1}) counted`)
  const total = row?.total ?? 0
  return { total: Math.min(total, COUNT_CAP), totalIsCapped: total > COUNT_CAP }
}

/** Whole cases in the given states, most urgent first; the caller asks what may be done with each. */
export async function casesInStates(
  tx: Tx,
  { region, states }: { region: Region; states: readonly CaseState[] },
): Promise<(CaseEntry & { content: Case })[]> {
  const rows = await tx.rows<CaseEntry & { content: unknown }>(sql`
    select ${ENTRY}, ${CONTENT} from ${CASES}
    where ${inScope(region)} and state = any(${[...states]}) and state not in ('declined', 'archived')
    order by "dueOn" nulls last, updated_at limit ${TODO_CAP}`)
  return rows.map((row) => ({ ...row, content: caseOf(row.content) }))
}

/** Cases that have not ended and that somebody of these handles, the most urgent first. */
export const casesHandledBy = (tx: Tx, { region, handlers }: { region: Region; handlers: readonly string[] }) =>
  tx.rows<CaseEntry>(sql`
    select ${ENTRY} from ${CASES}
    where ${inScope(region)} and handler_ids && ${handlers}::uuid[] and state not in ('declined', 'closed', 'archived')
    order by "dueOn" nulls last, updated_at, id limit ${TODO_CAP}`)

/** Numbers of the cases that grew from one inspection. */
export const casesOfInspection = (tx: Tx, inspectionId: string) =>
  tx.rows<CaseEntry>(sql`
  select ${ENTRY} from ${CASES} where inspection_id = ${inspectionId} order by updated_at`)

/** For what the party was fined before, with the day of the decision: a repetition weighs (discretion.md §3). */
export const lastViolations = (tx: Tx, { enterpriseId, exceptCase }: { enterpriseId: string; exceptCase: string }) =>
  tx.rows<{ violation: string; on: LawDate }>(sql`
    select violation_key as violation, decided_on as "on" from casework.case_act
    join casework.penalty_case on penalty_case.id = case_act.case_id
    where is_live and case_act.enterprise_id = ${enterpriseId} and case_id <> ${exceptCase} and decided_fen > 0 order by decided_on desc limit 200`)
