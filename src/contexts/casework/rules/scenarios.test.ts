/** The forty acceptance scenarios of procedure.md §12.3: which test holds each, and those that belong to the roads. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyNumberIsATest } from '../../../../tests/support/named-tests.ts'
import { walkerOf, type Walk } from '../../../../tests/support/walking.ts'
import { whyNot } from '../../../kernel/step.ts'
import { WEEKENDS_ONLY } from '../../../kernel/workday.ts'
import { anAct, decisionOn } from '../../law/fixtures.ts'
import { deadline, isRefusal, type DeadlineAsk } from '../../law/rules/deadline.ts'
import { findClock } from '../../law/rules/lawbook.ts'
import { isClosureDue, surchargeOf } from '../../law/rules/surcharge.ts'
import { loadLawBook } from '../../law/store.ts'
import { aCase, ID } from '../fixtures.ts'
import type { Case } from '../model.ts'
import type { Road } from '../transitions/road.ts'
import { findSideStep, roadOf } from '../transitions/roads.ts'
import { courtWindowOf } from './clocks.ts'
import type { SideDeed } from './proceeding.ts'

const HERE = 'casework/rules/scenarios.test.ts'
const API = 'casework/routes/proceeding.test.ts'
const ENDS = 'casework/routes/proceeding-ends.test.ts'

/** Where each scenario stands. A file that is named here holds a test whose title names the number. */
const HELD: Readonly<Record<string, string>> = {
  A1: 'planning/rules/caps.test.ts',
  A2: 'planning/rules/caps.test.ts',
  A3: 'inspection/rules/plan.test.ts',
  A4: 'planning/rules/caps.test.ts',
  A5: 'inspection/rules/officers.test.ts',
  A6: 'inspection/rules/officers.test.ts',
  A7: 'inspection/rules/plan.test.ts',
  A8: 'casework/rules/rights.test.ts',
  A9: 'casework/rules/rights.test.ts',
  A10: 'casework/rules/rights.test.ts',
  A11: API,
  A12: API,
  A13: API,
  A14: 'law/rules/surcharge.test.ts',
  A15: ENDS,
  A16: 'law/rules/deadline.test.ts',
  A17: ENDS,
  A18: ENDS,
  A19: 'casework/rules/papers.test.ts',
  A20: HERE,
  A21: 'casework/rules/filing.test.ts',
  A22: 'casework/rules/filing.test.ts',
  A23: HERE,
  A24: HERE,
  A25: ENDS,
  A26: HERE,
  A27: ENDS,
  A28: 'law/rules/deadline.test.ts',
  A29: 'publicity/transitions.test.ts',
  A30: HERE,
  A31: HERE,
  A32: 'casework/rules/review.test.ts',
  A33: ENDS,
  A34: ENDS,
  A35: 'casework/rules/papers.test.ts',
  A36: 'casework/rules/papers.test.ts',
  A37: 'evidence/routes/removal.test.ts',
  A38: 'inspection/rules/site.test.ts',
  A39: 'inspection/rules/site.test.ts',
  A40: 'casework/transitions.test.ts',
}
test('every scenario A1–A40 is a test that names it', () => {
  assert.equal(Object.keys(HELD).length, 40)
  everyNumberIsATest(HELD)
})

const book = loadLawBook()
const walker = walkerOf()
const due = (id: string, start: string, more: Partial<DeadlineAsk> = {}) => {
  const clock = findClock(book, id, start.slice(0, 10))
  assert.ok(clock, id)
  const answer = deadline({ clock, start, calendar: WEEKENDS_ONLY, ...more })
  assert.ok(!isRefusal(answer), JSON.stringify(answer))
  return answer
}
/** The codes that stand against a step on a walk, with other facts or answers than the fitting ones. */
function against(
  road: Road,
  walk: Walk,
  { step: name, facts = {}, input = {} }: { step: string; facts?: Partial<SideDeed['facts']>; input?: object },
) {
  const step = findSideStep(road, name)
  assert.ok(step, name)
  const way = walker.wayOf(walk, step)
  return whyNot(
    step,
    { ...way, facts: { ...way.facts, ...facts }, input: { ...way.input, ...input } },
    road.states,
  ).map(({ code }) => code)
}

test('A20 (APL 29): one act that breaks several norms is fined once, by the norm with the higher fine', () => {
  const [act, ...more] = decisionOn(book, {
    actDate: '2025-09-01',
    decisionDate: '2025-10-10',
    region: '440307',
    acts: [anAct({ violations: ['YKJ-19-2', 'AQ-99-3a', 'FC-27-3'] })],
  }).acts
  assert.deepEqual(more, [])
  assert.equal(act?.violation, 'AQ-99-3a')
  const highest = Math.max(
    ...['YKJ-19-2', 'AQ-99-3a', 'FC-27-3'].map(
      (key) =>
        decisionOn(book, {
          actDate: '2025-09-01',
          decisionDate: '2025-10-10',
          region: '440307',
          acts: [anAct({ violations: [key] })],
        }).acts[0]?.range?.maxFen ?? 0,
    ),
  )
  assert.equal(act?.range?.maxFen, highest)
})

