import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aBureau } from '../fixtures.ts'
import { faceOf } from '../render.ts'
import { findTemplateOn } from '../render/catalogue.ts'
import { sampleData } from './sample.ts'
import { piecesOf, textOfSheet } from './sheet-text.ts'
import { sheetOf } from './sheet.ts'

function textOf(code: string): string {
  const template = findTemplateOn(code, '2026-03-20')
  assert.ok(template, code)
  const content = {
    bureau: aBureau(),
    data: sampleData(template),
    issuedAt: '2026-03-20T02:00:00.000Z',
    number: '一号',
  }
  return textOfSheet(sheetOf(faceOf(template, content)))
}

test('APL 61: the words of a paper reach a foreign phone whole: title, number and every text field', () => {
  for (const code of ['D03', 'D05', 'D06', 'D32']) {
    const template = findTemplateOn(code, '2026-03-20')
    assert.ok(template)
    const text = textOf(code)
    assert.match(text, new RegExp(template.name.slice(-3)))
    const data: Record<string, unknown> = sampleData(template)
    for (const { name, kind } of template.fields)
      if (kind === 'text' && typeof data[name] === 'string')
        assert.ok(text.replace(/\s/g, '').includes(data[name].replace(/\s/g, '')), `${code} lacks ${name}`)
  }
})

test('a text is cut between characters, each piece fits its code, and the pieces are the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 32, max: 90 }), (text, max) => {
      const pieces = piecesOf(text, max)
      assert.equal(pieces.join(''), text)
      for (const piece of pieces) assert.ok(Buffer.byteLength(piece) <= max)
    }),
  )
})
