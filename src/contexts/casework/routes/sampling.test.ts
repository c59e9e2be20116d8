/** Sampling D18 and appraisal D23 beside a case and a seizure, through the API on a real database. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as roads from '../contract/proceeding.ts'
import {
  begin,
  clockOf,
  go,
  papersOf,
  playUntilFiled,
  refusalsOf,
  reread,
  served,
  tryGo,
  type View,
} from '../../../../tests/journeys/roads.ts'
import { randomUUID } from 'node:crypto'

const ITEMS = [{ name: '焊渣', model: '—', unit: '袋', quantity: '2', note: '' }]
const sample = (part: object) => ({
  startedAt: '2022-06-09T01:00:00.000Z',
  endedAt: '2022-06-09T01:30:00.000Z',
  place: '焊接车间',
  manager: '安演示',
  items: ITEMS,
  method: '按国家标准取样',
  sealed: true,
  listGiven: true,
  recording: null,
  ...part,
})

test('APL 56 (D18): a sample is sealed before the party and listed to it, and settled only when its appraisal is over', async (t) => {
  const play = await playUntilFiled(t)
  const refused = await play.as.first.call(roads.beginProceeding, {
    id: randomUUID(),
    kind: 'sampling',
    step: 'take-sample',
    caseId: play.held.id,
    input: { ...sample({ sealed: false, listGiven: false }), ...served(play) },
  })
  assert.deepEqual(refusalsOf(refused), ['sample-not-secured'])
  let taken = await begin(play, 'first', 'sampling', 'take-sample', { ...sample({}), ...served(play) })
  assert.deepEqual(papersOf(taken), ['D18✓'])
  let test = await begin(play, 'first', 'appraisal', 'commission-appraisal', {
    laboratory: '演示检测所',
    qualification: 'CMA演示1号',
    items: ITEMS,
    requirements: '成分检测',
    dueOn: '2022-06-30',
  })
  assert.deepEqual([papersOf(test), clockOf(test, 'D-77')?.due], [['D23'], '2022-06-30'])
  const early = await tryGo(play, 'first', taken, 'settle-sample', { outcome: 'used-up', handling: '检验耗用' })
  assert.deepEqual(refusalsOf(early), ['appraisal-still-runs'])
  test = await go(play, 'first', test, 'receive-appraisal', {
    receivedOn: '2022-06-09',
    reportNumber: '检字1号',
    conclusion: '含有可燃成分',
    report: null,
  })
  assert.ok(test.proceeding.clocks.every(({ endedOn }) => endedOn !== null))
  taken = await go(play, 'first', taken, 'settle-sample', { outcome: 'used-up', handling: '检验耗用' })
  assert.equal(taken.proceeding.state, 'settled')
  test = await go(play, 'first', test, 'tell-appraisal-result', { objection: '', ...served(play) })
  assert.equal(test.proceeding.state, 'finished')
})

const seized = {
  measure: '扣押',
  object: 'equipment',
  items: [{ name: '电焊机', model: 'ZX7', unit: '台', quantity: '1', note: '' }],
  reasons: '不符合国家标准',
  isRelated: true,
  noDailyNeeds: true,
  notSealedBefore: true,
  handlerOpinion: '建议扣押',
}
const SITE = { certificatesShown: true, rightsTold: true, heard: true, partyOrWitness: '安演示' }

test('ACL 25(3) (A12, A13): days of an appraisal told in writing do not count for the seizure; unused ones count again', async (t) => {
  const play = await playUntilFiled(t)
  let seizure = await begin(play, 'first', 'seizure', 'apply-seizure', seized)
  seizure = await go(play, 'deputy', seizure, 'approve-seizure', { approvalOpinion: '同意' })
  seizure = await go(play, 'first', seizure, 'execute-seizure', { ...SITE, ...served(play) })
  const dueNow = async () => {
    const { proceedings } = await play.as.first.must<{ proceedings: View[] }>(roads.proceedingsOfCase, {
      id: play.held.id,
    })
    const found = proceedings.find(({ proceeding }) => proceeding.kind === 'seizure')
    return found ? clockOf(found, 'D-08')?.due : undefined
  }
  assert.equal(await dueNow(), '2022-07-09')
  let test = await begin(play, 'first', 'appraisal', 'commission-appraisal', {
    laboratory: '演示检测所',
    qualification: 'CMA演示1号',
    items: ITEMS,
    requirements: '绝缘检测',
    dueOn: '2022-06-23',
  })
  assert.equal(await dueNow(), '2022-07-09', 'what nobody was told of counts')
  test = await go(play, 'first', test, 'tell-appraisal', { toldBy: '告知书', ...served(play) })
  assert.equal(await dueNow(), '2022-07-23', 'fourteen days from the day after the telling')
  play.plumbline.clock.set('2022-06-14T02:00:00.000Z')
  test = await go(play, 'first', test, 'receive-appraisal', {
    receivedOn: '2022-06-14',
    reportNumber: '检字2号',
    conclusion: '绝缘不合格',
    report: null,
  })
  assert.equal(await dueNow(), '2022-07-14', 'five days were needed')
  assert.equal((await reread(play)).case.decideBy, null, 'APL 60: the ninety days go on unless a rule says otherwise')
})

test('ACL 25(3) (trap 46): after the agreed day nobody is told any more, and a result before the commission is refused', async (t) => {
  const play = await playUntilFiled(t)
  const commission = {
    laboratory: '演示检测所',
    qualification: 'CMA演示1号',
    items: ITEMS,
    requirements: '检测',
    dueOn: '2022-06-09',
  }
  const refused = await play.as.first.call(roads.beginProceeding, {
    id: randomUUID(),
    kind: 'appraisal',
    step: 'commission-appraisal',
    caseId: play.held.id,
    input: commission,
  })
  assert.deepEqual(refusalsOf(refused), ['appraisal-due-not-ahead'])
  const test = await begin(play, 'first', 'appraisal', 'commission-appraisal', { ...commission, dueOn: '2022-06-12' })
  const result = { reportNumber: '1', conclusion: '合格', report: null }
  assert.deepEqual(
    refusalsOf(await tryGo(play, 'first', test, 'receive-appraisal', { ...result, receivedOn: '2022-06-08' })),
    ['appraisal-before-commission'],
  )
  play.plumbline.clock.set('2022-06-13T02:00:00.000Z')
  const late = await tryGo(play, 'first', test, 'tell-appraisal', { toldBy: '告知书', ...served(play) })
  assert.deepEqual(refusalsOf(late), ['appraisal-term-over'])
})
