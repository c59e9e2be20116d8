import sql from 'sql-template-tag'
import { regionRange, type Region } from '../../../kernel/region.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { KeyList, KeyUnit, type KeyListChange, type KeyListState } from '../rules/key-list.ts'

type Kept = { readonly content: unknown }
const listIn = (row: Kept | null): KeyList | null => (row ? KeyList.parse(row.content) : null)

/** Writes the list; a new one must be the only one of its bureau and year. @returns false when another one is. */
export async function saveKeyList(tx: Tx, list: KeyList, at: Instant): Promise<boolean> {
  const saved = await tx.run(sql`
    insert into planning.key_list as known (id, region, year, state, version, updated_at, content)
    values (${list.id}, ${list.region}, ${list.year}, ${list.state}, ${list.version}, ${at}, ${JSON.stringify(list)}::jsonb)
    on conflict (region, year) do update set state = excluded.state, version = excluded.version, updated_at = excluded.updated_at,
      content = excluded.content where known.id = excluded.id`)
  return saved > 0
}

export const findKeyList = async (tx: Tx, id: string) =>
  listIn(await tx.find<Kept>(sql`select content from planning.key_list where id = ${id}`))

/** The list as it stands, locked. */
export const lockKeyList = async (tx: Tx, id: string) =>
  listIn(await tx.find<Kept>(sql`select content from planning.key_list where id = ${id} for update`))

export const lockKeyListOf = async (tx: Tx, { region, year }: { region: Region; year: number }) =>
  listIn(
    await tx.find<Kept>(
      sql`select content from planning.key_list where region = ${region} and year = ${year} for update`,
    ),
  )

export type KeyListRow = {
  readonly id: string
  readonly region: string
  readonly bureauName: string
  readonly year: number
  readonly state: KeyListState
  readonly listed: number
  readonly byHand: number
  readonly frozenAt: Instant | null
  readonly updatedAt: Instant
}

/** Lists of a region, the latest year first, at most 300. */
export function listKeyLists(tx: Tx, region: Region) {
  const { from, below } = regionRange(region)
  return tx.rows<KeyListRow>(sql`
    select l.id, l.region, l.content->>'bureauName' as "bureauName", l.year, l.state,
      (count(u.enterprise_id) filter (where u.is_listed))::integer as listed,
      (count(u.enterprise_id) filter (where jsonb_typeof(u.content->'byHand') = 'object'))::integer as "byHand",
      l.content->>'frozenAt' as "frozenAt", l.updated_at as "updatedAt"
    from planning.key_list l left join planning.key_unit u on u.list_id = l.id
    where l.region >= ${from} and l.region < ${below} group by l.id order by l.year desc, l.region limit 300`)
}

export async function keyUnitsOf(tx: Tx, listId: string): Promise<KeyUnit[]> {
  const rows = await tx.rows<Kept>(
    sql`select content from planning.key_unit where list_id = ${listId} order by content->>'name', enterprise_id`,
  )
  return rows.map(({ content }) => KeyUnit.parse(content))
}

/** Whom the frozen list of a bureau and year names; null while there is no frozen one. */
export async function frozenKeyUnits(
  tx: Tx,
  { region, year }: { region: Region; year: number },
): Promise<ReadonlySet<string> | null> {
  const list = await tx.find<{ id: string }>(
    sql`select id from planning.key_list where region = ${region} and year = ${year} and state = 'frozen'`,
  )
  if (!list) return null
  const rows = await tx.rows<{ enterpriseId: string }>(
    sql`select enterprise_id as "enterpriseId" from planning.key_unit where list_id = ${list.id} and is_listed`,
  )
  return new Set(rows.map(({ enterpriseId }) => enterpriseId))
}

/** Frozen lists of a year that the register does not show yet. */
export const listsToShow = (tx: Tx, year: number) =>
  tx.rows<{ id: string; region: string; year: number }>(sql`
    select id, region, year from planning.key_list where year = ${year} and state = 'frozen' and shown_at is null order by region`)

export const markShown = (tx: Tx, id: string, at: Instant) =>
  tx.run(sql`update planning.key_list set shown_at = ${at} where id = ${id}`)

const asRows = (units: readonly KeyUnit[]) =>
  sql`jsonb_array_elements(${JSON.stringify(units)}::jsonb) as row (content)`

type Of = Pick<KeyList, 'id' | 'region' | 'year'>

export async function replaceKeyUnits(tx: Tx, list: Of, units: readonly KeyUnit[]): Promise<void> {
  await tx.run(sql`delete from planning.key_unit where list_id = ${list.id}`)
  await putKeyUnits(tx, list, units)
}

export const putKeyUnits = (tx: Tx, { id, region, year }: Of, units: readonly KeyUnit[]) =>
  tx.run(sql`
    insert into planning.key_unit (list_id, enterprise_id, region, year, is_listed, content)
    select ${id}, (content->>'enterpriseId')::uuid, ${region}, ${year}, (content->>'isListed')::boolean, content from ${asRows(units)}
    on conflict (list_id, enterprise_id) do update set is_listed = excluded.is_listed, content = excluded.content`)

export const changesOfKeyList = (tx: Tx, listId: string) =>
  tx.rows<KeyListChange>(sql`
    select seq, enterprise_id as "enterpriseId", name, is_listed as "isListed", because, number, at, by_name as "byName"
    from planning.key_list_change where list_id = ${listId} order by seq desc limit 500`)

export const insertKeyListChange = (
  tx: Tx,
  { id, region }: Pick<KeyList, 'id' | 'region'>,
  change: Omit<KeyListChange, 'seq'> & { readonly byId: string },
) =>
  tx.run(sql`
    insert into planning.key_list_change (list_id, seq, region, enterprise_id, name, is_listed, because, number, at, by_id, by_name)
    select ${id}, coalesce((select max(seq) from planning.key_list_change where list_id = ${id}), 0) + 1, ${region}, ${change.enterpriseId},
      ${change.name}, ${change.isListed}, ${change.because}, ${change.number}, ${change.at}, ${change.byId}, ${change.byName}`)
