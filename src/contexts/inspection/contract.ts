import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'
import { HungStep } from '../../kernel/plumb-line.ts'
import { IdShape, LawDateShape } from '../../kernel/shapes.ts'
import { PaperEntry } from '../document/model.ts'
import { Harbour, Hazard } from '../hazard/model.ts'
import { Enterprise } from '../registry/model.ts'
import {
  AnswerMoreTimeInput,
  ApproveInput,
  CancelInput,
  ConcludeInput,
  EnterInput,
  Inspection,
  INSPECTION_STATES,
  InspectionFacts,
  OnSiteMax,
  OrderAgainInput,
  OrderInput,
  PlanInput,
  PlannedItem,
  RecheckInput,
  RecordInput,
  type InspectionState,
} from './model.ts'
import * as transitions from './transitions.ts'

const id = IdShape
const State = z.enum(Object.keys(INSPECTION_STATES) as [InspectionState, ...InspectionState[]])

/** What a step answers: the inspection after it and the papers that it wrote, in the order of their issue. */
export const StepAnswer = z.object({
  inspection: Inspection,
  papers: z.array(PaperEntry.pick({ id: true, template: true, number: true, title: true })),
})
export type StepAnswer = z.infer<typeof StepAnswer>

/** A period that runs, as the foot of the plumb line shows it. */
export const RunningClock = z.object({
  id: z.string(),
  what: z.string(),
  startedOn: z.string(),
  due: z.string().nullable(),
  /** Calendar days left; negative when overdue, null where the law sets no number. */
  daysLeft: z.number().int().nullable(),
  confidence: z.string(),
})

export const InspectionEntry = Inspection.pick({
  id: true,
  state: true,
  version: true,
  region: true,
  enterpriseId: true,
  enterpriseName: true,
  reason: true,
  plannedOn: true,
  officers: true,
  serial: true,
  rectifyBy: true,
  draftedBy: true,
  urgent: true,
})
export type InspectionEntry = z.infer<typeof InspectionEntry>

export const InspectionFile = z.object({
  inspection: Inspection,
  facts: InspectionFacts,
  hazards: z.array(Hazard),
  papers: z.array(PaperEntry),
  enterprise: Enterprise,
  clocks: z.array(RunningClock),
  plumbLine: z.array(HungStep),
})
export type InspectionFile = z.infer<typeof InspectionFile>

export const draftPlan = endpoint({
  method: 'POST',
  path: '/inspection/plans',
  may: 'inspection.draft',
  audit: 'inspection.plan-drafted',
  takes: [transitions.draftPlan],
  about:
    'Drafts the plan of a visit and reserves its slot of the year. Refused beyond the yearly cap (circular art. 3), for another level’s business (art. 4), with fewer than two certified officers (APL 42). The device may send the id; a phone that began an urgent visit without network sends the plan when it is back: it counts on the day of the act, and the phone holds the visit.',
  input: PlanInput.extend({ id: id.optional(), enterpriseId: id }),
  output: StepAnswer,
})

export const revisePlan = endpoint({
  method: 'POST',
  path: '/inspection/:id/revise-plan',
  may: 'inspection.draft',
  audit: 'inspection.plan-revised',
  takes: [transitions.revisePlan],
  about: 'Changes a plan that is not approved yet; the slot of the year moves along.',
  input: PlanInput.extend({ id, version: z.number().int() }),
  output: StepAnswer,
})

export const approvePlan = endpoint({
  method: 'POST',
  path: '/inspection/:id/approve-plan',
  may: 'inspection.approve-plan',
  audit: 'inspection.plan-approved',
  takes: [transitions.approvePlan],
  about:
    'Approves the plan and writes D02 with the serial that all papers of the visit share. The approver is not the drafter (circular art. 6).',
  input: ApproveInput.extend({ id }),
  output: StepAnswer,
})

export const enter = endpoint({
  method: 'POST',
  path: '/inspection/:id/enter',
  may: 'inspection.enter',
  audit: 'inspection.entered',
  takes: [transitions.enter],
  about:
    'Enters the business by its door code (or its credit code, typed), writes the notice JCTZ and counts the visit. The cap is asked once more.',
  input: EnterInput.extend({ id }),
  output: StepAnswer,
})

export const record = endpoint({
  method: 'POST',
  path: '/inspection/:id/record',
  may: 'inspection.record',
  audit: 'inspection.recorded',
  takes: [transitions.record],
  about:
    'Writes the record D03 with its signatures; each finding becomes a hazard of the same id. Photos are uploaded before, under POST /evidence. A party’s refusal to sign is noted (WSL 68).',
  input: RecordInput.extend({ id }),
  output: StepAnswer,
})

