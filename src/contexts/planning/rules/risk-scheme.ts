import type { Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import { findCap, type Cap } from '../../law/rules/caps.ts'
import { findParameter, type LawBook } from '../../law/rules/lawbook.ts'
import type { RiskGrade } from '../model.ts'

type Place = { readonly region: Region; readonly date: LawDate }

/**
 * The gradings that a region has put in force in place of the standardisation grade (circular of 2025-02-27, art. 3, last
 * sentence). Empty for most.
 */
export function schemesOf(book: LawBook, at: Place): string[] {
  const value = findParameter(book, 'inspection.cap-schemes', at)?.value
  return Array.isArray(value) ? value.filter((scheme): scheme is string => typeof scheme === 'string') : []
}

/**
 * The grade that counts on a date: of a scheme in force, not after the date, the latest; of two for one day the one
 * recorded later. `history` in the order of recording.
 */
export const riskGradeOn = (
  history: readonly RiskGrade[],
  schemes: readonly string[],
  date: LawDate,
): RiskGrade | null =>
  history.reduce<RiskGrade | null>(
    (best, row) =>
      schemes.includes(row.scheme) && row.effectiveFrom <= date && (!best || row.effectiveFrom >= best.effectiveFrom)
        ? row
        : best,
    null,
  )

export type GradedCap = Cap & { readonly riskGrade: RiskGrade | null }

/**
 * The yearly cap: from the region's own scheme where the business is graded in it and the law book knows the grade,
 * else from the table of art. 3. Null where no cap is in force on the date.
 */
export function capFor(
  book: LawBook,
  business: { readonly highRisk: boolean; readonly grade: string; readonly riskGrades: readonly RiskGrade[] },
  at: Place,
): GradedCap | null {
  const { highRisk, grade, riskGrades } = business
  const own = riskGradeOn(riskGrades, schemesOf(book, at), at.date)
  const group = highRisk ? 'high' : 'other'
  const isKnown = own && findParameter(book, `inspection.yearly-cap.${own.scheme}.${group}.${own.grade}`, at) !== null
  const cap = isKnown
    ? findCap(book, { isHighRisk: highRisk, grade: own.grade, scheme: own.scheme }, at)
    : findCap(book, { isHighRisk: highRisk, grade }, at)
  return cap ? { ...cap, riskGrade: isKnown ? own : null } : null
}
