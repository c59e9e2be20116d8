/** Behind pgbouncer in transaction mode (ADR 36): one connection of the database serves one caller after the other. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import sql from 'sql-template-tag'
import { createBureau, createOfficer } from '../src/contexts/people/public.ts'
import { listEnterprises } from '../src/contexts/registry/contract.ts'
import { asOwner, NATIONWIDE, openDatabase, pooled, type Scope, type Tx } from '../src/platform/db.ts'
import { verifyJournal } from '../src/platform/journal.ts'
import { runUntilDecided } from './journeys/chapters.ts'
import { CAST, askerFor, stage, STARTS_AT } from './journeys/dongguan.ts'
import { freshDatabase } from './support/database.ts'
import { hasPgbouncer, HOW_TO_GET_PGBOUNCER, startPgbouncer } from './support/pgbouncer.ts'
import { startTestPlumbline } from './support/plumbline.ts'

const BUREAUS = ['441900', '440300'] as const

test('two bureaus take turns on one connection of the database, and neither ever sees a row or a right of the other', async (t) => {
  if (!hasPgbouncer()) return t.skip(HOW_TO_GET_PGBOUNCER)
  const database = await freshDatabase(t)
  const address = await startPgbouncer(t, database, 1)
  const own = openDatabase(database.url, 1)
  await own.transaction(NATIONWIDE, addBureaus)
  await own.close()
  const [one, two] = [openDatabase(pooled(address), 3), openDatabase(pooled(address), 3)]
  t.after(() => Promise.all([one.close(), two.close()]))
  const seenBy = (db: typeof one, scope: Scope, fails: boolean) =>
    db
      .transaction(scope, async (tx) => {
        const rows = await tx.rows<{ region: string; role: string; pid: number }>(
          sql`select region, current_user::text as role, pg_backend_pid() as pid from people.officer order by region`,
        )
        if (fails) await tx.run(sql`update journal.entry set action = 'altered'`)
        return rows
      })
      .catch((error: Error) => error.message)
  const turn = fc.record({
    who: fc.constantFrom(...BUREAUS, 'none' as const),
    by: fc.boolean(),
    fails: fc.boolean(),
  })
  const pids = new Set<number>()
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 2, maxLength: 12 }), async (turns) => {
      const answers = await Promise.all(
        turns.map(({ who, by, fails }) => seenBy(by ? one : two, { region: who }, fails)),
      )
      for (const [nth, answer] of answers.entries()) {
        const { who, fails } = turns[nth] ?? { who: '', fails: false }
        if (typeof answer === 'string') assert.ok(fails && /permission denied/.test(answer), answer)
        else {
          assert.equal(fails, false, 'the journal cannot be altered through the pooler')
          assert.deepEqual(
            answer.map(({ region, role }) => `${region} ${role}`),
            who === 'none' ? [] : [`${who} plumbline_app`],
          )
          for (const { pid } of answer) pids.add(pid)
        }
      }
    }),
    { numRuns: 60 },
  )
  assert.equal(pids.size, 1, 'it was one connection for all of them')
  // A stranger on the same connection finds nothing of those before him.
  const left = await asOwner(address, async (client) => {
    const { rows } = await client.query<{ scope: string; role: string }>(
      `select coalesce(current_setting('plumbline.scope_from', true), '') as scope, current_user::text as role`,
    )
    return rows[0]
  })
  assert.deepEqual(left, { scope: '', role: 'plumbline_login' })
})

async function addBureaus(tx: Tx): Promise<void> {
  for (const [nth, region] of BUREAUS.entries()) {
    await createBureau(tx, {
      region,
      name: `演示${region}应急管理局`,
      shortName: '演',
      capacity: 'own',
      address: '演示路1号',
      phone: '000',
      reconsiderationOrgan: '演示',
      court: '演示',
      collectingBank: '演示',
      collectingAccount: '0',
    })
    await createOfficer(tx, {
      officer: { id: randomUUID(), region, name: '演示', phone: '', roles: ['officer'], certificate: null },
      username: `pooled.officer${nth}`,
      passwordHash: '-',
      at: STARTS_AT,
      by: '演示',
    })
  }
}

test('a case runs from the plan to the decision through the pooler, and sixty callers share three connections', async (t) => {
  if (!hasPgbouncer()) return t.skip(HOW_TO_GET_PGBOUNCER)
  const plumbline = await startTestPlumbline(t, {
    now: STARTS_AT,
    through: async (database) => pooled(await startPgbouncer(t, database, 3)),
  })
  await stage(plumbline.db)
  await runUntilDecided(plumbline)
  const officer = plumbline.as(askerFor(CAST.first))
  const answers = await Promise.all(Array.from({ length: 60 }, () => officer.call(listEnterprises)))
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
  const verdict = await plumbline.db.transaction(NATIONWIDE, (tx) => verifyJournal(tx))
  assert.equal(verdict.ok, true)
  assert.ok(verdict.rows >= 10, `${verdict.rows} rows of journal`)
  const open = await asOwner(plumbline.database.adminUrl, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity where datname = current_database() and usename = 'plumbline_login'`,
    )
    return rows[0]?.count
  })
  assert.ok(open !== undefined && open > 0 && open <= 3, `${open} connections`)
})
