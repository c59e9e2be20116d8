/** What is owed and when the court may be asked, from the case and the procedures beside it. */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf, type LawDate } from '../../../kernel/time.ts'
import { deadline, isRefusal } from '../../law/rules/deadline.ts'
import { findClock, getNumber, type LawBook } from '../../law/rules/lawbook.ts'
import { surchargeOf, type Surcharge } from '../../law/rules/surcharge.ts'
import { date, file, money, text, textIn, type SideDeed } from './proceeding.ts'
import { CITED_FROM } from './side-officers.ts'

function window(book: LawBook, id: string, start: LawDate): { opens: LawDate; due: LawDate } | null {
  const clock = findClock(book, id, start)
  const answer = clock && deadline({ clock, start, calendar: book.calendar })
  return answer && !isRefusal(answer) && answer.opens ? { opens: answer.opens, due: answer.due } : null
}
function dueOf(book: LawBook, id: string, start: LawDate): LawDate | null {
  const clock = findClock(book, id, start)
  const answer = clock && deadline({ clock, start, calendar: book.calendar })
  return answer && !isRefusal(answer) ? answer.due : null
}

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

/**
 * The three months in which the court may be asked (traps 22, 23): behind the end of a deferral (D-31), behind fifteen
 * days after a reconsideration that upheld (D-32), behind the end of the six months to sue (D-30); null while a remedy
 * is open.
 */
export function courtWindow({ facts }: SideDeed): { opens: LawDate; due: LawDate } | null {
  const served = facts.case?.decision?.servedOn
  if (!served) return null
  const { book, beside } = facts
  const remedies = beside.filter(({ kind }) => kind === 'reconsideration' || kind === 'litigation')
  if (
    remedies.some(({ state }) => !['upheld', 'rejected', 'withdrawn', 'settled', 'dismissed', 'final'].includes(state))
  )
    return null
  const broken = beside.filter(({ kind, state }) => kind === 'deferral' && state === 'broken').at(-1)
  const deferredTo = broken && textIn(broken, 'apply-deferral', 'deferredTo')
  const ordinary = dueOf(book, 'D-50', served)
  if (deferredTo && (!ordinary || deferredTo > ordinary)) return window(book, 'D-31', deferredTo)
  const suit = remedies.filter(({ kind }) => kind === 'litigation').at(-1)
  const judgedOn = suit && textIn(suit, 'record-final', 'effectiveOn')
  if (judgedOn) return window(book, 'D-30', judgedOn)
  const upheld = remedies.filter(({ kind, state }) => kind === 'reconsideration' && state === 'upheld').at(-1)
  const receivedOn = upheld && textIn(upheld, 'record-reconsideration', 'servedOnParty')
  if (receivedOn) {
    const sueBy = dueOf(book, 'D-51', receivedOn)
    return sueBy ? window(book, 'D-32', sueBy) : null
  }
  return ordinary ? window(book, 'D-30', ordinary) : null
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
