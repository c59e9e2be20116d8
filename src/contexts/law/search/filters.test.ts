import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LawLevel } from '../model.ts'
import type { ImportedStatute } from '../rules/statute.ts'
import { loadLawBook } from '../store.ts'
import { searcherOf, type SearchAsk, type SearchSources } from './engine.ts'
import { heldLibrary } from './held.ts'
import { standardIndexOf } from './standard-index.ts'

type Made = { title: string; level?: LawLevel; region?: string; version?: string; until?: string; texts: string[] }

const made = ({ title, level = 'law', region = '', version = '2020-01-01', until, texts }: Made): ImportedStatute => ({
  code: null,
  title,
  level,
  region,
  version,
  effectiveFrom: version,
  effectiveTo: until ?? null,
  articles: texts.map((text, at) => ({ number: at + 1, sub: 0, path: '', text })),
})

const KEPT = '仓库应当设置灭火器。'
const sources: SearchSources = {
  book: loadLawBook(),
  standards: () =>
    standardIndexOf([
      { number: 'GB 99001-2006', title: '虚构仓库规范', status: '被代替', replacedBy: 'GB 99001-2014' },
      { number: 'GB 99001-2014', title: '虚构仓库规范', status: '现行', from: '2015-01-01' },
      { number: 'GB/T 99001-2019', title: '虚构货架要求', status: '现行' },
      { number: 'AQ 9013-2008', title: '虚构货架导则', status: '现行', until: '2025-12-31' },
    ]),
  library: heldLibrary([
    made({ title: '中华人民共和国消防法', texts: [KEPT] }),
    made({ title: '广东省消防条例', level: 'local', region: '44', texts: [KEPT] }),
    made({ title: '惠州市仓库规定', level: 'local', region: '4413', texts: [KEPT] }),
    made({ title: '山东省消防条例', level: 'local', region: '37', texts: [KEPT] }),
    made({ title: '某开发区消防条例', level: 'local', texts: [KEPT] }),
    made({
      title: '仓库条例',
      version: '2018-01-01',
      until: '2022-12-31',
      texts: ['货架应当编号。', '库存应当登记。'],
    }),
    made({ title: '旧库条例', version: '2001-01-01', until: '2010-12-31', texts: ['旧库应当登记。'] }),
    made({ title: '仓库条例', version: '2023-01-01', texts: ['本条例适用于仓库。', '库存应当每日登记。'] }),
  ]),
  today: '2026-06-01',
}
const search = searcherOf(sources)
const found = (ask: SearchAsk) => search({ kind: 'article', ...ask })
const laws = (ask: Omit<SearchAsk, 'query'>) => found({ query: '仓库灭火器', ...ask }).map(({ law }) => law)

test('with a region the nation, its province and its city are searched, nothing of elsewhere or of an unknown place', () => {
  const of = (region: string) =>
    laws({ region })
      .filter((law) => law !== '仓库条例')
      .sort()
  assert.deepEqual(of('441302'), ['中华人民共和国消防法', '广东省消防条例', '惠州市仓库规定'].sort())
  assert.deepEqual(of('4401'), ['中华人民共和国消防法', '广东省消防条例'].sort())
  assert.deepEqual(of('11'), ['中华人民共和国消防法'])
  assert.equal(laws({}).length >= 5, true)
})

test('a place that is named brings its own law before that of other places', () => {
  const local = (query: string) => found({ query }).find(({ law }) => law.endsWith('省消防条例'))?.law
  assert.deepEqual([local('山东仓库灭火器'), local('广东仓库灭火器')], ['山东省消防条例', '广东省消防条例'])
})

test('a law is named in part, or by the short name that everybody knows', () => {
  assert.deepEqual(laws({ law: '消防条例', region: '44' }), ['广东省消防条例'])
  const violations = search({ query: '没有应急预案', kind: 'violation', law: '安法' })
  assert.deepEqual([...new Set(violations.map(({ law }) => law))], ['中华人民共和国安全生产法'])
  assert.deepEqual(found({ query: '灭火器', law: '不存在的法' }), [])
})

test('APL 36: without a date what judges acts of the last five years is found behind what is in force, with its last day', () => {
  const ask = { query: '货架编号', kind: 'article' } as const
  const [old] = search(ask)
  assert.deepEqual([old?.id, old?.until], ['仓库条例@2018-01-01#1', '2022-12-31'])
  assert.deepEqual(
    found({ query: '库存登记' }).map(({ id }) => id),
    ['仓库条例@2023-01-01#2'],
    'an article that was only reworded stands there once',
  )
  assert.deepEqual(search({ ...ask, on: '2026-06-01' }), [], 'with a date what is in force on it and nothing else')
  assert.equal(search({ ...ask, on: '2022-12-31' })[0]?.id, '仓库条例@2018-01-01#1')
  assert.equal(searcherOf({ ...sources, today: '2027-12-31' })(ask).length, 1, 'on its last day in the limit')
  assert.deepEqual(searcherOf({ ...sources, today: '2028-01-01' })(ask), [], 'a day later nothing is punished')
})

test('a statute that is named is found even when it ended long ago', () => {
  const late = searcherOf({ ...sources, today: '2040-01-01' })
  assert.equal(late({ query: '旧库条例第一条', kind: 'article' })[0]?.id, '旧库条例@2001-01-01#1')
  assert.deepEqual(
    late({ query: '旧库登记', kind: 'article' }).filter(({ law }) => law === '旧库条例'),
    [],
  )
})

test('one mistyped character of a word of the trade is understood', () => {
  assert.equal(found({ query: '灭火气' })[0]?.snippet.includes('灭火器'), true)
  assert.deepEqual(found({ query: '空调遥控' }), [])
})

const standards = (query: string, on?: string) =>
  search({ query, kind: 'standard', ...(on ? { on } : {}) }).map(({ id }) => id)

test('a number of a standard finds the edition that was asked for, else the one that holds; old ones are marked', () => {
  assert.deepEqual(standards('gb99001').slice(0, 3), ['GB 99001-2014', 'GB 99001-2006', 'GB/T 99001-2019'])
  assert.deepEqual(standards('ＧＢ９９００１—２００６').slice(0, 2), ['GB 99001-2006', 'GB 99001-2014'])
  assert.equal(standards('GB/T 99001')[0], 'GB/T 99001-2019')
  assert.equal(standards('AQ9013')[0], 'AQ 9013-2008')
  const [, old] = search({ query: 'GB 99001', kind: 'standard' })
  assert.match(old?.snippet ?? '', /已被GB 99001-2014代替/)
  assert.equal(search({ query: 'AQ 9013-2008', kind: 'standard' })[0]?.until, '2025-12-31')
})

test('a title finds the edition in force first, and on a date what held on it', () => {
  assert.equal(standards('虚构仓库规范')[0], 'GB 99001-2014')
  assert.equal(standards('虚构仓库规范', '2014-06-01')[0], 'GB 99001-2006')
  assert.deepEqual(standards('虚构货架导则', '2026-01-01').includes('AQ 9013-2008'), false)
})
