/** What is owed and when the court may be asked, from the case and the procedures beside it. */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf, type LawDate } from '../../../kernel/time.ts'
import { getNumber } from '../../law/rules/lawbook.ts'
import { surchargeOf, type Surcharge } from '../../law/rules/surcharge.ts'
import { courtWindowOf } from './clocks.ts'
import { date, file, money, text, type SideDeed } from './proceeding.ts'
import { CITED_FROM } from './side-officers.ts'

/** 加处罚款 up to today; it stands still during remedies and never exceeds the fine (APL 72, 73; ACL 45; trap 21). */
export function surchargeNow({ facts, at }: SideDeed): Surcharge | null {
  const thing = facts.case
  const payBy = thing?.decision?.payBy
  if (!thing || !payBy) return null
  const today = lawDateOf(at)
  const where = { region: thing.region, date: today }
  return surchargeOf({
    fineFen: thing.decision?.amountFen ?? 0,
    dueOn: payBy,
    asOf: today,
    frozen: thing.frozen,
    perDay: getNumber(facts.book, 'fine.surcharge-per-day', where),
    cap: getNumber(facts.book, 'fine.surcharge-cap', where),
  })
}

/** The three months in which the court may be asked, from the case and its remedies. */
export const courtWindow = ({ facts }: SideDeed): { opens: LawDate; due: LawDate } | null => {
  const window = facts.case && courtWindowOf(facts.case, facts.book)
  return window && { opens: window.opens, due: window.due }
}

export const decisionServed = rule<SideDeed>({
  cites: art('APL', 67),
  inForceFrom: CITED_FROM,
  refuses: ({ facts }) =>
    facts.case?.decision?.servedOn ? null : no('decision-not-served', {}, '处罚决定书还没有送达', '先送达处罚决定书'),
})

/** No surcharge and no demand before the last day to pay is over. */
export const fineIsOverdue = rule<SideDeed>({
  cites: art('APL', 72, 1, 1),
  inForceFrom: CITED_FROM,
  refuses: ({ facts, at }) => {
    const payBy = facts.case?.decision?.payBy
    return !payBy || lawDateOf(at) <= payBy
      ? no('fine-not-overdue', { payBy: payBy ?? '—' }, '缴款期限{payBy}还没有届满', '期限届满仍未缴纳的，再催缴')
      : null
  },
})

export const PAID = {
  paidOn: date('缴款日期'),
  amountFen: money('本次缴款金额'),
  receipt: text('财政票据号'),
  evidenceId: file('缴款凭证'),
}
