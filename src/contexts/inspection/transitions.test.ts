import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '../../kernel/refusal.ts'
import { citationKey } from '../../kernel/citation.ts'
import { take, whyNot, type Act, type AnyStep } from '../../kernel/step.ts'
import { A, aFacts, aHazard, aPlan, aRecord, anInspection, by, HEAD, NOW, signed } from './fixtures.ts'
import { INSPECTION_STATES, type Inspection, type InspectionFacts, type InspectionState } from './model.ts'
import { draftPlan, lifecycle } from './transitions.ts'

type Ready = {
  readonly input: object
  readonly facts?: Partial<InspectionFacts>
  readonly asker?: ReturnType<typeof by>
}

const rectification = { version: 3, rectifyBy: '2026-03-20', items: [], ...signed }
const moreTime = { askedAt: NOW, until: '2026-03-30', reason: '设备到货推迟', by: '演示企业', answer: null }
const asking = aHazard(1, { state: 'ordered', rectifyBy: '2026-03-20', moreTime })
const failed = aHazard(1, { state: 'failed', rectifyBy: '2026-03-04' })

/** For each step an act that nothing stands against but, perhaps, the state. */
const READY: Record<string, Ready> = {
  'revise-plan': { input: aPlan },
  'approve-plan': { input: { version: 3, opinion: '同意。' }, asker: by(HEAD) },
  enter: { input: { version: 3, means: 'scanned', doorCode: 'token', latitude: null, longitude: null } },
  'enter-urgently': {
    input: {
      version: 3,
      means: 'scanned',
      doorCode: 'token',
      latitude: null,
      longitude: null,
      because: '正在违规动火，等待审批可能引发火灾',
      number: null,
    },
  },
  record: { input: aRecord },
  order: { input: { ...rectification, measures: [] }, facts: { hazards: [aHazard(1)] } },
  recheck: {
    input: {
      version: 3,
      place: '',
      results: [{ hazardId: aHazard(1).id, passed: true, note: '', evidenceIds: [] }],
      ...signed,
    },
    facts: { hazards: [aHazard(1, { state: 'ordered', rectifyBy: '2026-03-04' })] },
  },
  'answer-more-time': {
    input: { version: 3, hazardId: aHazard(1).id, granted: true, until: '2026-03-28', because: '情况属实' },
    facts: { hazards: [asking] },
    asker: by(HEAD),
  },
  'order-again': { input: rectification, facts: { hazards: [failed] } },
  conclude: { input: { version: 3 } },
  cancel: { input: { version: 3, because: '企业停产' } },
}

function actOf(step: AnyStep, state: InspectionState): Act<Inspection, object, InspectionFacts> {
  const ready = READY[step.name]
  assert.ok(ready, `no act for ${step.name}`)
  return {
    thing: anInspection(state),
    input: ready.input,
    facts: aFacts(ready.facts),
    by: ready.asker ?? by(A),
    at: NOW,
  }
}

const states = Object.keys(INSPECTION_STATES) as InspectionState[]

for (const step of lifecycle.steps) {
  for (const state of states) {
    const allowed = step.from.includes(state)
    test(`${citationKey(step.cites)}: ${step.name} from ${state} is ${allowed ? `taken to ${step.to}` : 'refused with the article'}`, () => {
      const act = actOf(step, state)
      if (allowed) {
        const after: Inspection = take(step, act, INSPECTION_STATES)
        assert.equal(after.state, step.to)
        assert.equal(after.version, act.thing.version + 1)
        assert.deepEqual(after.history.at(-1), { step: step.name, at: NOW, by: act.by.id, byName: act.by.name })
        return
      }
      const [refusal, ...more] = whyNot(step, act, INSPECTION_STATES)
      assert.equal(refusal?.code, 'wrong-state')
      assert.deepEqual(refusal?.cites, step.cites)
      assert.ok(refusal?.says.includes(INSPECTION_STATES[state]))
      assert.deepEqual(more, [])
      assert.throws(() => take(step, act, INSPECTION_STATES), Refused)
    })
  }

  test(`${citationKey(step.cites)}: ${step.name} is refused to who lacks ${step.may}`, () => {
    const from = step.from[0] as InspectionState
    const act = actOf(step, from)
    const [refusal] = whyNot(step, { ...act, by: { ...act.by, permissions: [] } }, INSPECTION_STATES)
    assert.equal(refusal?.code, 'not-permitted')
    assert.deepEqual(refusal?.cites, step.cites)
  })
}

test('every state of the lifecycle is reached and only the final ones have no way out', () => {
  const reached = new Set([lifecycle.initial, ...lifecycle.steps.map((step) => step.to)])
  assert.deepEqual([...reached].sort(), states.toSorted())
  const stuck = states.filter((state) => !lifecycle.steps.some((step) => step.from.includes(state)))
  assert.deepEqual(stuck.toSorted(), [...lifecycle.final].sort())
})

test('a draft is taken once on a blank inspection and becomes version 1 with the officers’ certificates of the day', () => {
  const plan = take(draftPlan, {
    thing: anInspection('drafted', { version: 0, officers: [] }),
    input: aPlan,
    facts: aFacts(),
    by: by(A),
    at: NOW,
  })
  assert.equal(plan.version, 1)
  assert.deepEqual(
    plan.officers.map(({ certificateNumber }) => certificateNumber),
    ['粤L00001', '粤L00002'],
  )
})

test('the order keeps every order with the latest of its dates, so that the plumb line can measure each re-check', () => {
  const order = lifecycle.steps.find(({ name }) => name === 'order')
  assert.ok(order)
  const act = actOf(order, 'recorded')
  const items = [{ hazardId: aHazard(1).id, rectifyBy: '2026-04-01' }]
  const after: Inspection = take(order, { ...act, input: { ...act.input, items } })
  assert.deepEqual(after.orders, [{ on: '2026-03-05', rectifyBy: '2026-04-01' }])
  assert.equal(after.rectifyBy, '2026-04-01')
})
