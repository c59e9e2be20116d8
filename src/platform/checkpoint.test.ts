/** W9 of the peers' list: whatever is done to the journal behind its back, a checkpoint outside the database tells it. */
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import sql from 'sql-template-tag'
import { freshDatabase } from '../../tests/support/database.ts'
import { anchorsOf, appendCheckpoint, readCheckpoints } from './checkpoint.ts'
import { asOwner, NATIONWIDE, openDatabase } from './db.ts'
import {
  appendToJournal,
  chooseJournalHash,
  hashOf,
  genesisOf,
  verifyJournal,
  type JournalAct,
  type JournalRow,
} from './journal.ts'
import { isSignedBy, publicKeysIn, signerIn, SUITES, type Suite } from './signing.ts'

const REGION = '441302'
const anAct = (nth: number): JournalAct => ({
  region: REGION,
  at: '2026-03-05T01:30:00.123Z',
  deviceAt: null,
  asker: 'a',
  askerName: '甲',
  address: '127.0.0.1',
  action: 'inspection.recorded',
  outcome: 'done',
  subjectKind: 'inspection',
  subjectId: `x${nth}`,
  cites: 'WSL 68',
  digest: 'd',
  detail: { nth },
})

/** Ten acts, a checkpoint outside, ten more acts. */
async function anchored(t: TestContext, suite: Suite = 'sha256-ed25519') {
  const database = await freshDatabase(t)
  const dataDir = await mkdtemp(join(tmpdir(), 'plumbline-anchor-'))
  t.after(() => rm(dataDir, { recursive: true, force: true }))
  const db = openDatabase(database.url, 2)
  t.after(() => db.close())
  const file = join(dataDir, 'anchor.jsonl')
  const act = (nth: number, by = suite) =>
    db.transaction({ region: 'none' }, async (tx) => {
      await chooseJournalHash(tx, SUITES[by])
      await appendToJournal(tx, anAct(nth))
    })
  const checkpoint = (at: string, by = suite) =>
    db.transaction(NATIONWIDE, (tx) => appendCheckpoint(tx, { file, dataDir, at, suite: by }))
  for (let nth = 1; nth <= 10; nth += 1) await act(nth)
  await checkpoint('2026-03-05T02:00:00.000Z')
  for (let nth = 11; nth <= 20; nth += 1) await act(nth)
  const verify = async () => {
    const read = await readCheckpoints(file, await publicKeysIn(dataDir))
    assert.ok(read.ok, JSON.stringify(read))
    return db.transaction(NATIONWIDE, (tx) => verifyJournal(tx, { anchors: anchorsOf(read.checkpoints) }))
  }
  const behindItsBack = (statement: string) => asOwner(database.adminUrl, (client) => client.query(statement))
  return { db, file, dataDir, act, checkpoint, verify, behindItsBack, adminUrl: database.adminUrl }
}

/** What somebody does who knows how the chain is made: alters a row and computes every hash after it anew. */
async function rewrite(adminUrl: string, from: number, upTo: number) {
  await asOwner(adminUrl, async (client) => {
    const { rows } = await client.query<JournalRow>(`select region, seq, at, device_at as "deviceAt", asker,
      asker_name as "askerName", address, action, outcome, subject_kind as "subjectKind", subject_id as "subjectId", cites,
      digest, detail, hashed_with as "hashedWith", prev_hash as "prevHash", hash from journal.entry where seq <= ${upTo} order by seq`)
    let prevHash = genesisOf(REGION)
    for (const row of rows) {
      const altered = { ...row, prevHash, ...(row.seq >= from ? { askerName: '乙' } : {}) }
      prevHash = hashOf(altered)
      await client.query('update journal.entry set asker_name = $1, prev_hash = $2, hash = $3 where seq = $4', [
        altered.askerName,
        altered.prevHash,
        prevHash,
        row.seq,
      ])
    }
    await client.query('update journal.chain set seq = $1, hash = $2', [upTo, prevHash])
    await client.query('delete from journal.entry where seq > $1', [upTo])
  })
}

test('an untouched journal agrees with its checkpoint, and with a later one as well', async (t) => {
  const { verify, checkpoint } = await anchored(t)
  assert.deepEqual(await verify(), { ok: true, rows: 20, chains: 1, firstBroken: null })
  await checkpoint('2026-03-05T03:00:00.000Z')
  assert.equal((await verify()).ok, true)
})

for (const [name, statement, seq, why] of [
  ['alteration', `update journal.entry set detail = '{"nth": 4}' where seq = 3`, 3, /altered/],
  ['removal', `delete from journal.entry where seq = 7`, 8, /row 7 is missing/],
  [
    'reordering',
    `update journal.entry set seq = case seq when 5 then 106 when 6 then 105 else seq end;
     update journal.entry set seq = seq - 100 where seq > 100`,
    5,
    /altered|replaced/,
  ],
  [
    'truncation with the head set back',
    `delete from journal.entry where seq > 8;
     update journal.chain set seq = 8, hash = (select hash from journal.entry where seq = 8)`,
    9,
    /cut off/,
  ],
  ['removal of the whole chain', 'delete from journal.entry; delete from journal.chain', 1, /chain .* is gone/],
] as const) {
  test(`${name} by a superuser is named`, async (t) => {
    const { verify, behindItsBack } = await anchored(t)
    await behindItsBack(statement)
    const { ok, firstBroken } = await verify()
    assert.equal(ok, false)
    assert.equal(firstBroken?.seq, seq)
    assert.match(firstBroken?.why ?? '', why)
  })
}

