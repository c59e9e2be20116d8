/**
 * A primary and its standbys under one address, written as libpq writes it: the hosts of `DATABASE_URL` with commas
 * between them. Whichever of them takes writes is used; when it is lost and another one promoted, the next connection
 * finds that one. The driver knows one host only, so the list is walked here.
 */
import pg from 'pg'

/** A host that does not even refuse must not hold up the look at the next one. */
const TRIED_FOR_MS = 3000

/** One address for each host of `postgres://user:password@a:5432,b:5432/plumbline`. */
export function addressesIn(url: string): string[] {
  const parts = /^(\w+:\/\/(?:[^/?#]*@)?)([^/?#]*)(.*)$/s.exec(url)
  if (!parts) return [url]
  const [, before = '', hosts = '', behind = ''] = parts
  return hosts.split(',').map((host) => `${before}${host}${behind}`)
}

/** Throws when the server at the other end only reads. */
async function refuseStandby(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ reads: boolean }>('select pg_is_in_recovery() as reads')
  if (rows[0]?.reads) throw new Error('this PostgreSQL is a standby and takes no writes')
}

/** One connection to the primary. Throws what the last host of the list said when none is. */
export async function connectToPrimary(url: string, config: pg.ClientConfig): Promise<pg.Client> {
  const addresses = addressesIn(url)
  const isOneOfSome = addresses.length > 1
  const inTime = isOneOfSome ? { connectionTimeoutMillis: TRIED_FOR_MS } : {}
  let said: unknown
  for (const connectionString of addresses) {
    const client = new pg.Client({ ...config, ...inTime, connectionString })
    try {
      await client.connect()
      if (isOneOfSome) await refuseStandby(client)
      return client
    } catch (error) {
      said = error
      client.end().catch(() => undefined)
    }
  }
  throw said
}

export type PrimaryPool = {
  readonly pool: pg.Pool
  /** A connection to the primary, asked for at every host once before it fails. */
  connect(): Promise<pg.PoolClient>
}

/** A pool whose connections all lead to the primary. */
export function poolAtPrimary(url: string, config: pg.PoolConfig): PrimaryPool {
  const addresses = addressesIn(url)
  if (addresses.length === 1) {
    const pool = new pg.Pool({ ...config, connectionString: url })
    return { pool, connect: () => pool.connect() }
  }
  let turn = 0
  class ClientInTurn extends pg.Client {
    constructor(options: pg.ClientConfig = {}) {
      super({ ...options, connectionString: addresses[turn], connectionTimeoutMillis: TRIED_FOR_MS, keepAlive: true })
    }
  }
  const pool = new pg.Pool({ ...config, Client: ClientInTurn, onConnect: refuseStandby })
  return {
    pool,
    async connect() {
      for (let left = addresses.length; ; left -= 1) {
        const tried = turn
        try {
          return await pool.connect()
        } catch (error) {
          // Whoever else failed at this host has moved on already.
          if (turn === tried) turn = (tried + 1) % addresses.length
          if (left === 1) throw error
        }
      }
    },
  }
}
