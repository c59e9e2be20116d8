import sql, { join, type Sql } from 'sql-template-tag'
import { Conflict, NotFound } from '../../kernel/answer.ts'
import { regionRange, type Region } from '../../kernel/region.ts'
import type { LawDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import { Notice, type PublicNotice, type Withdrawal } from './model.ts'

const PAGE = 20
const COUNT_CAP = 10_000
const QUEUE_MAX = 200

/** The first lock beside row-level security, which shows published rows to everybody. */
function inScope(region: Region): Sql {
  const { from, below } = regionRange(region)
  return sql`region >= ${from} and region < ${below}`
}

/** Queues a notice; a case that has one already keeps it, so that news delivered twice does nothing twice. */
export const insertNotice = (tx: Tx, notice: Notice): Promise<number> =>
  tx.run(sql`
  insert into publicity.notice (
    id, case_id, region, state, version, number, title, party_name, decided_on, publish_by, max_shown_until, content
  )
  values (${notice.id}, ${notice.caseId}, ${notice.region}, ${notice.state}, ${notice.version}, ${notice.number}, ${notice.title}, ${notice.partyName},
    ${notice.decidedOn}, ${notice.publishBy}, ${notice.maxShownUntil}, ${JSON.stringify(notice)}::jsonb)
  on conflict (case_id) do nothing`)

/** The notice of the asker's own bureaus, locked until the transaction ends. A stale version is a conflict. */
export async function lockNotice(
  tx: Tx,
  { id, version, region }: { id: string; version: number | undefined; region: Region },
): Promise<Notice> {
  const row = await tx.find<{ content: unknown }>(
    sql`select content from publicity.notice where id = ${id} and ${inScope(region)} for update`,
  )
  if (!row) throw new NotFound('notice')
  const notice = Notice.parse(row.content)
  if (version !== undefined && notice.version !== version) throw new Conflict('这条公示刚被他人更新，请刷新后再办理')
  return notice
}

/** The notice of a case, locked; null where the case has none. */
export async function findOfCase(tx: Tx, caseId: string): Promise<Notice | null> {
  const row = await tx.find<{ content: unknown }>(
    sql`select content from publicity.notice where case_id = ${caseId} for update`,
  )
  return row ? Notice.parse(row.content) : null
}

export async function saveNotice(tx: Tx, notice: Notice): Promise<void> {
  const saved = await tx.run(sql`
    update publicity.notice set state = ${notice.state}, version = ${notice.version}, published_at = ${notice.publishedAt}, content = ${JSON.stringify(notice)}::jsonb
    where id = ${notice.id} and version = ${notice.version - 1}`)
  if (saved === 0) throw new Conflict('这条公示刚被他人更新，请刷新后再办理')
}

export const insertWithdrawal = (tx: Tx, { id, region, number, title, withdrawal }: Notice): Promise<number> =>
  withdrawal
    ? tx.run(sql`
  insert into publicity.withdrawal (notice_id, region, number, title, on_date, due_on, ground, reason)
  values (${id}, ${region}, ${number}, ${title}, ${withdrawal.on}, ${withdrawal.dueOn}, ${withdrawal.ground}, ${withdrawal.reason})`)
    : Promise.resolve(0)

/** What the asker's bureaus have to publish or have published lately: the most urgent first. */
export async function queue(tx: Tx, { region, state }: { region: Region; state: Notice['state'] }): Promise<Notice[]> {
  const rows = await tx.rows<{ content: unknown }>(sql`
    select content from publicity.notice where ${inScope(region)} and state = ${state}
    order by coalesce(content -> 'fell', 'null'::jsonb) = 'null'::jsonb, ${state === 'queued' ? sql`publish_by, id` : sql`decided_on desc, id`} limit ${QUEUE_MAX}`)
  return rows.map(({ content }) => Notice.parse(content))
}

type Search = { readonly q?: string | undefined; readonly region?: Region | undefined; readonly today: LawDate }

function shown({ q, region, today }: Search): Sql {
  const words = q?.trim()
  return join(
    [
      sql`state = 'published'`,
      sql`(max_shown_until is null or max_shown_until >= ${today})`,
      ...(region ? [inScope(region)] : []),
      ...(words
        ? [
            sql`(strpos(party_name, ${words}) > 0 or strpos(title, ${words}) > 0 or strpos(number, ${words}) > 0 or strpos(content ->> 'facts', ${words}) > 0)`,
          ]
        : []),
    ],
    ' and ',
  )
}

export async function listPublished(tx: Tx, { page, ...search }: Search & { page: number }) {
  const rows = await tx.rows<{ content: PublicNotice }>(sql`
    select content from publicity.notice where ${shown(search)} order by decided_on desc, id desc limit ${PAGE} offset ${(page - 1) * PAGE}`)
  const count = await tx.find<{ total: number }>(
    sql`select count(*) as total from (select from publicity.notice where ${shown(search)} limit ${COUNT_CAP + 1}) counted`,
  )
  const total = count?.total ?? 0
  return {
    notices: rows.map(({ content }) => content),
    total: Math.min(total, COUNT_CAP),
    totalIsCapped: total > COUNT_CAP,
    pageSize: PAGE,
  }
}

const LATEST_MAX = 5_000

/** Changes whenever a decision is published, taken down, or no longer shown. */
export async function stateOfPublished(tx: Tx, today: LawDate): Promise<string> {
  const row = await tx.find<{ state: string }>(
    sql`select count(*) || ' ' || coalesce(max(published_at)::text, '') || ' ' || coalesce(sum(version), 0) as state from publicity.notice where ${shown({ today })}`,
  )
  return row?.state ?? ''
}

export async function latestPublished(tx: Tx, today: LawDate): Promise<PublicNotice[]> {
  const rows = await tx.rows<{ content: PublicNotice }>(sql`
    select content from publicity.notice where ${shown({ today })} order by decided_on desc, id desc limit ${LATEST_MAX}`)
  return rows.map(({ content }) => content)
}

export async function getPublished(tx: Tx, { id, today }: { id: string; today: LawDate }): Promise<PublicNotice> {
  const row = await tx.find<{ content: PublicNotice }>(
    sql`select content from publicity.notice where id = ${id} and ${shown({ today })}`,
  )
  if (!row) throw new NotFound('notice')
  return row.content
}

export const listWithdrawals = (tx: Tx, { page }: { page: number }) =>
  tx.rows<Withdrawal>(sql`
  select notice_id as "noticeId", number, title, on_date as "on", ground, reason from publicity.withdrawal
  order by on_date desc, notice_id limit ${PAGE} offset ${(page - 1) * PAGE}`)
