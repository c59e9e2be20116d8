import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { HungStep } from '../../../kernel/plumb-line.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import {
  AbandonPlanInput,
  AdjustPlanInput,
  AnnualPlan,
  Approval,
  ApprovePlanInput,
  ArrangePlanInput,
  BeginPlanInput,
  DeclinePlanInput,
  EditPlanInput,
  FilePlanInput,
  MonthShape,
  PlanStateShape,
  PlanUnit,
  PlanVersionInput,
  Filing,
  ReturnPlanInput,
} from '../rules/annual-plan.ts'
import * as transitions from '../transitions/annual-plan.ts'

const id = IdShape
const year = z.coerce.number().int().min(2000).max(2100)

export const BoardMonthShape = z.object({
  month: MonthShape,
  load: z.number().int(),
  keyVisits: z.number().int(),
  drawn: z.number().int(),
  done: z.number().int(),
})

export const PlanTotals = z.object({
  keyUnits: z.number().int(),
  covered: z.number().int(),
  leftOut: z.number().int(),
  keyVisits: z.number().int(),
  generalUnits: z.number().int(),
  generalDrawn: z.number().int(),
  /** Planned visits that were made, and those for which a slot is reserved. */
  done: z.number().int(),
  reserved: z.number().int(),
})

const Related = z.object({ id: z.string(), number: z.string(), state: PlanStateShape })

export const AnnualPlanView = z.object({
  plan: AnnualPlan,
  board: z.array(BoardMonthShape),
  totals: PlanTotals,
  /** The adjustment that is being prepared or took its place. */
  successor: Related.nullable(),
  line: z.array(HungStep),
  /** Left-out key units by reason. */
  leftOutBy: z.array(z.object({ code: z.string(), units: z.number().int() })),
})
export type AnnualPlanView = z.infer<typeof AnnualPlanView>

export const AnnualPlanEntry = z.object({
  id: z.string(),
  region: z.string(),
  bureauName: z.string(),
  year: z.number().int(),
  number: z.string(),
  state: PlanStateShape,
  adjustsNumber: z.string().nullable(),
  units: z.number().int(),
  visits: z.number().int(),
  leftOut: z.number().int(),
  frozenAt: z.string().nullable(),
  updatedAt: z.string(),
})
export type AnnualPlanEntry = z.infer<typeof AnnualPlanEntry>

export const AnnualLine = PlanUnit.extend({ made: z.number().int(), reserved: z.number().int() })
export type AnnualLine = z.infer<typeof AnnualLine>

export const beginPlan = endpoint({
  method: 'POST',
  path: '/planning/annual-plans',
  may: 'planning.plan',
  audit: 'planning.annual-plan-begun',
  takes: [transitions.beginPlan],
  about:
    'Begins the annual plan of the asker’s bureau for this year or the next: the capacity of each month in officer-days from the roster and the workday calendar (WSL 62(2), circular art. 2). One plan a year is prepared at a time.',
  input: BeginPlanInput,
  output: AnnualPlanView,
})

export const listAnnualPlans = endpoint({
  method: 'GET',
  path: '/planning/annual-plans',
  may: 'planning.read',
  audit: 'none',
  about: 'Annual plans of the asker’s region, the latest year first, at most 300.',
  input: z.object({ year: year.optional() }),
  output: z.object({ plans: z.array(AnnualPlanEntry) }),
})

export const getAnnualPlan = endpoint({
  method: 'GET',
  path: '/planning/annual-plans/:id',
  may: 'planning.read',
  audit: 'none',
  about:
    'One plan with its year board: capacity against load in officer-days, visits planned and made, month by month.',
  input: z.object({ id }),
  output: AnnualPlanView,
})

