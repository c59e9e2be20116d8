import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { startTestPlumbline, type TestPlumbline } from '../../../../tests/support/plumbline.ts'
import { THE_PUBLIC } from '../../../kernel/asker.ts'
import * as contract from '../contract/compendium.ts'
import { searchLaw } from '../contract.ts'
import { aDrafter, anApprover } from '../fixtures.ts'

const DOUBLE = {
  kind: 'counter',
  title: '同一违法行为被两级机关罚款',
  facts: '某公司动火作业未办理审批。县局罚款二万元后，市局就同一次动火作业再次立案并罚款三万元。',
  outcome: '复议机关撤销了市局的决定。',
  analysis: [
    { instrument: 'APL', article: 29, says: '一事不再罚：同一个违法行为不得给予两次以上罚款的行政处罚。' },
    { instrument: 'WSL', article: 101, says: '动火作业未落实管理措施的，依照本条处罚一次。' },
  ],
  lesson: '立案前在系统中查询该企业同一事实是否已经处罚。',
  source: '演示复字〔2026〕1号',
}
const OTHER = {
  ...DOUBLE,
  kind: 'exemplary',
  title: '主动消除隐患不予处罚',
  facts: '某公司自查发现除尘系统积尘，立即停产清理，并在检查前上报。',
  outcome: '不予行政处罚。',
  analysis: [{ instrument: 'APL', article: 33, says: '违法行为轻微并及时改正，没有造成危害后果的，不予处罚。' }],
  lesson: '鼓励自查自报。',
}
type Hits = { hits: { kind: string; id: string; snippet: string; title: string }[] }

async function foundByItsQuestion(plumbline: TestPlumbline) {
  const [drafter, approver] = [plumbline.as(aDrafter()), plumbline.as(anApprover())]
  const elsewhere = plumbline.as(aDrafter('32'))
  const write = (content: object) => drafter.must<contract.CaseView>(contract.draftCase, { id: randomUUID(), content })
  const [double, other] = [await write(DOUBLE), await write(OTHER)]
  const find = async (words: string, client = drafter) =>
    (await client.must<Hits>(searchLaw, { words, kind: 'compendium' })).hits
  assert.deepEqual(await find('一事不再罚'), [])
  assert.equal((await elsewhere.call(contract.getCompendiumCase, { id: double.entry.id })).status, 404)

  const publish = (one: contract.CaseView, client = approver) =>
    client.call(contract.publishCase, { id: one.entry.id, version: one.entry.version })
  assert.equal((await publish(double, drafter)).status, 403)
  for (const one of [double, other]) assert.equal((await publish(one)).status, 200)

  for (const words of ['double penalty', 'Double Penalty', '一事不再罚', '重复处罚']) {
    const [first] = await find(words, plumbline.as({ ...THE_PUBLIC, id: '' }))
    assert.equal(first?.id, double.entry.id, words)
    assert.equal(first.kind, 'compendium')
  }
  const everything = await drafter.must<Hits>(searchLaw, { words: '一事不再罚' })
  assert.ok(
    everything.hits.some(({ id }) => id === double.entry.id),
    'beside articles and violations',
  )

  const list = (input: object, client = elsewhere) =>
    client.must<{ cases: contract.CaseView[] }>(contract.listCases, { ...input })
  const [found] = (await list({ words: '一事不再罚' })).cases
  assert.equal(found?.entry.shown?.analysis[0]?.says, DOUBLE.analysis[0]?.says)
  assert.deepEqual(found?.cites, ['《行政处罚法》第二十九条', '《安全生产法》第一百零一条'])
  assert.equal(found.entry.shown?.source, '', 'where it was read stays with the bureau')
  assert.deepEqual(
    (await list({ kind: 'exemplary' })).cases.map(({ entry }) => entry.id),
    [other.entry.id],
  )

  const content = { ...DOUBLE, title: '同一违法行为不得两次罚款' }
  const version = found.entry.version
  const revised = await drafter.must<contract.CaseView>(contract.reviseCase, { id: double.entry.id, version, content })
  const seen = await elsewhere.must<contract.CaseView>(contract.getCompendiumCase, { id: double.entry.id })
  assert.deepEqual([seen.entry.shown?.title, seen.entry.draft], [DOUBLE.title, null])
  assert.equal((await publish(revised)).status, 200)
  assert.equal((await find('一事不再罚'))[0]?.title, content.title)

  const gone = { id: double.entry.id, version: version + 2, because: '法律已经修改' }
  assert.equal((await approver.call(contract.withdrawCase, gone)).status, 200)
  assert.deepEqual(
    (await find('一事不再罚')).map(({ id }) => id).filter((id) => id === double.entry.id),
    [],
  )
}

async function refusedWithItsArticle(plumbline: TestPlumbline) {
  const drafter = plumbline.as(aDrafter())
  const codesOf = async (change: object) => {
    const { status, body } = await drafter.call(contract.draftCase, {
      id: randomUUID(),
      content: { ...DOUBLE, ...change },
    })
    return [status, ((body as { refusals?: { code: string }[] }).refusals ?? []).map(({ code }) => code)]
  }
  assert.deepEqual(await codesOf({ analysis: [{ ...DOUBLE.analysis[0], article: 87 }] }), [422, ['case-cites-nothing']])
  assert.deepEqual(await codesOf({ facts: `${DOUBLE.facts}当事人为惠州示例制衣有限公司。` }), [
    422,
    ['case-names-somebody'],
  ])
  assert.deepEqual(await codesOf({ analysis: [] }), [400, []])
}

test('LAW-15: the compendium of cases', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: '2026-06-08T01:00:00.000Z' })
  await t.test(
    '“double penalty” and 一事不再罚 return anonymised cases with reasoning, once a second person published them',
    () => foundByItsQuestion(plumbline),
  )
  await t.test('a case that cites an article which there is not, or names a business, is refused', () =>
    refusedWithItsArticle(plumbline),
  )
})
