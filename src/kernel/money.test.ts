import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fenOf, moneyOnPaper, yuanInWords, yuanText } from './money.ts'

test('an amount is grouped by thousands and shows two decimals', () => {
  assert.equal(yuanText(4_900_000), '49,000.00')
  assert.equal(yuanText(0), '0.00')
  assert.equal(yuanText(99_999), '999.99')
  assert.equal(yuanText(100_000), '1,000.00')
  assert.equal(yuanText(123_456_789_05), '123,456,789.05')
})

test('an amount is written in capitals, with one 零 for each gap', () => {
  for (const [fen, words] of [
    [4_900_000, '肆万玖仟元整'],
    [0, '零元整'],
    [1, '壹分'],
    [10, '壹角整'],
    [105, '壹元零伍分'],
    [150, '壹元伍角整'],
    [1_000, '壹拾元整'],
    [100_500, '壹仟零伍元整'],
    [101_000, '壹仟零壹拾元整'],
    [10_000_00, '壹万元整'],
    [10_001_00, '壹万零壹元整'],
    [10_010_00, '壹万零壹拾元整'],
    [100_000_00, '壹拾万元整'],
    [105_000_00, '壹拾万伍仟元整'],
    [100_050_00, '壹拾万零伍拾元整'],
    [100_000_000_00, '壹亿元整'],
    [100_000_001_00, '壹亿零壹元整'],
    [100_010_000_00, '壹亿零壹万元整'],
    [20_000_000_00, '贰仟万元整'],
    [1_234_567_89, '壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分'],
  ] as const)
    assert.equal(yuanInWords(fen), words, String(fen))
})

test('a paper states the amount both ways', () => {
  assert.equal(moneyOnPaper(4_900_000), '人民币肆万玖仟元整（¥49,000.00）')
})

test('what is not an amount is refused loudly', () => {
  for (const fen of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60]) {
    assert.throws(() => yuanText(fen))
    assert.throws(() => yuanInWords(fen))
  }
})

test('typed amounts are read back; broken ones are not guessed', () => {
  for (const [text, fen] of [
    ['49,000.00', 4_900_000],
    ['49000', 4_900_000],
    [' 49，000元 ', 4_900_000],
    ['0.5', 50],
    ['7', 700],
  ] as const) {
    assert.equal(fenOf(text), fen)
  }
  for (const text of ['', '4,9000', '1.005', '-3', '1e5', '四万', '49 000', '.5']) assert.equal(fenOf(text), null, text)
})

test('every amount survives the way to text and back, and capitals name each amount differently', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (fen) => fenOf(yuanText(fen)) === fen))
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10 ** 12 }),
      fc.integer({ min: 0, max: 10 ** 12 }),
      (a, b) => a === b || yuanInWords(a) !== yuanInWords(b),
    ),
  )
})
