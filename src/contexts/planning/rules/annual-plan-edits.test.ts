import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Asker } from '../../../kernel/asker.ts'
import { take, whyNot } from '../../../kernel/step.ts'
import { anAnnualPlan, AT, aUnit, planningId, REGION } from '../fixtures.ts'
import { editPlan } from '../transitions/annual-plan.ts'
import { NO_ANNUAL_FACTS, type EditFacts } from './annual-plan-acts.ts'
import { loadOf } from './annual-plan-arrange.ts'
import { planUnitOf, type UnitFacts } from './annual-plan-candidates.ts'
import { USUAL_INPUTS, type PlanChange, type PlanUnit } from './annual-plan.ts'

const planner: Asker = {
  id: planningId(9),
  name: '计划员',
  kind: 'officer',
  region: REGION.county,
  roles: [],
  permissions: ['planning.plan'],
}

type Edit = {
  business: UnitFacts
  before: number[]
  change: PlanChange
  others?: PlanUnit[]
  hard?: number
  unit?: Partial<PlanUnit>
  at?: string
}

/** Asks the step for one change of one business, as the route does. */
function ask({ business, before, change, others = [], hard = 80, unit = {}, at = AT }: Edit) {
  const thing = anAnnualPlan({}, hard)
  const frame = { bureau: thing.region, year: 2026, at, inputs: USUAL_INPUTS }
  const row: PlanUnit = { ...planUnitOf(business, frame), months: before, leftOut: null, ...unit }
  const gone =
    change.kind === 'move' ? before.indexOf(change.from) : change.kind === 'remove' ? before.indexOf(change.month) : -1
  const into = change.kind === 'move' ? [change.to] : change.kind === 'add' ? [change.month] : []
  const months = [...before.filter((_, place) => place !== gone), ...into].sort((a, b) => a - b)
  const after = { ...row, months }
  const edit: EditFacts = {
    business,
    unit: after,
    pool: null,
    monthsBefore: before,
    monthsAfter: months,
    loadAfter: loadOf({ units: [...others, after], pools: [] }),
  }
  const act = { thing, input: { version: 3, change }, facts: { ...NO_ANNUAL_FACTS, edit }, by: planner, at }
  return { codes: whyNot(editPlan, act).map(({ code, cites }) => `${code} ${cites?.article}`), after, act }
}

const enterpriseId = planningId(1)
const add = (month: number, joint = false): PlanChange => ({ kind: 'add', enterpriseId, month, joint })
const move = (from: number, to: number): PlanChange => ({ kind: 'move', enterpriseId, from, to })
const codesOf = (edit: Omit<Edit, 'business'> & { business?: UnitFacts }) => ask({ business: aUnit(1), ...edit }).codes

test('circular art. 3: a visit beyond the cap is refused, the last one within it is not', () => {
  const business = (used: number) => aUnit(1, { cap: 2, used })
  assert.deepEqual(codesOf({ business: business(0), before: [2], change: add(8) }), [])
  assert.deepEqual(codesOf({ business: business(1), before: [2], change: add(8) }), ['plan-over-cap 3'])
  assert.deepEqual(codesOf({ business: business(2), before: [], change: add(8) }), ['cap-reached 3', 'plan-over-cap 3'])
})

test('circular art. 15: a month takes what its officers can carry and no visit more', () => {
  assert.deepEqual(codesOf({ before: [2], change: move(2, 5), hard: 4 }), [])
  assert.deepEqual(codesOf({ before: [2], change: move(2, 5), hard: 2 }), ['month-is-full 15'])
})

test('circular art. 2: closed and past months stay closed, and what is past stays as it was', () => {
  const at = '2026-06-15T02:00:00.000Z'
  assert.deepEqual(codesOf({ before: [8], change: move(8, 5), at }), [])
  assert.deepEqual(codesOf({ before: [8], change: move(8, 4), at }), ['month-closed 2'])
  assert.deepEqual(codesOf({ before: [3], change: move(3, 8), at }), ['month-is-past 2'])
})

test('circular art. 4: two visits to one business stand three months apart', () => {
  assert.deepEqual(codesOf({ before: [2], change: add(5) }), [])
  assert.deepEqual(codesOf({ before: [2], change: add(4) }), ['visits-too-near 4'])
})

test('circular art. 4: a business of the level below is added jointly or not at all, one outside never', () => {
  const town = aUnit(1, { responsibleBureau: REGION.town })
  const jointWith = { bureau: REGION.town, bureauName: '示例镇' }
  assert.deepEqual(codesOf({ business: town, before: [], change: add(5) }), ['other-level 4'])
  assert.deepEqual(codesOf({ business: town, before: [], change: add(5, true), unit: { jointWith } }), [])
  const outside = aUnit(1, { responsibleBureau: REGION.neighbour, region: '441303001' })
  const there = { jointWith: { bureau: REGION.neighbour, bureauName: '邻区' } }
  assert.deepEqual(codesOf({ business: outside, before: [], change: add(5, true), unit: there }), ['other-level 4'])
})

test('circular art. 2: a general unit is drawn, never named', () => {
  assert.deepEqual(codesOf({ business: aUnit(1, { keyUnit: false }), before: [], change: add(5) }), [
    'general-unit-is-drawn 2',
  ])
})

test('what is not there is neither moved nor taken out', () => {
  assert.deepEqual(codesOf({ before: [2], change: move(3, 8) }), ['no-such-visit 2'])
})

test('whatever a planner tries, what is accepted stays within cap, capacity and distance', () => {
  const change = fc.oneof(
    fc.record({ kind: fc.constant('add' as const), month: fc.nat(11) }),
    fc.record({ kind: fc.constant('move' as const), from: fc.nat(11), to: fc.nat(11) }),
    fc.record({ kind: fc.constant('remove' as const), month: fc.nat(11) }),
  )
  const year = fc.record({
    caps: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 4, maxLength: 4 }),
    edits: fc.array(fc.record({ unit: fc.nat(3), change }), { maxLength: 40 }),
    hard: fc.integer({ min: 0, max: 6 }).map((pairs) => pairs * 2),
  })
  fc.assert(
    fc.property(year, ({ caps, edits, hard }) => {
      const businesses = caps.map((cap, at) => aUnit(at + 1, { cap }))
      const rows = new Map<string, PlanUnit>()
      for (const { unit: at, change: tried } of edits) {
        const business = businesses[at]
        if (!business) continue
        const own = { enterpriseId: business.id, joint: false, because: '生产经营调整' }
        const before = rows.get(business.id)?.months ?? []
        const others = [...rows.values()].filter((row) => row.enterpriseId !== business.id)
        const asked = ask({ business, before, change: { ...tried, ...own } as PlanChange, others, hard })
        if (asked.codes.length > 0) continue
        take(editPlan, asked.act)
        rows.set(business.id, asked.after)
      }
      loadOf({ units: [...rows.values()], pools: [] }).forEach((days) => assert.ok(days <= hard))
      caps.forEach((cap, at) => {
        const months = rows.get(planningId(at + 1))?.months ?? []
        assert.ok(months.length <= cap)
        months.forEach((month, place) =>
          assert.ok(place === 0 || month - (months[place - 1] ?? 0) >= USUAL_INPUTS.monthsApart),
        )
      })
    }),
    { numRuns: 500 },
  )
})
