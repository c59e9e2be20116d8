import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyNot } from '../../../kernel/step.ts'
import { aCase, askerOf, ID, someFacts } from '../fixtures.ts'
import type { Case, Deed } from '../model.ts'
import { steps } from '../transitions.ts'
import type { ProposeDecision, RecordDefence, RecordPayment, WaiveRights } from './asks.ts'
import { measuresDecide, measuresWereNotified, proposalNotAboveNotified, proposalWordingIn } from './decision.ts'
import { paidBetweenDecisionAndToday, paidInFull, receiptIsGiven, rectificationPassed } from './execution.ts'
import { defenceAnswered, everyPointAnswered, rightsOver, waiverIsKept, waiverIsWhole } from './rights.ts'

const at = (instant: string, thing: Case = aCase('notified')): Deed => ({
  thing,
  input: null,
  facts: someFacts(),
  by: askerOf(ID.first),
  at: instant,
})
const noticed = (part: Partial<NonNullable<Case['notice']>>) => {
  const thing = aCase('notified')
  return { ...thing, notice: thing.notice && { ...thing.notice, ...part } }
}

test('A8, guard G09, APL 62, 64: D26 served Thu 2026-03-05, a decision on 2026-03-12 at 09:00 is blocked until the end of that day', () => {
  assert.equal(rightsOver.refuses(at('2026-03-12T01:00:00.000Z'))?.code, 'rights-still-open')
  assert.equal(rightsOver.refuses(at('2026-03-12T15:59:59.999Z'))?.code, 'rights-still-open')
  assert.equal(rightsOver.refuses(at('2026-03-12T16:00:00.000Z')), null)
})

test('A8: the head cannot decide either while a right is open', () => {
  const deciding = {
    ...at('2026-03-12T01:00:00.000Z', aCase('proposed')),
    by: askerOf(ID.principal),
    input: { opinion: '同意' },
  }
  assert.deepEqual(
    whyNot(steps.decide, deciding).map(({ code }) => code),
    ['rights-still-open'],
  )
  assert.deepEqual(whyNot(steps.decide, { ...deciding, at: '2026-03-13T01:00:00.000Z' }), [])
})

test('A9, APL 62: both rights waived in writing on 2026-03-06 allow the decision on that day', () => {
  assert.equal(rightsOver.refuses(at('2026-03-06T02:00:00.000Z', noticed({ waivedOn: '2026-03-06' }))), null)
})

test('D-19: the longer of both periods counts', () => {
  assert.equal(
    rightsOver.refuses(at('2026-03-13T02:00:00.000Z', noticed({ defenceUntil: '2026-03-13' })))?.code,
    'rights-still-open',
  )
  assert.equal(rightsOver.refuses(at('2026-03-13T02:00:00.000Z', noticed({ hearingUntil: null }))), null)
})

test('guard G13: nothing runs from a notice that was not served', () => {
  assert.equal(rightsOver.refuses(at('2027-01-01T02:00:00.000Z', aCase('notice-issued')))?.code, 'notice-not-served')
})

const waiving = (part: Partial<WaiveRights>, thing = aCase('notified')): Deed<WaiveRights> => ({
  ...at('2026-03-06T02:00:00.000Z', thing),
  input: {
    on: '2026-03-06',
    statement: '放弃',
    defence: true,
    hearing: true,
    evidenceId: ID.evidence,
    ...part,
  },
})

test('APL 62, SZF 349: a waiver is explicit, whole, dated between service and today, and kept', () => {
  assert.equal(waiverIsWhole.refuses(waiving({})), null)
  assert.equal(waiverIsWhole.refuses(waiving({ defence: false }))?.code, 'waiver-not-whole')
  assert.equal(waiverIsWhole.refuses(waiving({ hearing: false }))?.code, 'waiver-not-whole')
  assert.equal(waiverIsWhole.refuses(waiving({ hearing: false }, noticed({ hearingApplies: false }))), null)
  assert.equal(waiverIsWhole.refuses(waiving({ on: '2026-03-05' })), null)
  assert.equal(waiverIsWhole.refuses(waiving({ on: '2026-03-04' }))?.code, 'waived-before-service')
  assert.equal(waiverIsWhole.refuses(waiving({ on: '2026-03-07' }))?.code, 'waived-in-the-future')
  assert.equal(waiverIsKept.refuses(waiving({})), null)
  assert.equal(waiverIsKept.refuses(waiving({ evidenceId: null }))?.code, 'waiver-not-kept')
})

