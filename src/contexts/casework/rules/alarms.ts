/** When somebody is told of a clock, and whom it goes to when it has run out. */
import { daysBetween, type LawDate } from '../../../kernel/time.ts'
import { workdaysBetween } from '../../../kernel/workday.ts'
import { findClock, type LawBook } from '../../law/rules/lawbook.ts'

/** Days ahead of the end, where the catalogue names none: working days of a clock in working days, else calendar days. */
const AHEAD = [3, 1]
/** No clock of the catalogue alarms earlier than that many days before its end. */
export const AHEAD_MAX = 45
/** Working days after the end at which the principal head hears of everything. */
const LONG_OVERDUE = 5

export const LEVELS = { soon: '即将到期', today: '今天到期', overdue: '已超期', 'long-overdue': '长期超期' } as const
export type AlarmLevel = keyof typeof LEVELS
export const TOLD = {
  'unit-head': '承办机构负责人',
  'deputy-head': '分管负责人',
  'principal-head': '主要负责人',
} as const
export type Told = keyof typeof TOLD

/** What voids an act goes to the principal head at once, what is serious to his deputy, the rest to the head of the unit. */
const ESCALATES = { F: 'principal-head', S: 'deputy-head', R: 'unit-head' } as const

export type Alarm = {
  readonly level: AlarmLevel
  /** Which of the days ahead it was; 0 on the day itself and after it. */
  readonly ahead: number
  /** The role that is told beside the officers; null where only they are. */
  readonly told: Told | null
}

/** Working days until the end; negative once it is over. */
export const workdaysLeft = (dueOn: LawDate, { book: { calendar }, today }: { book: LawBook; today: LawDate }) =>
  dueOn < today ? -workdaysBetween(calendar, dueOn, today) : workdaysBetween(calendar, today, dueOn)

/** The alarm that stands for a clock on that day; null while its end is far. */
export function alarmOf(
  { dueClock, dueOn }: { readonly dueClock: string; readonly dueOn: LawDate },
  { book, today }: { book: LawBook; today: LawDate },
): Alarm | null {
  const clock = findClock(book, dueClock, today)
  const breach = clock?.breach ?? null
  if (dueOn < today) {
    const isLong = workdaysLeft(dueOn, { book, today }) < -LONG_OVERDUE
    return {
      level: isLong ? 'long-overdue' : 'overdue',
      ahead: 0,
      told: isLong ? 'principal-head' : ESCALATES[breach ?? 'R'],
    }
  }
  if (dueOn === today) return { level: 'today', ahead: 0, told: breach === 'F' ? 'deputy-head' : null }
  const left = clock?.unit === 'WD' ? workdaysLeft(dueOn, { book, today }) : daysBetween(today, dueOn)
  const ahead = (clock?.alarms ?? AHEAD).filter((days) => left <= days).sort((a, b) => a - b)[0]
  return ahead === undefined ? null : { level: 'soon', ahead, told: null }
}
