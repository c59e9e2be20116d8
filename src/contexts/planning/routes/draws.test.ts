import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer, TestClient } from '../../../../tests/support/plumbline.ts'
import { draftPlan } from '../../inspection/contract.ts'
import * as contract from '../contract.ts'
import { REGION } from '../fixtures.ts'
import type { Special, Task } from '../model.ts'
import { verifyDraw } from '../rules/draw-file.ts'
import { BUSINESSES, COMMIT, OFFICERS, openCounty } from './fixtures.ts'

const codesOf = ({ body }: Answer) =>
  ((body as { refusals?: { code: string }[] }).refusals ?? []).map(({ code }) => code)
const PLAN = { reason: 'draw', plannedOn: '2026-03-10', assistants: [], checkItemIds: ['GEN-001'], method: 'both' }
const viewIn = (answer: Answer) => {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body as contract.DrawView
}

async function drawn(planner: TestClient, clock: { set(at: string): void }) {
  const committed = await planner.must<contract.DrawView>(contract.commitDraw, {
    ...COMMIT,
    resting: [{ officerId: OFFICERS[3]?.id, reason: '轮休' }],
  })
  clock.set('2026-03-06T14:00:00.000Z')
  return {
    committed,
    done: await planner.must<contract.DrawView>(contract.draw, {
      id: committed.id,
      version: 1,
      publicSeed: '2026026期 03 08 15 21 27 32 + 11',
    }),
  }
}

test('circular art. 2: a draw is bound, drawn, approved and published; the file verifies; the officers find their tasks', async (t) => {
  const { planner, head, officer, anybody, clock } = await openCounty(t)
  await officer.must(draftPlan, {
    ...PLAN,
    reason: 'plan',
    reasonRef: '',
    enterpriseId: BUSINESSES[2]?.id,
    officerIds: OFFICERS.slice(0, 2).map(({ id }) => id),
  })
  const { committed, done } = await drawn(planner, clock)
  assert.equal(committed.bureauSeed, null, 'nobody reads the seed before the draw')
  assert.equal(committed.number, '双随机〔2026〕第441302-001号')
  assert.deepEqual(committed.unitCounts, { high: 5, medium: 5, low: 0 })
  assert.deepEqual(
    committed.pool.officers.map(({ name }) => name),
    ['人员1', '人员2', '人员3'],
  )
  assert.deepEqual(
    committed.pool.excluded.map(({ name, code }) => [name, code]),
    [
      ['示例第3制品有限公司', 'cap-reached'],
      ['人员4', 'rest'],
      ['人员5', 'no-certificate'],
    ],
  )
  assert.equal(done.drawn.length, 4)
  assert.ok(done.drawn.every(({ officers }) => officers.length === 2))
  assert.equal(done.commitment, committed.commitment)
  assert.deepEqual((await anybody.call(contract.drawFile, { id: done.id })).status, 404)
  assert.deepEqual(codesOf(await planner.call(contract.draw, { id: done.id, version: 2, publicSeed: '换一个种子' })), [
    'wrong-state',
  ])
  assert.equal(
    (await planner.call(contract.publishDraw, { id: done.id, version: 2 })).status,
    403,
    'who draws does not approve',
  )
  viewIn(await head.call(contract.publishDraw, { id: done.id, version: 2 }))
  const file = await anybody.call(contract.drawFile, { id: done.id })
  const verdict = verifyDraw(file.bytes.toString('utf8'), committed.commitment)
  assert.deepEqual(
    [verdict.ok, verdict.number, verdict.units, verdict.drawn, verdict.code],
    [true, done.number, 10, 4, done.code],
  )
  const { tasks } = await officer.must<{ tasks: Task[] }>(contract.listTasks, { state: 'open' })
  assert.deepEqual(
    tasks.map(({ enterpriseId }) => enterpriseId).toSorted(),
    done.drawn.map(({ unitId }) => unitId).toSorted(),
  )
})

test('circular art. 2: a plan that names the draw visits what was drawn, in the period, once; the cancelled plan gives the task back', async (t) => {
  const { planner, head, officer, clock } = await openCounty(t)
  const { done } = await drawn(planner, clock)
  await head.must(contract.publishDraw, { id: done.id, version: 2 })
  // Not the one that may be visited once a year: its cap would speak before the task does.
  const hit = done.drawn.find(({ unitId }) => unitId !== BUSINESSES[2]?.id)
  const plan = {
    ...PLAN,
    reasonRef: done.number,
    enterpriseId: hit?.unitId,
    officerIds: hit?.officers.map(({ id }) => id),
  }
  const missed = BUSINESSES.slice(3).find(({ id }) => !done.drawn.some(({ unitId }) => unitId === id))?.id
  assert.deepEqual(codesOf(await officer.call(draftPlan, { ...plan, enterpriseId: missed })), ['not-in-the-list'])
  assert.deepEqual(codesOf(await officer.call(draftPlan, { ...plan, plannedOn: '2026-04-01' })), ['outside-the-period'])
  assert.equal((await officer.call(draftPlan, { ...plan, plannedOn: '2026-03-31' })).status, 200)
  assert.deepEqual(codesOf(await officer.call(draftPlan, plan)), ['task-taken'])
  const taken = await officer.must<{ tasks: Task[] }>(contract.listTasks, { state: 'taken' })
  assert.deepEqual(
    taken.tasks.map(({ enterpriseId }) => enterpriseId),
    [hit?.unitId],
  )
})

