import pg from 'pg'
import type { Sql } from 'sql-template-tag'
import type { Asker } from '../kernel/asker.ts'
import { NATION, regionRange, type Region } from '../kernel/region.ts'

// Law dates stay text, bigint counters stay numbers (none comes near 2^53), instants become ISO strings.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (value) => new Date(value).toISOString())

/** What row-level security lets a transaction see. */
export type Scope = { readonly region: Region | 'none'; readonly enterpriseId?: string }

export const NATIONWIDE: Scope = { region: NATION }

/** An officer sees his region, a business its own rows, the public nothing that is not marked public. */
export const scopeOf = (asker: Asker): Scope => ({
  region: asker.kind === 'officer' || asker.kind === 'system' ? asker.region : 'none',
  ...(asker.enterpriseId ? { enterpriseId: asker.enterpriseId } : {}),
})

export type Row = Record<string, unknown>

export type Tx = {
  /** All rows; column names come back as written in the statement. */
  rows<T extends object = Row>(statement: Sql): Promise<T[]>
  /** The first row or null. */
  find<T extends object = Row>(statement: Sql): Promise<T | null>
  /** Runs a statement and tells how many rows it touched. */
  run(statement: Sql): Promise<number>
}

export type Database = {
  /** One transaction under one scope; commits when `work` returns, rolls back when it throws. */
  transaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const txOn = (client: pg.PoolClient): Tx => ({
  rows: async <T extends object>(statement: Sql) => (await client.query<T>(statement)).rows,
  find: async <T extends object>(statement: Sql) => (await client.query<T>(statement)).rows[0] ?? null,
  run: async (statement) => (await client.query(statement)).rowCount ?? 0,
})

/** Opens a pool whose connections act as plumbline_app: no right to alter the journal, row-level security on. */
export function openDatabase(url: string, size = 10): Database {
  const pool = new pg.Pool({ connectionString: url, max: size, application_name: 'plumbline' })
  pool.on('error', () => undefined) // an idle connection that drops is replaced by the next checkout
  pool.on('connect', (client) => {
    // Queued before anything else on this connection; should it fail, row-level security is forced on the owner as
    // well.
    client.query('set role plumbline_app').catch(() => client.end())
  })
  return {
    async transaction(scope, work) {
      const client = await pool.connect()
      const range = scope.region === 'none' ? { from: 'none', below: 'none' } : regionRange(scope.region)
      try {
        await client.query('begin')
        await client.query(
          `select set_config('plumbline.scope_from', $1, true), set_config('plumbline.scope_below', $2, true),
                  set_config('plumbline.scope_enterprise', $3, true)`,
          [range.from, range.below, scope.enterpriseId ?? ''],
        )
        const result = await work(txOn(client))
        await client.query('commit')
        client.release()
        return result
      } catch (error) {
        // A connection whose rollback fails is broken: hand it back as such, so that nobody inherits its transaction.
        await client.query('rollback').then(
          () => client.release(),
          (broken: Error) => client.release(broken),
        )
        throw error
      }
    },
    close: () => pool.end(),
  }
}

/** A connection of the database's owner, for migrations and the few acts above the application's rights. */
export async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'plumbline-owner' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
