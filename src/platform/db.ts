import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Sql } from 'sql-template-tag'
import type { Asker } from '../kernel/asker.ts'
import { NATION, regionRange, type Region } from '../kernel/region.ts'
import { connectToPrimary, poolAtPrimary } from './primary.ts'

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
  /** Connections of this server: all, those at rest, and callers that wait for one. */
  pool(): { open: number; idle: number; waiting: number }
  close(): Promise<void>
}

/** Hears of every statement: its text, whose values stand apart, and how long it took. */
export type WatchStatement = (text: string, ms: number) => void

/** Texts of statements that come again and again, by how often they came; `name` once they are prepared. */
const seenTexts = new Map<string, { times: number; name: string | undefined }>()
const PREPARED_FROM = 3
/** Lists of many lengths make many texts: so many are kept at most, on each connection and on the server behind it. */
const PREPARED_MAX = 600

/**
 * The name under which a connection prepares the statement, so that the database plans it once and not at every call;
 * undefined for a text that has not come often, or comes too late to be kept.
 */
function preparedName(text: string): string | undefined {
  const seen = seenTexts.get(text)
  if (!seen) {
    if (seenTexts.size < PREPARED_MAX) seenTexts.set(text, { times: 1, name: undefined })
    return undefined
  }
  seen.times += 1
  if (seen.times === PREPARED_FROM)
    seen.name = `plumbline-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`
  return seen.name
}

type Asking = { readonly watch?: WatchStatement | undefined; readonly prepares: boolean }

function txOn(client: pg.ClientBase, { watch, prepares }: Asking): Tx {
  const ask = async <T extends object>(statement: Sql) => {
    const from = performance.now()
    const { text, values } = statement
    const name = prepares ? preparedName(text) : undefined
    const answer = await client.query<T>(name ? { name, text, values } : { text, values })
    watch?.(text, performance.now() - from)
    return answer
  }
  return {
    rows: async <T extends object>(statement: Sql) => (await ask<T>(statement)).rows,
    find: async <T extends object>(statement: Sql) => (await ask<T>(statement)).rows[0] ?? null,
    run: async (statement) => (await ask(statement)).rowCount ?? 0,
  }
}

const SCOPE = `set_config('plumbline.scope_from', $1, true), set_config('plumbline.scope_below', $2, true),
  set_config('plumbline.scope_enterprise', $3, true)`
/** Scope and role end with the transaction: nothing of a caller is left on a connection that others use after him (ADR 36). */
const SCOPE_AS_APP = `${SCOPE}, set_config('role', 'plumbline_app', true)`

const rangeOf = ({ region, enterpriseId = '' }: Scope): string[] => {
  const range = region === 'none' ? { from: 'none', below: 'none' } : regionRange(region)
  return [range.from, range.below, enterpriseId]
}

/**
 * Begins a transaction under a scope and as plumbline_app, without waiting: what is asked next goes out behind it. Should
 * the scope not be taken, the database refuses every statement that follows.
 */
function begin(client: pg.PoolClient, scope: Scope, { prepares }: Asking): Promise<unknown> {
  const taken = { text: `select ${SCOPE_AS_APP}`, values: rangeOf(scope) }
  const begun = Promise.all([client.query('begin'), client.query(prepares ? { name: 'scope', ...taken } : taken)])
  // Whoever asks the next question hears of a broken connection as well; the caller waits for this one before he commits.
  begun.catch(() => undefined)
  return begun
}

/** Works with a database of its own for as long as the work takes. `size` is how many connections it may open. */
export async function withDatabase<T>(
  url: string,
  size: number,
  work: (db: Database) => Promise<T>,
  watch?: WatchStatement,
): Promise<T> {
  const db = openDatabase(url, size, watch)
  return work(db).finally(() => db.close())
}

const POOLED = 'pooled+'
/** Marks the address of a pooler, as it goes from hand to hand beside those of databases. */
export const pooled = (url: string): string => `${POOLED}${url}`

/**
 * Opens a pool whose transactions act as plumbline_app: no right to alter the journal, row-level security on. Behind a
 * pooler (`PLUMBLINE_POOLER_URL`, `pooled`) one connection is many of the database, so nothing is prepared on it.
 */
export function openDatabase(url: string, size = 10, watch?: WatchStatement): Database {
  const asking: Asking = { watch, prepares: !url.startsWith(POOLED) }
  // Statements that wait for no answer travel together: a transaction begins, takes its scope and asks its first question
  // in one round trip.
  const { pool, connect } = poolAtPrimary(url.replace(POOLED, ''), {
    max: size,
    application_name: 'plumbline',
    pipeline: true,
  })
  pool.on('error', () => undefined) // an idle connection that drops is replaced by the next checkout
  pool.on('connect', (client) => {
    // A connection that breaks while somebody works on it: his next question fails, the server goes on.
    client.on('error', () => undefined)
  })
  return {
    async transaction(scope, work) {
      const client = await connect()
      try {
        const begun = begin(client, scope, asking)
        const result = await work(txOn(client, asking))
        await begun
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
    pool: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  }
}

/** One connection outside the pool, with the rights of whoever's address was given. */
export type OwnConnection = pg.Client

/** The questions of a Tx inside a transaction that the caller began on his own connection. */
export async function openTx(client: OwnConnection, scope: Scope): Promise<Tx> {
  await client.query(`select ${SCOPE}`, rangeOf(scope))
  return txOn(client, { prepares: true })
}

/** A connection of the database's owner, for migrations and the few acts above the application's rights. */
export async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connectToPrimary(url, { application_name: 'plumbline-owner' })
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
