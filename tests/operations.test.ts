/** What an administrator relies on: metrics, readiness, logs without personal data, a configuration that explains itself. */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import sql from 'sql-template-tag'
import { getOperations } from '../src/contexts/audit/contract/operations.ts'
import { openLogInto } from './support/log.ts'
import { permissionsOf } from '../src/contexts/people/rules/permissions.ts'
import type { Asker } from '../src/kernel/asker.ts'
import { asOwner, NATIONWIDE, openDatabase } from '../src/platform/db.ts'
import { openFiles } from '../src/platform/files.ts'
import { errorForLog } from '../src/platform/log.ts'
import { whyNotReady } from '../src/platform/ready.ts'
import { settingsOf, WrongSettings } from '../src/settings.ts'
import { CAST, askerFor, stage, STARTS_AT, BUSINESS } from './journeys/dongguan.ts'
import { startTestPlumbline } from './support/plumbline.ts'

const ADMIN: Asker = {
  id: '00000000-0000-4000-8000-0000000000ad',
  name: '管演示',
  kind: 'officer',
  region: '44',
  roles: ['admin'],
  permissions: permissionsOf(['admin']),
}

test('metrics count calls by declared route; no id, name or search word becomes a label', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT })
  await stage(plumbline.db)
  const officer = plumbline.as(askerFor(CAST.first))
  const url = `/api/registry/enterprises?q=${encodeURIComponent(BUSINESS.name)}`
  await plumbline.app.inject({ url, cookies: { plumbline: CAST.first.id } })
  await plumbline.app.inject({ url: `/api/people/officers/${CAST.first.id}`, cookies: { plumbline: CAST.first.id } })
  await plumbline.app.inject({ url: `/nowhere/${CAST.first.name}` })
  assert.ok(officer)
  const { body, statusCode } = await plumbline.app.inject({ url: '/metrics' })
  assert.equal(statusCode, 200)
  assert.match(body, /plumbline_calls_total\{method="GET",route="\/api\/registry\/enterprises",status="200"\} 1/)
  assert.match(body, /plumbline_call_seconds_bucket/)
  assert.match(body, /plumbline_connections_open/)
  for (const personal of [CAST.first.id, CAST.first.name, BUSINESS.name, encodeURIComponent(BUSINESS.name)])
    assert.ok(!body.includes(personal), personal)
})

test('metrics are for this machine, or for whoever holds the token', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT })
  assert.equal((await plumbline.app.inject({ url: '/metrics', remoteAddress: '203.0.113.5' })).statusCode, 403)
})

test('readiness says what is missing and what to do about it', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT })
  const parts = { db: plumbline.db, files: openFiles(plumbline.filesFolder), apps: plumbline.filesFolder }
  assert.deepEqual(await whyNotReady(parts), [])
  assert.deepEqual(
    (await whyNotReady({ ...parts, apps: '/nowhere/apps' })).map(({ what }) => what),
    ['apps'],
  )
  await asOwner(plumbline.database.ownerUrl, (client) =>
    client.query("delete from public.migration where name = '0001-platform.sql'"),
  )
  const [missing] = await whyNotReady(parts)
  assert.match(missing?.what ?? '', /migrations 0001-platform\.sql/)
  const gone = openDatabase('postgres://nobody:nothing@127.0.0.1:1/none', 1)
  t.after(() => gone.close())
  const [database] = await whyNotReady({ ...parts, db: gone })
  assert.equal(database?.what, 'database')
  assert.match(database?.mend ?? '', /DATABASE_URL/)
})

test('the operations page counts clocks, queues, disk and journal, and names no case and no person', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT })
  await stage(plumbline.db)
  const { status, body } = await plumbline.as(ADMIN).call(getOperations)
  assert.equal(status, 200, JSON.stringify(body))
  const told = body as { clocks: unknown[]; disks: { freeBytes: number }[]; database: { bytes: number } }
  assert.equal(told.clocks.length, 3)
  assert.ok((told.disks[0]?.freeBytes ?? 0) > 0 && told.database.bytes > 1_000_000)
  assert.ok(!JSON.stringify(body).includes(CAST.first.name))
  const officer = await plumbline.as(askerFor(CAST.first)).call(getOperations)
  assert.equal(officer.status, 403)
})

test('an error of the database is logged with its place, and without the row that caused it', async (t) => {
  const { db } = await startTestPlumbline(t, { now: STARTS_AT })
  const secret = '440301199001011234'
  const failing = [
    sql`insert into registry.operator_certificate (identity) values (${secret})`,
    sql`select ${secret}::uuid`,
    sql`select ${`${secret}x`}::integer`,
  ]
  for (const statement of failing) {
    const error = await db
      .transaction(NATIONWIDE, (tx) => tx.rows(statement))
      .then(
        () => null,
        (thrown: unknown) => thrown,
      )
    assert.ok(error instanceof Error)
    const { log, text } = openLogInto()
    log.error({ err: error }, 'fault')
    assert.ok(!text().includes(secret), text())
    assert.match(text(), /"code":"\w{5}"/)
    assert.ok(Object.keys(errorForLog(error)).includes('stack'))
  }
})

test('a call that is under way when the server is asked to stop is answered before it stops', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT })
  plumbline.app.get('/slow', async () => {
    await plumbline.db.transaction(NATIONWIDE, (tx) => tx.rows(sql`select pg_sleep(0.6)`))
    return { ok: true }
  })
  const base = await plumbline.app.listen({ port: 0, host: '127.0.0.1' })
  const answer = fetch(`${base}/slow`)
  await sleep(150)
  const stopped = plumbline.app.close()
  assert.deepEqual(await (await answer).json(), { ok: true })
  await stopped
  await assert.rejects(fetch(`${base}/healthz`))
})

test('a configuration that cannot be used tells every field at once, each in one line', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-settings-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'file'), '')
  const env = {
    PLUMBLINE_PORT: '99999',
    DATABASE_URL: 'mysql://here',
    PLUMBLINE_DEMO: 'yes',
    PLUMBLINE_LOG: 'loud',
    PLUMBLINE_METRICS_TOKEN: 'short',
    PLUMBLINE_DATA: folder,
    PLUMBLINE_FILES: join(folder, 'file'),
  }
  assert.throws(
    () => settingsOf([], env),
    (error: unknown) => {
      assert.ok(error instanceof WrongSettings)
      const named = error.fields.map((line) => line.split(/[ :]/)[0])
      assert.deepEqual(
        named.sort(),
        Object.keys(env)
          .filter((name) => name !== 'PLUMBLINE_DATA')
          .sort(),
      )
      return true
    },
  )
  assert.equal(settingsOf(['--port', '0'], { PLUMBLINE_DATA: folder }).port, 0)
  const databaseUrl = 'postgres://keeper:secret@one:5432,two:5432/plumbline'
  assert.equal(settingsOf([], { PLUMBLINE_DATA: folder, DATABASE_URL: databaseUrl }).databaseUrl, databaseUrl)
})
