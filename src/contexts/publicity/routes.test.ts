import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { runUntilDecided } from '../../../tests/journeys/chapters.ts'
import { askerFor, BUSINESS, CAST, STARTS_AT, stage, TOWN } from '../../../tests/journeys/dongguan.ts'
import { startTestPlumbline } from '../../../tests/support/plumbline.ts'
import { THE_PUBLIC } from '../../kernel/asker.ts'
import { asOwner } from '../../platform/db.ts'
import { getCase, type CaseView } from '../casework/contract.ts'
import * as contract from './contract.ts'
import type { Notice, PublicNotice, Withdrawal } from './model.ts'

type List = { notices: PublicNotice[]; total: number }

async function decided(t: TestContext) {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT, publicChain: TOWN })
  await stage(plumbline.db)
  const { caseId } = await runUntilDecided(plumbline)
  const officer = plumbline.as(askerFor(CAST.unit))
  const everybody = plumbline.as(THE_PUBLIC)
  const queue = async () =>
    (await officer.must<{ notices: (Notice & { late: boolean })[] }>(contract.publicityQueue, {})).notices
  return {
    plumbline,
    officer,
    everybody,
    queue,
    caseId,
    shown: (input = {}) => everybody.must<List>(contract.listNotices, input),
  }
}

test('WSL 78: the decision queues its notice at once, due in seven working days, and the public sees nothing before it is published', async (t) => {
  const { plumbline, officer, everybody, queue, shown } = await decided(t)
  const [notice] = await queue()
  assert.ok(notice)
  assert.deepEqual([notice.publishBy, notice.late, notice.state], ['2022-07-08', false, 'queued'])
  assert.equal((await shown()).total, 0)
  assert.equal((await everybody.call(contract.getNotice, { id: notice.id })).status, 404)
  plumbline.clock.set('2022-07-11T02:00:00.000Z')
  assert.equal((await queue())[0]?.late, true, 'A26: past the seventh working day it is on the red list')
  await officer.must(contract.publish, { id: notice.id })
  assert.equal((await shown({ q: '丰禾', region: '4419' })).notices[0]?.number, notice.number)
  assert.equal((await shown({ region: '4413' })).total, 0)
  assert.equal((await shown({ q: `'; drop schema publicity --` })).total, 0)
  assert.ok(!JSON.stringify(await everybody.must(contract.getNotice, { id: notice.id })).includes(BUSINESS.principal))
  assert.deepEqual(await queue(), [])
})

test('APL 50: a text improved by the officer is masked again', async (t) => {
  const { officer, everybody, queue } = await decided(t)
  const [notice] = await queue()
  await officer.must(contract.publish, {
    id: notice?.id,
    facts: `焊工王大锤（电话13800138000）未持证，${BUSINESS.principal}知情`,
  })
  const { facts } = await everybody.must<PublicNotice>(contract.getNotice, { id: notice?.id })
  assert.equal(facts, '焊工王某（电话（电话略））未持证，丰某知情')
})

test('APL 48: taken down with its reason in public, three working days after the revocation took effect', async (t) => {
  const { plumbline, officer, everybody, queue, shown } = await decided(t)
  const [notice] = await queue()
  await officer.must(contract.publish, { id: notice?.id })
  plumbline.clock.set('2022-09-05T02:00:00.000Z')
  const future = await officer.call(contract.withdraw, {
    id: notice?.id,
    ground: 'revoked',
    effectiveOn: '2022-09-06',
    reason: '行政复议决定撤销原处罚决定',
  })
  assert.equal(future.status, 422)
  const gone = await officer.must<Notice>(contract.withdraw, {
    id: notice?.id,
    ground: 'revoked',
    effectiveOn: '2022-09-02',
    reason: '行政复议决定撤销原处罚决定',
  })
  assert.deepEqual([gone.state, gone.withdrawal?.dueOn], ['withdrawn', '2022-09-07'])
  assert.equal((await shown()).total, 0)
  assert.equal((await everybody.call(contract.getNotice, { id: notice?.id })).status, 404)
  const { withdrawals } = await everybody.must<{ withdrawals: Withdrawal[] }>(contract.listWithdrawals, {})
  assert.deepEqual(
    withdrawals.map(({ ground, number }) => [ground, number]),
    [['revoked', notice?.number]],
  )
  assert.equal((await officer.call(contract.publish, { id: notice?.id })).status, 422, 'what is gone stays gone')
})

test('jurisdiction: another county sees the published notice like everybody, and can neither queue, publish nor withdraw it', async (t) => {
  const { plumbline, officer, queue } = await decided(t)
  const [notice] = await queue()
  const stranger = plumbline.as({
    id: randomUUID(),
    name: '演示外县',
    kind: 'officer',
    region: '441302',
    roles: ['publicity-officer'],
    permissions: ['publicity.read', 'publicity.publish', 'publicity.withdraw'],
  })
  assert.deepEqual((await stranger.must<List>(contract.publicityQueue, {})).notices, [])
  assert.equal((await stranger.call(contract.publish, { id: notice?.id })).status, 404)
  await officer.must(contract.publish, { id: notice?.id })
  assert.deepEqual((await stranger.must<List>(contract.publicityQueue, { state: 'published' })).notices, [])
  assert.equal(
    (
      await stranger.call(contract.withdraw, {
        id: notice?.id,
        ground: 'mistaken',
        effectiveOn: '2022-06-29',
        reason: '不是我的',
      })
    ).status,
    404,
  )
  assert.equal((await stranger.must<List>(contract.listNotices, {})).total, 1)
})

test('the second lock: without a scope the database shows published rows only and lets nobody write them', async (t) => {
  const { plumbline, officer, queue } = await decided(t)
  const [notice] = await queue()
  const asApp = (text: string) =>
    asOwner(plumbline.database.adminUrl, async (client) => {
      await client.query('set role plumbline_app')
      return (await client.query(text)).rowCount
    })
  assert.equal(await asApp('select from publicity.notice'), 0)
  assert.equal(await asApp('select from casework.penalty_case'), 0)
  assert.equal(await asApp('select from casework.case_act'), 0)
  await officer.must(contract.publish, { id: notice?.id })
  assert.equal(await asApp('select from publicity.notice'), 1)
  assert.equal(await asApp(`update publicity.notice set title = 'x'`), 0)
  await assert.rejects(asApp('delete from publicity.notice'), /permission denied/)
})

test('APL 48, 50 (D-22): a decision kept back by the head is shown to nobody, stops its clock, and may still be published', async (t) => {
  const { plumbline, officer, queue, shown } = await decided(t)
  const [notice] = await queue()
  const head = plumbline.as(askerFor(CAST.head))
  const input = { id: notice?.id, ground: 'secret', reason: '决定写明的工艺属于商业秘密' }
  assert.equal((await officer.call(contract.keepBack, input)).status, 403, 'whoever publishes does not decide that')
  const kept = await head.must<Notice>(contract.keepBack, input)
  assert.deepEqual(
    [kept.state, kept.keptBack?.article, kept.keptBack?.by],
    ['kept-back', '《行政处罚法》第五十条', CAST.head.name],
  )
  assert.equal((await shown()).total, 0)
  assert.deepEqual(await queue(), [])
  const view = await head.must<CaseView>(getCase, { id: notice?.caseId })
  const clock = view.clocks.find(({ clock: id }) => id === 'D-22')
  assert.notEqual(clock?.endedOn, null, 'nothing waits for publication any more')
  await officer.must(contract.publish, { id: notice?.id })
  assert.equal((await shown()).total, 1)
})
