import { art } from '../../kernel/citation.ts'
import { step, type Lifecycle } from '../../kernel/step.ts'
import { lawDateOf } from '../../kernel/time.ts'
import { INSPECTION_STATES, type Inspection, type InspectionState } from './model.ts'
import type {
  AnswerMoreTimeAct,
  ApproveAct,
  CancelAct,
  ConcludeAct,
  EnterAct,
  EnterUrgentlyAct,
  InspectionAct,
  OrderAct,
  OrderAgainAct,
  PlanAct,
  RecheckAct,
  RecordAct,
} from './rules/acts.ts'
import {
  approverIsNotDrafter,
  askerTakesPart,
  bureauActsForItself,
  certifiedAmong,
  everyPlannedOfficerIsCertified,
  snapshotOf,
  twoCertifiedOfficers,
  twoCertifiedOfficersApproved,
  twoCertifiedOfficersPlanned,
} from './rules/officers.ts'
import {
  doorBelongsToTheBusiness,
  everyItemIsPublished,
  noCrowdOnSite,
  plannedDayIsNotOver,
  visitMayBeMade,
  visitMayBePlanned,
} from './rules/plan.ts'
import { answererTookNoPart, grantNamesItsDay, somebodyAsks, withLaterEnd } from './rules/more-time.ts'
import {
  deadlinesLieAhead,
  differencesAreExplained,
  everyHazardIsRechecked,
  measuresOnlyOnMajorHazards,
  nothingIsOpen,
  principalSignsForMajor,
  recheckEvidenceIsHeld,
  somethingFailed,
  somethingToOrder,
} from './rules/rectify.ts'
import { officersSigned, partySignedOrRefused } from './rules/signatures.ts'
import {
  absenceIsExplained,
  answersFitThePlan,
  everyFindingHasEvidence,
  everyMandatoryItemIsAnswered,
  everyNonconformityIsDescribed,
  majorOnlyWithItsCriterion,
  longVisitIsRecorded,
  timesRunForward,
} from './rules/site.ts'
import { urgencyIsExplained, urgentVisitIsDecided } from './rules/urgent.ts'

type Of<Act> = Act extends InspectionAct<infer Input> ? Input : never
const inspectionStep = <Act extends InspectionAct>(
  arrow: Parameters<typeof step<InspectionState, Inspection, Of<Act>, Act['facts']>>[0],
) => step<InspectionState, Inspection, Of<Act>, Act['facts']>(arrow)

const planned = ({ thing, input, facts }: PlanAct): Inspection => ({
  ...thing,
  reason: input.reason,
  reasonRef: input.reasonRef,
  plannedOn: input.plannedOn,
  assistants: input.assistants,
  crowdBecause: input.crowdBecause ?? '',
  checkItemIds: input.checkItemIds,
  method: input.method,
  officers: facts.officers.map(snapshotOf),
})

const PLAN_RULES = [
  bureauActsForItself,
  twoCertifiedOfficersPlanned,
  everyPlannedOfficerIsCertified,
  ...visitMayBePlanned,
  everyItemIsPublished,
  noCrowdOnSite,
  plannedDayIsNotOver,
]

/**
 * The beginning: taken once on a blank inspection of version 0; no arrow of the lifecycle, because nothing lies before
 * it.
 */
export const draftPlan = inspectionStep<PlanAct>({
  name: 'draft-plan',
  label: '编制检查方案',
  from: ['drafted'],
  to: 'drafted',
  may: 'inspection.draft',
  cites: art('MEM-2025-02-27', 6),
  unless: PLAN_RULES,
  apply: planned,
})

export const revisePlan = inspectionStep<PlanAct>({
  name: 'revise-plan',
  label: '修改检查方案',
  from: ['drafted'],
  to: 'drafted',
  may: 'inspection.draft',
  cites: art('MEM-2025-02-27', 6),
  unless: PLAN_RULES,
  apply: planned,
})

export const approvePlan = inspectionStep<ApproveAct>({
  name: 'approve-plan',
  label: '批准检查方案',
  from: ['drafted'],
  to: 'approved',
  may: 'inspection.approve-plan',
  cites: art('MEM-2025-02-27', 6),
  unless: [bureauActsForItself, approverIsNotDrafter, twoCertifiedOfficersApproved],
  writes: ['D02'],
  stops: ['D-01'],
  apply: ({ thing, input, by }) => ({ ...thing, approvedBy: by.id, approvalOpinion: input.opinion }),
})

export const enter = inspectionStep<EnterAct>({
  name: 'enter',
  label: '扫码入企',
  from: ['approved'],
  to: 'entered',
  may: 'inspection.enter',
  cites: art('APL', 55, 1),
  unless: [askerTakesPart, twoCertifiedOfficers, doorBelongsToTheBusiness, ...visitMayBeMade],
  writes: ['JCTZ'],
  // Those who count today stand on every paper from here on, with the certificates of this day.
  apply: ({ thing, input, facts, at }) => ({
    ...thing,
    officers: certifiedAmong(facts.officers, lawDateOf(at)).map(snapshotOf),
    entry: { at, means: input.means, latitude: input.latitude, longitude: input.longitude },
  }),
})

/** The same door before the approval: what could not wait is said, and the hours of D-02 begin (G02). */
export const enterUrgently = inspectionStep<EnterUrgentlyAct>({
  ...enter,
  name: 'enter-urgently',
  label: '紧急入企（事后补办审批）',
  from: ['drafted'],
  cites: art('MEM-2025-02-27', 6),
  unless: [urgencyIsExplained, ...enter.unless],
  starts: ['D-02'],
  apply: (act) => ({ ...enter.apply(act), urgent: { because: act.input.because } }),
})

