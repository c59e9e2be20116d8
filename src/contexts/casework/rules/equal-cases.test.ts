import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { loadLawBook } from '../../law/store.ts'
import { aCase, aJudgement, anAct, askerOf, ID, someFacts } from '../fixtures.ts'
import type { Deed } from '../model.ts'
import type { ProposeDecision, SubmitReport } from './asks.ts'
import { decidedActs } from './equal-case-rows.ts'
import {
  compare,
  distanceBetween,
  equalCaseNumbers,
  isOutside,
  placeOf,
  spreadInFen,
  TERMS,
  unequalDecisionHasReasons,
  unequalReportHasReasons,
  type DecidedAct,
  type Likeness,
} from './equal-cases.ts'
import { unequalGroups } from './unequal-treatment.ts'

const found = equalCaseNumbers(loadLawBook(), { region: '4419', date: '2026-03-01' })
assert.ok(found, 'the weights are data of the law')
const numbers = found

let serial = 0
const decided = (part: Partial<DecidedAct> = {}): DecidedAct => ({
  caseId: `case-${(serial += 1)}`,
  actId: `act-${String(serial).padStart(5, '0')}`,
  number: `（演）应急罚〔2026〕${serial}号`,
  title: '特种作业人员无证上岗',
  violationKey: 'AQ-97-7',
  stage: 'first',
  quantity: 3,
  partyKind: 'enterprise',
  employees: 50,
  circumstances: [],
  region: '441900119',
  on: '2026-02-10',
  fineFen: 5_000_000,
  minFen: 0,
  maxFen: 10_000_000,
  reasons: '',
  ...part,
})
const fines = (...fen: number[]) => fen.map((fineFen) => decided({ fineFen }))
const draft: Likeness = decided()

test('the weights of all terms add up to one, so that no distance exceeds it', () => {
  const sum = Object.values(numbers.weights).reduce((total, weight) => total + weight, 0)
  assert.ok(Math.abs(sum - 1) < 1e-9, String(sum))
  assert.equal(equalCaseNumbers(loadLawBook(), { region: '', date: '2021-07-14' }), null, 'APL 34 did not bind yet')
})

test('APL 34: the distance names every term, is nothing for like acts and leaves equality with another stage', () => {
  const same = distanceBetween(draft, decided(), numbers)
  assert.equal(same?.total, 0)
  assert.deepEqual(
    same?.terms.map(({ term }) => term),
    Object.keys(TERMS),
  )
  assert.equal(distanceBetween(draft, decided({ violationKey: 'AQ-97-4' }), numbers), null)
  assert.ok((distanceBetween(draft, decided({ stage: 'overdue' }), numbers)?.total ?? 0) > numbers.reach)
  const term = (part: Partial<DecidedAct>, name: string) =>
    distanceBetween(draft, decided(part), numbers)?.terms.find((each) => each.term === name)?.unlike
  assert.equal(term({ quantity: 30 }, 'quantity'), 1)
  assert.equal(term({ circumstances: ['corrected'] }, 'circumstances'), 1)
  assert.equal(term({ region: '441900120' }, 'region'), 0.25)
  assert.equal(term({ region: '11' }, 'region'), 0.5)
  assert.equal(term({ employees: null }, 'partySize'), 0.5)
  assert.equal(term({ on: '2020-01-01' }, 'time'), 1)
})

const likeness = fc.record({
  quantity: fc.integer({ min: 1, max: 200 }),
  stage: fc.constantFrom('first' as const, 'overdue' as const, 'grave' as const),
  partyKind: fc.constantFrom('enterprise' as const, 'self-employed' as const, 'individual' as const),
  employees: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: null }),
  circumstances: fc.uniqueArray(fc.constantFrom('corrected', 'repeat', 'intentional', 'merit')),
  region: fc.constantFrom('44', '4419', '441900119', '441302', '441302003', '11'),
  on: fc.constantFrom('2023-05-01', '2024-11-30', '2026-02-28'),
  fineFen: fc.integer({ min: 0, max: 10_000_000 }),
})
const acts = fc.array(likeness, { maxLength: 12 }).map((rows) => rows.map((row) => decided(row)))

