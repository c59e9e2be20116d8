import sql from 'sql-template-tag'
import type { Region } from '../../../kernel/region.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'

/** One series of one bureau and year. */
export type SeriesOfYear = { readonly region: Region; readonly series: string; readonly year: number }
/** Whose phone holds a number, and what for: the id of a visit, or '' for whatever it writes next. */
export type Held = { readonly holder: string; readonly purpose: string }

/** The unused serials that a phone holds for a purpose, the lowest first. */
export async function unusedLeases(
  tx: Tx,
  { region, series, year, holder, purpose }: SeriesOfYear & Held,
): Promise<number[]> {
  const rows = await tx.rows<{ serial: number }>(sql`
    select serial from document.number_lease
    where region = ${region} and year = ${year} and series = ${series} and holder = ${holder} and purpose = ${purpose}
      and paper_id is null
    order by serial`)
  return rows.map(({ serial }) => serial)
}

export const insertLease = (
  tx: Tx,
  { region, series, year, holder, purpose, serial, at }: SeriesOfYear & Held & { serial: number; at: Instant },
) =>
  tx.run(sql`
    insert into document.number_lease (region, year, series, serial, holder, purpose, leased_at)
    values (${region}, ${year}, ${series}, ${serial}, ${holder}, ${purpose}, ${at})`)

/** Takes a leased number up for a paper; false when it is not this phone's, or was used before. */
export async function takeUpLease(
  tx: Tx,
  { region, series, year, holder, serial, paperId }: SeriesOfYear & { holder: string; serial: number; paperId: string },
): Promise<boolean> {
  const taken = await tx.run(sql`
    update document.number_lease set paper_id = ${paperId}
    where region = ${region} and year = ${year} and series = ${series} and serial = ${serial} and holder = ${holder}
      and paper_id is null`)
  return taken > 0
}
