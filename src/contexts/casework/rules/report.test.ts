import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCase, aJudgement, anAct, askerOf, ID, someFacts } from '../fixtures.ts'
import type { ActJudgement, CaseAct, Deed } from '../model.ts'
import type { SubmitReport } from './asks.ts'
import {
  actsAreDistinct,
  amountsInRange,
  everyActIsProved,
  oneActOneFine,
  reportAmountsComplete,
  somethingIsImposed,
  tierOrReasons,
  unprovedActs,
} from './report.ts'

const other = anAct({ id: ID.otherAct, violationKey: 'AQ-97-4', fact: '未如实记录培训情况' })

function reporting(part: Partial<SubmitReport>, judged: Partial<ActJudgement> = {}): Deed<SubmitReport> {
  const acts: readonly CaseAct[] = part.acts ?? [anAct()]
  const judgement = aJudgement({}, acts)
  return {
    thing: aCase('filed'),
    by: askerOf(ID.first),
    at: '2026-02-20T02:00:00.000Z',
    facts: someFacts({ judgement: { ...judgement, acts: judgement.acts.map((act) => ({ ...act, ...judged })) } }),
    input: {
      course: '检查',
      acts: [...acts],
      amounts: [{ actId: ID.act, amountFen: 4_900_000 }],
      measures: [],
      proposal: '罚款',
      reasons: '',
      ...part,
    },
  }
}
const amount = (amountFen: number, actId: string = ID.act) => ({ actId, amountFen })

test('APL 40, 46: an act without evidence stops the report, and the gap is named', () => {
  assert.equal(everyActIsProved.refuses(reporting({})), null)
  const refusal = everyActIsProved.refuses(reporting({ acts: [anAct(), other] }))
  assert.equal(refusal?.code, 'act-without-evidence')
  assert.match(refusal?.says ?? '', /未如实记录培训情况/)
  assert.deepEqual(
    unprovedActs([anAct(), other], [{ proves: [ID.otherAct] }]).map(({ id }) => id),
    [ID.act],
  )
})

test('A19, APL 44: every act has exactly one amount and no amount stands alone', () => {
  const acts = [anAct(), other]
  assert.equal(reportAmountsComplete.refuses(reporting({ acts, amounts: [amount(1), amount(2, ID.otherAct)] })), null)
  assert.equal(reportAmountsComplete.refuses(reporting({ acts, amounts: [amount(1)] }))?.code, 'act-without-amount')
  assert.equal(
    reportAmountsComplete.refuses(reporting({ amounts: [amount(1), amount(1)] }))?.code,
    'act-without-amount',
  )
  assert.equal(
    reportAmountsComplete.refuses(reporting({ amounts: [amount(1), amount(2, ID.otherAct)] }))?.code,
    'amount-without-act',
  )
})

test('APL 29: one natural act is not split into two fines; another day makes another act', () => {
  assert.equal(actsAreDistinct.refuses(reporting({ acts: [anAct(), anAct()] }))?.code, 'act-listed-twice')
  assert.equal(
    oneActOneFine.refuses(reporting({ acts: [anAct(), anAct({ id: ID.otherAct })] }))?.code,
    'one-act-listed-apart',
  )
  assert.equal(
    oneActOneFine.refuses(reporting({ acts: [anAct(), anAct({ id: ID.otherAct, actDate: '2026-01-05' })] })),
    null,
  )
})

test('APL 34: the maximum may be imposed, a fen above it not', () => {
  assert.equal(amountsInRange.refuses(reporting({ amounts: [amount(10_000_000)] })), null)
  assert.equal(amountsInRange.refuses(reporting({ amounts: [amount(10_000_001)] }))?.code, 'above-maximum')
})

test('APL 32: below the minimum only with a ground to mitigate', () => {
  assert.equal(amountsInRange.refuses(reporting({ amounts: [amount(1_000_000)] }, { minFen: 1_000_000 })), null)
  assert.equal(
    amountsInRange.refuses(reporting({ amounts: [amount(999_999)] }, { minFen: 1_000_000 }))?.code,
    'below-minimum',
  )
  assert.equal(
    amountsInRange.refuses(reporting({ amounts: [amount(999_999)] }, { minFen: 1_000_000, mayMitigate: true })),
    null,
  )
})

test('APL 33: what must not be punished is not fined', () => {
  assert.equal(
    amountsInRange.refuses(reporting({ amounts: [amount(1)] }, { exempt: 'must' }))?.code,
    'must-not-be-punished',
  )
  assert.equal(amountsInRange.refuses(reporting({ amounts: [amount(0)] }, { exempt: 'must' })), null)
})

test('APL 34: outside the tier the reasons are on paper; on its edges none are asked for', () => {
  assert.equal(tierOrReasons.refuses(reporting({ amounts: [amount(3_000_000)] })), null)
  assert.equal(tierOrReasons.refuses(reporting({ amounts: [amount(7_000_000)] })), null)
  assert.equal(tierOrReasons.refuses(reporting({ amounts: [amount(2_999_999)] }))?.code, 'outside-tier-without-reasons')
  assert.equal(tierOrReasons.refuses(reporting({ amounts: [amount(7_000_001)] }))?.code, 'outside-tier-without-reasons')
  assert.equal(
    tierOrReasons.refuses(
      reporting({ amounts: [amount(2_999_999)], reasons: '当事人主动停工并当日安排取证，配合调查' }),
    ),
    null,
  )
})

test('APL 57: a report that imposes nothing is another decision', () => {
  assert.equal(somethingIsImposed.refuses(reporting({ amounts: [amount(0)] }))?.code, 'nothing-imposed')
  assert.equal(somethingIsImposed.refuses(reporting({ amounts: [amount(0)], measures: ['警告'] })), null)
  assert.equal(somethingIsImposed.refuses(reporting({ amounts: [amount(1)] })), null)
})