export const record = inspectionStep<RecordAct>({
  name: 'record',
  label: '制作现场检查记录',
  from: ['entered'],
  to: 'recorded',
  may: 'inspection.record',
  cites: art('WSL', 68),
  unless: [
    askerTakesPart,
    twoCertifiedOfficers,
    answersFitThePlan,
    everyMandatoryItemIsAnswered,
    everyNonconformityIsDescribed,
    everyFindingHasEvidence,
    majorOnlyWithItsCriterion,
    absenceIsExplained,
    timesRunForward,
    longVisitIsRecorded,
    officersSigned,
    partySignedOrRefused,
  ],
  writes: ['D03'],
  apply: ({ thing, input }) => ({
    ...thing,
    present: input.present,
    answers: input.answers,
    record: {
      from: input.from,
      until: input.until,
      places: input.places,
      situation: input.situation,
      signatures: input.signatures,
      partySignature: input.partySignature,
      refusalNote: input.refusalNote,
      ...(input.recusal ? { recusal: input.recusal } : {}),
      recorderOn: input.recorderOn,
      ...(input.unrecordedBecause ? { unrecordedBecause: input.unrecordedBecause } : {}),
    },
  }),
})

/** The order's own date is the latest of its items: from then on the re-check is due. */
function ordered(thing: Inspection, { rectifyBy, items }: OrderAgainAct['input'], at: string) {
  const on = lawDateOf(at)
  const last = [rectifyBy, ...items.map((item) => item.rectifyBy)].sort().at(-1) ?? rectifyBy
  return { orders: [...(thing.orders ?? []), { on, rectifyBy: last }], orderedOn: on, rectifyBy: last }
}

export const order = inspectionStep<OrderAct>({
  name: 'order',
  label: '责令限期整改',
  from: ['recorded'],
  to: 'ordered',
  may: 'inspection.order',
  cites: art('WSL', 65, 1, 2),
  unless: [
    askerTakesPart,
    twoCertifiedOfficers,
    somethingToOrder,
    deadlinesLieAhead,
    differencesAreExplained,
    measuresOnlyOnMajorHazards,
    officersSigned,
    partySignedOrRefused,
  ],
  writes: ['D05', 'D04'],
  starts: ['D-03', 'D-04'],
  apply: ({ thing, input, at }) => ({ ...thing, ...ordered(thing, input, at), measures: input.measures }),
})

export const answerMoreTime = inspectionStep<AnswerMoreTimeAct>({
  name: 'answer-more-time',
  label: '答复整改延期申请',
  from: ['ordered'],
  to: 'ordered',
  may: 'inspection.extend',
  cites: art('WSL', 65, 1, 2),
  unless: [bureauActsForItself, somebodyAsks, answererTookNoPart, grantNamesItsDay],
  writes: ['YQSP', 'YQDF'],
  starts: ['D-03'],
  apply: withLaterEnd,
})

export const recheck = inspectionStep<RecheckAct>({
  name: 'recheck',
  label: '整改复查',
  from: ['ordered'],
  to: 'rechecked',
  may: 'inspection.recheck',
  cites: art('WSL', 65, 1, 2),
  unless: [
    askerTakesPart,
    twoCertifiedOfficers,
    everyHazardIsRechecked,
    recheckEvidenceIsHeld,
    principalSignsForMajor,
    officersSigned,
    partySignedOrRefused,
  ],
  writes: ['D06'],
  stops: ['D-03'],
  apply: ({ thing, at }) => ({ ...thing, recheckedOn: lawDateOf(at) }),
})

export const orderAgain = inspectionStep<OrderAgainAct>({
  name: 'order-again',
  label: '再次责令整改',
  from: ['rechecked'],
  to: 'ordered',
  may: 'inspection.order',
  cites: art('WSL', 65, 1, 2),
  unless: [
    askerTakesPart,
    twoCertifiedOfficers,
    somethingFailed,
    deadlinesLieAhead,
    differencesAreExplained,
    officersSigned,
    partySignedOrRefused,
  ],
  writes: ['D05'],
  starts: ['D-03', 'D-04'],
  apply: ({ thing, input, at }) => ({ ...thing, ...ordered(thing, input, at), recheckedOn: null }),
})

export const conclude = inspectionStep<ConcludeAct>({
  name: 'conclude',
  label: '办结检查',
  from: ['recorded', 'rechecked'],
  to: 'concluded',
  may: 'inspection.close',
  cites: art('WSL', 65, 1, 2),
  unless: [bureauActsForItself, nothingIsOpen, urgentVisitIsDecided],
  apply: ({ thing }) => thing,
})

export const cancel = inspectionStep<CancelAct>({
  name: 'cancel',
  label: '取消检查',
  from: ['drafted', 'approved'],
  to: 'cancelled',
  may: 'inspection.draft',
  cites: art('MEM-2025-02-27', 6),
  unless: [bureauActsForItself],
  apply: ({ thing, input }) => ({ ...thing, cancelledBecause: input.because }),
})

export const lifecycle: Lifecycle = {
  name: 'inspection',
  label: '行政检查',
  initial: 'drafted',
  states: INSPECTION_STATES,
  final: ['concluded', 'cancelled'],
  steps: [
    revisePlan,
    approvePlan,
    enter,
    enterUrgently,
    record,
    order,
    answerMoreTime,
    recheck,
    orderAgain,
    conclude,
    cancel,
  ],
}
