import { art } from '../../kernel/citation.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { whyNot, type AnyStep, type Lifecycle, type Step } from '../../kernel/step.ts'
import { lawDateOf } from '../../kernel/time.ts'
import { CASE_STATES, type Case, type CaseFacts, type CaseState, type Deed } from './model.ts'
import type * as asks from './rules/asks.ts'
import { decisionNotAboveNotified, measuresDecide, measuresWereNotified, proposalNotAboveNotified } from './rules/decision.ts'
import { discussionDone, discussionRunsForward, eachSpeaks, handlersDoNotVote, twoHeadsDiscuss } from './rules/discussion.ts'
import { paidBetweenDecisionAndToday, paidInFull, receiptIsGiven, rectificationPassed } from './rules/execution.ts'
import { actsPunishTheParty, datesRunForward, notFinedBefore, withinTimeBar } from './rules/filing.ts'
import {
  evidenceFitsActs, evidenceIsNew, interviewersNotElsewhere, interviewFitsActs, interviewRunsForward,
  proposedEvidenceFits, rightsWereTold,
} from './rules/investigation.ts'
import { sumOf } from './rules/matter.ts'
import {
  byHandler, byHead, handlersCertified, headIsNotHandler, headIsNotReviewer, interviewersCertified,
  proposedHandlersCertified, proposerHandles,
} from './rules/officers.ts'
import {
  actsAreDistinct, amountsInRange, decisionAmountsComplete, everyActIsProved, oneActOneFine, reportAmountsComplete,
  somethingIsImposed, tierOrReasons,
} from './rules/report.ts'
import {
  currentMatter, legalReviewDone, procedureOf, reviewerIsNotHandler, reviewerIsQualified, sevenPoints,
} from './rules/review.ts'
import { defenceAnswered, everyPointAnswered, rightsOver, serviceCounts, waiverIsKept, waiverIsWhole } from './rules/rights.ts'

/**
 * An arrow of the case. `gates` ask nothing of the input, so a screen can show them before a form is opened; `checks`
 * look at what was typed.
 */
type Arrow<Input> = Omit<Step<CaseState, Case, Input, CaseFacts>, 'unless'> & {
  readonly gates: readonly Step<CaseState, Case, unknown, CaseFacts>['unless'][number][]
  readonly checks?: Step<CaseState, Case, Input, CaseFacts>['unless']
}
export type CaseStep<Input> = Step<CaseState, Case, Input, CaseFacts> & { readonly gates: Arrow<Input>['gates'] }

const arrow = <Input>({ gates, checks = [], ...rest }: Arrow<Input>): CaseStep<Input> =>
  ({ ...rest, gates, unless: [...gates, ...checks] })

const todayOf = ({ at }: Pick<Deed, 'at'>) => lawDateOf(at)
const snapshot = ({ by, facts }: Pick<Deed, 'by' | 'facts'>) =>
  ({
    id: by.id, name: by.name,
    certificateNumber: facts.officers.find(({ id }) => id === by.id)?.certificate?.number ?? '',
  })
const sentBack = (name: string) => (deed: Deed<asks.SendBack>): Case => ({
  ...deed.thing, returns: [
    ...deed.thing.returns, { step: name, on: todayOf(deed), by: deed.by.name, reason: deed.input.reason },
  ],
})

/** The beginning: taken once on a draft of version 0; no arrow of the lifecycle, because nothing lies before it. */
export const proposeFiling = arrow<asks.ProposeFiling>({
  name: 'propose-filing', label: '提请立案', from: ['submitted'], to: 'submitted', may: 'casework.file',
  cites: art('APL', 54, 2),
  gates: [actsPunishTheParty, notFinedBefore, withinTimeBar], checks: [
    proposedHandlersCertified, proposerHandles, datesRunForward, proposedEvidenceFits,
  ],
  apply: ({ thing }) => thing,
})

export const approveFiling = arrow<asks.Approve>({
  name: 'approve-filing', label: '批准立案', from: ['submitted'], to: 'filed', may: 'casework.approve-filing',
  cites: art('APL', 54, 2),
  gates: [
    byHead, headIsNotHandler, handlersCertified, withinTimeBar, notFinedBefore,
  ], writes: ['D01'], starts: ['D-12'],
  apply: (deed) => ({
    ...deed.thing, filing: {
      ...deed.thing.filing, approvalOpinion: deed.input.opinion,
    }, filedOn: todayOf(deed), approver: deed.by.name,
    year: Number(todayOf(deed).slice(0, 4)),
  }),
})

