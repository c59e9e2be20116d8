import { z } from 'zod'
import { daysBetween, lawDateOf, type Instant, type LawDate } from './time.ts'
import type { Citation } from './citation.ts'

/**
 * How far a step hangs off the line (procedure.md §1.3): `lawful` on it, `pending` not yet due; a deviation is
 * `reportable`, `serious` or `fatal` (the act is void or can be revoked).
 */
export const BREACH_LEVELS = {
  lawful: '合规',
  pending: '待办',
  reportable: '应报告',
  serious: '严重',
  fatal: '致命',
} as const
export type BreachLevel = keyof typeof BREACH_LEVELS

export const CitationShape = z.object({
  instrument: z.string(),
  article: z.number().int(),
  paragraph: z.number().int().optional(),
  item: z.number().int().optional(),
})

/**
 * One step on the plumb line of an inspection or a case: taken (with `at`) or still to come (`at` null, with its due
 * date).
 */
export const HungStep = z.object({
  step: z.string(),
  label: z.string(),
  at: z.string().nullable(),
  /** Name of who took it, or of who has to. */
  by: z.string(),
  /** Last law date in time; null where the law sets none. */
  due: z.string().nullable(),
  /** Calendar days behind the due date; 0 on the line, negative while days are left. */
  deviationDays: z.number().int(),
  level: z.enum(Object.keys(BREACH_LEVELS) as [BreachLevel, ...BreachLevel[]]),
  cites: z.array(CitationShape),
})
export type HungStep = z.infer<typeof HungStep>

type Hanging = {
  readonly step: string
  readonly label: string
  readonly at: Instant | null
  readonly by: string
  readonly due: LawDate | null
  readonly cites: readonly Citation[]
  /** The level that the step has when it is late. */
  readonly whenLate: Exclude<BreachLevel, 'lawful' | 'pending'>
}

/** Hangs one step: a step taken is measured on its own day, one still to come on `today`. */
export function hang({ whenLate, cites, ...step }: Hanging, today: LawDate): HungStep {
  const late = step.due === null ? 0 : daysBetween(step.due, step.at === null ? today : lawDateOf(step.at))
  const deviationDays = step.at === null ? late : Math.max(0, late)
  const level = late > 0 ? whenLate : step.at === null ? 'pending' : 'lawful'
  return { ...step, deviationDays, level, cites: cites.map((cite) => ({ ...cite })) }
}
