import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aBureau, paperData } from '../fixtures.ts'
import { faceOf } from '../render.ts'
import { catalogue, findTemplateOn, layoutOf } from '../render/catalogue.ts'
import { sheetOf, type Block } from './sheet.ts'
import { printable, runsOf } from './wording.ts'

const issuedAt = '2026-03-20T02:00:00.000Z'

function sheet(code: string, changes: Record<string, unknown> = {}, more: { verifyUrl?: string; verifyToken?: string } = {}) {
  const template = findTemplateOn(code, '2026-03-20')
  if (!template) throw new Error(`no ${code}`)
  return sheetOf(faceOf(template, { bureau: aBureau(), data: paperData(template, changes), issuedAt, ...more }))
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : Array.isArray(value) ? value.map(textOf).join('') : value && typeof value === 'object' ? textOf(Object.values(value)) : ''

test('every laid-out form names only fields that it has', () => {
  for (const template of catalogue()) {
    const layout = layoutOf(template)
    if (!layout) continue
    const words = JSON.stringify(layout.blocks)
    const facts = ['organ', 'number', 'title', 'issuedOn', 'n', 'nth', 'text']
    const columns = template.fields.flatMap((field) => (field.columns ?? []).map(({ name }) => name))
    const known = new Set([...facts, ...columns, ...template.fields.map(({ name }) => name)])
    const named = [...words.matchAll(/\{_?([a-zA-Z]\w*)(?:\|\w+)?\}/g), ...words.matchAll(/"(?:if|unless|each|grid|list|opinion|remedy|dialogue|contents)":"(\w+)"/g)]
    for (const [, name = ''] of named) assert.ok(known.has(name), `${template.code} names ${name}`)
  }
})

test('every field of every form reaches the paper', () => {
  for (const template of catalogue()) {
    const words = JSON.stringify(layoutOf(template)?.blocks ?? '')
    if (!words.startsWith('[')) continue
    const left = template.fields.filter(({ name }) => !new RegExp(`[{"_]${name}[}"|]`).test(words)).map(({ name }) => name)
    assert.deepEqual(left, [], `${template.code} leaves out`)
  }
})

test('text that looks like markup or like a slot stays text', () => {
  const hostile = '#eval("1") <script>alert(1)</script> $x$ {facts} \\u{41}'
  assert.ok(textOf(sheet('D34', { party: hostile }).blocks).replaceAll('\u200b', '').includes(hostile))
})

test('invisible and reversing characters are taken out, long words may break', () => {
  assert.equal(printable('甲\u202e乙\u0000丙\ufeff'), '甲乙丙')
  assert.equal(printable('91441900MA00000007'), '91441900MA00000007')
  assert.equal(printable('A'.repeat(5_000)).split('\u200b').length, 417)
})

test('an empty underlined slot is a blank, an empty plain one is nothing', () => {
  const values = { fields: [], data: {}, facts: {} }
  assert.deepEqual(runsOf('第{_item}项{other}', values), [{ text: '第' }, { text: '', underlined: true, blank: 6 }, { text: '项' }])
})

test('ARL 23: an on-the-spot penalty tells that reconsideration comes first', () => {
  const remedy = { organ: '东莞市人民政府', court: '东莞市第一人民法院', reconsiderationDays: 60, litigationMonths: 6, reconsiderationFirst: true }
  const words = textOf(sheet('D32', { remedy }).blocks)
  assert.match(words, /先向东莞市人民政府申请行政复议/)
  assert.doesNotMatch(words, /直接向/)
  assert.match(textOf(sheet('D34').blocks), /六个月内直接向东莞市第一人民法院提起行政诉讼/)
})

test('a draft bears neither seal nor code, an issued paper both', () => {
  const seals = (blocks: readonly Block[]) => blocks.flatMap((block) => (block.kind === 'closing' || block.kind === 'stamp' ? [block.seal] : []))
  const draft = sheet('D34')
  assert.deepEqual([draft.seal, draft.verify, seals(draft.blocks)], ['none', null, ['none']])
  const issued = sheet('D34', {}, { verifyUrl: 'https://example.test/verify/ABCDEFGHJKMNPQRS', verifyToken: 'ABCDEFGHJKMNPQRS' })
  assert.deepEqual([issued.seal, issued.verify?.code, seals(issued.blocks)], ['OFF', 'ABCD-EFGH-JKMN-PQRS', ['OFF']])
})

test('SZF 306: the foot of a record has places to sign every page', () => {
  assert.deepEqual(sheet('D03').everyPage.map(({ label }) => label), ['检查人员', '被检查单位现场负责人'])
  assert.deepEqual(sheet('D34').everyPage, [])
})
