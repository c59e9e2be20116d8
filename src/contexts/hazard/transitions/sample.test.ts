import assert from 'node:assert/strict'
import { test } from 'node:test'
import { take, whyNot, type AnyStep } from '../../../kernel/step.ts'
import { A, B, by, NOW } from '../../inspection/fixtures.ts'
import { SAMPLE_STATES, type Sample, type SampleState } from '../rules/sample.ts'
import { sampleLifecycle } from './sample.ts'

const INPUT: Record<string, object> = {
  'keep-sample': { version: 1, showsNobody: true },
  'decline-sample': { version: 1, because: '照片不清楚' },
  'withdraw-sample': { version: 1, because: '照片已过时' },
}
const STATES = Object.keys(SAMPLE_STATES) as SampleState[]
const KEEPS = ['hazard.keep-sample']
const aSample = (state: SampleState): Sample => ({
  id: '0d000000-0000-4000-8000-000000000001',
  state,
  version: 1,
  history: [],
  region: '441302',
  subject: 'process',
  name: '动火作业',
  description: '没有办理审批',
  checkItemId: 'GEN-036',
  violationKey: null,
  majorHazardCode: null,
  proposedBy: A.id,
  proposedByName: A.name,
  proposedAt: NOW,
  decidedBy: null,
  decidedByName: '',
  because: '',
})
const act = (step: AnyStep, state: SampleState, who = B) => ({
  thing: aSample(state),
  input: INPUT[step.name] ?? assert.fail(`no act for ${step.name}`),
  facts: null,
  by: by(who, KEEPS),
  at: NOW,
})

test('circular art. 7: every arrow of a sample is taken from its own states and from no other', () => {
  for (const step of sampleLifecycle.steps)
    for (const state of STATES) {
      if (step.from.includes(state)) {
        assert.equal(take(step, act(step, state), SAMPLE_STATES).state, step.to)
        continue
      }
      const [refusal] = whyNot(step, act(step, state), SAMPLE_STATES)
      assert.deepEqual([refusal?.code, refusal?.cites], ['wrong-state', step.cites])
    }
})

test('whoever proposed a sample takes none of its further steps, whatever he may', () => {
  for (const step of sampleLifecycle.steps) {
    for (const at of [NOW, '2022-06-29T02:00:00.000Z']) {
      const [refusal] = whyNot(step, { ...act(step, step.from[0] as SampleState, A), at }, SAMPLE_STATES)
      assert.equal(refusal?.code, 'kept-by-proposer', `${step.name} ${at}`)
    }
  }
})
