import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadLawBook } from '../store.ts'
import { articlePlace, numberFromChinese } from './chinese-number.ts'
import { readStatute, withEnds } from './statute.ts'

const help = {
  instruments: loadLawBook().instruments,
  regions: [
    { name: '广东省', code: '44' },
    { name: '东莞市', code: '4419' },
  ],
}
const read = (name: string, text: string) => {
  const read = readStatute({ name, text }, help)
  assert.ok(!('why' in read), JSON.stringify(read))
  return read.statute
}
const MARKDOWN = `# 演示条例

2024年3月1日通过

## 第一章 总则

**第一条** 为了演示，制定本条例。

第二款的文字。

## 第二章 责任

### 第一节 处罚

**第二条** 违反的，处罚款。

**第二条之一** 补充的一条。

**第三条** 本条例自2024年5月1日起施行。
`

test('Chinese numbers up to the thousands are read, other words are not', () => {
  assert.deepEqual(
    ['七', '十', '十二', '九十七', '一百零二', '一百一十九', '一千零七十九', '一千二百六十', '二百〇六'].map(
      numberFromChinese,
    ),
    [7, 10, 12, 97, 102, 119, 1079, 1260, 206],
  )
  assert.equal(numberFromChinese('某'), null)
  assert.equal(numberFromChinese(''), null)
})

test('an article is named by its number in any of the usual forms', () => {
  assert.deepEqual(
    ['97', '第97条', '第九十七条', '九十七', '第九十七条第（七）项'].map((text) => articlePlace(text)?.number),
    [97, 97, 97, 97, 97],
  )
  assert.deepEqual(
    [articlePlace('134-1'), articlePlace('第一百三十四条之一')],
    [
      { number: 134, sub: 1 },
      { number: 134, sub: 1 },
    ],
  )
  assert.equal(articlePlace('附则'), null)
})

test('Markdown becomes articles with their headings, paragraphs and supplementary articles', () => {
  const { title, version, effectiveFrom, articles } = read('演示条例.md', MARKDOWN)
  assert.deepEqual([title, version, effectiveFrom], ['演示条例', '2024-03-01', '2024-05-01'])
  assert.deepEqual(
    articles.map(({ number, sub, path }) => [number, sub, path]),
    [
      [1, 0, '第一章 总则'],
      [2, 0, '第二章 责任 / 第一节 处罚'],
      [2, 1, '第二章 责任 / 第一节 处罚'],
      [3, 0, '第二章 责任 / 第一节 处罚'],
    ],
  )
  assert.equal(articles[0]?.text, '为了演示，制定本条例。\n第二款的文字。')
})

test('plain text with a date in its name becomes the same articles', () => {
  const plain = '演示条例\n\n第一章 总则\n\n第一条 为了演示，制定本条例。\n\n第二条　处罚。\n'
  const { title, version, articles } = read('演示条例_2023-01-02.txt', plain)
  assert.deepEqual([title, version, articles.length, articles[1]?.path], ['演示条例', '2023-01-02', 2, '第一章 总则'])
})

test('a statute that we know takes its code and its day of effect from data/law', () => {
  const statute = read(
    '中华人民共和国安全生产法_2021-06-10.md',
    '# 中华人民共和国安全生产法\n\n**第一条** 演示。\n\n**第二条** 本法自2002年11月1日起施行。',
  )
  assert.deepEqual(
    [statute.code, statute.effectiveFrom, statute.level, statute.region],
    ['WSL', '2021-09-01', 'law', ''],
  )
})

test('local statutes carry their region', () => {
  assert.equal(read('东莞市演示条例_2024-01-01.md', '**第一条** 演示。').region, '4419')
  assert.equal(read('广东演示条例_2024-01-01.md', '**第一条** 演示。').region, '44')
})

test('what is no statute is named with the reason', () => {
  const why = (name: string, text: string) => {
    const answer = readStatute({ name, text }, help)
    return 'why' in answer ? answer.why : null
  }
  assert.match(why('a_2024-01-01.md', '# 标题\n没有条文') ?? '', /没有找到/)
  assert.match(why('a.md', '**第一条** 演示。') ?? '', /没有版本日期/)
  assert.match(why('a_2024-01-01.md', '**第一条** 甲。\n**第一条** 乙。') ?? '', /重复出现/)
})

test('a file that breaks off the order, a date or an article is refused with the line', () => {
  const refusal = (name: string, text: string) => {
    const answer = readStatute({ name, text }, help)
    return 'why' in answer ? [answer.why, answer.line] : null
  }
  const upside = ['五', '四', '三', '二', '一'].map((number) => `**第${number}条** 演示。`).join('\n')
  assert.deepEqual(refusal('a_2024-01-01.md', `# 甲\n${upside}`), ['第4条排在较大的条号之后，条文顺序颠倒', 3])
  assert.deepEqual(refusal('a_2024-13-45.md', '**第一条** 甲。'), ['文件名中的日期 2024-13-45 不存在', null])
  assert.deepEqual(refusal('a.md', '# 甲\n2023年2月30日通过\n**第一条** 甲。'), ['日期不存在：2023年2月30日通过', 2])
  assert.deepEqual(refusal('a_2024-01-01.md', '# 甲\n\n**第一条** 甲。\n**第二条** \n**第三条** 丙。'), [
    '第2条没有内容',
    4,
  ])
})

test('a part in another place is put right, and a text behind the last article is left out', () => {
  const numbered = (numbers: string) => [...numbers].map((number) => `**第${number}条** 演示${number}。`).join('\n')
  const numbersOf = (text: string) => read('甲_2024-01-01.md', `# 甲\n${text}`).articles.map(({ number }) => number)
  assert.deepEqual(numbersOf(numbered('八九一二三四五六七')), [1, 2, 3, 4, 5, 6, 7, 8, 9])
  assert.deepEqual(numbersOf(numbered('一二三四五六一二')), [1, 2, 3, 4, 5, 6])
})

test('of two versions the older ends on the day before the newer begins', () => {
  const versions = withEnds([
    { title: '甲', effectiveFrom: '2014-12-01', effectiveTo: null },
    { title: '甲', effectiveFrom: '2021-09-01', effectiveTo: null },
  ])
  assert.deepEqual(
    versions.map(({ effectiveTo }) => effectiveTo),
    ['2021-08-31', null],
  )
})
