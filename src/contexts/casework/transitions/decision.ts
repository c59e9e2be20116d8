/** From the notification to the served decision. */
import { art } from '../../../kernel/citation.ts'
import type * as asks from '../rules/asks.ts'
import { hearingIsOver, noCrimeOverFine, noOtherEndPending, notSuspended } from '../rules/beside.ts'
import {
  decisionNotAboveNotified,
  measuresDecide,
  measuresWereNotified,
  proposalNotAboveNotified,
} from '../rules/decision.ts'
import { discussionDone } from '../rules/discussion.ts'
import { unequalDecisionHasReasons } from '../rules/equal-cases.ts'
import { impactAssessed } from '../rules/impact.ts'
import { sumOf } from '../rules/matter.ts'
import {
  byHandler,
  byHead,
  handlersCertified,
  headIsNotHandler,
  headIsNotReviewer,
  unitReviewerIsApart,
} from '../rules/officers.ts'
import { orderIsNoPenalty } from '../rules/penalty-kinds.ts'
import { amountsInRange, decisionAmountsComplete } from '../rules/report.ts'
import { legalReviewDone, procedureOf } from '../rules/review.ts'
import {
  defenceAnswered,
  everyPointAnswered,
  rightsOver,
  serviceCounts,
  waiverIsKept,
  waiverIsWhole,
} from '../rules/rights.ts'
import { arrow, sentBack, todayOf, unitReviewed } from './arrow.ts'

export const approveNotification = arrow<asks.Approve>({
  name: 'approve-notification',
  label: '批准告知',
  from: ['reported', 'reviewed', 'discussed'],
  to: 'notice-issued',
  may: 'casework.approve-notification',
  cites: art('APL', 44),
  gates: [byHead, headIsNotHandler, headIsNotReviewer, legalReviewDone, discussionDone, notSuspended],
  writes: ['GZSP', 'D24', 'D26'],
  apply: (deed) => ({
    ...deed.thing,
    notice: {
      amountFen: deed.thing.report?.amountFen ?? 0,
      amounts: deed.thing.report?.amounts ?? [],
      measures: deed.thing.report?.measures ?? [],
      hearingApplies: procedureOf(deed).hearing,
      issuedOn: todayOf(deed),
      servedOn: null,
      defenceUntil: null,
      hearingUntil: null,
      waivedOn: null,
      defence: '',
      defenceAnswer: '',
      number: '',
      paperIds: [],
      approver: deed.by.name,
      waiverEvidenceId: null,
    },
  }),
})

export const serveNotification = arrow<asks.Serve>({
  name: 'serve-notification',
  label: '送达告知书',
  from: ['notice-issued'],
  to: 'notified',
  may: 'casework.serve',
  cites: art('APL', 61),
  gates: [],
  checks: [serviceCounts],
  writes: ['D40'],
  starts: ['D-16', 'D-18'],
  apply: ({ thing, facts }) => ({
    ...thing,
    notice: thing.notice && {
      ...thing.notice,
      servedOn: facts.servedOn,
      defenceUntil: facts.due['D-18'] ?? null,
      hearingUntil: thing.notice.hearingApplies ? (facts.due['D-16'] ?? null) : null,
    },
  }),
})

export const recordDefence = arrow<asks.RecordDefence>({
  name: 'record-defence',
  label: '记录陈述申辩并复核',
  from: ['notified'],
  to: 'notified',
  may: 'casework.notify',
  cites: art('APL', 45),
  gates: [byHandler],
  checks: [everyPointAnswered],
  writes: ['D25'],
  apply: ({ thing, input: { points } }) => {
    const list = (text: (point: (typeof points)[number]) => string) =>
      points.map((point, index) => `${index + 1}. ${text(point)}`).join('\n')
    return {
      ...thing,
      notice: thing.notice && {
        ...thing.notice,
        defence: list(({ said }) => said),
        defenceAnswer: list(({ answer, adopted }) => `${adopted ? '采纳' : '不予采纳'}：${answer}`),
      },
    }
  },
})

