import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bestVerdict, operatorWords, verdictOn } from './operators.ts'

const CERTIFICATE = { validFrom: '2020-03-06', validTo: '2026-03-05' }

test('ENT-08: a certificate is valid from its first to its last day', () => {
  assert.equal(verdictOn(CERTIFICATE, '2020-03-05'), 'not-yet')
  assert.equal(verdictOn(CERTIFICATE, '2020-03-06'), 'valid')
  assert.equal(verdictOn(CERTIFICATE, '2026-03-05'), 'valid')
  assert.equal(verdictOn(CERTIFICATE, '2026-03-06'), 'expired')
})

test('ENT-08: one valid certificate is enough, and none at all is no verdict', () => {
  assert.equal(bestVerdict(['expired', 'valid']), 'valid')
  assert.equal(bestVerdict(['expired', 'not-yet']), 'not-yet')
  assert.equal(bestVerdict([]), null)
  assert.notEqual(
    operatorWords({ name: '焊某', identity: '1' }),
    operatorWords({ name: '焊某1', identity: '' }),
    'name and number do not run into each other',
  )
})
