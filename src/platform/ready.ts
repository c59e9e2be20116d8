import { access, constants } from 'node:fs/promises'
import sql from 'sql-template-tag'
import type { Database } from './db.ts'
import { migrationFiles } from './migrate.ts'
import { diskOf } from './watch.ts'

/** One thing without which the server should get no calls, and what the administrator does about it. */
export type Missing = { readonly what: string; readonly mend: string }

const FREE_BYTES_MIN = 200 * 1024 * 1024
const ANSWERS_WITHIN_MS = 3000

const inTime = <T>(work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, late) => setTimeout(() => late(new Error('no answer in time')), ANSWERS_WITHIN_MS).unref()),
  ])

/** Everything that is missing; empty when the server is ready. */
export async function whyNotReady(parts: { db: Database; filesFolder: string; apps: string }): Promise<Missing[]> {
  const checks = await Promise.all([
    missingOfDatabase(parts.db),
    missingOfFiles(parts.filesFolder),
    missingOfApps(parts.apps),
  ])
  return checks.flat()
}

async function missingOfDatabase(db: Database): Promise<Missing[]> {
  try {
    const applied = await inTime(
      db.transaction({ region: 'none' }, (tx) => tx.rows<{ name: string }>(sql`select name from public.migration`)),
    )
    const names = new Set(applied.map(({ name }) => name))
    const open = (await migrationFiles()).filter(({ name }) => !names.has(name))
    return open.length === 0
      ? []
      : [
          {
            what: `migrations ${open.map(({ name }) => name).join(', ')}`,
            mend: 'start one server of this version: it applies them',
          },
        ]
  } catch {
    return [{ what: 'database', mend: 'start PostgreSQL, or check DATABASE_URL and its password' }]
  }
}

async function missingOfFiles(folder: string): Promise<Missing[]> {
  const isWritable = await access(folder, constants.W_OK)
    .then(() => true)
    .catch(() => false)
  // The first original makes the folder; until then its disk is that of the folder around it.
  const disk = await diskOf(folder)
  if (!isWritable && disk) return [{ what: 'files', mend: `let this user write ${folder} (PLUMBLINE_FILES)` }]
  if (disk && disk.freeBytes < FREE_BYTES_MIN)
    return [{ what: 'disk', mend: `free some space on the disk of ${folder}` }]
  return []
}

const missingOfApps = async (apps: string): Promise<Missing[]> =>
  (await access(apps)
    .then(() => true)
    .catch(() => false))
    ? []
    : [{ what: 'apps', mend: 'npm run build' }]
