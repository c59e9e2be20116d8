import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asker } from '../../../kernel/asker.ts'
import { take, whyNot } from '../../../kernel/step.ts'
import { lawbook } from '../../law/public.ts'
import { planningId, REGION } from '../fixtures.ts'
import {
  KEY_PERIOD_STATES,
  keyCalendar,
  visitInPeriod,
  type KeyPeriod,
  type KeyPeriodFacts,
  type OpenKeyPeriodInput,
  type PlannedLine,
} from '../rules/key-period.ts'
import { isOwnNumber } from '../rules/tasks.ts'
import { closeKeyPeriod, keyPeriodLifecycle, openKeyPeriod } from './key-period.ts'

const AT = '2026-04-20T02:00:00.000Z'
const FLOOD = { from: '2026-04-20', until: '2026-06-30' }

const aLine = (number: number, changes: Partial<PlannedLine> = {}): PlannedLine => ({
  enterpriseId: planningId(number),
  name: `企业${number}`,
  region: REGION.town,
  score: 60,
  months: [4],
  jointWith: null,
  sectors: ['dust'],
  settled: 0,
  ...changes,
})

const INPUT: OpenKeyPeriodInput = {
  code: 'flood-season',
  ...FLOOD,
  regions: [],
  sectors: [],
  checkItemIds: ['GEN-001'],
  enterpriseIds: [planningId(1)],
}
const aPeriod = (changes: Partial<KeyPeriod> = {}): KeyPeriod => ({
  ...INPUT,
  id: planningId(9),
  state: 'open',
  version: 1,
  history: [],
  region: REGION.county,
  number: '重点时段〔2026〕第441302-001号',
  planId: planningId(2),
  planNumber: '年度计划〔2026〕第441302-001号',
  closedBecause: '',
  ...changes,
})
const FACTS: KeyPeriodFacts = {
  plan: { number: '年度计划〔2026〕第441302-001号', state: 'frozen' },
  calendar: keyCalendar(lawbook(), { region: REGION.county, year: 2026 }),
  lines: [aLine(1)],
  chosen: [{ id: planningId(1), name: '企业1' }],
  unpublishedItems: [],
}
const planner: Asker = {
  id: planningId(3),
  name: '某人',
  kind: 'officer',
  region: REGION.county,
  roles: [],
  permissions: ['planning.plan'],
}
const opening = (input: Partial<OpenKeyPeriodInput> = {}, facts: Partial<KeyPeriodFacts> = {}) => ({
  thing: aPeriod({ version: 0 }),
  input: { ...INPUT, ...input },
  facts: { ...FACTS, ...facts },
  by: planner,
  at: AT,
})
const codes = (...given: Parameters<typeof opening>) => whyNot(openKeyPeriod, opening(...given)).map(({ code }) => code)

test('the calendar dates each key period by year and place, every row with its source and its doubt', () => {
  const dated = (region: string, year: number) =>
    keyCalendar(lawbook(), { region, year }).map(({ code, from, until }) => `${code} ${from} ${until}`)
  assert.deepEqual(dated(REGION.county, 2026), [
    'year-turn 2026-01-01 2026-01-31',
    'spring-festival 2026-02-02 2026-03-03',
    'two-sessions 2026-03-01 2026-03-15',
    'flood-season 2026-04-15 2026-10-15',
    'year-turn 2026-12-01 2026-12-31',
  ])
  assert.ok(dated('110101', 2026).includes('flood-season 2026-05-01 2026-09-30'), 'another province has other days')
  assert.ok(
    FACTS.calendar.every(({ source, confidence, cites }) => source && confidence === '○' && cites.article === 2),
  )
  assert.deepEqual(
    dated(REGION.county, 2031),
    ['year-turn 2031-01-01 2031-01-31', 'flood-season 2031-04-15 2031-10-15', 'year-turn 2031-12-01 2031-12-31'],
    'what moves with the year waits for its row, what does not holds on',
  )
})

