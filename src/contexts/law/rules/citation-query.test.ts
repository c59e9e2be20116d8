import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  articlesNamedIn,
  bareArticleIn,
  lawsNamedIn,
  nameIn,
  plainStandard,
  referencesIn,
  standardIn,
} from './citation-query.ts'

test('an article named in any of the usual forms is read with what stands before it', () => {
  const read = (query: string) =>
    articlesNamedIn(query).map(({ before, number, sub, item }) => [before, number, sub, item])
  assert.deepEqual(read('民法典第三百条'), [['民法典', 300, 0, null]])
  assert.deepEqual(read('安法97条七项'), [['安法', 97, 0, 7]])
  assert.deepEqual(read('《安全生产法》（2021修正）第九十七条第一款第（七）项'), [['安全生产法', 97, 0, 7]])
  assert.deepEqual(read('刑法第一百三十四条之一和第一百三十五条'), [
    ['刑法', 134, 1, null],
    ['刑法', 135, 0, null],
  ])
  assert.deepEqual(read('没有灭火器'), [])
})

test('a number behind a name may be an article, a number within a sentence is none', () => {
  const read = (query: string) => {
    const found = bareArticleIn(query)
    return found && [found.before, found.number, found.sub, found.item]
  }
  assert.deepEqual(read('安法97'), ['安法', 97, 0, null])
  assert.deepEqual(read('WSL 97(7)'), ['WSL', 97, 0, 7])
  assert.equal(read('3名焊工无证'), null)
  assert.equal(read('97'), null)
})

test('the longest name at the end is meant, a name in the middle when none ends the text', () => {
  const names = new Map([
    ['公司法', 1],
    ['证券法', 2],
    ['外商投资法', 3],
    ['投资法', 4],
  ])
  assert.equal(nameIn('民法商法外商投资法', names), 3)
  assert.equal(nameIn('公司法里面的规定', names), 1)
  assert.equal(nameIn('没有这部法', names), null)
})

test('numbers of standards are found in any spelling and compare in one form', () => {
  for (const query of ['GB 50016-2014', 'gb50016-2014', 'ＧＢ 50016—2014', '请看GB 50016-2014的要求'])
    assert.equal(standardIn(query), 'GB50016-2014')
  assert.equal(standardIn('GB/T 29639'), 'GBT29639')
  assert.equal(plainStandard('GB/T 29639-2020'), 'GBT29639-2020')
  assert.equal(standardIn('灭火器 2014'), null)
})

test('what an article cites is read: of its own law, of a named law, several in a row', () => {
  assert.deepEqual(referencesIn('违反本法第四十四条、第四十五条规定，依照《公司法》第二十条第一款处罚'), [
    { law: null, number: 44, sub: 0 },
    { law: null, number: 45, sub: 0 },
    { law: '公司法', number: 20, sub: 0 },
  ])
  assert.deepEqual(referencesIn('依照刑法第一百三十四条之一的规定'), [{ law: '刑法', number: 134, sub: 1 }])
  assert.deepEqual(lawsNamedIn('根据《公司法》和《证券法》'), ['公司法', '证券法'])
})
