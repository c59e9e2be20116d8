import type { Asker } from '../../../kernel/asker.ts'
import { take } from '../../../kernel/step.ts'
import { lawDateOf, type Instant } from '../../../kernel/time.ts'
import { hazardsFound } from '../../hazard/rules/found.ts'
import { HAZARD_STATES, type Hazard } from '../../hazard/model.ts'
import * as hazard from '../../hazard/transitions.ts'
import {
  INSPECTION_STATES,
  type ConcludeInput,
  type EnterInput,
  type EnterUrgentlyInput,
  type Inspection,
  type InspectionFacts,
  type OrderAgainInput,
  type OrderInput,
  type RecheckInput,
  type RecordInput,
} from '../model.ts'
import type { z } from 'zod'
import * as transitions from '../transitions.ts'
import { withJoined } from './join.ts'
import { deadlineOf, orderable, requirementOf } from './rectify.ts'

/** What a phone knows of a visit: the same pair that the server's rules look at. */
export type Visit = { readonly inspection: Inspection; readonly facts: InspectionFacts }

type Done = { readonly by: Asker; readonly at: Instant }

/** What an officer does on site, each with the input of its endpoint. */
export type OnSiteAct =
  | { readonly name: 'enter'; readonly input: z.output<typeof EnterInput>; readonly doorOf: string | null }
  | {
      readonly name: 'enterUrgently'
      readonly input: z.output<typeof EnterUrgentlyInput>
      readonly doorOf: string | null
    }
  | { readonly name: 'record'; readonly input: z.output<typeof RecordInput> }
  | { readonly name: 'order'; readonly input: z.output<typeof OrderInput> }
  | { readonly name: 'recheck'; readonly input: z.output<typeof RecheckInput> }
  | { readonly name: 'orderAgain'; readonly input: z.output<typeof OrderAgainInput> }
  | { readonly name: 'conclude'; readonly input: z.output<typeof ConcludeInput> }

type OrderSays = Parameters<typeof deadlineOf>[0] & Parameters<typeof requirementOf>[0]

const ordered = (hazards: readonly Hazard[], input: OrderSays, { by, at }: Done): Hazard[] => {
  const open = new Set(orderable(hazards).map(({ id }) => id))
  return hazards.map((one) =>
    open.has(one.id)
      ? take(
          hazard.order,
          {
            thing: one,
            input: { rectifyBy: deadlineOf(input, one.id), requirement: requirementOf(input, one.id) },
            facts: null,
            by,
            at,
          },
          HAZARD_STATES,
        )
      : one,
  )
}

const rechecked = (hazards: readonly Hazard[], input: z.output<typeof RecheckInput>, { by, at }: Done): Hazard[] =>
  hazards.map((one) => {
    const result = input.results.find(({ hazardId }) => hazardId === one.id)
    if (!result) return one
    const step = result.passed ? hazard.pass : hazard.fail
    const told = { on: lawDateOf(at), note: result.note, evidenceIds: result.evidenceIds }
    return take(step, { thing: one, input: told, facts: null, by, at }, HAZARD_STATES)
  })

/**
 * The visit as it will be after an act, by the same transitions that the server takes at the replay; the phone shows it
 * at once. Throws Refused with every reason, like the server.
 */
export function visitAfter({ inspection, facts }: Visit, act: OnSiteAct, done: Done): Visit {
  const common = { thing: inspection, ...done }
  switch (act.name) {
    case 'enter': {
      const there = { ...facts, doorOf: act.doorOf }
      return {
        inspection: take(transitions.enter, { ...common, input: act.input, facts: there }, INSPECTION_STATES),
        facts: there,
      }
    }
    case 'enterUrgently': {
      const there = { ...facts, doorOf: act.doorOf }
      return {
        inspection: take(transitions.enterUrgently, { ...common, input: act.input, facts: there }, INSPECTION_STATES),
        facts: there,
      }
    }
    case 'record': {
      const thing = withJoined(inspection, facts)
      const after = take(transitions.record, { ...common, thing, input: act.input, facts }, INSPECTION_STATES)
      const { findings } = act.input
      return {
        inspection: after,
        facts: { ...facts, hazards: hazardsFound({ findings, inspection: after, asker: done.by, at: done.at }) },
      }
    }
    case 'order':
      return {
        inspection: take(transitions.order, { ...common, input: act.input, facts }, INSPECTION_STATES),
        facts: { ...facts, hazards: ordered(facts.hazards, act.input, done) },
      }
    case 'recheck':
      return {
        inspection: take(transitions.recheck, { ...common, input: act.input, facts }, INSPECTION_STATES),
        facts: { ...facts, hazards: rechecked(facts.hazards, act.input, done) },
      }
    case 'orderAgain':
      return {
        inspection: take(transitions.orderAgain, { ...common, input: act.input, facts }, INSPECTION_STATES),
        facts: { ...facts, hazards: ordered(facts.hazards, act.input, done) },
      }
    case 'conclude':
      return {
        inspection: take(transitions.conclude, { ...common, input: act.input, facts }, INSPECTION_STATES),
        facts,
      }
  }
}
