import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { asOwner, NATIONWIDE, openTx, type OwnConnection } from '../db.ts'
import { sha256Of, type FileStore } from '../files.ts'
import { verifyJournal, type Verdict } from '../journal.ts'
import { migrate, migrationFiles } from '../migrate.ts'
import { BackupTrouble, decryptStream, decryptWith, openLock, type Secret } from './lock.ts'
import { fileInBackup, GENERATIONS, KEPT, readHeader, type Manifest, type Migration } from './make.ts'
import { findWork, seeEverything, setSequences, sumTable, tablesOf, tableWriter } from './tables.ts'

export type RestoreParts = {
  readonly folder: string
  /** A generation's name; the latest when left out. */
  readonly generation?: string
  /** A superuser's address, who writes past row-level security and guards. */
  readonly databaseUrl: string
  /** The owner's address, who migrates. */
  readonly ownerUrl: string
  readonly files: FileStore
  readonly dataDir: string
  readonly secret: Secret
  readonly say: (text: string) => void
}

export type RestoreReport = {
  readonly ok: boolean
  readonly generation: string
  readonly takenAt: string
  readonly tables: number
  readonly rows: number
  readonly files: number
  readonly journal: Verdict
  readonly seconds: number
}

/**
 * Puts one generation into an empty database and empty folders. Every table is summed again and compared, every original
 * is hashed, the journal is walked; only then is anything committed. Throws BackupTrouble, leaving nothing behind.
 */
export async function restoreBackup(parts: RestoreParts): Promise<RestoreReport> {
  const started = Date.now()
  const header = await readHeader(parts.folder)
  if (!header) throw new BackupTrouble(`${parts.folder} is not a backup folder`)
  const generation = await chooseGeneration(parts)
  const identity = await openLock(parts.folder, header.recipient, parts.secret)
  await refuseOverData(parts)
  const path = join(parts.folder, GENERATIONS, `${generation}.age`)
  const migrations = await migrationsOf(identity, path)
  await migrate(parts.ownerUrl, await fitting(migrations))
  try {
    const restored = await asOwner(parts.databaseUrl, (client) => putBack(client, { parts, identity, path }))
    await migrate(parts.ownerUrl)
    const seconds = Math.round((Date.now() - started) / 100) / 10
    return { ok: restored.journal.ok, generation, ...restored, seconds }
  } catch (error) {
    await clearFiles(parts)
    throw error
  }
}

async function chooseGeneration({ folder, generation }: RestoreParts): Promise<string> {
  const all = (await readdir(join(folder, GENERATIONS)).catch(() => []))
    .filter((name) => name.endsWith('.age'))
    .map((name) => name.slice(0, -4))
    .sort()
  const chosen = generation ?? all.at(-1)
  if (!chosen || !all.includes(chosen))
    throw new BackupTrouble(
      `the backup holds no generation ${generation ?? ''}; there are: ${all.join(', ') || 'none'}`,
    )
  return chosen
}

async function refuseOverData({ databaseUrl, files, dataDir }: RestoreParts): Promise<void> {
  for (const folder of KEPT.map((name) => join(dataDir, name)))
    if ((await readdir(folder).catch(() => [])).length > 0)
      throw new BackupTrouble(
        `${folder} is not empty: a restore never overwrites anything, choose an empty data folder`,
      )
  for await (const _ of files.all())
    throw new BackupTrouble(
      `${files.place} is not empty: a restore never overwrites anything, choose an empty place for the originals`,
    )
  const taken = await asOwner(databaseUrl, async (client) => {
    await seeEverything(client)
    return findWork(client)
  })
  if (taken)
    throw new BackupTrouble(
      `the database already holds data (${taken}): a restore never overwrites anything, choose an empty database`,
    )
}

/** Reads the first entry only: what the database must look like before rows go in. */
async function migrationsOf(identity: string, path: string): Promise<Migration[]> {
  for await (const { name, content } of entriesOf(identity, path)) {
    if (name !== 'migrations.json') break
    return JSON.parse((await textOf(content)).toString()) as Migration[]
  }
  throw new BackupTrouble(`${path} is damaged: its list of migrations is missing`)
}

/** The names of the backup's migrations, when this version knows every one of them as it was. */
async function fitting(migrations: readonly Migration[]): Promise<ReadonlySet<string>> {
  const here = new Map((await migrationFiles()).map(({ name, digest }) => [name, digest]))
  for (const { name, digest } of migrations)
    if (here.get(name) !== digest)
      throw new BackupTrouble(
        `the backup was made by another or newer version (${name}): restore it with that version, then upgrade`,
      )
  return new Set(migrations.map(({ name }) => name))
}

type Restoring = { parts: RestoreParts; identity: string; path: string }

