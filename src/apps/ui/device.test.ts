import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { newId, sha256, sha256OfFile } from './device.ts'

const reference = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('the own SHA-256 agrees with the reference around every block edge', () => {
  for (const length of [0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 128, 1000, 70_001]) {
    const bytes = randomBytes(length)
    assert.equal(Buffer.from(sha256(bytes)).toString('hex'), reference(bytes), `${length} bytes`)
  }
})

test('a file is hashed byte for byte', async () => {
  const bytes = randomBytes(4097)
  assert.equal(await sha256OfFile(new Blob([bytes])), reference(bytes))
})

test('an id is a random UUID of version 4, also without crypto.randomUUID', () => {
  const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  assert.match(newId(), shape)
  const own = Object.getOwnPropertyDescriptor(Crypto.prototype, 'randomUUID')
  assert.ok(own)
  Object.defineProperty(Crypto.prototype, 'randomUUID', { ...own, value: undefined })
  try {
    assert.match(newId(), shape)
    assert.notEqual(newId(), newId())
  } finally {
    Object.defineProperty(Crypto.prototype, 'randomUUID', own)
  }
})
