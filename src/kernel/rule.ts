import type { Citation } from './citation.ts'
import type { Refusal } from './refusal.ts'

/**
 * One thing the law forbids, with its authority and the dates between which it binds. Looked up by the date of the act.
 */
export type Rule<Facts> = {
  readonly cites: Citation
  readonly inForceFrom: string
  readonly inForceUntil?: string
  readonly refuses: (facts: Facts) => Refusal | null
}

export const rule = <Facts>(rule: Rule<Facts>): Rule<Facts> => rule

/** Whether the rule binds on that law date ('YYYY-MM-DD'); the last day still binds. */
export const bindsOn = (rule: Pick<Rule<never>, 'inForceFrom' | 'inForceUntil'>, date: string): boolean =>
  rule.inForceFrom <= date && (rule.inForceUntil === undefined || date <= rule.inForceUntil)
