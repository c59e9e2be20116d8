import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import {
  amountsOf,
  approveThePlan,
  caseStep,
  decide,
  enterByDoorCode,
  finish,
  interview,
  notify,
  openTheCase,
  planTheVisit,
  playOf,
  recordAndOrder,
  reportAndReview,
  serviceAt,
  type Play,
} from '../../../tests/journeys/chapters.ts'
import { CAST, STARTS_AT, stage, TOWN } from '../../../tests/journeys/dongguan.ts'
import { startTestPlumbline } from '../../../tests/support/plumbline.ts'
import { asOwner } from '../../platform/db.ts'
import { getPaper } from '../document/contract.ts'
import * as contract from './contract.ts'
import { REVIEW_POINTS, type Case } from './model.ts'
import type { ProposeFiling } from './rules/asks.ts'

async function playUntilVisited(t: TestContext): Promise<Play> {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT, publicChain: TOWN })
  await stage(plumbline.db)
  const play = playOf(plumbline)
  const chosen = await planTheVisit(play)
  await approveThePlan(play)
  await enterByDoorCode(play)
  await recordAndOrder(play, chosen)
  return play
}

async function playUntilFiled(t: TestContext): Promise<Play> {
  const play = await playUntilVisited(t)
  await openTheCase(play)
  return play
}

const refusalsOf = (body: unknown) => (body as { refusals?: { code: string }[] }).refusals?.map(({ code }) => code)
const viewOf = (play: Play, as: keyof Play['as'] = 'first') =>
  play.as[as].must<contract.CaseView>(contract.getCase, { id: play.held.id })

test('the straight road: every paper, one serial, the clocks, and a file that is locked at the end', async (t) => {
  const play = await playUntilFiled(t)
  await interview(play)
  await reportAndReview(play)
  await notify(play)
  await decide(play)
  await finish(play)
  const view = await viewOf(play)
  assert.deepEqual(view.papers.map(({ template }) => template).sort(), [
    'D01',
    'D16',
    'D24',
    'D30',
    'D34',
    'D40',
    'D40',
    'D46',
    'D47',
    'D48',
    'DCBG',
    'GZSP',
  ])
  for (const { number, template } of view.papers) {
    if (number && template !== 'D40')
      assert.match(number, /〔2022〕1号$/, 'all papers of the case share the serial of its filing')
  }
  assert.deepEqual(
    view.clocks.filter(({ whose }) => whose === 'bureau').map(({ clock, state }) => [clock, state]),
    [
      ['D-12', 'met'],
      ['D-20', 'met'],
    ],
  )
  assert.ok(view.plumbLine.every(({ level }) => level === 'lawful'))
  assert.deepEqual(view.nextSteps, [])
  const contents = view.papers.find(({ template }) => template === 'D48')
  const index = await play.as.first.must<{
    paper: { data: { entries: { title: string; page: string }[] } }
  }>(getPaper, { id: contents?.id })
  const { entries } = index.paper.data
  assert.deepEqual(
    entries.map(({ title }) => title),
    [
      '行政处罚决定书（单位）',
      '立案审批表',
      '询问笔录',
      '现场检查方案',
      '现场检查记录',
      '责令限期整改指令书',
      '整改复查意见书',
      '行政处罚案件调查报告',
      '案件告知审批表',
      '行政处罚告知书',
      '案件处理呈批表',
      '文书送达回执',
      '文书送达回执',
      '结案审批表',
      '图片文书：焊接作业现场',
    ],
  )
  assert.equal(entries[0]?.page.split('—')[0], '1')
  assert.ok((play.held.archive?.pages ?? 0) > entries.length, 'with cover and index')
  const first = await play.as.first.call(contract.caseFile, { id: play.held.id })
  const again = await play.as.head.call(contract.caseFile, { id: play.held.id })
  assert.deepEqual(first.bytes, again.bytes, 'the archived file is the very one that was bound')
  // A40, guard G19: not even a statement in the database alters it.
  const alter = asOwner(play.plumbline.database.adminUrl, (client) =>
    client.query(`update casework.penalty_case set title = 'x' where id = $1`, [play.held.id]),
  )
  await assert.rejects(alter, /is archived/)
})