test('PLN-16, art. 2: a visit of the plan is owed in its month or after it, never before, and once', () => {
  const owed = (changes: Partial<PlannedLine>) => visitInPeriod(aLine(1, changes), FLOOD)
  const days = (changes: Partial<PlannedLine>) => {
    const visit = owed(changes)
    return typeof visit === 'string' ? visit : [visit.dueFrom, visit.dueUntil, visit.isBehind]
  }
  assert.deepEqual(days({ months: [4] }), ['2026-05-01', '2026-06-30', false])
  assert.deepEqual(days({ months: [3] }), ['2026-04-20', '2026-06-30', false], 'the period began within its month')
  assert.deepEqual(days({ months: [1] }), ['2026-04-20', '2026-06-30', true], 'February was missed')
  assert.equal(days({ months: [6] }), 'later')
  assert.equal(days({ months: [4], settled: 1 }), 'used')
  assert.deepEqual(days({ months: [1, 5], settled: 1 }), ['2026-06-01', '2026-06-30', false])
  assert.equal(days({ months: [1, 8], settled: 1 }), 'later')
})

test('PLN-16, art. 2: tasks come only from the filed plan; whatever lies outside it is refused with its article', () => {
  assert.deepEqual(codes(), [])
  assert.deepEqual(codes({}, { plan: null, lines: [] }), ['key-period-without-plan'])
  for (const state of ['draft', 'submitted', 'approved', 'filed', 'declined'] as const)
    assert.deepEqual(codes({}, { plan: { number: 'N', state }, lines: [] }), ['key-period-before-the-plan'], state)
  const stranger = { id: planningId(7), name: '计划外企业' }
  const outside = whyNot(openKeyPeriod, opening({ enterpriseIds: [stranger.id] }, { chosen: [stranger] }))
  assert.deepEqual(
    outside.map(({ code, cites }) => [code, cites?.instrument, cites?.article]),
    [['key-period-outside-the-plan', 'MEM-2025-02-27', 2]],
  )
  assert.match(outside[0]?.mend ?? '', /群众反映强烈、社会关注度高、典型事故暴露的重点问题.*调整年度计划/)
  assert.deepEqual(codes({}, { lines: [aLine(1, { settled: 1 })] }), ['key-period-visits-used'])
  assert.deepEqual(codes({}, { lines: [aLine(1, { months: [9] })] }), ['key-period-planned-later'])
})

test('PLN-16: bounded in time, content, place and trade', () => {
  assert.deepEqual(codes({ from: '2026-04-15' }), [], 'its first day')
  assert.deepEqual(codes({ from: '2026-04-14' }), ['key-period-outside-the-calendar'])
  assert.deepEqual(codes({ until: '2026-10-16' }), ['key-period-outside-the-calendar'])
  assert.deepEqual(codes({ from: '2026-06-30', until: '2026-06-29' }), ['key-period-outside-the-calendar'])
  assert.deepEqual(codes({ code: 'year-turn' }), ['key-period-outside-the-calendar'])
  const past = { code: 'two-sessions', from: '2026-03-01', until: '2026-03-15' } as const
  assert.deepEqual(codes(past, { lines: [aLine(1, { months: [1] })] }), ['key-period-over'])
  assert.deepEqual(codes({}, { calendar: [] }), ['key-period-undated'])
  const [content] = whyNot(openKeyPeriod, opening({}, { unpublishedItems: ['GEN-999'] }))
  assert.deepEqual([content?.code, content?.cites?.article], ['key-period-content-open', 5])
  assert.deepEqual(codes({ regions: [REGION.neighbour] }), ['key-period-region-outside'])
  assert.deepEqual(codes({ regions: ['441302009'] }), ['key-period-business-outside'])
  assert.deepEqual(codes({ sectors: ['hazchem'] }), ['key-period-business-outside'])
  assert.deepEqual(codes({ regions: [REGION.town], sectors: ['dust', 'hazchem'] }), [])
})

test('every arrow of a key period from every state: it opens once and closes once', () => {
  assert.deepEqual(
    keyPeriodLifecycle.steps.map(({ name, from, to }) => [name, from, to]),
    [['close-key-period', ['open'], 'closed']],
  )
  const act = { input: { version: 1, because: '任务已完成' }, facts: FACTS, by: planner, at: AT }
  const closed = take(closeKeyPeriod, { ...act, thing: aPeriod() }, KEY_PERIOD_STATES)
  assert.deepEqual([closed.state, closed.closedBecause, closed.version], ['closed', '任务已完成', 2])
  const [again] = whyNot(closeKeyPeriod, { ...act, thing: closed }, KEY_PERIOD_STATES)
  assert.equal(again?.code, 'wrong-state')
  assert.equal(isOwnNumber(aPeriod().number), true, 'a plan that names it is held to its task')
})
