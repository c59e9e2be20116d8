import assert from 'node:assert/strict'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { test, type TestContext } from 'node:test'
import sql from 'sql-template-tag'
import { freshDatabase } from '../../../../tests/support/database.ts'
import { openDatabase, type Tx } from '../../../platform/db.ts'
import type { ImportedStatute } from '../rules/statute.ts'
import { loadLawBook } from '../store.ts'
import { saveStatute } from '../store/library-table.ts'
import type { DecidedCase } from './cases.ts'
import type { SearchAsk, Searcher } from './engine.ts'
import { offerCases } from '../public/cases.ts'
import { servedSearch } from './served.ts'

const WORDS = [
  '仓库',
  '车间',
  '灭火器',
  '通道',
  '登记',
  '检查',
  '罚款',
  '作业',
  '培训',
  '报告',
  '设备',
  '记录',
  '期限',
  '部门',
]

/** Invented statutes with so many articles each, no two alike. */
const statutes = (count: number, articles: number): ImportedStatute[] =>
  Array.from({ length: count }, (_, law) => ({
    code: null,
    title: `演示条例之${law}`,
    level: 'regulation' as const,
    region: '',
    version: '2020-01-01',
    effectiveFrom: '2020-01-01',
    effectiveTo: null,
    articles: Array.from({ length: articles }, (__, at) => ({
      number: at + 1,
      sub: 0,
      path: '第一章 总则',
      text: Array.from(
        { length: 60 },
        (___, word) => WORDS[(law * 7 + at * 3 + word * (1 + (at % 5))) % WORDS.length],
      ).join(''),
    })),
  }))

const ASK = { book: loadLawBook(), today: '2026-06-01' }
const LONG_MS = 60_000

async function house(t: TestContext) {
  const { url } = await freshDatabase(t)
  const db = openDatabase(url, 3)
  t.after(() => db.close())
  const inTx = <Answer>(work: (tx: Tx) => Promise<Answer>) => db.transaction({ region: 'none' }, work)
  const ask = (patienceMs: number) => inTx((tx) => servedSearch(tx, { ...ASK, patienceMs }))
  return {
    inTx,
    ask,
    save: (given: readonly ImportedStatute[]) =>
      inTx(async (tx) => {
        for (const statute of given) await saveStatute(tx, statute)
      }),
    /** Asks until the index is there; `meanwhile` runs between. */
    ready: async (meanwhile: () => Promise<void> = async () => {}) => {
      const began = performance.now()
      for (let served = await ask(20); ; served = await ask(20)) {
        if (!served.waiting) return served
        await meanwhile()
        assert.ok(performance.now() - began < LONG_MS, 'the index was never made')
      }
    },
  }
}

test('while an index is made in its own thread others go on, and questions are answered from what there is', async (t) => {
  const { inTx, ask, save, ready } = await house(t)
  const before = await ready()
  assert.deepEqual(before.search({ query: '灭火器', kind: 'article' }), [])
  assert.ok(before.search({ query: '没有操作证焊接' }).length > 0, 'the rows of the law data answer without statutes')
  assert.equal(before.search({ query: 'gb50016-2014', kind: 'standard' })[0]?.id, 'GB 50016-2014')

  await save(statutes(60, 250))
  const pauses = monitorEventLoopDelay({ resolution: 5 })
  pauses.enable()
  const began = performance.now()
  const first = await ask(0)
  assert.ok(first.waiting, 'the index cannot be there yet')
  assert.ok(first.search({ query: '没有操作证焊接', kind: 'violation' }).length > 0)
  let others = 0
  const after = await ready(async () => {
    assert.equal((await inTx((tx) => tx.find<{ one: number }>(sql`select 1 as one`)))?.one, 1)
    others += 1
  })
  pauses.disable()
  const wholeMs = performance.now() - began
  const longestMs = pauses.max / 1e6
  t.diagnostic(
    `made in ${Math.round(wholeMs)} ms, ${others} other requests meanwhile, longest pause ${Math.round(longestMs)} ms`,
  )
  assert.ok(others > 5, 'other requests had to wait')
  assert.ok(longestMs < wholeMs / 3, `the event loop stood still for ${longestMs} of ${wholeMs} ms`)
  assert.equal(after.search({ query: '演示条例之7第三条', kind: 'article' })[0]?.id, '演示条例之7@2020-01-01#3')
})

test('while a newer index is made the older one answers', async (t) => {
  const { ask, save, ready } = await house(t)
  const [old, young] = statutes(2, 400)
  assert.ok(old && young)
  await save([old])
  await ready()
  await save([young])
  const meanwhile = await ask(0)
  assert.ok(meanwhile.waiting)
  const find = (search: Searcher, query: string) => search({ query, kind: 'article' })[0]?.law
  assert.equal(find(meanwhile.search, '演示条例之0第三条'), '演示条例之0')
  assert.equal(find((await ready()).search, '演示条例之1第三条'), '演示条例之1')
})

test('published decisions are found once their context offers them, in their region and after their day', async (t) => {
  const { ready } = await house(t)
  t.after(() => offerCases(null))
  const decided: DecidedCase = {
    id: 'demo-1',
    title: '演示罚〔2026〕1号',
    facts: '某某厂一名焊工未取得特种作业操作证在车间焊接',
    violations: ['AQ-97-7'],
    law: '中华人民共和国安全生产法',
    article: '第九十七条',
    region: '4413',
    decidedOn: '2026-03-02',
  }
  assert.deepEqual((await ready()).search({ query: '焊工无证', kind: 'case' }), [])
  offerCases({ state: async () => '1', cases: async () => [decided] })
  const { search } = await ready()
  const ids = (ask: Omit<SearchAsk, 'query' | 'kind'>) =>
    search({ query: '焊工无证', kind: 'case', ...ask }).map(({ id }) => id)
  assert.deepEqual(ids({}), ['demo-1'])
  assert.deepEqual([ids({ region: '441302' }), ids({ region: '37' })], [['demo-1'], []])
  assert.deepEqual([ids({ on: '2026-03-02' }), ids({ on: '2026-03-01' })], [['demo-1'], []])
})