test('APL 57, 58, 63: at 60,000 yuan hearing notice, review and discussion come first, each in its turn', async (t) => {
  const play = await playUntilFiled(t)
  await interview(play)
  play.plumbline.clock.set('2022-06-20T02:00:00.000Z')
  const amounts = play.held.acts.map(({ id }) => ({ actId: id, amountFen: 6_000_000 }))
  await caseStep(play, play.as.first, contract.submitReport, {
    course: '检查、询问',
    acts: play.held.acts,
    amounts,
    proposal: '罚款六万元',
    reasons: '三名焊工均无有效操作证，人数较多。',
  })
  assert.deepEqual(play.held.report?.derivation.procedure.hearing, true)
  const approve = { id: play.held.id, version: play.held.version, opinion: '同意' }
  assert.deepEqual(refusalsOf((await play.as.deputy.call(contract.approveNotification, approve)).body), [
    'not-reviewed',
    'not-discussed',
  ])
  const grey = (await viewOf(play, 'deputy')).nextSteps.find(({ step }) => step === 'approve-notification')
  assert.deepEqual(
    grey?.refusals.map(({ code }) => code),
    ['not-reviewed', 'not-discussed'],
    'the button is grey for the same reasons',
  )

  const review = (opinion: string) => ({
    points: Object.keys(REVIEW_POINTS).map((point) => ({ point, opinion })),
    conclusion: '同意',
  })
  const lazy = await play.as.legal.call(contract.review, {
    id: play.held.id,
    version: play.held.version,
    ...review('同意'),
  })
  assert.deepEqual(refusalsOf(lazy.body), ['review-point-unanswered'])
  await caseStep(play, play.as.legal, contract.review, review('经查阅全卷，此项没有不当之处'))
  await caseStep(play, play.as.head, contract.discuss, {
    from: '2022-06-20T01:00:00.000Z',
    until: '2022-06-20T01:40:00.000Z',
    place: '会议室',
    chair: CAST.head.name,
    reporter: CAST.first.name,
    recorder: CAST.unit.name,
    conclusion: '同意',
    attendees: [CAST.head, CAST.deputy].map(({ id, name }) => ({
      officerId: id,
      name,
      post: '负责人',
      opinion: '事实清楚，金额与情节相当，赞成。',
    })),
  })
  await notify(play)
  assert.equal(play.held.notice?.hearingUntil, '2022-06-28')
  assert.deepEqual(
    (await viewOf(play)).papers
      .map(({ template }) => template)
      .filter((code) => ['D24', 'D26', 'FZSH', 'D31'].includes(code))
      .sort(),
    ['D24', 'D26', 'D31', 'FZSH'],
  )

  // SZF 138: a lower amount after the defence is examined again before the head may decide it.
  play.plumbline.clock.set('2022-06-29T02:00:00.000Z')
  const lower = play.held.acts.map(({ id }) => ({ actId: id, amountFen: 5_500_000 }))
  await caseStep(play, play.as.first, contract.proposeDecision, {
    amounts: lower,
    measures: ['责令限期改正'],
    opinion: '采纳部分申辩意见',
  })
  const deciding = { id: play.held.id, version: play.held.version, opinion: '同意' }
  assert.deepEqual(refusalsOf((await play.as.head.call(contract.decide, deciding)).body), [
    'review-outdated',
    'discussion-outdated',
  ])
  const todo = await play.as.legal.must<{ groups: { step: string; count: number }[] }>(contract.casesToDo, {})
  assert.deepEqual(
    todo.groups.map(({ step, count }) => [step, count]),
    [['review-again', 1]],
  )
})

