import type { Citation } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { addDays, daysBetween, lawDateOf, type Instant, type LawDate } from '../../../kernel/time.ts'
import {
  isCovered,
  workdayOnOrAfter,
  workdayOnOrBefore,
  workdaysAfter,
  workdaysBefore,
  isWorkday,
  type WorkCalendar,
} from '../../../kernel/workday.ts'
import type { Clock, ClockUnit, Confidence } from '../model.ts'
import { citationOf } from './lawbook.ts'

/** Days that do not count, both ends included, e.g. a test whose length the party was told in writing (ACL 25). */
export type Interval = { readonly from: LawDate; readonly to: LawDate }

export type DeadlineAsk = {
  readonly clock: Clock
  /**
   * The start event: a law date, or for clocks in hours an instant ('2026-03-09T10:00+08:00'; without zone it is
   * Shanghai time).
   */
  readonly start: string
  readonly calendar: WorkCalendar
  /** A length under a named condition of the clock, e.g. 'simple' or 'with-harm'. */
  readonly variant?: string
  /** Another length than the clock's own, e.g. the defence period stated in the notice. */
  readonly length?: { readonly n: number; readonly unit: ClockUnit }
  readonly excluded?: readonly Interval[]
}

export type Deadline = {
  readonly id: string
  readonly what: string
  /** The last day (or instant) to act; for `earliest` clocks the last day of waiting; for windows their last day. */
  readonly due: LawDate | Instant
  readonly unit: ClockUnit
  /** The days that count, in order. Months and years list the same-numbered day of each. */
  readonly counted: readonly LawDate[]
  /** First day on which the act is lawful, for windows and for acts that must wait. */
  readonly opens: LawDate | null
  /** The last working day on which an agency should act, so that nothing relies on a roll-over (T9). */
  readonly actBy: LawDate | null
  readonly basis: readonly Citation[]
  readonly basisNote: string | null
  readonly confidence: Confidence
  /** Set when a day lies in a year whose holiday notice is not loaded: weekends only were known. */
  readonly provisional: string | null
}

export const isRefusal = (answer: object): answer is Refusal => 'code' in answer && 'says' in answer

const DATE = /^\d{4}-\d{2}-\d{2}$/

const isRealDate = (text: string) => DATE.test(text) && addDays(text, 0) === text

/** '2026-03-09T10:00' without a zone is Shanghai time; null when it is no time at all. */
function instantOf(text: string): Instant | null {
  const zoned = /T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text) ? `${text}+08:00` : text
  const time = DATE.test(text) ? NaN : Date.parse(zoned)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

function lawDateIn(text: string): LawDate | null {
  if (DATE.test(text)) return isRealDate(text) ? text : null
  const instant = instantOf(text)
  return instant ? lawDateOf(instant) : null
}

/** The same-numbered day some months later; where there is none, the last day of that month (T7). */
export function addMonths(date: LawDate, months: number): LawDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10)
}

type Days = { readonly start: LawDate; readonly calendar: WorkCalendar; readonly excluded: readonly Interval[] }

const isExcluded = (day: LawDate, excluded: readonly Interval[]) =>
  excluded.some(({ from, to }) => from <= day && day <= to)

/** The next `n` days that count after the start, which itself is not counted (T6). */
function daysAfter({ start, calendar, excluded }: Days, n: number, unit: 'WD' | 'CD'): LawDate[] {
  if (unit === 'WD' && excluded.length === 0) return workdaysAfter(calendar, start, n)
  const counted: LawDate[] = []
  for (let day = addDays(start, 1); counted.length < n; day = addDays(day, 1)) {
    if (!isExcluded(day, excluded) && (unit === 'CD' || isWorkday(calendar, day))) counted.push(day)
  }
  return counted
}

/** Months run to the same-numbered day; excluded days move the end by their number. */
function monthsAfter(days: Days, months: number): { end: LawDate; counted: LawDate[] } {
  const marks = Array.from({ length: months }, (_, index) => addMonths(days.start, index + 1))
  const end = marks.at(-1) ?? days.start
  if (days.excluded.length === 0) return { end, counted: marks }
  const moved = daysAfter(days, daysBetween(days.start, end), 'CD').at(-1) ?? end
  return { end: moved, counted: [...marks.slice(0, -1), moved] }
}

const refusals = {
  start: (start: string): Refusal =>
    no('bad-start', { start }, '起算日“{start}”不是有效日期', '请填写 YYYY-MM-DD 格式的日期'),
  time: (what: string): Refusal =>
    no('time-needed', { what }, '“{what}”按小时计算，须填写到分钟的时间', '例如 2026-03-09T10:00'),
  variant: ({ variants, what }: Clock, variant: string): Refusal =>
    no(
      'unknown-variant',
      { variant, what, known: Object.keys(variants).join('、') || '无' },
      '“{what}”没有“{variant}”这一情形',
      '可选情形：{known}',
    ),
  interval: ({ from, to }: Interval): Refusal =>
    no('bad-interval', { from, to }, '扣除期间 {from} 至 {to} 无效', '请填写先后正确的起止日期'),
  length: (n: number): Refusal => no('bad-length', { n }, '期限长度 {n} 无效', '请填写不大于3650的非负整数'),
  number: ({ what, basisNote }: Clock): Refusal =>
    no(
      'clock-has-no-number',
      { what, note: basisNote ?? '' },
      '“{what}”没有法定天数。{note}',
      '请由承办机构按规定确定期限',
    ),
}

const LENGTH_MAX = 3650

