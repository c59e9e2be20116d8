/** Takes rows for many tables at once, each over a COPY of its own, with the indexes out of the way meanwhile. */
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { asOwner, type OwnConnection } from '../../src/platform/db.ts'
import { seeEverything, tableWriter } from '../../src/platform/backup/tables.ts'

export type Sink = {
  /** Takes a row, a string of bytes (cut.ts) without its line break; what it answers is awaited while the database is busy. */
  write(table: string, row: string): Promise<void> | void
  /** Everything is in the tables, or throws what the database said. */
  end(): Promise<void>
}

const CHUNK_CHARACTERS = 200_000

type Pipe = {
  rows: string[]
  size: number
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

function add(pipe: Pipe, row: string): Promise<void> | void {
  pipe.rows.push(row)
  pipe.size += row.length
  return pipe.size >= CHUNK_CHARACTERS ? pipe.flush() : undefined
}

function openPipe(
  adminUrl: string,
  table: string,
  columns: readonly string[],
  failed: { error?: unknown },
): Promise<Pipe> {
  return new Promise((opened, refused) => {
    const done = asOwner(adminUrl, async (client) => {
      await seeEverything(client)
      // Triggers and foreign keys judge acts one by one; these rows were judged when their story was told.
      await client.query(`set session_replication_role = replica`)
      const stream = tableWriter(client, { name: table, columns, key: [] })
      const pipe: Pipe = {
        rows: [],
        size: 0,
        done: finished(stream),
        end: () => stream.end(),
        flush() {
          if (pipe.rows.length === 0) return
          const bytes = Buffer.from(`${pipe.rows.join('\n')}\n`, 'latin1')
          pipe.rows = []
          pipe.size = 0
          if (stream.write(bytes)) return
          return once(stream, 'drain').then(() => undefined)
        },
      }
      opened(pipe)
      await pipe.done
    })
    done.catch((error: unknown) => {
      failed.error ??= error
      refused(error instanceof Error ? error : new Error(String(error)))
    })
  })
}

type Index = { readonly name: string; readonly definition: string }

/** Drops the indexes that no constraint stands on, does the work, and builds them again: sorted once instead of row by row. */
export async function withoutIndexes(
  adminUrl: string,
  { tables, say }: { tables: readonly string[]; say: (text: string) => void },
  work: () => Promise<void>,
): Promise<void> {
  await asOwner(adminUrl, async (client) => {
    const { rows } = await client.query<Index>(
      `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
        where i.indrelid = any($1::regclass[]) and not i.indisprimary
          and not exists (select from pg_constraint c where c.conindid = i.indexrelid) order by 1`,
      [tables],
    )
    for (const { name } of rows) await client.query(`drop index ${name}`)
    try {
      await work()
    } finally {
      await build(client, rows, say)
    }
  })
}

async function build(client: OwnConnection, indexes: readonly Index[], say: (text: string) => void) {
  await client.query(`set maintenance_work_mem = '512MB'`)
  for (const [nth, { name, definition }] of indexes.entries()) {
    say(`index ${nth + 1} of ${indexes.length}: ${name}`)
    await client.query(definition)
  }
}