export const declineFiling = arrow<asks.SendBack>({
  name: 'decline-filing', label: '不予立案', from: ['submitted'], to: 'declined', may: 'casework.approve-filing',
  cites: art('APL', 54, 2),
  gates: [byHead, headIsNotHandler],
  apply: (deed) => ({
    ...deed.thing, filing: { ...deed.thing.filing, declineReason: deed.input.reason }, approver: deed.by.name,
  }),
})

export const recordInterview = arrow<asks.RecordInterview>({
  name: 'record-interview', label: '制作询问笔录', from: ['filed'], to: 'filed', may: 'casework.investigate',
  cites: art('APL', 55),
  gates: [byHandler], checks: [
    interviewersCertified, rightsWereTold, interviewRunsForward, interviewersNotElsewhere, interviewFitsActs,
  ], writes: ['D16'],
  apply: ({ thing, input }) => {
    const nth = thing.interviews.filter(({ respondent }) => respondent === input.respondent).length + 1
    const { from, until, place, respondent, officerIds } = input
    return {
      ...thing,
      interviews: [
        ...thing.interviews, { id: input.interviewId, nth, from, until, place, respondent, officerIds, paperId: '' },
      ],
      evidence: [...thing.evidence, {
        id: input.interviewId, kind: input.employer === thing.party.name ? 'statement' : 'testimony',
        name: `${respondent}询问笔录（第${nth}次）`,
        source: '询问制作', takenOn: lawDateOf(until), proves: input.proves, evidenceId: null, paperId: '',
      }],
    }
  },
})

export const addEvidence = arrow<asks.AddEvidence>({
  name: 'add-evidence', label: '添加证据', from: ['filed'], to: 'filed', may: 'casework.investigate', cites: art('APL', 46),
  gates: [byHandler], checks: [evidenceFitsActs, evidenceIsNew],
  apply: ({ thing, input }) => ({ ...thing, evidence: [...thing.evidence, ...input.items] }),
})

const NO_PROCEDURE = {
  acts: [], totalSuggestedFen: 0, procedure: { hearing: true, legalReview: true, discussion: true, because: [] },
}

export const submitReport = arrow<asks.SubmitReport>({
  name: 'submit-report', label: '提交调查报告', from: ['filed'], to: 'reported', may: 'casework.report',
  cites: art('APL', 57),
  gates: [byHandler, handlersCertified], checks: [
    actsAreDistinct, oneActOneFine, everyActIsProved, reportAmountsComplete, somethingIsImposed, amountsInRange,
    tierOrReasons,
  ], writes: ['DCBG'],
  apply: (deed) => {
    const { course, proposal, reasons, amounts, measures, acts } = deed.input
    return {
      ...deed.thing, acts,
      report: {
        course, proposal, reasons, amounts, measures, amountFen: sumOf(amounts),
        derivation: deed.facts.judgement ?? NO_PROCEDURE, on: todayOf(deed), paperId: '',
      },
    }
  },
})

export const returnReport = arrow<asks.SendBack>({
  name: 'return-report', label: '退回补充调查', from: ['reported', 'reviewed'], to: 'filed', may: 'casework.legal-review',
  cites: art('APL', 58),
  gates: [reviewerIsNotHandler], apply: sentBack('return-report'),
})

export const rejectReport = arrow<asks.SendBack>({
  name: 'reject-report', label: '负责人退回补充调查', from: ['reported', 'reviewed', 'discussed'], to: 'filed',
  may: 'casework.approve-notification',
  cites: art('APL', 57), gates: [byHead, headIsNotHandler], apply: sentBack('reject-report'),
})

const reviewed = (deed: Deed<asks.Review>): Case => ({
  ...deed.thing,
  legalReview: {
    reviewer: snapshot(deed), on: todayOf(deed), points: deed.input.points, conclusion: deed.input.conclusion,
    of: currentMatter(deed), paperId: '',
  },
})

export const review = arrow<asks.Review>({
  name: 'review', label: '法制审核', from: ['reported'], to: 'reviewed', may: 'casework.legal-review',
  cites: art('APL', 58),
  gates: [reviewerIsQualified, reviewerIsNotHandler], checks: [sevenPoints], writes: ['FZSH'], apply: reviewed,
})

/** Facts or amount changed since the last opinion: what goes to the head is examined again (SZF 138). */
export const reviewAgain = arrow<asks.Review>({
  name: 'review-again', label: '再次法制审核', from: ['proposed'], to: 'proposed', may: 'casework.legal-review',
  cites: art('APL', 58),
  gates: [reviewerIsQualified, reviewerIsNotHandler], checks: [sevenPoints], writes: ['FZSH'], apply: reviewed,
})

