import assert from 'node:assert/strict'
import { test } from 'node:test'
import { comparedWithScope } from './licence-scope.ts'

const licence = (scope: string[], validTo = '2027-12-31') => ({
  id: '1',
  kind: '危险化学品经营许可证',
  number: '演示 001',
  scope,
  authority: '演示局',
  validFrom: '2025-01-01',
  validTo,
})

test('ENT-09: chemicals that no valid licence names are outside the scope, however they are spaced or bracketed', () => {
  const verdict = comparedWithScope(
    ['甲醇', '丙酮 ', '氢氧化钠（30%）', '甲苯'],
    [licence(['甲醇', '氢氧化钠(30%)'])],
    '2026-03-05',
  )
  assert.deepEqual(verdict.outside, ['丙酮', '甲苯'])
  assert.deepEqual(verdict.inside, ['甲醇', '氢氧化钠（30%）'])
})

test('ENT-09: a licence that has run out covers nothing and is named', () => {
  const verdict = comparedWithScope(['甲醇', '甲醇'], [licence(['甲醇'], '2026-03-04')], '2026-03-05')
  assert.deepEqual(verdict.outside, ['甲醇'])
  assert.deepEqual(verdict.expired, [{ kind: '危险化学品经营许可证', number: '演示 001', validTo: '2026-03-04' }])
  assert.deepEqual(
    comparedWithScope(['甲醇'], [licence(['甲醇'], '2026-03-05')], '2026-03-05').outside,
    [],
    'the last day counts',
  )
})
