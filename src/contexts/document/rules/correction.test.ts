import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogue } from '../render/catalogue.ts'
import { correctable, refusesCorrection } from './correction.ts'

const decision = catalogue().find(({ code }) => code === 'D34') ?? { fields: [] }

test('APL 59: an address is corrected; fact, reason, penalty, party, date, provision and opinion are decided anew', () => {
  assert.deepEqual(refusesCorrection(decision, { address: '长安镇示例路9号' }), [])
  const substance = decision.fields.filter((field) => !correctable(decision).includes(field))
  for (const decided of ['facts', 'penalty', 'party', 'discretion', 'defence']) {
    assert.ok(
      substance.some(({ name }) => name === decided),
      decided,
    )
  }
  for (const field of substance) {
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

test('what may be corrected is offered: addresses, telephone numbers, the account', () => {
  const names = correctable(decision).map(({ name }) => name)
  assert.deepEqual(names.slice(0, 4), ['legalRepTitle', 'address', 'postcode', 'phone'])
})
