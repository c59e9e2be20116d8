import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyNot, type AnyStep } from '../../../kernel/step.ts'
import { aChange, aDrafter, anApprover } from '../fixtures.ts'
import { CHANGE_STATES, NO_FACTS, type ChangeState, type DraftInput } from '../rules/change.ts'
import { changeLifecycle, draftChange } from './change.ts'

const AT = '2026-06-08T01:00:00.000Z'
const LATER = '2026-07-05T01:00:00.000Z'
const STATES = Object.keys(CHANGE_STATES) as ChangeState[]

const INPUTS: Record<string, { by: ReturnType<typeof aDrafter>; input: object; at: string }> = {
  'approve-change': { by: anApprover(), input: { version: 1 }, at: AT },
  'discard-change': { by: aDrafter(), input: { version: 1, because: '写错了文号' }, at: AT },
  'withdraw-change': { by: anApprover(), input: { version: 1, because: '不再需要' }, at: AT },
  'end-change': { by: anApprover(), input: { version: 1, because: '不再需要', until: '2026-07-31' }, at: LATER },
}

const codes = (step: AnyStep, state: ChangeState, more: object = {}) => {
  const way = INPUTS[step.name]
  if (!way) throw new Error(`no way for ${step.name}`)
  return whyNot(step, { thing: aChange({ state }), facts: NO_FACTS, ...way, ...more }, CHANGE_STATES).map(
    ({ code }) => code,
  )
}

test('every arrow is taken from its own states and from no other', () => {
  assert.equal(changeLifecycle.steps.length, Object.keys(INPUTS).length)
  for (const step of changeLifecycle.steps)
    for (const state of STATES)
      assert.deepEqual(
        codes(step, state),
        step.from.includes(state) ? [] : ['wrong-state'],
        `${step.name} from ${state}`,
      )
})

test('nobody takes an arrow without its permission, and every refusal of a rule cites its article', () => {
  for (const step of changeLifecycle.steps) {
    const by = { ...anApprover(), permissions: ['law.read'] }
    assert.deepEqual(codes(step, step.from[0] as ChangeState, { by }), ['not-permitted'])
  }
  const [approve] = changeLifecycle.steps
  if (!approve) throw new Error('no step')
  const thing = aChange({ draftedBy: anApprover().id })
  const [refusal] = whyNot(approve, { thing, facts: NO_FACTS, by: anApprover(), input: { version: 1 }, at: AT })
  assert.deepEqual([refusal?.code, refusal?.cites], ['approved-by-drafter', { instrument: 'APL', article: 34 }])
})

test('APL 37: a change is approved on its own day and not the day after', () => {
  const [approve] = changeLifecycle.steps
  if (!approve) throw new Error('no step')
  const on = (from: string) => codes(approve, 'drafted', { thing: aChange({ from }) })
  assert.deepEqual(on('2026-06-08'), [])
  assert.deepEqual(on('2026-06-07'), ['change-retroactive'])
})

test('what has begun is ended and not withdrawn; what has not is withdrawn and not ended', () => {
  const [, , withdraw, end] = changeLifecycle.steps
  if (!withdraw || !end) throw new Error('no step')
  const thing = (from: string) => ({ thing: aChange({ state: 'approved', from }) })
  assert.deepEqual(codes(withdraw, 'approved', thing('2026-06-09')), [])
  assert.deepEqual(codes(withdraw, 'approved', thing('2026-06-08')), ['change-has-begun'])
  assert.deepEqual(codes(end, 'approved', thing('2026-07-05')), [])
  assert.deepEqual(codes(end, 'approved', thing('2026-07-06')), ['change-not-begun'])
})

test('the last day is never in the past, and never after the one that was fixed', () => {
  const end = changeLifecycle.steps[3]
  if (!end) throw new Error('no step')
  const until = (day: string, fixed: string | null = null) =>
    codes(end, 'approved', {
      thing: aChange({ state: 'approved', until: fixed }),
      input: { version: 1, because: '不再需要', until: day },
    })
  assert.deepEqual(until('2026-07-05'), [])
  assert.deepEqual(until('2026-07-04'), ['end-in-the-past'])
  assert.deepEqual(until('2026-12-31', '2026-12-31'), [])
  assert.deepEqual(until('2027-01-01', '2026-12-31'), ['end-after-end'])
})

const draft = (region: string, more: Partial<DraftInput> = {}) => {
  const input: DraftInput = {
    kind: 'parameter',
    title: '下调检查次数',
    instrument: aChange().instrument,
    from: '2026-07-01',
    until: null,
    rows: [{ mode: 'replace', key: 'k', content: {} }],
    ...more,
  }
  const thing = aChange({ region, version: 0 })
  return whyNot(draftChange, { thing, input, facts: NO_FACTS, by: aDrafter(region), at: AT }).map(({ code }) => code)
}

test('province, city and county have a layer; the nation and a town have none; a county only narrows', () => {
  assert.deepEqual(draft('44'), [])
  assert.deepEqual(draft('4413'), [])
  assert.deepEqual(draft('441302'), ['county-only-narrows'])
  assert.deepEqual(draft('441302', { rows: [{ mode: 'narrow', key: 'k', content: {} }] }), [])
  assert.deepEqual(draft('441302', { kind: 'check-item' }), [])
  assert.deepEqual(draft('441302003'), ['no-layer-of-its-own'])
  assert.deepEqual(draft(''), ['no-layer-of-its-own'])
})

test('a draft neither reaches back nor ends before it begins', () => {
  assert.deepEqual(draft('44', { from: '2026-06-08' }), [])
  assert.deepEqual(draft('44', { from: '2026-06-07' }), ['change-retroactive'])
  assert.deepEqual(draft('44', { until: '2026-07-01' }), [])
  assert.deepEqual(draft('44', { until: '2026-06-30' }), ['change-period-backwards'])
})
