import { z } from 'zod'
import { CitationShape } from '../../../kernel/plumb-line.ts'
import { lawDateOf, type Instant, type LawDate } from '../../../kernel/time.ts'
import { deadline, isRefusal } from '../../law/rules/deadline.ts'
import { findClock, type LawBook } from '../../law/rules/lawbook.ts'
import type { Case } from '../model.ts'

/** `stopped`: it ran out for the party, or was waived or overtaken. */
export const CLOCK_STATES = { running: '计时中', met: '按期完成', late: '已超期', stopped: '已届满或停止' } as const
export type ClockState = keyof typeof CLOCK_STATES

/** One clock of the case as it stands today. `whose` tells who loses by it: the bureau or the party. */
export const RunningClock = z.object({
  clock: z.string(),
  label: z.string(),
  start: z.string(),
  due: z.string(),
  state: z.enum(Object.keys(CLOCK_STATES) as [ClockState, ...ClockState[]]),
  basis: z.array(CitationShape),
  whose: z.enum(['bureau', 'party']),
  /** The day on which it was done or given up; null while somebody still has to answer to it, in time or late. */
  endedOn: z.string().nullable(),
})
export type RunningClock = z.infer<typeof RunningClock>

/** Last day of a clock of the catalogue that starts on that day; null where the law sets no number. */
export function dueOf(book: LawBook, id: string, start: LawDate): LawDate | null {
  const clock = findClock(book, id, start)
  const answer = clock && deadline({ clock, start, calendar: book.calendar })
  return answer && !isRefusal(answer) ? answer.due : null
}

/** Last days of several clocks that start together. */
export const duesOf = (book: LawBook, ids: readonly string[], start: LawDate): Record<string, LawDate> =>
  Object.fromEntries(
    ids.flatMap((id) => {
      const due = dueOf(book, id, start)
      return due ? [[id, due]] : []
    }),
  )

type Span = {
  readonly clock: string
  readonly start: LawDate | null | undefined
  /** The day on which it was done or, for the party, given up. */
  readonly end: LawDate | null | undefined
  /** As fixed when the clock started; counted anew where nothing was fixed. */
  readonly due?: LawDate | null | undefined
  readonly whose: 'bureau' | 'party'
}

function spansOf({ filedOn, notice, decision, payment, state, ending, decideBy }: Case): Span[] {
  const over = ending?.on
  return [
    {
      clock: 'D-12',
      start: state === 'declined' ? null : filedOn,
      end: decision?.on ?? over,
      due: decideBy,
      whose: 'bureau',
    },
    {
      clock: 'D-18',
      start: notice?.servedOn,
      end: notice?.waivedOn ?? over,
      due: notice?.defenceUntil,
      whose: 'party',
    },
    {
      clock: 'D-16',
      start: notice?.hearingApplies ? notice.servedOn : null,
      end: notice?.waivedOn ?? over,
      due: notice?.hearingUntil,
      whose: 'party',
    },
    { clock: 'D-20', start: decision?.on, end: decision?.servedOn ?? over, whose: 'bureau' },
    { clock: 'D-25', start: decision?.servedOn, end: payment?.on ?? over, due: decision?.payBy, whose: 'party' },
    { clock: 'D-42', start: decision?.servedOn, end: over, whose: 'party' },
    { clock: 'D-50', start: decision?.servedOn, end: over, whose: 'party' },
  ]
}

/** Rights of the party end by themselves; only the duty to pay can be late. */
function stateOf({ clock, end, whose }: Span, due: LawDate, today: LawDate): ClockState {
  const isRight = whose === 'party' && clock !== 'D-25'
  if (end) return isRight ? 'stopped' : end <= due ? 'met' : 'late'
  if (today <= due) return 'running'
  return isRight ? 'stopped' : 'late'
}

/** The clocks that the case has started, in the order of the procedure. */
export function clocksOf(thing: Case, { book, at }: { book: LawBook; at: Instant }): RunningClock[] {
  const today = lawDateOf(at)
  return spansOf(thing).flatMap((span) => {
    const { start, clock: id, whose } = span
    const clock = start ? findClock(book, id, start) : null
    const due = start ? (span.due ?? dueOf(book, id, start)) : null
    if (!start || !clock || !due) return []
    return [
      {
        clock: id,
        label: clock.what,
        start,
        due,
        state: stateOf(span, due, today),
        basis: clock.basis,
        whose,
        endedOn: span.end ?? null,
      },
    ]
  })
}

/** Rights of the party end by themselves: nobody is late with them, and a stored date of theirs would grow stale. */
export const RIGHTS: ReadonlySet<string> = new Set(['D-16', 'D-18', 'D-42', 'D-50'])

/** The clock that ends next and that somebody still has to answer to. */
export function nextDue(clocks: readonly RunningClock[]): RunningClock | null {
  const open = clocks.filter(
    ({ clock, state, endedOn }) => endedOn === null && (state === 'running' || state === 'late') && !RIGHTS.has(clock),
  )
  return open.sort((a, b) => (a.due < b.due ? -1 : 1))[0] ?? null
}
