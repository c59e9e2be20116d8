import sql, { empty, join, type Sql } from 'sql-template-tag'
import type { Tx } from '../../../platform/db.ts'
import type { StandardKind } from '../rules/standard-number.ts'
import type { Standard, StandardStatus } from '../rules/standards.ts'

const COLUMNS = sql`plain, number, title, kind, status, note, replaced_by as "replacedBy", effective_from as "from", effective_to as "until",
  region, source`

/** Every standard of the server, by number: for whoever makes an index of them, and to compare an import with. */
export const allStandards = (tx: Tx): Promise<Standard[]> =>
  tx.rows<Standard>(sql`select ${COLUMNS} from law.standard order by plain`)

const REPLACE = sql`do update
        set number = excluded.number, title = excluded.title, kind = excluded.kind, status = excluded.status, note = excluded.note,
            replaced_by = excluded.replaced_by, effective_from = excluded.effective_from, effective_to = excluded.effective_to,
            region = excluded.region, source = excluded.source
        where (standard.*) is distinct from (excluded.*)`

const ROWS_AT_ONCE = 5_000

type Saving = { readonly onlyNew?: boolean }

/** Adds standards and, unless only new ones are wanted, replaces what is known of them. Answers how many were written. */
export async function saveStandards(
  tx: Tx,
  standards: readonly Standard[],
  { onlyNew = false }: Saving = {},
): Promise<number> {
  let written = 0
  for (let at = 0; at < standards.length; at += ROWS_AT_ONCE) {
    const rows = standards.slice(at, at + ROWS_AT_ONCE).map(({ replacedBy, from, until, ...row }) => ({
      ...row,
      replaced_by: replacedBy,
      effective_from: from,
      effective_to: until,
    }))
    written += await tx.run(sql`
      insert into law.standard (plain, number, title, kind, status, note, replaced_by, effective_from, effective_to, region, source)
      select plain, number, title, kind, status, note, replaced_by, effective_from, effective_to, region, source
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as given (plain text, number text, title text, kind text, status text, note text, replaced_by text, effective_from date,
                    effective_to date, region text, source text)
      on conflict (plain) ${onlyNew ? sql`do nothing` : REPLACE}`)
  }
  return written
}

export type StandardFilter = {
  readonly words?: string | undefined
  /** Letters and digits of a number as far as they are typed, in the plain form. */
  readonly plain?: string | undefined
  readonly status?: StandardStatus | undefined
  readonly kind?: StandardKind | undefined
}

const PAGE = 50
const COUNT_CAP = 10_000

function wanted({ words, plain, status, kind }: StandardFilter): Sql {
  const asked = [
    ...(plain ? [sql`starts_with(plain, ${plain})`] : []),
    ...(words ? words.split(/\s+/).map((word) => sql`strpos(title, ${word}) > 0`) : []),
    ...(status ? [sql`status = ${status}`] : []),
    ...(kind ? [sql`kind = ${kind}`] : []),
  ]
  return asked.length > 0 ? sql`where ${join(asked, ' and ')}` : empty
}

/** One page by number, behind the plain number `after`; the count stops at ten thousand. */
export async function listStandards(tx: Tx, filter: StandardFilter, after: string | undefined) {
  const where = wanted(filter)
  const entries = await tx.rows<Standard>(sql`
    select ${COLUMNS} from (select * from law.standard ${where}) chosen
    ${after ? sql`where plain > ${after}` : empty} order by plain limit ${PAGE + 1}`)
  const count = await tx.find<{ total: number }>(
    sql`select count(*)::int as total from (select from law.standard ${where} limit ${COUNT_CAP + 1}) counted`,
  )
  const total = count?.total ?? 0
  const last = entries[PAGE - 1]
  return {
    entries: entries.slice(0, PAGE),
    next: entries.length > PAGE && last ? last.plain : null,
    total: Math.min(total, COUNT_CAP),
    totalIsCapped: total > COUNT_CAP,
  }
}

/** A standard with all that it replaced and all that replaced it, oldest first; empty when it is not known. */
export const chainOfStandard = (tx: Tx, plain: string): Promise<Standard[]> =>
  tx.rows<Standard>(sql`
    with recursive later as (
      select plain, replaced_by, 0 as place from law.standard where plain = ${plain}
      union select s.plain, s.replaced_by, later.place + 1 from law.standard s join later on s.plain = later.replaced_by where later.place < 50
    ), earlier as (
      select plain, 0 as place from law.standard where plain = ${plain}
      union select s.plain, earlier.place - 1 from law.standard s join earlier on s.replaced_by = earlier.plain where earlier.place > -50
    ), chain as (select plain, place from later union select plain, place from earlier)
    select ${COLUMNS} from law.standard join (select plain as member, min(place) as place from chain group by plain) chosen on member = plain
    order by place, effective_from nulls first, plain`)

/** Runs the work once for each state of a file; a file that was taken over already is left alone. */
export async function onceFor(tx: Tx, { what, stamp }: { what: string; stamp: string }, work: () => Promise<number>) {
  const row = await tx.find<{ stamp: string }>(sql`select stamp from law.taken_over where what = ${what} for update`)
  if (row?.stamp === stamp) return 0
  const written = await work()
  await tx.run(sql`
    insert into law.taken_over (what, stamp) values (${what}, ${stamp})
    on conflict (what) do update set stamp = excluded.stamp`)
  return written
}
