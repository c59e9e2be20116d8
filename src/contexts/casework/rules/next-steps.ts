import type { Deed } from '../model.ts'
import { STEPS, whyNotNow } from '../transitions.ts'
import type { CaseStep } from '../transitions/arrow.ts'
import type { NextStep } from '../contract.ts'
import { discussionDone } from './discussion.ts'
import { legalReviewDone, procedureOf } from './review.ts'

const steps: readonly CaseStep<never>[] = STEPS

/**
 * Every step that leads on from the case's state, with what stands against it for the asker now: the buttons of the
 * screen.
 */
export const nextStepsOf = (deed: Deed): NextStep[] =>
  steps
    .filter(({ from }) => from.includes(deed.thing.state))
    .map((step) => ({
      step: step.name,
      label: step.label,
      refusals: whyNotNow(step, deed).map((refusal) => ({ ...refusal, facts: { ...refusal.facts } })),
    }))

/** Steps that move the case along its road; the others (more evidence, sending back) wait for nobody. */
const ROAD = new Set([
  'approve-filing',
  'submit-report',
  'review',
  'review-again',
  'discuss',
  'discuss-again',
  'approve-notification',
  'serve-notification',
  'propose-decision',
  'decide',
  'serve-decision',
  'record-payment',
  'propose-closing',
  'approve-closing',
  'archive',
])

/** Review and discussion are asked for only where the law asks for them and they are not done. */
function isAskedFor({ name }: CaseStep<never>, deed: Deed): boolean {
  if (name.startsWith('review')) return procedureOf(deed).legalReview && legalReviewDone.refuses(deed) !== null
  if (name.startsWith('discuss')) return procedureOf(deed).discussion && discussionDone.refuses(deed) !== null
  return true
}

/** What the case waits for from this asker: nothing stands against it and the road goes on with it. */
export const waitsFor = (deed: Deed): CaseStep<never>[] =>
  steps.filter(
    (step) =>
      ROAD.has(step.name) &&
      step.from.includes(deed.thing.state) &&
      whyNotNow(step, deed).length === 0 &&
      isAskedFor(step, deed),
  )
