import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import {
  approveThePlan, decide, enterByDoorCode, finish, interview, notify, openTheCase, planTheVisit, playOf, recordAndOrder, reportAndReview, type Play,
} from '../../../tests/journeys/chapters.ts'
import { STARTS_AT, stage, TOWN } from '../../../tests/journeys/dongguan.ts'
import { startTestPlumbline } from '../../../tests/support/plumbline.ts'
import * as contract from './contract.ts'

async function playUntilFiled(t: TestContext): Promise<Play> {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT, publicChain: TOWN })
  await stage(plumbline.db)
  const play = playOf(plumbline)
  const chosen = await planTheVisit(play)
  await approveThePlan(play)
  await enterByDoorCode(play)
  await recordAndOrder(play, chosen)
  await openTheCase(play)
  return play
}

test('the straight road through the database: every paper in its order, one serial, and a file that is locked at the end', async (t) => {
  const play = await playUntilFiled(t)
  await interview(play)
  await reportAndReview(play)
  await notify(play)
  await decide(play)
  await finish(play)
  const view = await play.as.first.must<contract.CaseView>(contract.getCase, { id: play.held.id })
  assert.deepEqual(view.papers.map(({ template }) => template), ['D01', 'D16', 'DCBG', 'GZSP', 'D24', 'D40', 'D30', 'D34', 'D40', 'D46', 'D47', 'D48'])
})
