import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as casework from '../../src/contexts/casework/contract.ts'
import type { Judgement } from '../../src/contexts/casework/model.ts'
import { paperPdf, verifyPaper } from '../../src/contexts/document/contract.ts'
import { enter } from '../../src/contexts/inspection/contract.ts'
import { listNotices, publish, publicityQueue } from '../../src/contexts/publicity/contract.ts'
import { checkOperator, openDoor } from '../../src/contexts/registry/contract.ts'
import { THE_PUBLIC } from '../../src/kernel/asker.ts'
import { NATIONWIDE } from '../../src/platform/db.ts'
import { verifyJournal } from '../../src/platform/journal.ts'
import { startTestPlumbline } from '../support/plumbline.ts'
import {
  amountsOf,
  approveThePlan,
  decide,
  enterByDoorCode,
  FINE_FEN,
  finish,
  interview,
  notify,
  openTheCase,
  planTheVisit,
  playOf,
  recordAndOrder,
  reportAndReview,
  scannedToken,
  type Play,
} from './chapters.ts'
import { BUSINESS, STARTS_AT, stage, TOWN, WELDERS } from './dongguan.ts'
import { begin, clockOf, go, reread } from './roads.ts'

type Refused = { refusals: { code: string; says: string; cites?: { instrument: string; article: number } }[] }

/** APL 62: not even on the last day of the party's time. */
async function tooEarly(play: Play) {
  assert.equal(
    play.held.notice?.hearingUntil ?? play.held.notice?.defenceUntil,
    '2022-06-28',
    'five working days after the day of service',
  )
  play.plumbline.clock.set('2022-06-28T09:00:00.000Z')
  const { status, body } = await play.as.first.call(casework.proposeDecision, {
    id: play.held.id,
    version: play.held.version,
    amounts: amountsOf(play.held),
    measures: ['责令限期改正'],
    opinion: '建议处罚。',
  })
  assert.equal(status, 422)
  assert.deepEqual(
    (body as Refused).refusals.map(({ code }) => code),
    ['rights-still-open'],
  )
  assert.equal((body as Refused).refusals[0]?.cites?.instrument, 'APL')
}

/** WSL 78: within seven working days, masked, and whoever holds a paper can verify it. */
async function publishAndVerify(play: Play) {
  const everybody = play.plumbline.as(THE_PUBLIC)
  const { notices } = await play.as.unit.must<{ notices: { id: string; publishBy: string }[] }>(publicityQueue, {})
  assert.equal(notices[0]?.publishBy, '2022-07-08')
  await play.as.unit.must(publish, { id: notices[0]?.id })
  const shown = await everybody.must<{ notices: unknown[] }>(listNotices, { q: '丰禾' })
  assert.equal(shown.notices.length, 1)
  assert.ok(!JSON.stringify(shown).includes(BUSINESS.principal), 'no person is named')
  const { papers } = await play.as.first.must<{ papers: { verifyToken: string; template: string }[] }>(
    casework.getCase,
    { id: play.held.id },
  )
  const decision = papers.find(({ template }) => template === 'D34')
  assert.equal(
    (await everybody.must<{ genuine: boolean }>(verifyPaper, { token: decision?.verifyToken })).genuine,
    true,
  )
}

/** ARL 20, 48, 70, APL 48, guard G19: a remedy within sixty days finds the case archived; its file stays as it was locked. */
async function revokedAfterArchive(play: Play) {
  const { db, clock } = play.plumbline
  const read = (text: string) =>
    db.transaction(NATIONWIDE, (tx) => tx.find<{ found: unknown }>({ text, values: [play.held.id] } as never))
  const earlier = 'select decided_fen as found from casework.penalty_case where id = $1'
  const file = 'select content as found from casework.penalty_case where id = $1'
  const [sum, locked] = [await read(earlier), await read(file)]
  assert.equal(sum?.found, FINE_FEN)
  clock.set('2022-08-20T02:00:00.000Z')
  let it = await begin(play, 'first', 'reconsideration', 'receive-reconsideration', {
    organ: '演示市人民政府',
    acceptedOn: '2022-08-15',
    receivedOn: '2022-08-19',
    procedure: 'ordinary',
    claims: '请求撤销',
    suspended: '',
  })
  assert.equal(clockOf(it, 'D-46')?.due, '2022-09-02')
  it = await go(play, 'first', it, 'record-reconsideration-revoked', {
    outcome: 'revoked',
    number: '演府行复〔2022〕9号',
    decidedOn: '2022-08-20',
    servedOnParty: '2022-08-20',
    content: '撤销处罚决定',
    amountFen: 0,
  })
  assert.equal(clockOf(it, 'D-24')?.due, '2022-08-24', 'publicity comes down within three working days')
  assert.deepEqual([(await read(earlier))?.found, await read(file)], [null, locked])
  assert.equal((await reread(play)).case.state, 'archived')
  const fell = "select content -> 'fell' ->> 'ground' as found from publicity.notice where case_id = $1"
  assert.equal((await read(fell))?.found, 'revoked', 'whoever published it is told')
}

