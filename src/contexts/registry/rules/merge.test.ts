import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCreditCode, anEnterprise } from '../fixtures.ts'
import { nameKey, whySame } from './duplicates.ts'
import { merged, whyNotMerge } from './merge.ts'

const origin = (source: string) => ({ source, on: '2026-01-01' })
const kept = anEnterprise({ phone: '0752-1111111', origins: { phone: origin('手工登记'), name: origin('手工登记') } })
const other = anEnterprise({
  creditCode: aCreditCode(2),
  phone: '0752-2222222',
  name: '测试一号金属制品有限责任公司',
  origins: { phone: origin('市场监管') },
})

test('a taken field brings its value and its origin, the rest stays', () => {
  const file = merged(kept, other, ['phone'])
  assert.equal(file.phone, '0752-2222222')
  assert.deepEqual(file.origins, { phone: origin('市场监管'), name: origin('手工登记') })
  assert.deepEqual([file.id, file.name, file.creditCode, file.version], [kept.id, kept.name, kept.creditCode, 2])
})

test('a file is not merged with itself, across cities, or by a field that does not exist', () => {
  assert.deepEqual(whyNotMerge(kept, other, ['phone']), [])
  assert.deepEqual(
    whyNotMerge(kept, kept, []).map(({ code }) => code),
    ['merge-with-itself'],
  )
  assert.deepEqual(
    whyNotMerge(kept, { ...other, region: '441900119' }, []).map(({ code }) => code),
    ['merge-across-cities'],
  )
  assert.deepEqual(
    whyNotMerge(kept, other, ['id']).map(({ code }) => code),
    ['unknown-field'],
  )
})

test('brackets, width and the spelling of a limited company make no other business; a number does', () => {
  assert.equal(nameKey('测试（惠州）ABC有限责任公司'), nameKey('测试(惠州)ａｂｃ有限公司'))
  assert.notEqual(nameKey('测试第一厂'), nameKey('测试第二厂'))
  assert.equal(whySame(kept, other), 'same-name-in-county')
  assert.equal(whySame(kept, { ...other, region: '441303' }), null)
  assert.equal(whySame(kept, { ...other, region: '441303', creditCode: kept.creditCode }), 'same-credit-code')
  assert.equal(whySame(kept, kept), null)
})
