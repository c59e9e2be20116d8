import { art } from '../../../kernel/citation.ts'
import { yuanText } from '../../../kernel/money.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import type { Deed } from '../model.ts'
import type { RecordPayment } from './asks.ts'
import { APL_FROM } from './officers.ts'

/** The decision is performed when all of it is paid (APL 66, 67). */
export const paidInFull = rule<Deed<RecordPayment>>({
  cites: art('APL', 66),
  inForceFrom: APL_FROM,
  refuses: ({ thing, input }) => {
    const dueFen = thing.decision?.amountFen ?? 0
    const facts = {
      paid: yuanText(input.amountFen),
      due: yuanText(dueFen),
      rest: yuanText(Math.abs(dueFen - input.amountFen)),
    }
    if (input.amountFen < dueFen)
      return no(
        'paid-in-part',
        facts,
        '只缴了{paid}元，决定的罚款是{due}元，还差{rest}元',
        '缴足{rest}元后再登记；确有困难的，由当事人申请延期或者分期缴纳',
      )
    return input.amountFen > dueFen
      ? no('paid-too-much', facts, '缴款{paid}元多于决定的罚款{due}元', '核对缴款凭证，多缴的{rest}元退还当事人')
      : null
  },
})

/** The bank collects and issues the finance receipt; its number proves the payment (APL 67, 70). */
export const receiptIsGiven = rule<Deed<RecordPayment>>({
  cites: art('APL', 70),
  inForceFrom: APL_FROM,
  refuses: ({ input }) =>
    input.receipt.length >= 4 || input.amountFen === 0
      ? null
      : no('receipt-missing', {}, '没有填写罚款专用票据的号码', '填写财政部门统一制发的专用票据号码'),
})

export const paidBetweenDecisionAndToday = rule<Deed<RecordPayment>>({
  cites: art('APL', 67),
  inForceFrom: APL_FROM,
  refuses: ({ thing, input, at }) => {
    const from = thing.decision?.on ?? ''
    return input.on < from || input.on > lawDateOf(at)
      ? no(
          'payment-date-wrong',
          { on: input.on, from },
          '缴款日期{on}应当在决定作出之日{from}之后、今天之前',
          '按票据核对缴款日期',
        )
      : null
  },
})

export const endedWithPenalty = rule<Deed>({
  cites: art('APL', 57),
  inForceFrom: APL_FROM,
  refuses: ({ thing }) =>
    thing.ending ? no('ended-without-penalty', {}, '本案未处罚终结', '办理“退回结案申请（未处罚）”') : null,
})
export const endedWithoutPenalty = rule<Deed>({
  cites: art('APL', 57),
  inForceFrom: APL_FROM,
  refuses: ({ thing }) =>
    thing.ending ? null : no('ended-with-penalty', {}, '本案已经作出处罚决定', '办理“退回结案申请”'),
})

/**
 * G18: what was ordered is put right, and its re-check has passed, before the file is closed (SZF 355, 356; APL 28).
 */
export const rectificationPassed = rule<Deed>({
  cites: art('APL', 28),
  inForceFrom: APL_FROM,
  refuses: ({ facts: { unrectified } }) =>
    unrectified.length === 0
      ? null
      : no(
          'not-rectified',
          {
            count: unrectified.length,
            which: unrectified.join('；').slice(0, 300),
          },
          '还有{count}项问题没有复查合格：{which}',
          '复查合格后再结案；逾期未改正的，依法另行处理',
        ),
})

/** Who gave the case down hears what was decided before the file is locked: behind that nothing can be booked (D-74). */
export const resultReportedUp = rule<Deed>({
  cites: art('APL', 54),
  inForceFrom: APL_FROM,
  refuses: ({ thing: { source, decision, ending, reportedUpOn } }) =>
    source === 'assigned' && decision?.on && !ending && !reportedUpOn
      ? no(
          'not-reported-up',
          { on: decision.on },
          '本案由上级交办，{on}的处理决定还没有报告交办机关',
          '先办理“登记向交办机关报告处理结果”',
        )
      : null,
})
