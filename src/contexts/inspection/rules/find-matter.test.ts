import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lawbook, spokenOf } from '../../law/public.ts'
import { plannedItem } from '../routes/facts.ts'
import { matterFinder } from './find-matter.ts'
import { lawSliceOf } from './take-along.ts'

const ON = '2026-03-05'
const items = lawbook().checkItems.map((row) => plannedItem(row, ON))
const keys = new Set(items.flatMap(({ violationKeys }) => violationKeys))
const law = { ...lawSliceOf(lawbook(), { items, region: '441900' }), spoken: spokenOf(keys) }

/** How an officer would say it, and the violation that it is; worded here, not taken from the lists. */
const OBSERVED: readonly (readonly [string, string])[] = [
  ['焊接的工人拿不出特种作业操作证', 'AQ-97-7'],
  ['电工的证已经过期了还在干活', 'AQ-97-7'],
  ['新来的工人没培训就上机器', 'AQ-97-3a'],
  ['厂里没有编事故应急预案', 'AQ-97-6a'],
  ['今年一次应急演练也没做过', 'AQ-97-6b'],
  ['隐患排查治理情况没有如实记录', 'AQ-97-5a'],
  ['没给工人发安全帽和防护手套', 'AQ-99-5'],
  ['危险的地方没有贴警示标志', 'AQ-99-1'],
  ['疏散通道被货物堵住了', 'AQ-105-2'],
  ['出租厂房没签安全管理协议', 'AQ-103-p2'],
]

test('from an observation in plain words to matter, duty and penalty without network: the right one among the first five', (t) => {
  const find = matterFinder(items, law)
  const missed = OBSERVED.filter(
    ([words, prefix]) => !find(words).some(({ violationKey }) => violationKey?.startsWith(prefix)),
  )
  t.diagnostic(`${OBSERVED.length - missed.length} of ${OBSERVED.length} over ${items.length} matters`)
  assert.deepEqual(missed, [])
  const [first] = find('焊接的工人拿不出特种作业操作证')
  assert.match(first?.penalty ?? '', /《安全生产法》第九十七条/)
  assert.match(first?.duty ?? '', /第三十条/)
})

test('words that say nothing about the plan find nothing', () => {
  assert.deepEqual(matterFinder(items.slice(0, 5), law)('Zzz qqq'), [])
  assert.deepEqual(matterFinder([], law)('电工没有证'), [])
})
