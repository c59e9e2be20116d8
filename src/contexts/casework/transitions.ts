import type { Refusal } from '../../kernel/refusal.ts'
import { whyNot, type AnyStep, type Lifecycle } from '../../kernel/step.ts'
import { CASE_STATES, type Deed } from './model.ts'
import type { CaseStep } from './transitions/arrow.ts'
import * as decision from './transitions/decision.ts'
import * as ending from './transitions/ending.ts'
import * as execution from './transitions/execution.ts'
import * as investigation from './transitions/investigation.ts'

/** Why the step may not be taken now, whatever will be typed: what greys out its button. */
export const whyNotNow = <Input>(step: CaseStep<Input>, deed: Deed): Refusal[] =>
  whyNot({ ...step, unless: step.gates, apply: ({ thing }) => thing }, deed, CASE_STATES)

const { proposeFiling: _beginning, ...later } = investigation
/** Every arrow by its name; `proposeFiling` lies before them. */
export const steps = { ...later, ...decision, ...execution }
export const STEPS = Object.values(steps)
/** Arrows that only a procedure beside the case takes; no button of the case leads to them. */
export const EFFECTS = ending

/** How a case lives on the straight road of the ordinary procedure. */
export const lifecycle: Lifecycle = {
  name: 'casework',
  label: '行政处罚案件（普通程序）',
  initial: 'submitted',
  states: CASE_STATES,
  final: ['declined', 'archived'],
  steps: [...STEPS, ...Object.values(EFFECTS)] satisfies readonly AnyStep[],
}
