/** Boards from a hot standby (ADR 36), run for real: two PostgreSQL, the second one streaming from the first. */
import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import { clockBoard } from '../src/contexts/casework/contract/board.ts'
import { permissionsOf } from '../src/contexts/people/rules/permissions.ts'
import type { Asker } from '../src/kernel/asker.ts'
import { asOwner } from '../src/platform/db.ts'
import { startEmbedded } from '../src/platform/embedded-postgres.ts'
import { migrate } from '../src/platform/migrate.ts'
import { freshFieldKeys, tellFieldKeys } from '../src/platform/sealing.ts'
import { freePort } from '../src/platform/running-postgres.ts'
import { addStandby } from '../tools/bench/standby.ts'
import { runUntilDecided } from './journeys/chapters.ts'
import { stage, STARTS_AT, TOWN } from './journeys/dongguan.ts'
import { startTestPlumbline } from './support/plumbline.ts'

type Board = z.output<(typeof clockBoard)['output']>

const officerOf = (region: string, id: string): Asker => ({
  id,
  name: '演示',
  kind: 'officer',
  region,
  roles: ['officer'],
  permissions: permissionsOf(['officer']),
})

/** When every clock of the case has run out. */
const MONTHS_LATER = '2022-12-01T01:00:00.000Z'
const BEHIND_MAX_MS = 1500
const quiet = { info: () => undefined, error: () => undefined }

test('a standby answers boards and says of which moment; behind or away, the primary does; another bureau sees nothing in either', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-replica-'))
  await chmod(folder, 0o755)
  const keys = freshFieldKeys()
  tellFieldKeys(() => keys)
  const primary = await startEmbedded({ dataDir: join(folder, 'one'), log: quiet })
  t.after(async () => {
    await primary.stop()
    await rm(folder, { recursive: true, force: true })
  })
  await migrate(primary.ownerUrl)
  const standby = await addStandby(primary, join(folder, 'two'), await freePort())
  t.after(() => standby.stop())
  const plumbline = await startTestPlumbline(t, {
    now: STARTS_AT,
    through: async () => primary.url,
    replica: { url: standby.url, behindMaxMs: BEHIND_MAX_MS },
  })
  await stage(plumbline.db)
  await runUntilDecided(plumbline)
  plumbline.clock.set(MONTHS_LATER)
  const own = plumbline.as(officerOf(TOWN, '00000000-0000-4000-8000-0000000000a1'))
  const other = plumbline.as(officerOf('440300', '00000000-0000-4000-8000-0000000000a2'))
  const behind = (sql: string) =>
    asOwner(standby.adminUrl, async (client) => (await client.query<{ count: number }>(sql)).rows[0]?.count)

  const fromStandby = await own.must<Board>(clockBoard)
  assert.ok(fromStandby.asOf !== null, 'read from the standby')
  assert.ok(fromStandby.entries.length > 0, 'the case that was decided has clocks')
  assert.ok(
    (await behind("select count(*)::int as count from pg_stat_activity where application_name = 'plumbline'")) ?? 0,
  )
  const elsewhere = await other.must<Board>(clockBoard)
  assert.deepEqual([elsewhere.asOf !== null, elsewhere.entries, elsewhere.counts], [true, [], []])

  await behind('select pg_wal_replay_pause()')
  await plumbline.db.transaction({ region: 'none' }, () => sleep(BEHIND_MAX_MS + 500))
  await asOwner(primary.adminUrl, (client) => client.query('create table public.something (id int)'))
  const fromPrimary = await own.must<Board>(clockBoard)
  assert.equal(fromPrimary.asOf, null, 'too far behind')
  assert.deepEqual(fromPrimary.entries, fromStandby.entries)
  await behind('select pg_wal_replay_resume()')
  for (const until = Date.now() + 20_000; (await own.must<Board>(clockBoard)).asOf === null; await sleep(100))
    assert.ok(Date.now() < until, 'it has caught up and is not asked again')

  await standby.stop()
  const alone = await own.must<Board>(clockBoard)
  assert.deepEqual([alone.asOf, alone.entries], [null, fromStandby.entries])
  const elsewhereAlone = await other.must<Board>(clockBoard)
  assert.deepEqual([elsewhereAlone.asOf, elsewhereAlone.entries], [null, []])
})
