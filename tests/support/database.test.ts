import assert from 'node:assert/strict'
import { test } from 'node:test'
import sql from 'sql-template-tag'
import { asOwner, NATIONWIDE, openDatabase } from '../../src/platform/db.ts'
import { freshDatabase } from './database.ts'

test('a test gets a migrated database of its own, and the application is no superuser in it', async (t) => {
  const [one, other] = await Promise.all([freshDatabase(t), freshDatabase(t)])
  assert.notEqual(one.url, other.url)
  const db = openDatabase(one.url, 2)
  t.after(() => db.close())
  const row = await db.transaction(NATIONWIDE, (tx) =>
    tx.find<{ role: string; isSuper: string; rows: number }>(
      sql`select current_user as role, current_setting('is_superuser') as "isSuper", (select count(*) from journal.entry) as rows`,
    ),
  )
  assert.deepEqual(row, { role: 'plumbline_app', isSuper: 'off', rows: 0 })
})

test('the login of the application can do nothing before it becomes plumbline_app', async (t) => {
  const { url } = await freshDatabase(t)
  await assert.rejects(
    asOwner(url, (client) => client.query('select * from journal.entry')),
    /permission denied/,
  )
})

test('Chinese text is known as letters, so that trigrams and patterns work on it', async (t) => {
  const { ownerUrl } = await freshDatabase(t)
  const { rows } = await asOwner(ownerUrl, (client) => client.query(`select '安全' ~ '^\\w+$' as letters`))
  assert.deepEqual(rows, [{ letters: true }])
})