test('the welders of Dongguan, in the law of 2022: from the plan to the published decision and the archive', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT, publicChain: TOWN })
  await stage(plumbline.db)
  const play = playOf(plumbline)
  const chosen = await planTheVisit(play)
  const early = await play.as.first.call(enter, {
    id: play.visitId,
    version: play.visit.version,
    means: 'typed',
    doorCode: BUSINESS.creditCode,
    latitude: null,
    longitude: null,
  })
  assert.equal(early.status, 422, 'no entry before another person approved the plan')
  await approveThePlan(play)
  assert.equal(
    (await play.as.first.must<{ id: string }>(openDoor, { token: await scannedToken(play.as.first) })).id,
    BUSINESS.id,
  )
  await enterByDoorCode(play)
  const verdicts = await Promise.all(
    Object.values(WELDERS).map((welder) => play.as.first.must<{ verdict: string }>(checkOperator, welder)),
  )
  assert.deepEqual(
    verdicts.map(({ verdict }) => verdict),
    ['not-found', 'not-found', 'expired'],
  )
  await recordAndOrder(play, chosen)
  assert.deepEqual(
    play.papers.map(({ template }) => template),
    ['D02', 'D03', 'D05'],
    'the notice JCTZ is a form of 2025',
  )
  const order = play.papers.at(-1)
  assert.match(order?.number ?? '', /责改〔2022〕\d+号/)
  assert.equal((await play.as.first.call(paperPdf, { id: order?.id })).bytes.subarray(0, 5).toString(), '%PDF-')

  const proposal = await openTheCase(play)
  assert.deepEqual(
    proposal.acts.map(({ violationKey, quantity }) => [violationKey, quantity]),
    [['AQ-97-7', 3]],
  )
  assert.match(play.held.number ?? '', /应急立〔2022〕\d+号/)
  await interview(play)
  const judgement = await play.as.first.must<Judgement>(casework.computeDiscretion, {
    enterpriseId: BUSINESS.id,
    acts: play.held.acts,
  })
  const [act] = judgement.acts
  assert.deepEqual([act?.minFen, act?.maxFen], [0, 10_000_000], 'Work Safety Law art. 97(7): up to 100,000 yuan')
  t.diagnostic(act?.because.join(' | ') ?? '')
  await reportAndReview(play)
  await notify(play)
  await tooEarly(play)
  await decide(play)
  assert.equal(play.held.decision?.amountFen, FINE_FEN)
  assert.match(play.held.decision?.number ?? '', /应急罚〔2022〕\d+号/)
  await publishAndVerify(play)

  await finish(play)
  assert.deepEqual(
    [play.held.decision?.payBy, play.held.state, play.visit.state],
    ['2022-07-15', 'archived', 'concluded'],
  )
  assert.equal(
    (await play.as.first.call(casework.caseFile, { id: play.held.id })).bytes.subarray(0, 5).toString(),
    '%PDF-',
  )
  const late = await play.as.first.call(casework.proposeClosing, {
    id: play.held.id,
    version: play.held.version,
    outcome: '改',
    execution: '改',
    opinion: '改',
  })
  assert.equal(late.status, 422, 'an archived file takes nothing more')
  await revokedAfterArchive(play)
  const verdict = await plumbline.db.transaction(NATIONWIDE, (tx) => verifyJournal(tx))
  assert.deepEqual([verdict.ok, verdict.firstBroken], [true, null])
})
