import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import sql from 'sql-template-tag'
import { askerFor, BUSINESS, CAST, stage, STARTS_AT } from '../../../../tests/journeys/dongguan.ts'
import { startTestPlumbline } from '../../../../tests/support/plumbline.ts'
import { NATIONWIDE } from '../../../platform/db.ts'
import { latestJournal } from '../../../platform/journal.ts'
import { signIn } from '../../people/contract.ts'
import { openEnterpriseAccount } from '../../people/public.ts'
import { listBusinessAccounts, openBusinessAccount } from '../contract/accounts.ts'

test('an officer opens an account for a business, which signs in with it; renewed, the old password and its sessions end', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT })
  await stage(plumbline.db)
  const officer = plumbline.as(askerFor(CAST.first))
  const anybody = plumbline.as({ ...askerFor(CAST.first), id: '', permissions: [] })
  const open = () => officer.must<{ password: string }>(openBusinessAccount, { id: BUSINESS.id, username: 'fenghe' })
  const enter = (password: string) => anybody.call(signIn, { username: 'fenghe', password })
  const first = await open()
  assert.equal((await enter(first.password)).status, 200)
  const second = await open()
  assert.notEqual(second.password, first.password)
  assert.equal((await enter(first.password)).status, 422)
  assert.equal((await enter(second.password)).status, 200)
  assert.deepEqual(await officer.must(listBusinessAccounts, { id: BUSINESS.id }), { usernames: ['fenghe'] })
  const sessions = await plumbline.db.transaction(NATIONWIDE, (tx) =>
    tx.rows<{ over: boolean }>(
      sql`select ended_at is not null as over from people.session order by created_at, over desc`,
    ),
  )
  assert.deepEqual(
    sessions.map(({ over }) => over),
    [true, false],
  )
  const rows = await plumbline.db.transaction(NATIONWIDE, (tx) => latestJournal(tx, 20))
  const told = rows.filter(({ action }) => action === 'registry.account-opened')
  assert.deepEqual(
    told.map(({ detail }) => detail['renewed']),
    [true, false],
  )
  assert.doesNotMatch(JSON.stringify(rows), new RegExp(`${first.password}|${second.password}`))
})

test('a name that somebody else bears, and a business of another region, are refused', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT })
  await stage(plumbline.db)
  const other = { enterpriseId: randomUUID(), region: BUSINESS.region, displayName: '另一家企业', username: 'fenghe' }
  await plumbline.db.transaction(NATIONWIDE, (tx) => openEnterpriseAccount(tx, { ...other, at: STARTS_AT }))
  const taken = await plumbline
    .as(askerFor(CAST.first))
    .call(openBusinessAccount, { id: BUSINESS.id, username: 'fenghe' })
  assert.equal(taken.status, 422)
  const stranger = plumbline.as({ ...askerFor(CAST.first), id: CAST.second.id, region: '441302' })
  assert.equal((await stranger.call(openBusinessAccount, { id: BUSINESS.id, username: 'another' })).status, 404)
})