export const listAnnualLines = endpoint({
  method: 'GET',
  path: '/planning/annual-plans/:id/units',
  may: 'planning.read',
  audit: 'none',
  about:
    'Key units of a plan, the riskiest first, at most 500: those of a `month` (0–11), those left out with their reason (`only=left-out`), those planned and not visited yet (`only=unvisited`; exact on any day), or those whose name holds `q`.',
  input: z.object({
    id,
    month: z.coerce.number().int().min(0).max(11).optional(),
    only: z.enum(['left-out', 'unvisited']).optional(),
    q: z.string().trim().max(60).optional(),
  }),
  output: z.object({ units: z.array(AnnualLine), total: z.number().int() }),
})

export const arrangePlan = endpoint({
  method: 'POST',
  path: '/planning/annual-plans/:id/arrange',
  may: 'planning.plan',
  audit: 'planning.annual-plan-arranged',
  takes: [transitions.arrangePlan],
  about:
    'Places the visits of the year: key units by risk, general units as draws, within caps (art. 3), one level and no repetition (art. 4, 11), capacity and key periods; says what is left out and why. The same register, ledger and inputs always give the same plan. Answers when it is done; ask for the progress and stop it meanwhile.',
  input: ArrangePlanInput.extend({ id }),
  output: AnnualPlanView,
})

export const arrangingProgress = endpoint({
  method: 'GET',
  path: '/planning/annual-plans/:id/arranging',
  may: 'planning.read',
  audit: 'none',
  about: 'How far the arranging of this plan is, 0–1; `running` is false when nobody arranges it on this server.',
  input: z.object({ id }),
  output: z.object({ running: z.boolean(), share: z.number() }),
})

export const stopArranging = endpoint({
  method: 'POST',
  path: '/planning/annual-plans/:id/stop',
  may: 'planning.plan',
  audit: 'planning.annual-arranging-stopped',
  about: 'Stops the arranging of this plan on this server; the plan stays as it was.',
  input: z.object({ id }),
  output: z.object({ stopped: z.boolean() }),
})

export const editPlan = endpoint({
  method: 'POST',
  path: '/planning/annual-plans/:id/edit',
  may: 'planning.plan',
  audit: 'planning.annual-plan-edited',
  takes: [transitions.editPlan],
  about:
    'Moves, adds or takes out one visit, says why a key unit has none (`omit`), or changes how many general units a month draws. The rules that bind the solver refuse with their article. `joint` adds a business of another bureau below as a joint visit (art. 4).',
  input: EditPlanInput.extend({ id }),
  output: AnnualPlanView,
})

export const submitPlan = endpoint({
  method: 'POST',
  path: '/planning/annual-plans/:id/submit',
  may: 'planning.plan',
  audit: 'planning.annual-plan-submitted',
  takes: [transitions.submitPlan],
  about:
    'Sends the plan to the people’s government of the same level, after caps, levels and capacity were asked again.',
  input: PlanVersionInput.extend({ id }),
  output: AnnualPlanView,
})

export const returnPlan = endpoint({
  method: 'POST',
  path: '/planning/annual-plans/:id/return',
  may: 'planning.approve',
  audit: 'planning.annual-plan-returned',
  takes: [transitions.returnPlan],
  about: 'Gives a submitted plan back to be changed, with the reason.',
  input: ReturnPlanInput.extend({ id }),
  output: AnnualPlanView,
})

export const approvePlan = endpoint({
  method: 'POST',
  path: '/planning/annual-plans/:id/approve',
  may: 'planning.approve',
  audit: 'planning.annual-plan-approved',
  takes: [transitions.approvePlan],
  about:
    'Records the approval of the people’s government: who, number, instrument and day. Never by whoever drafted it.',
  input: ApprovePlanInput.extend({ id }),
  output: AnnualPlanView,
})

export const declinePlan = endpoint({
  method: 'POST',
  path: '/planning/annual-plans/:id/decline',
  may: 'planning.approve',
  audit: 'planning.annual-plan-declined',
  takes: [transitions.declinePlan],
  about: 'Records that the people’s government did not approve the plan, with the reason.',
  input: DeclinePlanInput.extend({ id }),
  output: AnnualPlanView,
})

