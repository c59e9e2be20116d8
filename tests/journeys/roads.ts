/** Walks procedures beside a case through the API, for tests of several roads. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import * as contract from '../../src/contexts/casework/contract.ts'
import * as roads from '../../src/contexts/casework/contract/proceeding.ts'
import type { Officer } from '../../src/contexts/people/model.ts'
import { createOfficer } from '../../src/contexts/people/public.ts'
import { NATIONWIDE } from '../../src/platform/db.ts'
import { startTestPlumbline } from '../support/plumbline.ts'
import {
  approveThePlan,
  caseStep,
  decide,
  enterByDoorCode,
  interview,
  notify,
  openTheCase,
  planTheVisit,
  playOf,
  recordAndOrder,
  reportAndReview,
  serviceAt,
  type Play,
} from './chapters.ts'
import { CAST, STARTS_AT, stage, TOWN } from './dongguan.ts'

export const PRESIDER: Officer = {
  ...CAST.legal,
  id: '0c000000-0000-4000-8000-0000000000a1',
  name: '闻听证',
  roles: ['presider'],
}
export type Part = keyof Play['as']
export type View = roads.ProceedingView

export async function playUntilFiled(t: TestContext): Promise<Play> {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT, publicChain: TOWN })
  await stage(plumbline.db)
  await plumbline.db.transaction(NATIONWIDE, (tx) =>
    createOfficer(tx, { officer: PRESIDER, username: 'wentz', at: STARTS_AT, by: 'test' }),
  )
  const play = playOf(plumbline)
  const chosen = await planTheVisit(play)
  await approveThePlan(play)
  await enterByDoorCode(play)
  await recordAndOrder(play, chosen)
  await openTheCase(play)
  return play
}
export async function playUntilServed(t: TestContext): Promise<Play> {
  const play = await playUntilFiled(t)
  await interview(play)
  await reportAndReview(play)
  await notify(play)
  await decide(play)
  play.plumbline.clock.set('2022-06-30T02:00:00.000Z')
  await caseStep(play, play.as.first, contract.serveDecision, serviceAt('2022-06-30T02:00:00.000Z'))
  return play
}

export const refusalsOf = ({ body }: { body: unknown }) =>
  (body as { refusals?: { code: string }[] }).refusals?.map(({ code }) => code)
export const begin = (play: Play, as: Part, kind: string, step: string, input: Record<string, unknown>) =>
  play.as[as].must<View>(roads.beginProceeding, { id: randomUUID(), kind, step, caseId: play.held.id, input })
export const go = (play: Play, as: Part, { proceeding }: View, step: string, input: Record<string, unknown>) =>
  play.as[as].must<View>(roads.takeProceeding, { id: proceeding.id, version: proceeding.version, step, input })
export const tryGo = (play: Play, as: Part, { proceeding }: View, step: string, input: Record<string, unknown>) =>
  play.as[as].call(roads.takeProceeding, { id: proceeding.id, version: proceeding.version, step, input })
export async function reread(play: Play): Promise<contract.CaseView> {
  const view = await play.as.first.must<contract.CaseView>(contract.getCase, { id: play.held.id })
  play.held = view.case
  return view
}
export const served = (play: Play) => serviceAt(play.plumbline.clock.now())
export const papersOf = ({ proceeding }: View) =>
  proceeding.papers.map(({ code, servedOn }) => `${code}${servedOn ? '✓' : ''}`)
export const clockOf = ({ proceeding }: View, id: string) => proceeding.clocks.findLast(({ clock }) => clock === id)

export async function close(play: Play) {
  await reread(play)
  await caseStep(play, play.as.first, contract.proposeClosing, {
    outcome: '终结。',
    execution: '已办结。',
    opinion: '建议结案。',
  })
  await caseStep(play, play.as.head, contract.approveClosing, { opinion: '同意结案。' })
  await caseStep(play, play.as.unit, contract.archive, { number: '20220001', retention: '30年' })
  const view = await reread(play)
  assert.equal(view.case.state, 'archived')
  assert.ok(
    view.clocks.every(({ whose, endedOn, state }) => whose === 'party' || endedOn !== null || state !== 'running'),
  )
}
