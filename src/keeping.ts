/** Commands of the administrator who keeps an installation: backup, restore and the journal. */
import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { makeKeyFile, type Secret } from './platform/backup/lock.ts'
import { makeBackup, type BackupReport } from './platform/backup/make.ts'
import { restoreBackup, type RestoreReport } from './platform/backup/restore.ts'
import { anchorsOf, appendCheckpoint, checkpointsIn, readCheckpoints, type Checkpoint } from './platform/checkpoint.ts'
import { systemClock } from './platform/clock.ts'
import { NATIONWIDE, withDatabase, type Tx } from './platform/db.ts'
import { openFiles } from './platform/files.ts'
import { verifyJournal, type Verdict } from './platform/journal.ts'
import { renewFieldKey } from './platform/sealing.ts'
import { publicKeysIn } from './platform/signing.ts'
import { defaultBackupKey, openPostgres, settingsOf, WrongSettings, type Settings } from './settings.ts'

const say = (text: string) => process.stderr.write(`${text}\n`)

const OPTIONS = {
  data: { type: 'string' },
  key: { type: 'string' },
  'passphrase-file': { type: 'string' },
  generation: { type: 'string' },
} as const

type Told = { data?: string; key?: string; 'passphrase-file'?: string; generation?: string }

function folderOf(positionals: readonly string[]): string {
  if (positionals.length !== 1 || !positionals[0])
    throw new WrongSettings(['DIR: name one folder, e.g. backup /mnt/backup/plumbline'])
  return resolve(positionals[0])
}

const settingsFor = ({ data }: Told) => settingsOf(data ? ['--data', data] : [])

/**
 * A passphrase file, a key file, PLUMBLINE_BACKUP_PASSPHRASE or PLUMBLINE_BACKUP_KEY, in this order. With none of them
 * the key file in the user's own configuration, which the first backup makes.
 */
async function secretOf(told: Told, mayMake: boolean): Promise<Secret> {
  if (told['passphrase-file']) return { passphrase: (await readFile(told['passphrase-file'], 'utf8')).trimEnd() }
  const typed = process.env['PLUMBLINE_BACKUP_PASSPHRASE']
  if (typed && !told.key) return { passphrase: typed }
  const path = resolve(told.key ?? process.env['PLUMBLINE_BACKUP_KEY'] ?? defaultBackupKey())
  if (!existsSync(path) && mayMake) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await makeKeyFile(path)
    say(`made a key for backups: ${path}`)
    say('keep a copy of it away from this machine: without it nobody can open the backup')
  }
  return {
    key: await readFile(path, 'utf8').catch(() => {
      throw new WrongSettings([
        `--key: ${path} cannot be read; give --key FILE, --passphrase-file FILE or PLUMBLINE_BACKUP_PASSPHRASE`,
      ])
    }),
  }
}

/** `backup DIR`: one more generation of everything; beside a running server as well as without one. */
export async function backup(args: string[]): Promise<BackupReport> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const folder = folderOf(positionals)
  const settings = settingsFor(values)
  const secret = await secretOf(values, true)
  const postgres = await openPostgres(settings, { share: true })
  try {
    return await makeBackup({
      folder,
      databaseUrl: postgres.adminUrl,
      files: openFiles(settings.files),
      dataDir: settings.dataDir,
      secret,
      at: systemClock.now(),
      say,
    })
  } finally {
    await postgres.stop()
  }
}

/** `restore DIR --data EMPTY`: the latest generation, or the named one, into an empty folder and an empty database. */
export async function restore(args: string[]): Promise<RestoreReport> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const folder = folderOf(positionals)
  const settings = settingsFor(values)
  const secret = await secretOf(values, false)
  const postgres = await openPostgres(settings)
  try {
    return await restoreBackup({
      folder,
      ...(values.generation ? { generation: values.generation } : {}),
      databaseUrl: postgres.adminUrl,
      ownerUrl: postgres.ownerUrl,
      files: openFiles(settings.files),
      dataDir: settings.dataDir,
      secret,
      say,
    })
  } finally {
    await postgres.stop()
  }
}

/** `backup key FILE`: a fresh key file; the line beginning with age1 is enough to back up, the other one to restore. */
export async function backupKey(args: string[]): Promise<{ recipient: string }> {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true })
  return makeKeyFile(folderOf(positionals))
}

export type AnchoredVerdict = Verdict & { readonly checkpoints?: number }

/**
 * `journal verify [--bureau REGION] [--anchor FILE]`: walks every chain; names the first row that was altered, removed
 * or moved, and what a checkpoint of the installation or of the anchor file saw otherwise.
 */
export async function verifyJournalCommand(args: string[]): Promise<AnchoredVerdict> {
  const { values } = parseArgs({
    args,
    options: { bureau: { type: 'string' }, data: { type: 'string' }, anchor: { type: 'string' } },
  })
  const settings = settingsFor(values.data ? { data: values.data } : {})
  const own = checkpointsIn(settings.dataDir)
  const files = [...(values.anchor ? [resolve(values.anchor)] : []), ...(existsSync(own) ? [own] : [])]
  const checkpoints: Checkpoint[] = []
  for (const file of files) {
    const read = await readCheckpoints(file, await publicKeysIn(settings.dataDir))
    if (!read.ok)
      return { ok: false, rows: 0, chains: 0, firstBroken: { region: '', seq: read.line, why: `${file}: ${read.why}` } }
    checkpoints.push(...read.checkpoints)
  }
  return withJournal(settings, async (tx) => {
    const verdict = await verifyJournal(tx, {
      region: values.bureau,
      anchors: anchorsOf(checkpoints),
      progress: progressOnStderr(),
    })
    return { ...verdict, checkpoints: checkpoints.length }
  })
}

/** `journal checkpoint FILE`: signs the end of every chain into a file that is to leave this machine. */
export async function checkpointCommand(
  args: string[],
): Promise<{ file: string; at: string; chains: number; rows: number }> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const file = folderOf(positionals)
  const settings = settingsFor(values)
  const { at, heads } = await withJournal(settings, (tx) =>
    appendCheckpoint(tx, {
      file,
      dataDir: settings.dataDir,
      at: systemClock.now(),
      suite: settings.journalCrypto,
    }),
  )
  return { file, at, chains: heads.length, rows: heads.reduce((sum, { seq }) => sum + seq, 0) }
}

async function withJournal<T>(settings: Settings, work: (tx: Tx) => Promise<T>): Promise<T> {
  const postgres = await openPostgres(settings, { share: true })
  try {
    return await withDatabase(postgres.url, 1, (db) => db.transaction(NATIONWIDE, work))
  } finally {
    await postgres.stop()
  }
}

/** A line a second, so that a long walk is seen to move; nothing for a short one. */
function progressOnStderr(): (done: number, total: number) => void {
  let told = Date.now()
  return (done, total) => {
    if (Date.now() - told < 1000) return
    told = Date.now()
    say(`${done} of ${total} rows (${Math.floor((done / total) * 100)} %)`)
  }
}

/** `field-key renew`: personal data are sealed with a new key from the next start of the servers on. */
export async function renewFieldKeyCommand(args: string[]): Promise<{ sealWith: string; restart: string }> {
  const { values } = parseArgs({ args, options: { data: { type: 'string' } } })
  const { dataDir } = settingsFor(values.data ? { data: values.data } : {})
  return {
    sealWith: renewFieldKey(dataDir),
    restart: 'restart every server of this database with the same keys/fields.json',
  }
}