const discussed = (deed: Deed<asks.Discuss>): Case => {
  const { from, until, place, chair, recorder, attendees, conclusion } = deed.input
  return {
    ...deed.thing,
    discussion: { from, until, place, chair, recorder, attendees, conclusion, of: currentMatter(deed), paperId: '' },
  }
}
const DISCUSSION_CHECKS = [twoHeadsDiscuss, handlersDoNotVote, eachSpeaks, discussionRunsForward]

export const discuss = arrow<asks.Discuss>({
  name: 'discuss', label: '集体讨论', from: ['reported', 'reviewed'], to: 'discussed', may: 'casework.discuss',
  cites: art('APL', 57, 2),
  gates: [headIsNotHandler, legalReviewDone], checks: DISCUSSION_CHECKS, writes: ['D31'], apply: discussed,
})

export const discussAgain = arrow<asks.Discuss>({
  name: 'discuss-again', label: '再次集体讨论', from: ['proposed'], to: 'proposed', may: 'casework.discuss',
  cites: art('APL', 57, 2),
  gates: [headIsNotHandler, legalReviewDone], checks: DISCUSSION_CHECKS, writes: ['D31'], apply: discussed,
})

export const approveNotification = arrow<asks.Approve>({
  name: 'approve-notification', label: '批准告知', from: ['reported', 'reviewed', 'discussed'], to: 'notice-issued',
  may: 'casework.approve-notification', cites: art('APL', 44),
  gates: [byHead, headIsNotHandler, headIsNotReviewer, legalReviewDone, discussionDone], writes: ['GZSP', 'D24', 'D26'],
  apply: (deed) => ({
    ...deed.thing,
    notice: {
      amountFen: deed.thing.report?.amountFen ?? 0, amounts: deed.thing.report?.amounts ?? [],
      measures: deed.thing.report?.measures ?? [],
      hearingApplies: procedureOf(deed).hearing,
      issuedOn: todayOf(deed), servedOn: null, defenceUntil: null, hearingUntil: null, waivedOn: null, defence: '',
      defenceAnswer: '',
      number: '', paperIds: [], approver: deed.by.name, waiverEvidenceId: null,
    },
  }),
})

export const serveNotification = arrow<asks.Serve>({
  name: 'serve-notification', label: '送达告知书', from: ['notice-issued'], to: 'notified', may: 'casework.serve',
  cites: art('APL', 61),
  gates: [], checks: [serviceCounts], writes: ['D40'], starts: ['D-16', 'D-18'],
  apply: ({ thing, facts }) => ({
    ...thing,
    notice: thing.notice && {
      ...thing.notice, servedOn: facts.servedOn, defenceUntil: facts.due['D-18'] ?? null,
      hearingUntil: thing.notice.hearingApplies ? facts.due['D-16'] ?? null : null,
    },
  }),
})

export const recordDefence = arrow<asks.RecordDefence>({
  name: 'record-defence', label: '记录陈述申辩并复核', from: ['notified'], to: 'notified', may: 'casework.notify',
  cites: art('APL', 45),
  gates: [byHandler], checks: [everyPointAnswered], writes: ['D25'],
  apply: ({ thing, input: { points } }) => {
    const list = (text: (point: (typeof points)[number]) => string) => points.map((point, index) => `${index + 1}. ${text(point)}`).join('\n')
    return {
      ...thing,
      notice: thing.notice && {
        ...thing.notice, defence: list(({ said }) => said),
        defenceAnswer: list(({ answer, adopted }) => `${adopted ? '采纳' : '不予采纳'}：${answer}`),
      },
    }
  },
})

export const waiveRights = arrow<asks.WaiveRights>({
  name: 'waive-rights', label: '登记书面放弃权利', from: ['notified'], to: 'notified', may: 'casework.notify',
  cites: art('APL', 62),
  gates: [byHandler], checks: [waiverIsWhole, waiverIsKept], stops: ['D-16', 'D-18'],
  apply: ({ thing, input }) => ({
    ...thing, notice: thing.notice && { ...thing.notice, waivedOn: input.on, waiverEvidenceId: input.evidenceId },
  }),
})

export const proposeDecision = arrow<asks.ProposeDecision>({
  name: 'propose-decision', label: '提请处罚决定', from: ['notified'], to: 'proposed', may: 'casework.report',
  cites: art('APL', 57),
  gates: [byHandler, handlersCertified, rightsOver, defenceAnswered],
  checks: [
    decisionAmountsComplete, amountsInRange, proposalNotAboveNotified, measuresWereNotified, measuresDecide,
  ], writes: ['D30'],
  apply: ({ thing, input: { amounts, measures, opinion } }) => ({
    ...thing,
    decision: {
      proposedFen: sumOf(amounts), amountFen: sumOf(amounts), amounts, measures, opinion,
      on: null, number: null, paperId: null, approver: null, servedOn: null, payBy: null,
    },
  }),
})

