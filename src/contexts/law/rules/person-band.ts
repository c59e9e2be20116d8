import { findTierTable, type LawBook } from './lawbook.ts'
import type { MoneyRange, PenaltyAsk } from './penalty.ts'
import type { Violation } from '../model.ts'

/** What a table says about the persons beside the unit in the tier of the unit, and where in that tier the unit stands. */
export type PersonBand = { readonly band: MoneyRange; readonly place: number; readonly tier: string }

type Fixed = { readonly tier: string | null; readonly band: MoneyRange | null; readonly fen: number }

/** Null where the table gives persons no amounts of their own: they then stand where the unit stands. */
export function personBand(
  book: LawBook,
  { row, ask, fixed }: { row: Violation; ask: PenaltyAsk; fixed: Fixed },
): PersonBand | null {
  const { tier, band, fen } = fixed
  const table = findTierTable(book, row.key, { stage: row.stage, region: ask.region, date: ask.decisionDate })
  const own = table?.tiers.find((one) => one.tier === tier)?.personFen
  if (!own || tier === null) return null
  const span = band ? band.maxFen - band.minFen : 0
  const place = band && span > 0 ? Math.min(1, Math.max(0, (fen - band.minFen) / span)) : 0
  return { band: { minFen: own[0], maxFen: own[1] }, place, tier }
}
