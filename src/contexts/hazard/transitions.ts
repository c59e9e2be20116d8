import { art } from '../../kernel/citation.ts'
import { step, type Act, type Lifecycle } from '../../kernel/step.ts'
import { HAZARD_STATES, type AskMoreTime, type Hazard, type HazardState, type ReportInput } from './model.ts'
import {
  askedBeforeTheEnd,
  asksForLater,
  asksOnce,
  isAsking,
  somethingIsAsked,
  withinWhatWasAsked,
  type AnswerMoreTime,
} from './rules/more-time.ts'
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
    moreTime: null,
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
  stops: ['D-05'],
  // Whoever reports it put right needs no more time.
  apply: ({ thing, input, at }) => ({
    ...thing,
    moreTime: isAsking(thing) ? null : (thing.moreTime ?? null),
    rectification: { at, text: input.text, evidenceIds: input.evidenceIds },
  }),
})

/** The business asks for more time; the bureau answers within its clock (D-05). */
export const askMoreTime = step<HazardState, Hazard, AskMoreTime, null>({
  name: 'ask-more-time',
  label: '申请延长整改期限',
  from: ['ordered'],
  to: 'ordered',
  may: REPORT_PERMISSION,
  cites: art('WSL', 41, 2),
  unless: [askedBeforeTheEnd, asksForLater, asksOnce],
  starts: ['D-05'],
  apply: ({ thing, input, by, at }) => ({
    ...thing,
    moreTime: { askedAt: at, until: input.until, reason: input.reason, by: by.name, answer: null },
  }),
})

const answered =
  (granted: boolean) =>
  ({ thing, input, by, at }: Act<Hazard, AnswerMoreTime, null>): Hazard => ({
    ...thing,
    rectifyBy: granted ? input.until : thing.rectifyBy,
    moreTime: thing.moreTime
      ? { ...thing.moreTime, answer: { granted, until: input.until, because: input.because, at, by: by.name } }
      : null,
  })

/** Taken with the answer of the inspection, which asked who may answer before. */
export const grantMoreTime = step<HazardState, Hazard, AnswerMoreTime, null>({
  name: 'grant-more-time',
  label: '同意延长整改期限',
  from: ['ordered'],
  to: 'ordered',
  may: 'inspection.extend',
  cites: art('WSL', 65, 1, 2),
  unless: [somethingIsAsked, withinWhatWasAsked],
  stops: ['D-05'],
  apply: answered(true),
})

export const refuseMoreTime = step<HazardState, Hazard, AnswerMoreTime, null>({
  name: 'refuse-more-time',
  label: '不同意延长整改期限',
  from: ['ordered'],
  to: 'ordered',
  may: 'inspection.extend',
  cites: art('WSL', 65, 1, 2),
  unless: [somethingIsAsked],
  stops: ['D-05'],
  apply: answered(false),
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
  steps: [order, askMoreTime, grantMoreTime, refuseMoreTime, reportRectified, pass, fail],
}
