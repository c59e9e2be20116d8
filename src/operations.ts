/** The operations page: counts from every context and from the server itself, so it is composed beside server.ts. */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import sql from 'sql-template-tag'
import { getOperations, type Operations } from './contexts/audit/contract/operations.ts'
import { countPauses } from './contexts/people/store/second-factor.ts'
import { addDays } from './kernel/time.ts'
import { checkpointsIn } from './platform/checkpoint.ts'
import type { FileStore } from './platform/files.ts'
import { serve, type Ctx, type Route } from './platform/http.ts'
import type { Tx } from './platform/db.ts'
import type { Missing } from './platform/ready.ts'
import type { PoolState, Watch } from './platform/watch.ts'

export type OperationsParts = {
  readonly watch: Watch
  readonly pool: () => PoolState
  readonly files: FileStore
  /** Null where the server was not told one, as in tests. */
  readonly dataDir: string | null
  readonly whyNotReady: () => Promise<readonly Missing[]>
}

const PACKAGE = join(import.meta.dirname, '../package.json')
const SOON_DAYS = 7

/** Told before the server begins; the route is declared once for all servers of a process, as every other one. */
let parts: OperationsParts | null = null
export const tellOperations = (told: OperationsParts): void => {
  parts = told
}

export const operations: Route = serve(getOperations, async (_, ctx): Promise<Operations> => {
  if (!parts) throw new Error('the server has not told how it runs')
  const { watch, pool, files, dataDir, whyNotReady } = parts
  const totals = await watch.totals()
  const { version } = JSON.parse(await readFile(PACKAGE, 'utf8')) as { version: string }
  const disk = await files.room()
  return {
    at: ctx.at,
    startedAt: watch.startedAt,
    version,
    missing: [...(await whyNotReady())],
    calls: { total: totals.calls, faults: totals.faults, p95Ms: totals.p95Ms },
    database: { ...(await databaseOf(ctx.tx)), ...pool() },
    disks: disk ? [{ what: 'files', ...disk }] : [],
    queues: await queuesOf(ctx, files),
    clocks: await clocksOf(ctx),
    slow: [...watch.slowest()],
    journal: {
      ...(await journalOf(ctx.tx)),
      lastCheckpointAt: dataDir ? await lastChange(checkpointsIn(dataDir)) : null,
    },
    pausedSignIns: await countPauses(ctx.tx, ctx.asker.region, ctx.at),
  }
})

const lastChange = async (path: string) => (await stat(path).catch(() => null))?.mtime.toISOString() ?? null

async function databaseOf(tx: Tx): Promise<{ version: string; bytes: number }> {
  const found = await tx.find<{ version: string; bytes: number }>(
    sql`select current_setting('server_version') as version, pg_database_size(current_database()) as bytes`,
  )
  return found ?? { version: '', bytes: 0 }
}

async function journalOf(tx: Tx): Promise<{ chains: number; rows: number }> {
  const found = await tx.find<{ chains: number; rows: number }>(
    sql`select count(*) as chains, coalesce(sum(seq), 0)::bigint as rows from journal.chain`,
  )
  return found ?? { chains: 0, rows: 0 }
}

async function queuesOf({ tx }: Ctx, files: FileStore): Promise<Operations['queues']> {
  const notices = await tx.find<{ waiting: number; oldestAt: string | null }>(
    sql`select count(*) as waiting, min(decided_on)::text as "oldestAt" from publicity.notice where state = 'queued'`,
  )
  // This page is looked at when something is away: the other figures must still be there.
  const uploads = await files.arriving().catch(() => null)
  return [
    ...(uploads ? [{ what: 'uploads', ...uploads }] : []),
    { what: 'notices', waiting: notices?.waiting ?? 0, oldestAt: notices?.oldestAt ?? null },
  ]
}

async function clocksOf({ tx, today }: Ctx): Promise<Operations['clocks']> {
  const soon = addDays(today, SOON_DAYS)
  const rows = await tx.rows<Operations['clocks'][number]>(sql`
    select what, count(*) filter (where due < ${today}) as overdue,
      count(*) filter (where due >= ${today} and due <= ${soon}) as soon
    from (
      select 'rectification' as what, rectify_by as due from hazard.hazard where state in ('ordered', 'reported', 'failed')
      union all
      select 'case', due_on from casework.clock where whose = 'bureau'
      union all
      select 'notice', publish_by from publicity.notice where state = 'queued'
    ) clock where due <= ${soon} group by what order by what`)
  return ['case', 'notice', 'rectification'].map(
    (what) => rows.find((row) => row.what === what) ?? { what, overdue: 0, soon: 0 },
  )
}