export const waiveRights = arrow<asks.WaiveRights>({
  name: 'waive-rights',
  label: '登记书面放弃权利',
  from: ['notified'],
  to: 'notified',
  may: 'casework.notify',
  cites: art('APL', 62),
  gates: [byHandler],
  checks: [waiverIsWhole, waiverIsKept],
  stops: ['D-16', 'D-18'],
  apply: ({ thing, input }) => ({
    ...thing,
    notice: thing.notice && { ...thing.notice, waivedOn: input.on, waiverEvidenceId: input.evidenceId },
  }),
})

export const proposeDecision = arrow<asks.ProposeDecision>({
  name: 'propose-decision',
  label: '提请处罚决定',
  from: ['notified'],
  to: 'proposed',
  may: 'casework.report',
  cites: art('APL', 57),
  gates: [
    byHandler,
    handlersCertified,
    rightsOver,
    defenceAnswered,
    notSuspended,
    hearingIsOver,
    noCrimeOverFine,
    noOtherEndPending,
    impactAssessed,
  ],
  checks: [
    decisionAmountsComplete,
    amountsInRange,
    proposalNotAboveNotified,
    measuresWereNotified,
    measuresDecide,
    orderIsNoPenalty,
    unequalDecisionHasReasons,
  ],
  writes: ['D30'],
  apply: ({ thing, input: { amounts, measures, opinion, reasons } }) => ({
    ...thing,
    decision: {
      proposedFen: sumOf(amounts),
      amountFen: sumOf(amounts),
      amounts,
      measures,
      opinion: reasons ? `${opinion}\n裁量理由：${reasons}` : opinion,
      on: null,
      number: null,
      paperId: null,
      approver: null,
      servedOn: null,
      payBy: null,
    },
  }),
})

/** 审核意见 on the submission D30. */
export const reviewDecision = arrow<asks.Approve>({
  name: 'review-decision',
  label: '承办机构审核处理意见',
  from: ['proposed'],
  to: 'proposed',
  may: 'casework.review',
  cites: art('APL', 57),
  gates: [unitReviewerIsApart],
  apply: unitReviewed('D30'),
})

export const returnDecision = arrow<asks.SendBack>({
  name: 'return-decision',
  label: '退回重新提请',
  from: ['proposed'],
  to: 'notified',
  may: 'casework.decide',
  cites: art('APL', 57),
  gates: [byHead, headIsNotHandler],
  apply: sentBack('return-decision'),
})

export const decide = arrow<asks.Approve>({
  name: 'decide',
  label: '作出处罚决定',
  from: ['proposed'],
  to: 'decided',
  may: 'casework.decide',
  cites: art('APL', 57),
  gates: [
    byHead,
    headIsNotHandler,
    headIsNotReviewer,
    rightsOver,
    defenceAnswered,
    legalReviewDone,
    discussionDone,
    decisionNotAboveNotified,
    notSuspended,
    hearingIsOver,
    noCrimeOverFine,
    noOtherEndPending,
    impactAssessed,
  ],
  writes: ['D34', 'D35'],
  starts: ['D-20', 'D-22', 'D-74'],
  stops: ['D-12'],
  apply: (deed) => ({
    ...deed.thing,
    decision: deed.thing.decision && { ...deed.thing.decision, on: todayOf(deed), approver: deed.by.name },
  }),
})

export const serveDecision = arrow<asks.Serve>({
  name: 'serve-decision',
  label: '送达处罚决定书',
  from: ['decided'],
  to: 'served',
  may: 'casework.serve',
  cites: art('APL', 61),
  gates: [],
  checks: [serviceCounts],
  writes: ['D40'],
  starts: ['D-25', 'D-30', 'D-42', 'D-50'],
  stops: ['D-20'],
  apply: ({ thing, facts }) => ({
    ...thing,
    decision: thing.decision && {
      ...thing.decision,
      servedOn: facts.servedOn,
      payBy: facts.due['D-25'] ?? null,
    },
  }),
})