test('a distance is symmetric and lies between 0 and 1', () => {
  fc.assert(
    fc.property(likeness, likeness, (a, b) => {
      const [there, back] = [
        distanceBetween(decided(a), decided(b), numbers),
        distanceBetween(decided(b), decided(a), numbers),
      ]
      assert.deepEqual(there, back)
      assert.ok(there && there.total >= 0 && there.total <= 1)
    }),
  )
})

test('the comparison does not depend on the order of the decided cases', () => {
  fc.assert(
    fc.property(acts, fc.infiniteStream(fc.nat()), (given, noise) => {
      const keys = new Map(given.map((act) => [act, noise.next().value ?? 0]))
      const mixed = given.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0))
      assert.deepEqual(compare(draft, mixed, numbers), compare(draft, given, numbers))
      const month = { month: '2026-02', numbers }
      assert.deepEqual(unequalGroups(mixed, month), unequalGroups(given, month))
    }),
  )
})

test('more cases free a draft from its reasons only when equal ones were fined on the other side of it', () => {
  fc.assert(
    fc.property(acts, acts, fc.double({ min: 0, max: 1, noNaN: true }), (before, more, place) => {
      const first = compare(draft, before, numbers).spread
      const then = compare(draft, [...before, ...more], numbers).spread
      if (!first || !isOutside(place, first, numbers) || isOutside(place, then, numbers)) return
      const isEqual = (act: DecidedAct) => (distanceBetween(draft, act, numbers)?.total ?? 1) <= numbers.reach
      const reaches = more
        .filter(isEqual)
        .some((act) =>
          place > first.high
            ? placeOf(act) + numbers.tolerance >= place - 1e-6
            : placeOf(act) - numbers.tolerance <= place + 1e-6,
        )
      assert.ok(reaches, 'freed without a case that was fined so')
    }),
  )
})

test('with too few equal cases nothing is compared; with enough the tolerance is the edge', () => {
  assert.equal(compare(draft, fines(1_000_000, 2_000_000), numbers).spread, null)
  const comparison = compare(draft, fines(4_000_000, 5_000_000, 6_000_000), numbers)
  assert.deepEqual(comparison.spread, { low: 0.4, high: 0.6, median: 0.5 })
  assert.equal(isOutside(0.65, comparison.spread, numbers), false)
  assert.equal(isOutside(0.66, comparison.spread, numbers), true)
  assert.equal(isOutside(0.35, comparison.spread, numbers), false)
  assert.equal(isOutside(0.34, comparison.spread, numbers), true)
  assert.deepEqual(spreadInFen(comparison, { actId: ID.act, minFen: 1_000_000, maxFen: 2_000_000, tolerance: 0.05 }), {
    actId: ID.act,
    equal: 3,
    lowFen: 1_350_000,
    highFen: 1_650_000,
    medianFen: 1_500_000,
  })
})

const spread = { actId: ID.act, equal: 4, lowFen: 3_500_000, highFen: 6_500_000, medianFen: 5_000_000 }
const by = askerOf(ID.first)
const at = '2026-02-20T02:00:00.000Z'
const facts = someFacts({ judgement: aJudgement(), equalCases: [spread] })
const amounts = (amountFen: number) => [{ actId: ID.act, amountFen }]

const report = (amountFen: number, reasons = ''): Deed<SubmitReport> => ({
  thing: aCase('filed'),
  facts,
  by,
  at,
  input: { course: '检查', acts: [anAct()], amounts: amounts(amountFen), measures: [], proposal: '罚款', reasons },
})

