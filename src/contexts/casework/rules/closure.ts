/** Whether closure is to be proposed for a business (WSL 113; D-65): penalties in a window beside an open major hazard. */
import type { LawDate } from '../../../kernel/time.ts'
import type { Region } from '../../../kernel/region.ts'
import { getNumber, type LawBook } from '../../law/rules/lawbook.ts'
import { isClosureDue } from '../../law/rules/surcharge.ts'

export type ClosureLimits = {
  readonly windowDays: number
  readonly timesInWindow: number
  readonly timesInYear: number
}

export const closureLimits = (book: LawBook, at: { region: Region; date: LawDate }): ClosureLimits => ({
  windowDays: getNumber(book, 'closure-watch.window', at),
  timesInWindow: getNumber(book, 'closure-watch.times-in-window', at),
  timesInYear: getNumber(book, 'closure-watch.times-in-year', at),
})

type Watched = { readonly penalisedOn: readonly LawDate[]; readonly majorHazards: number }

/** The condition that is met, in words; null where none is. */
export function closureCondition({ penalisedOn, majorHazards }: Watched, limits: ClosureLimits): string | null {
  if (majorHazards === 0 || !isClosureDue(penalisedOn, limits)) return null
  const { windowDays, timesInWindow, timesInYear } = limits
  return isClosureDue(penalisedOn, { ...limits, timesInYear: Number.MAX_SAFE_INTEGER })
    ? `存在重大事故隐患，${windowDays}日内受到${timesInWindow}次以上行政处罚`
    : `存在重大事故隐患，一年内受到${timesInYear}次以上行政处罚`
}
