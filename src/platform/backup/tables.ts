/** The rows of a backup: which tables there are, how their bytes leave and come back, and what proves that they are the same. */
import { createHash } from 'node:crypto'
import { Transform, type Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { OwnConnection } from '../db.ts'
import { BackupTrouble } from './lock.ts'

export type Table = { readonly name: string; readonly columns: readonly string[]; readonly key: readonly string[] }
/** Rows and SHA-256 of a table in the order of its key, as COPY writes it. */
export type TableSum = { readonly name: string; readonly rows: number; readonly sha256: string }
export type Sequence = { readonly name: string; readonly value: number }

const OURS = `n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'public')`
/** Written by migrations themselves, so they are there before anybody has done anything. */
const SEEDED = new Set(['law.overlay_stamp'])

/** Every way of writing a value that depends on a setting, set the same on both ends. */
const SAME_WORDS = `set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres';
  set extra_float_digits = 1; set bytea_output = 'hex'; set client_encoding = 'UTF8'`

/** Prepares a connection to see and write every row. Throws BackupTrouble when its user is held back by row-level security. */
export async function seeEverything(client: OwnConnection): Promise<void> {
  const { rows } = await client.query<{ may: boolean }>(
    'select rolsuper or rolbypassrls as may from pg_roles where rolname = current_user',
  )
  if (!rows[0]?.may)
    throw new BackupTrouble(
      'the database user does not see every row: name a superuser (or, to back up, one with BYPASSRLS) in PLUMBLINE_ADMIN_URL',
    )
  await client.query(SAME_WORDS)
}

/** Every table of the contexts and of the platform, by name. */
export async function tablesOf(client: OwnConnection): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select format('%I.%I', n.nspname, c.relname) as name,
      (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select array_agg(quote_ident(a.attname) order by k.nth) from pg_index i
        cross join unnest(i.indkey::int2[]) with ordinality as k (attnum, nth)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary), '{}') as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and ${OURS} order by 1`)
  return rows
}

/** The first table that holds rows of somebody's work; null in a database that was only just made. */
export async function findWork(client: OwnConnection): Promise<string | null> {
  for (const { name } of await tablesOf(client)) {
    if (SEEDED.has(name)) continue
    const { rows } = await client.query<{ some: boolean }>(`select exists (select from ${name}) as some`)
    if (rows[0]?.some) return name
  }
  return null
}

/** What COPY writes for a table, in the order of its key: the same rows always give the same bytes. */
const rowsOf = (client: OwnConnection, { name, columns, key }: Table): Readable =>
  client.query(
    copyTo(`copy (select ${columns.join(', ')} from ${name} t order by ${key.join(', ') || 't::text'}) to stdout`),
  )

function summing(sum: ReturnType<typeof createHash>, count: (rows: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sum.update(chunk)
      // A line break inside a value is written as \n, so that every byte 10 ends a row.
      let rows = 0
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows += 1
      count(rows)
      done(null, chunk)
    },
  })
}

type Reading = { readonly table: Table; readonly keep: (part: Buffer) => Promise<void>; readonly partBytes: number }

/** Sends the table's bytes to `keep` in parts of about `partBytes`, and tells what they amount to. */
export async function readTable(client: OwnConnection, { table, keep, partBytes }: Reading): Promise<TableSum> {
  const sum = createHash('sha256')
  let rows = 0
  let waiting: Buffer[] = []
  let size = 0
  const flush = async () => {
    if (size > 0) await keep(Buffer.concat(waiting))
    waiting = []
    size = 0
  }
  await pipeline(
    rowsOf(client, table),
    summing(sum, (more) => (rows += more)),
    async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        waiting.push(chunk)
        size += chunk.length
        if (size >= partBytes) await flush()
      }
      await flush()
    },
  )
  return { name: table.name, rows, sha256: sum.digest('hex') }
}

/** Rows and sum of the table as it is now. */
export const sumTable = (client: OwnConnection, table: Table): Promise<TableSum> =>
  readTable(client, { table, keep: async () => undefined, partBytes: 1 })

/** Takes the bytes of one table back; write its parts in order, then end the stream. */
export const tableWriter = (client: OwnConnection, { name, columns }: Table): Writable =>
  client.query(copyFrom(`copy ${name} (${columns.join(', ')}) from stdin`))

export async function sequencesOf(client: OwnConnection): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(`
    select format('%I.%I', schemaname, sequencename) as name, last_value as value from pg_sequences
    where schemaname not like 'pg\\_%' and last_value is not null order by 1`)
  return rows
}

export async function setSequences(client: OwnConnection, sequences: readonly Sequence[]): Promise<void> {
  for (const { name, value } of sequences) await client.query('select setval($1::regclass, $2)', [name, value])
}
