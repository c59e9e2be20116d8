import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lawbook } from '../../law/public.ts'
import { planningId, REGION } from '../fixtures.ts'
import { keyRulesOn, keyUnitsBy, whyKeyUnit, type KeyFacts } from './key-list.ts'

const at = { region: REGION.county, date: '2026-03-05' }
const rules = keyRulesOn(lawbook(), at)
const facts = (changes: Partial<KeyFacts> = {}): KeyFacts => ({
  id: planningId(1),
  name: '示例制品有限公司',
  creditCode: '91990000MA00000010',
  kind: 'company',
  sectors: ['general'],
  highRisk: false,
  keyUnit: false,
  ...changes,
})
const why = (changes: Partial<KeyFacts>) => (rules ? whyKeyUnit(facts(changes), rules).map(({ code }) => code) : null)

test('ENT-05, circular art. 2: mines, hazardous chemicals, fireworks, smelting and dust of high risk, and agencies, are key units', () => {
  for (const sector of [
    'non_coal_mine',
    'hazchem',
    'fireworks_production',
    'fireworks_wholesale',
    'metal_smelting',
    'dust',
  ]) {
    assert.deepEqual(why({ sectors: ['general', sector], highRisk: true }), ['trade'], sector)
    assert.deepEqual(why({ sectors: ['general', sector] }), [], `${sector} of low risk`)
  }
  assert.deepEqual(why({ kind: 'agency' }), ['agency'])
  assert.deepEqual(why({ sectors: ['service_org'] }), ['agency'])
  assert.deepEqual(why({ highRisk: true }), ['other-high-risk'])
  assert.equal(keyRulesOn(lawbook(), { ...at, date: '2025-02-26' }), null, 'before the circular nothing was told here')
})

test('ENT-05: each reason cites the article with the standing of its row', () => {
  const [reason] = rules ? whyKeyUnit(facts({ highRisk: true, sectors: ['dust'] }), rules) : []
  assert.deepEqual(reason && [reason.cites.instrument, reason.cites.article, reason.confidence], ['S000', 2, '○'])
  assert.match(reason?.says ?? '', /粉尘涉爆/)
})

test('ENT-05: made anew, the list keeps what somebody decided, and drops nobody of the register in silence', () => {
  assert.ok(rules)
  const dust = facts({ id: planningId(1), sectors: ['dust'], highRisk: true })
  const kept = facts({ id: planningId(2), keyUnit: true })
  const general = facts({ id: planningId(3) })
  const first = keyUnitsBy(rules, [dust, kept, general])
  assert.deepEqual(
    first.map(({ enterpriseId, isListed, wasInRegister }) => [enterpriseId, isListed, wasInRegister]),
    [
      [planningId(1), true, false],
      [planningId(2), false, true],
    ],
  )
  const byHand = { because: '已停产', number: '', byName: '甲某', at: '2026-01-01T00:00:00.000Z' }
  const decided = first.map((unit) =>
    unit.enterpriseId === planningId(1) ? { ...unit, isListed: false, byHand } : unit,
  )
  const [again] = keyUnitsBy(rules, [dust, kept, general], decided)
  assert.deepEqual([again?.isListed, again?.byHand?.because], [false, '已停产'])
})
