/** Alarms about clocks: raised once each, listed to whom they are for, marked when somebody has seen them. */
import sql from 'sql-template-tag'
import { regionRange, type Region } from '../../../kernel/region.ts'
import type { Instant, LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Alarm, AlarmLevel, Told } from '../rules/alarms.ts'
import { BOARD_ROW, type BoardRow } from './clock.ts'

export const regionsWithClocks = async (tx: Tx, until: LawDate): Promise<string[]> =>
  (
    await tx.rows<{ region: string }>(
      sql`select distinct region from casework.clock where due_on <= ${until} order by region`,
    )
  ).map(({ region }) => region)

/** Clocks of exactly one bureau that end until that day. */
export const dueIn = (tx: Tx, { region, until }: { region: Region; until: LawDate }) =>
  tx.rows<BoardRow>(
    sql`select ${BOARD_ROW} from casework.clock where region = ${region} and due_on <= ${until} order by due_on`,
  )

/** Answers those that were not there before. */
export async function insertAlarms<Row extends BoardRow & Alarm>(
  tx: Tx,
  due: readonly Row[],
  at: Instant,
): Promise<Row[]> {
  if (due.length === 0) return []
  const rows = due.map((row) => ({
    subject_id: row.id,
    clock: row.dueClock,
    due_on: row.dueOn,
    level: row.level,
    ahead: row.ahead,
    region: row.region,
    kind: row.kind,
    case_id: row.caseId,
    title: row.title,
    party_name: row.partyName,
    told: row.told,
    officer_ids: row.officerIds,
    raised_at: at,
  }))
  const fresh = await tx.rows<{ key: string }>(sql`
    insert into casework.alarm (subject_id, clock, due_on, level, ahead, region, kind, case_id, title, party_name, told, officer_ids, raised_at)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (subject_id uuid, clock text, due_on date, level text, ahead integer,
      region region_code, kind text, case_id uuid, title text, party_name text, told text, officer_ids uuid[], raised_at timestamptz)
    on conflict do nothing returning subject_id || clock || level || ahead as key`)
  const keys = new Set(fresh.map(({ key }) => key))
  return due.filter(({ id, dueClock, level, ahead }) => keys.has(`${id}${dueClock}${level}${ahead}`))
}

export type AlarmRow = {
  id: string
  clock: string
  dueOn: string
  level: AlarmLevel
  ahead: number
  region: string
  kind: string
  caseId: string | null
  title: string
  partyName: string
  told: Told | null
  raisedAt: string
}
const SHOWN_MAX = 100

type For = { readonly region: Region; readonly roles: readonly string[]; readonly officerId: string }
const isFor = ({ region, roles, officerId }: For) => {
  const { from, below } = regionRange(region)
  return sql`region >= ${from} and region < ${below} and seen_at is null
    and (told = any(${[...roles]}) and region = ${region} or officer_ids @> array[${officerId}::uuid])`
}

/** What this person has not yet seen, the gravest first. A head hears of his own bureau. */
export const unseenAlarms = (tx: Tx, who: For) =>
  tx.rows<AlarmRow>(sql`
    select subject_id as id, clock, due_on as "dueOn", level, ahead, region, kind, case_id as "caseId", title, party_name as "partyName", told,
      raised_at as "raisedAt"
    from casework.alarm where ${isFor(who)}
    order by array_position(array['long-overdue', 'overdue', 'today', 'soon'], level), due_on, subject_id limit ${SHOWN_MAX}`)

/** Marks an alarm as seen; false when it is not this person's, or somebody was faster. */
export const markSeen = async (
  tx: Tx,
  alarm: { id: string; clock: string; dueOn: LawDate; level: AlarmLevel },
  { who, at, by }: { who: For; at: Instant; by: string },
): Promise<boolean> =>
  (await tx.run(sql`
    update casework.alarm set seen_at = ${at}, seen_by = ${by}
    where subject_id = ${alarm.id} and clock = ${alarm.clock} and due_on = ${alarm.dueOn} and level = ${alarm.level} and ${isFor(who)}`)) >
  0
