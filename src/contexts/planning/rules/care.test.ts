import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lawbook } from '../../law/public.ts'
import { AT, aUnit, REGION } from '../fixtures.ts'
import { USUAL_INPUTS } from './annual-plan.ts'
import { planUnitOf } from './annual-plan-candidates.ts'
import { careOf, careRulesOn, type CareFacts } from './care.ts'

const ON = '2026-03-05'
const at = { region: REGION.county, date: ON }
const facts = (changes: Partial<CareFacts> = {}): CareFacts => ({
  keyUnit: true,
  grade: '3',
  standing: { accidentFreeSince: null, listed: null, closedOn: null },
  majorUntreated: 0,
  hazardsFound: 0,
  ...changes,
})
const free = (on: string) => ({
  accidentFreeSince: { on, reference: '安全生产事故查询证明' },
  listed: null,
  closedOn: null,
})
const LISTED = {
  accidentFreeSince: null,
  listed: { on: '2025-09-01', reference: '惠应急列〔2025〕1号' },
  closedOn: null,
}
const decided = (changes: Partial<CareFacts> = {}, on = ON) => {
  const { verdict, reasons } = careOf(facts(changes), careRulesOn(lawbook(), { ...at, date: on }), on)
  return [verdict, ...reasons.map(({ code }) => code)]
}

test('ENT-06, S003 art. 2: a key unit without an accident for three years is eligible for relief, a day less is not', () => {
  assert.deepEqual(decided({ standing: free('2023-03-05') }), ['relief', 'accident-free'])
  assert.deepEqual(decided({ standing: free('2023-03-06') }), ['usual', 'accident-free-too-short'])
  assert.deepEqual(decided(), ['usual', 'accident-free-unknown'])
  assert.deepEqual(decided({ grade: '1' }), ['relief', 'first-grade'])
  assert.deepEqual(decided({ grade: '1', keyUnit: false }), ['usual'], 'relief is for key units')
})

test('ENT-06, S003 art. 2: a dishonest unit is tightened, and no record of grace outweighs it', () => {
  assert.deepEqual(decided({ standing: LISTED }), ['tightened', 'dishonest'])
  assert.deepEqual(
    decided({ grade: '1', standing: { ...free('2020-01-01'), listed: LISTED.listed, closedOn: null } }),
    ['tightened', 'dishonest'],
  )
  assert.deepEqual(decided({ majorUntreated: 1, hazardsFound: 10 }), ['tightened', 'major-untreated', 'weak-basics'])
  assert.deepEqual(decided({ hazardsFound: 9 }), ['usual', 'accident-free-unknown'])
  assert.deepEqual(decided({ keyUnit: false, standing: LISTED }), ['tightened', 'dishonest'])
})

test('ENT-06: every reason cites its article with the standing of its row, and the own rows of a region count there', () => {
  const [elsewhere] = careOf(facts({ grade: '1' }), careRulesOn(lawbook(), at), ON).reasons
  assert.deepEqual(elsewhere && [elsewhere.cites.instrument, elsewhere.cites.article, elsewhere.confidence], [
    'S000',
    2,
    '○',
  ])
  const [inJiangsu] = careOf(facts({ grade: '1' }), careRulesOn(lawbook(), { region: '320102', date: ON }), ON).reasons
  assert.deepEqual([inJiangsu?.cites.instrument, inJiangsu?.confidence], ['S003', '✔'])
  assert.deepEqual(decided({ grade: '1' }, '2025-02-26'), ['usual'], 'before the circular nothing was told')
})

test('ENT-06: the plan visits a tightened key unit once more and ranks it higher, a relieved one never twice, always once', () => {
  const frame = { bureau: REGION.county, year: 2026, at: AT, inputs: USUAL_INPUTS }
  const rules = careRulesOn(lawbook(), at)
  const planned = (care: Partial<CareFacts>, changes: Parameters<typeof aUnit>[1] = {}) =>
    planUnitOf(aUnit(1, { ...changes, care: careOf(facts(care), rules, ON) }), frame)
  const usual = planned({})
  const tightened = planned({ standing: LISTED })
  assert.deepEqual([usual.visitsWanted, tightened.visitsWanted, tightened.score - usual.score], [1, 2, 20])
  assert.match(tightened.parts.find(({ code }) => code === 'tightened')?.says ?? '', /严重失信主体名单/)
  const grave = { sectors: ['dust', 'ammonia'] }
  assert.equal(planned({}, grave).visitsWanted, 2)
  const relieved = planned({ standing: free('2020-01-01') }, grave)
  assert.deepEqual([relieved.visitsWanted, relieved.parts.at(-1)?.code], [1, 'relief'])
  assert.equal(
    planned({ standing: LISTED }, { ...grave, cap: 2 }).visitsWanted,
    2,
    'the cap stays the cap (circular art. 3)',
  )
})
