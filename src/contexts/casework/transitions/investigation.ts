/** From the filing to the report, its review and its discussion. */
import { art } from '../../../kernel/citation.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { type Case, type Deed } from '../model.ts'
import type * as asks from '../rules/asks.ts'
import { notSuspended } from '../rules/beside.ts'
import { discussionRunsForward, eachSpeaks, handlersDoNotVote, twoHeadsDiscuss } from '../rules/discussion.ts'
import { actsPunishTheParty, datesRunForward, notFinedBefore, withinTimeBar } from '../rules/filing.ts'
import { matrixHasNoGap } from '../rules/evidence-matrix.ts'
import { unequalReportHasReasons } from '../rules/equal-cases.ts'
import {
  evidenceFitsActs,
  evidenceIsNew,
  interviewersNotElsewhere,
  interviewFitsActs,
  interviewRunsForward,
  proposedEvidenceFits,
  recordWasReadBack,
  rightsWereTold,
} from '../rules/investigation.ts'
import { sumOf } from '../rules/matter.ts'
import {
  byHandler,
  byHead,
  handlersCertified,
  headIsNotHandler,
  interviewersCertified,
  proposedHandlersCertified,
  proposerHandles,
  unitReviewerIsApart,
} from '../rules/officers.ts'
import {
  actsAreDistinct,
  amountsInRange,
  everyActIsProved,
  oneActOneFine,
  reportAmountsComplete,
  somethingIsImposed,
  tierOrReasons,
} from '../rules/report.ts'
import { orderIsNoPenalty } from '../rules/penalty-kinds.ts'
import {
  currentMatter,
  legalReviewDone,
  reviewerIsNotHandler,
  reviewerIsQualified,
  sevenPoints,
} from '../rules/review.ts'
import { arrow, sentBack, snapshot, todayOf, unitReviewed } from './arrow.ts'

/** The beginning: taken once on a draft of version 0; no arrow of the lifecycle, because nothing lies before it. */
export const proposeFiling = arrow<asks.ProposeFiling>({
  name: 'propose-filing',
  label: '提请立案',
  from: ['submitted'],
  to: 'submitted',
  may: 'casework.file',
  cites: art('APL', 54, 2),
  gates: [actsPunishTheParty, notFinedBefore, withinTimeBar],
  checks: [proposedHandlersCertified, proposerHandles, datesRunForward, proposedEvidenceFits],
  starts: ['D-11'],
  apply: ({ thing }) => thing,
})

export const approveFiling = arrow<asks.Approve>({
  name: 'approve-filing',
  label: '批准立案',
  from: ['submitted'],
  to: 'filed',
  may: 'casework.approve-filing',
  cites: art('APL', 54, 2),
  gates: [byHead, headIsNotHandler, handlersCertified, withinTimeBar, notFinedBefore],
  writes: ['D01'],
  starts: ['D-12'],
  stops: ['D-11'],
  apply: (deed) => ({
    ...deed.thing,
    filing: {
      ...deed.thing.filing,
      approvalOpinion: deed.input.opinion,
    },
    filedOn: todayOf(deed),
    approver: deed.by.name,
    year: Number(todayOf(deed).slice(0, 4)),
  }),
})

/** 审核意见 on the filing form. */
export const reviewFiling = arrow<asks.Approve>({
  name: 'review-filing',
  label: '承办机构审核立案',
  from: ['submitted'],
  to: 'submitted',
  may: 'casework.review',
  cites: art('APL', 54, 2),
  gates: [unitReviewerIsApart],
  apply: unitReviewed('D01'),
})

export const declineFiling = arrow<asks.SendBack>({
  name: 'decline-filing',
  label: '不予立案',
  from: ['submitted'],
  to: 'declined',
  may: 'casework.approve-filing',
  cites: art('APL', 54, 2),
  gates: [byHead, headIsNotHandler],
  apply: (deed) => ({
    ...deed.thing,
    filing: { ...deed.thing.filing, declineReason: deed.input.reason },
    approver: deed.by.name,
  }),
})

export const recordInterview = arrow<asks.RecordInterview>({
  name: 'record-interview',
  label: '制作询问笔录',
  from: ['filed'],
  to: 'filed',
  may: 'casework.investigate',
  cites: art('APL', 55),
  gates: [byHandler],
  checks: [
    interviewersCertified,
    rightsWereTold,
    recordWasReadBack,
    interviewRunsForward,
    interviewersNotElsewhere,
    interviewFitsActs,
  ],
  writes: ['D16'],
  apply: ({ thing, input }) => {
    const nth = thing.interviews.filter(({ respondent }) => respondent === input.respondent).length + 1
    const { from, until, place, respondent, officerIds } = input
    return {
      ...thing,
      interviews: [
        ...thing.interviews,
        { id: input.interviewId, nth, from, until, place, respondent, officerIds, paperId: '' },
      ],
      evidence: [
        ...thing.evidence,
        {
          id: input.interviewId,
          kind: input.employer === thing.party.name ? 'statement' : 'testimony',
          name: `${respondent}询问笔录（第${nth}次）`,
          source: '询问制作',
          takenOn: lawDateOf(until),
          proves: input.proves,
          evidenceId: null,
          paperId: '',
        },
      ],
    }
  },
})

