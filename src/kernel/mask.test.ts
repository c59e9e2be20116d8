import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maskedIdentityNumber, maskedName, maskedPhone } from './mask.ts'

test('of a name the surname stays', () => {
  assert.equal(maskedName('张三'), '张*')
  assert.equal(maskedName('李某明'), '李**')
  assert.equal(maskedName('欧阳某明'), '欧阳**')
  assert.equal(maskedName('𠮷野'), '𠮷*')
})

test('of an identity number neither district nor birthday can be read', () => {
  const masked = maskedIdentityNumber('990000199001010018')
  assert.equal(masked, '990***********0018')
  assert.ok(!masked.includes('1990'))
  assert.equal(maskedIdentityNumber('AB12345'), 'A******')
})

test('of a phone number the middle is hidden', () => {
  assert.equal(maskedPhone('13800138000'), '138****8000')
  assert.equal(maskedPhone('12345'), '***45')
  assert.equal(maskedPhone(''), '')
})
