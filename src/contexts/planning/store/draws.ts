import sql from 'sql-template-tag'
import type { Asker } from '../../../kernel/asker.ts'
import { regionRange } from '../../../kernel/region.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { Draw, Special } from '../model.ts'

type Kept = { readonly content: unknown }
type Numbered = { readonly year: number; readonly serial: number; readonly at: Instant }

/** The next number of the bureau in the year; whoever asks next waits. */
export async function nextSerial(
  tx: Tx,
  { table, region, year }: { table: 'draw' | 'special'; region: string; year: number },
): Promise<number> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`${table} ${region} ${year}`}, 75862))`)
  const row =
    table === 'draw'
      ? await tx.find<{ serial: number }>(
          sql`select coalesce(max(serial), 0) + 1 as serial from planning.draw where region = ${region} and year = ${year}`,
        )
      : await tx.find<{ serial: number }>(
          sql`select coalesce(max(serial), 0) + 1 as serial from planning.special where region = ${region} and year = ${year}`,
        )
  return row?.serial ?? 1
}

const drawOf = (row: Kept | null): Draw | null => (row ? Draw.parse(row.content) : null)

/** @returns false when the draw that it replaces was replaced already. */
export async function insertDraw(tx: Tx, draw: Draw, { year, serial, at }: Numbered): Promise<boolean> {
  const added = await tx.run(sql`
    insert into planning.draw (id, region, year, serial, number, state, version, redraw_of, published_at, updated_at, content)
    values (${draw.id}, ${draw.region}, ${year}, ${serial}, ${draw.number}, ${draw.state}, ${draw.version}, ${draw.redrawOf?.id ?? null},
      ${draw.publishedAt}, ${at}, ${JSON.stringify(draw)}::jsonb) on conflict (redraw_of) do nothing`)
  return added > 0
}

export const saveDraw = (tx: Tx, draw: Draw, at: Instant) =>
  tx.run(sql`
  update planning.draw set state = ${draw.state}, version = ${draw.version}, published_at = ${draw.publishedAt}, updated_at = ${at},
    content = ${JSON.stringify(draw)}::jsonb where id = ${draw.id}`)

export const findDraw = async (tx: Tx, id: string) =>
  drawOf(await tx.find<Kept>(sql`select content from planning.draw where id = ${id}`))

export const lockDraw = async (tx: Tx, id: string) =>
  drawOf(await tx.find<Kept>(sql`select content from planning.draw where id = ${id} for update`))

/** Recusals that draws name for a business; those of a draw that was done anew count no longer. */
export const recusedFrom = (tx: Tx, enterpriseId: string) =>
  tx.rows<{ officerId: string; reason: string }>(sql`
    select r->>'officerId' as "officerId", r->>'reason' as reason
    from planning.draw d, jsonb_array_elements(d.content->'pool'->'recusals') r
    where d.state <> 'superseded' and r->>'unitId' = ${enterpriseId} order by d.updated_at`)

/** The draw that replaced this one. */
export const findSuccessor = (tx: Tx, id: string) =>
  tx.find<{ id: string; number: string }>(sql`select id, number from planning.draw where redraw_of = ${id}`)

export type DrawRow = {
  readonly id: string
  readonly region: string
  readonly number: string
  readonly title: string
  readonly state: Draw['state']
  readonly units: number
  readonly unitsWanted: number
  readonly committedAt: Instant
  readonly drawnAt: Instant | null
}

/** Draws of the asker's region, the latest first. Published ones of other bureaus are read by their address. */
export function listDraws(tx: Tx, { region }: Pick<Asker, 'region'>): Promise<DrawRow[]> {
  const { from, below } = regionRange(region)
  return tx.rows<DrawRow>(sql`
    select id, region, number, content->>'title' as title, state, jsonb_array_length(content->'pool'->'units') as units,
      (content->'pool'->'unitsWanted')::integer as "unitsWanted", content->>'committedAt' as "committedAt", content->>'drawnAt' as "drawnAt"
    from planning.draw where region >= ${from} and region < ${below} order by updated_at desc limit 200`)
}

/** Units of the bureau that a draw left to be visited. */
export const openDrawTasks = (tx: Tx, region: string) =>
  tx.rows<{ enterpriseId: string; number: string }>(sql`
    select enterprise_id as "enterpriseId", source_number as number from planning.task
    where region = ${region} and kind = 'draw' and state in ('open', 'taken') limit 20000`)

const specialOf = (row: Kept | null): Special | null => (row ? Special.parse(row.content) : null)

export const insertSpecial = (tx: Tx, special: Special, { year, serial, at }: Numbered) =>
  tx.run(sql`
  insert into planning.special (id, region, year, serial, number, state, version, trigger, from_day, until_day, visits_max, filing_number, updated_at, content)
  values (${special.id}, ${special.region}, ${year}, ${serial}, ${special.number}, ${special.state}, ${special.version}, ${special.trigger},
    ${special.from}, ${special.until}, ${special.visitsMax}, ${special.filing?.number ?? null}, ${at}, ${JSON.stringify(special)}::jsonb)`)

export const saveSpecial = (tx: Tx, special: Special, at: Instant) =>
  tx.run(sql`
  update planning.special set state = ${special.state}, version = ${special.version}, filing_number = ${special.filing?.number ?? null},
    updated_at = ${at}, content = ${JSON.stringify(special)}::jsonb where id = ${special.id}`)

export const findSpecial = async (tx: Tx, id: string) =>
  specialOf(await tx.find<Kept>(sql`select content from planning.special where id = ${id}`))

export const lockSpecial = async (tx: Tx, id: string) =>
  specialOf(await tx.find<Kept>(sql`select content from planning.special where id = ${id} for update`))

export async function listSpecials(tx: Tx, { region }: Pick<Asker, 'region'>): Promise<Special[]> {
  const { from, below } = regionRange(region)
  const rows = await tx.rows<Kept>(sql`
    select content from planning.special where region >= ${from} and region < ${below} order by updated_at desc limit 200`)
  return rows.flatMap((row) => specialOf(row) ?? [])
}