test('APL 34: a report outside the spread of equal cases is refused without reasons, on both sides', () => {
  assert.equal(unequalReportHasReasons.refuses(report(3_500_000)), null)
  assert.equal(unequalReportHasReasons.refuses(report(6_500_000)), null)
  const refusal = unequalReportHasReasons.refuses(report(6_500_001))
  assert.equal(refusal?.code, 'outside-equal-cases-without-reasons')
  assert.match(refusal?.says ?? '', /4件同类案件/)
  assert.equal(unequalReportHasReasons.refuses(report(3_499_999))?.code, 'outside-equal-cases-without-reasons')
  assert.equal(unequalReportHasReasons.refuses(report(6_500_001, '当事人拒不改正，危害明显大于同类案件')), null)
  assert.equal(unequalReportHasReasons.refuses({ ...report(9_000_000), facts: someFacts() }), null)
})

test('APL 34: a proposal keeps the reasons of the report only for the amount that the report explained', () => {
  const thing = aCase('notified')
  const proposal = (amountFen: number, reasons?: string): Deed<ProposeDecision> => ({
    thing: {
      ...thing,
      report: thing.report && { ...thing.report, amounts: amounts(9_000_000), reasons: '人数多且拒不改正，应当从重' },
    },
    facts,
    by,
    at,
    input: { amounts: amounts(amountFen), measures: [], opinion: '建议处罚', ...(reasons ? { reasons } : {}) },
  })
  assert.equal(unequalDecisionHasReasons.refuses(proposal(9_000_000)), null)
  assert.equal(unequalDecisionHasReasons.refuses(proposal(8_000_000))?.code, 'outside-equal-cases-without-reasons')
  assert.equal(unequalDecisionHasReasons.refuses(proposal(8_000_000, '复核后认定其中一人证件有效')), null)
  assert.equal(unequalDecisionHasReasons.refuses(proposal(5_000_000)), null)
})

test('NEW-11: a planted outlier is found in the month of its decision, with its group and no word about who handled it', () => {
  const alike = fines(4_500_000, 5_000_000, 5_500_000).map((act) => ({ ...act, on: '2026-01-15' }))
  const outlier = decided({ fineFen: 9_900_000, on: '2026-02-05', reasons: '拒不改正' })
  const other = decided({ violationKey: 'AQ-97-4', fineFen: 0 })
  const [group, ...more] = unequalGroups([...alike, outlier, other], { month: '2026-02', numbers })
  assert.equal(more.length, 0)
  assert.deepEqual(
    group?.cases.map(({ act, isFarOff }) => [act.fineFen, isFarOff]),
    [
      [4_500_000, false],
      [5_000_000, false],
      [5_500_000, false],
      [9_900_000, true],
    ],
  )
  assert.deepEqual(unequalGroups([...alike, outlier], { month: '2026-01', numbers }), [], 'not yet decided in January')
  assert.deepEqual(unequalGroups([...alike, outlier], { month: '2026-03', numbers }), [], 'nothing decided in March')
  const words = Object.keys(group?.cases[0]?.act ?? {}).join(' ')
  assert.doesNotMatch(words, /handler|officer/)
})

test('decided acts are read from their cases; without amount or range an act tells nothing', () => {
  const thing = aCase('decided')
  const row = {
    id: thing.id,
    region: thing.region,
    number: '1号',
    enterpriseId: thing.enterpriseId,
    partyKind: thing.party.kind,
    decidedOn: '2026-03-16',
    acts: thing.acts,
    amounts: thing.decision?.amounts ?? [],
    judged: aJudgement().acts,
    reasons: '',
  }
  assert.deepEqual(
    decidedActs([row], () => 12).map(({ fineFen, employees, maxFen }) => [fineFen, employees, maxFen]),
    [[4_900_000, 12, 10_000_000]],
  )
  assert.deepEqual(
    decidedActs([{ ...row, amounts: [] }], () => null),
    [],
  )
})
