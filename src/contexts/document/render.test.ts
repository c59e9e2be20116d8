import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { aBureau } from './fixtures.ts'
import { sampleData } from './rules/sample.ts'
import { pagesInFile, renderCaseFile, renderDocx, renderPdf, type Content } from './render.ts'
import { catalogue, findTemplateOn } from './render/catalogue.ts'
import { charactersWithoutGlyph } from './render/glyphs.ts'
import { paperNumber } from './rules/numbering.ts'
import { tokenInFile } from './rules/verification.ts'

const issuedAt = '2026-03-20T02:00:00.000Z'
const token = 'ABCDEFGHJKMNPQRS'

function getForm(code: string) {
  const template = findTemplateOn(code, '2026-03-20')
  if (!template) throw new Error(`no ${code}`)
  return template
}

const aContent = (code: string, changes: Record<string, unknown> = {}): Content => ({
  bureau: aBureau(),
  data: sampleData(getForm(code), changes),
  issuedAt,
  verifyUrl: `https://example.test/portal/verify/${token}`,
  verifyToken: token,
  number: paperNumber({
    bureau: aBureau(),
    typeCode: getForm(code).typeCode ?? '记',
    serial: { year: 2026, serial: 1, part: 1 },
  }),
  signatures: getForm(code).signers.map(({ role }) => ({
    role,
    name: '李淼',
    certificate: '粤S00001',
    strokes: 'M 10 50 L 120 20 Q 150 60 200 40 L 280 70',
    at: issuedAt,
    refused: null,
  })),
})

const render = (code: string, changes: Record<string, unknown> = {}) =>
  renderPdf(getForm(code), aContent(code, changes))
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

test('every form of the catalogue is drawn, full and empty', () => {
  for (const template of catalogue()) {
    assert.equal(latin1(render(template.code).pdf.subarray(0, 5)), '%PDF-', template.code)
    assert.ok(renderPdf(template, { bureau: aBureau(), data: {}, issuedAt }).pages >= 1, `${template.code} empty`)
  }
})

test('the straight road has a layout of its own for each paper', () => {
  const road = [
    'D01',
    'D02',
    'JCTZ',
    'D03',
    'D04',
    'D05',
    'D06',
    'D15',
    'D16',
    'DCBG',
    'FZSH',
    'D24',
    'D26',
    'D31',
    'D30',
    'D34',
    'D35',
    'D40',
    'D46',
    'D47',
    'D48',
  ]
  assert.deepEqual(
    road.filter((code) => getForm(code).layout === null),
    [],
  )
})

test('the same paper is always the same bytes', () => {
  const first = render('D34').pdf
  for (const code of ['D03', 'D24', 'D47']) render(code)
  assert.deepEqual(Buffer.from(render('D34').pdf), Buffer.from(first))
})

test('the file is PDF/A, embeds its fonts and carries its token readable', () => {
  const text = latin1(render('D34').pdf)
  assert.match(text, /pdfaid:part>2/)
  assert.match(text, /FontFile[23]/)
  assert.equal(tokenInFile(text), token)
})

test('hostile text is drawn as text', () => {
  const hostile = [
    '#eval("1+1")',
    '#read("/etc/passwd")',
    '<script>alert(1)</script>',
    '$x^2$ *b* _u_ `r` @ref <label>',
    '\\u{41} // [ ] { }',
    '甲\u202e\u0000\ud800乙',
  ]
  for (const party of hostile) assert.equal(render('D34', { party }).pages, render('D34', { party: '甲' }).pages, party)
})

test('a name of five thousand characters takes pages, not the paper down', () => {
  assert.ok(render('D34', { party: '甲'.repeat(5_000) }).pages > 3)
  assert.ok(render('D01', { party: 'A'.repeat(5_000) }).pages > 2)
})

test('forty hazards run over several pages', () => {
  const text =
    '危险化学品仓库未设置明显的安全警示标志，可燃气体检测报警装置未定期检测检验，现场堆放易燃物与氧化剂未分区存放。'
  const rows = Array.from({ length: 40 }, () => ({
    text,
    citation: '《中华人民共和国安全生产法》第三十五条',
    deadline: '2026-04-01',
  }))
  assert.ok(render('D05', { problems: rows }).pages >= 3)
  assert.ok(render('D03', { findings: rows.map((row) => row.text) }).pages >= 3)
})

test('rare characters of names have a face, emoji have none', () => {
  assert.deepEqual(charactersWithoutGlyph('喆堃犇䶮𬭩镕黿淼〔〕□✓①㎡℃'), [])
  assert.deepEqual(charactersWithoutGlyph('车间😀着火😀\n\u200b'), ['😀'])
})

test('broken strokes leave a blank, not a fault', () => {
  for (const strokes of ['MMLL..--', 'M 1e9', 'Z', '9999999999999999999999 1']) {
    const content = aContent('D03')
    assert.ok(
      renderPdf(getForm('D03'), {
        ...content,
        signatures: (content.signatures ?? []).map((one) => ({ ...one, strokes })),
      }).pages >= 1,
    )
  }
})

test('a case file has cover, index and every paper, each on pages of its own', () => {
  const codes = ['D01', 'D03', 'D16', 'DCBG', 'D24', 'D34', 'D40', 'D46']
  const papers = codes.map((code) => ({ template: getForm(code), content: aContent(code) }))
  const alone = codes.reduce((sum, code) => sum + render(code).pages, 0)
  const front = ['D47', 'D48'].map((code) => ({ template: getForm(code), content: aContent(code) }))
  const order = { bureau: aBureau(), papers, pictures: new Map<string, Uint8Array>(), at: '2026-06-01T02:00:00.000Z' }
  const file = renderCaseFile({ ...order, front, caseName: '示例案' })
  assert.equal(file.pages, 2 + alone)
  const spans = pagesInFile(order)
  assert.deepEqual([spans.length, spans[0]?.[0], spans.at(-1)?.[1]], [codes.length, 1, alone])
  assert.ok(
    spans.every(([from], index) => index === 0 || from === (spans[index - 1]?.[1] ?? 0) + 1),
    'no page between two papers',
  )
})

test('the DOCX holds the same words', async () => {
  for (const template of catalogue()) {
    const files = unzipSync(await renderDocx(template, aContent(template.code)))
    const words = strFromU8(files['word/document.xml'] ?? new Uint8Array()).replace(/<[^>]+>/g, '')
    assert.ok(words.includes(template.name), template.code)
  }
  const files = unzipSync(await renderDocx(getForm('D34'), aContent('D34', { party: '<b>&"甲' })))
  const words = strFromU8(files['word/document.xml'] ?? new Uint8Array())
  assert.ok(words.includes('&lt;b&gt;&amp;'))
  assert.ok(Object.keys(files).some((name) => name.startsWith('word/media/')))
})
