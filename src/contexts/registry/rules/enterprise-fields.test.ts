import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCreditCode, anEnterprise, someFields } from '../fixtures.ts'
import {
  changesBetween,
  cleanFields,
  fieldsOf,
  kindOfCode,
  normalizedRegion,
  whyNotFields,
  whyUnexplained,
  type Known,
  type TypedFields,
} from './enterprise-fields.ts'

const known: Known = {
  scope: '441302',
  isRegion: (code) => ['441302', '441302003', '441303', '441900119'].includes(code),
  isIndustry: (code) => code === 'C3311',
}
const fieldsWrong = (given: Partial<TypedFields>, at: Known = known) =>
  whyNotFields(cleanFields(someFields(given)), at).map(({ field }) => field)

test('a file with every field right is taken', () => {
  assert.deepEqual(fieldsWrong({}), [])
})

test('each field that does not fit is named, all at once', () => {
  assert.deepEqual(
    fieldsWrong({
      creditCode: '123',
      name: ' ',
      kind: 'club',
      region: '44',
      industry: 'X9',
      grade: '9',
      phone: 'abc',
      employees: 1.5,
    }),
    ['creditCode', 'name', 'kind', 'region', 'industry', 'grade', 'phone', 'employees'],
  )
})

test('a name of 100 characters is taken and one of 101 is refused', () => {
  assert.deepEqual(fieldsWrong({ name: '企'.repeat(100) }), [])
  assert.deepEqual(fieldsWrong({ name: '企'.repeat(101) }), ['name'])
})

test('a place outside the own region, and one that does not exist, are refused', () => {
  assert.deepEqual(fieldsWrong({ region: '441303', responsibleBureau: '441303' }), ['region'])
  assert.deepEqual(fieldsWrong({ region: '441302999' }), ['region'])
})

test('MEM circular 2025 art. 4: one bureau on the line of the place answers for the enterprise', () => {
  for (const bureau of ['441302003', '441302', '4413', '44'])
    assert.deepEqual(fieldsWrong({ responsibleBureau: bureau }), [], bureau)
  assert.deepEqual(fieldsWrong({ responsibleBureau: '441303' }), ['responsibleBureau'])
  assert.deepEqual(
    fieldsWrong({ responsibleBureau: '441303' }, { ...known, scope: '4413' }),
    [],
    'designated by the common superior, APL 25',
  )
  const dongguan = { region: '441900119', responsibleBureau: '4419' }
  assert.deepEqual(fieldsWrong(dongguan, { ...known, scope: '4419' }), [])
})

test('codes of places are kept without trailing zeros', () => {
  assert.deepEqual(
    ['441302003000', '441302000000', '441302', '441300', '440000', '441900119', '４４１３０２'].map(normalizedRegion),
    ['441302003', '441302', '441302', '4413', '44', '441900119', '441302'],
  )
})

test('HTML in a name stays the text that it is; control characters go', () => {
  assert.equal(cleanFields(someFields({ name: '\u0000<b>测试</b>\u202e厂\n' })).name, '<b>测试</b> 厂')
})

test('the code tells a self-employed business from a company', () => {
  assert.equal(kindOfCode(aCreditCode(1, '92')), 'self-employed')
  assert.equal(kindOfCode(aCreditCode(1)), 'company')
})

test('a change of grade, risk, key unit or responsible bureau needs a reason, a change of phone does not', () => {
  const old = fieldsOf(anEnterprise())
  const graded = changesBetween(old, { ...old, grade: '2' })
  assert.deepEqual(graded, [{ field: 'grade', old: 'none', new: '2' }])
  assert.equal(whyUnexplained(graded, undefined).length, 1)
  assert.deepEqual(whyUnexplained(graded, '换证'), [])
  assert.deepEqual(whyUnexplained(changesBetween(old, { ...old, phone: '0752-7654321' }), undefined), [])
})
