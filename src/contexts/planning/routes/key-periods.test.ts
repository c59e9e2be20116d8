import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { NATIONWIDE } from '../../../platform/db.ts'
import { draftPlan } from '../../inspection/contract.ts'
import { listTasks } from '../contract.ts'
import * as contract from '../contract/key-periods.ts'
import { anAnnualPlan } from '../fixtures.ts'
import type { Task } from '../model.ts'
import type { PlanState, PlanUnit } from '../rules/annual-plan.ts'
import * as plans from '../store/annual-plans.ts'
import { BUSINESSES, NOW, OFFICERS, openCounty } from './fixtures.ts'

type View = contract.KeyPeriodView
type Preview = { visits: { enterpriseId: string; dueFrom: string }[]; total: number; used: number; later: number }
const SESSIONS = { code: 'two-sessions', from: '2026-03-05', until: '2026-03-15' } as const
const DUST = BUSINESSES.filter(({ id }) => id.endsWith('13') || id.endsWith('14'))
const IN_MARCH = BUSINESSES.filter(({ id }) => /1[0-2]$/.test(id))

const aUnit = ({ id, name, creditCode, region }: (typeof BUSINESSES)[number], months: number[]): PlanUnit => ({
  enterpriseId: id,
  name,
  creditCode,
  region,
  score: 60,
  parts: [],
  visitsWanted: months.length,
  capLeft: null,
  days: 2,
  openMonths: 0xfff,
  preferredMonths: 0,
  months,
  jointWith: null,
  leftOut: null,
  lastVisitOn: null,
})

/** The county with its plan of the year in a state: three businesses in March, two in September. */
async function openPlanned(t: TestContext, state: PlanState) {
  const county = await openCounty(t)
  const plan = anAnnualPlan({ state, frozenAt: state === 'frozen' ? NOW : null })
  await county.db.transaction(NATIONWIDE, async (tx) => {
    await plans.insertPlan(tx, plan, { serial: 1, at: NOW })
    await plans.replaceUnits(tx, plan, [
      ...IN_MARCH.map((one) => aUnit(one, [2])),
      ...DUST.map((one) => aUnit(one, [8])),
    ])
  })
  const codes = ({ status, body }: { status: number; body: unknown }) =>
    status === 422 ? (body as { refusals: { code: string }[] }).refusals.map(({ code }) => code) : [status]
  return { ...county, plan, codes }
}

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)
const ASKED = { ...SESSIONS, checkItemIds: ['GEN-001', 'GEN-002'], enterpriseIds: ids(IN_MARCH.slice(0, 2)) }

test('PLN-16, art. 2: the calendar gives bounded tasks from the filed plan alone, in one act; their visits go through the ledger', async (t) => {
  const { planner, officer, stranger, codes } = await openPlanned(t, 'frozen')
  const preview = () => planner.must<Preview>(contract.previewKeyPeriod, { from: SESSIONS.from, until: SESSIONS.until })
  const before = await preview()
  assert.deepEqual([before.total, before.used, before.later], [3, 0, 2])
  const open = (changes: object) => planner.call(contract.openKeyPeriod, { ...ASKED, ...changes })
  const outside = BUSINESSES.at(-1)?.id ?? ''
  assert.deepEqual(codes(await open({ enterpriseIds: [...ASKED.enterpriseIds, outside] })), [
    'key-period-outside-the-plan',
  ])
  assert.deepEqual(codes(await open({ enterpriseIds: ids(DUST) })), ['key-period-planned-later'])
  assert.deepEqual(codes(await open({ checkItemIds: ['GEN-999'] })), ['key-period-content-open'])
  assert.deepEqual(codes(await officer.call(contract.openKeyPeriod, ASKED)), [403])
  assert.equal((await planner.must<{ tasks: Task[] }>(listTasks, { state: 'open' })).tasks.length, 0, 'all or none')

  const { period, tasks } = await planner.must<View>(contract.openKeyPeriod, ASKED)
  assert.deepEqual(
    tasks.map(({ kind, dueFrom, dueUntil, checkItemIds }) => [kind, dueFrom, dueUntil, checkItemIds.length]),
    [1, 2].map(() => ['key-period', '2026-03-05', '2026-03-15', 2]),
  )
  assert.deepEqual([period.number, (await preview()).total], ['重点时段〔2026〕第441302-001号', 1])
  assert.deepEqual(codes(await open({})), ['key-period-visits-used'], 'no visit is given out twice')
  assert.equal((await stranger.call(contract.getKeyPeriod, { id: period.id })).status, 404)

  const plan = {
    enterpriseId: ASKED.enterpriseIds[0],
    reason: 'plan',
    reasonRef: period.number,
    plannedOn: '2026-03-12',
    officerIds: ids(OFFICERS.slice(0, 2)),
    assistants: [],
    checkItemIds: ['GEN-001'],
    method: 'on-site',
  }
  const drafted = (changes: object) => officer.call(draftPlan, { ...plan, ...changes })
  assert.deepEqual(codes(await drafted({ plannedOn: '2026-03-16' })), ['outside-the-period'])
  assert.deepEqual(codes(await drafted({ checkItemIds: ['GEN-001', 'GEN-003'] })), ['outside-the-content'])
  assert.deepEqual(codes(await drafted({ enterpriseId: IN_MARCH[2]?.id })), ['not-in-the-list'])
  assert.equal((await drafted({})).status, 200)
  const { tasks: taken } = await planner.must<View>(contract.getKeyPeriod, { id: period.id })
  assert.deepEqual(taken.map(({ state }) => state).sort(), ['open', 'taken'])

  const closed = await planner.must<View>(contract.closeKeyPeriod, { id: period.id, version: 1, because: '会期已过' })
  assert.deepEqual(closed.tasks.map(({ state }) => state).sort(), ['dropped', 'taken'])
  assert.equal((await preview()).total, 2, 'what was not planned is owed again')
  const again = await planner.call(contract.closeKeyPeriod, { id: period.id, version: 1, because: '会期已过' })
  assert.equal(again.status, 409)
})

test('PLN-16, art. 2: a plan that is filed and not yet published gives no task', async (t) => {
  const { planner, codes } = await openPlanned(t, 'filed')
  assert.deepEqual(codes(await planner.call(contract.openKeyPeriod, ASKED)), ['key-period-before-the-plan'])
  const { visits } = await planner.must<Preview>(contract.previewKeyPeriod, {
    from: SESSIONS.from,
    until: SESSIONS.until,
  })
  assert.deepEqual(visits, [])
})
