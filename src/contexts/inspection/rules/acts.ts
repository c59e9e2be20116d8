import type { z } from 'zod'
import type { Act } from '../../../kernel/step.ts'
import type {
  AnswerMoreTimeInput,
  ApproveInput,
  CancelInput,
  ConcludeInput,
  EnterInput,
  EnterUrgentlyInput,
  Inspection,
  InspectionFacts,
  OrderAgainInput,
  OrderInput,
  PlanInput,
  RecheckInput,
  RecordInput,
} from '../model.ts'

/** An act on an inspection; `InspectionAct` alone is one whose input no rule looks at. */
export type InspectionAct<Input = unknown> = Act<Inspection, Input, InspectionFacts>

export type PlanAct = InspectionAct<PlanInput>
export type ApproveAct = InspectionAct<z.output<typeof ApproveInput>>
export type EnterAct = InspectionAct<z.output<typeof EnterInput>>
export type EnterUrgentlyAct = InspectionAct<z.output<typeof EnterUrgentlyInput>>
export type RecordAct = InspectionAct<z.output<typeof RecordInput>>
export type OrderAct = InspectionAct<z.output<typeof OrderInput>>
export type OrderAgainAct = InspectionAct<z.output<typeof OrderAgainInput>>
export type RecheckAct = InspectionAct<z.output<typeof RecheckInput>>
export type AnswerMoreTimeAct = InspectionAct<z.output<typeof AnswerMoreTimeInput>>
export type ConcludeAct = InspectionAct<z.output<typeof ConcludeInput>>
export type CancelAct = InspectionAct<z.output<typeof CancelInput>>
