import type { z } from 'zod'
import type { Inspection, InspectionFacts } from '../../../contexts/inspection/model.ts'
import type { InspectionAct } from '../../../contexts/inspection/rules/acts.ts'
import type { Asker } from '../../../kernel/asker.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { whyNot, type Step } from '../../../kernel/step.ts'
import type { Instant } from '../../../kernel/time.ts'
import { INSPECTION_STATES, type InspectionState } from '../../../contexts/inspection/model.ts'
import { words } from '../words.ts'
import { photosWaiting, type VisitDraft } from './draft.ts'

type Question<Shape extends z.ZodType> = {
  readonly step: Step<InspectionState, Inspection, z.output<Shape>, InspectionFacts>
  readonly shape: Shape
  readonly input: z.output<Shape>
  readonly inspection: Inspection
  readonly facts: InspectionFacts
  readonly by: Asker
  readonly at: Instant
}

/** Rules that say of an empty field what its own shape says better. */
const SAID_BY_THE_FIELD: Readonly<Record<string, string>> = { 'deadline-not-ahead': 'rectifyBy' }

/**
 * Why the step cannot be taken with what the officer has so far, by the same shapes and rules that the server asks:
 * everything at once, so that nobody walks back to the car for the second thing.
 */
export function whyNotYet<Shape extends z.ZodType>({
  step,
  shape,
  input,
  inspection,
  facts,
  by,
  at,
}: Question<Shape>): Refusal[] {
  const issues = shape.safeParse(input).error?.issues ?? []
  const unfit = new Set(issues.map(({ path }) => String(path[0])))
  const says = [...new Set(issues.map(({ message }) => message))]
  const act: InspectionAct<z.output<Shape>> = { thing: inspection, input, facts, by, at }
  const refused = whyNot(step, act, INSPECTION_STATES).filter(({ code }) => !unfit.has(SAID_BY_THE_FIELD[code] ?? ''))
  return [...says.map((sentence) => no('field-invalid', {}, sentence)), ...refused]
}

/**
 * The photos that only this device holds are said in the officer's words, ahead of the rule that would refuse them one
 * by one.
 */
export function withPhotosWaiting(refusals: readonly Refusal[], draft: VisitDraft): Refusal[] {
  const count = photosWaiting(draft).length
  if (count === 0) return [...refusals]
  const others = refusals.filter(({ code }) => code !== 'evidence-not-received' && code !== 'finding-without-evidence')
  return [no('photos-waiting', { count }, words.missing.photos(count)), ...others]
}
