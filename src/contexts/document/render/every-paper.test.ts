import assert from 'node:assert/strict'
import { test } from 'node:test'
import { charactersOf, runsOfText } from '../../../../tests/support/pdf.ts'
import { aBureau, bareData, longData } from '../fixtures.ts'
import type { Template } from '../model.ts'
import { faceOf, renderPdf } from '../render.ts'
import { refusesPaper } from '../rules/field-rules.ts'
import { sheetOf } from '../rules/sheet.ts'
import { catalogue } from './catalogue.ts'

const ISSUED_AT = '2026-03-20T02:00:00.000Z'
/** A4 in points, and what stays white at its edges. */
const [WIDE, HIGH, EDGE] = [595.28, 841.89, 28]

const drawn = (template: Template, data: Record<string, unknown>) =>
  renderPdf(template, {
    bureau: aBureau(),
    data,
    number: template.numbered ? `（东）应急${template.typeCode ?? ''}〔2026〕1号` : null,
    issuedAt: ISSUED_AT,
    verifyUrl: 'https://example.test/portal/verify/ABCDEFGHJKMNPQRS',
    verifyToken: 'ABCDEFGHJKMNPQRS',
  })

const EXTENSIONS =
  'CASP BYCF FZSH CXJL DCBG YJD YQDF YQSP TPWS GZSP SDDZ ZZYJ XZSP JCTZ JCJG SXYS SXBG SXQD LRGZ LRJD YCJD ARLX CXJD GSCH HBSQ HBJD DCBA TBSL JJYX'

test('procedure §2.2, §2.3: D01 to D49 and every extension paper are in the catalogue', () => {
  const known = new Set(catalogue().map(({ code }) => code))
  const wanted = [
    ...Array.from({ length: 49 }, (_, nth) => `D${String(nth + 1).padStart(2, '0')}`),
    ...EXTENSIONS.split(' '),
  ]
  assert.deepEqual(
    wanted.filter((code) => !known.has(code)),
    [],
  )
})

test('every paper holds long names, 40 hazards and 喆堃犇䶮: nothing is lost and nothing leaves the page', () => {
  for (const template of catalogue()) {
    const data = longData(template)
    const { pdf, pages } = drawn(template, data)
    const words = charactersOf(pdf)
    const { party } = data
    if (typeof party === 'string') assert.ok(words.includes(party), `${template.code}: the party’s name is cut`)
    for (const field of template.fields.filter(({ kind }) => kind === 'list'))
      assert.ok(words.includes('（40）危险化学品仓库'), `${template.code}: the fortieth row of ${field.name}`)
    if (/[喆堃犇䶮]/.test(JSON.stringify(data))) assert.match(words, /[喆堃犇䶮]/, template.code)
    const stray = runsOfText(pdf).filter(
      ({ left, base }) => left < EDGE || left > WIDE - EDGE || base < EDGE || base > HIGH - EDGE,
    )
    assert.deepEqual(stray, [], `${template.code}: text outside the page`)
    const tables = template.fields.filter(({ kind }) => kind === 'table' || kind === 'list').length
    assert.ok(pages <= Math.max(9, tables * 5), `${template.code} takes ${pages} pages`)
  }
})

test('every paper with its optional fields empty passes the field rules and is laid out without their slots', () => {
  for (const template of catalogue()) {
    const data = bareData(template)
    assert.deepEqual(refusesPaper({ template, data, on: '2026-03-20' }), [], template.code)
    const sheet = sheetOf(faceOf(template, { bureau: aBureau(), data, issuedAt: ISSUED_AT }))
    const words = JSON.stringify(sheet.blocks, (key, value: unknown) => (key === 'strokes' ? undefined : value))
    assert.doesNotMatch(words, /"text":"[^"]*(?:\{\w|undefined|NaN)/, template.code)
  }
})
