import { z } from 'zod'
import { CitationShape } from '../../kernel/plumb-line.ts'

/** Causes that the yearly cap never blocks (circular of 2025-02-27, art. 3); each needs its proof and stays counted. */
export const EXEMPT_CAUSES = { complaint: '投诉举报', transfer: '转办交办', monitoring: '监测预警' } as const
export type ExemptCause = keyof typeof EXEMPT_CAUSES

export const VISIT_STATES = { reserved: '已预占', committed: '已入企', released: '已释放' } as const
export type VisitState = keyof typeof VISIT_STATES

/** One visit in the yearly ledger. `region` is the enterprise's, so that every level that covers the business counts it. */
export const Visit = z.object({
  id: z.string(),
  enterpriseId: z.string(),
  region: z.string(),
  /** The bureau that visits. */
  bureau: z.string(),
  year: z.number().int(),
  inspectionId: z.string(),
  state: z.enum(Object.keys(VISIT_STATES) as [VisitState, ...VisitState[]]),
  /** Whether it counts towards the yearly figures; a re-check linked to an order never does. */
  counted: z.boolean(),
  exemptCause: z.enum(Object.keys(EXEMPT_CAUSES) as [ExemptCause, ...ExemptCause[]]).nullable(),
  /** Law date planned, and after the entry the day of the entry. */
  on: z.string(),
  checkItemIds: z.array(z.string()),
})
export type Visit = z.infer<typeof Visit>

/** What the rules on caps, levels and repetition need to know about one business in one year. */
export const CapFacts = z.object({
  year: z.number().int(),
  /** Visits allowed in the year; null where no cap binds on the date. */
  cap: z.number().int().nonnegative().nullable(),
  /** Where the cap is written, for the refusal and the screens. */
  capCites: CitationShape.nullable(),
  /** Counted visits of all levels, done or reserved, without the visit in question. */
  used: z.number().int().nonnegative(),
  /** Counted visits of all levels that were really made, without the visit in question. */
  made: z.number().int().nonnegative(),
  /** The one bureau that inspects the business (art. 4). */
  responsibleBureau: z.string(),
  /** Matters that another bureau checked here this year, each with that bureau and day. */
  checkedElsewhere: z.array(z.object({ checkItemId: z.string(), bureau: z.string(), on: z.string() })),
})
export type CapFacts = z.infer<typeof CapFacts>

/** A business that the desk should choose next. */
export const DueEnterprise = z.object({
  enterpriseId: z.string(),
  name: z.string(),
  region: z.string(),
  highRisk: z.boolean(),
  grade: z.string(),
  keyUnit: z.boolean(),
  responsibleBureau: z.string(),
  lastVisitOn: z.string().nullable(),
})
export type DueEnterprise = z.infer<typeof DueEnterprise>
