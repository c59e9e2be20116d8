import { art } from '../../kernel/citation.ts'
import { step, type Act, type Lifecycle } from '../../kernel/step.ts'
import { HAZARD_STATES, type Hazard, type HazardState, type ReportInput } from './model.ts'
import { REPORT_PERMISSION, reportEvidenceIsHeld, type ReportFacts } from './rules/report.ts'

type OrderInput = { readonly rectifyBy: string; readonly requirement: string | null }
type RecheckInput = { readonly on: string; readonly note: string; readonly evidenceIds: readonly string[] }

/** Taken with the order of the inspection, which asked the rules on dates before. */
export const order = step<HazardState, Hazard, OrderInput, null>({
  name: 'order',
  label: '责令整改',
  from: ['found', 'failed'],
  to: 'ordered',
  may: 'inspection.order',
  cites: art('WSL', 65, 1, 2),
  unless: [],
  apply: ({ thing, input }) => ({
    ...thing,
    rectifyBy: input.rectifyBy,
    requirement: input.requirement ?? thing.requirement ?? null,
    rectification: null,
    recheck: null,
  }),
})

/** The business reports, and may report again with more until the officers come. */
export const reportRectified = step<HazardState, Hazard, ReportInput, ReportFacts>({
  name: 'report-rectified',
  label: '上报整改',
  from: ['ordered', 'reported'],
  to: 'reported',
  may: REPORT_PERMISSION,
  cites: art('WSL', 41, 2),
  unless: [reportEvidenceIsHeld],
  apply: ({ thing, input, at }) => ({
    ...thing,
    rectification: { at, text: input.text, evidenceIds: input.evidenceIds },
  }),
})

const rechecked =
  (passed: boolean) =>
  ({ thing, input }: Act<Hazard, RecheckInput, null>): Hazard => ({
    ...thing,
    recheck: { on: input.on, passed, note: input.note },
    evidenceIds: [...new Set([...thing.evidenceIds, ...input.evidenceIds])],
  })

export const pass = step<HazardState, Hazard, RecheckInput, null>({
  name: 'pass',
  label: '复查合格',
  from: ['ordered', 'reported'],
  to: 'passed',
  may: 'inspection.recheck',
  cites: art('WSL', 65, 1, 2),
  unless: [],
  apply: rechecked(true),
})

export const fail = step<HazardState, Hazard, RecheckInput, null>({
  name: 'fail',
  label: '复查不合格',
  from: ['ordered', 'reported'],
  to: 'failed',
  may: 'inspection.recheck',
  cites: art('WSL', 65, 1, 2),
  unless: [],
  apply: rechecked(false),
})

export const lifecycle: Lifecycle = {
  name: 'hazard',
  label: '事故隐患',
  initial: 'found',
  states: HAZARD_STATES,
  final: ['passed'],
  steps: [order, reportRectified, pass, fail],
}
