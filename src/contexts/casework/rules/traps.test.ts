/** The thirty points at which naive software gets the law wrong (procedure.md §10), each by its number. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deedOf } from '../../../../tests/support/case-ways.ts'
import { everyNumberIsATest } from '../../../../tests/support/named-tests.ts'
import { walkerOf, type Walk } from '../../../../tests/support/walking.ts'
import { whyNot, type AnyStep } from '../../../kernel/step.ts'
import { isWorkday, WEEKENDS_ONLY } from '../../../kernel/workday.ts'
import { deadline, earliestDecisionOn, isRefusal } from '../../law/rules/deadline.ts'
import { findClock, findParameter } from '../../law/rules/lawbook.ts'
import { loadLawBook } from '../../law/store.ts'
import { anAct, askerOf, ID } from '../fixtures.ts'
import type { Case, CaseState, Deed } from '../model.ts'
import { steps } from '../transitions.ts'
import { findSideStep, roadOf } from '../transitions/roads.ts'
import { isJudged, judge } from './judgement.ts'
import { remedyOf } from './paper-words.ts'
import { saysSomething } from './review.ts'
import { besideOf } from './side-view.ts'

const book = loadLawBook()
const walker = walkerOf()
const clock = (id: string, on = '2026-03-01') => {
  const found = findClock(book, id, on)
  assert.ok(found, id)
  return found
}
const due = (id: string, start: string, variant?: string) => {
  const answer = deadline({ clock: clock(id), start, calendar: WEEKENDS_ONLY, ...(variant ? { variant } : {}) })
  assert.ok(!isRefusal(answer), JSON.stringify(answer))
  return answer
}
const length = (id: string) => [clock(id).n, clock(id).unit]
type Tried = { walk?: Walk; input?: object; by?: string }
const codes = (kind: string, name: string, { walk, input = {}, by }: Tried = {}) => {
  const road = roadOf(kind)
  const step = findSideStep(road, name)
  assert.ok(step, name)
  const way = walker.wayOf(walk ?? walker.begin(road), step)
  return whyNot(
    step,
    { ...way, ...(by ? { by: askerOf(by) } : {}), input: { ...way.input, ...input } },
    road.states,
  ).map(({ code }) => code)
}

const caseCodes = (step: AnyStep, state: CaseState, change: (thing: Case) => Case) => {
  const way = deedOf(step, state)
  return whyNot(step, { ...way, thing: change(way.thing) }).map(({ code }) => code)
}

const HERE = 'casework/rules/traps.test.ts'
/** The file that holds each trap by its number; those that stand elsewhere belong to a scenario or a rule there. */
const HELD: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`trap ${index + 1}`, HERE])),
  'trap 8': 'document/rules/sheet.test.ts',
  'trap 12': 'law/rules/penalty-procedure.test.ts',
  'trap 14': 'casework/rules/review.test.ts',
  'trap 16': 'casework/rules/review.test.ts',
  'trap 19': 'casework/rules/scenarios.test.ts',
  'trap 21': 'law/rules/surcharge.test.ts',
  'trap 23': 'casework/rules/scenarios.test.ts',
  'trap 25': 'law/rules/discretion.test.ts',
  'trap 28': 'planning/rules/caps.test.ts',
  'trap 29': 'inspection/rules/watch.test.ts',
}

test('every one of the thirty traps is a test that names it', () => {
  everyNumberIsATest(HELD)
})

