import { z } from 'zod'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { addDays, minuteOf, type LawDate } from '../../../kernel/time.ts'
import { isWorkday, WEEKENDS_ONLY, workdayOnOrAfter, type WorkCalendar } from '../../../kernel/workday.ts'
import { ClockUnit, LawDateShape, type Clock } from '../model.ts'
import { deadline, earliestDecisionOn, earliestEventAfter, isRefusal, type Deadline } from './deadline.ts'
import { citationOf, citationsText, findClock, getNumber, type LawBook } from './lawbook.ts'
import { dailyFineOf, surchargeOf } from './surcharge.ts'

const Interval = z.object({ from: LawDateShape, to: LawDateShape })

/** What `law deadline` reads. `calendar: weekends` leaves the holiday notices aside. Money in yuan. */
export const DeadlineInput = z.object({
  rule: z.string().regex(/^D-\d{2}$/, '期限编号的格式为 D-01 至 D-78'),
  start: z.string().min(1, '请填写起算日').max(40),
  variant: z.string().max(40).optional(),
  length: z.object({ n: z.number().int().nonnegative(), unit: ClockUnit }).optional(),
  excluded: z.array(Interval).max(100).optional(),
  calendar: z.enum(['official', 'weekends']).default('official'),
  /**
   * D-17: the day of service, to learn the first day for the hearing. D-30, D-32, D-33: the service of the decision (of
   * the reconsideration decision), from which the end of the remedies is counted first.
   */
  served: LawDateShape.optional(),
  /** D-19: other length of the defence period, its own day of service, a written waiver. */
  defence: z.object({ n: z.number().int().positive(), unit: z.enum(['WD', 'CD']) }).optional(),
  defenceServed: LawDateShape.optional(),
  waivedOn: LawDateShape.optional(),
  /** D-26, D-67: the fine in yuan, the day up to which is counted and the days of remedies. */
  fine: z.number().positive().optional(),
  asOf: LawDateShape.optional(),
  frozen: z
    .array(z.object({ from: LawDateShape, to: LawDateShape.nullable() }))
    .max(100)
    .default([]),
})
export type DeadlineInput = z.output<typeof DeadlineInput>

const inShanghai = (due: string, unit: string) => (unit === 'h' ? `${minuteOf(due).replace(' ', 'T')}+08:00` : due)

function shown(book: LawBook, answer: Deadline) {
  const { basis, due, unit, ...rest } = answer
  return { ...rest, due: inShanghai(due, unit), unit, basis: citationsText(book, basis, 'short') || answer.basisNote }
}

/** The printed deadline; `extra` facts of the special clocks stand beside it. */
export type DeadlineLine =
  | { readonly line: Readonly<Record<string, unknown>> }
  | { readonly refusals: readonly Refusal[] }

/**
 * Answers one line of `law deadline`, with what the special clocks add: surcharge, daily fine, hearing day, first day
 * of decision.
 */
export function deadlineAnswer(book: LawBook, input: DeadlineInput): DeadlineLine {
  const { rule, variant, length, excluded, served } = input
  const start = remedyEnd(book, input) ?? input.start
  const date = start.slice(0, 10)
  const clock = findClock(book, rule, date)
  if (!clock)
    return { refusals: [no('unknown-clock', { rule }, '没有编号为“{rule}”的期限', '期限编号为 D-01 至 D-78')] }
  const calendar = input.calendar === 'weekends' ? WEEKENDS_ONLY : book.calendar
  const answer = deadline({
    clock,
    start,
    calendar,
    ...(variant ? { variant } : {}),
    ...(length ? { length } : {}),
    ...(excluded ? { excluded } : {}),
  })
  if (isRefusal(answer)) {
    const special = withoutNumber(book, clock, { start, calendar })
    return special ? { line: special } : { refusals: [answer] }
  }
  const plain = shown(book, answer)
  if (rule === 'D-17' && served)
    return { line: { ...plain, earliestHearing: earliestEventAfter(calendar, served, clock.n ?? 7) } }
  if (rule === 'D-19') return { line: { ...plain, ...firstDecision({ book, input, clock, hearingEnds: answer.due }) } }
  if (rule === 'D-26' && input.fine !== undefined)
    return { line: { ...plain, ...surchargeShown(book, input, { fine: input.fine, date }) } }
  if (rule === 'D-67' && input.fine !== undefined && input.asOf) {
    const daily = dailyFineOf({ originalFen: Math.round(input.fine * 100), orderedOn: date, recheckedOn: input.asOf })
    return { line: { ...plain, days: daily.days, amount: daily.amountFen / 100 } }
  }
  return { line: plain }
}

