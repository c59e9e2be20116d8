import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proposeJoint, refusesAccepting, type Intent } from './joint.ts'

let serial = 0
const intent = (bureau: string, from: string, changes: Partial<Intent> = {}): Intent => ({
  kind: 'plan',
  id: `i${(serial += 1)}`,
  bureau,
  enterpriseId: 'e1',
  enterpriseName: '示例公司',
  inspectionId: 'x',
  number: '',
  from,
  until: from,
  checkItemIds: ['GEN-001'],
  ...changes,
})
const propose = (intents: Intent[]) => proposeJoint(intents, { windowDays: 30, responsibleOf: () => '441302' })

test('circular art. 4 (NEW-20): three plans of three levels become one proposed visit led by the responsible bureau', () => {
  const [proposal, ...others] = propose([
    intent('44', '2026-03-20', { checkItemIds: ['GEN-003'] }),
    intent('4413', '2026-03-10', { kind: 'draw', until: '2026-04-10', checkItemIds: [] }),
    intent('441302', '2026-03-05'),
  ])
  assert.deepEqual(others, [])
  assert.deepEqual(
    [proposal?.leader, proposal?.spared, proposal?.bureaus, proposal?.checkItemIds],
    ['441302', 2, ['44', '4413', '441302'], ['GEN-001', 'GEN-003']],
  )
  assert.equal(proposal?.on, '2026-03-05', 'the periods do not meet: the day of the leader')
})

test('circular art. 4: the window has two edges, and one bureau alone makes no joint visit', () => {
  assert.equal(propose([intent('4413', '2026-03-01'), intent('441302', '2026-03-31')]).length, 1, '30 days')
  assert.equal(propose([intent('4413', '2026-03-01'), intent('441302', '2026-04-01')]).length, 0, '31 days')
  assert.equal(propose([intent('441302', '2026-03-01'), intent('441302', '2026-03-02')]).length, 0)
  assert.equal(
    propose([intent('4413', '2026-03-01'), intent('441302', '2026-03-01', { enterpriseId: 'e2' })]).length,
    0,
  )
})

test('circular art. 4: where periods meet the day lies in all of them; who holds a slot leads where the responsible one has none', () => {
  const [proposal] = propose([
    intent('4413', '2026-03-10', { kind: 'special', until: '2026-03-25', inspectionId: null }),
    intent('441302', '2026-03-15', { kind: 'draw', until: '2026-03-31', inspectionId: null }),
  ])
  assert.deepEqual([proposal?.on, proposal?.leader], ['2026-03-15', '441302'])
  const [held] = propose([
    intent('4413', '2026-03-20'),
    intent('441302', '2026-03-15', { kind: 'draw', until: '2026-03-31', inspectionId: null }),
  ])
  assert.equal(held?.leader, '4413')
})

test('circular art. 4: only who takes part, or a bureau above all of them, joins visits, and not in the past', () => {
  const proposal = { bureaus: ['4413', '441302'] }
  const ask = (bureau: string, on = '2026-03-05') =>
    refusesAccepting(proposal, { bureau, on, today: '2026-03-05' })?.code
  assert.deepEqual(
    ['441302', '4413', '44', ''].map((bureau) => ask(bureau)),
    [undefined, undefined, undefined, undefined],
  )
  assert.equal(ask('441303'), 'joint-of-others')
  assert.equal(ask('441302', '2026-03-04'), 'joint-in-the-past')
})
