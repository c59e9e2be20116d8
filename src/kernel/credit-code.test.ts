import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkCharacterOf, isCreditCode, normalizedCreditCode, whyNoCreditCode } from './credit-code.ts'

const VECTORS = join(
  process.env['PLUMBLINE_SHARED'] ?? join(import.meta.dirname, '../../../shared'),
  'data/enterprises/uscc_vectors.csv',
)

test('GB 32100: published codes pass and altered ones fail', (t) => {
  if (!existsSync(VECTORS)) return t.skip('the reference data are not beside the repository')
  const rows = readFileSync(VECTORS, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))
  assert.ok(rows.length >= 18)
  for (const [code = '', name = '', passes] of rows) assert.equal(isCreditCode(code), passes === '1', `${code} ${name}`)
  t.diagnostic(`${rows.length} codes`)
})

const first17 = '91990000MA0000001'
const code = first17 + checkCharacterOf(first17)

test('every other check character is refused', () => {
  const wrong = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].filter((character) => character !== code.charAt(17))
  assert.equal(isCreditCode(code), true)
  assert.deepEqual(
    wrong.filter((character) => isCreditCode(first17 + character)),
    [],
  )
})

test('any one digit changed is noticed', () => {
  for (let place = 0; place < 17; place += 1) {
    const changed = code.slice(0, place) + (code.charAt(place) === '2' ? '3' : '2') + code.slice(place + 1)
    assert.equal(isCreditCode(changed), false, `place ${place + 1}`)
  }
})

test('blanks, full width and small letters are mended before the check', () => {
  assert.equal(normalizedCreditCode(' ９１990000-ma000000 1 '), first17)
  assert.equal(isCreditCode(normalizedCreditCode(code.toLowerCase())), true)
})

test('the complaint says what is wrong', () => {
  assert.match(whyNoCreditCode('') ?? '', /没有填写/)
  assert.match(whyNoCreditCode(first17) ?? '', /现为17位/)
  assert.match(whyNoCreditCode(`${first17.slice(0, 16)}O0`) ?? '', /“O”/)
  assert.match(whyNoCreditCode(`91A90000MA00000010`) ?? '', /第3至8位/)
  assert.match(whyNoCreditCode(`${first17}${code.endsWith('0') ? '1' : '0'}`) ?? '', /校验位/)
})