test('APL 45: every point of the party has its answer before anybody decides', () => {
  const answering = (answer: string): Deed<RecordDefence> => ({
    ...at('2026-03-06T02:00:00.000Z'),
    input: { points: [{ said: '已改正', answer, adopted: false }], oral: null, evidenceId: null },
  })
  assert.equal(everyPointAnswered.refuses(answering('不影响违法事实的认定')), null)
  assert.equal(everyPointAnswered.refuses(answering(''))?.code, 'defence-point-unanswered')
  assert.equal(defenceAnswered.refuses(at('2026-03-13T02:00:00.000Z')), null)
  assert.equal(
    defenceAnswered.refuses(at('2026-03-13T02:00:00.000Z', noticed({ defence: '1. 已改正' })))?.code,
    'defence-unanswered',
  )
  assert.equal(
    defenceAnswered.refuses(
      at('2026-03-13T02:00:00.000Z', noticed({ defence: '1. 已改正', defenceAnswer: '1. 不予采纳：…' })),
    ),
    null,
  )
})

const proposing = (
  amountFen: number,
  measures: string[] = [],
  thing: Case = aCase('notified'),
): Deed<ProposeDecision> => ({
  ...at('2026-03-13T02:00:00.000Z', thing),
  input: { amounts: [{ actId: ID.act, amountFen }], measures, opinion: '建议' },
})

test('A10, guard G12, APL 45(2): notified 40,000, decided 60,000 is blocked; 40,000 and less pass', () => {
  const told = noticed({ amountFen: 4_000_000 })
  assert.equal(proposalNotAboveNotified.refuses(proposing(6_000_000, [], told))?.code, 'above-notified')
  assert.equal(proposalNotAboveNotified.refuses(proposing(4_000_001, [], told))?.code, 'above-notified')
  assert.equal(proposalNotAboveNotified.refuses(proposing(4_000_000, [], told)), null)
  assert.equal(proposalNotAboveNotified.refuses(proposing(3_000_000, [], told)), null)
  assert.equal(proposalNotAboveNotified.refuses(proposing(1, [], { ...told, notice: null }))?.code, 'not-notified')
})

test('APL 44: a kind of penalty that was not notified cannot be decided; an order to correct is none', () => {
  assert.equal(measuresWereNotified.refuses(proposing(1, ['责令限期改正'])), null)
  assert.equal(measuresWereNotified.refuses(proposing(1, ['责令停产停业整顿']))?.code, 'measure-not-notified')
  assert.equal(
    measuresWereNotified.refuses(proposing(1, ['责令停产停业整顿'], noticed({ measures: ['责令停产停业整顿'] }))),
    null,
  )
})

test('A35, SZF 351: a decision has no wording of a proposal, and names of substances are not taken for one', () => {
  assert.equal(measuresDecide.refuses(proposing(1, ['拟责令停产停业整顿']))?.code, 'proposal-wording')
  assert.equal(measuresDecide.refuses(proposing(1, ['责令停止储存拟除虫菊酯'])), null)
  assert.equal(proposalWordingIn('拟罚款'), true)
  assert.equal(proposalWordingIn('模拟演练'), true)
})

const paying = (part: Partial<RecordPayment>): Deed<RecordPayment> => ({
  ...at('2026-03-20T02:00:00.000Z', aCase('served')),
  input: { on: '2026-03-20', amountFen: 4_900_000, receipt: '粤财0001', evidenceId: null, ...part },
})

test('APL 66, 67: the fine is paid when all of it is; a part is refused with what is missing', () => {
  assert.equal(paidInFull.refuses(paying({})), null)
  const part = paidInFull.refuses(paying({ amountFen: 4_899_999 }))
  assert.equal(part?.code, 'paid-in-part')
  assert.match(part?.mend ?? '', /0\.01元/)
  assert.equal(paidInFull.refuses(paying({ amountFen: 4_900_001 }))?.code, 'paid-too-much')
})

test('APL 67, 70: a payment has its receipt and lies between the decision and today', () => {
  assert.equal(receiptIsGiven.refuses(paying({})), null)
  assert.equal(receiptIsGiven.refuses(paying({ receipt: '' }))?.code, 'receipt-missing')
  assert.equal(paidBetweenDecisionAndToday.refuses(paying({ on: '2026-03-16' })), null)
  assert.equal(paidBetweenDecisionAndToday.refuses(paying({ on: '2026-03-15' }))?.code, 'payment-date-wrong')
  assert.equal(paidBetweenDecisionAndToday.refuses(paying({ on: '2026-03-21' }))?.code, 'payment-date-wrong')
})

test('guard G18, APL 28, SZF 355: a case is not closed before what was ordered has passed its re-check', () => {
  assert.equal(rectificationPassed.refuses(at('2026-03-20T02:00:00.000Z', aCase('paid'))), null)
  const open = {
    ...at('2026-03-20T02:00:00.000Z', aCase('paid')),
    facts: someFacts({ unrectified: ['焊工无证（已责令整改）'] }),
  }
  assert.equal(rectificationPassed.refuses(open)?.code, 'not-rectified')
  assert.equal(
    whyNot(steps.proposeClosing, { ...open, input: { outcome: '罚款', execution: '缴清', opinion: '结案' } })[0]?.cites
      ?.article,
    28,
  )
})
