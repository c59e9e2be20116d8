import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '../../kernel/refusal.ts'
import { take, whyNot, whyNotOffered, type AnyStep } from '../../kernel/step.ts'
import { deedOf, WAYS } from '../../../tests/support/case-ways.ts'
import { aCase, askerOf, ID, someFacts } from './fixtures.ts'
import { CASE_STATES, Case, type CaseState, type Deed } from './model.ts'
import { PERMISSIONS_OF } from '../people/rules/permissions.ts'
import { proposeFiling } from './transitions/investigation.ts'
import { EFFECTS, lifecycle, steps, STEPS } from './transitions.ts'

const STATES = Object.keys(CASE_STATES) as CaseState[]
const handler = askerOf(ID.first)

for (const step of lifecycle.steps) {
  test(`${step.name}: taken from ${step.from.join(', ')} and from no other state`, () => {
    for (const state of STATES) {
      const deed = deedOf(step, state)
      if (step.from.includes(state)) {
        const after = take(step, deed)
        assert.equal(after.state, step.to)
        assert.equal(after.version, deed.thing.version + 1)
        assert.equal(after.history.at(-1)?.step, step.name)
        assert.doesNotThrow(() => Case.parse(after))
      } else {
        assert.deepEqual(
          whyNot(step, deed).map(({ code }) => code),
          ['wrong-state'],
          `${step.name} from ${state}`,
        )
        assert.throws(() => take(step, deed), Refused)
      }
    }
  })

  test(`${step.name}: refused to whoever lacks ${step.may}, which some role holds`, () => {
    const [state] = step.from as CaseState[]
    assert.ok(state)
    const way = WAYS[step.name]
    const bare = { ...handler, permissions: [] }
    assert.deepEqual(whyNotOffered(step, aCase(state), way?.by ?? handler), [])
    assert.deepEqual(
      whyNotOffered(step, aCase(state), bare).map(({ code }) => code),
      ['not-permitted'],
    )
    assert.ok(
      Object.values<readonly string[]>(PERMISSIONS_OF).some((words) => words.includes(step.may)),
      `${step.may} belongs to no role`,
    )
  })
}

test('every state but the first is reached by an arrow, and every state but the final ones has a way out', () => {
  const reached = new Set(lifecycle.steps.map(({ to }) => to))
  for (const state of STATES) {
    if (state !== lifecycle.initial) assert.ok(reached.has(state), `${state} is never reached`)
    const out = lifecycle.steps.some(({ from, to }) => from.includes(state) && to !== state)
    assert.equal(out, !lifecycle.final.includes(state), state)
  }
})

test('A40, guard G19: nothing at all may be done to an archived case', () => {
  for (const step of lifecycle.steps) assert.ok(!step.from.includes('archived'), step.name)
})

test('every step and every rule cites an article', () => {
  for (const step of [proposeFiling, ...STEPS, ...Object.values(EFFECTS)]) {
    assert.ok(step.cites.article > 0)
    for (const rule of step.unless) assert.ok(rule.cites.article > 0)
  }
})

test('APL 42, 54, 57: the whole straight road runs from filing to archive with each refusal answered', () => {
  let thing = aCase('submitted')
  const go = (step: AnyStep, at: string, input?: unknown) => {
    const way = WAYS[step.name]
    assert.ok(way)
    thing = take(step, { thing, input: input ?? way.input, facts: someFacts(way.facts), by: way.by, at })
  }
  go(steps.approveFiling, '2026-02-03T01:00:00.000Z')
  assert.equal(thing.filedOn, '2026-02-03')
  go(steps.recordInterview, '2026-03-11T01:00:00.000Z')
  assert.equal(thing.evidence.at(-1)?.kind, 'statement')
  go(steps.addEvidence, '2026-03-11T01:00:00.000Z')
  go(steps.submitReport, '2026-03-11T01:00:00.000Z')
  go(steps.review, '2026-03-12T01:00:00.000Z')
  go(steps.discuss, '2026-03-16T02:00:00.000Z')
  go(steps.approveNotification, '2026-03-16T03:00:00.000Z')
  go(steps.serveNotification, '2026-03-17T01:00:00.000Z')
  assert.equal(thing.notice?.defenceUntil, '2026-03-12')
  go(steps.recordDefence, '2026-03-18T01:00:00.000Z')
  go(steps.proposeDecision, '2026-03-18T01:00:00.000Z')
  go(steps.decide, '2026-03-18T02:00:00.000Z')
  go(steps.serveDecision, '2026-03-18T03:00:00.000Z')
  go(steps.recordPayment, '2026-03-20T03:00:00.000Z', {
    on: '2026-03-20',
    amountFen: 4_900_000,
    receipt: '粤财0001',
    evidenceId: null,
  })
  go(steps.proposeClosing, '2026-03-21T03:00:00.000Z')
  go(steps.approveClosing, '2026-03-22T03:00:00.000Z')
  go(steps.archive, '2026-03-23T03:00:00.000Z')
  assert.equal(thing.state, 'archived')
  assert.equal(thing.history.length, 16)
})

test('G17, APL 27: while the police look at it no fine is proposed or decided; without a procedure beside it both may be', () => {
  const beside = [
    {
      id: ID.act,
      kind: 'criminal',
      label: '涉嫌犯罪移送',
      state: 'sent',
      stateLabel: '已移送',
      isOpen: true,
      outlives: false,
    },
  ]
  for (const step of [steps.proposeDecision, steps.decide] as AnyStep[]) {
    const [state] = step.from
    const way = deedOf(step, state as CaseState)
    assert.deepEqual(whyNot(step, way), [])
    const held = whyNot(step, { ...way, facts: { ...way.facts, beside } })
    assert.deepEqual(
      held.map(({ code }) => code),
      ['criminal-pending'],
    )
    assert.equal(held[0]?.cites?.article, 27)
  }
})

test('G18: a case is not closed over an open procedure; a listing of three years does not hold it', () => {
  const one = {
    id: ID.act,
    label: '查封、扣押',
    state: 'executed',
    stateLabel: '查封中',
    isOpen: true,
    outlives: false,
  }
  const way = deedOf(steps.proposeClosing, 'paid')
  const codes = (beside: Deed['facts']['beside']) =>
    whyNot(steps.proposeClosing as AnyStep, { ...way, facts: { ...way.facts, beside } }).map(({ code }) => code)
  assert.deepEqual(codes([{ ...one, kind: 'seizure' }]), ['procedure-still-open'])
  assert.deepEqual(codes([{ ...one, kind: 'seizure', isOpen: false }]), [])
  assert.deepEqual(codes([{ ...one, kind: 'dishonesty', outlives: true }]), [])
})
