import type { Asker } from './asker.ts'
import type { Citation } from './citation.ts'
import { no, Refused, type Refusal } from './refusal.ts'
import { bindsOn, type Rule } from './rule.ts'
import { lawDateOf, type Instant } from './time.ts'

/** A step that was taken: what the plumb line hangs up. */
export type StepTaken = {
  readonly step: string
  readonly at: Instant
  readonly by: string
  readonly byName: string
  /** The head in whose stead he acted, by a written mandate. */
  readonly insteadOf?: string | undefined
}

/** What every thing with a lifecycle carries. `version` rises by one a step; a stale one is a conflict. */
export type Living<State extends string> = {
  readonly state: State
  readonly version: number
  readonly history: readonly StepTaken[]
}

/** All that a rule may look at: the thing, what is asked for, facts of other contexts, who asks, and when. */
export type Act<Thing, Input, Facts> = {
  readonly thing: Thing
  readonly input: Input
  readonly facts: Facts
  readonly by: Asker
  readonly at: Instant
}

/** One arrow of a lifecycle: who may take it, on what authority, what stops it, and which paper it writes. */
export type Step<State extends string, Thing extends Living<State>, Input, Facts> = {
  readonly name: string
  /** The law's own word for the step, shown on screens and papers. */
  readonly label: string
  readonly from: readonly State[]
  readonly to: State
  readonly may: string
  readonly cites: Citation
  readonly unless: readonly Rule<Act<Thing, Input, Facts>>[]
  /** Code of the paper template that the step writes, e.g. D03. */
  readonly writes?: readonly string[]
  /** Clocks of the deadline catalogue (D-16 …) that start or stop with the step. */
  readonly starts?: readonly string[]
  readonly stops?: readonly string[]
  /**
   * The thing after the step, as far as the step itself changes it; state, version and history follow by themselves.
   */
  readonly apply: (act: Act<Thing, Input, Facts>) => Thing
}

// oxlint-disable-next-line no-explicit-any -- a lifecycle lists steps of unlike inputs; each keeps its type where it is taken
export type AnyStep = Step<any, any, any, any>

export type Lifecycle = {
  readonly name: string
  readonly label: string
  readonly initial: string
  readonly states: Readonly<Record<string, string>>
  /** States that need no way out. */
  readonly final: readonly string[]
  readonly steps: readonly AnyStep[]
}

/**
 * Why the step may not be taken at all by this person in this state, before any input is known; empty means it may be
 * offered.
 */
export function whyNotOffered<State extends string, Thing extends Living<State>>(
  step: Pick<AnyStep, 'from' | 'may' | 'cites' | 'label'>,
  thing: Thing,
  by: Asker,
  labels: Readonly<Record<string, string>> = {},
): Refusal[] {
  if (!step.from.includes(thing.state)) {
    const facts = {
      step: step.label,
      is: labels[thing.state] ?? thing.state,
      needs: step.from.map((state) => labels[state] ?? state).join('、'),
    }
    return [{ ...no('wrong-state', facts, '当前状态为“{is}”，不能办理“{step}”', '先办到“{needs}”'), cites: step.cites }]
  }
  if (!by.permissions.includes(step.may)) {
    return [
      {
        ...no(
          'not-permitted',
          { needs: step.may, step: step.label },
          '您没有办理“{step}”的权限',
          '请交由有权限的人员办理',
        ),
        cites: step.cites,
      },
    ]
  }
  return []
}

/** The one answer used by the server to refuse and by the screens to grey out a button. Empty means yes. */
export function whyNot<State extends string, Thing extends Living<State>, Input, Facts>(
  step: Step<State, Thing, Input, Facts>,
  act: Act<Thing, Input, Facts>,
  labels?: Readonly<Record<string, string>>,
): Refusal[] {
  const closed = whyNotOffered(step, act.thing, act.by, labels)
  if (closed.length > 0) return closed
  const today = lawDateOf(act.at)
  return step.unless.flatMap((rule) => {
    const refusal = bindsOn(rule, today) ? rule.refuses(act) : null
    return refusal ? [{ ...refusal, cites: refusal.cites ?? rule.cites }] : []
  })
}

/** Takes the step or throws Refused with every reason at once. */
export function take<State extends string, Thing extends Living<State>, Input, Facts>(
  step: Step<State, Thing, Input, Facts>,
  act: Act<Thing, Input, Facts>,
  labels?: Readonly<Record<string, string>>,
): Thing {
  const refusals = whyNot(step, act, labels)
  if (refusals.length > 0) throw new Refused(refusals)
  const mandate = act.by.standsIn?.find(({ lends }) => lends.includes(step.may))
  const taken: StepTaken = {
    step: step.name,
    at: act.at,
    by: act.by.id,
    byName: act.by.name,
    ...(mandate ? { insteadOf: mandate.for } : {}),
  }
  return { ...step.apply(act), state: step.to, version: act.thing.version + 1, history: [...act.thing.history, taken] }
}

export const step = <State extends string, Thing extends Living<State>, Input, Facts>(
  step: Step<State, Thing, Input, Facts>,
): Step<State, Thing, Input, Facts> => step
