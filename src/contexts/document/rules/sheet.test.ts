import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aBureau } from '../fixtures.ts'
import { sampleData } from './sample.ts'
import { faceOf } from '../render.ts'
import { catalogue, findTemplateOn, layoutOf } from '../render/catalogue.ts'
import { sheetOf, type Block } from './sheet.ts'
import { ended, printable, runsOf, valueInWords } from './wording.ts'

const issuedAt = '2026-03-20T02:00:00.000Z'

function sheet(
  code: string,
  changes: Record<string, unknown> = {},
  more: { verifyUrl?: string; verifyToken?: string } = {},
) {
  const template = findTemplateOn(code, '2026-03-20')
  if (!template) throw new Error(`no ${code}`)
  return sheetOf(faceOf(template, { bureau: aBureau(), data: sampleData(template, changes), issuedAt, ...more }))
}

const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Array.isArray(value)
      ? value.map(textOf).join('')
      : value && typeof value === 'object'
        ? textOf(Object.values(value))
        : ''

test('every laid-out form names only fields that it has', () => {
  for (const template of catalogue()) {
    const layout = layoutOf(template)
    if (!layout) continue
    const words = JSON.stringify(layout.blocks)
    const facts = ['organ', 'number', 'title', 'issuedOn', 'n', 'nth', 'text']
    const columns = template.fields.flatMap((field) => (field.columns ?? []).map(({ name }) => name))
    const known = new Set([...facts, ...columns, ...template.fields.map(({ name }) => name)])
    const named = [
      ...words.matchAll(/\{_?([a-zA-Z]\w*)(?:\|\w+)?\}/g),
      ...words.matchAll(/"(?:if|unless|each|grid|list|opinion|remedy|dialogue|contents)":"(\w+)"/g),
    ]
    for (const [, name = ''] of named) assert.ok(known.has(name), `${template.code} names ${name}`)
  }
})

test('every field of every form reaches the paper', () => {
  for (const template of catalogue()) {
    const words = JSON.stringify(layoutOf(template)?.blocks ?? '')
    if (!words.startsWith('[')) continue
    const left = template.fields
      .filter(({ name }) => !new RegExp(`[{"_]${name}[}"|]`).test(words))
      .map(({ name }) => name)
    assert.deepEqual(left, [], `${template.code} leaves out`)
  }
})

test('text that looks like markup or like a slot stays text', () => {
  const hostile = '#eval("1") <script>alert(1)</script> $x$ {facts} \\u{41}'
  assert.ok(
    textOf(sheet('D34', { party: hostile }).blocks)
      .replaceAll('\u200b', '')
      .includes(hostile),
  )
})

test('invisible and reversing characters are taken out, long words may break', () => {
  assert.equal(printable('甲\u202e乙\u0000丙\ufeff'), '甲乙丙')
  assert.equal(printable('91441900MA00000007'), '91441900MA00000007')
  assert.equal(printable('A'.repeat(5_000)).split('\u200b').length, 417)
})

test('an empty underlined slot is a blank, an empty plain one is nothing', () => {
  const values = { fields: [], data: {}, facts: {}, isIssued: false }
  assert.deepEqual(runsOf('第{_item}项{other}', values), [
    { text: '第' },
    { text: '', underlined: true, blank: 6 },
    { text: '项' },
  ])
})

test('trap 8 (ARL 23): an on-the-spot penalty tells that reconsideration comes first', () => {
  const remedy = {
    organ: '东莞市人民政府',
    court: '东莞市第一人民法院',
    reconsiderationDays: 60,
    litigationMonths: 6,
    reconsiderationFirst: true,
  }
  const words = textOf(sheet('D32', { remedy }).blocks)
  assert.match(words, /先向东莞市人民政府申请行政复议/)
  assert.doesNotMatch(words, /直接向/)
  assert.match(textOf(sheet('D34').blocks), /六个月内直接向东莞市第一人民法院提起行政诉讼/)
})

