/** Evidence, measures and hearings beside a case, through the API on a real database, papers and all. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { amountsOf, caseStep, interview, notify, type Play } from '../../../../tests/journeys/chapters.ts'
import { askerFor, CAST } from '../../../../tests/journeys/dongguan.ts'
import {
  begin,
  go,
  tryGo,
  reread,
  served,
  papersOf,
  clockOf,
  refusalsOf,
  playUntilFiled,
  PRESIDER,
  type View,
} from '../../../../tests/journeys/roads.ts'
import * as contract from '../contract.ts'
import * as roads from '../contract/proceeding.ts'
import { REVIEW_POINTS } from '../model.ts'

test('APL 56 (A11, trap 17): preserved on Monday, too late to decide after seven working days, then released', async (t) => {
  const play = await playUntilFiled(t)
  const items = [
    { name: '电焊机', model: 'ZX7', origin: '演示', grade: '', unit: '台', price: '', quantity: '2', note: '' },
  ]
  let it = await begin(play, 'first', 'preservation', 'apply-preservation', {
    items,
    reasons: '可能被转移',
    mode: '原地保存',
    place: '焊接车间',
    handlerOpinion: '建议保存',
  })
  assert.deepEqual(refusalsOf(await tryGo(play, 'first', it, 'approve-preservation', { approvalOpinion: '同意' })), [
    'not-permitted',
  ])
  it = await go(play, 'deputy', it, 'approve-preservation', { approvalOpinion: '同意' })
  it = await go(play, 'first', it, 'preserve', { duties: '不得转移', ...served(play) })
  assert.deepEqual(papersOf(it), ['D19', 'D20✓', 'D49✓'])
  const due = clockOf(it, 'D-10')?.due ?? ''
  play.plumbline.clock.set(`${due}T02:00:00.000Z`)
  const early = await tryGo(play, 'first', it, 'release-lapsed', { reason: '逾期' })
  assert.deepEqual(refusalsOf(early), ['preservation-not-lapsed'])
  it = await go(play, 'first', it, 'propose-handling', { outcome: 'return', handling: '已取证，退还' })
  play.plumbline.clock.forward(60 * 24)
  const late = await tryGo(play, 'deputy', it, 'decide-handling', { approvalOpinion: '同意' })
  assert.deepEqual(refusalsOf(late), ['preservation-lapsed'])
  it = await go(play, 'first', it, 'release-lapsed', { reason: '审批人出差，已退还' })
  assert.equal(it.proceeding.state, 'lapsed')
  assert.ok(it.proceeding.clocks.every(({ endedOn }) => endedOn !== null))
})

const WHAT = {
  measure: '扣押',
  object: 'equipment',
  items: [{ name: '电焊机', model: 'ZX7', unit: '台', quantity: '2', note: '' }],
  reasons: '不符合国家标准',
  isRelated: true,
  noDailyNeeds: true,
  notSealedBefore: true,
}
const SITE = { certificatesShown: true, rightsTold: true, heard: true, partyOrWitness: '安演示' }

test('ACL 18–28 (E8, A12, A13): seized for thirty days, test days told in writing do not count, extended once, released', async (t) => {
  const play = await playUntilFiled(t)
  let it = await begin(play, 'first', 'seizure', 'apply-seizure', { ...WHAT, handlerOpinion: '建议扣押' })
  it = await go(play, 'deputy', it, 'approve-seizure', { approvalOpinion: '同意' })
  it = await go(play, 'first', it, 'execute-seizure', { ...SITE, ...served(play) })
  assert.deepEqual(papersOf(it), ['D07', 'D08✓', 'D09✓'])
  const first = clockOf(it, 'D-08')?.due ?? ''
  const test = { laboratory: '演示检测所', from: '2022-06-14', to: '2022-06-27' }
  assert.deepEqual(refusalsOf(await tryGo(play, 'first', it, 'record-test', { ...test, toldInWriting: false })), [
    'test-not-told',
  ])
  it = await go(play, 'first', it, 'record-test', { ...test, toldInWriting: true })
  const moved = clockOf(it, 'D-08')?.due ?? ''
  assert.equal((Date.parse(moved) - Date.parse(first)) / 86_400_000, 14)
  it = await go(play, 'head', it, 'extend-seizure', { extensionReasons: '鉴定复杂', ...served(play) })
  assert.equal((Date.parse(clockOf(it, 'D-09')?.due ?? '') - Date.parse(moved)) / 86_400_000, 30)
  const again = await tryGo(play, 'head', it, 'extend-seizure', { extensionReasons: '再延', ...served(play) })
  assert.deepEqual(refusalsOf(again), ['extended-already'])
  it = await go(play, 'first', it, 'propose-release', { outcome: 'release', handling: '检测合格' })
  it = await go(play, 'head', it, 'decide-release', { decision: '解除扣押，退还' })
  it = await go(play, 'first', it, 'serve-release', { handedOver: '已清点退还', ...served(play) })
  assert.deepEqual(papersOf(it), ['D07', 'D08✓', 'D09✓', 'D10✓', 'D11✓'])
  const view = await reread(play)
  assert.equal(view.papers.filter(({ template }) => template === 'D40').length, 3, 'a receipt for each service')
})

async function notifyWithHearing(play: Play) {
  await interview(play)
  play.plumbline.clock.set('2022-06-20T02:00:00.000Z')
  const amounts = play.held.acts.map(({ id }) => ({ actId: id, amountFen: 6_000_000 }))
  await caseStep(play, play.as.first, contract.submitReport, {
    course: '现场检查、询问。',
    acts: play.held.acts,
    amounts,
    measures: ['责令限期改正'],
    proposal: '建议罚款六万元。',
    reasons: '三名人员同时无证作业，人数较多，在档内从重确定罚款数额。',
  })
  await caseStep(play, play.as.legal, contract.review, {
    points: Object.entries(REVIEW_POINTS).map(([point, label]) => ({
      point,
      opinion: `经审查，${label}方面没有发现问题，符合要求。`,
    })),
    conclusion: '同意处理建议。',
  })
  const { procedure } = play.held.report?.derivation ?? {}
  if (procedure?.discussion)
    await caseStep(play, play.as.head, contract.discuss, {
      from: '2022-06-20T01:00:00.000Z',
      until: '2022-06-20T01:40:00.000Z',
      place: '会议室',
      chair: CAST.head.name,
      reporter: CAST.first.name,
      recorder: CAST.unit.name,
      conclusion: '一致同意。',
      attendees: [CAST.head, CAST.deputy].map(({ id, name }) => ({
        officerId: id,
        name,
        post: '负责人',
        opinion: '事实清楚，处罚适当，同意。',
      })),
    })
  await notify(play)
}

test('APL 63–65 (E2): a hearing asked for in time is held before anything is decided', async (t) => {
  const play = await playUntilFiled(t)
  await notifyWithHearing(play)
  assert.ok(play.held.notice?.hearingApplies)
  const { clock } = play.plumbline
  let it = await begin(play, 'first', 'hearing', 'request-hearing', {
    requestedOn: '2022-06-21',
    means: 'written',
    statement: '要求听证',
  })
  clock.set('2022-06-29T02:00:00.000Z')
  const proposed = await play.as.first.call(contract.proposeDecision, {
    id: play.held.id,
    version: play.held.version,
    amounts: amountsOf(play.held),
    measures: ['责令限期改正'],
    opinion: '建议处罚',
  })
  assert.ok(refusalsOf(proposed)?.includes('hearing-not-over'))
  const seats = { place: '会议室', presiderTitle: '主持人', hearerIds: [CAST.unit.id], clerk: '记录员', isPublic: true }
  const own = await tryGo(play, 'deputy', it, 'notice-hearing', {
    ...seats,
    at: '2022-07-12T01:00:00.000Z',
    presiderId: [CAST.first.id],
  })
  assert.deepEqual(refusalsOf(own), ['presider-investigated'])
  it = await go(play, 'deputy', it, 'notice-hearing', {
    ...seats,
    at: '2022-07-08T01:00:00.000Z',
    presiderId: [PRESIDER.id],
  })
  const short = await tryGo(play, 'first', it, 'serve-hearing-notice', served(play))
  assert.deepEqual(
    refusalsOf(short),
    ['hearing-notice-too-short'],
    'six full working days lie between 29 June and 8 July',
  )
  const still = await play.as.first.must<View>(roads.getProceeding, { id: it.proceeding.id })
  assert.equal(still.proceeding.version, it.proceeding.version, 'a refusal leaves everything as it was')
  const withdrawn = await go(play, 'first', it, 'withdraw-hearing', { statement: '自愿撤回' })
  assert.equal(withdrawn.proceeding.state, 'withdrawn')
  await caseStep(play, play.as.first, contract.proposeDecision, {
    amounts: [{ actId: play.held.acts[0]?.id ?? '', amountFen: 6_000_000 }],
    measures: ['责令限期改正'],
    opinion: '当事人撤回听证申请，建议处罚。',
  })
})

test('APL 63–65: noticed seven working days before, held by the presider, reported, and the decision follows', async (t) => {
  const play = await playUntilFiled(t)
  await notifyWithHearing(play)
  const { clock } = play.plumbline
  const presider = play.plumbline.as(askerFor(PRESIDER))
  const take = (it: View, step: string, input: Record<string, unknown>) =>
    presider.must<View>(roads.takeProceeding, { id: it.proceeding.id, version: it.proceeding.version, step, input })
  clock.set('2022-06-27T02:00:00.000Z')
  let it = await begin(play, 'first', 'hearing', 'request-hearing', {
    requestedOn: '2022-06-24',
    means: 'post',
    statement: '要求听证',
  })
  it = await go(play, 'deputy', it, 'notice-hearing', {
    at: '2022-07-08T01:00:00.000Z',
    place: '会议室',
    presiderId: [PRESIDER.id],
    presiderTitle: '听证主持人',
    hearerIds: [CAST.unit.id],
    clerk: '记录员',
    isPublic: true,
  })
  it = await go(play, 'first', it, 'serve-hearing-notice', served(play))
  clock.set('2022-07-08T04:00:00.000Z')
  const record = {
    startedAt: '2022-07-08T01:00:00.000Z',
    endedAt: '2022-07-08T03:00:00.000Z',
    partyDetails: '法定代表人到场',
    agents: [{ name: '代理人', title: '律师' }],
    rightsTold: true,
    statements: ['主持人：宣布听证开始。', '调查人员：陈述事实、证据和处罚建议。', '当事人：请求从轻。'],
    signed: true,
  }
  assert.deepEqual(refusalsOf(await tryGo(play, 'first', it, 'hold-hearing', record)), ['not-permitted'])
  it = await take(it, 'hold-hearing', record)
  it = await take(it, 'report-hearing', {
    summary: '双方到场，程序合法。',
    presiderOpinion: '维持拟处罚意见。',
    factsChanged: false,
  })
  it = await go(play, 'head', it, 'approve-hearing-report', { headOpinion: '同意。', note: '' })
  assert.deepEqual(papersOf(it), ['D27✓', 'D28', 'D29'])
  await reread(play)
  await caseStep(play, play.as.first, contract.proposeDecision, {
    amounts: [{ actId: play.held.acts[0]?.id ?? '', amountFen: 5_500_000 }],
    measures: ['责令限期改正'],
    opinion: '根据听证笔录，建议罚款五万五千元。',
  })
  assert.equal(play.held.state, 'proposed')
})

test('procedure.md §6: neighbours see no procedure of another bureau, and a stale version is a conflict', async (t) => {
  const play = await playUntilFiled(t)
  const it = await begin(play, 'first', 'recusal', 'apply-recusal', {
    applicant: '当事人',
    subject: CAST.second.name,
    reasons: '有亲属关系',
  })
  const stranger = play.plumbline.as({ ...askerFor({ ...CAST.first, id: randomUUID() }), region: '440300' })
  assert.equal((await stranger.call(roads.getProceeding, { id: it.proceeding.id })).status, 404)
  assert.equal((await stranger.call(roads.proceedingsOfCase, { id: play.held.id })).status, 404)
  const decision = { decision: 'recused', decisionReasons: '属实', replacedBy: [CAST.first.id] }
  await go(play, 'deputy', it, 'decide-recusal', decision)
  const stale = await tryGo(play, 'deputy', it, 'decide-recusal', decision)
  assert.equal(stale.status, 409)
  const twin = await play.as.first.call(roads.beginProceeding, {
    id: it.proceeding.id,
    kind: 'recusal',
    step: 'apply-recusal',
    caseId: play.held.id,
    input: { applicant: '当', subject: '甲', reasons: '由' },
  })
  assert.equal(twin.status, 409)
  const bad = await play.as.first.call(roads.beginProceeding, {
    id: randomUUID(),
    kind: 'recusal',
    step: 'apply-recusal',
    caseId: play.held.id,
    input: { applicant: '' },
  })
  assert.equal(bad.status, 400)
  const { beginnings } = await play.as.first.must<{ beginnings: roads.Beginning[] }>(roads.proceedingsOfCase, {
    id: play.held.id,
  })
  assert.ok(beginnings.some(({ kind, refusals }) => kind === 'preservation' && refusals.length === 0))
  assert.ok(!beginnings.some(({ kind }) => kind === 'court'), 'nothing to collect before a decision')
})