async function putBack(client: OwnConnection, { parts, identity, path }: Restoring) {
  await seeEverything(client)
  await client.query('begin')
  // The rows come from one consistent moment and are compared below, so neither keys nor guards need to look again.
  await client.query('set local session_replication_role = replica')
  const tables = await tablesOf(client)
  await client.query(`truncate ${tables.map(({ name }) => name).join(', ')}`)
  const manifest = await readEntries(client, { parts, identity, path })
  await setSequences(client, manifest.sequences)
  await client.query('set local session_replication_role = origin')
  await compare(client, manifest)
  parts.say(`${manifest.tables.length} tables are the same as in the backup`)
  await putFilesBack(manifest, { parts, identity, path })
  const journal = await verifyJournal(await openTx(client, NATIONWIDE))
  if (!journal.ok)
    throw new BackupTrouble(`the journal of the backup is broken: ${JSON.stringify(journal.firstBroken)}`)
  await client.query('commit')
  await client.query('analyze')
  return {
    takenAt: manifest.at,
    tables: manifest.tables.length,
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    files: manifest.files.length,
    journal,
  }
}

async function readEntries(client: OwnConnection, { parts, identity, path }: Restoring): Promise<Manifest> {
  let open: { table: string; columns: readonly string[]; writer: Writable | null } | null = null
  const close = async () => {
    if (!open?.writer) return
    open.writer.end()
    await finished(open.writer)
  }
  for await (const { name, content } of entriesOf(identity, path)) {
    const [kind, table = ''] = name.split('/')
    if (kind === 'kept') {
      await putKept(parts.dataDir, name.slice('kept/'.length), await textOf(content))
    } else if (name.endsWith('/columns.json')) {
      await close()
      open = { table, columns: JSON.parse((await textOf(content)).toString()) as string[], writer: null }
    } else if (kind === 'tables' && open?.table === table) {
      open.writer ??= tableWriter(client, { name: table, columns: open.columns, key: [] })
      for await (const part of content) await write(open.writer, part as Buffer)
    } else if (name === 'manifest.json') {
      await close()
      return JSON.parse((await textOf(content)).toString()) as Manifest
    } else content.resume()
  }
  throw new BackupTrouble(`${path} is damaged: its end is missing`)
}

/** Waits until the database has taken the bytes, or tells what it says against them. */
const write = (writer: Writable, bytes: Buffer): Promise<void> =>
  new Promise((taken, failed) => writer.write(bytes, (error) => (error ? failed(error) : taken())))

async function putKept(dataDir: string, name: string, bytes: Buffer): Promise<void> {
  const path = normalize(name)
  if (!KEPT.some((folder) => path.startsWith(`${folder}/`))) throw new BackupTrouble(`${name} has no place in a backup`)
  await mkdir(dirname(join(dataDir, path)), { recursive: true, mode: 0o700 })
  await writeFile(join(dataDir, path), bytes, { mode: 0o600 })
}

async function compare(client: OwnConnection, manifest: Manifest): Promise<void> {
  const tables = new Map((await tablesOf(client)).map((table) => [table.name, table]))
  for (const wanted of manifest.tables) {
    const table = tables.get(wanted.name)
    const found = table ? await sumTable(client, table) : null
    if (found?.rows !== wanted.rows || found.sha256 !== wanted.sha256)
      throw new BackupTrouble(
        `table ${wanted.name} did not come back as it was: ${found?.rows ?? 0} rows instead of ${wanted.rows}, or other content`,
      )
  }
}

async function putFilesBack(manifest: Manifest, { parts, identity }: Restoring): Promise<void> {
  let done = 0
  for (const { sha256 } of manifest.files) {
    const locked = await readFile(fileInBackup(parts.folder, sha256)).catch(() => {
      throw new BackupTrouble(`the original ${sha256} is missing from the backup`)
    })
    const bytes = await decryptWith(identity, locked).catch(() => null)
    if (!bytes || sha256Of(bytes) !== sha256) throw new BackupTrouble(`the original ${sha256} is damaged in the backup`)
    await parts.files.save(bytes)
    done += 1
    if (done % 500 === 0) parts.say(`${done} of ${manifest.files.length} originals restored`)
  }
}

async function clearFiles({ files, dataDir }: RestoreParts): Promise<void> {
  for (const name of KEPT) await rm(join(dataDir, name), { recursive: true, force: true })
  await files.clear()
}

/** Opens, unpacks and walks a generation. A byte that was changed or cut off anywhere ends in BackupTrouble. */
async function* entriesOf(identity: string, path: string): AsyncGenerator<{ name: string; content: Readable }> {
  const damaged = (error: unknown) =>
    error instanceof BackupTrouble ? error : new BackupTrouble(`${path} is damaged and was not restored`)
  const plain = await decryptStream(identity, path).catch((error: unknown) => {
    throw damaged(error)
  })
  const entries = extract()
  const flowing = pipeline(plain, createGunzip(), entries).catch((error: unknown) => {
    entries.destroy(damaged(error))
  })
  try {
    for await (const entry of entries) yield { name: entry.header.name, content: entry as unknown as Readable }
  } catch (error) {
    throw isOfDatabase(error) ? error : damaged(error)
  } finally {
    plain.destroy()
    entries.destroy()
    await flowing
  }
}

/** Errors of PostgreSQL carry a five-letter state; they are faults of ours and not of the backup. */
const isOfDatabase = (error: unknown) =>
  error instanceof Error && 'severity' in error && 'code' in error && String(error.code).length === 5

async function textOf(content: Readable): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of content) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
