import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import sql from 'sql-template-tag'
import { freshDatabase } from '../../tests/support/database.ts'
import { asOwner, NATIONWIDE, openDatabase } from './db.ts'
import { appendToJournal, verifyJournal, type JournalAct } from './journal.ts'

const anAct = (act: Partial<JournalAct> = {}): JournalAct => ({
  region: '441302',
  at: '2026-03-05T01:30:00.123Z',
  deviceAt: null,
  asker: 'a',
  askerName: '甲',
  address: '127.0.0.1',
  action: 'inspection.recorded',
  outcome: 'done',
  subjectKind: 'inspection',
  subjectId: 'x',
  cites: 'WSL 68',
  digest: 'd',
  detail: { 状态: '已记录', numbers: [3, 2, 1], deep: { b: 1, a: null } },
  ...act,
})

async function aJournal(t: TestContext) {
  const database = await freshDatabase(t)
  const db = openDatabase(database.url, 4)
  t.after(() => db.close())
  for (let nth = 0; nth < 6; nth += 1) {
    await db.transaction({ region: 'none' }, (tx) =>
      appendToJournal(tx, anAct({ region: nth % 2 ? '441303' : '441302', subjectId: `x${nth}` })),
    )
  }
  const verify = () => db.transaction(NATIONWIDE, (tx) => verifyJournal(tx))
  const behindItsBack = (statement: string) => asOwner(database.adminUrl, (client) => client.query(statement))
  return { db, verify, behindItsBack, ownerUrl: database.ownerUrl }
}

test('an untouched journal verifies, chain by chain', async (t) => {
  const { verify } = await aJournal(t)
  assert.deepEqual(await verify(), { ok: true, rows: 6, chains: 2, firstBroken: null })
})

for (const [name, statement, seq, why] of [
  ['altered', `update journal.entry set asker_name = '乙' where region = '441302' and seq = 2`, 2, /altered/],
  ['removed', `delete from journal.entry where region = '441302' and seq = 2`, 3, /row 2 is missing/],
  ['cut off', `delete from journal.entry where region = '441302' and seq = 3`, 3, /cut off/],
  [
    'swapped',
    `update journal.entry set seq = case seq when 1 then 102 when 2 then 101 else 103 end where region = '441302';
               update journal.entry set seq = seq - 100 where region = '441302'`,
    1,
    /altered|replaced/,
  ],
  [
    'backdated',
    `update journal.entry set at = at - interval '1 day' where region = '441302' and seq = 1`,
    1,
    /altered/,
  ],
] as const) {
  test(`a row ${name} behind the journal's back by a superuser is named`, async (t) => {
    const { verify, behindItsBack } = await aJournal(t)
    await behindItsBack(statement)
    const { ok, firstBroken } = await verify()
    assert.equal(ok, false)
    assert.equal(firstBroken?.region, '441302')
    assert.equal(firstBroken?.seq, seq)
    assert.match(firstBroken?.why ?? '', why)
  })
}

test('the application itself can neither change nor delete a row', async (t) => {
  const { db, verify } = await aJournal(t)
  await assert.rejects(
    db.transaction(NATIONWIDE, (tx) => tx.run(sql`update journal.entry set asker = 'b'`)),
    /permission denied/,
  )
  await assert.rejects(
    db.transaction(NATIONWIDE, (tx) => tx.run(sql`delete from journal.entry`)),
    /permission denied/,
  )
  assert.equal((await verify()).ok, true)
})

test('a transaction without a scope sees no row, one of a county sees its own', async (t) => {
  const { db } = await aJournal(t)
  const count = (scope: Parameters<typeof db.transaction>[0]) =>
    db.transaction(
      scope,
      async (tx) => (await tx.find<{ count: number }>(sql`select count(*) from journal.entry`))?.count,
    )
  assert.equal(await count({ region: 'none' }), 0)
  assert.equal(await count({ region: '441302' }), 3)
  assert.equal(await count({ region: '4413' }), 6)
  assert.equal(await count(NATIONWIDE), 6)
})

test('writers of one bureau queue up and leave no gap', async (t) => {
  const { db, verify } = await aJournal(t)
  await Promise.all(
    Array.from({ length: 24 }, (_, nth) =>
      db.transaction({ region: 'none' }, (tx) => appendToJournal(tx, anAct({ subjectId: `p${nth}` }))),
    ),
  )
  assert.deepEqual(await verify(), { ok: true, rows: 30, chains: 2, firstBroken: null })
})
