import sql, { empty } from 'sql-template-tag'
import { Conflict } from '../../../kernel/answer.ts'
import { regionRange, type Region } from '../../../kernel/region.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { CompendiumCase, type CaseState } from '../rules/compendium.ts'

const READ_MAX = 2000
type Kept = { readonly content: unknown }
const read = ({ content }: Kept): CompendiumCase => CompendiumCase.parse(content)

/** @returns false when a case of that id is there already. */
export async function insertCase(tx: Tx, entry: CompendiumCase, at: Instant): Promise<boolean> {
  const added = await tx.run(sql`
    insert into law.compendium_case (id, region, state, version, edited_by, updated_at, content)
    values (${entry.id}, ${entry.region}, ${entry.state}, ${entry.version}, ${entry.editedBy}, ${at}, ${JSON.stringify(entry)}::jsonb)
    on conflict (id) do nothing`)
  return added > 0
}

export async function saveCase(tx: Tx, entry: CompendiumCase, at: Instant): Promise<void> {
  const saved = await tx.run(sql`
    update law.compendium_case set state = ${entry.state}, version = ${entry.version}, edited_by = ${entry.editedBy}, updated_at = ${at},
      content = ${JSON.stringify(entry)}::jsonb
    where id = ${entry.id} and version = ${entry.version - 1}`)
  if (saved === 0) throw new Conflict('案例刚被他人更新，请刷新后重试')
}

export async function findCase(tx: Tx, id: string, { lock = false } = {}): Promise<CompendiumCase | null> {
  const row = await tx.find<Kept>(
    sql`select content from law.compendium_case where id = ${id} ${lock ? sql`for update` : empty}`,
  )
  return row ? read(row) : null
}

/** What everybody may find, the latest first. */
export async function publishedCases(tx: Tx): Promise<CompendiumCase[]> {
  const rows = await tx.rows<Kept>(sql`
    select content from law.compendium_case where state in ('published', 'revised') order by updated_at desc, id limit ${READ_MAX}`)
  return rows.map(read)
}

/** Those of the own region and below in a state, the latest first. */
export async function casesInState(
  tx: Tx,
  { region, state, limit }: { region: Region; state: CaseState; limit: number },
): Promise<CompendiumCase[]> {
  const { from, below } = regionRange(region)
  const rows = await tx.rows<Kept>(sql`
    select content from law.compendium_case where region >= ${from} and region < ${below} and state = ${state}
     order by updated_at desc, id limit ${limit}`)
  return rows.map(read)
}

/** Differs whenever what is published may differ. */
export async function stateOfCompendium(tx: Tx): Promise<string> {
  const row = await tx.find<{ state: string }>(sql`
    select count(*) || ' ' || coalesce(max(updated_at)::text, '') || ' ' || coalesce(sum(version), 0) as state
      from law.compendium_case where state in ('published', 'revised')`)
  return row?.state ?? ''
}
