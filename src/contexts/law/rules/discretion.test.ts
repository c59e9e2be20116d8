/** The worked examples of published decisions: the engine gives the published amount from the published facts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAct, decisionOn } from '../fixtures.ts'
import { loadLawBook } from '../store.ts'
import { whyNotAmount } from './discretion.ts'

const book = loadLawBook()
const first = <T>(list: readonly T[]): T => {
  const [one] = list
  assert.ok(one)
  return one
}
const yuan = (fen: number | null | undefined) => (fen ?? NaN) / 100

test('1, RC41 (WSL 97.7): one uncertified person, tier A, the middle of 0 to 30,000 is 15,000', () => {
  const act = first(decisionOn(book).acts)
  assert.deepEqual(
    [act.tier, yuan(act.band?.minFen), yuan(act.band?.maxFen), yuan(act.suggestedFen)],
    ['A', 0, 30_000, 15_000],
  )
})

test('2, RC01 (WSL 97.7): two persons, tier B 30,000 to 70,000, a quarter of it is 40,000', () => {
  const act = first(decisionOn(book, { acts: [anAct({ quantity: 2, place: 0.25 })] }).acts)
  assert.deepEqual(
    [act.tier, yuan(act.band?.minFen), yuan(act.band?.maxFen), yuan(act.suggestedFen)],
    ['B', 30_000, 70_000, 40_000],
  )
})

test('WSL 97.7: three persons are tier C; the overdue stage has its own range and stops production', () => {
  const three = first(decisionOn(book, { acts: [anAct({ quantity: 3 })] }).acts)
  assert.deepEqual([three.tier, yuan(three.band?.minFen), yuan(three.band?.maxFen)], ['C', 70_000, 100_000])
  const overdue = decisionOn(book, { acts: [anAct({ stage: 'overdue' })] })
  assert.deepEqual([yuan(first(overdue.acts).band?.minFen), yuan(first(overdue.acts).band?.maxFen)], [100_000, 130_000])
  assert.deepEqual(first(overdue.acts).measures, ['责令停产停业整顿'])
  assert.equal(first(overdue.persons).subject, 'direct_responsible')
})

test('3, RC24 (WSL 103(2)): no safety agreement, tier A, unit 10,000 and person 2,000 at the same place', () => {
  const decision = decisionOn(book, {
    actDate: '2025-08-01',
    decisionDate: '2025-09-20',
    region: '110117',
    acts: [anAct({ violation: 'AQ-103-p2a', place: 2 / 3 })],
  })
  const act = first(decision.acts)
  assert.deepEqual(
    [act.tier, yuan(act.band?.maxFen), yuan(act.suggestedFen), yuan(first(decision.persons).suggestedFen)],
    ['A', 15_000, 10_000, 2_000],
  )
  assert.deepEqual(
    [yuan(decision.totalFen), yuan(decision.personsTotalFen)],
    [10_000, 2_000],
    'persons are parties of their own',
  )
})

test('4, RC31, trap 25 (WSL 97.7, 102): two acts are weighed apart and added up to at most 150,000', () => {
  const decision = decisionOn(book, {
    actDate: '2024-04-20',
    decisionDate: '2024-05-10',
    region: '210114',
    acts: [anAct(), anAct({ violation: 'AQ-102' })],
  })
  assert.deepEqual(
    decision.acts.map(({ range }) => yuan(range?.maxFen)),
    [100_000, 50_000],
  )
  assert.equal(yuan(decision.totalFen), 75_000)
  assert.match(
    first(decision.derivation).says,
    /分别裁量、合并处罚：50,000元 \+ 25,000元 = 75,000元，不超过各项上限之和150,000元/,
  )
})

test('5, RC35: tier A of row 201 and tier C of row 205 add up to 27,500–42,500, the published 32,500 lies inside', () => {
  const acts = [anAct({ violation: 'YHX-32-6', tier: 'A' }), anAct({ violation: 'YHX-32-10', tier: 'C' })]
  const decision = decisionOn(book, { actDate: '2025-06-01', decisionDate: '2025-07-10', region: '421102', acts })
  assert.deepEqual(
    decision.acts.map(({ band }) => [yuan(band?.minFen), yuan(band?.maxFen)]),
    [
      [5_000, 12_500],
      [22_500, 30_000],
    ],
  )
  assert.ok(Math.abs(yuan(decision.totalFen) - 35_000) <= 100, String(decision.totalFen))
})

test('6, RC12: eighteen per cent for the unit is eighteen per cent for the person: 5,400 and 1,800', () => {
  const decision = decisionOn(book, {
    actDate: '2023-07-01',
    decisionDate: '2023-08-02',
    region: '320281',
    acts: [anAct({ violation: 'FC-30-2', place: 0.18 })],
  })
  assert.deepEqual([yuan(decision.totalFen), yuan(first(decision.persons).suggestedFen)], [5_400, 1_800])
})

test('6, RC11: 85 % of 30,000 and 50 % of 50,000 are 50,500 for the unit, 8,500 for the person', () => {
  const acts = [anAct({ violation: 'FC-30-2', place: 0.85 }), anAct({ violation: 'AQ-99-2', place: 0.5 })]
  const decision = decisionOn(book, { actDate: '2024-02-01', decisionDate: '2024-03-07', region: '320281', acts })
  assert.deepEqual([yuan(decision.totalFen), yuan(first(decision.persons).suggestedFen)], [50_500, 8_500])
})

test('7, RC26 (WSL 102): a major hazard at the maximum is 50,000 and not more', () => {
  const decision = decisionOn(book, {
    actDate: '2024-01-05',
    decisionDate: '2024-01-22',
    region: '320206',
    acts: [anAct({ violation: 'AQ-102', place: 1 })],
  })
  assert.equal(yuan(decision.totalFen), 50_000)
  assert.deepEqual(
    whyNotAmount(first(decision.acts), 50_001_00).map(({ code }) => code),
    ['outside-statutory-range'],
  )
})

test('8, RC39, RC40: overstock in the ordinary stage is 3,000 of 1,000 to 5,000; the grave stage has its own range', () => {
  const facts = { actDate: '2024-01-02', decisionDate: '2024-01-12', region: '441422' }
  assert.equal(
    yuan(decisionOn(book, { ...facts, acts: [anAct({ violation: 'YHX-35-2', place: 0.5 })] }).totalFen),
    3_000,
  )
  const grave = first(decisionOn(book, { ...facts, acts: [anAct({ violation: 'YHX-35-2', stage: 'grave' })] }).acts)
  assert.deepEqual([yuan(grave.range?.minFen), yuan(grave.range?.maxFen)], [5_000, 30_000])
})

test('9, RC18: in 2022 trading without a licence is 150,000 by the regulation; from 2026-05-01 the statute takes the act over', () => {
  const old = first(
    decisionOn(book, {
      actDate: '2022-05-01',
      decisionDate: '2022-06-20',
      region: '440402',
      acts: [anAct({ violation: 'WHT-77-p3', place: 0.5 })],
    }).acts,
  )
  assert.deepEqual([yuan(old.suggestedFen), old.row.instrument], [150_000, 'WHT'])
  assert.ok(old.measures.includes('没收违法所得'))
  const now = first(
    decisionOn(book, {
      actDate: '2026-05-01',
      decisionDate: '2026-06-20',
      region: '440402',
      acts: [anAct({ violation: 'WHT-77-p3', quantity: 2 })],
    }).acts,
  )
  assert.deepEqual([now.violation, yuan(now.band?.minFen), yuan(now.band?.maxFen)], ['WHF-100-p3', 220_000, 380_000])
})

test('10, RC45: accident and false report are two acts between 1.5 and 6 million; the income of persons must be known first', () => {
  const acts = [
    anAct({ violation: 'MK-67-p1-1', stage: 'grave', fact: '事故' }),
    anAct({ violation: 'SG-36-1', stage: 'grave', fact: '谎报' }),
  ]
  const decision = decisionOn(book, { actDate: '2024-05-02', decisionDate: '2024-05-28', region: '530623', acts })
  const bounds = ['minFen', 'maxFen'] as const
  assert.deepEqual(
    bounds.map((bound) => yuan(decision.acts.reduce((sum, { range }) => sum + (range?.[bound] ?? 0), 0))),
    [1_500_000, 6_000_000],
  )
  assert.ok(
    decision.persons.some(
      ({ suggestedFen, ratio }) => suggestedFen === null && ratio?.unit === 'percent_of_annual_income',
    ),
  )
})

test('11, RC21 (WSL 94): the duties of article 21 punish the principal, not the company; never less than 20,000', () => {
  const acts = ['AQ-94-p1-1', 'AQ-94-p1-3', 'AQ-94-p1-6'].map((violation) =>
    anAct({ violation, fact: '未履行职责', place: 0 }),
  )
  const decision = decisionOn(book, { actDate: '2022-02-01', decisionDate: '2022-03-07', region: '430105', acts })
  const act = first(decision.acts)
  assert.deepEqual(
    [decision.acts.length, act.row.subject, yuan(act.suggestedFen)],
    [1, 'principal_responsible', 20_000],
  )
  assert.ok(act.derivation.some(({ step, says }) => step === '处罚对象' && says.includes('主要负责人')))
})

test('Dongguan 2022 (WSL 97.7): three welders before any national table: 0 to 100,000, and 49,000 stands', () => {
  const decision = decisionOn(book, {
    actDate: '2022-04-12',
    decisionDate: '2022-06-10',
    region: '441900119',
    acts: [anAct({ quantity: 3 })],
  })
  const act = first(decision.acts)
  assert.deepEqual(
    [act.tier, yuan(act.range?.minFen), yuan(act.range?.maxFen), yuan(act.band?.maxFen)],
    [null, 0, 100_000, 100_000],
  )
  assert.deepEqual(whyNotAmount(act, 49_000_00), [])
  assert.equal(act.row.effectiveFrom, '2021-09-01')
  assert.ok(act.derivation.some(({ says }) => says.includes('没有生效的裁量阶次表')))
})

test('LAW-10: an amount outside the tier needs its reason, outside the statute it is refused whatever the reason', () => {
  const act = first(decisionOn(book).acts)
  assert.deepEqual(whyNotAmount(act, 30_000_00), [])
  assert.deepEqual(
    whyNotAmount(act, 30_000_01).map(({ code }) => code),
    ['outside-tier-band'],
  )
  assert.deepEqual(whyNotAmount(act, 40_000_00, '多次违法'), [])
  assert.deepEqual(
    whyNotAmount(act, 100_000_01, '多次违法').map(({ code }) => code),
    ['outside-statutory-range'],
  )
})
