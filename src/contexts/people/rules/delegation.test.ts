/** Mandates by which one head approves in another's stead (APL 57; procedure.md §6.2 代批). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Role } from '../model.ts'
import { refusesDelegation, withLent } from './delegation.ts'

const head = (id: string, ...roles: Role[]) => ({ id, region: '4413', name: id, roles })
const asked = {
  by: head('principal', 'principal-head'),
  to: head('deputy', 'deputy-head'),
  role: 'principal-head',
  validFrom: '2026-03-09',
  validTo: '2026-03-13',
  today: '2026-03-09',
} as const
const codes = (part: Partial<Parameters<typeof refusesDelegation>[0]>) =>
  refusesDelegation({ ...asked, ...part }).map(({ code }) => code)

test('APL 57: a head lets another head of the same bureau approve in his stead, for dated days', () => {
  assert.deepEqual(codes({}), [])
})

test('APL 57: nobody lends what is not his, nor to somebody who is no head, nor elsewhere, nor for other days', () => {
  assert.deepEqual(codes({ by: head('deputy2', 'deputy-head') }), ['not-yours-to-lend'])
  assert.ok(codes({ to: head('officer', 'officer') }).includes('delegate-is-no-head'))
  assert.deepEqual(codes({ to: { ...asked.to, region: '4412' } }), ['delegate-elsewhere'])
  assert.deepEqual(codes({ validFrom: '2026-03-14' }), ['delegation-days-wrong'])
  assert.deepEqual(codes({ validTo: '2026-03-08', validFrom: '2026-03-01' }), ['delegation-days-wrong'])
  assert.deepEqual(codes({ validTo: '2027-12-31' }), ['delegation-days-wrong'])
})

test('procedure §6.2: what is only lent is told apart, so that the approval carries both names', () => {
  const { roles, standsIn, permissions } = withLent(
    ['deputy-head'],
    [{ role: 'principal-head', from: '梁文衡', mandate: '演府办〔2026〕1号' }],
  )
  assert.deepEqual(roles, ['deputy-head', 'principal-head'])
  assert.ok(permissions.includes('casework.principal'))
  assert.equal(standsIn[0]?.for, '梁文衡')
  assert.ok(standsIn[0]?.lends.includes('casework.principal'))
  assert.ok(!standsIn[0]?.lends.includes('casework.decide'), 'he decides in his own right')
})