test('a draft bears neither seal nor code, an issued paper both', () => {
  const seals = (blocks: readonly Block[]) => blocks.flatMap((block) => (block.kind === 'closing' ? [block.seal] : []))
  const draft = sheet('D34')
  assert.deepEqual([draft.seal, draft.verify, seals(draft.blocks)], ['none', null, ['none']])
  const issued = sheet(
    'D34',
    {},
    { verifyUrl: 'https://example.test/verify/ABCDEFGHJKMNPQRS', verifyToken: 'ABCDEFGHJKMNPQRS' },
  )
  assert.deepEqual([issued.seal, issued.verify?.code, seals(issued.blocks)], ['OFF', 'ABCD-EFGH-JKMN-PQRS', ['OFF']])
})

test('SZF 306: the foot of a record has places to sign every page', () => {
  assert.deepEqual(
    sheet('D03').everyPage.map(({ label }) => label),
    ['检查人员', '被检查单位现场负责人'],
  )
  assert.deepEqual(sheet('D34').everyPage, [])
})

const ISSUED = { verifyUrl: 'https://example.test/verify/ABCDEFGHJKMNPQRS', verifyToken: 'ABCDEFGHJKMNPQRS' }
const cellsOf = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.kind === 'form' ? block.rows.flat() : []))

test('a form is sealed over its last approval; one that nobody approves closes with the seal', () => {
  const sealed = cellsOf(sheet('D01', {}, ISSUED).blocks).filter(({ seal }) => seal !== 'none')
  assert.deepEqual(
    sealed.map(({ label, seal }) => [label, seal]),
    [['审批意见', 'ENF']],
  )
  const blank = sheet(
    'D01',
    { handlerOpinion: undefined, reviewOpinion: undefined, approvalOpinion: undefined },
    ISSUED,
  )
  assert.equal(
    cellsOf(blank.blocks).some(({ seal }) => seal !== 'none'),
    false,
  )
  assert.equal(blank.blocks.at(-1)?.kind, 'closing')
  assert.equal(
    cellsOf(sheet('D01').blocks).some(({ seal }) => seal !== 'none'),
    false,
    'a draft has no seal',
  )
})

test('what an issued form leaves empty is struck out, a draft keeps its blanks', () => {
  const opinionIn = (more: { verifyUrl?: string; verifyToken?: string }) =>
    cellsOf(sheet('D01', { reviewOpinion: undefined }, more).blocks).find(({ label }) => label === '审核意见')
  const issued = opinionIn(ISSUED)
  assert.deepEqual([textOf(issued?.paragraphs), issued?.signs], ['／', null])
  assert.equal(opinionIn({})?.signs?.places.length, 1)
})

test('cells that do not concern the party are left out, and the neighbour takes their room', () => {
  const labels = (changes: Record<string, unknown>) => cellsOf(sheet('D30', changes).blocks).map(({ label }) => label)
  assert.ok(labels({}).includes('性别'))
  const unit = labels({ gender: undefined, age: undefined, employer: undefined, postcode: undefined })
  for (const label of ['性别', '年龄', '所在单位', '邮政编码']) assert.ok(!unit.includes(label), label)
})

test('APL 42: a place not signed yet bears the name and the certificate of whoever is to sign there', () => {
  const signs = sheet('D16').blocks.flatMap((block) => (block.kind === 'signs' ? block.rows : []))
  const officers = signs.find(({ label }) => label === '询问人')
  assert.deepEqual(
    officers?.places.map(({ name, certificate, on }) => [name, certificate, on]),
    [
      ['李淼', '粤S00001', ''],
      ['王堃', '粤S00002', ''],
    ],
  )
  assert.deepEqual(
    signs[0]?.places.map(({ name }) => name),
    ['东莞市示例五金制品有限公司'],
  )
})

test('an instrument is named once for the articles that follow each other; sentences end with one full stop', () => {
  const cited = ['《甲法》第一条', '《甲法》第二条第一款', '《乙法》第三条', '《甲法》第四条']
  assert.equal(valueInWords('citation', cited), '《甲法》第一条、第二条第一款、《乙法》第三条、《甲法》第四条')
  assert.deepEqual(['甲', '甲。', '（甲）', '甲：', ''].map(ended), ['甲。', '甲。', '（甲）。', '甲：', ''])
})
