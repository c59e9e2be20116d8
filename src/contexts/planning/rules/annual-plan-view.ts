import type { HungStep } from '../../../kernel/plumb-line.ts'
import { hang } from '../../../kernel/plumb-line.ts'
import type { AnyStep, StepTaken } from '../../../kernel/step.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { AnnualPlan, PlanUnit } from './annual-plan.ts'
import { canonical } from './draw.ts'
import { MONTHS } from './optimise-problem.ts'
import { sha256 } from './sha256.ts'

/** Repeated work on one draft hangs once, with its last hand: nobody reads fifty edits on a line. */
const REPEATED = ['arrange-plan', 'edit-plan']

function withoutRepeats(history: readonly StepTaken[]): StepTaken[] {
  return history.filter(({ step }, at) => !(REPEATED.includes(step) && history[at + 1]?.step === step))
}

const TO_COME: Readonly<Record<string, readonly string[]>> = {
  draft: ['submit-plan', 'approve-plan', 'file-plan', 'freeze-plan'],
  submitted: ['approve-plan', 'file-plan', 'freeze-plan'],
  approved: ['file-plan', 'freeze-plan'],
  filed: ['freeze-plan'],
}

/** The plan on the plumb line: what was done with its article, and what is still to come. No law sets a day for it. */
export function planLine(
  { history, state }: Pick<AnnualPlan, 'history' | 'state'>,
  { steps, today }: { readonly steps: readonly AnyStep[]; readonly today: LawDate },
): HungStep[] {
  const known = new Map(steps.map((step) => [step.name, step]))
  const hung = (name: string, at: string | null, by: string) => {
    const step = known.get(name)
    return hang(
      {
        step: name,
        label: step?.label ?? name,
        at,
        by,
        due: null,
        cites: step ? [step.cites] : [],
        whenLate: 'reportable',
      },
      today,
    )
  }
  return [
    ...withoutRepeats(history).map(({ step, at, byName }) => hung(step, at, byName)),
    ...(TO_COME[state] ?? []).map((step) => hung(step, null, '')),
  ]
}

/** What is bound when a plan is published: whoever holds the plan can compute it again. */
export const planHash = (plan: AnnualPlan, units: readonly PlanUnit[]): string =>
  sha256(
    canonical({
      format: 'plumbline-annual-plan/1',
      number: plan.number,
      region: plan.region,
      year: plan.year,
      note: plan.note,
      inputs: plan.inputs,
      capacity: plan.capacity,
      pools: plan.pools,
      generalLeftOut: plan.generalLeftOut,
      approval: plan.approval,
      filing: plan.filing,
      adjusts: plan.adjusts,
      units: units.toSorted((a, b) => (a.enterpriseId < b.enterpriseId ? -1 : 1)),
    }),
  )

export type Done = { readonly made: number; readonly reserved: number }

export type BoardMonth = {
  readonly month: number
  readonly load: number
  readonly keyVisits: number
  readonly drawn: number
  readonly done: number
}

/** The year month by month: officer-days, visits to key units, units drawn, and how many of the visits were made. */
export function boardOf(
  plan: Pick<AnnualPlan, 'pools'>,
  units: readonly PlanUnit[],
  { doneOf, drawsDone }: { readonly doneOf: (enterpriseId: string) => Done; readonly drawsDone: readonly number[] },
): BoardMonth[] {
  const board = Array.from({ length: MONTHS }, (_, month) => ({
    month,
    load: 0,
    keyVisits: 0,
    drawn: 0,
    done: drawsDone[month] ?? 0,
  }))
  for (const { months, days, enterpriseId } of units) {
    const { made } = doneOf(enterpriseId)
    months.forEach((month, nth) => {
      const here = board[month]
      if (!here) return
      here.load += days
      here.keyVisits += 1
      // Visits made settle the planned ones in their order, whichever month they were made in.
      if (nth < made) here.done += 1
    })
  }
  for (const { drawn, days } of plan.pools) {
    drawn.forEach((count, month) => {
      const here = board[month]
      if (!here) return
      here.load += count * days
      here.drawn += count
    })
  }
  return board
}