test('A23, trap 19 (ACL 17): a town that acts by entrustment opens no seizure; one with transferred power does', () => {
  const seizure = roadOf('seizure')
  const walk = walker.begin(seizure)
  assert.deepEqual(against(seizure, walk, { step: 'apply-seizure', facts: { capacity: 'entrusted' } }), [
    'compulsion-not-delegable',
  ])
  assert.deepEqual(against(seizure, walk, { step: 'apply-seizure', facts: { capacity: 'transferred' } }), [])
  assert.deepEqual(against(seizure, walk, { step: 'seize-urgently', facts: { capacity: 'entrusted' } }), [
    'compulsion-not-delegable',
  ])
})

test('A24, trap 20 (WSL 70): power is not cut without the principal head, nor with less than a day’s notice', () => {
  const road = roadOf('power-cut')
  const applied = walker.takeNow(road, walker.begin(road), findSideStep(road, 'apply-cut') ?? road.opening)
  assert.ok(applied)
  const step = findSideStep(road, 'approve-cut')
  assert.ok(step)
  const way = walker.wayOf(applied, step)
  const deputy = walker.askers[ID.deputy]
  assert.ok(deputy)
  assert.deepEqual(
    whyNot(step, { ...way, by: deputy }, road.states).map(({ code }) => code),
    ['not-permitted'],
  )
  const acting = { ...deputy, permissions: [...deputy.permissions, 'casework.principal'] }
  assert.deepEqual(
    whyNot(step, { ...way, by: acting }, road.states).map(({ code }) => code),
    ['not-the-principal-head'],
  )
  assert.deepEqual(against(road, applied, { step: 'approve-cut', input: { stopsAt: applied.at } }), [
    'cut-without-a-day',
  ])
  assert.deepEqual(against(road, applied, { step: 'approve-cut' }), [])
})

test('A26 (WSL 78): a decision of 6 March 2026 is public by 17 March, seven working days', () => {
  assert.equal(due('D-22', '2026-03-06').due, '2026-03-17')
})

test('A30 (WSL 113): three penalties within 180 days lead to the proposal of closure', () => {
  const limits = { windowDays: 180, timesInWindow: 3, timesInYear: 4 }
  assert.equal(isClosureDue(['2026-01-01', '2026-03-01', '2026-06-01'], limits), true)
  assert.equal(isClosureDue(['2026-01-01', '2026-03-01', '2026-08-01'], limits), false)
})

test('A31 (ACC 32): accident cases wait for the approval of the report', () => {
  const road = roadOf('accident')
  const walk = walker.begin(road)
  const step = findSideStep(road, 'open-accident-cases')
  assert.ok(step)
  const early = { ...walk, thing: { ...walk.thing, state: 'approved' } }
  assert.deepEqual(against(road, early, { step: 'open-accident-cases' }), ['report-not-approved'])
  const later = { ...early, thing: { ...early.thing, said: { 'approve-accident-report': { on: '2026-03-01' } } } }
  assert.deepEqual(against(road, later, { step: 'open-accident-cases' }), [])
})

test('E5, E6 (APL 72, 73): 900 yuan a day, 29,700 on day 33, 30,000 on day 34, and nothing grows during a remedy', () => {
  const at = (asOf: string, frozen: { from: string; to: string | null }[] = []) =>
    surchargeOf({ fineFen: 3_000_000, dueOn: '2026-03-24', asOf, frozen, perDay: 0.03, cap: 1 }).amountFen
  assert.deepEqual([at('2026-03-25'), at('2026-04-26'), at('2026-04-27')], [90_000, 2_970_000, 3_000_000])
  assert.equal(at('2026-05-13', [{ from: '2026-04-04', to: '2026-05-13' }]), 900_000)
})

test('E8 (ACL 25): seized 2026-03-09 with fourteen days of test told in writing: 2026-04-22; untold: 2026-04-08', () => {
  assert.equal(due('D-08', '2026-03-09', { excluded: [{ from: '2026-03-12', to: '2026-03-25' }] }).due, '2026-04-22')
  assert.equal(due('D-08', '2026-03-09').due, '2026-04-08')
})

test('E7, traps 22, 23 (ACL 53, APL 72): the window opens behind six months; behind a deferral it is counted from its end; a remedy closes it', () => {
  const of = aCase('served')
  const served = of.decision && { ...of.decision, servedOn: '2026-03-09' }
  const window = (part: Partial<Case> = {}) => {
    const answer = courtWindowOf({ ...of, decision: served, ...part }, { ...book, calendar: WEEKENDS_ONLY })
    return answer && { opens: answer.opens, due: answer.due }
  }
  assert.deepEqual(window(), { opens: '2026-09-10', due: '2026-12-09' })
  assert.deepEqual(window({ deferredTo: '2026-11-30' }), { opens: '2026-12-01', due: '2027-03-01' })
  assert.equal(window({ frozen: [{ from: '2026-04-03', to: null }] }), null)
  assert.deepEqual(window({ remedyEnd: { kind: 'reconsideration', on: '2026-06-01' } }), {
    opens: '2026-06-17',
    due: '2026-09-16',
  })
  // What the reconsidering organ changed, it enforces itself (ARL 78).
  assert.equal(window({ remedyEnd: { kind: 'changed-by-reconsideration', on: '2026-06-01' } }), null)
})
