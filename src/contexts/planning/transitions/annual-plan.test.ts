import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asker } from '../../../kernel/asker.ts'
import { take, whyNot, type AnyStep } from '../../../kernel/step.ts'
import { anAnnualPlan, AT, planningId, REGION } from '../fixtures.ts'
import { PLAN_STATES, USUAL_INPUTS, type AnnualPlan, type PlanState } from '../rules/annual-plan.ts'
import { NO_ANNUAL_FACTS } from '../rules/annual-plan-acts.ts'
import { isOwnNumber } from '../rules/tasks.ts'
import { annualPlanLifecycle, approvePlan, filePlan, freezePlan, submitPlan } from './annual-plan.ts'

const STATES = Object.keys(PLAN_STATES) as PlanState[]
const somebody: Asker = {
  id: planningId(1),
  name: '某人',
  kind: 'officer',
  region: REGION.county,
  roles: [],
  permissions: ['planning.plan', 'planning.approve'],
}

/** Arrows of the procedure (§1.2.2): each step from the states in which it stands, and to where. */
const ARROWS: Record<string, [from: PlanState[], to: PlanState]> = {
  'arrange-plan': [['draft'], 'draft'],
  'edit-plan': [['draft'], 'draft'],
  'submit-plan': [['draft'], 'submitted'],
  'return-plan': [['submitted'], 'draft'],
  'approve-plan': [['submitted'], 'approved'],
  'decline-plan': [['submitted'], 'declined'],
  'redraft-plan': [['declined'], 'draft'],
  'file-plan': [['approved'], 'filed'],
  'freeze-plan': [['filed'], 'frozen'],
  'adjust-plan': [['frozen'], 'frozen'],
  'supersede-plan': [['frozen'], 'superseded'],
  'abandon-plan': [['draft', 'declined'], 'abandoned'],
}

/** Input and facts with which no rule of any step refuses. */
const ACT = {
  input: {
    version: 3,
    because: '按区政府要求调整',
    government: '示例区人民政府',
    organ: '示例市应急管理局',
    number: '示府复〔2026〕3号',
    instrument: '关于年度监督检查计划的批复',
    on: '2026-01-05',
    note: '',
    inputs: USUAL_INPUTS,
    change: { kind: 'draw', poolId: 'p', month: 5, units: 1 },
  },
  facts: {
    ...NO_ANNUAL_FACTS,
    capacityToday: anAnnualPlan().capacity,
    edit: {
      business: null,
      unit: null,
      pool: {
        id: 'p',
        score: 5,
        sectors: [],
        units: 3,
        wanted: 1,
        days: 2,
        openMonths: 0xfff,
        preferredMonths: 0,
        drawn: Array.from({ length: 12 }, () => 0),
      },
      monthsBefore: [],
      monthsAfter: [],
      loadAfter: Array.from({ length: 12 }, () => 2),
    },
  },
  by: somebody,
  at: AT,
}
const take_ = (step: AnyStep, thing: AnnualPlan) => take(step, { ...ACT, thing }) as AnnualPlan

test('every arrow of the annual plan from every state: taken where it stands, refused everywhere else', () => {
  assert.deepEqual(annualPlanLifecycle.steps.map(({ name }) => name).sort(), Object.keys(ARROWS).sort())
  for (const step of annualPlanLifecycle.steps) {
    const [from, to] = ARROWS[step.name] ?? [[], 'draft']
    for (const state of STATES) {
      const thing = anAnnualPlan({ state })
      if (from.includes(state)) {
        const after = take_(step, thing)
        assert.deepEqual([after.state, after.version, after.history.at(-1)?.step], [to, 4, step.name])
      } else {
        const [refusal] = whyNot(step, { ...ACT, thing })
        assert.equal(refusal?.code, 'wrong-state', `${step.name} from ${state}`)
        assert.ok(refusal?.cites)
      }
    }
  }
})

test('the parts of a plan are dealt to two hands: whoever plans approves nothing', () => {
  for (const { name, may } of annualPlanLifecycle.steps) {
    const approves = ['return-plan', 'approve-plan', 'decline-plan', 'freeze-plan', 'supersede-plan'].includes(name)
    assert.equal(may, approves ? 'planning.approve' : 'planning.plan', name)
  }
})

const codes = (step: AnyStep, thing: AnnualPlan, changes: object = {}) =>
  whyNot(step, { ...ACT, ...changes, thing }).map(({ code }) => code)

test('WSL 62: whoever drafted or submitted records neither the approval nor the publication', () => {
  for (const part of [{ draftedBy: somebody.id }, { submittedBy: somebody.id }]) {
    assert.deepEqual(codes(approvePlan, anAnnualPlan({ state: 'submitted', ...part })), ['approver-is-drafter'])
    assert.deepEqual(codes(freezePlan, anAnnualPlan({ state: 'filed', ...part })), ['approver-is-drafter'])
  }
})

test('art. 2: approved by a government on a day between submission and today, filed with the bureau above after it', () => {
  const submitted = anAnnualPlan({
    state: 'submitted',
    history: [{ step: 'submit-plan', at: AT, by: 'x', byName: 'x' }],
  })
  const approve = (input: object) => codes(approvePlan, submitted, { input: { ...ACT.input, ...input } })
  assert.deepEqual(approve({}), [])
  assert.deepEqual(approve({ on: '2026-01-04' }), ['date-out-of-order'])
  assert.deepEqual(approve({ on: '2026-01-06' }), ['date-out-of-order'])
  assert.deepEqual(approve({ government: '示例区应急管理局' }), ['not-a-government'])
  const approval = { government: '示例区人民政府', number: '1', instrument: '批复', on: '2026-01-05' }
  const file = (input: object) =>
    codes(filePlan, anAnnualPlan({ state: 'approved', approval }), { input: { ...ACT.input, ...input } })
  assert.deepEqual(file({}), [])
  assert.deepEqual(file({ on: '2026-01-04' }), ['date-out-of-order'])
  assert.deepEqual(file({ organ: '示例区人民政府' }), ['not-a-superior'])
})

test('art. 15: a plan that today’s roster cannot carry is not submitted', () => {
  const pools = [{ ...ACT.facts.edit.pool, drawn: [41, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] }]
  assert.deepEqual(codes(submitPlan, anAnnualPlan({ pools })), ['month-is-full'])
  const fits = [{ ...ACT.facts.edit.pool, drawn: [40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] }]
  assert.deepEqual(codes(submitPlan, anAnnualPlan({ pools: fits })), [])
})

test('the number of an annual plan is never taken for that of a draw', () => {
  assert.equal(isOwnNumber(anAnnualPlan().number), false)
})
