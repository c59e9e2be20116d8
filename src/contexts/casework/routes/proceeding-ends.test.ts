/** Execution, remedies, transfers, endings and what stands alone, through the API on a real database. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { askerFor, BUSINESS, CAST } from '../../../../tests/journeys/dongguan.ts'
import {
  begin,
  go,
  tryGo,
  reread,
  served,
  papersOf,
  clockOf,
  close,
  refusalsOf,
  playUntilFiled,
  playUntilServed,
  type View,
} from '../../../../tests/journeys/roads.ts'
import { withLent } from '../../people/rules/delegation.ts'
import * as contract from '../contract.ts'
import * as board from '../contract/board.ts'
import * as roads from '../contract/proceeding.ts'

test('APL 66, 72, ACL 53–54 (A15, A16): instalments that are not kept, the demand, then the court within its window', async (t) => {
  const play = await playUntilServed(t)
  const { clock } = play.plumbline
  const deferredTo = '2022-09-30'
  let paying = await begin(play, 'first', 'deferral', 'apply-deferral', {
    mode: '分期',
    deferredTo,
    instalments: [
      { ordinal: '1', dueOn: '2022-08-31', amount: '20000' },
      { ordinal: '2', dueOn: deferredTo, amount: '29000' },
    ],
    reasons: '经营困难',
    handlerOpinion: '建议同意',
  })
  paying = await go(play, 'deputy', paying, 'grant-deferral', { approvalOpinion: '同意' })
  paying = await go(play, 'first', paying, 'serve-deferral', served(play))
  assert.deepEqual(papersOf(paying), ['D38', 'D39✓'])
  assert.equal((await reread(play)).case.decision?.payBy, deferredTo)
  clock.set('2022-08-30T02:00:00.000Z')
  paying = await go(play, 'first', paying, 'record-instalment', {
    paidOn: '2022-08-30',
    amountFen: 2_000_000,
    receipt: '票1',
    evidenceId: null,
  })
  assert.deepEqual(refusalsOf(await tryGo(play, 'first', paying, 'break-deferral', { reason: '未缴' })), [
    'deferral-still-runs',
  ])
  clock.set('2022-10-10T02:00:00.000Z')
  paying = await go(play, 'first', paying, 'break-deferral', { reason: '第二期未缴' })
  await reread(play)
  let court = await begin(play, 'first', 'court', 'demand', {
    demand: '限期缴款',
    finalOn: '2022-10-31',
    unperformed: '罚款尚未缴清',
    ...served(play),
  })
  const application = {
    court: '演示市人民法院',
    request: '强制执行罚款及加处罚款',
    attachments: ['处罚决定书', '送达回证'],
  }
  const soon = await tryGo(play, 'first', court, 'draft-application', application)
  assert.deepEqual(refusalsOf(soon)?.sort(), ['court-too-early', 'demand-too-recent'])
  clock.set('2023-01-10T02:00:00.000Z')
  court = await play.as.first.must<View>(roads.getProceeding, { id: court.proceeding.id })
  assert.deepEqual(court.courtWindow, { opens: '2022-12-31', due: '2023-03-30' })
  court = await go(play, 'first', court, 'draft-application', application)
  court = await go(play, 'head', court, 'sign-application', { approvalOpinion: '同意申请' })
  court = await go(play, 'first', court, 'file-application', { filedOn: '2023-01-10' })
  court = await go(play, 'first', court, 'court-accepts', {
    acceptedOn: '2023-01-10',
    courtNumber: '（2023）演行审1号',
  })
  court = await go(play, 'first', court, 'court-allows', {
    ruledOn: '2023-01-10',
    receivedOn: '2023-01-10',
    content: '准予执行',
  })
  await reread(play)
  assert.deepEqual(
    refusalsOf(
      await play.as.first.call(contract.proposeClosing, {
        id: play.held.id,
        version: play.held.version,
        outcome: 'x',
        execution: 'x',
        opinion: 'x',
      }),
    ),
    ['wrong-state'],
  )
  await go(play, 'first', court, 'record-execution', {
    paidOn: '2023-01-10',
    amountFen: 4_900_000,
    receipt: '票2',
    evidenceId: null,
  })
  assert.equal((await reread(play)).case.state, 'paid')
})

test('R310 5, APL 27 (A25, trap 30): a team of two, the principal head, the police, and the fine waits', async (t) => {
  const play = await playUntilFiled(t)
  let it = await begin(play, 'first', 'criminal', 'suspect-crime', {
    offence: '134-1',
    grounds: '关闭报警装置，有现实危险',
  })
  const single = await tryGo(play, 'deputy', it, 'form-team', { team: [CAST.first.id] })
  assert.deepEqual(refusalsOf(single), ['team-too-small'])
  it = await go(play, 'deputy', it, 'form-team', { team: [CAST.first.id, CAST.second.id] })
  it = await go(play, 'second', it, 'report-crime', { findings: '查明有现实危险', proposal: 'transfer' })
  assert.equal(clockOf(it, 'D-55')?.due, addThree(play.plumbline.clock.now()))
  const papers = {
    receiver: '演示市公安局',
    copiedTo: '演示市人民检察院',
    hasReport: true,
    hasItemList: true,
    attachments: ['调查报告', '物品清单'],
  }
  assert.deepEqual(refusalsOf(await tryGo(play, 'deputy', it, 'approve-transfer-to-police', papers)), ['not-permitted'])
  it = await go(play, 'head', it, 'approve-transfer-to-police', papers)
  assert.equal(Date.parse(clockOf(it, 'D-56')?.due ?? '') - Date.parse(play.plumbline.clock.now()), 86_400_000)
  const now = play.plumbline.clock.now()
  it = await go(play, 'first', it, 'send-to-police', { sentAt: now, signedBy: '演示民警', copied: true })
  it = await go(play, 'first', it, 'police-file', {
    noticeReceivedOn: now.slice(0, 10),
    policeNumber: '演公立〔2022〕1号',
  })
  const view = await reread(play)
  assert.deepEqual([view.case.state, view.case.ending?.kind], ['ended', 'transferred-crime'])
  const open = await play.as.first.call(contract.proposeClosing, {
    id: play.held.id,
    version: play.held.version,
    outcome: '移送',
    execution: '—',
    opinion: '结案',
  })
  assert.deepEqual(refusalsOf(open), ['procedure-still-open'])
  it = await go(play, 'first', it, 'hand-over-items', { handedOn: now.slice(0, 10), items: ['全部案卷'] })
  it = await go(play, 'first', it, 'case-comes-back', {
    ground: 'not-prosecuted',
    receivedOn: now.slice(0, 10),
    reason: '',
  })
  assert.equal((await reread(play)).case.state, 'filed', 'not prosecuted but punishable: the case goes on')
})
test('APL 57: what only the principal head approves, a deputy approves under his mandate, and the record says in whose stead', async (t) => {
  const play = await playUntilFiled(t)
  let it = await begin(play, 'first', 'criminal', 'suspect-crime', { offence: '134-1', grounds: '关闭报警装置' })
  it = await go(play, 'deputy', it, 'form-team', { team: [CAST.first.id, CAST.second.id] })
  it = await go(play, 'second', it, 'report-crime', { findings: '查明有现实危险', proposal: 'transfer' })
  const papers = {
    receiver: '演示市公安局',
    copiedTo: '演示市人民检察院',
    hasReport: true,
    hasItemList: true,
    attachments: ['调查报告'],
  }
  assert.deepEqual(refusalsOf(await tryGo(play, 'deputy', it, 'approve-transfer-to-police', papers)), ['not-permitted'])
  const lent = { role: 'principal-head' as const, from: CAST.head.name, mandate: '局务会议记录第3次' }
  const acting = play.plumbline.as({ ...askerFor(CAST.deputy), ...withLent(CAST.deputy.roles, [lent]) })
  it = await go({ ...play, as: { ...play.as, deputy: acting } }, 'deputy', it, 'approve-transfer-to-police', papers)
  const last = it.proceeding.history.at(-1)
  assert.deepEqual([last?.byName, last?.insteadOf], [CAST.deputy.name, CAST.head.name])
})
const addThree = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000 + 3 * 86_400_000).toISOString().slice(0, 10)

test('APL 33 (A33, A34, trap 27): first violation, not punished, served and taught; uncorrected it is opened again', async (t) => {
  const play = await playUntilFiled(t)
  const proposal = {
    ground: 'no-penalty-first',
    listEntry: '演示清单第3项',
    reasons: '首次发现，已安排培训',
    isFirst: true,
    isCorrected: true,
    noFatalAccident: false,
    notListed: true,
    correctBy: '2022-06-20',
    handlerOpinion: '建议不罚',
  }
  const refused = await play.as.first.call(roads.beginProceeding, {
    id: randomUUID(),
    kind: 'no-penalty',
    step: 'propose-no-penalty',
    caseId: play.held.id,
    input: proposal,
  })
  assert.deepEqual(refusalsOf(refused), ['not-a-first-violation'])
  let it = await begin(play, 'first', 'no-penalty', 'propose-no-penalty', { ...proposal, noFatalAccident: true })
  it = await go(play, 'legal', it, 'review-no-penalty', { reviewOpinion: '符合清单条件' })
  it = await go(play, 'head', it, 'decide-no-penalty', { approvalOpinion: '同意', education: '当面讲解持证上岗的要求' })
  assert.equal((await reread(play)).case.state, 'ended')
  it = await go(play, 'first', it, 'serve-no-penalty', { educated: '已教育', ...served(play) })
  assert.deepEqual(papersOf(it), ['BYCF✓'])
  play.plumbline.clock.set('2022-06-22T02:00:00.000Z')
  it = await go(play, 'deputy', it, 'undo-no-penalty', { result: 'not-corrected', reason: '复查仍无证上岗' })
  const back = await reread(play)
  assert.deepEqual([back.case.state, back.case.decideBy], ['filed', '2022-09-20'])
})

test('ARL 48, 54, 70, APL 48, 73 (A27, trap 24): the answer has its clock, the revoked decision ends the case', async (t) => {
  const play = await playUntilServed(t)
  play.plumbline.clock.set('2026-03-09T02:00:00.000Z')
  let it = await begin(play, 'first', 'reconsideration', 'receive-reconsideration', {
    organ: '演示市人民政府',
    acceptedOn: '2026-03-05',
    receivedOn: '2026-03-09',
    procedure: 'ordinary',
    claims: '请求撤销',
    suspended: '',
  })
  assert.equal(clockOf(it, 'D-46')?.due, '2026-03-23')
  assert.deepEqual((await reread(play)).case.frozen, [{ from: '2026-03-05', to: null }])
  play.plumbline.clock.set('2026-03-25T02:00:00.000Z')
  const seen = await play.as.first.must<{ entries: board.BoardEntry[] }>(board.clockBoard, {})
  const late = seen.entries.find(({ kind }) => kind === 'reconsideration')
  assert.deepEqual(
    [late?.when, late?.escalatesTo, late?.breach, late?.workdaysLeft],
    ['overdue', 'principal-head', 'F', -2],
  )
  it = await go(play, 'first', it, 'answer-reconsideration', {
    answeredOn: '2026-03-24',
    answer: '事实清楚',
    evidence: ['案卷'],
    evidenceBeforeDecision: true,
  })
  it = await go(play, 'first', it, 'record-reconsideration-revoked', {
    outcome: 'revoked',
    number: '演府行复〔2026〕1号',
    decidedOn: '2026-03-25',
    servedOnParty: '2026-03-25',
    content: '撤销处罚决定',
    amountFen: 4_900_000,
  })
  assert.equal(clockOf(it, 'D-24')?.due, '2026-03-30', 'publicity comes down within three working days')
  assert.deepEqual([(await reread(play)).case.state, play.held.ending?.kind], ['ended', 'revoked'])
  await go(play, 'first', it, 'finish-withdrawal-of-publicity', { withdrawnOn: '2026-03-25', reason: '决定已被撤销' })
  await close(play)
})

test('APL 51, 52, 68, 71 (A17, A18, traps 8–10): on the spot within the cap, filed, cash handed in within two working days', async (t) => {
  const play = await playUntilFiled(t)
  play.plumbline.clock.set('2022-06-13T02:00:00.000Z')
  const input = (amountFen: number, collect: string) => ({
    facts: '安全警示标志缺失一处',
    violatedText: '《中华人民共和国安全生产法》第三十五条',
    basisText: '《中华人民共和国安全生产法》第九十九条第（一）项',
    penaltyKind: 'fine',
    amountFen,
    collect,
    payee: '演示银行',
    certificatesShown: true,
    told: true,
    recorded: true,
    heard: '无异议',
    ...served(play),
  })
  const order = (amountFen: number, collect: string, officerIds: string[] = [CAST.first.id, CAST.second.id]) => ({
    id: randomUUID(),
    kind: 'simple',
    step: 'penalise-on-spot',
    caseId: null,
    enterpriseId: BUSINESS.id,
    officerIds,
    input: input(amountFen, collect),
  })
  const codes = async (body: Record<string, unknown>) =>
    refusalsOf(await play.as.first.call(roads.beginProceeding, body))
  assert.deepEqual(await codes(order(300_001, 'bank')), ['above-simple-cap'])
  assert.deepEqual(await codes(order(10_001, 'spot-small')), ['too-much-to-collect'])
  assert.deepEqual(await codes(order(300_000, 'bank', [CAST.first.id])), ['fewer-than-two-officers'])
  let it = await play.as.first.must<View>(roads.beginProceeding, order(10_000, 'spot-small'))
  assert.deepEqual(papersOf(it), ['D32✓'])
  assert.equal(clockOf(it, 'D-64')?.due, '2022-06-15')
  it = await go(play, 'first', it, 'file-with-bureau', { note: '' })
  it = await go(play, 'first', it, 'hand-in-cash', { handedOn: '2022-06-13', receipt: '票1' })
  it = await go(play, 'first', it, 'deposit-cash', { depositedOn: '2022-06-13', slip: '单1' })
  assert.equal(it.proceeding.state, 'finished')
})

test('ACC 9–32, WSL 73, 86 (A31): an accident runs to its evaluation, and a lead with deaths goes to the government', async (t) => {
  const play = await playUntilFiled(t)
  play.plumbline.clock.set('2026-03-09T02:00:00.000Z')
  const alone = (kind: string, step: string, input: Record<string, unknown>) =>
    play.as.first.must<View>(roads.beginProceeding, {
      id: randomUUID(),
      kind,
      step,
      caseId: null,
      enterpriseId: BUSINESS.id,
      officerIds: [CAST.first.id, CAST.second.id],
      input,
    })
  let it = await alone('accident', 'receive-accident', {
    happenedAt: '2026-03-09T00:00:00.000Z',
    learnedAt: '2026-03-09T00:10:00.000Z',
    receivedAt: '2026-03-09T01:00:00.000Z',
    place: '焊接车间',
    deaths: 1,
    injuries: 0,
    lossFen: 100_000_000,
    kind: 'production',
    course: '触电',
  })
  assert.equal(clockOf(it, 'D-69')?.due, '2026-03-09T03:00:00.000Z')
  assert.equal(clockOf(it, 'D-71')?.due, '2026-05-08')
  it = await go(play, 'first', it, 'pass-accident-on', {
    passedAt: '2026-03-09T02:00:00.000Z',
    to: '上级',
    unitReportedAt: '2026-03-09T01:00:00.000Z',
  })
  const wrong = await tryGo(play, 'first', it, 'form-investigation', {
    grade: 'larger',
    government: '演示市人民政府',
    leader: '组长',
  })
  assert.deepEqual(refusalsOf(wrong), ['grade-differs'])
  it = await go(play, 'first', it, 'form-investigation', {
    grade: 'general',
    government: '演示市人民政府',
    leader: '组长',
  })
  it = await go(play, 'first', it, 'submit-accident-report', { submittedOn: '2026-03-09' })
  assert.equal(clockOf(it, 'D-72')?.due, '2026-03-24')
  it = await go(play, 'first', it, 'approve-accident-report', {
    approvedOn: '2026-03-09',
    number: '演府函1号',
    measures: '对单位罚款',
  })
  assert.equal(clockOf(it, 'D-73')?.due, '2027-03-09')
  const lead = await alone('lead', 'register-lead', {
    source: 'report',
    receivedOn: '2026-03-09',
    content: '反映有人死亡',
    named: 'anonymous',
    deaths: true,
    crime: false,
    urgent: true,
  })
  const own = await tryGo(play, 'deputy', lead, 'assign-lead', {
    verifiers: [CAST.first.id, CAST.second.id],
    opinion: '核查',
  })
  assert.deepEqual(refusalsOf(own), ['deaths-go-to-government'])
  const handed = await go(play, 'deputy', lead, 'hand-lead-to-government', {
    government: '演示市人民政府',
    handedOn: '2026-03-09',
  })
  assert.equal(handed.proceeding.state, 'government')
})
