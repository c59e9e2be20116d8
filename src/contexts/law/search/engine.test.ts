import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadLawBook, readStandards } from '../store.ts'
import type { ImportedStatute } from '../rules/statute.ts'
import { searcherOf } from './engine.ts'
import { standardIndexOf } from './standard-index.ts'
import { heldLibrary } from './held.ts'
import { readQuery } from './query.ts'
import { snippetOf } from './snippet.ts'
import { loadLanguage } from './terms.ts'

const aStatute = (more: Partial<ImportedStatute> & { title: string; texts: readonly string[] }): ImportedStatute => {
  const { texts, ...rest } = more
  return {
    code: null,
    version: '2020-01-01',
    effectiveFrom: '2020-01-01',
    effectiveTo: null,
    level: 'law',
    region: '',
    articles: texts.map((text, at) => ({ number: at + 1, sub: 0, path: '', text })),
    ...rest,
  }
}

const library = heldLibrary([
  aStatute({
    title: '中华人民共和国消防法',
    texts: ['单位应当保持疏散通道、安全出口畅通。', '违反本法第一条规定的，处罚款。'],
  }),
  aStatute({ title: '某市消防条例', level: 'local', region: '44', texts: ['单位应当保持疏散通道、安全出口畅通。'] }),
  aStatute({ title: '租赁条例', level: 'regulation', texts: ['出租人应当按照约定交付租赁物。'] }),
  aStatute({ title: '旧办法', level: 'rule', effectiveTo: '2022-12-31', texts: ['摊位应当编号登记。'] }),
  aStatute({
    title: '新办法',
    level: 'rule',
    version: '2019-01-01',
    effectiveTo: '2020-12-31',
    texts: ['旧的摊位规定。'],
  }),
  aStatute({
    title: '新办法',
    level: 'rule',
    version: '2021-01-01',
    effectiveFrom: '2021-01-01',
    texts: ['摊位应当编号登记。'],
  }),
])
const search = searcherOf({
  book: loadLawBook(),
  standards: () => standardIndexOf(readStandards()),
  library,
  today: '2026-06-01',
})
const articles = (query: string, on?: string) => search({ query, kind: 'article', ...(on ? { on } : {}) })
const ids = (query: string, on?: string) => articles(query, on).map(({ id }) => id)

test('national law stands before a local statute of the same words', () => {
  assert.deepEqual(ids('疏散通道畅通').slice(0, 2), ['中华人民共和国消防法@2020-01-01#1', '某市消防条例@2020-01-01#1'])
})

test('an article that is named stands first, by full name, short name and bare number', () => {
  for (const query of ['中华人民共和国消防法第二条', '消防法第二条', '《消防法》第2条', '消防法2']) {
    const [first] = articles(query)
    assert.deepEqual([first?.id, first?.score], ['中华人民共和国消防法@2020-01-01#2', 1], query)
  }
})

test('the words of a layman lead to the words of the law', () =>
  assert.equal(ids('房东不把房子给我怎么办')[0], '租赁条例@2020-01-01#1'))

test('an answer hands a part on to the article that it cites', () =>
  assert.ok(ids('罚款').includes('中华人民共和国消防法@2020-01-01#1')))

test('APL 36: without a date what ended within five years stands behind, with its last day; what ended before is left out', () => {
  const found = articles('摊位编号登记')
  assert.deepEqual(
    found.map(({ id, until }) => [id, until]),
    [
      ['新办法@2021-01-01#1', null],
      ['旧办法@2020-01-01#1', '2022-12-31'],
    ],
  )
  assert.deepEqual(
    ids('摊位', '2020-06-01'),
    ['新办法@2019-01-01#1', '旧办法@2020-01-01#1'].toSorted(
      (a, b) => ids('摊位', '2020-06-01').indexOf(a) - ids('摊位', '2020-06-01').indexOf(b),
    ),
  )
  assert.ok(!ids('摊位', '2023-01-01').includes('旧办法@2020-01-01#1'))
})

test('LAW-03: what an officer sees leads to the violation; an article and its item lead to theirs', () => {
  const violations = (query: string) => search({ query, kind: 'violation', limit: 5 }).map(({ id }) => id)
  assert.ok(violations('没戴安全带在高处焊接，也没证').includes('AQ-97-7'))
  assert.equal(violations('安法97条七项')[0], 'AQ-97-7')
  assert.equal(violations('aq-97-7')[0], 'AQ-97-7')
  assert.ok(violations('出口被货堵死').includes('AQ-105-2b'))
})

test('a standard is found by its number in any spelling and by its title', () => {
  const standards = (query: string) => search({ query, kind: 'standard', limit: 3 }).map(({ id }) => id)
  for (const query of ['GB 50016-2014', 'gb50016', 'GB/T 50016'])
    assert.ok(standards(query)[0]?.startsWith('GB 50016'), query)
  assert.ok(standards('建筑设计防火规范').some((id) => id.startsWith('GB 50016')))
})

test('a snippet shows the words that were asked for and marks them', () => {
  const query = readQuery('灭火器')
  const { snippet, marks } = snippetOf(`${'前'.repeat(200)}灭火器${'后'.repeat(200)}`, query)
  assert.deepEqual(
    marks.map(([from, to]) => snippet.slice(from, to)),
    ['灭火器'],
  )
  assert.deepEqual(snippetOf('短文', query), { snippet: '短文', marks: [] })
})

test('the question at the end of a story counts more than the story', () => {
  const weights = new Map(
    readQuery('他在仓库里抽烟。灭火器过期了怎么处罚？').terms.map(({ term, weight }) => [term, weight]),
  )
  assert.ok((weights.get('灭火器') ?? 0) > (weights.get('仓库') ?? 0))
})

test('every violation that the plain words name is in the law data', () => {
  const keys = new Set(loadLawBook().violationsByKey.keys())
  assert.deepEqual(
    loadLanguage()
      .violations.flatMap((row) => row.keys)
      .filter((key) => !keys.has(key)),
    [],
  )
})