test('APL 42, 57: the handler can neither approve nor decide, and the head cannot handle', async (t) => {
  const play = await playUntilFiled(t)
  const body = { id: play.held.id, version: play.held.version }
  assert.equal((await play.as.first.call(contract.decide, { ...body, opinion: '同意' })).status, 403)
  assert.equal((await play.as.head.call(contract.addEvidence, { ...body, items: [] })).status, 403)
})

test('two who act on the same version: the second is told, and nothing is lost', async (t) => {
  const play = await playUntilFiled(t)
  const stale = play.held.version
  await interview(play)
  const { status, body } = await play.as.first.call(contract.rejectReport, {
    id: play.held.id,
    version: stale,
    reason: 'x',
  })
  assert.equal(status, 403, 'the permission is asked first')
  const second = await play.as.second.call(contract.addEvidence, {
    id: play.held.id,
    version: stale,
    items: [
      {
        id: randomUUID(),
        kind: 'documentary',
        name: '营业执照',
        source: '当事人',
        takenOn: '2022-06-10',
        proves: [],
        evidenceId: null,
        paperId: null,
      },
    ],
  })
  assert.equal(second.status, 409)
  assert.match(JSON.stringify(second.body), /刷新/)
  assert.ok(body)
})

test('APL 29: what stands in a case already opens no second one; declined, it is free again', async (t) => {
  const play = await playUntilVisited(t)
  play.plumbline.clock.set('2022-06-09T02:00:00.000Z')
  const { proposal } = await play.as.first.must<{ proposal: ProposeFiling }>(contract.proposalFromInspection, {
    inspectionId: play.visitId,
  })
  const first = await play.as.first.must<Case>(contract.proposeFiling, proposal)
  const twice = await play.as.first.call(contract.proposeFiling, { ...proposal, id: randomUUID() })
  assert.deepEqual(refusalsOf(twice.body), ['fined-before'])
  assert.equal(
    (await play.as.first.call(contract.proposeFiling, proposal)).status,
    409,
    'the same proposal sent again opens nothing',
  )
  assert.equal(
    (await play.as.first.call(contract.proposalFromInspection, { inspectionId: play.visitId })).status,
    404,
    'no hazard is left for another case',
  )
  await play.as.head.must(contract.declineFiling, { id: first.id, version: first.version, reason: '轻微并已改正' })
  const again = await play.as.first.must<Case>(contract.proposeFiling, { ...proposal, id: randomUUID() })
  assert.equal(again.state, 'submitted')
})

test('jurisdiction: an officer of another county neither reads, lists, searches, files nor acts', async (t) => {
  const play = await playUntilFiled(t)
  const stranger = play.plumbline.as({
    id: randomUUID(),
    name: '演示外县',
    kind: 'officer',
    region: '441302',
    roles: ['principal-head'],
    permissions: [
      'casework.read',
      'casework.file',
      'casework.approve-filing',
      'casework.decide',
      'casework.approve-notification',
      'casework.serve',
    ],
  })
  assert.equal((await stranger.call(contract.getCase, { id: play.held.id })).status, 404)
  assert.equal((await stranger.call(contract.caseFile, { id: play.held.id })).status, 404)
  assert.equal((await stranger.call(contract.proposalFromInspection, { inspectionId: play.visitId })).status, 404)
  assert.equal(
    (await stranger.call(contract.rejectReport, { id: play.held.id, version: play.held.version, reason: 'x' })).status,
    404,
  )
  const list = await stranger.must<{ entries: unknown[]; total: number }>(contract.listCases, { search: '丰禾' })
  assert.deepEqual([list.entries.length, list.total], [0, 0])
  const above = play.plumbline.as({
    id: randomUUID(),
    name: '演示市局',
    kind: 'officer',
    region: '4419',
    roles: [],
    permissions: ['casework.read'],
  })
  assert.equal((await above.call(contract.getCase, { id: play.held.id })).status, 200, 'the city above reads it')
})

