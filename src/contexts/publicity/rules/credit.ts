import type { LawDate } from '../../../kernel/time.ts'
import type { CreditClass } from '../model.ts'

/** Months of showing a class, from the law in force on the day of the decision; null before the rules of 2026-04-01. */
export type CreditMonths = Readonly<
  Record<'minorMax' | 'generalMin' | 'generalMax' | 'seriousMin' | 'seriousMax', number>
>

const SERIOUS = /吊销|撤销资格|降低资质|限制从业|禁入|不得担任|关闭|限制开展生产经营/
const SUSPENDS = /^暂扣/

/**
 * The class of a penalty: serious where a licence, a qualification or an occupation is taken away; minor where only a
 * warning or a circulated criticism is given, or the on-the-spot procedure was used; everything else general (CR36).
 */
export function creditClassOf({
  fineFen,
  measures,
  isSimple,
}: {
  fineFen: number
  measures: readonly string[]
  isSimple: boolean
}): CreditClass {
  if (measures.some((measure) => SERIOUS.test(measure) && !SUSPENDS.test(measure))) return 'serious'
  return isSimple || fineFen === 0 ? 'minor' : 'general'
}

/** The same-numbered day so many months later; where there is none, the last day of that month (procedure.md T7). */
export function monthsLater(date: LawDate, months: number): LawDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10)
}

export type Showing = {
  readonly creditClass: CreditClass | null
  readonly minShownUntil: LawDate | null
  readonly maxShownUntil: LawDate | null
}

/**
 * How long it is shown, counted from the date of the decision. Without rules in force there is neither class nor end.
 */
export function showingOf(creditClass: CreditClass, decidedOn: LawDate, months: CreditMonths | null): Showing {
  if (!months) return { creditClass: null, minShownUntil: null, maxShownUntil: null }
  const until = {
    minor: [0, months.minorMax],
    general: [months.generalMin, months.generalMax],
    serious: [months.seriousMin, months.seriousMax],
  } as const
  const [least, most] = until[creditClass]
  return {
    creditClass,
    minShownUntil: least > 0 ? monthsLater(decidedOn, least) : null,
    maxShownUntil: monthsLater(decidedOn, most),
  }
}
