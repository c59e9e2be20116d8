import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { loadArticleIndex, saveArticleIndex } from './article-index.ts'
import { buildArticleIndex } from './article-indexing.ts'
import { readArrays, writeArrays } from './binary.ts'
import {
  addScores,
  frequencyOf,
  keyOf,
  NO_SLOT,
  pairsOf,
  pairText,
  postingsBuilder,
  sharpened,
  slotOf,
} from './postings.ts'
import { wordsOf } from './terms.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-index-'))
after(() => rmSync(folder, { recursive: true, force: true }))

test('words of the trade stay whole, their parts are found too, empty words and punctuation are not', () => {
  const words = wordsOf('特种作业人员，应当在有限空间持证上岗。')
  for (const word of ['特种作业人员', '作业', '有限空间']) assert.ok(words.includes(word), word)
  for (const word of ['，', '。', '在']) assert.ok(!words.includes(word), word)
})

test('pairs are made of neighbouring Han characters alone', () => {
  assert.deepEqual(
    pairsOf('灭火器A过期')
      .map(pairText)
      .map((pair) => pair.slice(1)),
    ['灭火', '火器', '过期'],
  )
  assert.deepEqual(pairsOf('GB 50016'), [])
  assert.notEqual(keyOf('安全'), keyOf(pairText(pairsOf('安全')[0] ?? 0)))
})

test('the rarer word and the shorter text count more, and no document scores for a word it lacks', () => {
  const builder = postingsBuilder({ k1: 1.2, b: 0.75 })
  for (const words of [['甲', '乙', '丙'], ['甲'], ['甲', '丁', '丁', '戊', '己'], ['庚']]) builder.add(words, [])
  const postings = builder.done()
  const scores = new Float32Array(4)
  const best = addScores(postings, {
    scores,
    terms: [
      { term: '甲', weight: 1 },
      { term: '乙', weight: 1 },
    ],
    cap: 99,
  })
  assert.ok((scores[0] ?? 0) > (scores[1] ?? 0) && (scores[1] ?? 0) > (scores[2] ?? 0) && scores[3] === 0)
  assert.ok((scores[0] ?? 0) <= best)
  assert.deepEqual(
    [frequencyOf(postings, slotOf(postings, '甲')), slotOf(postings, '辛'), frequencyOf(postings, NO_SLOT)],
    [3, NO_SLOT, 0],
  )
  assert.ok(sharpened(0.4) < sharpened(0.5) && sharpened(9) <= 1)
})

test('an index that was written is read back equal; a file of another kind or cut off is refused', () => {
  const articles = [
    { statute: 0, number: 1, sub: 0, path: '第一章', text: '仓库应当配备灭火器。' },
    { statute: 0, number: 2, sub: 0, path: '第一章', text: '违反本法第一条规定的，处罚款。' },
    { statute: 1, number: 1, sub: 0, path: '', text: '依照《甲法》第二条处理。' },
  ]
  const index = buildArticleIndex(
    ['甲法', '乙条例'].map((title) => ({ title, version: '2020-01-01' })),
    articles,
  )
  assert.deepEqual(
    [[...index.cites], [...index.citesFrom], [...index.named]],
    [
      [0, 1],
      [0, 0, 1, 2],
      [2, 0],
    ],
  )
  const path = join(folder, 'search.idx')
  saveArticleIndex(path, index)
  assert.deepEqual(loadArticleIndex(path), index)
  truncateSync(path, 900)
  assert.throws(() => loadArticleIndex(path), /cut off/)
  writeArrays(path, {
    mark: 'another',
    facts: { a: 1 },
    arrays: { odd: Uint8Array.of(1, 2, 3), next: Float64Array.of(0.5) },
  })
  assert.throws(() => loadArticleIndex(path), /another version/)
  const read = readArrays(path, 'another')
  assert.deepEqual(
    [read?.facts, read?.get('odd', 'Uint8Array'), read?.get('next', 'Float64Array')],
    [{ a: 1 }, Uint8Array.of(1, 2, 3), Float64Array.of(0.5)],
  )
})
