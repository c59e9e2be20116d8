/** XRG-03 against a real database, as the server runs it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import sql from 'sql-template-tag'
import { NATIONWIDE } from '../../../platform/db.ts'
import { answerFinding } from '../../planning/contract/campaigns.ts'
import { planningId, REGION } from '../../planning/fixtures.ts'
import { HEAD, NOW, openCounty, PLANNER } from '../../planning/routes/fixtures.ts'
import type { CampaignFinding } from '../../planning/rules/campaign.ts'
import { insertFinding } from '../../planning/store/campaigns.ts'
import { insertDeployment } from '../../planning/store/deployments.ts'
import * as contract from '../contract/board.ts'
import { keepClocks } from '../jobs.ts'

const NUMBER = '示例应急函〔2026〕21号'
const ORDER = {
  id: planningId(60),
  region: REGION.city,
  number: NUMBER,
  way: 'regional' as const,
  purpose: '交叉检查',
  bureaus: [REGION.neighbour],
  regions: [REGION.county],
  from: '2026-03-01',
  until: '2026-03-31',
}
const FINDING: CampaignFinding = {
  id: planningId(61),
  deploymentId: ORDER.id,
  number: NUMBER,
  region: REGION.county,
  bureau: REGION.neighbour,
  issuer: REGION.city,
  enterpriseId: planningId(10),
  enterpriseName: '示例第10制品有限公司',
  inspectionId: planningId(62),
  foundOn: '2026-03-05',
  hazards: [{ description: '积尘未清理', place: '打磨车间', isMajor: false }],
  dueOn: '2026-03-20',
  answer: null,
  answeredAt: null,
  answeredBy: null,
}
type Alarms = { alarms: contract.AlarmEntry[] }
type Board = { entries: contract.BoardEntry[] }

test('XRG-03: what the host must answer alarms before its day and goes up after it, on the board of cases, until it has answered', async (t) => {
  const { db, clock, planner, head, stranger } = await openCounty(t)
  await db.transaction({ region: REGION.city }, (tx) => insertDeployment(tx, ORDER, { at: NOW, by: 'test' }))
  await db.transaction({ region: REGION.neighbour }, (tx) => insertFinding(tx, FINDING))
  const keepOn = async (day: string) => {
    clock.set(`${day}T02:00:00.000Z`)
    return (await keepClocks(db, clock.now())).raised
  }
  const levels = async (who: typeof planner) =>
    (await who.must<Alarms>(contract.listAlarms)).alarms.map(({ clock: id, level, told }) => [id, level, told])
  const board = async (who: typeof planner) => (await who.must<Board>(contract.clockBoard)).entries

  assert.equal(await keepOn('2026-03-16'), 0, 'more than three days before its end nobody is told')
  assert.equal(await keepOn('2026-03-17'), 1)
  assert.equal(await keepOn('2026-03-17'), 0, 'each alarm once')
  assert.deepEqual(await levels(planner), [['D-78', 'soon', null]])
  assert.deepEqual([await levels(head), await levels(stranger)], [[], []])
  const [entry] = await board(planner)
  assert.deepEqual(
    [
      entry?.kind,
      entry?.title,
      entry?.dueOn,
      entry?.officers.includes(PLANNER.name),
      entry?.officers.includes(HEAD.name),
    ],
    ['finding', NUMBER, '2026-03-20', true, false],
  )
  await keepOn('2026-03-23')
  assert.ok(
    (await levels(planner)).some(([, level]) => level === 'overdue'),
    'whoever may answer hears that it is late',
  )
  assert.equal((await board(planner))[0]?.escalatesTo, 'unit-head')
  assert.deepEqual(await board(stranger), [], 'the visiting bureau has nothing to answer')

  await planner.must(answerFinding, { id: FINDING.id, answer: '已责令清理，3月22日复查合格。' })
  assert.deepEqual(await board(planner), [], 'the answer ends the clock at once')
  assert.equal(await keepOn('2026-04-20'), 0)
  const rows = await db.transaction(NATIONWIDE, (tx) =>
    tx.rows<{ subject: string }>(
      sql`select subject_kind as subject from journal.entry where action = 'casework.clock-escalated'`,
    ),
  )
  assert.deepEqual(rows, [{ subject: 'finding' }])
})
