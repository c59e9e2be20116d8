import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AT, aUnit, planningId, REGION } from '../fixtures.ts'
import { USUAL_INPUTS } from './annual-plan.ts'
import { arranged, loadOf, prepared } from './annual-plan-arrange.ts'
import {
  monthsToCome,
  openMonthsOf,
  planUnitOf,
  poolsOf,
  whyLeftOut,
  type PlanFrame,
} from './annual-plan-candidates.ts'
import { optimise } from './optimise.ts'
import { anAnnualPlan } from '../fixtures.ts'
import { openHighs } from '../jobs/highs.ts'

const solve = await openHighs()
const frame: PlanFrame = { bureau: REGION.county, year: 2026, at: AT, inputs: USUAL_INPUTS }
const OTHER = { bureau: REGION.city, bureauName: '示例市应急管理局', number: '年度计划〔2026〕第4413-001号' }
const codeOf = (changes: Parameters<typeof aUnit>[1], bureau: string = REGION.county) => {
  const why = whyLeftOut(aUnit(1, changes), { bureau, year: 2026 })
  return why && [why.code, why.cites.instrument, why.cites.article]
}

test('circular art. 4: only the bureau that is responsible for a business plans it', () => {
  assert.equal(codeOf({}), null)
  assert.deepEqual(codeOf({ responsibleBureau: REGION.city }), ['other-level', 'MEM-2025-02-27', 4])
})

test('PL150 art. 4: what a superior’s plan holds alone is not planned again; a joint visit with us is ours too', () => {
  assert.deepEqual(codeOf({ otherPlans: [{ ...OTHER, months: [3], jointWith: null }] }), ['in-upper-plan', 'PL150', 4])
  assert.equal(codeOf({ otherPlans: [{ ...OTHER, months: [3], jointWith: REGION.county }] }), null)
})

test('circular art. 4 and 11: after a superior’s visit the lower level steps back, a town after anybody’s', () => {
  const by = (bureau: string) => ({ checkedBy: { bureau, bureauName: '', on: '2026-01-02' } })
  assert.deepEqual(codeOf(by(REGION.city)), ['checked-above', 'MEM-2025-02-27', 4])
  assert.equal(codeOf(by(REGION.town)), null)
  const town = { responsibleBureau: REGION.town }
  assert.deepEqual(codeOf({ ...town, ...by(REGION.county) }, REGION.town), ['checked-this-year', 'MEM-2025-02-27', 11])
  assert.equal(codeOf({ ...town, ...by('441302114') }, REGION.town), null)
})

test('circular art. 3: visits made, reserved and planned elsewhere count together; a joint visit counts once', () => {
  const elsewhere = [{ ...OTHER, bureau: '441302003', months: [3], jointWith: null }]
  assert.equal(codeOf({ cap: 2, used: 1 }), null)
  assert.deepEqual(codeOf({ cap: 2, used: 2 }), ['cap-reached', 'MEM-2025-02-27', 3])
  assert.deepEqual(codeOf({ cap: 2, used: 1, otherPlans: elsewhere }), ['cap-reached', 'MEM-2025-02-27', 3])
  assert.equal(codeOf({ cap: 2, used: 1, otherPlans: [{ ...OTHER, months: [3], jointWith: REGION.county }] }), null)
  assert.equal(codeOf({ cap: null, used: 99 }), null)
})

test('a unit of high risk is sought twice, as far as the cap leaves it', () => {
  const wanted = (changes: Parameters<typeof aUnit>[1]) => planUnitOf(aUnit(1, changes), frame).visitsWanted
  // 30 for the industry, 15 for the grade, 15 for no visit on record, 10 for what it does.
  assert.equal(wanted({ sectors: ['dust', 'ammonia'] }), 2)
  assert.equal(wanted({}), 1)
  assert.equal(wanted({ sectors: ['dust', 'ammonia'], cap: 2, used: 1 }), 1)
})

test('of the running year only the months to come are open, of the next one all, of a past one none', () => {
  assert.equal(monthsToCome({ year: 2026, at: '2026-03-31T15:59:00.000Z' }), 0xfff & ~0b11)
  assert.equal(monthsToCome({ year: 2026, at: '2026-03-31T16:00:00.000Z' }), 0xfff & ~0b111)
  assert.equal(monthsToCome({ year: 2027, at: AT }), 0xfff)
  assert.equal(monthsToCome({ year: 2025, at: AT }), 0)
})

test('key periods close months to those they name, and prefer months for others', () => {
  const key = openMonthsOf(aUnit(1, { sectors: ['hazchem'] }), frame)
  const general = openMonthsOf(aUnit(1, { keyUnit: false }), frame)
  assert.deepEqual([key.open, key.preferred], [0xfff, 0b11100])
  assert.deepEqual([general.open, general.preferred], [0xfff & ~0b10, 0])
})

test('circular art. 2: general units stand in pools by risk and period; nobody is picked by name', () => {
  const units = Array.from({ length: 25 }, (_, at) => aUnit(at + 1, { keyUnit: false, used: at < 5 ? 8 : 0 }))
  const { pools, leftOut } = poolsOf(units, frame)
  assert.deepEqual(
    pools.map((pool) => [pool.units, pool.wanted]),
    [[20, 2]],
  )
  assert.deepEqual(
    leftOut.map(({ reason, units: count }) => [reason.code, count]),
    [['cap-reached', 5]],
  )
})

test('every key unit is planned or left out with its reason, and the riskiest are planned when time is short', () => {
  const units = Array.from({ length: 60 }, (_, at) =>
    aUnit(at + 1, {
      grade: (['none', '3', '2', '1'] as const)[at % 4] ?? '1',
      highRisk: at % 3 === 0,
      cap: at % 7 === 0 ? 1 : 8,
      used: at % 14 === 0 ? 1 : 0,
    }),
  )
  const { capacity } = anAnnualPlan({}, 6)
  const prep = prepared(units, frame, capacity)
  const plan = arranged(prep, optimise(prep.problem, solve))
  assert.equal(plan.units.length, 60)
  for (const unit of plan.units) {
    assert.ok(unit.months.length > 0 || unit.leftOut !== null, unit.name)
    assert.ok(unit.months.length <= (unit.capLeft ?? 99))
  }
  loadOf(plan).forEach((days) => assert.ok(days <= 6))
  const short = plan.units.filter(({ leftOut }) => leftOut?.code === 'no-capacity')
  assert.ok(short.length > 0 && short.every(({ leftOut }) => /执法力量/.test(leftOut?.says ?? '')))
  assert.ok(plan.units.every(({ enterpriseId }) => enterpriseId !== planningId(0)))
})
