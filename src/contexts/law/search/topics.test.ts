import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closestFirst } from './closeness.ts'
import { pairsOf, postingsBuilder } from './postings.ts'
import { readQuery } from './query.ts'
import { loadLanguage, wordsOf } from './terms.ts'
import { topicReader, topicsOf } from './topics.ts'

const [row] = loadLanguage().topics
const [label, says] = row?.articles[0] ?? []
const TITLE = row?.law ?? ''
const KEPT = '明知自己的行为会发生危害社会的结果，并且希望或者放任这种结果发生。'
const OTHER = '货物应当在仓库中分类存放，并且编号登记，标明到达的日期。'

const article = (statute: number, number: number, text: string) => ({ statute, number, sub: 0, path: '', text })

test('what people call an article passes to the article of an older version that says the same, whatever its number', () => {
  const number = Number(label)
  const topics = topicsOf(
    [
      { title: TITLE, version: '1997-01-01' },
      { title: TITLE, version: row?.since ?? '' },
      { title: '别的法律', version: row?.since ?? '' },
    ],
    [article(0, 900, KEPT), article(0, number, OTHER), article(1, number, KEPT), article(2, number, KEPT)],
  )
  assert.deepEqual([...topics].sort(), [
    [0, says],
    [2, says],
  ])
})

test('the words for an article hold from the version on that the row names', () => {
  const topicIn = topicReader()
  const place = { number: Number(label), sub: 0 }
  assert.equal(topicIn({ title: TITLE, version: row?.since ?? '' }, place), says)
  assert.equal(topicIn({ title: TITLE, version: '1997-01-01' }, place), '')
  assert.equal(topicIn({ title: '没有这部法律', version: '2099-01-01' }, place), '')
})

const SCATTERED = '渔网编号登记；船舶停靠码头；摊位收费公开；不得占用通道；晾晒时间另行规定'
const TOGETHER = '收费公开、编号登记另行规定；船舶停靠码头；不得晾晒渔网占用摊位；通道时间不变'

/** Two articles of which the first was a little better before both are read again. */
function rereadOf(first: string, second: string, text: string) {
  const builder = postingsBuilder({ k1: 1.2, b: 0.5 })
  for (const one of [first, second]) builder.add(wordsOf(one), pairsOf(one))
  return closestFirst(
    [
      { position: 0, score: 2 },
      { position: 1, score: 1.9 },
    ],
    {
      texts: builder.done(),
      terms: readQuery(text).terms,
      cap: 9,
      read: (position) => ({ text: position === 0 ? first : second, topic: '' }),
      text,
    },
  )
}

test('who asks for the penalty gets the clause that says it before the duty; who asks for the duty does not', () => {
  const [duty, penalty] = ['渔网占用摊位的，应当登记。', '渔网占用摊位的，处一千元罚款。']
  const first = (text: string) => rereadOf(duty, penalty, text)[0]?.position
  assert.deepEqual([first('渔网占用摊位怎么处罚'), first('渔网占用摊位怎么办')], [1, 0])
})

test('the article on the aim of a law is no answer', () => {
  const aim = '为了规范渔网占用摊位的登记，制定本条例。'
  assert.equal(rereadOf(aim, '渔网占用摊位的，应当登记。', '渔网占用摊位')[0]?.position, 1)
})

test('what one sentence says goes before the same words scattered over the items of an article', () => {
  const ranked = rereadOf(SCATTERED, TOGETHER, '晾晒渔网占用摊位')
  assert.deepEqual(
    ranked.map(({ position }) => position),
    [1, 0],
  )
  assert.equal(ranked[0]?.score, 2, 'the best keeps the score that the best had')
})
