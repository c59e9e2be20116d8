import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maskedData, personalIn, unmaskedAgain } from './personal.ts'

const DATA = {
  party: '演示公司',
  phone: '13987654321',
  idNumber: '11010519491231002X',
  home: '惠州市惠城区演示路3号',
  age: 40,
}

test('PIPL 28, 51: telephone, identity number and home of a paper are masked, all else stays', () => {
  assert.deepEqual(maskedData(DATA), {
    party: '演示公司',
    phone: '139****4321',
    idNumber: '110***********002X',
    home: '惠州市惠城区***',
    age: 40,
  })
  assert.deepEqual(maskedData({ phone: '', home: null, party: '甲' }), { phone: '', home: null, party: '甲' })
  assert.deepEqual(Object.keys(personalIn({ phone: '', idNumber: '1', home: 3 })), ['idNumber'])
})

test('a masked text that comes back from a correction stands for what it hides, another one is taken as typed', () => {
  assert.deepEqual(unmaskedAgain({ phone: '139****4321', party: '乙' }, DATA), { phone: '13987654321', party: '乙' })
  assert.deepEqual(unmaskedAgain({ phone: '13900000000' }, DATA), { phone: '13900000000' })
  assert.deepEqual(unmaskedAgain({ phone: '139****4321' }, { phone: '' }), { phone: '139****4321' })
})
