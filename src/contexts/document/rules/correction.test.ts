import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogue } from '../render/catalogue.ts'
import { correctable, refusesCorrection } from './correction.ts'

const decision = catalogue().find(({ code }) => code === 'D34') ?? { fields: [] }

test('APL 59: wording is corrected; amount, date, provision and opinion are decided anew', () => {
  assert.deepEqual(refusesCorrection(decision, { address: '长安镇示例路9号' }), [])
  for (const field of decision.fields.filter(({ kind }) => kind !== 'text' && kind !== 'list')) {
    const [refusal, ...more] = refusesCorrection(decision, { [field.name]: 'anything' })
    assert.deepEqual([refusal?.code, refusal?.facts['field'], more], ['correction-of-substance', field.name, []])
  }
})

test('a field that the form does not have is refused by name', () => {
  assert.deepEqual(
    refusesCorrection(decision, { nothing: '' }).map(({ code, facts }) => [code, facts['field']]),
    [['unknown-field', 'nothing']],
  )
})

test('what may be corrected is offered: the address, never the fine', () => {
  const names = correctable(decision).map(({ name }) => name)
  assert.ok(names.includes('address'))
  assert.ok(!names.some((name) => /Fen$/.test(name)))
})
