import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import { StepAnswer } from '../contract.ts'
import { EnterUrgentlyInput } from '../model.ts'
import { enterUrgently as enterUrgentlyStep } from '../transitions.ts'

export const enterUrgently = endpoint({
  method: 'POST',
  path: '/inspection/:id/enter-urgently',
  may: 'inspection.enter',
  audit: 'inspection.entered-urgently',
  takes: [enterUrgentlyStep],
  about:
    'Enters a business before the plan is approved, with what could not wait; everything else as at any door. Starts the hours in which the approval is made up (D-02). `number` is that of the notice, when a phone printed it.',
  input: EnterUrgentlyInput.extend({ id: IdShape }),
  output: StepAnswer,
})

export const ratify = endpoint({
  method: 'POST',
  path: '/inspection/:id/ratify',
  may: 'inspection.approve-plan',
  audit: 'inspection.plan-ratified',
  about:
    'The head’s word on an urgent visit: agreed, and D02 is written under the serial of the visit, or not, and the visit stays flagged. Once; by nobody who drafted the plan or took part (circular art. 6). The visit goes on meanwhile.',
  input: z.object({
    id: IdShape,
    agreed: z.boolean(),
    opinion: z.string('请填写审批意见').trim().min(1, '请填写审批意见').max(2000, '审批意见过长'),
  }),
  output: StepAnswer,
})
