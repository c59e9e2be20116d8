/** What a changed calendar of working days does to clocks that were fixed when they started (T8). */
import type { LawBook } from '../../law/rules/lawbook.ts'
import { deadlineOf } from '../../law/rules/deadline-of.ts'
import { askOf } from '../transitions/road.ts'
import type { Clocked } from './clocks.ts'
import type { SideClock } from './proceeding.ts'

export type Books = { readonly before: LawBook; readonly after: LawBook }

/** A last day as the new calendar has it; one that was set otherwise (deferral, extension, notice) stays. */
function moved(
  due: string | null | undefined,
  id: string,
  { start, books }: { start: string | null | undefined; books: Books },
): string | null {
  if (!due || !start) return due ?? null
  if (deadlineOf(books.before, { id, start })?.due !== due) return due
  return deadlineOf(books.after, { id, start })?.due ?? due
}

/** The last days of a case's own clocks that were fixed at the service; null where none of them moves. */
export function recountedDues({ notice, decision }: Clocked, books: Books): Partial<Record<FixedDue, string>> | null {
  const now = {
    defenceUntil: moved(notice?.defenceUntil, 'D-18', { start: notice?.servedOn, books }),
    hearingUntil: moved(notice?.hearingUntil, 'D-16', { start: notice?.servedOn, books }),
    payBy: moved(decision?.payBy, 'D-25', { start: decision?.servedOn, books }),
  }
  const was = { defenceUntil: notice?.defenceUntil, hearingUntil: notice?.hearingUntil, payBy: decision?.payBy }
  const changed = Object.entries(now).filter(
    (entry): entry is [FixedDue, string] => entry[1] !== null && entry[1] !== was[entry[0] as FixedDue],
  )
  return changed.length > 0 ? (Object.fromEntries(changed) as Partial<Record<FixedDue, string>>) : null
}
export type FixedDue = 'defenceUntil' | 'hearingUntil' | 'payBy'

/** The clocks of a procedure with the new last days; null where none moves. What has ended stays as it was. */
export function recountedClocks(clocks: readonly SideClock[], books: Books): SideClock[] | null {
  let hasMoved = false
  const again = clocks.map((clock) => {
    if (clock.endedOn !== null || deadlineOf(books.before, askOf(clock))?.due !== clock.due) return clock
    const answer = deadlineOf(books.after, askOf(clock))
    if (!answer || (answer.due === clock.due && answer.opens === clock.opens)) return clock
    hasMoved = true
    return { ...clock, due: answer.due, opens: answer.opens }
  })
  return hasMoved ? again : null
}
