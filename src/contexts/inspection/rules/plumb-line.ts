import { art } from '../../../kernel/citation.ts'
import { hang, type HungStep } from '../../../kernel/plumb-line.ts'
import type { StepTaken } from '../../../kernel/step.ts'
import { addDays, daysBetween, lawDateOf, type LawDate } from '../../../kernel/time.ts'
import type { Clock } from '../../law/model.ts'
import { citationOf } from '../../law/rules/lawbook.ts'
import type { Inspection, Ratification } from '../model.ts'
import { hangRatification, ratifyDue } from './urgent.ts'
import { draftPlan, lifecycle } from '../transitions.ts'

/** D-03, the re-check: so many days from the end of the period of rectification; D-02: the hours of an urgent visit. */
export type InspectionClocks = { readonly recheck: Clock | null; readonly ratify?: Clock | null }

type At = {
  readonly clocks: InspectionClocks
  readonly today: LawDate
  /** The head's word on an urgent visit; null until it is given. */
  readonly ratification?: Ratification | null
}

const BREACH = { F: 'fatal', S: 'serious', R: 'reportable' } as const

const arrowOf = (name: string) => [draftPlan, ...lifecycle.steps].find((step) => step.name === name)

/** Last day of the re-check after an order whose period ends on `rectifyBy`; the longest reading, calendar days. */
export const recheckDue = (rectifyBy: LawDate, { recheck }: InspectionClocks): LawDate | null =>
  recheck?.n ? addDays(rectifyBy, recheck.n) : null

/**
 * The plumb line of an inspection: every step taken in order, and the next one that has a date. The record belongs to
 * the day of the entry (procedure.md §1.2.3, I5); the re-check follows the end of the period by its clock; planning
 * lies before the planned day.
 */
export function plumbLineOf(inspection: Inspection, { clocks, today, ratification = null }: At): HungStep[] {
  let orders = 0
  let entered: LawDate | null = null
  const hung = inspection.history.map((taken: StepTaken) => {
    const due = dueOf(taken.step)
    if (taken.step === 'enter' || taken.step === 'enter-urgently') entered = lawDateOf(taken.at)
    if (taken.step === 'order' || taken.step === 'order-again') orders += 1
    return hang(
      { step: taken.step, label: arrowOf(taken.step)?.label ?? taken.step, at: taken.at, by: taken.byName, ...due },
      today,
    )
  })
  const made = hangRatification(inspection, { ratification, clock: clocks.ratify ?? null, today })
  const line = [...hung, ...made].toSorted((a, b) => (a.at ?? '9').localeCompare(b.at ?? '9'))
  const next = pendingStep(inspection)
  return next ? [...line, hang({ ...next, at: null, ...dueOf(next.step) }, today)] : line

  function dueOf(step: string) {
    const cites = [arrowOf(step)?.cites ?? art('WSL', 65)]
    if (step === 'approve-plan' || (step === 'enter' && entered === null)) {
      return { due: step === 'enter' ? null : inspection.plannedOn, cites, whenLate: 'serious' as const }
    }
    if (step === 'record') return { due: entered, cites, whenLate: 'reportable' as const }
    const rectifyBy = inspection.orders?.[orders - 1]?.rectifyBy ?? inspection.rectifyBy
    if (step === 'recheck' && rectifyBy) {
      const { recheck } = clocks
      return {
        due: recheckDue(rectifyBy, clocks),
        cites: [...cites, ...(recheck?.basis ?? []).map(citationOf)],
        whenLate: recheck?.breach ? BREACH[recheck.breach] : ('reportable' as const),
      }
    }
    return { due: null, cites, whenLate: 'reportable' as const }
  }
}

const NEXT = {
  drafted: 'approve-plan',
  approved: 'enter',
  entered: 'record',
  recorded: 'order',
  ordered: 'recheck',
  rechecked: 'conclude',
} as const

/** The step that the inspection waits for, with who takes it. */
function pendingStep(inspection: Inspection): { step: string; label: string; by: string } | null {
  if (inspection.state === 'concluded' || inspection.state === 'cancelled') return null
  const step = NEXT[inspection.state]
  const by = step === 'approve-plan' ? '部门负责人' : inspection.officers.map(({ name }) => name).join('、')
  return { step, label: arrowOf(step)?.label ?? step, by }
}

export type Running = {
  readonly id: string
  readonly what: string
  readonly startedOn: LawDate
  readonly due: LawDate | null
  readonly daysLeft: number | null
  readonly confidence: string
}

/** A business that waits for its answer to an application for more time (D-05). */
export type Asking = { readonly clock: Clock; readonly askedOn: LawDate; readonly due: LawDate }

/** What runs at the foot of the line: the business's period of rectification and the bureau's re-check behind it. */
export function runningClocks(
  inspection: Inspection,
  { clocks, today, ratification = null, asking = [] }: At & { readonly asking?: readonly Asking[] },
): Running[] {
  const ratifying = ratification ? [] : ratifyClock(inspection, { clocks, today })
  const { rectifyBy, orderedOn, state } = inspection
  if (state !== 'ordered' || !rectifyBy || !orderedOn) return ratifying
  const due = recheckDue(rectifyBy, clocks)
  return [
    ...ratifying,
    {
      id: 'rectification',
      what: '整改期限',
      startedOn: orderedOn,
      due: rectifyBy,
      daysLeft: daysBetween(today, rectifyBy),
      confidence: '✔',
    },
    ...(clocks.recheck
      ? [
          {
            id: clocks.recheck.id,
            what: clocks.recheck.what,
            startedOn: rectifyBy,
            due,
            daysLeft: due === null ? null : daysBetween(today, due),
            confidence: clocks.recheck.confidence,
          },
        ]
      : []),
    ...asking.map(({ clock, askedOn, due: answerBy }) => ({
      id: `${clock.id} ${askedOn}`,
      what: clock.what,
      startedOn: askedOn,
      due: answerBy,
      daysLeft: daysBetween(today, answerBy),
      confidence: clock.confidence,
    })),
  ]
}

function ratifyClock(inspection: Inspection, { clocks: { ratify = null }, today }: At): Running[] {
  const due = inspection.urgent ? ratifyDue(inspection, ratify) : null
  if (!due || !ratify || !inspection.entry) return []
  const dueOn = lawDateOf(due)
  return [
    {
      id: ratify.id,
      what: ratify.what,
      startedOn: lawDateOf(inspection.entry.at),
      due: dueOn,
      daysLeft: daysBetween(today, dueOn),
      confidence: ratify.confidence,
    },
  ]
}