test('trap 1 (APL 85, ACL 69, ARL 88): short periods are working days, long ones are not', () => {
  for (const id of ['D-10', 'D-16', 'D-17', 'D-20', 'D-22', 'D-24', 'D-29', 'D-34', 'D-44', 'D-46', 'D-64'])
    assert.equal(clock(id).unit, 'WD', id)
  for (const id of ['D-08', 'D-12', 'D-21', 'D-25', 'D-42', 'D-48', 'D-52', 'D-55'])
    assert.equal(clock(id).unit, 'CD', id)
})
test('trap 2 (T8): a Sunday worked in exchange is a working day, a holiday on a Thursday is none', () => {
  assert.equal(isWorkday(book.calendar, '2025-09-28'), true)
  assert.equal(isWorkday(book.calendar, '2025-10-02'), false)
})
test('trap 3 (CPL 85): the first day is not counted, and a party’s last day on a rest day moves', () => {
  assert.deepEqual(due('D-25', '2026-03-06').counted[0], '2026-03-07')
  assert.equal(due('D-25', '2026-03-06').due, '2026-03-23')
})
test('trap 4 (APL 64): a hearing may be asked for during five working days, not three', () => {
  assert.deepEqual(length('D-16'), [5, 'WD'])
})
test('trap 5 (APL 44, 45, 62): nothing is decided before both rights have ended', () => {
  assert.equal(earliestDecisionOn(['2026-03-10', '2026-03-12']), '2026-03-13')
  const until = (defenceUntil: string, hearingUntil: string, waivedOn: string | null = null) =>
    caseCodes(steps.proposeDecision, 'notified', ({ notice, ...thing }) => ({
      ...thing,
      notice: notice && { ...notice, defenceUntil, hearingUntil, waivedOn },
    }))
  assert.deepEqual(until('2026-03-15', '2026-03-15'), [], 'both ended yesterday')
  assert.deepEqual(until('2026-03-16', '2026-03-15'), ['rights-still-open'])
  assert.deepEqual(until('2026-03-15', '2026-03-16'), ['rights-still-open'])
  assert.deepEqual(until('2026-03-20', '2026-03-20', '2026-03-06'), [], 'both waived in writing')
})
test('trap 6 (CPL 95): an announcement serves after thirty days', () => {
  assert.deepEqual(length('D-21'), [30, 'CD'])
})
test('trap 7 (ARL 24): since 2024 only the government reconsiders, no superior department', () => {
  const bureau = { reconsiderationOrgan: '演示市人民政府', court: '演示市人民法院' } as Parameters<
    typeof remedyOf
  >[0]['bureau']
  const organ = (on: string) =>
    remedyOf({
      bureau,
      superior: { name: '上级应急管理局' },
      on,
      periods: { reconsiderationDays: 60, litigationMonths: 6 },
    }).organ
  assert.equal(organ('2024-01-01'), '演示市人民政府')
  assert.match(organ('2023-12-31'), /上级应急管理局/)
})
test('trap 9 (APL 51): 200 yuan for a citizen and a self-employed business, 3,000 for a unit', () => {
  const walk = walker.begin(roadOf('simple'))
  const party = walk.thing.party
  assert.ok(party)
  const shop = { ...walk, thing: { ...walk.thing, party: { ...party, kind: 'self-employed' as const } } }
  const fine = (amountFen: number) => ({ penaltyKind: 'fine', collect: 'bank', amountFen })
  assert.deepEqual(codes('simple', 'penalise-on-spot', { walk: shop, input: fine(20_001) }), ['above-simple-cap'])
  assert.deepEqual(codes('simple', 'penalise-on-spot', { walk: shop, input: fine(20_000) }), [])
  assert.deepEqual(codes('simple', 'penalise-on-spot', { walk, input: fine(300_001) }), ['above-simple-cap'])
  assert.deepEqual(codes('simple', 'penalise-on-spot', { walk, input: fine(300_000) }), [])
})
test('trap 10 (APL 42): one officer alone issues no penalty on the spot', () => {
  const walk = walker.begin(roadOf('simple'))
  const alone = { ...walk, thing: { ...walk.thing, officers: walk.thing.officers.slice(0, 1) } }
  assert.deepEqual(codes('simple', 'penalise-on-spot', { walk: alone }), ['fewer-than-two-officers'])
})
test('trap 11 (WSL 97): the fine of the first tier comes together with the order, not after it', () => {
  const answer = judge(book, {
    acts: [anAct({ actDate: '2026-02-02', stage: 'first' })],
    party: { kind: 'enterprise' },
    region: '4419',
    foundOn: '2026-02-02',
    on: '2026-03-16',
    lastViolations: [],
  })
  assert.ok(isJudged(answer))
  assert.ok((answer.acts[0]?.maxFen ?? 0) > 0)
})
test('trap 13 (APL 63): the threshold of a hearing is a row by region and date', () => {
  const value = findParameter(book, 'hearing.fine-threshold.unit', { region: '4419', date: '2026-03-01' })
  assert.ok(value && value.basis.length > 0)
})
test('trap 15 (APL 58, SZF 345): the reviewer is no handler, and "agree" says nothing', () => {
  assert.equal(saysSomething('同意'), false)
  const way = deedOf(steps.review, 'reported')
  const { points } = way.input as { points: { opinion: string }[] }
  const agreed = { ...(way.input as object), points: points.map((point) => ({ ...point, opinion: '同意' })) }
  const review = (change: Partial<Deed>) =>
    whyNot(steps.review as AnyStep, { ...way, ...change }).map(({ code }) => code)
  assert.deepEqual(review({}), [])
  assert.deepEqual(review({ by: { ...way.by, id: ID.first } }), ['reviewer-is-handler'])
  assert.deepEqual(review({ input: agreed }), ['review-point-unanswered'])
})
test('trap 17 (APL 56): preservation lasts seven working days and is approved by the head first', () => {
  assert.equal(due('D-10', '2026-03-06').due, '2026-03-17')
  const road = roadOf('preservation')
  assert.deepEqual(findSideStep(road, 'preserve')?.from, ['approved'])
  const applied = stateOf('preservation', 'applied')
  assert.deepEqual(codes('preservation', 'preserve', { walk: applied }), ['wrong-state'])
  assert.deepEqual(codes('preservation', 'approve-preservation', { walk: applied, by: ID.first }), ['not-permitted'])
  assert.deepEqual(codes('preservation', 'approve-preservation', { walk: applied, by: ID.deputy }), [])
})
test('trap 18 (ACL 25): a seizure lasts thirty calendar days, once thirty more, and is released when they are over', () => {
  assert.deepEqual(
    [length('D-08'), length('D-09')],
    [
      [30, 'CD'],
      [30, 'CD'],
    ],
  )
  assert.ok(findSideStep(roadOf('seizure'), 'release-expired')?.from.includes('executed'))
})
test('trap 20 (WSL 70): the principal head, in writing, a day before', () => {
  assert.deepEqual(length('D-06'), [24, 'h'])
  const applied = stateOf('power-cut', 'applied')
  assert.deepEqual(codes('power-cut', 'approve-cut', { walk: applied, by: ID.deputy }), ['not-permitted'])
  assert.deepEqual(codes('power-cut', 'approve-cut', { walk: applied, by: ID.principal }), [])
})
test('trap 22 (ACL 53, 54): the court within three months behind six, the demand ten working days before', () => {
  assert.deepEqual(
    [length('D-50'), length('D-30'), length('D-29')],
    [
      [6, 'M'],
      [3, 'M'],
      [10, 'WD'],
    ],
  )
})
test('trap 24 (ARL 48, 54, 70): ten working days to answer, five in the simple procedure, fatal when missed', () => {
  assert.equal(due('D-46', '2026-03-09').due, '2026-03-23')
  assert.equal(due('D-46', '2026-03-09', 'simple').due, '2026-03-16')
  assert.equal(clock('D-46').breach, 'F')
})
test('trap 26 (APL 36): two years, five only with harm to life or health', () => {
  assert.equal(due('D-54', '2023-05-01').due, '2025-05-01')
  assert.equal(due('D-54', '2023-05-01', 'with-harm').due, '2028-05-01')
})
test('trap 27 (APL 33): the first violation is a choice with conditions, and it can be undone', () => {
  assert.deepEqual(
    codes('no-penalty', 'propose-no-penalty', { input: { ground: 'no-penalty-first', notListed: false } }),
    ['not-a-first-violation'],
  )
  assert.ok(findSideStep(roadOf('no-penalty'), 'undo-no-penalty')?.from.includes('served'))
})
test('trap 30 (R310, APL 27): a task team, the principal head, and the fine on hold', () => {
  assert.deepEqual(
    codes('criminal', 'form-team', { walk: stateOf('criminal', 'suspected'), input: { team: [ID.first] } }),
    ['team-too-small'],
  )
  assert.equal(findSideStep(roadOf('criminal'), 'approve-transfer-to-police')?.may, 'casework.principal')
  const way = deedOf(steps.decide, 'proposed')
  const sent = { ...walker.begin(roadOf('criminal')).thing, state: 'sent' }
  const held = { ...way, facts: { ...way.facts, beside: besideOf([sent]) } }
  assert.deepEqual(
    whyNot(steps.decide as AnyStep, held).map(({ code }) => code),
    ['criminal-pending'],
  )
})

function stateOf(kind: string, state: string): Walk {
  const walk = walker.begin(roadOf(kind))
  return { ...walk, thing: { ...walk.thing, state } }
}
