import type { Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import { findClock, findNumber, getNumber, type LawBook } from '../../law/rules/lawbook.ts'
import { disguised } from './watch-disguised.ts'
import type { Alarm, Population, Thresholds, WatchedGuidance, WatchedVisit } from './watch-model.ts'
import { modelRoute } from './watch-route.ts'
import { selective } from './watch-selective.ts'
import { lowYield, punchCard, repeated, unratified } from './watch-visits.ts'

/**
 * The thresholds of a region on a date; null before the circular of 2025, when nobody was watched by it. Throws when the
 * data lack only some of them.
 */
export function thresholdsOf(book: LawBook, at: { region: Region; date: LawDate }): Thresholds | null {
  if (findNumber(book, 'watch.repeated.days', at) === null) return null
  const number = (key: string) => getNumber(book, `watch.${key}`, at)
  return {
    selective: { shareMin: number('selective.risk-share-min'), visitsMin: number('selective.visits-min') },
    modelRoute: { visitsMin: number('model-route.visits-min'), days: number('model-route.days') },
    lowYield: { visits: number('low-yield.visits'), days: number('low-yield.days') },
    repeated: { days: number('repeated.days') },
    punchCard: { minutes: number('punch-card.minutes'), answeredShareMin: number('punch-card.answered-share-min') },
    unratified: { hours: findClock(book, 'D-02', at.date)?.n ?? null },
    disguised: { foundMin: number('disguised.found-min'), days: number('disguised.days') },
  }
}

/** Every alarm that the visits of a year give, the latest first. */
export const watchAll = (
  {
    visits,
    populations,
    guidances,
  }: {
    visits: readonly WatchedVisit[]
    populations: readonly Population[]
    guidances: readonly WatchedGuidance[]
  },
  thresholds: Thresholds,
  today: LawDate,
): Alarm[] =>
  [
    ...selective(visits, populations, thresholds),
    ...modelRoute(visits, thresholds, today),
    ...lowYield(visits, thresholds, today),
    ...repeated(visits, thresholds),
    ...punchCard(visits, thresholds),
    ...unratified(visits, thresholds, today),
    ...disguised({ guidances, visits }, thresholds),
  ].toSorted((a, b) => b.on.localeCompare(a.on) || a.key.localeCompare(b.key))
