import { writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { approveThePlan, decide, enterByDoorCode, finish, interview, notify, openTheCase, planTheVisit, playOf, recordAndOrder, reportAndReview } from '../../../tests/journeys/chapters.ts'
import { STARTS_AT, stage, TOWN } from '../../../tests/journeys/dongguan.ts'
import { startTestPlumbline } from '../../../tests/support/plumbline.ts'
import * as contract from './contract.ts'
import { listNotices } from '../publicity/contract.ts'
import { publicityQueue, publish } from '../publicity/contract.ts'
test('dump', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT, publicChain: TOWN })
  await stage(plumbline.db)
  const play = playOf(plumbline)
  const chosen = await planTheVisit(play)
  await approveThePlan(play); await enterByDoorCode(play); await recordAndOrder(play, chosen)
  const proposal = await openTheCase(play)
  console.log(JSON.stringify(proposal, null, 1))
  await interview(play); await reportAndReview(play)
  console.log(JSON.stringify((await play.as.head.call(contract.casesToDo, {})).body))
  await notify(play); await decide(play)
  const q = await play.as.unit.must<{notices: {id:string}[]}>(publicityQueue, {})
  console.log(JSON.stringify(q, null, 1))
  await finish(play)
  const view = await play.as.first.must<contract.CaseView>(contract.getCase, { id: play.held.id })
  console.log(JSON.stringify(view.clocks), JSON.stringify(view.plumbLine.map((p)=>[p.label,p.at,p.due,p.level,p.deviationDays])))
  const f = await play.as.first.call(contract.caseFile, { id: play.held.id })
  writeFileSync('/tmp/casefile.pdf', f.bytes)
})
