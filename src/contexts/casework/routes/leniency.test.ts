/** CAS-10, CAS-11, NEW-04 in a case: the branch with its proof, the signature, the later check; ORG-18: the duty file. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { startTestPlumbline } from '../../../../tests/support/plumbline.ts'
import { charactersOf } from '../../../../tests/support/pdf.ts'
import { decide, finish, interview, notify, reportAndReview, serviceAt } from '../../../../tests/journeys/chapters.ts'
import { askerFor, BUSINESS, CAST, stage, TOWN } from '../../../../tests/journeys/dongguan.ts'
import { playUntilFiled, refusalsOf, type View } from '../../../../tests/journeys/roads.ts'
import { createHazards } from '../../hazard/public.ts'
import { reportHazard } from '../../hazard/contract/self-report.ts'
import type { Harbour } from '../../hazard/model.ts'
import { anInspection } from '../../inspection/fixtures.ts'
import { insertInspection } from '../../inspection/store.ts'
import { NATIONWIDE } from '../../../platform/db.ts'
import { aCase } from '../fixtures.ts'
import type { Case } from '../model.ts'
import { insertCase, saveCase } from '../store.ts'
import * as contract from '../contract/leniency.ts'
import { dutyFile } from '../contract/duty-file.ts'
import * as roads from '../contract/proceeding.ts'

const SCAN = '2026-03-05T02:00:00.000Z'
const CODE = 'GM-13-01'

/** A filed case over one major hazard of a visit that was scanned at ten o'clock; the report came `minutes` after it. */
async function caseWithReport(t: TestContext, minutes: number) {
  const plumbline = await startTestPlumbline(t, { now: SCAN, publicChain: TOWN })
  await stage(plumbline.db)
  const first = plumbline.as(askerFor(CAST.first))
  const [caseId, actId, hazardId, inspectionId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  plumbline.clock.set(new Date(Date.parse(SCAN) + minutes * 60_000).toISOString())
  await first.must(reportHazard, {
    id: randomUUID(),
    enterpriseId: BUSINESS.id,
    majorHazardCode: CODE,
    description: '有限空间没有检测仪器',
    place: '污水处理站',
    foundOn: '2026-03-05',
    measures: '已停止作业并封闭入口',
    treatedFrom: '2026-03-05',
    finishBy: '2026-03-25',
    leader: BUSINESS.principal,
    evidenceIds: [],
    onBehalfBecause: '企业来电报告',
  })
  const handlers = [CAST.first, CAST.second].map(({ id, name, certificate }) => ({
    id,
    name,
    certificateNumber: certificate?.number ?? '',
  }))
  const base = aCase('filed')
  const thing: Case = {
    ...base,
    id: caseId,
    region: TOWN,
    enterpriseId: BUSINESS.id,
    inspectionId,
    number: '（演）应急立〔2026〕7号',
    handlers,
    acts: base.acts.map((act) => ({ ...act, id: actId, hazardId })),
    evidence: [],
  }
  const planted = { at: SCAN, clocks: [] }
  await plumbline.db.transaction(NATIONWIDE, async (tx) => {
    const visit = {
      ...anInspection('ordered'),
      id: inspectionId,
      region: TOWN,
      enterpriseId: BUSINESS.id,
      entry: { at: SCAN, means: 'typed' as const, latitude: null, longitude: null },
    }
    await insertInspection(tx, visit)
    await createHazards(tx, {
      findings: [
        {
          id: hazardId,
          checkItemId: 'GEN-001',
          description: '有限空间没有检测仪器',
          place: '污水处理站',
          violationKey: 'AQ-97-7',
          quantity: 1,
          majorHazardCode: CODE,
          evidenceIds: [],
        },
      ],
      inspection: visit,
      asker: askerFor(CAST.first),
      at: SCAN,
    })
    await insertCase(tx, { ...thing, state: 'submitted', version: 1, number: null }, planted)
    await saveCase(tx, { ...thing, version: 2 }, planted)
  })
  const propose = (part: object) =>
    first.call(roads.beginProceeding, {
      id: randomUUID(),
      kind: 'no-penalty',
      step: 'propose-no-penalty',
      caseId,
      input: {
        ground: 'no-penalty-self-report',
        reasons: '自报在先',
        listEntry: '',
        signedDemand: null,
        isFirst: true,
        isCorrected: true,
        noFatalAccident: true,
        notListed: true,
        correctBy: '2026-03-25',
        handlerOpinion: '建议不罚',
        ...part,
      },
    })
  return { plumbline, first, caseId, propose }
}

test('CAS-11, NEW-04: reported before the scan, the case shows the proof, and nobody is left unpunished without a signature', async (t) => {
  const { first, caseId, propose } = await caseWithReport(t, -1)
  const { harbours } = await first.must<{ harbours: Harbour[] }>(contract.caseHarbours, { id: caseId })
  assert.deepEqual(
    harbours.map(({ branch, journal }) => [branch, journal?.region]),
    [['exempt', TOWN]],
  )
  assert.deepEqual(
    refusalsOf(await propose({})),
    ['demand-not-signed'],
    'circular 9: no order of this visit was signed',
  )
})

test('CAS-11, NEW-04: reported one minute after the scan, no penalty is refused with article 10 and its grounds', async (t) => {
  const { first, caseId, propose } = await caseWithReport(t, 1)
  const { harbours } = await first.must<{ harbours: Harbour[] }>(contract.caseHarbours, { id: caseId })
  assert.equal(harbours[0]?.branch, 'punish-principal')
  const refused = await propose({})
  assert.deepEqual(refusalsOf(refused), ['demand-not-signed', 'no-safe-harbour'])
  const told = (refused.body as { refusals: { says: string; cites: { article: number } }[] }).refusals[1]
  assert.match(told?.says ?? '', /不早于扫码入企时间/)
  assert.equal(told?.cites.article, 10)
  assert.deepEqual(refusalsOf(await propose({ ground: 'no-penalty-first' })), [
    'not-a-first-violation',
    'demand-not-signed',
  ])
})

test('CAS-10, circular 9: an order that the business signed on the visit is its signature; the later check has its clock', async (t) => {
  const play = await playUntilFiled(t)
  play.plumbline.clock.set('2025-03-10T02:00:00.000Z')
  const input = {
    ground: 'no-penalty-first',
    reasons: '首次发现',
    listEntry: '演示清单第3项',
    signedDemand: null,
    isFirst: true,
    isCorrected: true,
    noFatalAccident: true,
    notListed: true,
    correctBy: '2025-03-31',
    handlerOpinion: '建议不罚',
  }
  const begin = (part: object) =>
    play.as.first.call(roads.beginProceeding, {
      id: randomUUID(),
      kind: 'no-penalty',
      step: 'propose-no-penalty',
      caseId: play.held.id,
      input: { ...input, ...part },
    })
  assert.deepEqual(refusalsOf(await begin({ listEntry: '' })), ['not-a-first-violation'])
  let it = (await begin({})).body as View
  const take = async (as: keyof typeof play.as, step: string, said: object) => {
    const { id, version } = it.proceeding
    it = await play.as[as].must<View>(roads.takeProceeding, { id, version, step, input: said })
  }
  await take('legal', 'review-no-penalty', { reviewOpinion: '符合清单' })
  await take('head', 'decide-no-penalty', { approvalOpinion: '同意', education: '当面讲解' })
  await take('first', 'serve-no-penalty', {
    educated: '已教育',
    ...serviceAt('2025-03-10T02:00:00.000Z'),
  })
  assert.equal(it.proceeding.clocks.findLast(({ clock }) => clock === 'D-76')?.due, '2025-03-31')
})

test('ORG-18, circular 15: a closed visit yields its duty file in one call, with application and decision of exemption', async (t) => {
  const play = await playUntilFiled(t)
  const open = await play.as.first.call(dutyFile, { inspectionId: play.visitId })
  assert.deepEqual(refusalsOf(open), ['visit-not-closed'])
  for (const chapter of [interview, reportAndReview, notify, decide, finish]) await chapter(play)
  play.plumbline.clock.set('2025-03-10T02:00:00.000Z')
  const begin = (as: keyof typeof play.as) =>
    play.as[as].call(roads.beginProceeding, {
      id: randomUUID(),
      kind: 'exemption',
      step: 'apply-exemption',
      caseId: null,
      officerIds: [CAST.first.id],
      input: { visit: play.visitId, event: '后续事故调查', performed: '已逐项履行', ground: 'performed' },
    })
  let it = (await begin('first')).body as View
  assert.equal(it.proceeding.state, 'applied', JSON.stringify(it))
  const take = async (as: keyof typeof play.as, step: string, said: object) => {
    const { id, version } = it.proceeding
    it = await play.as[as].must<View>(roads.takeProceeding, { id, version, step, input: said })
  }
  await take('legal', 'verify-exemption', { verification: '与履职卷一致' })
  await take('head', 'grant-exemption', { decisionReasons: '已经履职', decisionNumber: '演示免〔2025〕1号' })
  const file = await play.as.first.call(dutyFile, { inspectionId: play.visitId })
  assert.equal(file.status, 200)
  const text = charactersOf(file.bytes)
  for (const words of [
    '履职情况清单',
    '现场检查方案',
    '现场检查记录',
    '责令限期整改指令书',
    '整改复查意见书',
    '尽职免责申请表',
    '尽职免责决定书',
    '卷内目录',
  ])
    assert.ok(text.includes(words), `${words} is missing`)
})
