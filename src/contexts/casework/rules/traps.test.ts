/** The thirty points at which naive software gets the law wrong (procedure.md §10), each by its number. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { walkerOf, type Walk } from '../../../../tests/support/walking.ts'
import { whyNot } from '../../../kernel/step.ts'
import { isWorkday, WEEKENDS_ONLY } from '../../../kernel/workday.ts'
import { deadline, earliestDecisionOn, isRefusal } from '../../law/rules/deadline.ts'
import { findClock, findParameter } from '../../law/rules/lawbook.ts'
import { loadLawBook } from '../../law/store.ts'
import { anAct, ID } from '../fixtures.ts'
import { findSideStep, roadOf } from '../transitions/roads.ts'
import { isJudged, judge } from './judgement.ts'
import { remedyOf } from './paper-words.ts'
import { saysSomething } from './review.ts'

const book = loadLawBook()
const walker = walkerOf()
const CONTEXTS = join(import.meta.dirname, '../..')
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
/** Titles of the tests in a file. */
const titlesOf = (file: string) =>
  [...readFileSync(join(CONTEXTS, file), 'utf8').matchAll(/\btest\(\s*(['"`])(.*?)\1,/gs)].map(
    ([, , title = '']) => title,
  )
const heldBy = (file: string, words: RegExp) => {
  assert.ok(existsSync(join(CONTEXTS, file)), file)
  assert.ok(
    titlesOf(file).some((title) => words.test(title)),
    `${file} has no test ${words}`,
  )
}
const codes = (kind: string, name: string, { walk, input = {} }: { walk?: Walk; input?: object } = {}) => {
  const road = roadOf(kind)
  const step = findSideStep(road, name)
  assert.ok(step, name)
  const way = walker.wayOf(walk ?? walker.begin(road), step)
  return whyNot(step, { ...way, input: { ...way.input, ...input } }, road.states).map(({ code }) => code)
}

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
test('trap 8 (ARL 23): the paper of a penalty on the spot says reconsideration first', () => {
  heldBy('casework/routes/proceeding-ends.test.ts', /traps 8/)
  heldBy('document/rules/sheet.test.ts', /ARL 23|reconsideration/)
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
test('trap 12 (APL 63, WSL 65): a stop as a penalty is heard, a measure and an order are not', () => {
  heldBy(
    'law/rules/penalty-procedure.test.ts',
    /a stop of production is heard whatever the fine; an order to correct is no penalty/,
  )
})
test('trap 13 (APL 63): the threshold of a hearing is a row by region and date', () => {
  const value = findParameter(book, 'hearing.fine-threshold.unit', { region: '4419', date: '2026-03-01' })
  assert.ok(value && value.basis.length > 0)
  heldBy('law/rules/penalty-procedure.test.ts', /thresholds are marked as seen in an excerpt/)
})
test('trap 14 (APL 58): review where the law asks for it, after the hearing, and again when anything changed', () => {
  heldBy('casework/rules/review.test.ts', /review is asked for where the law asks for it, and only there/)
  heldBy('casework/rules/review.test.ts', /facts changed after the review call for another one/)
})
test('trap 15 (APL 58, SZF 345): the reviewer is no handler, and "agree" says nothing', () => {
  assert.equal(saysSomething('同意'), false)
  heldBy('casework/rules/review.test.ts', /the reviewer handles nothing of the case/)
})
test('trap 16 (APL 57): two heads of the organ discuss, each with reasons', () => {
  heldBy('casework/rules/review.test.ts', /two heads of the organ at least; others do not count/)
})
test('trap 17 (APL 56): preservation lasts seven working days and is approved by the head first', () => {
  assert.equal(due('D-10', '2026-03-06').due, '2026-03-17')
  const road = roadOf('preservation')
  assert.deepEqual(findSideStep(road, 'preserve')?.from, ['approved'])
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
test('trap 19 (ACL 17): compulsion cannot be entrusted', () => {
  heldBy('casework/rules/scenarios.test.ts', /A23/)
})
test('trap 20 (WSL 70): the principal head, in writing, a day before', () => {
  heldBy('casework/rules/scenarios.test.ts', /A24/)
  assert.deepEqual(length('D-06'), [24, 'h'])
})
test('trap 21 (APL 72, 73): the surcharge ends at the fine and stands still during remedies', () => {
  heldBy('law/rules/surcharge.test.ts', /E5/)
  heldBy('law/rules/surcharge.test.ts', /A14/)
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
  heldBy('casework/routes/proceeding-ends.test.ts', /A15, A16/)
})
test('trap 23 (APL 72): a deferral moves the window', () => {
  heldBy('casework/rules/scenarios.test.ts', /behind a deferral it is counted from its end/)
})
test('trap 24 (ARL 48, 54, 70): ten working days to answer, five in the simple procedure, fatal when missed', () => {
  assert.equal(due('D-46', '2026-03-09').due, '2026-03-23')
  assert.equal(due('D-46', '2026-03-09', 'simple').due, '2026-03-16')
  assert.equal(clock('D-46').breach, 'F')
})
test('trap 25 (APL 29): one act is fined once, different acts are weighed apart and added up', () => {
  heldBy('casework/rules/filing.test.ts', /an act that was fined before is not fined again/)
  heldBy('law/rules/discretion.test.ts', /two acts are weighed apart and added up/)
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
test('trap 28 (circular 3, 4): caps by grade and risk; complaints pass, re-checks do not count', () => {
  heldBy('planning/rules/caps.test.ts', /A2/)
  heldBy('inspection/rules/plan.test.ts', /A3/)
})
test('trap 29 (APL 74): nothing ranks by visits or fines', () => {
  heldBy('planning/rules/quota-linter.test.ts', /findings/)
})
test('trap 30 (R310, APL 27): a task team, the principal head, and the fine on hold', () => {
  assert.deepEqual(
    codes('criminal', 'form-team', { walk: stateOf('criminal', 'suspected'), input: { team: [ID.first] } }),
    ['team-too-small'],
  )
  assert.equal(findSideStep(roadOf('criminal'), 'approve-transfer-to-police')?.may, 'casework.principal')
})

function stateOf(kind: string, state: string): Walk {
  const walk = walker.begin(roadOf(kind))
  return { ...walk, thing: { ...walk.thing, state } }
}
