import type { z } from 'zod'
import type { Act } from '../../../kernel/step.ts'
import type {
  AbandonPlanInput,
  AdjustPlanInput,
  AnnualPlan,
  ApprovePlanInput,
  ArrangePlanInput,
  BeginPlanInput,
  DeclinePlanInput,
  EditPlanInput,
  FilePlanInput,
  MonthCapacity,
  PlanPool,
  PlanUnit,
  PlanVersionInput,
  ReturnPlanInput,
} from './annual-plan.ts'
import type { UnitFacts } from './annual-plan-candidates.ts'

/** What an edit would make of the plan. */
export type EditFacts = {
  /** The business as the register and the ledger have it today; null for a change of a pool. */
  readonly business: UnitFacts | null
  /** Its row after the change, and the pool after the change. */
  readonly unit: PlanUnit | null
  readonly pool: PlanPool | null
  /** Months of its visits before and after. */
  readonly monthsBefore: readonly number[]
  readonly monthsAfter: readonly number[]
  /** Officer-days of each month after the change. */
  readonly loadAfter: readonly number[]
}

/** What the steps of an annual plan are taken with. */
export type AnnualFacts = {
  readonly edit: EditFacts | null
  /** What the solver made of the register: the content of the plan after it was arranged. */
  readonly arranged: Pick<AnnualPlan, 'capacity' | 'pools' | 'generalLeftOut' | 'solved'> | null
  readonly units: readonly PlanUnit[]
  /** Businesses of the plan as they stand today, and the capacity of today's roster. */
  readonly today: readonly UnitFacts[]
  readonly capacityToday: readonly MonthCapacity[]
  /** A plan of the year that is being prepared, or is published already. */
  readonly rival: { readonly number: string; readonly isFrozen: boolean } | null
  readonly hash: string
}

export const NO_ANNUAL_FACTS: AnnualFacts = {
  edit: null,
  arranged: null,
  units: [],
  today: [],
  capacityToday: [],
  rival: null,
  hash: '',
}

type Taken<Input extends z.ZodType> = Act<AnnualPlan, z.output<Input>, AnnualFacts>
export type BeginPlanAct = Taken<typeof BeginPlanInput>
export type ArrangePlanAct = Taken<typeof ArrangePlanInput>
export type EditPlanAct = Taken<typeof EditPlanInput>
export type PlanVersionAct = Taken<typeof PlanVersionInput>
export type ReturnPlanAct = Taken<typeof ReturnPlanInput>
export type ApprovePlanAct = Taken<typeof ApprovePlanInput>
export type DeclinePlanAct = Taken<typeof DeclinePlanInput>
export type FilePlanAct = Taken<typeof FilePlanInput>
export type AbandonPlanAct = Taken<typeof AbandonPlanInput>
export type AdjustPlanAct = Taken<typeof AdjustPlanInput>
