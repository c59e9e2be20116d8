/**
 * A hot standby that answers boards and statistics (ADR 36): whoever reads them is told of which moment they are, and the
 * primary answers when the standby is away or too far behind.
 */
import sql from 'sql-template-tag'
import { Away, Conflict, Invalid, NotFound } from '../kernel/answer.ts'
import { Refused } from '../kernel/refusal.ts'
import type { Instant } from '../kernel/time.ts'
import type { Database, Scope, Tx } from './db.ts'

export type Replica = {
  /** Null when the standby is away or further behind than allowed: then the primary is to be asked. */
  read<T>(scope: Scope, work: (tx: Tx, asOf: Instant) => Promise<T>): Promise<{ readonly answer: T } | null>
  close(): Promise<void>
}

const BEHIND_MAX_MS = 30_000
/** After it did not answer it is left alone for so long, or every reader would wait for it. */
const LEFT_ALONE_MS = 10_000

type Seen = { readonly now: Instant; readonly isCaughtUp: boolean; readonly replayedTo: Instant | null }

/** With all that came replayed and the line to the primary open it is of this moment, however long nothing was written. */
const SEEN = sql`select clock_timestamp() as now, pg_last_xact_replay_timestamp() as "replayedTo",
  not pg_is_in_recovery() or (pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
    and exists (select 1 from pg_stat_wal_receiver)) as "isCaughtUp"`

const isAnswer = (error: unknown) => [Refused, NotFound, Invalid, Conflict, Away].some((kind) => error instanceof kind)

class TooFarBehind extends Error {}

export function openReplica(db: Database, behindMaxMs = BEHIND_MAX_MS): Replica {
  let leftAloneUntil = 0
  return {
    async read(scope, work) {
      if (Date.now() < leftAloneUntil) return null
      try {
        return await db.transaction(scope, async (tx) => {
          const seen = await tx.find<Seen>(SEEN)
          const asOf = seen?.isCaughtUp ? seen.now : (seen?.replayedTo ?? null)
          if (!seen || !asOf || Date.parse(seen.now) - Date.parse(asOf) > behindMaxMs) throw new TooFarBehind()
          return { answer: await work(tx, asOf) }
        })
      } catch (error) {
        if (isAnswer(error)) throw error
        if (!(error instanceof TooFarBehind)) leftAloneUntil = Date.now() + LEFT_ALONE_MS
        return null
      }
    },
    close: () => db.close(),
  }
}