test('lists: mine, by state, by words, by due day; a page has fifty and the rest follows', async (t) => {
  const play = await playUntilFiled(t)
  const list = async (as: keyof Play['as'], input: Record<string, string>) =>
    (
      await play.as[as].must<{
        entries: { id: string; dueOn: string | null; handlers: string[] }[]
      }>(contract.listCases, input)
    ).entries
  assert.equal((await list('first', { mine: 'true' })).length, 1)
  assert.equal((await list('head', { mine: 'true' })).length, 0)
  assert.equal((await list('head', { state: 'filed' })).length, 1)
  assert.equal((await list('head', { state: 'closed' })).length, 0)
  assert.deepEqual((await list('head', { search: '丰禾' }))[0]?.handlers, [CAST.first.name, CAST.second.name])
  assert.equal((await list('head', { search: `%' or 1=1 --` })).length, 0)
  assert.equal((await list('head', { dueBy: '2022-09-07' })).length, 1)
  assert.equal((await list('head', { dueBy: '2022-09-06' })).length, 0)
  assert.equal((await list('head', { after: 'nonsense_x' })).length, 1)
})

test('the home page counts what each one can act on, and nothing else', async (t) => {
  const play = await playUntilFiled(t)
  const todo = async (as: keyof Play['as']) =>
    (await play.as[as].must<{ groups: { step: string; count: number }[] }>(contract.casesToDo, {})).groups.map(
      ({ step, count }) => `${step} ${count}`,
    )
  assert.deepEqual(await todo('first'), ['submit-report 1'])
  assert.deepEqual(await todo('head'), [])
  await interview(play)
  await reportAndReview(play)
  assert.deepEqual(await todo('deputy'), ['approve-notification 1'])
  await notify(play)
  assert.deepEqual(await todo('first'), [], 'the party’s time runs: nobody can act')
  play.plumbline.clock.set('2022-06-29T02:00:00.000Z')
  assert.deepEqual(await todo('first'), ['propose-decision 1'])
})

test('APL 61: a service that does not hold starts no period', async (t) => {
  const play = await playUntilFiled(t)
  await interview(play)
  await reportAndReview(play)
  await caseStep(play, play.as.deputy, contract.approveNotification, { opinion: '同意' })
  play.plumbline.clock.set('2022-06-21T02:00:00.000Z')
  const wrong = { service: { ...serviceAt('2022-06-21T02:00:00.000Z').service, method: 'electronic' } }
  const answer = await play.as.first.call(contract.serveNotification, {
    id: play.held.id,
    version: play.held.version,
    ...wrong,
  })
  assert.deepEqual(refusalsOf(answer.body), ['electronic-service-without-consent'])
  assert.equal((await viewOf(play)).case.notice?.servedOn, null)
  assert.equal(amountsOf(play.held).length, 1)
})

test('APL 62, SZF 349: a waiver points to a paper that is really kept; an invented one is refused', async (t) => {
  const play = await playUntilFiled(t)
  await interview(play)
  await reportAndReview(play)
  await notify(play)
  const waiver = { on: '2022-06-21', statement: '放弃陈述、申辩的权利', defence: true, hearing: true }
  const invented = await play.as.first.call(contract.waiveRights, {
    id: play.held.id,
    version: play.held.version,
    ...waiver,
    evidenceId: randomUUID(),
  })
  assert.equal(invented.status, 404)
  await caseStep(play, play.as.first, contract.waiveRights, { ...waiver, evidenceId: play.evidenceId })
  const amounts = amountsOf(play.held)
  await caseStep(play, play.as.first, contract.proposeDecision, {
    amounts,
    measures: ['责令限期改正'],
    opinion: '当事人放弃权利，建议处罚',
  })
  await caseStep(play, play.as.head, contract.decide, { opinion: '同意' })
  assert.equal(play.held.decision?.on, '2022-06-21', 'A9: on the very day of the waiver')
})
