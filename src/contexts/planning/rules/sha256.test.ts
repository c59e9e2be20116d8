import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { hmac, sha256 } from './sha256.ts'

test('the digests are those of the runtime, for every length around a block and for any text', () => {
  for (let length = 0; length <= 200; length += 1)
    assert.equal(sha256('安'.repeat(length)), createHash('sha256').update('安'.repeat(length)).digest('hex'))
  assert.equal(
    sha256('abc'),
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    'the example of FIPS 180-4',
  )
  const key = fc.stringMatching(/^[0-9a-f]{64}$/)
  fc.assert(
    fc.property(key, fc.string({ unit: 'grapheme', maxLength: 300 }), (secret, text) => {
      assert.equal(sha256(text), createHash('sha256').update(text).digest('hex'))
      assert.equal(hmac(secret, text), createHmac('sha256', Buffer.from(secret, 'hex')).update(text).digest('hex'))
    }),
    { numRuns: 300 },
  )
})
