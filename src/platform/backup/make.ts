import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { pack, type Pack } from 'tar-stream'
import { asOwner, type OwnConnection } from '../db.ts'
import { FileDamaged, type FileStore } from '../files.ts'
import { encryptFor, encryptStream, BackupTrouble, makeLock, openLock, writeDurably, type Secret } from './lock.ts'
import { readTable, seeEverything, sequencesOf, tablesOf, type Sequence, type TableSum } from './tables.ts'

/** The one file of a backup folder that is not encrypted; it names the key and nothing of the content. */
export type Header = { readonly format: 1; readonly recipient: string }
export const HEADER = 'plumbline-backup.json'
export const GENERATIONS = 'generations'
const PART_BYTES = 4 * 1024 * 1024

/** Folders of the data folder that go along as they are: signing keys, and what `law import` put there for commands. */
export const KEPT = ['keys', 'law-library', 'law-standards'] as const

export type Migration = { readonly name: string; readonly digest: string }
export type KeptFile = { readonly sha256: string; readonly size: number }
/** The last entry of a generation: what a restore must arrive at. */
export type Manifest = {
  readonly at: string
  readonly tables: readonly TableSum[]
  readonly sequences: readonly Sequence[]
  readonly files: readonly KeptFile[]
}

export type BackupParts = {
  readonly folder: string
  /** Sees every row: a superuser, or a role with BYPASSRLS. */
  readonly databaseUrl: string
  readonly files: FileStore
  /** The data folder, of which KEPT is taken along. */
  readonly dataDir: string
  readonly secret: Secret
  readonly at: string
  readonly say: (text: string) => void
  /** Work factor of the passphrase; tests choose less. */
  readonly scryptLogN?: number
  /** Bytes of a table that are held in memory at once. */
  readonly partBytes?: number
}

export type BackupReport = {
  readonly ok: boolean
  readonly generation: string
  readonly tables: number
  readonly rows: number
  readonly files: number
  readonly filesCopied: number
  /** Originals whose bytes no longer fit their name; they are not copied. */
  readonly damaged: readonly string[]
  readonly seconds: number
}

export const fileInBackup = (folder: string, sha256: string): string =>
  join(folder, 'files', sha256.slice(0, 2), sha256.slice(2, 4), `${sha256}.age`)

/**
 * Writes one generation: all rows of one moment, the evidence that is not there yet, and the signing keys. It appears
 * under its name only when it is whole. Running servers go on working meanwhile.
 */
export async function makeBackup(parts: BackupParts): Promise<BackupReport> {
  const started = Date.now()
  const { files, say } = parts
  const { recipient } = await headerOf(parts)
  const generation = parts.at.replaceAll(/[:.]/g, '-')
  const path = join(parts.folder, GENERATIONS, `${generation}.age`)
  let told: { manifest: Manifest; copied: number; damaged: readonly string[] } | null = null
  await asOwner(parts.databaseUrl, async (client) => {
    await seeEverything(client)
    await client.query('begin isolation level repeatable read read only')
    const tar = pack()
    const zip = createGzip({ level: 1 })
    tar.on('error', (error) => zip.destroy(error))
    tar.pipe(zip)
    const written = encryptStream(recipient, zip, path)
    const filled = fill(tar, { client, parts, recipient }).then(
      (result) => {
        told = result
        tar.finalize()
      },
      (error: Error) => {
        tar.destroy(error)
        throw error
      },
    )
    await Promise.all([filled, written])
    await client.query('commit')
  })
  if (!told) throw new BackupTrouble('the backup was not finished')
  const { manifest, copied, damaged } = told as { manifest: Manifest; copied: number; damaged: readonly string[] }
  for (const sha256 of damaged) say(`the original ${sha256} in ${files.place} is damaged or missing`)
  return {
    ok: damaged.length === 0,
    generation,
    tables: manifest.tables.length,
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    files: manifest.files.length,
    filesCopied: copied,
    damaged,
    seconds: Math.round((Date.now() - started) / 100) / 10,
  }
}

