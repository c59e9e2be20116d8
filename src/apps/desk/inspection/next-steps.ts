import type { Inspection, InspectionFacts } from '../../../contexts/inspection/model.ts'
import { INSPECTION_STATES } from '../../../contexts/inspection/model.ts'
import {
  approverIsNotDrafter,
  askerTakesPart,
  twoCertifiedOfficers,
  twoCertifiedOfficersApproved,
} from '../../../contexts/inspection/rules/officers.ts'
import { answererTookNoPart, somebodyAsks } from '../../../contexts/inspection/rules/more-time.ts'
import { nothingIsOpen, somethingFailed, somethingToOrder } from '../../../contexts/inspection/rules/rectify.ts'
import { urgentVisitIsDecided } from '../../../contexts/inspection/rules/urgent.ts'
import { lifecycle } from '../../../contexts/inspection/transitions.ts'
import type { Asker } from '../../../kernel/asker.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { bindsOn, type Rule } from '../../../kernel/rule.ts'
import { whyNotOffered, type Act, type AnyStep } from '../../../kernel/step.ts'
import { lawDateOf, type Instant } from '../../../kernel/time.ts'

type Gate = Rule<Act<Inspection, never, InspectionFacts>>

/** Rules of each step that ask nothing of the input, so that the button can say beforehand what is missing. */
const GATES: Readonly<Record<string, readonly Gate[]>> = {
  'approve-plan': [approverIsNotDrafter, twoCertifiedOfficersApproved],
  order: [askerTakesPart, twoCertifiedOfficers, somethingToOrder],
  'answer-more-time': [somebodyAsks, answererTookNoPart],
  recheck: [askerTakesPart, twoCertifiedOfficers],
  'order-again': [askerTakesPart, twoCertifiedOfficers, somethingFailed],
  conclude: [nothingIsOpen, urgentVisitIsDecided],
}

export type Offered = { readonly step: AnyStep; readonly refusals: readonly Refusal[] }

/** The arrows that lead on from here, each with what still stands in its way. */
export function offeredSteps({
  thing,
  facts,
  by,
  at,
}: {
  thing: Inspection
  facts: InspectionFacts
  by: Asker
  at: Instant
}): Offered[] {
  return lifecycle.steps
    .filter((step) => step.from.includes(thing.state) && step.name !== 'revise-plan')
    .map((step) => {
      const closed = whyNotOffered(step, thing, by, INSPECTION_STATES)
      if (closed.length > 0) return { step, refusals: closed }
      // The gates look at thing, facts, asker and time only; there is no input yet.
      const act = { thing, facts, by, at, input: {} as never }
      return {
        step,
        refusals: (GATES[step.name] ?? []).flatMap((gate) => {
          const refusal = bindsOn(gate, lawDateOf(at)) ? gate.refuses(act) : null
          return refusal ? [{ ...refusal, cites: refusal.cites ?? gate.cites }] : []
        }),
      }
    })
}