test('a redraw needs the head and a reason; the old draw stays readable and its open tasks are void', async (t) => {
  const { planner, head, officer, anybody, clock } = await openCounty(t)
  const { done } = await drawn(planner, clock)
  await head.must(contract.publishDraw, { id: done.id, version: 2 })
  const again = { ...COMMIT, publicSeedOn: '2026-03-08', redrawOf: done.id }
  assert.deepEqual(codesOf(await planner.call(contract.commitDraw, again)), ['redraw-not-ordered'])
  assert.equal((await planner.call(contract.redraw, { id: done.id, version: 3, because: '不满意' })).status, 403)
  assert.equal((await head.call(contract.redraw, { id: done.id, version: 3, because: '' })).status, 400)
  await head.must(contract.redraw, { id: done.id, version: 3, because: '公开种子期号录入错误' })
  const fresh = await planner.must<contract.DrawView>(contract.commitDraw, again)
  assert.deepEqual(
    [fresh.number, fresh.pool.redraw?.number, fresh.pool.redraw?.because],
    ['双随机〔2026〕第441302-002号', done.number, '公开种子期号录入错误'],
  )
  assert.equal((await planner.call(contract.commitDraw, again)).status, 409, 'replaced once')
  const old = await planner.must<contract.DrawView>(contract.getDraw, { id: done.id })
  assert.deepEqual([old.state, old.successor?.number, old.drawn.length], ['superseded', fresh.number, 4])
  assert.equal(verifyDraw((await anybody.call(contract.drawFile, { id: done.id })).bytes.toString('utf8')).ok, true)
  assert.deepEqual((await officer.must<{ tasks: Task[] }>(contract.listTasks, { state: 'open' })).tasks, [])
  assert.equal((await officer.must<{ tasks: Task[] }>(contract.listTasks, { state: 'dropped' })).tasks.length, 4)
})

test('a draw is refused where the seed is known already, the pool too small, or its name sets a target; another county sees none', async (t) => {
  const { planner, stranger, clock } = await openCounty(t)
  const commit = async (changes: object) => codesOf(await planner.call(contract.commitDraw, { ...COMMIT, ...changes }))
  assert.deepEqual(await commit({ publicSeedOn: '2026-03-05' }), ['public-seed-known'])
  assert.deepEqual(await commit({ unitsWanted: 12 }), ['pool-too-small'])
  assert.deepEqual(await commit({ until: '2026-03-05' }), ['draw-period-backwards'])
  assert.deepEqual(await commit({ title: '每人每月检查40家企业' }), ['inspection-quota'])
  assert.deepEqual(await commit({ resting: OFFICERS.slice(1).map(({ id }) => ({ officerId: id, reason: '轮休' })) }), [
    'two-officers-to-draw',
  ])
  const committed = await planner.must<contract.DrawView>(contract.commitDraw, COMMIT)
  assert.deepEqual(
    codesOf(await planner.call(contract.draw, { id: committed.id, version: 1, publicSeed: '2026026期' })),
    ['public-seed-not-out'],
  )
  assert.equal((await stranger.call(contract.getDraw, { id: committed.id })).status, 404)
  assert.deepEqual((await stranger.must<{ draws: unknown[] }>(contract.listDraws)).draws, [])
  clock.set('2026-03-06T14:00:00.000Z')
  assert.equal((await planner.call(contract.drawFile, { id: committed.id })).status, 422)
})

const SPECIAL = {
  title: '粉尘涉爆企业专项检查',
  trigger: 'typical-accident',
  evidence: '某地2026年1月发生粉尘爆炸较大事故，市安委办通报要求排查',
  regions: [REGION.county],
  sectors: ['dust'],
  checkItemIds: ['GEN-001', 'GEN-002'],
  from: '2026-03-10',
  until: '2026-04-10',
  visitsMax: 2,
}

