/** What an officer who has left held, and who handles it now. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import sql from 'sql-template-tag'
import { CAST } from '../../../../tests/journeys/dongguan.ts'
import { begin, playUntilFiled, reread } from '../../../../tests/journeys/roads.ts'
import { NATIONWIDE } from '../../../platform/db.ts'
import { visitsLeftBehind } from '../../inspection/contract/left-behind.ts'
import type { Officer } from '../../people/model.ts'
import { createOfficer } from '../../people/public.ts'
import * as contract from '../contract.ts'
import { casesLeftBehind } from '../contract/left-behind.ts'
import * as roads from '../contract/proceeding.ts'
import type { CaseEntry } from '../model.ts'

const THIRD: Officer = { ...CAST.second, id: '0c000000-0000-4000-8000-0000000000a3', name: '苏接手' }

test('APL 42: a case whose handler has left is listed, stands still, and goes on when a head names another', async (t) => {
  const play = await playUntilFiled(t)
  const { db, clock } = play.plumbline
  const left = async () =>
    (await play.as.deputy.must<{ cases: CaseEntry[] }>(casesLeftBehind, {})).cases.map(({ id }) => id)
  assert.deepEqual(await left(), [])
  const held = await play.as.deputy.must<{ cases: CaseEntry[] }>(casesLeftBehind, { officer: CAST.second.id })
  assert.deepEqual([held.cases.map(({ id }) => id), held.cases[0]?.handlers.length], [[play.held.id], 2])

  await db.transaction(NATIONWIDE, async (tx) => {
    await createOfficer(tx, { officer: THIRD, username: 'sujs', at: clock.now(), by: 'test' })
    await tx.run(sql`update people.officer set left_on = ${clock.now().slice(0, 10)} where id = ${CAST.second.id}`)
  })
  assert.deepEqual(await left(), [play.held.id])
  const visits = await play.as.deputy.must<{ inspections: { id: string }[] }>(visitsLeftBehind, {})
  assert.equal(visits.inspections.length, 1)
  const view = await reread(play)
  const refused = view.nextSteps.find(({ step }) => step === 'submit-report')?.refusals.map(({ code }) => code)
  assert.ok(refused?.includes('officer-not-certified'), JSON.stringify(view.nextSteps))

  const change = (handlers: readonly string[], as: 'deputy' | 'first' = 'deputy') =>
    play.as[as].call(roads.beginProceeding, {
      id: crypto.randomUUID(),
      kind: 'reassignment',
      step: 'change-handlers',
      caseId: play.held.id,
      input: { reasons: `${CAST.second.name}调离`, handlers },
    })
  assert.equal((await change([CAST.first.id, CAST.second.id])).status, 422, 'who has left is named no more')
  assert.equal((await change([CAST.first.id])).status, 422, 'two handle a case')
  assert.equal((await change([CAST.first.id, THIRD.id], 'first')).status, 422, 'a head names them')
  await begin(play, 'deputy', 'reassignment', 'change-handlers', {
    reasons: `${CAST.second.name}调离`,
    handlers: [CAST.first.id, THIRD.id],
  })
  const after = await reread(play)
  assert.deepEqual(after.case.handlers.map(({ name }) => name).sort(), [CAST.first.name, THIRD.name].sort())
  assert.deepEqual(await left(), [])
  assert.ok(!JSON.stringify(after.nextSteps).includes('officer-not-certified'))
  const papers = await play.as.first.must<contract.CaseView>(contract.getCase, { id: play.held.id })
  assert.ok(papers.papers.length > 0, 'what he did stays in the file')
})
