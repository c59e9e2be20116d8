import assert from 'node:assert/strict'
import { test } from 'node:test'
import sql from 'sql-template-tag'
import { NATIONWIDE } from '../../src/platform/db.ts'
import { verifyJournal } from '../../src/platform/journal.ts'
import * as acts from './browser-case.ts'
import { findInPublic, publish, verifyTheDecision } from './browser-public.ts'
import { openTheatre, type Theatre } from './browser-theatre.ts'
import * as visit from './browser-visit.ts'
import { FINE_FEN } from './chapters.ts'

async function fromPlanToOrder(theatre: Theatre) {
  const doorCode = await visit.findTheBusiness(theatre)
  await visit.planTheVisit(theatre)
  await visit.approveThePlan(theatre)
  await visit.enterByTheDoor(theatre, doorCode)
  await visit.findTheWelders(theatre)
  await visit.recordOnSite(theatre)
  await visit.orderToPutRight(theatre)
}

async function fromFilingToDecision(theatre: Theatre): Promise<string> {
  const caseId = await acts.openTheCase(theatre)
  await acts.interview(theatre, caseId)
  await acts.report(theatre, caseId)
  await acts.notify(theatre)
  await acts.isTooEarly(theatre, caseId)
  await acts.decide(theatre)
  return caseId
}

/** The code that is printed on the decision. */
const tokenOfDecision = ({ db }: Theatre) =>
  db.transaction(NATIONWIDE, async (tx) => {
    const paper = await tx.find<{ token: string }>(
      sql`select verify_token as token from document.paper where template = 'D34'`,
    )
    return paper?.token ?? ''
  })

test('in the browser, the welders of Dongguan: from the plan to the published decision and the archive', async (t) => {
  const theatre = await openTheatre(t)
  try {
    await fromPlanToOrder(theatre)
    const caseId = await fromFilingToDecision(theatre)
    await publish(theatre)
    await findInPublic(theatre)
    await verifyTheDecision(theatre, await tokenOfDecision(theatre))
    await acts.serveTheDecision(theatre)
    await visit.recheck(theatre)
    await acts.payCloseArchive(theatre, caseId)
  } catch (error) {
    t.diagnostic(`pages as they stood: ${await theatre.keepForLater()}`)
    t.diagnostic(theatre.troubles.join('\n'))
    throw error
  }
  assert.deepEqual(theatre.troubles, [])
  const end = await theatre.db.transaction(NATIONWIDE, async (tx) => ({
    case: await tx.find(sql`select state, content -> 'payment' -> 'amountFen' as "paidFen" from casework.penalty_case`),
    visit: await tx.find(sql`select state from inspection.inspection`),
    journal: await verifyJournal(tx),
  }))
  assert.deepEqual(end.case, { state: 'archived', paidFen: FINE_FEN })
  assert.deepEqual(end.visit, { state: 'concluded' })
  assert.deepEqual([end.journal.ok, end.journal.firstBroken], [true, null])
})
