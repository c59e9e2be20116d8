import assert from 'node:assert/strict'
import { test } from 'node:test'
import { citationKey } from '../../kernel/citation.ts'
import { take, whyNot, type AnyStep } from '../../kernel/step.ts'
import { A, aHazard, by, NOW } from '../inspection/fixtures.ts'
import { HAZARD_STATES, type Hazard, type HazardState } from './model.ts'
import { REPORT_PERMISSION } from './rules/report.ts'
import { lifecycle, order } from './transitions.ts'

const INPUT: Record<string, object> = {
  order: { rectifyBy: '2026-03-20' },
  'ask-more-time': { version: 1, until: '2026-03-30', reason: '设备到货推迟' },
  'grant-more-time': { until: '2026-03-28', because: '情况属实' },
  'refuse-more-time': { until: null, because: '可以按期完成' },
  'report-rectified': { version: 1, text: '已整改', evidenceIds: [] },
  pass: { on: '2026-03-21', note: '', evidenceIds: [] },
  fail: { on: '2026-03-21', note: '未整改', evidenceIds: [] },
}
const ASKED = { askedAt: NOW, until: '2026-03-30', reason: '设备到货推迟', by: '演示企业', answer: null }
const asker = by(A, ['inspection.extend', 'inspection.order', 'inspection.recheck', REPORT_PERMISSION])
const states = Object.keys(HAZARD_STATES) as HazardState[]
const actOf = (step: AnyStep, state: HazardState) => {
  const input = INPUT[step.name]
  assert.ok(input, `no act for ${step.name}`)
  const moreTime = /^(grant|refuse)/.test(step.name) ? ASKED : null
  const thing = aHazard(1, { state, rectifyBy: '2026-03-20', moreTime })
  return { thing, input, facts: { evidence: [] }, by: asker, at: NOW }
}

for (const step of lifecycle.steps) {
  for (const state of states) {
    const allowed = step.from.includes(state)
    test(`${citationKey(step.cites)}: a hazard’s ${step.name} from ${state} is ${allowed ? `taken to ${step.to}` : 'refused with the article'}`, () => {
      const act = actOf(step, state)
      if (allowed) {
        const after: Hazard = take(step, act, HAZARD_STATES)
        assert.deepEqual([after.state, after.version], [step.to, 2])
        return
      }
      const [refusal] = whyNot(step, act, HAZARD_STATES)
      assert.equal(refusal?.code, 'wrong-state')
      assert.deepEqual(refusal?.cites, step.cites)
    })
  }
}

test('a second order forgets what the business and the officers said about the first', () => {
  const failed = aHazard(1, {
    state: 'failed',
    rectifyBy: '2026-03-04',
    recheck: { on: '2026-03-05', passed: false, note: '未整改' },
  })
  const again = take(order, {
    thing: failed,
    input: { rectifyBy: '2026-03-20', requirement: null },
    facts: null,
    by: asker,
    at: NOW,
  })
  assert.deepEqual(
    [again.state, again.rectifyBy, again.recheck, again.rectification],
    ['ordered', '2026-03-20', null, null],
  )
})
