/** Alarms and recounts against a real database, as the server runs them. */
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import sql from 'sql-template-tag'
import { askerFor, BUSINESS, CAST, stage, TOWN } from '../../../tests/journeys/dongguan.ts'
import { startTestPlumbline } from '../../../tests/support/plumbline.ts'
import { calendarOf } from '../../kernel/workday.ts'
import { NATIONWIDE } from '../../platform/db.ts'
import { lawBookOf } from '../law/rules/lawbook.ts'
import { loadLawBook } from '../law/store.ts'
import { delegate, listDelegations } from '../people/contract/delegation.ts'
import * as contract from './contract/board.ts'
import { getCase, type CaseView } from './contract.ts'
import { aCase, ID } from './fixtures.ts'
import { raiseAlarms, recountClocks, recountIfChanged } from './jobs.ts'
import { caseRows } from './rules/clocks.ts'
import { insertCase, saveCase } from './store.ts'

const AT = '2026-03-16T02:00:00.000Z'

async function withServedCase(t: TestContext, now: string) {
  const plumbline = await startTestPlumbline(t, { now, publicChain: TOWN })
  await stage(plumbline.db)
  const handlers = [CAST.first, CAST.second].map(({ id, name }) => ({ id, name, certificateNumber: '' }))
  const thing = { ...aCase('served'), region: TOWN, enterpriseId: BUSINESS.id, handlers, version: 2 }
  const clocks = caseRows(thing, { book: loadLawBook(), at: AT })
  await plumbline.db.transaction(NATIONWIDE, async (tx) => {
    await insertCase(tx, { ...thing, state: 'submitted', version: 1, number: null }, { at: AT, clocks: [] })
    await saveCase(tx, thing, { at: AT, clocks })
  })
  return plumbline
}

test('WSL 78, APL 67: an alarm before the day, an escalation after it, each once, journalled with whom it went to', async (t) => {
  const plumbline = await withServedCase(t, '2026-03-24T02:00:00.000Z')
  const { db } = plumbline
  // Published by 2026-03-25: the alarm of the day before goes to the handlers alone.
  assert.equal(await raiseAlarms(db, '2026-03-24T02:00:00.000Z'), 1)
  assert.equal(await raiseAlarms(db, '2026-03-24T03:00:00.000Z'), 0)
  const mine = await plumbline.as(askerFor(CAST.first)).must<{ alarms: contract.AlarmEntry[] }>(contract.listAlarms, {})
  assert.deepEqual(
    mine.alarms.map(({ clock, level, told }) => [clock, level, told]),
    [['D-22', 'soon', null]],
  )
  const head = plumbline.as(askerFor(CAST.head))
  assert.deepEqual((await head.must<{ alarms: unknown[] }>(contract.listAlarms, {})).alarms, [])
  // A month later everything is overdue for long: the principal head hears of both.
  plumbline.clock.set('2026-04-27T02:00:00.000Z')
  await raiseAlarms(db, '2026-04-27T02:00:00.000Z')
  const told = await head.must<{ alarms: contract.AlarmEntry[] }>(contract.listAlarms, {})
  assert.deepEqual(told.alarms.map(({ clock, level }) => [clock, level]).sort(), [
    ['D-22', 'long-overdue'],
    ['D-25', 'long-overdue'],
  ])
  const rows = await db.transaction(NATIONWIDE, (tx) =>
    tx.rows<{ clock: string; told: string; subject: string }>(
      sql`select detail ->> 'clock' as clock, detail ->> 'told' as told, subject_id as subject from journal.entry
          where action = 'casework.clock-escalated' order by 1`,
    ),
  )
  assert.deepEqual(rows, [
    { clock: 'D-22', told: 'principal-head', subject: ID.case },
    { clock: 'D-25', told: 'principal-head', subject: ID.case },
  ])
  const [first] = told.alarms
  assert.ok(first)
  const { id, clock, dueOn, level } = first
  assert.deepEqual(await head.must(contract.seeAlarm, { id, clock, dueOn, level }), { seen: true })
  assert.equal((await head.must<{ alarms: unknown[] }>(contract.listAlarms, {})).alarms.length, 1)
})

test('T8: when the State Council moves a holiday, the last days that rest on it move, in the case and on the board', async (t) => {
  const plumbline = await withServedCase(t, '2026-03-18T02:00:00.000Z')
  const { db } = plumbline
  const first = await recountIfChanged(db, AT)
  assert.equal(first?.cases, 1)
  assert.equal(await recountIfChanged(db, AT), null, 'the same calendar is not counted twice')
  const before = loadLawBook()
  // 1 April 2026, a Wednesday and the last day to pay, becomes a rest day: the party has until the next working day.
  const special = [...before.calendar.special, ['2026-04-01', 'holiday'] as const]
  const after = lawBookOf({ ...before, calendar: calendarOf(special.map(([date, kind]) => ({ date, kind }))) })
  const { moved } = await recountClocks(db, { before, after, at: AT, isFirst: false })
  assert.equal(moved, 1)
  const view = await plumbline.as(askerFor(CAST.first)).must<CaseView>(getCase, { id: ID.case })
  assert.equal(view.case.decision?.payBy, '2026-04-02')
  assert.equal(view.case.version, 2, 'counting anew is no step of the case')
  const rows = await db.transaction(NATIONWIDE, (tx) =>
    tx.rows<{ due: string }>(sql`select due_on as due from casework.clock where clock = 'D-25'`),
  )
  assert.deepEqual(rows, [{ due: '2026-04-02' }])
})

test('APL 57: the principal head lends his approval to the deputy for a week; the mandate is listed', async (t) => {
  const plumbline = await withServedCase(t, AT)
  const head = plumbline.as(askerFor(CAST.head))
  const mandate = { id: '0a000000-0000-4000-8000-0000000000d1', role: 'principal-head', mandate: '局务会议记录第3次' }
  const days = { validFrom: '2026-03-16', validTo: '2026-03-20' }
  const refused = await head.call(delegate, { ...mandate, ...days, toId: CAST.first.id })
  assert.equal(refused.status, 422)
  await head.must(delegate, { ...mandate, ...days, toId: CAST.deputy.id })
  const { delegations } = await head.must<{ delegations: { fromName: string; toName: string }[] }>(listDelegations, {})
  assert.deepEqual(
    delegations.map(({ fromName, toName }) => [fromName, toName]),
    [[CAST.head.name, CAST.deputy.name]],
  )
})
