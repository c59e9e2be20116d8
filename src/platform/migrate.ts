import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asOwner } from './db.ts'

const FOLDER = join(import.meta.dirname, '../../migrations')

/** The migrations of this version in the order of their numbers, each with the digest that the database remembers. */
export async function migrationFiles(): Promise<{ name: string; digest: string; text: string }[]> {
  const names = (await readdir(FOLDER)).filter((name) => /^\d{4}-[a-z-]+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(FOLDER, name), 'utf8')
      return { name, digest: createHash('sha256').update(text).digest('hex'), text }
    }),
  )
}

/**
 * Applies every migration that the database has not seen, each in its own transaction, in the order of their numbers.
 * @param only these and no others, e.g. those that an older backup was made under
 * @returns the files applied now. Throws when a file that was applied before has changed since: migrations only go forward.
 */
export async function migrate(ownerUrl: string, only?: ReadonlySet<string>): Promise<string[]> {
  const files = (await migrationFiles()).filter(({ name }) => !only || only.has(name))
  return asOwner(ownerUrl, async (client) => {
    await client.query('select pg_advisory_lock(7586)')
    await client.query(
      'create table if not exists public.migration (name text primary key, digest text not null, at timestamptz not null default now())',
    )
    const known = new Map(
      (await client.query<{ name: string; digest: string }>('select name, digest from public.migration')).rows.map(
        (row) => [row.name, row.digest],
      ),
    )
    const applied: string[] = []
    for (const { name, digest, text } of files) {
      const before = known.get(name)
      if (before === digest) continue
      if (before) throw new Error(`migration ${name} was changed after it had been applied`)
      await client.query('begin')
      try {
        await client.query(text)
        await client.query('insert into public.migration (name, digest) values ($1, $2)', [name, digest])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`migration ${name} failed`, { cause: error })
      }
      applied.push(name)
    }
    await client.query('select pg_advisory_unlock(7586)')
    return applied
  })
}