function lengthOf({ clock, variant, length }: DeadlineAsk): { n: number; unit: ClockUnit } | Refusal {
  if (length)
    return Number.isInteger(length.n) && length.n >= 0 && length.n <= LENGTH_MAX ? length : refusals.length(length.n)
  if (variant !== undefined)
    return (
      (Object.hasOwn(clock.variants, variant) ? clock.variants[variant] : undefined) ?? refusals.variant(clock, variant)
    )
  if (clock.kind === 'window' && clock.n === null) return { n: 1, unit: 'CD' }
  return clock.n !== null && clock.unit !== null ? { n: clock.n, unit: clock.unit } : refusals.number(clock)
}

/**
 * The one function behind every clock of the catalogue: when does it run out (procedure T1–T11).
 * Refuses a start that is no date, an unknown variant and clocks that have no number in the law.
 */
export function deadline(ask: DeadlineAsk): Deadline | Refusal {
  const { clock, calendar, excluded = [] } = ask
  const length = lengthOf(ask)
  if (isRefusal(length)) return length
  if (length.unit === 'h') return hoursDeadline(ask, length.n)
  const start = lawDateIn(ask.start)
  if (start === null) return refusals.start(ask.start)
  const wrong = excluded.find(
    ({ from, to }) => !isRealDate(from) || !isRealDate(to) || to < from || daysBetween(from, to) > LENGTH_MAX,
  )
  if (wrong) return refusals.interval(wrong)
  const days = { start, calendar, excluded }
  if (clock.kind === 'before' || clock.kind === 'strict-before') return deadlineBefore(clock, days, length)
  const { n, unit } = length
  const { end, counted } =
    unit === 'M' || unit === 'Y'
      ? monthsAfter(days, unit === 'Y' ? n * 12 : n)
      : spanOf(daysAfter(days, n, unit === 'WD' ? 'WD' : 'CD'), start)
  const due = clock.rollsOver ? workdayOnOrAfter(calendar, end) : end
  const opens = clock.kind === 'window' ? addDays(start, 1) : clock.kind === 'earliest' ? addDays(due, 1) : null
  return {
    ...headOf(clock),
    due,
    unit,
    counted,
    opens,
    actBy: clock.rollsOver || clock.kind === 'earliest' ? null : workdayOnOrBefore(calendar, due),
    provisional: provisionalFor({ calendar, from: start, to: due, asks: unit === 'WD' || clock.rollsOver }),
  }
}

const spanOf = (counted: LawDate[], start: LawDate) => ({ end: counted.at(-1) ?? start, counted })

const headOf = (clock: Clock) => ({
  id: clock.id,
  what: clock.what,
  basis: clock.basis.map(citationOf),
  basisNote: clock.basisNote,
  confidence: clock.confidence,
})

/** "In advance" clocks: count back from the event. Strict ones keep that many full days between both days (E2). */
function deadlineBefore(
  clock: Clock,
  { start, calendar }: Days,
  { n, unit }: { n: number; unit: ClockUnit },
): Deadline {
  const counted =
    unit === 'WD'
      ? workdaysBefore(calendar, start, n)
      : Array.from({ length: n }, (_, index) => addDays(start, -index - 1))
  const last = counted.at(-1) ?? start
  const due = clock.kind === 'strict-before' ? addDays(last, -1) : last
  return {
    ...headOf(clock),
    due,
    unit,
    counted: counted.reverse(),
    opens: null,
    actBy: workdayOnOrBefore(calendar, due),
    provisional: provisionalFor({ calendar, from: due, to: start, asks: unit === 'WD' }),
  }
}

function hoursDeadline({ clock, start }: DeadlineAsk, hours: number): Deadline | Refusal {
  if (DATE.test(start)) return refusals.time(clock.what)
  const from = instantOf(start)
  if (from === null) return refusals.start(start)
  const due = new Date(Date.parse(from) + (clock.kind === 'before' ? -1 : 1) * hours * 3_600_000).toISOString()
  return { ...headOf(clock), due, unit: 'h', counted: [], opens: null, actBy: null, provisional: null }
}

function provisionalFor({
  calendar,
  from,
  to,
  asks,
}: {
  calendar: WorkCalendar
  from: LawDate
  to: LawDate
  asks: boolean
}): string | null {
  if (!asks) return null
  const year = [from, to].find((date) => !isCovered(calendar, date))?.slice(0, 4)
  return year ? `${year}年放假安排尚未载入，暂按周末推算，载入后须重算` : null
}

/**
 * The first day on which an event may take place after a notice that must lie `fullWorkdays` before it (APL 64(1).2):
 * a working day, with that many full working days between.
 */
export const earliestEventAfter = (calendar: WorkCalendar, served: LawDate, fullWorkdays: number): LawDate =>
  workdayOnOrAfter(calendar, addDays(workdaysAfter(calendar, served, fullWorkdays).at(-1) ?? served, 1))

/**
 * The first day on which a penalty may be decided: after the periods for defence and hearing have both run out, or the
 * day of a written waiver of all rights (APL 45, 62, 64; D-19). `rightsEnd` are the last days of those periods.
 */
export function earliestDecisionOn(rightsEnd: readonly LawDate[], waivedOn?: LawDate): LawDate | null {
  if (waivedOn) return waivedOn
  const last = [...rightsEnd].sort().at(-1)
  return last ? addDays(last, 1) : null
}

/** A paper posted before the end is in time however long the post takes (CPL 85; T6). */
export const isInTime = ({ due, actedOn, postedOn }: { due: LawDate; actedOn: LawDate; postedOn?: LawDate }): boolean =>
  (postedOn ?? actedOn) <= due