/** The header that is there, or that of a new backup folder. A passphrase that does not fit an old one is told at once. */
async function headerOf({ folder, secret, scryptLogN }: BackupParts): Promise<Header> {
  const known = await readHeader(folder)
  if (known) {
    const isRecipientOnly = 'key' in secret && !secret.key.includes('AGE-SECRET-KEY-1')
    if (isRecipientOnly ? !secret.key.includes(known.recipient) : false)
      throw new BackupTrouble('the key does not belong to this backup: choose the key file it was made with')
    if (!isRecipientOnly) await openLock(folder, known.recipient, secret)
    return known
  }
  if ((await readdir(folder).catch(() => [])).length > 0)
    throw new BackupTrouble(`${folder} is neither empty nor a backup: choose another folder`)
  const header: Header = { format: 1, recipient: await makeLock(folder, secret, scryptLogN) }
  await writeDurably(join(folder, HEADER), `${JSON.stringify(header)}\n`)
  return header
}

export async function readHeader(folder: string): Promise<Header | null> {
  const text = await readFile(join(folder, HEADER), 'utf8').catch(() => null)
  if (text === null) return null
  try {
    const header = JSON.parse(text) as Header
    if (header.format === 1 && typeof header.recipient === 'string') return header
  } catch {
    // told below
  }
  throw new BackupTrouble(`${join(folder, HEADER)} is damaged or of a newer version`)
}

type Filling = { client: OwnConnection; parts: BackupParts; recipient: string }

async function fill(tar: Pack, { client, parts, recipient }: Filling) {
  // Before the rows are looked at: a signed checkpoint must never have seen more of the journal than the backup holds.
  const keys = await filesIn(parts.dataDir, 'keys')
  const migrations = await client.query<Migration>('select name, digest from public.migration order by name')
  await entry(tar, 'migrations.json', JSON.stringify(migrations.rows))
  for (const file of keys) await entry(tar, file.name, file.bytes)
  for (const folder of KEPT.filter((name) => name !== 'keys'))
    for (const file of await filesIn(parts.dataDir, folder)) await entry(tar, file.name, file.bytes)
  const sums: TableSum[] = []
  for (const table of await tablesOf(client)) {
    await entry(tar, `tables/${table.name}/columns.json`, JSON.stringify(table.columns))
    const keep = (part: Buffer) => entry(tar, `tables/${table.name}/rows`, part)
    sums.push(await readTable(client, { table, keep, partBytes: parts.partBytes ?? PART_BYTES }))
  }
  const sequences = await sequencesOf(client)
  const rows = sums.reduce((sum, table) => sum + table.rows, 0)
  parts.say(`${sums.length} tables, ${rows} rows`)
  // After the rows: whatever a row of this moment names was on the disk before the row was.
  const evidence = await copyFiles(parts, recipient)
  const manifest: Manifest = { at: parts.at, tables: sums, sequences, files: evidence.files }
  await entry(tar, 'manifest.json', JSON.stringify(manifest))
  return { manifest, copied: evidence.copied, damaged: evidence.damaged }
}

async function filesIn(dataDir: string, folder: string): Promise<{ name: string; bytes: Buffer }[]> {
  const found = await readdir(join(dataDir, folder), { recursive: true, withFileTypes: true }).catch(() => [])
  return Promise.all(
    found
      .filter((file) => file.isFile())
      .map(async (file) => {
        const path = join(file.parentPath, file.name)
        return { name: `kept/${relative(dataDir, path).replaceAll('\\', '/')}`, bytes: await readFile(path) }
      }),
  )
}

async function entry(tar: Pack, name: string, content: Buffer | string): Promise<void> {
  const bytes = Buffer.from(content)
  const stream = tar.entry({ name, size: bytes.length, mode: 0o600 })
  stream.end(bytes)
  await finished(stream)
}

async function copyFiles({ folder, files, say }: BackupParts, recipient: string) {
  const kept: KeptFile[] = []
  const damaged: string[] = []
  let copied = 0
  for await (const file of files.all()) {
    const target = fileInBackup(folder, file.sha256)
    if ((await stat(target).catch(() => null)) !== null) {
      kept.push(file)
      continue
    }
    const bytes = await files.read(file.sha256).catch((error: unknown) => {
      if (error instanceof FileDamaged) return null
      throw error
    })
    if (!bytes) {
      damaged.push(file.sha256)
      continue
    }
    await writeDurably(target, await encryptFor(recipient, bytes))
    kept.push({ sha256: file.sha256, size: bytes.length })
    copied += 1
    if (copied % 500 === 0) say(`${copied} originals copied`)
  }
  return { files: kept, copied, damaged }
}
