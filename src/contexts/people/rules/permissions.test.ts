import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ROLES, type Role } from '../model.ts'
import { APART, PERMISSIONS_OF, permissionsOf, refusesRoles } from './permissions.ts'

const ALL = Object.keys(ROLES) as Role[]

test('no single role joins both sides of an act that must lie in two hands', () => {
  for (const role of ALL) assert.deepEqual(refusesRoles([role]), [], ROLES[role])
})

test('both sides of every separated act are held by somebody', () => {
  const held = new Set(permissionsOf(ALL))
  for (const { prepares, approves } of APART) {
    assert.ok(held.has(prepares), prepares)
    assert.ok(held.has(approves), approves)
  }
})

test('APL art. 58: who investigates does not review; the refusal names both duties', () => {
  const [refusal] = refusesRoles(['officer', 'legal-reviewer'])
  assert.equal(refusal?.code, 'duties-not-separated')
  assert.match(refusal.says, /执法人员、法制审核人员/)
  assert.ok(refusesRoles(['officer', 'reviewer']).length > 0)
})

test('APL art. 57 and 64: who investigates neither decides nor presides over the hearing', () => {
  for (const role of ['principal-head', 'deputy-head', 'presider'] as const)
    assert.ok(refusesRoles(['officer', role]).length > 0, role)
})

test('the administrator of accounts takes part in no case', () => {
  assert.ok(PERMISSIONS_OF.admin.every((word) => !word.startsWith('casework.') && !word.startsWith('inspection.')))
  assert.ok(refusesRoles(['admin', 'officer']).length > 0)
})

test('roles that lie side by side may be held by one person', () => {
  assert.deepEqual(refusesRoles(['archivist', 'publicity-officer']), [])
  assert.deepEqual(refusesRoles(['officer', 'archivist']), [])
})

test('a technical inspector adds evidence but takes no step of an inspection', () => {
  const words = permissionsOf(['technical-inspector'])
  assert.ok(words.includes('evidence.add'))
  assert.deepEqual(
    words.filter((word) => /^(inspection|casework)\.(?!read)/.test(word)),
    [],
  )
})