/** The clock behind which each window for the court opens, when only the service is known (ACL 53; D-30, D-32, D-33). */
const REMEDY_OF: Readonly<Record<string, string>> = { 'D-30': 'D-50', 'D-32': 'D-51', 'D-33': 'D-42' }

function remedyEnd(book: LawBook, { rule, served, calendar }: DeadlineInput): LawDate | null {
  const id = REMEDY_OF[rule]
  const clock = served && id ? findClock(book, id, served) : null
  if (!served || !clock) return null
  const answer = deadline({ clock, start: served, calendar: calendar === 'weekends' ? WEEKENDS_ONLY : book.calendar })
  return isRefusal(answer) ? null : answer.due
}

/** Hours in which nothing is executed by force; the law says night and names no hour (ACL 43). */
const NIGHT_FROM = 22
const NIGHT_TO = 6

/**
 * Clocks that forbid a time instead of giving a number: no execution at night or on a rest day (D-41), no entry before
 * the plan is approved (D-01). With an instant the answer tells whether it is allowed and from when.
 */
function withoutNumber(
  book: LawBook,
  clock: Clock,
  { start, calendar }: { start: string; calendar: WorkCalendar },
): Readonly<Record<string, unknown>> | null {
  if ((clock.id !== 'D-41' && clock.id !== 'D-01') || !/^\d{4}-\d{2}-\d{2}/.test(start)) return null
  const zoned = start.includes('T')
    ? /(Z|[+-]\d{2}:?\d{2})$/.test(start)
      ? start
      : `${start}+08:00`
    : `${start}T09:00+08:00`
  const time = Date.parse(zoned)
  if (Number.isNaN(time)) return null
  const at = new Date(time).toISOString()
  const head = {
    id: clock.id,
    what: clock.what,
    basis: citationsText(book, clock.basis.map(citationOf), 'short') || clock.basisNote,
  }
  if (clock.id === 'D-01') return { ...head, due: inShanghai(at, 'h'), unit: 'h', confidence: clock.confidence }
  const shown = minuteOf(at)
  const [date, hour] = [shown.slice(0, 10), Number(shown.slice(11, 13))]
  const isNight = hour >= NIGHT_FROM || hour < NIGHT_TO
  const isRest = !isWorkday(calendar, date)
  const next = workdayOnOrAfter(calendar, hour >= NIGHT_FROM ? addDays(date, 1) : date)
  const opens =
    isNight || isRest
      ? `${next}T${next === date && hour >= NIGHT_TO ? shown.slice(11) : '06:00'}+08:00`
      : inShanghai(at, 'h')
  return { ...head, allowed: !isNight && !isRest, due: opens, opens, unit: 'h', confidence: clock.confidence }
}

/** The later of hearing and defence period; a written waiver ends both (D-19). */
function firstDecision({
  book,
  input,
  clock,
  hearingEnds,
}: {
  book: LawBook
  input: DeadlineInput
  clock: Clock
  hearingEnds: LawDate
}) {
  const calendar = input.calendar === 'weekends' ? WEEKENDS_ONLY : book.calendar
  const defenceClock = findClock(book, 'D-18', input.start.slice(0, 10)) ?? clock
  const defence = deadline({
    clock: defenceClock,
    start: input.defenceServed ?? input.start,
    calendar,
    ...(input.defence ? { length: input.defence } : {}),
  })
  const ends = isRefusal(defence) ? [hearingEnds] : [hearingEnds, defence.due]
  const opens = earliestDecisionOn(ends, input.waivedOn)
  return { due: input.waivedOn ?? ends.sort().at(-1) ?? hearingEnds, opens }
}

function surchargeShown(
  book: LawBook,
  { asOf, frozen }: DeadlineInput,
  { fine, date }: { fine: number; date: LawDate },
) {
  const at = { region: '', date }
  const { days, amountFen, isCapped, firstDay, cappedOn } = surchargeOf({
    fineFen: Math.round(fine * 100),
    dueOn: date,
    asOf: asOf ?? addDays(date, 34),
    frozen,
    perDay: getNumber(book, 'fine.surcharge-per-day', at),
    cap: getNumber(book, 'fine.surcharge-cap', at),
  })
  return { firstDay, days, amount: amountFen / 100, capped: isCapped, cappedOn }
}
