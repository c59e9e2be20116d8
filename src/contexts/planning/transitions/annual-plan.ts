import type { z } from 'zod'
import { art } from '../../../kernel/citation.ts'
import { step, type Lifecycle } from '../../../kernel/step.ts'
import {
  PLAN_STATES,
  type AbandonPlanInput,
  type AdjustPlanInput,
  type AnnualPlan,
  type ApprovePlanInput,
  type ArrangePlanInput,
  type BeginPlanInput,
  type DeclinePlanInput,
  type EditPlanInput,
  type FilePlanInput,
  type PlanState,
  type PlanVersionInput,
  type ReturnPlanInput,
} from '../rules/annual-plan.ts'
import type { AnnualFacts } from '../rules/annual-plan-acts.ts'
import {
  businessMayBeVisited,
  drawFitsPool,
  jointVisitIsShared,
  monthHasRoom,
  monthIsOpen,
  onlyKeyUnitsAreNamed,
  pastStaysAsItWas,
  planStaysWithinCap,
  removalSaysWhy,
  visitIsThere,
  visitsStandApart,
} from '../rules/annual-plan-edits.ts'
import {
  adjustmentIsDue,
  adjustmentMovesSingly,
  approvedByAGovernment,
  decisionIsInTime,
  everyKeyUnitIsAnswered,
  filedAfterApproval,
  nothingIsOverCapacity,
  nothingIsOverTheCapToday,
  planIsArranged,
  planSetsNoQuota,
  recorderDidNotDraft,
  sharesLeaveSomething,
  yearHasNoOtherPlan,
  yearIsToCome,
} from '../rules/annual-plan-steps.ts'

const CIRCULAR = art('MEM-2025-02-27', 2)
const LAW = art('WSL', 62, 2)

/** A step of the annual plan with its input. */
const planStep = <Input extends z.ZodType>(
  one: Parameters<typeof step<PlanState, AnnualPlan, z.output<Input>, AnnualFacts>>[0],
) => step<PlanState, AnnualPlan, z.output<Input>, AnnualFacts>(one)

/** The beginning of a plan, taken once on a blank one of version 0. */
export const beginPlan = planStep<typeof BeginPlanInput>({
  name: 'begin-plan',
  label: '开始编制',
  from: ['draft'],
  to: 'draft',
  may: 'planning.plan',
  cites: LAW,
  unless: [yearIsToCome, yearHasNoOtherPlan, planSetsNoQuota, sharesLeaveSomething],
  apply: ({ thing }) => thing,
})

/** The beginning of an adjustment: asked of the published plan, which stays in force until the adjustment is published. */
export const adjustPlan = planStep<typeof AdjustPlanInput>({
  name: 'adjust-plan',
  label: '开始调整',
  from: ['frozen'],
  to: 'frozen',
  may: 'planning.plan',
  cites: CIRCULAR,
  unless: [adjustmentIsDue],
  apply: ({ thing }) => thing,
})

export const arrangePlan = planStep<typeof ArrangePlanInput>({
  name: 'arrange-plan',
  label: '编排全年检查',
  from: ['draft'],
  to: 'draft',
  may: 'planning.plan',
  cites: LAW,
  unless: [adjustmentMovesSingly, planSetsNoQuota, sharesLeaveSomething],
  apply: ({ thing, input: { inputs, note }, facts: { arranged } }) => ({ ...thing, inputs, note, ...arranged }),
})

export const editPlan = planStep<typeof EditPlanInput>({
  name: 'edit-plan',
  label: '调整检查安排',
  from: ['draft'],
  to: 'draft',
  may: 'planning.plan',
  cites: CIRCULAR,
  unless: [
    visitIsThere,
    jointVisitIsShared,
    onlyKeyUnitsAreNamed,
    businessMayBeVisited,
    planStaysWithinCap,
    pastStaysAsItWas,
    monthIsOpen,
    monthHasRoom,
    visitsStandApart,
    removalSaysWhy,
    drawFitsPool,
  ],
  apply: ({ thing, facts: { edit } }) => {
    const changed = edit?.pool
    return changed ? { ...thing, pools: thing.pools.map((pool) => (pool.id === changed.id ? changed : pool)) } : thing
  },
})

