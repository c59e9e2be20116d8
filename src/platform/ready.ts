import { access } from 'node:fs/promises'
import sql from 'sql-template-tag'
import type { Database } from './db.ts'
import type { FileStore } from './files.ts'
import { migrationFiles } from './migrate.ts'

/**
 * One thing that is missing, and what the administrator does about it. Without it the server should get no calls, unless
 * the `others`, which do not need it, can still be answered: then all servers lack it alike, and none is left out.
 */
export type Missing = { readonly what: string; readonly mend: string; readonly others?: boolean }

const ANSWERS_WITHIN_MS = 3000

const inTime = <T>(work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, late) => setTimeout(() => late(new Error('no answer in time')), ANSWERS_WITHIN_MS).unref()),
  ])

/** Everything that is missing; empty when the server is ready. */
export async function whyNotReady(parts: { db: Database; files: FileStore; apps: string }): Promise<Missing[]> {
  const checks = await Promise.all([
    missingOfDatabase(parts.db),
    parts.files.trouble().then((found) => (found ? [found] : [])),
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

const missingOfApps = async (apps: string): Promise<Missing[]> =>
  (await access(apps)
    .then(() => true)
    .catch(() => false))
    ? []
    : [{ what: 'apps', mend: 'npm run build' }]
