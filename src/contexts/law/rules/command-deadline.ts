import { z } from 'zod'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { addDays, minuteOf, type LawDate } from '../../../kernel/time.ts'
import { WEEKENDS_ONLY } from '../../../kernel/workday.ts'
import { ClockUnit, LawDateShape, type Clock } from '../model.ts'
import { deadline, earliestDecisionOn, earliestEventAfter, isRefusal, type Deadline } from './deadline.ts'
import { citationsText, findClock, getNumber, type LawBook } from './lawbook.ts'
import { dailyFineOf, surchargeOf } from './surcharge.ts'

const Interval = z.object({ from: LawDateShape, to: LawDateShape })

/** What `law deadline` reads. `calendar: weekends` leaves the holiday notices aside. Money in yuan. */
export const DeadlineInput = z.object({
  rule: z.string().regex(/^D-\d{2}$/, '期限编号的格式为 D-01 至 D-75'),
  start: z.string().min(1, '请填写起算日').max(40),
  variant: z.string().max(40).optional(),
  length: z.object({ n: z.number().int().nonnegative(), unit: ClockUnit }).optional(),
  excluded: z.array(Interval).max(100).optional(),
  calendar: z.enum(['official', 'weekends']).default('official'),
  /** D-17: the day of service, to learn the first day for the hearing. */
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
  const { rule, start, variant, length, excluded, served } = input
  const date = start.slice(0, 10)
  const clock = findClock(book, rule, date)
  if (!clock)
    return { refusals: [no('unknown-clock', { rule }, '没有编号为“{rule}”的期限', '期限编号为 D-01 至 D-75')] }
  const calendar = input.calendar === 'weekends' ? WEEKENDS_ONLY : book.calendar
  const answer = deadline({
    clock,
    start,
    calendar,
    ...(variant ? { variant } : {}),
    ...(length ? { length } : {}),
    ...(excluded ? { excluded } : {}),
  })
  if (isRefusal(answer)) return { refusals: [answer] }
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
