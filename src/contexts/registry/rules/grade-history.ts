import type { FieldComplaint } from '../../../kernel/answer.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Grade, GradeChange } from '../model.ts'

type Dated = Pick<GradeChange, 'grade' | 'highRisk' | 'effectiveFrom'>

/**
 * Grade and high-risk flag that count on a date, so that a cap is never recalculated backwards (ENT-03). `history` in
 * the order of recording; of two rows for one day the later one counts. Before the first row nothing was graded.
 */
export function gradeOn(history: readonly Dated[], date: LawDate): { grade: Grade; highRisk: boolean } {
  const found = history.reduce<Dated | null>(
    (best, row) => (row.effectiveFrom <= date && (!best || row.effectiveFrom >= best.effectiveFrom) ? row : best),
    null,
  )
  return found
    ? { grade: found.grade, highRisk: found.highRisk }
    : { grade: 'none', highRisk: history[0]?.highRisk ?? false }
}

/** A grade is recorded when it counts: not for a day to come, and not before the change that was recorded last. */
export function whyNotEffective({
  effectiveFrom,
  last,
  today,
}: {
  effectiveFrom: LawDate
  last: LawDate | null
  today: LawDate
}): FieldComplaint[] {
  if (effectiveFrom > today)
    return [{ field: 'effectiveFrom', says: `生效日期不能晚于今天（${today}），请到生效当日再登记` }]
  if (last !== null && effectiveFrom < last)
    return [{ field: 'effectiveFrom', says: `生效日期不能早于上一次变更的生效日期（${last}）` }]
  return []
}
