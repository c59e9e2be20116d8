import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { after, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { loadLawBook } from '../store.ts'
import { importFolder } from './import.ts'
import { addToLibrary } from './library.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-import-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const help = { instruments: loadLawBook().instruments, regions: [{ name: '广东省', code: '44' }] }

/** Imports one folder with these files. */
function imported(name: string, files: Readonly<Record<string, string | Uint8Array>>) {
  const own = join(folder, name)
  mkdirSync(own)
  for (const [file, content] of Object.entries(files)) writeFileSync(join(own, file), content)
  return importFolder(own, help)
}

const paragraph = (text: string) => `<w:p w:rsidR="1"><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
const docx = (...lines: string[]) =>
  zipSync({
    'word/document.xml': strToU8(`<w:document><w:body><w:p/>${lines.map(paragraph).join('')}</w:body></w:document>`),
    'word/other.xml': strToU8('x'),
  })

test('a Word file of the national database becomes articles', () => {
  const {
    statutes: [statute],
    skipped,
  } = imported('word', {
    '演示条例_2024-03-01.docx': docx(
      '演示条例',
      '（2024年3月1日通过）',
      '第一章　总则',
      '第一条　为了演示 &lt;甲&gt;，制定本条例。',
      '第二条　违反的，处罚款。',
    ),
  })
  assert.deepEqual(skipped, [])
  assert.deepEqual(
    [statute?.title, statute?.version, statute?.articles.map(({ number, path }) => [number, path])],
    [
      '演示条例',
      '2024-03-01',
      [
        [1, '第一章　总则'],
        [2, '第一章　总则'],
      ],
    ],
  )
  assert.equal(statute?.articles[0]?.text, '为了演示 <甲>，制定本条例。')
})

test('text in GB 18030 is read when it speaks like a statute', () => {
  // 第一条 应当 in GB 18030, as older systems write it.
  const bytes = Uint8Array.from([0xb5, 0xda, 0xd2, 0xbb, 0xcc, 0xf5, 0x20, 0xd3, 0xa6, 0xb5, 0xb1, 0xa1, 0xa3])
  assert.equal(imported('gb', { '演示条例_2024-01-01.txt': bytes }).statutes[0]?.articles[0]?.text, '应当。')
})

test('noise, another encoding, a broken archive and impossible dates are refused with the place, and nothing is written', () => {
  const noise = Uint8Array.from({ length: 50_000 }, (_, at) => (at * 7919) % 256)
  const { statutes, skipped } = imported('bad', {
    'a_2024-01-01.md': Buffer.concat([Buffer.from('# 甲\n**第一条** 甲。\n'), noise]),
    'b_2024-01-01.txt': Buffer.from('第一条 甲\n\xff\xfe', 'latin1'),
    'c.docx': Uint8Array.of(80, 75, 3, 4, 9),
    'd_2024-02-30.md': '**第一条** 甲。',
    'e_2024-01-01.md': `**第一条** ${'长'.repeat(200_001)}`,
    'f_2024-01-01.md': new Uint8Array(21 * 1024 * 1024).fill(97),
  })
  assert.deepEqual(statutes, [])
  assert.deepEqual(
    skipped.map(({ file, line }) => [file.slice(0, 1), line]),
    [
      ['a', 3],
      ['b', 1],
      ['c', null],
      ['d', null],
      ['e', 1],
      ['f', null],
    ],
  )
  assert.deepEqual(
    skipped.map(({ why }) => /二进制|UTF-8|Word|不存在|二十万字|20兆/.test(why)),
    [true, true, true, true, true, true],
  )
  addToLibrary(join(folder, 'data'), statutes)
  assert.equal(existsSync(join(folder, 'data')), false)
})

test('a corpus of JSON lines is taken in whole, with its ranks and ends', () => {
  const lines = (rows: object[]) => gzipSync(rows.map((row) => JSON.stringify(row)).join('\n'))
  const law = {
    id: 'L1',
    title: '演示办法',
    level: '部门规章',
    version: '2020-01-02',
    status: 'latest_in_set',
    repealed_on: '2024-05-01',
    history: [],
  }
  const { statutes } = imported('corpus', {
    'corpus_laws.jsonl.gz': lines([law, { ...law, id: 'L2', title: '没有条文的决定' }]),
    'corpus_articles.jsonl.gz': lines([
      { law: 'L1', no: 1, sub: 0, path: '第一章', text: '演示。' },
      { law: 'L1', no: 1, sub: 1, path: '第一章', text: '补充。' },
    ]),
  })
  assert.deepEqual(
    statutes.map(({ title, level, effectiveTo, articles }) => [title, level, effectiveTo, articles.length]),
    [['演示办法', 'rule', '2024-04-30', 2]],
  )
})