export const redraftPlan = endpoint({
  method: 'POST',
  path: '/planning/annual-plans/:id/redraft',
  may: 'planning.plan',
  audit: 'planning.annual-plan-redrafted',
  takes: [transitions.redraftPlan],
  about: 'Takes a declined plan up again as a draft.',
  input: PlanVersionInput.extend({ id }),
  output: AnnualPlanView,
})

export const filePlan = endpoint({
  method: 'POST',
  path: '/planning/annual-plans/:id/file',
  may: 'planning.plan',
  audit: 'planning.annual-plan-filed',
  takes: [transitions.filePlan],
  about: 'Records the filing of the approved plan with the bureau above.',
  input: FilePlanInput.extend({ id }),
  output: AnnualPlanView,
})

export const freezePlan = endpoint({
  method: 'POST',
  path: '/planning/annual-plans/:id/freeze',
  may: 'planning.approve',
  audit: 'planning.annual-plan-frozen',
  takes: [transitions.freezePlan, transitions.supersedePlan],
  about:
    'Publishes the filed plan under its SHA-256. From then on it only changes by an adjustment; an adjustment takes the place of the plan before.',
  input: PlanVersionInput.extend({ id }),
  output: AnnualPlanView,
})

export const adjustPlan = endpoint({
  method: 'POST',
  path: '/planning/annual-plans/:id/adjust',
  may: 'planning.plan',
  audit: 'planning.annual-plan-adjusted',
  takes: [transitions.adjustPlan],
  about:
    'Begins an adjustment of the plan in force: a draft with the same visits, to be edited, approved and filed again. Answers with the draft.',
  input: AdjustPlanInput.extend({ id }),
  output: AnnualPlanView,
})

export const abandonPlan = endpoint({
  method: 'POST',
  path: '/planning/annual-plans/:id/abandon',
  may: 'planning.plan',
  audit: 'planning.annual-plan-abandoned',
  takes: [transitions.abandonPlan],
  about: 'Gives up a plan that was not submitted or was declined, with the reason.',
  input: AbandonPlanInput.extend({ id }),
  output: AnnualPlanView,
})

export const PublicPlan = z.object({
  id: z.string(),
  number: z.string(),
  region: z.string(),
  bureauName: z.string(),
  year: z.number().int(),
  state: PlanStateShape,
  note: z.string(),
  frozenAt: z.string(),
  hash: z.string(),
  approval: Approval.nullable(),
  filing: Filing.nullable(),
  adjusts: z.object({ number: z.string(), because: z.string() }).nullable(),
  successor: Related.nullable(),
  /** Visits by month; which business is visited in which month is not told, so that visits stay unannounced. */
  months: z.array(
    z.object({
      month: MonthShape,
      capacity: z.number().int(),
      load: z.number().int(),
      keyVisits: z.number().int(),
      drawn: z.number().int(),
    }),
  ),
  keyUnits: z.array(z.object({ name: z.string(), creditCode: z.string() })),
  generalUnits: z.number().int(),
  leftOut: z.array(z.object({ says: z.string(), units: z.number().int() })),
})
export type PublicPlan = z.infer<typeof PublicPlan>

export const listPublicPlans = endpoint({
  method: 'GET',
  path: '/planning/public-plans',
  may: 'public',
  audit: 'none',
  about: 'Published annual plans of every bureau, the latest year first, at most 300.',
  input: z.object({ year: year.optional() }),
  output: z.object({ plans: z.array(AnnualPlanEntry.omit({ updatedAt: true })) }),
})

export const getPublicPlan = endpoint({
  method: 'GET',
  path: '/planning/public-plans/:id',
  may: 'public',
  audit: 'none',
  about:
    'A published annual plan: approval, filing, the list of key units and the numbers of each month; not the month of a single business.',
  input: z.object({ id }),
  output: PublicPlan,
})
