import assert from 'node:assert/strict'
import { test } from 'node:test'
import sql from 'sql-template-tag'
import { freshDatabase } from '../../tests/support/database.ts'
import { asOwner, NATIONWIDE, withDatabase } from './db.ts'
import { addressesIn } from './primary.ts'

test('an address may list several hosts, each with its port, as libpq writes it', () => {
  assert.deepEqual(addressesIn('postgres://keeper:a%40b@one:5432,two/plumbline?sslmode=verify-full'), [
    'postgres://keeper:a%40b@one:5432/plumbline?sslmode=verify-full',
    'postgres://keeper:a%40b@two/plumbline?sslmode=verify-full',
  ])
  assert.deepEqual(addressesIn('postgres://[::1]:5432,[::2]/x'), ['postgres://[::1]:5432/x', 'postgres://[::2]/x'])
  for (const one of ['postgres://one:5432/plumbline', 'postgres:///plumbline', '/run/postgresql plumbline'])
    assert.deepEqual(addressesIn(one), [one])
})

/** The same database, listed behind and before a host where nothing listens. */
const listed = (url: string, order: (live: string) => string) => {
  const { host } = new URL(url)
  return url.replace(host, order(host))
}

test('a host that is gone is passed by; when all are gone, its word is what the caller hears', async (t) => {
  const { url, ownerUrl } = await freshDatabase(t)
  const one = () =>
    withDatabase(
      listed(url, (live) => `127.0.0.1:1,${live}`),
      3,
      (db) =>
        Promise.all([1, 2, 3].map(() => db.transaction(NATIONWIDE, (tx) => tx.find(sql`select current_user as who`)))),
    )
  assert.deepEqual(
    await one(),
    [1, 2, 3].map(() => ({ who: 'plumbline_app' })),
  )
  const owner = listed(ownerUrl, (live) => `127.0.0.1:1,${live}`)
  assert.equal(await asOwner(owner, async (client) => (await client.query('select 1')).rowCount), 1)
  const gone = listed(url, () => '127.0.0.1:1,127.0.0.1:2')
  await assert.rejects(
    withDatabase(gone, 1, (db) => db.transaction(NATIONWIDE, (tx) => tx.find(sql`select 1`))),
    { code: 'ECONNREFUSED' },
  )
  await assert.rejects(
    asOwner(gone, async () => undefined),
    { code: 'ECONNREFUSED' },
  )
})
