/** What one visit asked of its officer, as the phone counted it: numbers, never what was typed. */
export type Tally = {
  /** Taps beyond checklist, camera and signatures. */
  readonly taps: number
  readonly checklist: number
  readonly photos: number
  /** Strokes of the pen on glass. */
  readonly strokes: number
  /** Characters typed. */
  readonly typed: number
  /** Time with the app in hand; a pause is none. */
  readonly activeMs: number
}

export const NO_BURDEN: Tally = { taps: 0, checklist: 0, photos: 0, strokes: 0, typed: 0, activeMs: 0 }

/** The budget of a visit: 不增加基层负担 in numbers that anyone can check. */
export const BURDEN_BUDGET = { taps: 25, typedAFinding: 60 } as const

/** A gap longer than this is a walk through the plant, not work on the phone. */
const PAUSE_MS = 60_000

export type Touch = { readonly kind: 'taps' | 'checklist' | 'photos' | 'strokes' | 'typed'; readonly count: number }

/** Counts one touch; `sinceMs` is the time since the one before, null for the first. */
export const counted = (tally: Tally, { kind, count }: Touch, sinceMs: number | null): Tally => ({
  ...tally,
  [kind]: tally[kind] + count,
  activeMs: tally.activeMs + (sinceMs !== null && sinceMs <= PAUSE_MS ? sinceMs : 0),
})

export type Judged = { readonly typedAFinding: number; readonly keepsTaps: boolean; readonly keepsTyped: boolean }

/** A visit without a finding is measured as if it had one: its record was written all the same. */
export function judged({ taps, typed }: Pick<Tally, 'taps' | 'typed'>, findings: number): Judged {
  const typedAFinding = Math.ceil(typed / Math.max(1, findings))
  return {
    typedAFinding,
    keepsTaps: taps <= BURDEN_BUDGET.taps,
    keepsTyped: typedAFinding <= BURDEN_BUDGET.typedAFinding,
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

/** What leaders are shown of many visits: the middle one of each figure, and how many kept both budgets. */
export function burdenInSum(rows: readonly (Tally & { readonly findings: number; readonly bytes: number })[]) {
  const verdicts = rows.map((row) => judged(row, row.findings))
  return {
    visits: rows.length,
    taps: median(rows.map(({ taps }) => taps)),
    typedAFinding: median(verdicts.map(({ typedAFinding }) => typedAFinding)),
    minutes: Math.round(median(rows.map(({ activeMs }) => activeMs)) / 60_000),
    bytes: median(rows.map(({ bytes }) => bytes)),
    withinBudget: verdicts.filter(({ keepsTaps, keepsTyped }) => keepsTaps && keepsTyped).length,
  }
}
