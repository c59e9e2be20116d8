/** Takes rows for many tables at once, each over a COPY of its own, with the indexes out of the way meanwhile. */
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { seeEverything } from '../../src/platform/backup/tables.ts'
import { asOwner, type OwnConnection } from '../../src/platform/db.ts'
import { fillInto, type Filling } from './cut.ts'

export type Sink = {
  /** Takes a row (cut.ts); what it answers is awaited while the database is busy. */
  write(table: string, row: Filling): Promise<void> | void
  /** Everything is in the tables, or throws what the database said. */
  end(): Promise<void>
}

const CHUNK_BYTES = 512 * 1024
const LONGEST_ROW_BYTES = 128 * 1024
const LINE_BREAK = 10

type Pipe = {
  bytes: Buffer
  used: number
  flush(): Promise<void> | void
  readonly done: Promise<void>
  end(): void
}

/**
 * @param columns of each table, in the order of its rows; tables are opened when their first row comes
 * @param adminUrl a superuser's: rows of generated history are written beside the guards that would judge them one by one
 */
export function openSink(adminUrl: string, columns: ReadonlyMap<string, readonly string[]>): Sink {
  const pipes = new Map<string, Pipe | Promise<Pipe>>()
  const failed: { error?: unknown } = {}
  const open = (table: string): Promise<Pipe> => openPipe(adminUrl, table, columns.get(table) ?? [], failed)
  return {
    write(table, row) {
      if (failed.error) throw failed.error
      const pipe = pipes.get(table)
      if (pipe && !(pipe instanceof Promise)) return add(pipe, row)
      const opening = pipe ?? open(table)
      if (!pipe) pipes.set(table, opening)
      return opening.then((opened) => {
        pipes.set(table, opened)
        return add(opened, row)
      })
    },
    async end() {
      const all = await Promise.all(pipes.values())
      for (const pipe of all) {
        await pipe.flush()
        pipe.end()
      }
      await Promise.all(all.map(({ done }) => done))
      if (failed.error) throw failed.error
    },
  }
}

function add(pipe: Pipe, row: Filling): Promise<void> | void {
  const end = fillInto(pipe.bytes, pipe.used, row)
  if (end >= CHUNK_BYTES) throw new Error(`a row is longer than ${LONGEST_ROW_BYTES} bytes`)
  pipe.bytes[end] = LINE_BREAK
  pipe.used = end + 1
  return pipe.used >= CHUNK_BYTES - LONGEST_ROW_BYTES ? pipe.flush() : undefined
}

/**
 * A table that is written anew in the transaction that fills it needs no log, and its rows are settled from the start:
 * no vacuum has to look at them again.
 */
async function writeAnew(client: OwnConnection, table: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = $1::regclass and i.indisprimary',
    [table],
  )
  if (!rows[0]) throw new Error(`${table} has no primary key`)
  await client.query(`cluster ${table} using ${rows[0].name}`)
  await client.query(`alter table ${table} set without cluster`)
}

function openPipe(
  adminUrl: string,
  table: string,
  columns: readonly string[],
  failed: { error?: unknown },
): Promise<Pipe> {
  return new Promise((opened, refused) => {
    const whole = asOwner(adminUrl, async (client) => {
      await seeEverything(client)
      // Triggers and foreign keys judge acts one by one; these rows were judged when their story was told.
      await client.query(`set session_replication_role = replica`)
      await client.query('begin')
      await writeAnew(client, table)
      const stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin with (freeze)`))
      const pipe: Pipe = {
        bytes: Buffer.allocUnsafeSlow(CHUNK_BYTES),
        used: 0,
        done: whole,
        end: () => stream.end(),
        flush() {
          if (pipe.used === 0) return
          const bytes = pipe.bytes.subarray(0, pipe.used)
          pipe.bytes = Buffer.allocUnsafeSlow(CHUNK_BYTES)
          pipe.used = 0
          if (stream.write(bytes)) return
          return once(stream, 'drain').then(() => undefined)
        },
      }
      opened(pipe)
      await finished(stream)
      await client.query('commit')
    })
    whole.catch((error: unknown) => {
      failed.error ??= error
      refused(error instanceof Error ? error : new Error(String(error)))
    })
  })
}

type Index = { readonly name: string; readonly table: string; readonly definition: string }

/** Drops the indexes that no constraint stands on, does the work, and builds them again: sorted once instead of row by row. */
export async function withoutIndexes(
  adminUrl: string,
  { tables, say }: { tables: readonly string[]; say: (text: string) => void },
  work: () => Promise<void>,
): Promise<void> {
  await asOwner(adminUrl, async (client) => {
    const { rows } = await client.query<Index>(
      `select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as table, pg_get_indexdef(i.indexrelid) as definition
         from pg_index i
        where i.indrelid = any($1::regclass[]) and not i.indisprimary
          and not exists (select from pg_constraint c where c.conindid = i.indexrelid) order by 1`,
      [tables],
    )
    for (const { name } of rows) await client.query(`drop index ${name}`)
    try {
      await work()
    } finally {
      await twoAtATime(adminUrl, await largestFirst(client, rows), async (one, { name, definition }, nth) => {
        say(`index ${nth + 1} of ${rows.length}: ${name}`)
        await one.query(definition)
      })
    }
  })
}

/** So that the longest one does not begin when all others have ended. */
async function largestFirst(client: OwnConnection, indexes: readonly Index[]): Promise<Index[]> {
  const sizes = new Map<string, number>()
  for (const { table } of indexes) {
    const { rows } = await client.query<{ size: string }>('select pg_total_relation_size($1::regclass) as size', [
      table,
    ])
    sizes.set(table, Number(rows[0]?.size))
  }
  return indexes.toSorted((a, b) => (sizes.get(b.table) ?? 0) - (sizes.get(a.table) ?? 0))
}

/** Statistics of every table that was filled; settled rows need nothing else. */
export const analyze = (adminUrl: string, tables: readonly string[]): Promise<void> =>
  twoAtATime(adminUrl, tables, async (client, table) => void (await client.query(`analyze ${table}`)))

/** One connection for each of two processors, which take the next piece when they have done theirs. */
async function twoAtATime<T>(
  adminUrl: string,
  pieces: readonly T[],
  work: (client: OwnConnection, piece: T, nth: number) => Promise<void>,
): Promise<void> {
  const waiting = pieces.entries()
  const one = () =>
    asOwner(adminUrl, async (client) => {
      await client.query(`set maintenance_work_mem = '512MB'; set max_parallel_maintenance_workers = 0`)
      for (const [nth, piece] of waiting) await work(client, piece, nth)
    })
  await Promise.all([one(), one()])
}