export const submitPlan = planStep<typeof PlanVersionInput>({
  name: 'submit-plan',
  label: '报送政府审批',
  from: ['draft'],
  to: 'submitted',
  may: 'planning.plan',
  cites: CIRCULAR,
  unless: [planIsArranged, everyKeyUnitIsAnswered, nothingIsOverTheCapToday, nothingIsOverCapacity],
  apply: ({ thing, by }) => ({ ...thing, submittedBy: by.id, returnedBecause: '' }),
})

export const returnPlan = planStep<typeof ReturnPlanInput>({
  name: 'return-plan',
  label: '退回修改',
  from: ['submitted'],
  to: 'draft',
  may: 'planning.approve',
  cites: LAW,
  unless: [],
  apply: ({ thing, input }) => ({ ...thing, submittedBy: null, returnedBecause: input.because }),
})

export const approvePlan = planStep<typeof ApprovePlanInput>({
  name: 'approve-plan',
  label: '登记人民政府批准',
  from: ['submitted'],
  to: 'approved',
  may: 'planning.approve',
  cites: CIRCULAR,
  unless: [recorderDidNotDraft, approvedByAGovernment, decisionIsInTime],
  apply: ({ thing, input: { government, number, instrument, on } }) => ({
    ...thing,
    approval: { government, number, instrument, on },
  }),
})

export const declinePlan = planStep<typeof DeclinePlanInput>({
  name: 'decline-plan',
  label: '登记政府未批准',
  from: ['submitted'],
  to: 'declined',
  may: 'planning.approve',
  cites: CIRCULAR,
  unless: [recorderDidNotDraft, decisionIsInTime],
  apply: ({ thing, input: { because, on } }) => ({ ...thing, declined: { because, on } }),
})

export const redraftPlan = planStep<typeof PlanVersionInput>({
  name: 'redraft-plan',
  label: '重新编制',
  from: ['declined'],
  to: 'draft',
  may: 'planning.plan',
  cites: CIRCULAR,
  unless: [],
  apply: ({ thing }) => ({ ...thing, submittedBy: null, declined: null }),
})

export const filePlan = planStep<typeof FilePlanInput>({
  name: 'file-plan',
  label: '登记上级备案',
  from: ['approved'],
  to: 'filed',
  may: 'planning.plan',
  cites: CIRCULAR,
  unless: [filedAfterApproval],
  apply: ({ thing, input: { organ, number, on } }) => ({ ...thing, filing: { organ, number, on } }),
})

export const freezePlan = planStep<typeof PlanVersionInput>({
  name: 'freeze-plan',
  label: '定稿公开',
  from: ['filed'],
  to: 'frozen',
  may: 'planning.approve',
  cites: CIRCULAR,
  unless: [recorderDidNotDraft],
  apply: ({ thing, facts: { hash }, at }) => ({ ...thing, hash, frozenAt: at }),
})

/** Taken with the publication of the adjustment that takes its place. */
export const supersedePlan = planStep<typeof PlanVersionInput>({
  name: 'supersede-plan',
  label: '由调整后的计划代替',
  from: ['frozen'],
  to: 'superseded',
  may: 'planning.approve',
  cites: CIRCULAR,
  unless: [],
  apply: ({ thing }) => thing,
})

export const abandonPlan = planStep<typeof AbandonPlanInput>({
  name: 'abandon-plan',
  label: '作废',
  from: ['draft', 'declined'],
  to: 'abandoned',
  may: 'planning.plan',
  cites: LAW,
  unless: [],
  apply: ({ thing, input }) => ({ ...thing, abandonedBecause: input.because }),
})

export const annualPlanLifecycle: Lifecycle = {
  name: 'annual-plan',
  label: '年度监督检查计划',
  initial: 'draft',
  states: PLAN_STATES,
  final: ['superseded', 'abandoned'],
  steps: [
    arrangePlan,
    editPlan,
    submitPlan,
    returnPlan,
    approvePlan,
    declinePlan,
    redraftPlan,
    filePlan,
    freezePlan,
    adjustPlan,
    supersedePlan,
    abandonPlan,
  ],
}