export const order = endpoint({
  method: 'POST',
  path: '/inspection/:id/order',
  may: 'inspection.order',
  audit: 'inspection.ordered',
  takes: [transitions.order],
  about:
    'Orders every hazard to be put right (D05), each until its date, and for major hazards measures on the spot (D04, WSL 65). No penalty.',
  input: OrderInput.extend({ id }),
  output: StepAnswer,
})

export const answerMoreTime = endpoint({
  method: 'POST',
  path: '/inspection/:id/answer-more-time',
  may: 'inspection.extend',
  audit: 'inspection.more-time-answered',
  takes: [transitions.answerMoreTime],
  about:
    'Answers a business that asked for more time for one hazard (clock D-05): YQSP for the file, YQDF for the business. Whoever took part in the visit does not answer.',
  input: AnswerMoreTimeInput.extend({ id }),
  output: StepAnswer,
})

export const recheck = endpoint({
  method: 'POST',
  path: '/inspection/:id/recheck',
  may: 'inspection.recheck',
  audit: 'inspection.rechecked',
  takes: [transitions.recheck],
  about:
    'Passes or fails every hazard under order and writes D06. A re-check is no new visit and needs no slot (circular art. 4).',
  input: RecheckInput.extend({ id }),
  output: StepAnswer,
})

export const orderAgain = endpoint({
  method: 'POST',
  path: '/inspection/:id/order-again',
  may: 'inspection.order',
  audit: 'inspection.ordered-again',
  takes: [transitions.orderAgain],
  about: 'Gives what failed at the re-check a new date and writes another D05.',
  input: OrderAgainInput.extend({ id }),
  output: StepAnswer,
})

export const conclude = endpoint({
  method: 'POST',
  path: '/inspection/:id/conclude',
  may: 'inspection.close',
  audit: 'inspection.concluded',
  takes: [transitions.conclude],
  about: 'Closes the inspection when every hazard was put right; a penalty does not replace the correction (APL 28).',
  input: ConcludeInput.extend({ id }),
  output: StepAnswer,
})

export const cancel = endpoint({
  method: 'POST',
  path: '/inspection/:id/cancel',
  may: 'inspection.draft',
  audit: 'inspection.cancelled',
  takes: [transitions.cancel],
  about: 'Cancels a plan before the visit and gives its slot of the year back.',
  input: CancelInput.extend({ id }),
  output: StepAnswer,
})

export const getInspection = endpoint({
  method: 'GET',
  path: '/inspection/:id',
  may: 'inspection.read',
  audit: 'inspection.read',
  about:
    'One inspection with everything that its rules look at (`facts`), its hazards, papers, running clocks and plumb line. The field app keeps it for the visit.',
  input: z.object({ id }),
  output: InspectionFile,
})

export const visitHarbours = endpoint({
  method: 'GET',
  path: '/inspection/:id/safe-harbours',
  may: 'inspection.read',
  audit: 'inspection.read',
  about:
    'For each hazard of the visit the branch of the safe harbour (circular art. 10): a self-report before the door was scanned, with treatment under way, proposes no penalty. Empty before the visit.',
  input: z.object({ id }),
  output: z.object({ harbours: z.array(Harbour) }),
})

export const listInspections = endpoint({
  method: 'GET',
  path: '/inspection',
  may: 'inspection.read',
  audit: 'none',
  about:
    'Inspections in scope, the latest planned first, 50 a page; `after` is the `next` of the page before. `total` stops at 10,000: then `isMore` is true. `mine`: where the asker is an officer or the drafter.',
  input: z.object({
    mine: z.enum(['true', 'false']).optional(),
    /** Urgent visits that still wait for the head's word. */
    unratified: z.literal('true').optional(),
    state: State.optional(),
    enterpriseId: id.optional(),
    search: z.string().trim().max(100, '检索词过长').optional(),
    after: z.string().max(100).optional(),
  }),
  output: z.object({
    inspections: z.array(InspectionEntry),
    next: z.string().nullable(),
    total: z.number().int(),
    isMore: z.boolean(),
  }),
})

export const todaysInspections = endpoint({
  method: 'GET',
  path: '/inspection/today',
  may: 'inspection.read',
  audit: 'none',
  about:
    'What the asker as an officer has to do: plans due until tomorrow, visits begun, records without order, re-checks due within three days. At most 100, the most urgent first.',
  input: z.object({}),
  output: z.object({
    inspections: z.array(InspectionEntry.extend({ address: z.string(), dueOn: z.string().nullable() })),
  }),
})

export const suggestItems = endpoint({
  method: 'GET',
  path: '/inspection/suggested-items',
  may: 'inspection.read',
  audit: 'none',
  about:
    'Published check items for the sectors of a business on a date, must-check ones (必查) first; items with major-hazard criteria carry their codes. Beside them the most people who may be on site without a reason.',
  input: z.object({ enterpriseId: id, date: LawDateShape }),
  output: z.object({ items: z.array(PlannedItem), onSiteMax: OnSiteMax.nullable() }),
})