export const addEvidence = arrow<asks.AddEvidence>({
  name: 'add-evidence',
  label: '添加证据',
  from: ['filed'],
  to: 'filed',
  may: 'casework.investigate',
  cites: art('APL', 46),
  gates: [byHandler],
  checks: [evidenceFitsActs, evidenceIsNew],
  apply: ({ thing, input }) => ({ ...thing, evidence: [...thing.evidence, ...input.items] }),
})

const NO_PROCEDURE = {
  acts: [],
  totalSuggestedFen: 0,
  procedure: { hearing: true, legalReview: true, discussion: true, because: [] },
}

export const submitReport = arrow<asks.SubmitReport>({
  name: 'submit-report',
  label: '提交调查报告',
  from: ['filed'],
  to: 'reported',
  may: 'casework.report',
  cites: art('APL', 57),
  gates: [byHandler, handlersCertified, notSuspended],
  checks: [
    actsAreDistinct,
    oneActOneFine,
    everyActIsProved,
    matrixHasNoGap,
    reportAmountsComplete,
    somethingIsImposed,
    orderIsNoPenalty,
    amountsInRange,
    tierOrReasons,
    unequalReportHasReasons,
  ],
  writes: ['DCBG'],
  apply: (deed) => {
    const { course, proposal, reasons, amounts, measures, acts } = deed.input
    return {
      ...deed.thing,
      acts,
      report: {
        course,
        proposal,
        reasons,
        amounts,
        measures,
        amountFen: sumOf(amounts),
        derivation: deed.facts.judgement ?? NO_PROCEDURE,
        on: todayOf(deed),
        paperId: '',
      },
    }
  },
})

export const returnReport = arrow<asks.SendBack>({
  name: 'return-report',
  label: '退回补充调查',
  from: ['reported', 'reviewed'],
  to: 'filed',
  may: 'casework.legal-review',
  cites: art('APL', 58),
  gates: [reviewerIsNotHandler],
  apply: sentBack('return-report'),
})

export const rejectReport = arrow<asks.SendBack>({
  name: 'reject-report',
  label: '负责人退回补充调查',
  from: ['reported', 'reviewed', 'discussed'],
  to: 'filed',
  may: 'casework.approve-notification',
  cites: art('APL', 57),
  gates: [byHead, headIsNotHandler],
  apply: sentBack('reject-report'),
})

const reviewed = (deed: Deed<asks.Review>): Case => ({
  ...deed.thing,
  legalReview: {
    reviewer: snapshot(deed),
    on: todayOf(deed),
    points: deed.input.points,
    conclusion: deed.input.conclusion,
    of: currentMatter(deed),
    paperId: '',
  },
})

export const review = arrow<asks.Review>({
  name: 'review',
  label: '法制审核',
  from: ['reported'],
  to: 'reviewed',
  may: 'casework.legal-review',
  cites: art('APL', 58),
  gates: [reviewerIsQualified, reviewerIsNotHandler],
  checks: [sevenPoints],
  writes: ['FZSH'],
  apply: reviewed,
})

/** Facts or amount changed since the last opinion: what goes to the head is examined again (SZF 138). */
export const reviewAgain = arrow<asks.Review>({
  name: 'review-again',
  label: '再次法制审核',
  from: ['proposed'],
  to: 'proposed',
  may: 'casework.legal-review',
  cites: art('APL', 58),
  gates: [reviewerIsQualified, reviewerIsNotHandler],
  checks: [sevenPoints],
  writes: ['FZSH'],
  apply: reviewed,
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
  name: 'discuss',
  label: '集体讨论',
  from: ['reported', 'reviewed'],
  to: 'discussed',
  may: 'casework.discuss',
  cites: art('APL', 57, 2),
  gates: [headIsNotHandler, legalReviewDone],
  checks: DISCUSSION_CHECKS,
  writes: ['D31'],
  apply: discussed,
})

export const discussAgain = arrow<asks.Discuss>({
  name: 'discuss-again',
  label: '再次集体讨论',
  from: ['proposed'],
  to: 'proposed',
  may: 'casework.discuss',
  cites: art('APL', 57, 2),
  gates: [headIsNotHandler, legalReviewDone],
  checks: DISCUSSION_CHECKS,
  writes: ['D31'],
  apply: discussed,
})
