import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numberParts, paperNumber, seriesOf } from './numbering.ts'

const bureau = { shortName: '东' }

test('a number has hexagonal brackets, Arabic digits and no leading zeros', () => {
  assert.equal(
    paperNumber({ bureau, typeCode: '罚', serial: { year: 2026, serial: 1, part: 1 } }),
    '（东）应急罚〔2026〕1号',
  )
  assert.equal(
    paperNumber({ bureau, typeCode: '查扣延期', serial: { year: 2026, serial: 120, part: 1 } }),
    '（东）应急查扣延期〔2026〕120号',
  )
})

test('the second paper of a type under one serial is told apart by its part', () => {
  assert.equal(
    paperNumber({ bureau, typeCode: '询', serial: { year: 2026, serial: 7, part: 2 } }),
    '（东）应急询〔2026〕7-2号',
  )
})

test('every number reads back into its pieces', () => {
  const typeCode = fc.constantFrom('立', '罚', '罚告', '查扣延期', '先保处审')
  const upTo = (max: number, min = 1) => fc.integer({ min, max })
  fc.assert(
    fc.property(typeCode, upTo(2999, 2000), upTo(99_999), upTo(40), (code, year, serial, part) => {
      const number = paperNumber({ bureau: { shortName: '东长安' }, typeCode: code, serial: { year, serial, part } })
      assert.deepEqual(numberParts(number), { shortName: '东长安', typeCode: code, serial: { year, serial, part } })
    }),
  )
})

test('what is no number reads as none', () => {
  for (const text of [
    '',
    '（东）应急罚[2026]1号',
    '（东）应急罚〔2026〕01号',
    '（东）应急罚〔2026〕1-1号',
    '（东）应急罚〔26〕1号',
  ])
    assert.equal(numberParts(text), null)
})

test('papers of a case draw from the filing, papers of an inspection from the plan, others from their own type', () => {
  assert.equal(seriesOf({ series: 'filing', typeCode: '罚', code: 'D34' }), 'filing')
  assert.equal(seriesOf({ series: 'plan', typeCode: '责改', code: 'D05' }), 'plan')
  assert.equal(seriesOf({ series: 'own', typeCode: '回', code: 'D40' }), 'own:回')
})
