/** A backup as it is made, damaged, opened with the wrong key and brought back, rows under row-level security included. */
import assert from 'node:assert/strict'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { runUntilDecided } from '../../../tests/journeys/chapters.ts'
import { stage, STARTS_AT } from '../../../tests/journeys/dongguan.ts'
import { emptyDatabase, freshDatabase, type FreshDatabase } from '../../../tests/support/database.ts'
import { startTestPlumbline } from '../../../tests/support/plumbline.ts'
import { asOwner, NATIONWIDE, openDatabase } from '../db.ts'
import { openFiles } from '../files.ts'
import { verifyJournal } from '../journal.ts'
import { BackupTrouble, makeKeyFile, type Secret } from './lock.ts'
import { fileInBackup, GENERATIONS, makeBackup } from './make.ts'
import { restoreBackup } from './restore.ts'
import { findWork, seeEverything, sumTable, tablesOf } from './tables.ts'

const SECRET: Secret = { passphrase: 'kettle and ladder seven' }
const quiet = () => undefined

const sumsOf = ({ adminUrl }: FreshDatabase) =>
  asOwner(adminUrl, async (client) => {
    await seeEverything(client)
    const sums = []
    for (const table of await tablesOf(client)) sums.push(await sumTable(client, table))
    return sums
  })

/** An installation with a case up to its decision, papers, evidence and journal. */
async function worked(t: TestContext) {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT })
  await stage(plumbline.db)
  await runUntilDecided(plumbline)
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-backup-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const dataDir = join(folder, 'data')
  const backup = (at = '2026-03-05T02:00:00.000Z', secret = SECRET) =>
    makeBackup({
      folder: join(folder, 'backup'),
      databaseUrl: plumbline.database.adminUrl,
      files: openFiles(plumbline.filesFolder),
      dataDir,
      secret,
      at,
      say: quiet,
      scryptLogN: 4,
      partBytes: 300,
    })
  return { ...plumbline, folder, backup }
}

async function elsewhere(t: TestContext) {
  const database = await emptyDatabase(t)
  const dataDir = await mkdtemp(join(tmpdir(), 'plumbline-restored-'))
  t.after(() => rm(dataDir, { recursive: true, force: true }))
  const filesFolder = join(dataDir, 'files')
  const restore = (folder: string, { secret = SECRET, generation }: { secret?: Secret; generation?: string } = {}) =>
    restoreBackup({
      folder,
      ...(generation ? { generation } : {}),
      databaseUrl: database.adminUrl,
      ownerUrl: database.ownerUrl,
      files: openFiles(filesFolder),
      dataDir,
      secret,
      say: quiet,
    })
  return { database, filesFolder, dataDir, restore }
}

const isTrouble = (words: RegExp) => (error: unknown) => error instanceof BackupTrouble && words.test(error.message)

test('a backup restored on another machine has the same rows, the same originals and a whole journal, and goes on working', async (t) => {
  const { database, folder, backup } = await worked(t)
  const made = await backup()
  assert.equal(made.ok, true)
  assert.ok(made.rows > 50 && made.files > 3, JSON.stringify(made))
  const there = await elsewhere(t)
  const restored = await there.restore(join(folder, 'backup'))
  assert.equal(restored.ok, true)
  assert.equal(restored.rows, made.rows)
  assert.equal(restored.files, made.files)
  assert.ok(restored.journal.rows > 10)
  assert.deepEqual(await sumsOf(there.database), await sumsOf(database))
  const db = openDatabase(there.database.url, 2)
  t.after(() => db.close())
  assert.equal((await db.transaction(NATIONWIDE, (tx) => verifyJournal(tx))).ok, true)
  // Row-level security is on again: without a scope nothing is seen.
  const seen = await asOwner(there.database.ownerUrl, (client) => client.query('select 1 from casework.penalty_case'))
  assert.equal(seen.rowCount, 0)
})

