import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { after, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { loadLawBook } from '../store.ts'
import { importFolder } from './import.ts'
import { addToLibrary } from './library-writing.ts'

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

// 第一条 应当 in GB 18030, as older systems write it.
const GB = Uint8Array.from([0xb5, 0xda, 0xd2, 0xbb, 0xcc, 0xf5, 0x20, 0xd3, 0xa6, 0xb5, 0xb1, 0xa1, 0xa3])

test('GB 18030 is refused with the mend, and read when the caller names it', () => {
  const name = '演示条例_2024-01-01.txt'
  const { statutes, skipped } = imported('gb', { [name]: GB })
  assert.deepEqual(statutes, [])
  assert.match(skipped[0]?.why ?? '', /GBK.*--encoding gb18030/)
  const read = importFolder(join(folder, 'gb'), help, { encoding: 'gb18030' })
  assert.equal(read.statutes[0]?.articles[0]?.text, '应当。')
})

/** Every bad file with the line at which it is refused and a word of the reason. */
const BAD: Readonly<Record<string, readonly [content: string | Uint8Array, line: number | null, why: RegExp]>> = {
  'a_2024-01-01.md': [
    Buffer.concat([
      Buffer.from('# 甲\n**第一条** 甲。\n'),
      Uint8Array.from({ length: 50_000 }, (_, at) => (at * 7919) % 256),
    ]),
    3,
    /二进制/,
  ],
  'b_2024-01-01.txt': [Buffer.concat([Buffer.from('第一条 甲\n'), Uint8Array.of(0xff, 0xfe)]), 2, /UTF-8/],
  'c.docx': [Uint8Array.of(80, 75, 3, 4, 9), null, /Word/],
  'd_2024-02-30.md': ['**第一条** 甲。', null, /不存在/],
  'e_2024-01-01.md': [`**第一条** ${'长'.repeat(200_001)}`, 1, /二十万字/],
  'f_2024-01-01.md': [new Uint8Array(50 * 1024 * 1024).fill(97), null, /20兆/],
  'g_2024-01-01.txt': [Buffer.from('\uFEFF第一条 甲。', 'utf16le'), 1, /UTF-16/],
  'h_2024-01-01.docx': [strToU8('not a zip'), null, /Word/],
  'i_2024-01-01.docx': [zipSync({ 'word/document.xml': new Uint8Array(90 * 1024 * 1024) }), null, /过大/],
  'j_2024-01-01.docx': [zipSync({ 'word/document.xml': strToU8('<w:document><w:p>') }), null, /不完整/],
  'k_2024-01-01.docx': [zipSync({ 'xl/workbook.xml': strToU8('x') }), null, /没有正文/],
  'l_2024-01-01.md': ['# 庚\n\n施行日期：2024-13-45\n\n**第一条** 甲。', 3, /日期不存在/],
  'm_2024-01-01.md': ['# 辛\n\n施行日期：2024-05-01\n\n废止日期：2023-05-01\n\n**第一条** 甲。', 5, /颠倒/],
  'n_2024-01-01.md': ['# 壬\n**第三条** 甲。\n\n**第二条** 乙。\n\n**第一条** 丙。', 4, /颠倒/],
  'o_2024-01-01.md': ['', null, /空/],
  'p_2024-01-01.md': ['# 甲法\n\n被代替：乙法\n\n**第一条** 甲。', null, /成环.*甲法 → 乙法 → 丙法 → 甲法/],
  'q_2024-01-01.md': ['# 乙法\n\n被代替：丙法\n\n**第一条** 甲。', null, /成环/],
  'r_2024-01-01.md': ['# 丙法\n\n被代替：《甲法》\n\n**第一条** 甲。', null, /成环/],
  's.md': ['# 会议纪要\n\n没有条文', null, /没有找到/],
  't.pdf': ['x', null, /只导入/],
  'u_2024-01-01.md': ['# 癸\n**第一条** 甲。\n**第一条** 乙。', 3, /重复/],
  'v_corpus_laws.jsonl.gz': [strToU8('noise'), null, /旁边没有/],
}

/** Digests of every file below a folder. */
const stateOf = (path: string) =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(path, file)).isFile())
    .map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(path, file)))
        .digest('hex'),
    ])

test('bad files are refused each with its place and reason, and leave the library as it was', () => {
  const data = join(folder, 'kept')
  addToLibrary(data, imported('good', { '演示法_2020-01-01.md': '# 演示法\n\n**第一条** 甲。' }).statutes)
  const before = stateOf(data)
  const { statutes, skipped } = imported(
    'bad',
    Object.fromEntries(Object.entries(BAD).map(([name, [bytes]]) => [name, bytes])),
  )
  assert.deepEqual(statutes, [])
  assert.deepEqual(
    skipped.map(({ file, line }) => [file, line]),
    Object.entries(BAD).map(([name, [, line]]) => [name, line]),
  )
  for (const { file, why } of skipped) assert.match(why, BAD[file]?.[2] ?? /never/, file)
  assert.deepEqual(addToLibrary(data, statutes), { added: 0, changed: 0, unchanged: 0 })
  assert.deepEqual(stateOf(data), before)
  addToLibrary(join(folder, 'data'), statutes)
  assert.equal(existsSync(join(folder, 'data')), false)
})

