import { addDays, yearOf, type LawDate } from './time.ts'

export type SpecialDay = 'holiday' | 'makeup-workday'

/**
 * The calendar of working days: weekends rest, unless the State Council's yearly notice says otherwise (legal holidays,
 * and weekend days worked in exchange). Years without a published notice are known as such, never guessed in silence.
 */
export type WorkCalendar = {
  readonly special: ReadonlyMap<LawDate, SpecialDay>
  /** First and last year whose notice is loaded; days outside are counted by weekday alone and are provisional. */
  readonly firstYear: number
  readonly lastYear: number
}

/** Weekends only, for arithmetic that must not depend on a year's notice. */
export const WEEKENDS_ONLY: WorkCalendar = { special: new Map(), firstYear: 0, lastYear: 9999 }

export function calendarOf(rows: Iterable<{ readonly date: LawDate; readonly kind: SpecialDay }>): WorkCalendar {
  const special = new Map<LawDate, SpecialDay>()
  for (const { date, kind } of rows) special.set(date, kind)
  // A notice reaches into the neighbouring years with make-up days and New Year's Day, so National Day tells whose
  // notice is there.
  const years = [...special.keys()].filter((date) => date.endsWith('-10-01')).map(yearOf)
  return years.length > 0
    ? { special, firstYear: Math.min(...years), lastYear: Math.max(...years) }
    : { special, firstYear: 0, lastYear: -1 }
}

/** Whether the year's notice is loaded, so that the answer for this day is certain. */
export const isCovered = ({ firstYear, lastYear }: WorkCalendar, date: LawDate): boolean =>
  yearOf(date) >= firstYear && yearOf(date) <= lastYear

const isWeekend = (date: LawDate) => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())

export function isWorkday(calendar: WorkCalendar, date: LawDate): boolean {
  const special = calendar.special.get(date)
  return special === undefined ? !isWeekend(date) : special === 'makeup-workday'
}

/** The next `count` working days after `start`; the day on which a period starts is not counted. */
export function workdaysAfter(calendar: WorkCalendar, start: LawDate, count: number): LawDate[] {
  const counted: LawDate[] = []
  for (let day = addDays(start, 1); counted.length < count; day = addDays(day, 1)) {
    if (isWorkday(calendar, day)) counted.push(day)
  }
  return counted
}

/** The `count` working days before `end`, latest first; the day of the event itself is not counted. */
export function workdaysBefore(calendar: WorkCalendar, end: LawDate, count: number): LawDate[] {
  const counted: LawDate[] = []
  for (let day = addDays(end, -1); counted.length < count; day = addDays(day, -1)) {
    if (isWorkday(calendar, day)) counted.push(day)
  }
  return counted
}

/** The date of the `count`-th working day after `start`; `start` itself for zero. */
export const addWorkdays = (calendar: WorkCalendar, start: LawDate, count: number): LawDate =>
  workdaysAfter(calendar, start, count).at(-1) ?? start

/** How many working days lie after `from` up to and including `to`; zero when `to` is not later. */
export function workdaysBetween(calendar: WorkCalendar, from: LawDate, to: LawDate): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkday(calendar, day)) count++
  return count
}

/** The day itself when it is worked, otherwise the first working day after it. */
export function workdayOnOrAfter(calendar: WorkCalendar, date: LawDate): LawDate {
  let day = date
  while (!isWorkday(calendar, day)) day = addDays(day, 1)
  return day
}

/** The day itself when it is worked, otherwise the last working day before it. */
export function workdayOnOrBefore(calendar: WorkCalendar, date: LawDate): LawDate {
  let day = date
  while (!isWorkday(calendar, day)) day = addDays(day, -1)
  return day
}
