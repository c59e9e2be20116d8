import { z } from 'zod'
import { CitationShape } from '../../../kernel/plumb-line.ts'
import { lawDateOf, type Instant, type LawDate } from '../../../kernel/time.ts'
import { deadlineOf } from '../../law/rules/deadline-of.ts'
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
  /** First day on which the act is lawful, for windows. */
  opens: z.string().nullable(),
  state: z.enum(Object.keys(CLOCK_STATES) as [ClockState, ...ClockState[]]),
  basis: z.array(CitationShape),
  whose: z.enum(['bureau', 'party']),
  /** The day on which it was done or given up; null while somebody still has to answer to it, in time or late. */
  endedOn: z.string().nullable(),
})
export type RunningClock = z.infer<typeof RunningClock>

/** Last day of a clock of the catalogue that starts on that day; null where the law sets no number. */
export const dueOf = (book: LawBook, id: string, start: LawDate): LawDate | null =>
  deadlineOf(book, { id, start })?.due ?? null

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
  readonly opens?: LawDate | undefined
  readonly whose: 'bureau' | 'party'
}

/** What of a case its clocks are counted from. */
export type Clocked = Pick<
  Case,
  | 'state'
  | 'source'
  | 'filedOn'
  | 'notice'
  | 'decision'
  | 'payment'
  | 'ending'
  | 'decideBy'
  | 'frozen'
  | 'remedyEnd'
  | 'deferredTo'
  | 'courtFiledOn'
  | 'urgentSince'
  | 'publishedOn'
  | 'keptBackOn'
  | 'reportedUpOn'
>

/**
 * The three months in which the court may be asked (ACL 53; traps 22, 23): behind the end of a deferral (D-31), behind
 * fifteen days after a reconsideration that left the decision standing (D-32), behind the end of the six months to sue
 * (D-30). None while a remedy is open, nor where the reconsidering organ changed the decision: then it enforces (ARL 78).
 */
export function courtWindowOf(
  { decision, frozen, remedyEnd, deferredTo }: Clocked,
  book: LawBook,
): { id: string; start: LawDate; opens: LawDate; due: LawDate } | null {
  const served = decision?.servedOn
  if (!served || frozen.some(({ to }) => to === null) || remedyEnd?.kind === 'changed-by-reconsideration') return null
  const ordinary =
    remedyEnd?.kind === 'litigation'
      ? { id: 'D-30', start: remedyEnd.on }
      : remedyEnd
        ? { id: 'D-32', start: dueOf(book, 'D-51', remedyEnd.on) }
        : { id: 'D-30', start: dueOf(book, 'D-50', served) }
  const { id, start } =
    deferredTo && (!ordinary.start || deferredTo > ordinary.start) ? { id: 'D-31', start: deferredTo } : ordinary
  const window = start ? deadlineOf(book, { id, start }) : null
  return start && window?.opens ? { id, start, opens: window.opens, due: window.due } : null
}

function spansOf(thing: Clocked, book: LawBook): Span[] {
  const { filedOn, notice, decision, payment, state, source, ending, decideBy, publishedOn } = thing
  const over = ending?.on
  const shownOrKept = publishedOn ?? thing.keptBackOn
  const isDeclined = state === 'declined'
  const isClosed = state === 'closed' || state === 'archived'
  const court = payment || isClosed ? null : courtWindowOf(thing, book)
  return [
    { clock: 'D-11', start: isDeclined ? null : thing.urgentSince, end: filedOn, whose: 'bureau' },
    { clock: 'D-12', start: isDeclined ? null : filedOn, end: decision?.on ?? over, due: decideBy, whose: 'bureau' },
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
    {
      clock: 'D-22',
      // A closed case runs no clock: what it left unpublished stands in the queue of publicity, late or not.
      start: shownOrKept || !isClosed ? decision?.on : null,
      end: shownOrKept ?? over,
      whose: 'bureau',
    },
    {
      clock: 'D-74',
      start: source === 'assigned' ? decision?.on : null,
      end: thing.reportedUpOn ?? over,
      whose: 'bureau',
    },
    { clock: 'D-25', start: decision?.servedOn, end: payment?.on ?? over, due: decision?.payBy, whose: 'party' },
    { clock: 'D-42', start: decision?.servedOn, end: over, whose: 'party' },
    { clock: 'D-50', start: decision?.servedOn, end: over, whose: 'party' },
    {
      clock: 'D-51',
      start: thing.remedyEnd?.kind === 'litigation' ? null : thing.remedyEnd?.on,
      end: over,
      whose: 'party',
    },
    {
      clock: court?.id ?? 'D-30',
      start: court?.start,
      end: thing.courtFiledOn ?? over,
      due: court?.due,
      opens: court?.opens,
      whose: 'bureau',
    },
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
export function clocksOf(thing: Clocked, { book, at }: { book: LawBook; at: Instant }): RunningClock[] {
  const today = lawDateOf(at)
  return spansOf(thing, book).flatMap((span) => {
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
        opens: span.opens ?? null,
        state: stateOf(span, due, today),
        basis: clock.basis,
        whose,
        endedOn: span.end ?? null,
      },
    ]
  })
}

/** Rights of the party end by themselves: nobody is late with them, and a stored date of theirs would grow stale. */
export const RIGHTS: ReadonlySet<string> = new Set(['D-16', 'D-18', 'D-42', 'D-50', 'D-51'])

/** Clocks that somebody still has to answer to, the nearest first. */
export const answerable = (clocks: readonly RunningClock[]): RunningClock[] =>
  clocks
    .filter(
      ({ clock, state, endedOn }) =>
        endedOn === null && (state === 'running' || state === 'late') && !RIGHTS.has(clock),
    )
    .sort((a, b) => (a.due < b.due ? -1 : 1))

/** A running clock as lists, boards and alarms keep it beside its case or procedure. */
export type ClockRow = {
  readonly clock: string
  readonly startsOn: LawDate
  readonly opensOn: LawDate | null
  readonly dueOn: LawDate
  readonly whose: 'bureau' | 'party'
}

/** The clocks that boards and alarms see: an archived case keeps none. */
export const caseRows = (thing: Clocked, { book, at }: { book: LawBook; at: Instant }): ClockRow[] =>
  thing.state === 'archived'
    ? []
    : answerable(clocksOf(thing, { book, at })).map(({ clock, start, opens, due, whose }) => ({
        clock,
        startsOn: start,
        opensOn: opens,
        dueOn: due,
        whose,
      }))

/** Of what a clock is, as boards show it. */
export type ClockSubject = {
  readonly id: string
  readonly region: string
  /** `case`, or the kind of the procedure. */
  readonly kind: string
  readonly caseId: string | null
  readonly title: string
  readonly partyName: string
  readonly state: string
  readonly officers: readonly { readonly id: string; readonly name: string }[]
}
export const subjectOf = ({
  id,
  region,
  title,
  party,
  state,
  handlers,
}: Pick<Case, 'id' | 'region' | 'title' | 'party' | 'state' | 'handlers'>): ClockSubject => ({
  id,
  region,
  kind: 'case',
  caseId: id,
  title,
  partyName: party.name,
  state,
  officers: handlers,
})