test('circular art. 2: a special inspection runs on one of three triggers, bounded and filed, and no task leaves its bounds', async (t) => {
  const { planner, head, officer } = await openCounty(t)
  const drafted = async (changes: object) => {
    const answer = await planner.call(contract.draftSpecial, { ...SPECIAL, ...changes })
    return answer.status === 200 ? [] : answer.status === 400 ? ['field'] : codesOf(answer)
  }
  assert.deepEqual(await drafted({ trigger: 'year-end' }), ['field'])
  assert.deepEqual(await drafted({ evidence: '有' }), ['field'])
  assert.deepEqual(await drafted({ regions: [] }), ['field'])
  assert.deepEqual(await drafted({ visitsMax: 0 }), ['field'])
  assert.deepEqual(await drafted({ regions: [REGION.neighbour] }), ['special-scope-outside'])
  assert.deepEqual(await drafted({ checkItemIds: ['GEN-999'] }), ['special-content-open'])
  assert.deepEqual(await drafted({ until: '2027-01-10' }), ['special-period-over-new-year'])
  assert.deepEqual(await drafted({ until: '2026-03-04', from: '2026-03-01' }), ['special-period-backwards'])
  assert.deepEqual(await drafted({ title: '专项检查，每组检查30家' }), ['inspection-quota'])
  const { special } = await planner.must<{ special: Special }>(contract.draftSpecial, SPECIAL)
  const dust = BUSINESSES.filter(({ sectors, keyUnit }) => sectors.includes('dust') && !keyUnit).map(({ id }) => id)
  const assign = (version: number, enterpriseIds: (string | undefined)[]) =>
    planner.call(contract.assignSpecial, { id: special.id, version, enterpriseIds })
  assert.deepEqual(codesOf(await assign(1, dust.slice(0, 1))), ['wrong-state'], 'not before it is filed')
  await head.must(contract.approveSpecial, { id: special.id, version: 1 })
  const filing = {
    id: special.id,
    version: 2,
    number: '示府备〔2026〕3号',
    government: '示例镇人民政府',
    on: '2026-03-05',
  }
  assert.deepEqual(codesOf(await planner.call(contract.fileSpecial, filing)), ['special-filed-elsewhere'])
  assert.deepEqual(
    codesOf(await planner.call(contract.fileSpecial, { ...filing, government: '示例区人民政府', on: '2026-03-06' })),
    ['special-filed-in-future'],
  )
  await planner.must(contract.fileSpecial, { ...filing, government: '示例区人民政府' })
  assert.deepEqual(codesOf(await assign(3, [BUSINESSES.at(-1)?.id])), ['special-business-outside'])
  assert.deepEqual(codesOf(await assign(3, dust.slice(0, 3))), ['special-number-exceeded'])
  assert.equal((await assign(3, dust.slice(0, 2))).status, 200)
  assert.deepEqual(codesOf(await assign(4, dust.slice(1, 2))), ['special-business-twice'])
  const plan = {
    ...PLAN,
    reason: 'plan',
    reasonRef: special.number,
    enterpriseId: dust[0],
    officerIds: OFFICERS.slice(0, 2).map(({ id }) => id),
    plannedOn: '2026-04-10',
  }
  assert.deepEqual(codesOf(await officer.call(draftPlan, { ...plan, enterpriseId: dust[3] })), ['not-in-the-list'])
  assert.deepEqual(codesOf(await officer.call(draftPlan, { ...plan, plannedOn: '2026-04-11' })), ['outside-the-period'])
  assert.deepEqual(codesOf(await officer.call(draftPlan, { ...plan, checkItemIds: ['GEN-001', 'GEN-003'] })), [
    'outside-the-content',
  ])
  assert.equal((await officer.call(draftPlan, plan)).status, 200)
})

test('ORG-05, circular art. 6: only a common superior sends a bureau elsewhere, and nobody who is no bureau; with the order its officers take part', async (t) => {
  const { cityHead, head, stranger } = await openCounty(t)
  const order = {
    number: '示应急函〔2026〕8号',
    way: 'regional',
    purpose: '交叉检查',
    bureaus: [REGION.neighbour],
    regions: [REGION.county],
    from: '2026-03-01',
    until: '2026-03-31',
  }
  assert.deepEqual(codesOf(await head.call(contract.orderDeployment, order)), ['deployment-beyond-region'])
  assert.deepEqual(codesOf(await cityHead.call(contract.orderDeployment, { ...order, bureaus: [REGION.city] })), [
    'deployment-of-oneself',
  ])
  assert.deepEqual(codesOf(await cityHead.call(contract.orderDeployment, { ...order, bureaus: ['441399'] })), [
    'not-a-bureau',
  ])
  assert.equal((await cityHead.call(contract.orderDeployment, order)).status, 200)
  for (const who of [stranger, head])
    assert.equal(
      (await who.must<{ deployments: unknown[] }>(contract.listDeployments)).deployments.length,
      1,
      'who is sent and who is host read the order',
    )
  assert.deepEqual(codesOf(await cityHead.call(contract.orderDeployment, order)), ['deployment-number-taken'])
})

test('circular art. 14: a text with a target is answered with the article', async (t) => {
  const { officer } = await openCounty(t)
  const { findings } = await officer.must<{ findings: { code: string; cites: { article: number } }[] }>(
    contract.lintText,
    { text: '各镇全年检查企业不少于40次，罚款金额纳入考核。' },
  )
  assert.deepEqual(
    findings.map(({ code, cites }) => [code, cites.article]),
    [
      ['inspection-quota', 14],
      ['assessed-by-visits-or-fines', 14],
    ],
  )
})