export const returnDecision = arrow<asks.SendBack>({
  name: 'return-decision', label: '退回重新提请', from: ['proposed'], to: 'notified', may: 'casework.decide',
  cites: art('APL', 57),
  gates: [byHead, headIsNotHandler], apply: sentBack('return-decision'),
})

export const decide = arrow<asks.Approve>({
  name: 'decide', label: '作出处罚决定', from: ['proposed'], to: 'decided', may: 'casework.decide', cites: art('APL', 57),
  gates: [
    byHead, headIsNotHandler, headIsNotReviewer, rightsOver, defenceAnswered, legalReviewDone, discussionDone,
    decisionNotAboveNotified,
  ],
  writes: ['D34', 'D35'], starts: ['D-20', 'D-22'], stops: ['D-12'],
  apply: (deed) => ({
    ...deed.thing,
    decision: deed.thing.decision && { ...deed.thing.decision, on: todayOf(deed), approver: deed.by.name },
  }),
})

export const serveDecision = arrow<asks.Serve>({
  name: 'serve-decision', label: '送达处罚决定书', from: ['decided'], to: 'served', may: 'casework.serve',
  cites: art('APL', 61),
  gates: [], checks: [serviceCounts], writes: ['D40'], starts: ['D-25', 'D-42', 'D-50'], stops: ['D-20'],
  apply: ({ thing, facts }) => ({
    ...thing, decision: thing.decision && {
      ...thing.decision, servedOn: facts.servedOn, payBy: facts.due['D-25'] ?? null,
    },
  }),
})

export const recordPayment = arrow<asks.RecordPayment>({
  name: 'record-payment', label: '登记缴款', from: ['served'], to: 'paid', may: 'casework.collect', cites: art('APL', 67),
  gates: [], checks: [paidInFull, receiptIsGiven, paidBetweenDecisionAndToday], stops: ['D-25'],
  apply: ({ thing, input: { on, amountFen, receipt, evidenceId } }) => ({
    ...thing, payment: { on, amountFen, receipt, evidenceId },
  }),
})

export const proposeClosing = arrow<asks.ProposeClosing>({
  name: 'propose-closing', label: '提请结案', from: ['paid'], to: 'closing', may: 'casework.close', cites: art('APL', 57),
  gates: [byHandler, rectificationPassed],
  apply: ({ thing, input: { outcome, execution, opinion } }) => ({
    ...thing, closing: { outcome, execution, opinion, on: null, paperId: null },
  }),
})

export const returnClosing = arrow<asks.SendBack>({
  name: 'return-closing', label: '退回结案申请', from: ['closing'], to: 'paid', may: 'casework.approve-closing',
  cites: art('APL', 57),
  gates: [byHead, headIsNotHandler], apply: sentBack('return-closing'),
})

export const approveClosing = arrow<asks.Approve>({
  name: 'approve-closing', label: '批准结案', from: ['closing'], to: 'closed', may: 'casework.approve-closing',
  cites: art('APL', 57),
  gates: [byHead, headIsNotHandler, rectificationPassed], writes: ['D46'],
  apply: (deed) => ({ ...deed.thing, closing: deed.thing.closing && { ...deed.thing.closing, on: todayOf(deed) } }),
})

/** The last arrow: behind it the file is locked, in the database as well (guard G19). */
export const archive = arrow<asks.Archive>({
  name: 'archive', label: '归档', from: ['closed'], to: 'archived', may: 'casework.archive', cites: art('APL', 47),
  gates: [], writes: ['D47', 'D48'],
  apply: (deed) => ({
    ...deed.thing,
    archive: {
      on: todayOf(deed), number: deed.input.number, retention: deed.input.retention, paperId: '', pages: 0,
      fileSha256: '',
    },
  }),
})

/** Why the step may not be taken now, whatever will be typed: what greys out its button. */
export const whyNotNow = <Input>(step: CaseStep<Input>, deed: Deed): Refusal[] => whyNot(
  { ...step, unless: step.gates, apply: ({ thing }) => thing }, deed, CASE_STATES,
)

export const STEPS = [
  approveFiling, declineFiling, recordInterview, addEvidence, submitReport, returnReport, rejectReport, review,
  reviewAgain, discuss, discussAgain,
  approveNotification, serveNotification, recordDefence, waiveRights, proposeDecision, returnDecision, decide,
  serveDecision, recordPayment,
  proposeClosing, returnClosing, approveClosing, archive,
] as const

/** How a case lives on the straight road of the ordinary procedure. */
export const lifecycle: Lifecycle = {
  name: 'casework', label: '行政处罚案件（普通程序）', initial: 'submitted', states: CASE_STATES, final: ['declined', 'archived'],
  steps: STEPS satisfies readonly AnyStep[],
}