test('nothing in the backup folder can be read without the key, not even a name', async (t) => {
  const { folder, backup } = await worked(t)
  await backup()
  const names = (await readdir(join(folder, 'backup'), { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  )
  assert.ok(names.length > 5)
  for (const { parentPath, name } of names) {
    const bytes = await readFile(join(parentPath, name))
    assert.ok(!bytes.includes('丰演示') && !bytes.includes('%PDF-1') && !bytes.includes('casework'), name)
  }
})

test('originals are copied once; the second generation holds only what is new, and both can be restored', async (t) => {
  const { folder, backup, db, filesFolder } = await worked(t)
  const first = await backup()
  const second = await backup('2026-03-06T02:00:00.000Z')
  assert.equal(second.filesCopied, 0)
  assert.equal(second.files, first.files)
  await db.transaction(NATIONWIDE, async () => undefined)
  await writeFile(join(filesFolder, 'readme'), 'no original')
  const there = await elsewhere(t)
  const restored = await there.restore(join(folder, 'backup'), { generation: first.generation })
  assert.equal(restored.takenAt, '2026-03-05T02:00:00.000Z')
})

test('a wrong passphrase, a foreign key and a missing secret are told, and nothing is written', async (t) => {
  const { folder, backup } = await worked(t)
  await backup()
  const there = await elsewhere(t)
  await assert.rejects(
    there.restore(join(folder, 'backup'), { secret: { passphrase: 'something else altogether' } }),
    isTrouble(/passphrase is wrong/),
  )
  const keyFile = join(folder, 'other.key')
  await makeKeyFile(keyFile)
  const key = await readFile(keyFile, 'utf8')
  await assert.rejects(there.restore(join(folder, 'backup'), { secret: { key } }), isTrouble(/does not belong/))
  await assert.rejects(backup('2026-03-06T02:00:00.000Z', { key }), isTrouble(/does not belong/))
  await assert.rejects(backup('2026-03-06T02:00:00.000Z', { passphrase: 'a wrong one again' }), isTrouble(/wrong/))
  await assert.rejects(makeBackupIn(folder), isTrouble(/at least 12/))
  assert.equal((await readdir(there.dataDir)).length, 0)
  assert.equal((await there.restore(join(folder, 'backup'))).ok, true)
})

const makeBackupIn = (folder: string) =>
  makeBackup({
    folder: join(folder, 'short'),
    databaseUrl: '',
    files: openFiles(''),
    dataDir: folder,
    secret: { passphrase: 'short' },
    at: STARTS_AT,
    say: quiet,
  })

test('a byte changed or cut off anywhere in a generation is told, and the database stays empty', async (t) => {
  const { folder, backup } = await worked(t)
  const { generation } = await backup()
  const whole = await readFile(join(folder, 'backup', GENERATIONS, `${generation}.age`))
  const there = await elsewhere(t)
  const flipped = (at: number) => Buffer.from(whole).fill((whole[at] ?? 0) ^ 1, at, at + 1)
  for (const [name, bytes] of [
    ['early', flipped(400)],
    ['middle', flipped(whole.length >> 1)],
    ['late', flipped(whole.length - 5)],
    ['cut', whole.subarray(0, whole.length - 1000)],
    ['halved', whole.subarray(0, whole.length >> 1)],
  ] as const) {
    const copy = join(folder, `damaged-${name}`)
    await cp(join(folder, 'backup'), copy, { recursive: true })
    await writeFile(join(copy, GENERATIONS, `${generation}.age`), bytes)
    await assert.rejects(there.restore(copy), isTrouble(/is damaged/), name)
  }
  assert.equal(await asOwner(there.database.adminUrl, findWork), null)
  assert.equal((await there.restore(join(folder, 'backup'))).ok, true)
})

test('an original damaged or missing in the backup is named, one damaged at its source is not copied', async (t) => {
  const { folder, backup, filesFolder } = await worked(t)
  await backup()
  const [some = ''] = (await readdir(filesFolder, { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name))
  const sha256 = some.slice(-64)
  const there = await elsewhere(t)
  const path = fileInBackup(join(folder, 'backup'), sha256)
  const kept = await readFile(path)
  await writeFile(path, kept.fill(7, 300))
  await assert.rejects(there.restore(join(folder, 'backup')), isTrouble(new RegExp(`${sha256} is damaged`)))
  await rm(path)
  await assert.rejects(there.restore(join(folder, 'backup')), isTrouble(new RegExp(`${sha256} is missing`)))
  await writeFile(join(filesFolder, some), 'other bytes')
  const again = await backup('2026-03-06T02:00:00.000Z')
  assert.equal(again.ok, false)
  assert.deepEqual(again.damaged, [sha256])
})

test('a restore refuses a database that holds data, and folders that do', async (t) => {
  const { folder, backup, database, filesFolder } = await worked(t)
  await backup()
  const parts = { folder: join(folder, 'backup'), secret: SECRET, say: quiet, dataDir: join(folder, 'new') }
  const urls = { databaseUrl: database.adminUrl, ownerUrl: database.ownerUrl }
  await assert.rejects(
    restoreBackup({ ...parts, ...urls, files: openFiles(join(folder, 'new-files')) }),
    isTrouble(/already holds data/),
  )
  const empty = await freshDatabase(t)
  await assert.rejects(
    restoreBackup({ ...parts, databaseUrl: empty.adminUrl, ownerUrl: empty.ownerUrl, files: openFiles(filesFolder) }),
    isTrouble(/is not empty/),
  )
})
