import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identityCheckOf, isIdentityNumber, normalizedIdentityNumber, whyNoIdentityNumber } from './identity-number.ts'

/** Division code 990000 does not exist, so the number belongs to nobody. */
const numbered = (birthday: string, serial = '001') => {
  const first17 = `990000${birthday}${serial}`
  return first17 + identityCheckOf(first17)
}

test('GB 11643: a number with the right check character passes, any other fails', () => {
  const right = numbered('19900101')
  assert.equal(isIdentityNumber(right), true)
  assert.deepEqual(
    [...'0123456789X'].filter((check) => isIdentityNumber(right.slice(0, 17) + check)),
    [right.charAt(17)],
  )
})

test('a birthday that the calendar does not know is refused', () => {
  assert.equal(isIdentityNumber(numbered('20000229')), true)
  assert.match(whyNoIdentityNumber(numbered('19000229')) ?? '', /出生日期/)
  assert.match(whyNoIdentityNumber(numbered('19901301')) ?? '', /出生日期/)
})

test('a small x, blanks and full width are mended before the check', () => {
  const withX =
    Array.from({ length: 100 }, (_, serial) => numbered('19900101', String(serial).padStart(3, '0'))).find((number) =>
      number.endsWith('X'),
    ) ?? ''
  assert.equal(normalizedIdentityNumber(`${withX.slice(0, 6)} ${withX.slice(6, 17)}ｘ`), withX)
  assert.match(whyNoIdentityNumber('123') ?? '', /17位数字/)
})
