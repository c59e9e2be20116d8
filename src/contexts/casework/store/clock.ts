/** The running clocks of cases and procedures, a row each, and what boards read of them. */
import sql, { empty } from 'sql-template-tag'
import { regionRange, type Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { ClockRow, ClockSubject } from '../rules/clocks.ts'

export type SubjectClocks = { readonly of: ClockSubject; readonly clocks: readonly ClockRow[] }

/** The clocks of these subjects are exactly the given ones from now on. One statement, however many there are. */
export async function saveClocks(tx: Tx, subjects: readonly SubjectClocks[]): Promise<void> {
  const rows = subjects.flatMap(({ of, clocks }) =>
    clocks.map((clock) => ({
      subject_id: of.id,
      clock: clock.clock,
      region: of.region,
      kind: of.kind,
      case_id: of.caseId,
      title: of.title,
      party_name: of.partyName,
      state: of.state,
      officer_ids: of.officers.map(({ id }) => id),
      officers: of.officers.map(({ name }) => name),
      whose: clock.whose,
      starts_on: clock.startsOn,
      opens_on: clock.opensOn,
      due_on: clock.dueOn,
    })),
  )
  await tx.run(sql`
    delete from casework.clock where subject_id = any(${subjects.map(({ of }) => of.id)}::uuid[])
      and (subject_id, clock) not in (select * from unnest(${rows.map((row) => row.subject_id)}::uuid[], ${rows.map((row) => row.clock)}::text[]))`)
  if (rows.length === 0) return
  await tx.run(sql`
    insert into casework.clock as kept
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (subject_id uuid, clock text, region region_code, kind text,
      case_id uuid, title text, party_name text, state text, officer_ids uuid[], officers text[], whose text, starts_on date, opens_on date,
      due_on date)
    on conflict (subject_id, clock) do update set title = excluded.title, party_name = excluded.party_name, state = excluded.state,
      officer_ids = excluded.officer_ids, officers = excluded.officers, starts_on = excluded.starts_on, opens_on = excluded.opens_on,
      due_on = excluded.due_on
    where (kept.title, kept.party_name, kept.state, kept.officer_ids, kept.officers, kept.starts_on, kept.opens_on, kept.due_on)
      is distinct from (excluded.title, excluded.party_name, excluded.state, excluded.officer_ids, excluded.officers, excluded.starts_on,
        excluded.opens_on, excluded.due_on)`)
}

export type MovedClock = { readonly subjectId: string } & Pick<ClockRow, 'clock' | 'opensOn' | 'dueOn'>

/** Only the last days of clocks that stand there already. */
export const moveClocks = (tx: Tx, moved: readonly MovedClock[]) =>
  tx.run(sql`
    update casework.clock set due_on = given.due_on, opens_on = given.opens_on
    from unnest(${moved.map(({ subjectId }) => subjectId)}::uuid[], ${moved.map(({ clock }) => clock)}::text[],
      ${moved.map(({ dueOn }) => dueOn)}::date[], ${moved.map(({ opensOn }) => opensOn)}::date[]) as given (subject_id, clock, due_on, opens_on)
    where clock.subject_id = given.subject_id and clock.clock = given.clock`)

export type BoardRow = {
  id: string
  kind: string
  caseId: string | null
  title: string
  partyName: string
  region: string
  state: string
  dueOn: string
  dueClock: string
  opensOn: string | null
  officerIds: string[]
  officers: string[]
}
const BOARD_MAX = 400
export const BOARD_ROW = sql`subject_id as id, kind, case_id as "caseId", title, party_name as "partyName", region, state, due_on as "dueOn",
  clock as "dueClock", opens_on as "opensOn", officer_ids as "officerIds", officers`

/** Every running clock that ends until that day, the most urgent first. */
export const dueUntil = (
  tx: Tx,
  { region, until, mineOf }: { region: Region; until: LawDate; mineOf?: string | undefined },
) => {
  const { from, below } = regionRange(region)
  return tx.rows<BoardRow>(sql`
    select ${BOARD_ROW} from casework.clock
    where region >= ${from} and region < ${below} and due_on <= ${until}
      ${mineOf ? sql`and officer_ids @> array[${mineOf}::uuid]` : empty}
    order by due_on, subject_id, clock limit ${BOARD_MAX}`)
}

export type CountRow = {
  region: string
  officerId: string | null
  officer: string
  overdue: number
  today: number
  week: number
}

/** How many clocks ended before today, end today and end within the week, for each person of the asker's range. */
export const boardCounts = (tx: Tx, { region, today, week }: { region: Region; today: LawDate; week: LawDate }) => {
  const { from, below } = regionRange(region)
  return tx.rows<CountRow>(sql`
    select region, who.id as "officerId", coalesce(who.name, '') as officer,
      count(*) filter (where due_on < ${today}) as overdue,
      count(*) filter (where due_on = ${today}) as today,
      count(*) filter (where due_on > ${today}) as week
    from casework.clock left join lateral unnest(officer_ids, officers) as who (id, name) on true
    where region >= ${from} and region < ${below} and due_on <= ${week}
    group by 1, 2, 3 order by 4 desc, 5 desc, 1, 3 limit 500`)
}
