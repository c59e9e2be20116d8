/** A telephone leaves masked, and in full only by an act with a reason. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NATIONWIDE } from '../../../platform/db.ts'
import { latestJournal } from '../../../platform/journal.ts'
import { aCreditCode, anEnterprise, openHouse } from '../fixtures.ts'
import type { Enterprise } from '../model.ts'
import { createEnterprises, getEnterprise } from '../public.ts'

const START = '2026-03-05T01:00:00.000Z'
const PHONE = '13987654321'
const MASKED = '139****4321'

test('PIPL 6, 51: a telephone is masked on its way out, told in full for a reason that the journal keeps, and a masked one changes nothing', async (t) => {
  const { call, db } = await openHouse(t, START)
  const one = anEnterprise({ creditCode: aCreditCode(31), region: '441302003', phone: PHONE })
  await db.transaction(NATIONWIDE, (tx) =>
    createEnterprises(tx, [one], { at: START, byId: 'x', byName: '测试', source: '测试', gradesFrom: '2025-01-01' }),
  )
  const path = `/registry/enterprises/${one.id}`
  const file = await call('441302', 'GET', path)
  assert.equal((file.body['enterprise'] as Enterprise).phone, MASKED)
  assert.ok(!JSON.stringify(file.body).includes(PHONE))

  assert.equal((await call('441302', 'POST', `${path}/unmask`, { reason: ' ' })).status, 400)
  assert.equal((await call('441303', 'POST', `${path}/unmask`, { reason: '联系整改' })).status, 404)
  const told = await call('441302', 'POST', `${path}/unmask`, { reason: '联系整改' })
  assert.deepEqual(told.body, { phone: PHONE })
  const rows = await db.transaction(NATIONWIDE, (tx) => latestJournal(tx, 10))
  const row = rows.find(({ action, outcome }) => action === 'registry.phone-unmasked' && outcome === 'done')
  assert.deepEqual([row?.subjectId, row?.detail], [one.id, { reason: '联系整改' }])
  assert.ok(!JSON.stringify(rows).includes(PHONE))

  // The form shows the masked number and sends it back with whatever else was changed.
  const changed = await call('441302', 'POST', path, { version: 1, phone: MASKED, principal: '演示新' })
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  const kept = await db.transaction(NATIONWIDE, (tx) => getEnterprise(tx, one.id))
  assert.deepEqual([kept.phone, kept.principal], [PHONE, '演示新'])
})
