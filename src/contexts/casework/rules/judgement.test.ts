import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lawbook } from '../../law/public.ts'
import { anAct, ID } from '../fixtures.ts'
import type { CaseAct, Judgement } from '../model.ts'
import { isJudged, judge, type JudgementAsk } from './judgement.ts'

function judged(acts: readonly CaseAct[], part: Partial<JudgementAsk> = {}): Judgement {
  const answer = judge(lawbook(), {
    acts,
    party: { kind: 'enterprise' },
    region: '441900119',
    foundOn: '2025-02-10',
    on: '2025-03-18',
    lastViolations: [],
    ...part,
  })
  assert.ok(isJudged(answer), JSON.stringify(answer))
  return answer
}

const welders = (part: Partial<CaseAct> = {}) => anAct({ actDate: '2025-02-10', quantity: 2, ...part })

test('RC01, WSL 97(7): two persons without certificates in 2025 stand in tier B, 30,000 to 70,000 yuan of 0 to 100,000', () => {
  const [act] = judged([welders()]).acts
  assert.deepEqual(
    [act?.minFen, act?.maxFen, act?.tier, act?.bandMinFen, act?.bandMaxFen],
    [0, 10_000_000, 'B', 3_000_000, 7_000_000],
  )
  assert.ok(act && 4_000_000 >= act.bandMinFen && 4_000_000 <= act.bandMaxFen, 'the published 40,000 lie inside')
  assert.deepEqual(act.basis, ['《中华人民共和国安全生产法》第九十七条第（七）项'])
  assert.deepEqual(act.violated, ['《中华人民共和国安全生产法》第三十条第一款'])
})

test('RC17: in 2022 no benchmark table was in force, so the whole statutory range is open and 49,000 fit', () => {
  const [act] = judged([welders({ actDate: '2022-06-08', quantity: 3 })], {
    foundOn: '2022-06-08',
    on: '2022-06-20',
  }).acts
  assert.deepEqual(
    [act?.minFen, act?.maxFen, act?.tier, act?.bandMinFen, act?.bandMaxFen],
    [0, 10_000_000, '', 0, 10_000_000],
  )
})

test('APL 58, 63: what is really imposed decides on hearing and review, at 50,000 yuan for a unit and not a fen below', () => {
  const at = (amountFen: number) => judged([welders()], { amounts: [{ actId: ID.act, amountFen }] }).procedure
  assert.deepEqual([at(4_999_999).hearing, at(4_999_999).legalReview, at(4_999_999).discussion], [false, false, false])
  assert.deepEqual([at(5_000_000).hearing, at(5_000_000).legalReview, at(5_000_000).discussion], [true, true, true])
  assert.ok(at(5_000_000).because.length > 0)
})

test('SZF 104, APL 63: a self-employed business counts as a citizen, with the lower threshold', () => {
  const at = (amountFen: number) =>
    judged([welders()], { party: { kind: 'self-employed' }, amounts: [{ actId: ID.act, amountFen }] }).procedure.hearing
  assert.deepEqual([at(1_999_999), at(2_000_000)], [false, true])
})

test('APL 63: several acts of one decision count together', () => {
  const acts = [welders(), anAct({ id: ID.otherAct, violationKey: 'AQ-97-4', actDate: '2025-02-10', quantity: 1 })]
  const together = judged(acts, {
    amounts: [
      { actId: ID.act, amountFen: 3_000_000 },
      { actId: ID.otherAct, amountFen: 2_000_000 },
    ],
  })
  assert.equal(together.acts.length, 2)
  assert.equal(together.procedure.hearing, true)
  assert.equal(
    together.totalSuggestedFen,
    together.acts.reduce((sum, { suggestedFen }) => sum + suggestedFen, 0),
  )
})

test('G20: an unknown violation is refused, not guessed', () => {
  const answer = judge(lawbook(), {
    acts: [welders({ violationKey: 'XX-0-0' })],
    party: { kind: 'enterprise' },
    region: '4419',
    foundOn: '2025-02-10',
    on: '2025-03-18',
    lastViolations: [],
  })
  assert.equal(isJudged(answer), false)
})
