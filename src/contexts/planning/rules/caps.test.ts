import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bindsOn } from '../../../kernel/rule.ts'
import type { CapFacts } from '../model.ts'
import {
  exemptCauseIsProven,
  noRepeatBelow,
  oneEnterpriseOneLevel,
  VISIT_RULES,
  yearlyCap,
  type PlannedVisit,
} from './caps.ts'

const aCap = (changes: Partial<CapFacts> = {}): CapFacts => ({
  year: 2026,
  cap: 8,
  capCites: { instrument: 'S000', article: 3 },
  used: 0,
  made: 0,
  responsibleBureau: '441302',
  checkedElsewhere: [],
  ...changes,
})

const aVisit = (changes: Partial<PlannedVisit> = {}): PlannedVisit => ({
  cap: aCap(),
  bureau: '441302',
  reason: 'plan',
  reasonRef: '',
  checkItemIds: ['GEN-001'],
  officerBureaus: ['441302', '441302'],
  at: 'planning',
  ...changes,
})

test('circular art. 3 (A1): the eighth visit to a high-risk grade-3 business is planned, the ninth is refused and the cap of 8 is told', () => {
  assert.equal(yearlyCap.refuses(aVisit({ cap: aCap({ used: 7 }) })), null)
  const refusal = yearlyCap.refuses(aVisit({ cap: aCap({ used: 8 }) }))
  assert.equal(refusal?.code, 'yearly-visit-cap-reached')
  assert.deepEqual(refusal?.facts, { cap: 8, used: 8, year: 2026 })
  assert.ok(refusal?.says.includes('8次') && refusal.mend)
})

test('circular art. 3 (A2, trap 28): a complaint with its number goes past the cap, without one it does not', () => {
  const full = aCap({ used: 8 })
  for (const reason of ['complaint', 'transfer', 'monitoring']) {
    assert.equal(yearlyCap.refuses(aVisit({ cap: full, reason, reasonRef: 'T-2026-17' })), null)
    assert.equal(yearlyCap.refuses(aVisit({ cap: full, reason, reasonRef: ' ' }))?.code, 'yearly-visit-cap-reached')
    assert.equal(exemptCauseIsProven.refuses(aVisit({ reason }))?.code, 'cause-without-proof')
    assert.equal(exemptCauseIsProven.refuses(aVisit({ reason, reasonRef: 'T-2026-17' })), null)
  }
  assert.equal(
    yearlyCap.refuses(aVisit({ cap: full, reason: 'draw', reasonRef: 'D-1' }))?.code,
    'yearly-visit-cap-reached',
  )
})

test('circular art. 3: reserved slots count at planning, only visits made count at the door', () => {
  const cap = aCap({ used: 8, made: 7 })
  assert.equal(yearlyCap.refuses(aVisit({ cap, at: 'planning' }))?.code, 'yearly-visit-cap-reached')
  assert.equal(yearlyCap.refuses(aVisit({ cap, at: 'door' })), null)
  assert.equal(
    yearlyCap.refuses(aVisit({ cap: aCap({ used: 8, made: 8 }), at: 'door' }))?.code,
    'yearly-visit-cap-reached',
  )
})

test('circular art. 3: where no cap is in force none is reached', () => {
  assert.equal(yearlyCap.refuses(aVisit({ cap: aCap({ cap: null, used: 99 }) })), null)
})

test('circular art. 4 (A4): the city is refused at a county’s business, unless it comes jointly or with a proven cause', () => {
  const ofCity = { bureau: '4413', officerBureaus: ['4413', '4413'] }
  assert.equal(oneEnterpriseOneLevel.refuses(aVisit(ofCity))?.code, 'one-enterprise-one-level')
  assert.equal(oneEnterpriseOneLevel.refuses(aVisit({ ...ofCity, officerBureaus: ['4413', '441302'] })), null)
  assert.equal(oneEnterpriseOneLevel.refuses(aVisit({ ...ofCity, reason: 'complaint', reasonRef: 'T-1' })), null)
  assert.equal(
    oneEnterpriseOneLevel.refuses(aVisit({ ...ofCity, reason: 'complaint' }))?.code,
    'one-enterprise-one-level',
  )
  assert.equal(oneEnterpriseOneLevel.refuses(aVisit()), null)
})

test('circular art. 4: a lower level does not repeat the matters of a higher one; other matters and other years’ levels are free', () => {
  const checked = (bureau: string) => aCap({ checkedElsewhere: [{ checkItemId: 'GEN-001', bureau, on: '2026-02-01' }] })
  assert.equal(noRepeatBelow.refuses(aVisit({ cap: checked('4413') }))?.facts['matters'], 'GEN-001')
  assert.equal(noRepeatBelow.refuses(aVisit({ cap: checked('4413'), checkItemIds: ['GEN-002'] })), null)
  assert.equal(noRepeatBelow.refuses(aVisit({ cap: checked('4413'), reason: 'transfer', reasonRef: 'Z-1' })), null)
  assert.equal(noRepeatBelow.refuses(aVisit({ cap: checked('441302003') })), null, 'the higher level may look again')
  assert.equal(noRepeatBelow.refuses(aVisit({ cap: checked('441303') })), null, 'a neighbour is no higher level')
})

test('the circular binds from 2025-02-27 and not a day before', () => {
  for (const rule of VISIT_RULES) {
    assert.equal(bindsOn(rule, '2025-02-26'), false)
    assert.equal(bindsOn(rule, '2025-02-27'), true)
  }
})
