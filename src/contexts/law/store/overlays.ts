import sql, { empty } from 'sql-template-tag'
import { Conflict } from '../../../kernel/answer.ts'
import { regionRange, type Region } from '../../../kernel/region.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { Change, type ChangeRow, type ChangeState } from '../rules/change.ts'
import type { Overlay } from '../rules/overlay-kinds.ts'

const LISTED_MAX = 200
const ROWS_AT_ONCE = 500

/** A change with its rows; committed together or not at all. */
export async function insertChange(tx: Tx, change: Change, given: { rows: readonly ChangeRow[]; at: Instant }) {
  await tx.run(sql`
    insert into law.change (id, region, kind, state, version, effective_from, effective_until, drafted_by, updated_at, content)
    values (${change.id}, ${change.region}, ${change.kind}, ${change.state}, ${change.version}, ${change.from}, ${change.until},
      ${change.draftedBy}, ${given.at}, ${JSON.stringify(change)}::jsonb)`)
  for (let from = 0; from < given.rows.length; from += ROWS_AT_ONCE) {
    const part = given.rows
      .slice(from, from + ROWS_AT_ONCE)
      .map(({ mode, key, content }, at) => ({ seq: from + at + 1, mode, key, content }))
    await tx.run(sql`
      insert into law.overlay (change_id, seq, region, mode, key, content)
      select ${change.id}, seq, ${change.region}, mode, key, content
        from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as given (seq int, mode text, key text, content jsonb)`)
  }
}

/** Writes a change behind one step: exactly the version that was locked. */
export async function saveChange(tx: Tx, change: Change, at: Instant): Promise<void> {
  const saved = await tx.run(sql`
    update law.change set state = ${change.state}, version = ${change.version}, effective_until = ${change.until},
      approved_by = ${change.approvedBy}, approved_at = ${change.approvedAt}, updated_at = ${at}, content = ${JSON.stringify(change)}::jsonb
    where id = ${change.id} and version = ${change.version - 1}`)
  if (saved === 0) throw new Conflict('本变更刚被他人办理，请刷新后重试')
}

export async function findChange(tx: Tx, id: string, { lock = false } = {}): Promise<Change | null> {
  const row = await tx.find<{ content: unknown }>(
    sql`select content from law.change where id = ${id} ${lock ? sql`for update` : empty}`,
  )
  return row ? Change.parse(row.content) : null
}

/** The changes of the asker's region and below, newest first, and those of the levels above that were approved. */
export async function listChanges(
  tx: Tx,
  { region, state }: { region: Region; state?: ChangeState | undefined },
): Promise<Change[]> {
  const { from, below } = regionRange(region)
  const above = [region.slice(0, 2), region.slice(0, 4)].filter((code) => code.length < region.length && code !== '')
  const rows = await tx.rows<{ content: unknown }>(sql`
    select content from law.change
     where ((region >= ${from} and region < ${below}) or (region = any(${above}::text[]) and state in ('approved', 'ended')))
       ${state ? sql`and state = ${state}` : empty}
     order by updated_at desc, id limit ${LISTED_MAX}`)
  return rows.map(({ content }) => Change.parse(content))
}

export const rowsOfChange = (tx: Tx, id: string): Promise<ChangeRow[]> =>
  tx.rows<ChangeRow>(sql`select mode, key, content from law.overlay where change_id = ${id} order by seq`)

/** Every row that is or was law anywhere, with the days on which it speaks. */
export const approvedOverlays = (tx: Tx): Promise<Overlay[]> =>
  tx.rows<Overlay>(sql`
    select c.id as change, c.kind, o.mode, o.key, c.region, c.effective_from as "from", c.effective_until as until,
           c.approved_at as "approvedAt", c.content -> 'instrument' as instrument, o.content
      from law.change c join law.overlay o on o.change_id = c.id
     where c.state in ('approved', 'ended')
     order by c.id, o.seq`)

/** Differs whenever the law in force may differ; read in the transaction that wants to know. */
export async function overlayStamp(tx: Tx): Promise<string> {
  const row = await tx.find<{ stamp: string }>(sql`select stamp from law.overlay_stamp`)
  return row?.stamp ?? ''
}
