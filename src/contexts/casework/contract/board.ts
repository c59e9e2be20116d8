import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape, LawDateShape } from '../../../kernel/shapes.ts'
import { LEVELS, TOLD, type AlarmLevel, type Told } from '../rules/alarms.ts'

const Level = z.enum(Object.keys(LEVELS) as [AlarmLevel, ...AlarmLevel[]])
const ToldShape = z.enum(Object.keys(TOLD) as [Told, ...Told[]])

export const BoardEntry = z.object({
  id: z.string(),
  kind: z.string(),
  caseId: z.string().nullable(),
  title: z.string(),
  partyName: z.string(),
  region: z.string(),
  state: z.string(),
  dueOn: z.string(),
  dueClock: z.string(),
  /** First day on which the act is lawful, for windows. */
  opensOn: z.string().nullable(),
  officerIds: z.array(z.string()),
  officers: z.array(z.string()),
  /** Working days left; negative once it is over. */
  workdaysLeft: z.number().int(),
  when: z.enum(['overdue', 'today', 'week']),
  /** Who hears of it: the head, and the principal head for what voids the act. */
  escalatesTo: ToldShape.nullable(),
  breach: z.enum(['F', 'S', 'R']).nullable(),
})
export type BoardEntry = z.infer<typeof BoardEntry>

export const clockBoard = endpoint({
  method: 'GET',
  path: '/casework/board',
  may: 'casework.read',
  audit: 'none',
  mayLag: true,
  about:
    'Every running clock that is overdue, due today or due within seven days: of cases and of procedures beside them, the most urgent first (400 at most), and the counts by bureau, unit and person.',
  input: z.object({ mine: z.enum(['true', 'false']).optional() }),
  output: z.object({
    /** Of which moment these rows are, when a standby answered; null when they are of now. */
    asOf: z.string().nullable(),
    entries: z.array(BoardEntry),
    counts: z.array(
      z.object({
        region: z.string(),
        bureau: z.string(),
        /** The office of the bureau that the officer belongs to; '' where none is recorded. */
        unit: z.string(),
        officerId: z.string().nullable(),
        officer: z.string(),
        overdue: z.number().int(),
        today: z.number().int(),
        week: z.number().int(),
      }),
    ),
  }),
})

export const AlarmEntry = z.object({
  id: z.string(),
  clock: z.string(),
  dueOn: z.string(),
  level: Level,
  ahead: z.number().int(),
  region: z.string(),
  kind: z.string(),
  caseId: z.string().nullable(),
  title: z.string(),
  partyName: z.string(),
  told: ToldShape.nullable(),
  raisedAt: z.string(),
})
export type AlarmEntry = z.infer<typeof AlarmEntry>

export const listAlarms = endpoint({
  method: 'GET',
  path: '/casework/alarms',
  may: 'casework.read',
  audit: 'none',
  about: 'Alarms about clocks that the asker has not seen: of his own cases, and those that went up to his role.',
  input: z.object({}),
  output: z.object({ alarms: z.array(AlarmEntry) }),
})

export const seeAlarm = endpoint({
  method: 'POST',
  path: '/casework/alarms/seen',
  may: 'casework.read',
  audit: 'casework.alarm-seen',
  about: 'Marks an alarm as seen by whom it was for; the journal keeps who and when.',
  input: z.object({ id: IdShape, clock: z.string().max(10), dueOn: LawDateShape, level: Level }),
  output: z.object({ seen: z.boolean() }),
})
