/**
 * A linear model as the solver takes it: maximise costs·x under row-wise `starts/indices/values` · x ≤ `rowUppers` and
 * 0 ≤ x ≤ `uppers`. Pure code builds it; who solves it is an argument.
 */
export type LpModel = {
  readonly costs: readonly number[]
  readonly uppers: readonly number[]
  readonly integers: readonly boolean[]
  readonly rowUppers: readonly number[]
  readonly starts: readonly number[]
  readonly indices: readonly number[]
  readonly values: readonly number[]
}

export type LpAnswer = {
  /** One value a column. */
  readonly values: readonly number[]
  /** No solution of the model is worth more than this. */
  readonly bound: number
}

/**
 * Solves a model: its relaxation, or with `whole` the columns marked as integers. Deterministic: it stops by work done,
 * never by the clock. Null when there is no solution to be had.
 */
export type SolveLp = (model: LpModel, options: { readonly whole: boolean }) => LpAnswer | null
