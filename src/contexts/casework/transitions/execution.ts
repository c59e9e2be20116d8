/** From the payment to the archive. */
import { art } from '../../../kernel/citation.ts'
import type * as asks from '../rules/asks.ts'
import {
  endedWithoutPenalty,
  endedWithPenalty,
  paidBetweenDecisionAndToday,
  paidInFull,
  receiptIsGiven,
  rectificationPassed,
  resultReportedUp,
} from '../rules/execution.ts'
import { nothingOpenBeside, paidWhereItRuns } from '../rules/beside.ts'
import { byHandler, byHead, headIsNotHandler, unitReviewerIsApart } from '../rules/officers.ts'
import { arrow, sentBack, todayOf, unitReviewed } from './arrow.ts'

export const recordPayment = arrow<asks.RecordPayment>({
  name: 'record-payment',
  label: '登记缴款',
  from: ['served'],
  to: 'paid',
  may: 'casework.collect',
  cites: art('APL', 67),
  gates: [paidWhereItRuns],
  checks: [paidInFull, receiptIsGiven, paidBetweenDecisionAndToday],
  stops: ['D-25', 'D-30', 'D-31', 'D-32'],
  apply: ({ thing, input: { on, amountFen, receipt, evidenceId } }) => ({
    ...thing,
    payment: { on, amountFen, receipt, evidenceId },
  }),
})

export const proposeClosing = arrow<asks.ProposeClosing>({
  name: 'propose-closing',
  label: '提请结案',
  from: ['paid', 'ended'],
  to: 'closing',
  may: 'casework.close',
  cites: art('APL', 57),
  gates: [byHandler, rectificationPassed, nothingOpenBeside],
  apply: ({ thing, input: { outcome, execution, opinion } }) => ({
    ...thing,
    closing: { outcome, execution, opinion, on: null, paperId: null },
  }),
})

export const returnClosing = arrow<asks.SendBack>({
  name: 'return-closing',
  label: '退回结案申请',
  from: ['closing'],
  to: 'paid',
  may: 'casework.approve-closing',
  cites: art('APL', 57),
  gates: [byHead, headIsNotHandler, endedWithPenalty],
  apply: sentBack('return-closing'),
})

/** The same for a case that ended without a penalty: it goes back to where it came from. */
export const returnEnded = arrow<asks.SendBack>({
  name: 'return-ended',
  label: '退回结案申请（未处罚）',
  from: ['closing'],
  to: 'ended',
  may: 'casework.approve-closing',
  cites: art('APL', 57),
  gates: [byHead, headIsNotHandler, endedWithoutPenalty],
  apply: sentBack('return-ended'),
})

/** 审核意见 on the closing form: somebody of the unit who handled nothing of it (procedure.md §6.1). */
export const reviewClosing = arrow<asks.Approve>({
  name: 'review-closing',
  label: '承办机构审核结案',
  from: ['closing'],
  to: 'closing',
  may: 'casework.review',
  cites: art('APL', 57),
  gates: [unitReviewerIsApart],
  apply: unitReviewed('D46'),
})

export const approveClosing = arrow<asks.Approve>({
  name: 'approve-closing',
  label: '批准结案',
  from: ['closing'],
  to: 'closed',
  may: 'casework.approve-closing',
  cites: art('APL', 57),
  gates: [byHead, headIsNotHandler, rectificationPassed, nothingOpenBeside],
  writes: ['D46'],
  apply: (deed) => ({ ...deed.thing, closing: deed.thing.closing && { ...deed.thing.closing, on: todayOf(deed) } }),
})

/** The last arrow: behind it the file is locked, in the database as well (guard G19). */
export const archive = arrow<asks.Archive>({
  name: 'archive',
  label: '归档',
  from: ['closed'],
  to: 'archived',
  may: 'casework.archive',
  cites: art('APL', 47),
  gates: [nothingOpenBeside, resultReportedUp],
  writes: ['D47', 'D48'],
  apply: (deed) => ({
    ...deed.thing,
    archive: {
      on: todayOf(deed),
      number: deed.input.number,
      retention: deed.input.retention,
      paperId: '',
      pages: 0,
      fileSha256: '',
    },
  }),
})