test('links are not followed, not even in a circle; a folder with the name of a file is named; good files beside are read', () => {
  const own = join(folder, 'links')
  mkdirSync(join(own, '目录.md'), { recursive: true })
  writeFileSync(join(own, '目录.md', '演示法_2020-01-01.md'), '# 演示法\n\n**第一条** 甲。')
  symlinkSync('loop-b', join(own, 'loop-a'))
  symlinkSync('loop-a', join(own, 'loop-b'))
  symlinkSync('..', join(own, 'up'))
  const { statutes, skipped } = importFolder(own, help)
  assert.deepEqual(
    skipped.map(({ file, why }) => [file, /符号链接/.test(why), /文件夹/.test(why)]),
    [
      ['loop-a', true, false],
      ['loop-b', true, false],
      ['up', true, false],
      ['目录.md', false, true],
    ],
  )
  assert.equal(statutes.length, 1)
})

test('a Word file that declares fewer bytes than it unpacks to is counted as it unpacks', () => {
  const bomb = zipSync({ 'word/document.xml': new Uint8Array(90 * 1024 * 1024) })
  const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.length)
  for (let at = 0; at + 30 < bomb.length; at++) {
    const mark = view.getUint32(at, true)
    if (mark === 0x04034b50) view.setUint32(at + 22, 100, true)
    if (mark === 0x02014b50) view.setUint32(at + 24, 100, true)
  }
  assert.match(imported('lying', { 'x_2024-01-01.docx': bomb }).skipped[0]?.why ?? '', /过大/)
})

test('what the head states counts: start, end, and the one that took its place', () => {
  const { statutes, skipped } = imported('head', {
    '旧法_2019-01-01.md': '---\neffective_from: 2019-03-01\n---\n# 旧法\n\n被代替：《新法》\n\n**第一条** 甲。',
    '新法_20230601.md':
      '# 新法\n\n> 施行日期：2023年7月1日\n\n第一编 总编\n\n第一章 总则\n\n第一节 甲\n\n**第一条** 乙。',
    '限期法_2022-01-01.txt': '有效期至：2025-12-31\n第一条 丙。',
  })
  assert.deepEqual(skipped, [])
  assert.deepEqual(
    statutes.map(({ title, version, effectiveFrom, effectiveTo }) => [title, version, effectiveFrom, effectiveTo]),
    [
      ['新法', '2023-06-01', '2023-07-01', null],
      ['旧法', '2019-01-01', '2019-03-01', '2023-06-30'],
      ['限期法', '2022-01-01', '2022-01-01', '2025-12-31'],
    ],
  )
  assert.equal(statutes[0]?.articles[0]?.path, '第一编 总编 / 第一章 总则 / 第一节 甲')
})

test('a corpus with broken lines gives its good statutes and names the lines; noise in its place is refused', () => {
  const law = {
    id: 'L1',
    title: '演示办法',
    level: '部门规章',
    version: '2020-01-02',
    status: '',
    repealed_on: '',
    history: [],
  }
  const lines = [
    JSON.stringify(law),
    '{broken',
    JSON.stringify({ ...law, id: 'L2', title: '坏日期办法', version: '2020-13-40' }),
    JSON.stringify({ ...law, id: 'L3', title: '颠倒办法', repealed_on: '2019-01-01' }),
  ]
  const articles = ['L1', 'L2', 'L3'].map((id) => JSON.stringify({ law: id, no: 1, sub: 0, path: '', text: '演示。' }))
  const { statutes, skipped } = imported('corpus-broken', {
    'corpus_laws.jsonl.gz': gzipSync(lines.join('\n')),
    'corpus_articles.jsonl.gz': gzipSync([...articles, '[]'].join('\n')),
  })
  assert.deepEqual(
    statutes.map(({ title }) => title),
    ['演示办法'],
  )
  assert.deepEqual(
    skipped.map(({ file, line }) => [file, line]),
    [
      ['corpus_articles.jsonl.gz', 4],
      ['corpus_laws.jsonl.gz', 2],
      ['corpus_laws.jsonl.gz', 3],
      ['corpus_laws.jsonl.gz', 4],
    ],
  )
  const noise = imported('corpus-noise', {
    'corpus_laws.jsonl.gz': strToU8('noise'),
    'corpus_articles.jsonl.gz': strToU8('noise'),
  })
  assert.match(noise.skipped[0]?.why ?? '', /gzip/)
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
