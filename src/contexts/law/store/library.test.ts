import assert from 'node:assert/strict'
import { mkdtempSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { loadLawBook, readStandards } from '../store.ts'
import { standardIndexOf } from '../search/standard-index.ts'
import { searcherOf } from '../search/engine.ts'
import { importFolder } from './import.ts'
import { openLibrary } from './library.ts'
import { addToLibrary } from './library-writing.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-library-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const texts = join(folder, 'texts')
mkdirSync(join(texts, 'more'), { recursive: true })
const save = (name: string, text: string | Uint8Array) => writeFileSync(join(texts, name), text)
save(
  '演示条例_2020-01-01.md',
  '# 演示条例\n\n**第一条** 仓库内应当配备灭火器材。\n\n**第二条** 旧的第二条，自2020年1月1日起施行。',
)
save(
  '演示条例_2024-01-01.md',
  '# 演示条例\n\n**第一条** 仓库内应当配备灭火器材并定期检查压力。\n\n**第二条** 疏散通道不得堵塞。',
)
save('more/演示规定_2022-05-01.txt', '第一条 电梯应当定期检验。\n第二条 本规定自2022年6月1日起施行。')
save('notes.pdf', 'x')
save('no-law.md', '# 会议纪要\n\n没有条文')
save('broken.md', Uint8Array.from([0xff, 0xfe, 0xb5]))

const { statutes, skipped } = importFolder(texts, { instruments: loadLawBook().instruments, regions: [] })
addToLibrary(folder, statutes)
const library = openLibrary(folder)
assert.ok(library)
after(() => library.close())

test('every statute is taken in, every other file is named with its reason', () => {
  assert.deepEqual([statutes.length, library.size], [3, 6])
  assert.deepEqual(
    skipped.map(({ file }) => file),
    ['broken.md', 'no-law.md', 'notes.pdf'],
  )
  assert.match(skipped[0]?.why ?? '', /UTF-8/)
})

test('an import of the same statutes changes nothing; a new text of one article changes its statute; the others stay', () => {
  const own = mkdtempSync(join(tmpdir(), 'plumbline-again-'))
  after(() => rmSync(own, { recursive: true, force: true }))
  assert.deepEqual(addToLibrary(own, statutes), { added: 3, changed: 0, unchanged: 0 })
  const stamp = () => statSync(join(own, 'law-library/search.idx')).mtimeMs
  const before = stamp()
  assert.deepEqual(addToLibrary(own, statutes), { added: 0, changed: 0, unchanged: 3 })
  assert.equal(stamp(), before)
  assert.deepEqual(addToLibrary(own, []), { added: 0, changed: 0, unchanged: 0 })
  const [first] = statutes
  assert.ok(first)
  const revised = {
    ...first,
    articles: first.articles.map((article, at) => (at === 0 ? { ...article, text: '新的正文。' } : article)),
  }
  assert.deepEqual(addToLibrary(own, [revised]), { added: 0, changed: 1, unchanged: 0 })
  const again = openLibrary(own)
  assert.equal(again?.statutes.length, 3)
  again?.close()
})

test('LAW-01: an article is given in the version in force on the date, on both sides of the change', () => {
  const on = (date: string) => library.find({ titles: ['演示条例'], number: 2, sub: 0, on: date })?.article.text
  assert.match(on('2023-12-31') ?? '', /旧的第二条/)
  assert.equal(on('2024-01-01'), '疏散通道不得堵塞。')
  assert.equal(on('2019-12-31'), undefined)
  assert.equal(library.find({ titles: ['演示条例'], number: 9, sub: 0, on: '2024-01-01' }), null)
})

const search = searcherOf({
  book: loadLawBook(),
  standards: () => standardIndexOf(readStandards()),
  library,
  today: '2026-06-01',
})

test('search finds the article in force and not the version that has lapsed', () => {
  const hits = search({ query: '灭火器压力检查', kind: 'article', on: '2026-01-01' })
  assert.deepEqual(
    hits.map(({ id }) => id),
    ['演示条例@2024-01-01#1'],
  )
  assert.deepEqual(
    search({ query: '灭火器', kind: 'article', on: '2020-06-01' }).map(({ id }) => id),
    ['演示条例@2020-01-01#1'],
  )
})

test('search finds violations, matters, major hazards and standards by the words of the trade', () => {
  const firstOf = (query: string, kind: 'violation' | 'matter' | 'hazard' | 'standard') =>
    search({ query, kind, limit: 3, on: '2026-01-01' }).map(({ id }) => id)
  assert.ok(firstOf('特种作业人员未取得资格上岗', 'violation').includes('AQ-97-7'))
  assert.ok(firstOf('未与承包单位签订安全协议', 'violation').some((id) => id.startsWith('AQ-103')))
  assert.ok(firstOf('有限空间作业审批', 'matter').length === 3)
  assert.ok(firstOf('粉尘 除尘系统 重大事故隐患', 'hazard')[0]?.startsWith('GM-11'))
  assert.ok(firstOf('建筑灭火器配置', 'standard')[0]?.includes('50140'))
})

test('search gives at most as many hits as asked for, best first, and nothing for words that nobody wrote', () => {
  const hits = search({ query: '安全生产责任制', limit: 7 })
  assert.equal(hits.length, 7)
  assert.deepEqual(
    hits.map(({ score }) => score),
    hits.map(({ score }) => score).toSorted((a, b) => b - a),
  )
  assert.deepEqual(search({ query: '。，！' }), [])
  assert.deepEqual(search({ query: '__proto__ constructor' }), [])
})

test('a data folder without a library is no error', () => assert.equal(openLibrary(join(folder, 'none')), null))