test('a chain written anew in full, every hash right, is told by the checkpoint alone', async (t) => {
  const { db, verify, adminUrl } = await anchored(t)
  await rewrite(adminUrl, 4, 20)
  const withoutAnchor = await db.transaction(NATIONWIDE, (tx) => verifyJournal(tx))
  assert.equal(withoutAnchor.ok, true, 'the forgery must be perfect, or this proves nothing')
  const { ok, firstBroken } = await verify()
  assert.equal(ok, false)
  assert.match(firstBroken?.why ?? '', /written anew/)
  assert.equal(firstBroken?.seq, 10)
})

test('an older backup copied over the journal is told', async (t) => {
  const { verify, checkpoint, adminUrl } = await anchored(t)
  await checkpoint('2026-03-05T03:00:00.000Z')
  await rewrite(adminUrl, 99, 12) // the rows as they were, eight acts ago
  const { ok, firstBroken } = await verify()
  assert.equal(ok, false)
  assert.equal(firstBroken?.seq, 13)
})

test('an anchor file that was altered, shortened in the middle or signed by somebody else is not believed', async (t) => {
  const { file, dataDir, checkpoint } = await anchored(t)
  await checkpoint('2026-03-05T03:00:00.000Z')
  await checkpoint('2026-03-05T04:00:00.000Z')
  const text = await readFile(file, 'utf8')
  const lines = text.trim().split('\n')
  const after = async (changed: string) => {
    await writeFile(file, changed)
    return readCheckpoints(file, await publicKeysIn(dataDir))
  }
  assert.equal((await after(text)).ok, true)
  assert.match(JSON.stringify(await after(text.replace('"seq":20', '"seq":19'))), /was altered/)
  assert.match(JSON.stringify(await after(`${lines[0]}\n${lines[2]}\n`)), /removed or replaced/)
  assert.match(JSON.stringify(await after(`${lines[0]}\n${lines[2]?.slice(0, 40)}\n`)), /no checkpoint/)
  assert.match(JSON.stringify(await readCheckpoints(file, ['another key'])), /another key/)
})

test('a journal longer than a page is walked in pages and tells how far it is', async (t) => {
  const { db } = await anchored(t)
  await db.transaction({ region: 'none' }, async (tx) => {
    for (let nth = 21; nth <= 1010; nth += 1) await appendToJournal(tx, anAct(nth))
  })
  const told: number[] = []
  const started = performance.now()
  const verdict = await db.transaction(NATIONWIDE, (tx) =>
    verifyJournal(tx, { progress: (done, total) => told.push(done / total) }),
  )
  t.diagnostic(`${Math.round((verdict.rows / (performance.now() - started)) * 1000)} rows a second`)
  assert.deepEqual([verdict.ok, verdict.rows], [true, 1010])
  assert.equal(told.at(-1), 1)
  assert.ok(told.length >= 2)
  const heads = await db.transaction(NATIONWIDE, (tx) => tx.rows(sql`select 1 from journal.chain`))
  assert.equal(heads.length, 1)
})

test('SM3 and SM2: what is hashed and signed by the national suite is told when it is altered, row and line alike', async (t) => {
  const { verify, file, dataDir, behindItsBack } = await anchored(t, 'sm3-sm2')
  assert.deepEqual(await verify(), { ok: true, rows: 20, chains: 1, firstBroken: null })
  const [line = ''] = (await readFile(file, 'utf8')).split('\n')
  assert.match((JSON.parse(line) as { publicKey: string }).publicKey, /^sm2:04[0-9a-f]{128}$/)
  await behindItsBack(`update journal.entry set asker_name = '乙' where seq = 7`)
  assert.deepEqual((await verify()).firstBroken, { region: REGION, seq: 7, why: 'the row was altered' })
  await writeFile(file, line.replace('"seq":10', '"seq":11'))
  const read = await readCheckpoints(file, await publicKeysIn(dataDir))
  assert.deepEqual(read, { ok: false, line: 1, why: 'the signature does not fit: the checkpoint was altered' })
})

test('a row that claims to be hashed otherwise than it is, is told', async (t) => {
  const { verify, behindItsBack } = await anchored(t)
  await behindItsBack(`update journal.entry set hashed_with = 'sm3' where seq = 5`)
  assert.equal((await verify()).firstBroken?.seq, 5)
})

test('an installation that changes its suite stays provable from the first row to the last', async (t) => {
  const { verify, act, checkpoint, file, dataDir } = await anchored(t)
  for (let nth = 21; nth <= 30; nth += 1) await act(nth, 'sm3-sm2')
  await checkpoint('2026-03-06T02:00:00.000Z', 'sm3-sm2')
  assert.deepEqual(await verify(), { ok: true, rows: 30, chains: 1, firstBroken: null })
  const lines = (await readFile(file, 'utf8')).trim().split('\n')
  assert.equal(lines.length, 2)
  const [older = ''] = lines
  await writeFile(file, `${older.replace('T02:00', 'T02:01')}\n${lines[1]}\n`)
  assert.equal((await readCheckpoints(file, await publicKeysIn(dataDir))).ok, false)
})

test('GM/T 0003: a signature of one SM2 key is not that of another', async (t) => {
  const folders = await Promise.all(['a', 'b'].map((name) => mkdtemp(join(tmpdir(), `plumbline-sm2-${name}-`))))
  t.after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))
  const [mine, other] = await Promise.all(folders.map((folder) => signerIn(folder, 'sm3-sm2')))
  assert.ok(mine && other)
  const signature = mine.sign('一行')
  assert.equal(isSignedBy(mine.publicKey, { text: '一行', signature }), true)
  assert.equal(isSignedBy(mine.publicKey, { text: '两行', signature }), false)
  assert.equal(isSignedBy(other.publicKey, { text: '一行', signature }), false)
  assert.deepEqual(await signerIn(folders[0] ?? '', 'sm3-sm2').then(({ publicKey }) => publicKey), mine.publicKey)
})
