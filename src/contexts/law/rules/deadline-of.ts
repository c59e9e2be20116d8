import { lawDateOf, type Instant, type LawDate } from '../../../kernel/time.ts'
import type { ClockUnit } from '../model.ts'
import { deadline, isRefusal, type Deadline, type Interval } from './deadline.ts'
import { findClock, type LawBook } from './lawbook.ts'

export type CountAsk = {
  readonly id: string
  readonly start: LawDate | Instant
  readonly variant?: string | undefined
  readonly length?: { readonly n: number; readonly unit: ClockUnit } | undefined
  readonly excluded?: readonly Interval[] | undefined
}

const KEPT_MAX = 20_000
/** Cases of one day start the same clocks: what was counted once in a law book is not counted again. */
const kept = new WeakMap<LawBook, Map<string, Deadline | null>>()

/** The law date of a start that may be an instant. */
export const startDay = (start: LawDate | Instant): LawDate => (start.includes('T') ? lawDateOf(start) : start)

/** When a clock of the catalogue that starts then runs out; null where the law of that day has none, or no number. */
export function deadlineOf(book: LawBook, { id, start, variant, length, excluded = [] }: CountAsk): Deadline | null {
  const ofBook = kept.get(book) ?? new Map<string, Deadline | null>()
  kept.set(book, ofBook)
  const key = [id, start, variant, length?.n, length?.unit, ...excluded.flatMap(({ from, to }) => [from, to])].join()
  const known = ofBook.get(key)
  if (known !== undefined) return known
  const clock = findClock(book, id, startDay(start))
  const answer = clock
    ? deadline({
        clock,
        start,
        calendar: book.calendar,
        ...(variant ? { variant } : {}),
        ...(length ? { length } : {}),
        excluded,
      })
    : null
  const counted = answer && !isRefusal(answer) ? answer : null
  if (ofBook.size >= KEPT_MAX) ofBook.clear()
  ofBook.set(key, counted)
  return counted
}
