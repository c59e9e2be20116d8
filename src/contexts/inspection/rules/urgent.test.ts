import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findClock } from '../../law/rules/lawbook.ts'
import { loadLawBook } from '../../law/store.ts'
import { A, aFacts, anInspection, by, HEAD, NOW } from '../fixtures.ts'
import { runningClocks } from './plumb-line.ts'
import { hangRatification, ratifyDue, refusesWhileOut, urgentVisitIsDecided, whyNotRatified } from './urgent.ts'

const clock = findClock(loadLawBook(), 'D-02', '2026-03-05')
const entry = { at: NOW, means: 'scanned' as const, latitude: null, longitude: null }
const urgent = anInspection('entered', { entry, urgent: { because: '正在违规动火，等待审批可能引发火灾' } })
const said = (at: string, agreed = true) => ({ agreed, opinion: '同意补办。', at, byName: HEAD.name })
const hung = (ratification: ReturnType<typeof said> | null, today = '2026-03-05') =>
  hangRatification(urgent, { ratification, clock, today })[0]

test('D-02: the approval is made up within the hours from the entry; on the hour it is in time, a minute later it is off the line', () => {
  assert.equal(ratifyDue(urgent, clock), '2026-03-06T02:00:00.000Z')
  assert.equal(hung(said('2026-03-06T02:00:00.000Z'))?.level, 'lawful')
  const late = hung(said('2026-03-06T02:01:00.000Z'))
  assert.deepEqual([late?.level, late?.deviationDays], ['serious', 1], 'less than a day late hangs off all the same')
  assert.equal(hung(null)?.level, 'pending')
  assert.equal(hung(null, '2026-03-07')?.level, 'serious', 'forgotten')
  assert.equal(hung(said('2026-03-05T03:00:00.000Z', false))?.level, 'serious', 'not agreed')
  assert.deepEqual(
    hangRatification(anInspection('entered', { entry }), { ratification: null, clock, today: '2026-03-09' }),
    [],
  )
})

test('D-02 runs at the foot of the line until the head has spoken', () => {
  const at = { clocks: { recheck: null, ratify: clock }, today: '2026-03-05' }
  assert.deepEqual(
    runningClocks(urgent, at).map(({ id, due, confidence }) => [id, due, confidence]),
    [['D-02', '2026-03-06', '◐']],
  )
  assert.deepEqual(runningClocks(urgent, { ...at, ratification: said(NOW) }), [])
})

test('circular art. 6, G05: who drafted the plan or took part ratifies nothing, and nobody ratifies twice', () => {
  const codes = (officer: typeof A, given: ReturnType<typeof said> | null = null) =>
    whyNotRatified({ inspection: urgent, given, by: by(officer) }).map(({ code }) => code)
  assert.deepEqual(codes(A), ['approver-takes-part'])
  assert.deepEqual(codes(HEAD), [])
  assert.deepEqual(codes(HEAD, said(NOW)), ['ratified-already'])
  assert.deepEqual(codes({ ...HEAD, region: '441303' }), ['inspection-of-another-bureau'])
})

test('INS-02: an urgent visit ends only after the head’s word, and a draft stays as a phone took it along', () => {
  const act = (facts: object) => ({ thing: urgent, input: {}, facts: aFacts(facts), by: by(A), at: NOW })
  assert.equal(urgentVisitIsDecided.refuses(act({}))?.code, 'not-ratified')
  assert.equal(urgentVisitIsDecided.refuses(act({ ratification: said(NOW, false) })), null)
  const lease = { officerName: A.name, until: NOW }
  assert.equal(refusesWhileOut({ state: 'drafted' }, lease)?.code, 'draft-taken-along')
  assert.equal(refusesWhileOut({ state: 'drafted' }, null), null)
  assert.equal(refusesWhileOut({ state: 'approved' }, lease), null)
})
