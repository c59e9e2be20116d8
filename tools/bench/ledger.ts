/**
 * `bench ledger`: how fast 64 writers reserve visits for a few contested businesses, through the ledger as the product
 * uses it, against a plain counter under SELECT … FOR UPDATE that leaves the same durable rows (the number and the visit)
 * and asks nothing else, and beside both the bare counter, which keeps a number and no visit. All on one PostgreSQL with durable commits, over the same 64 connections, with
 * prepared statements, in turns, on fresh businesses each time.
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import sql, { raw, type Sql } from 'sql-template-tag'
import { reserve } from '../../src/contexts/planning/public.ts'
import type { Enterprise } from '../../src/contexts/registry/model.ts'
import { createEnterprises } from '../../src/contexts/registry/public.ts'
import { checkCharacterOf } from '../../src/kernel/credit-code.ts'
import { Refused } from '../../src/kernel/refusal.ts'
import { asOwner, NATIONWIDE, openDatabase, type Database } from '../../src/platform/db.ts'
import { startEmbedded } from '../../src/platform/embedded-postgres.ts'
import { freshFieldKeys, tellFieldKeys } from '../../src/platform/sealing.ts'
import { migrate } from '../../src/platform/migrate.ts'

const WRITERS = 64
const CAP = 12
/** Attempts a business: a quarter more than it has slots, so that every round has its losers. */
const ATTEMPTS = 15
/** What is asked of the ledger against the counter that leaves the same rows. */
const RATIO_MIN = 0.9
const REGION = '441302'
const AT = '2026-01-05T02:00:00.000Z'

/** A round: seconds taken, slots won, attempts refused. */
type Round = { readonly seconds: number; readonly won: number; readonly refused: number }
type Counted = Round & { readonly beyond: number }

/**
 * 64 writers work through the attempts in order, so that at any moment they stand before the same handful of
 * businesses.
 */
async function race(ids: readonly string[], attempt: (id: string) => Promise<boolean>): Promise<Round> {
  const waiting = ids.flatMap((id) => Array.from({ length: ATTEMPTS }, () => id)).reverse()
  let won = 0
  let refused = 0
  const began = performance.now()
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        if (await attempt(id)) won += 1
        else refused += 1
      }
    }),
  )
  return { seconds: (performance.now() - began) / 1000, won, refused }
}

let serial = 0
function someBusinesses(count: number): Enterprise[] {
  return Array.from({ length: count }, () => {
    serial += 1
    const first17 = `91990000MA${String(serial).padStart(7, '0')}`
    return {
      id: randomUUID(),
      creditCode: first17 + checkCharacterOf(first17),
      name: `压测第${serial}制品有限公司`,
      kind: 'company',
      region: REGION,
      address: '',
      industry: 'C3311',
      sectors: ['general'],
      legalRepresentative: '',
      principal: '',
      safetyManager: '',
      phone: '',
      employees: 30,
      highRisk: true,
      grade: 'none',
      keyUnit: false,
      responsibleBureau: REGION,
      origins: {},
      version: 1,
    }
  })
}

async function ledgerRound(db: Database, count: number): Promise<Counted> {
  const businesses = someBusinesses(count)
  await db.transaction(NATIONWIDE, (tx) =>
    createEnterprises(tx, businesses, {
      at: AT,
      byId: 'bench',
      byName: '压测',
      source: '压测',
      gradesFrom: '2025-01-01',
    }),
  )
  const ids = businesses.map(({ id }) => id)
  const round = await race(ids, async (id) => {
    try {
      await db.transaction({ region: REGION }, (tx) =>
        reserve(tx, {
          enterprise: { id, region: REGION },
          inspectionId: randomUUID(),
          bureau: REGION,
          on: '2026-03-05',
          reason: 'plan',
          reasonRef: '',
          checkItemIds: ['GEN-001'],
          at: AT,
          by: 'bench',
          cap: CAP,
        }),
      )
      return true
    } catch (error) {
      if (error instanceof Refused) return false
      throw error
    }
  })
  const row = await db.transaction(NATIONWIDE, (tx) =>
    tx.find<{ beyond: number }>(sql`
    select count(*) as beyond from planning.year_counter c
    where enterprise_id = any(${ids}::uuid[]) and (used > ${CAP} or used <> (select count(*) from planning.visit v where v.enterprise_id = c.enterprise_id and v.state <> 'released'))`),
  )
  return { ...round, beyond: row?.beyond ?? -1 }
}

/** A statement under a name is understood once a connection, like the ledger's own. */
const prepared = (statement: Sql, name: string) => Object.assign(statement, { name })

const VISIT_ROW = `insert into bench.visit (id, enterprise_id, region, bureau, year, inspection_id, state, counted, reason_ref, on_day,
  check_item_ids, cap, ordinal, reserved_at, reserved_by) values `

/** Both counters go through the same pool, role, scope and driver, so that only the way of counting differs. */
async function counterRound(db: Database, count: number, keepsVisit: boolean): Promise<Counted> {
  const ids = Array.from({ length: count }, () => randomUUID())
  await db.transaction(NATIONWIDE, (tx) =>
    tx.run(sql`insert into bench.counter (id, used) select unnest(${ids}::uuid[]), 0`),
  )
  const round = await race(ids, (id) =>
    db.transaction({ region: REGION }, async (tx) => {
      const row = await tx.find<{ used: number }>(
        prepared(sql`select used from bench.counter where id = ${id}::uuid for update`, 'bench.look'),
      )
      if (!row || row.used >= CAP) return false
      await tx.run(prepared(sql`update bench.counter set used = used + 1 where id = ${id}::uuid`, 'bench.count'))
      if (keepsVisit)
        await tx.run(
          prepared(
            sql`${raw(VISIT_ROW)} (${randomUUID()}::uuid, ${id}::uuid, ${REGION}, ${REGION}, 2026, ${randomUUID()}::uuid, 'reserved', true, '',
              '2026-03-05', ${['GEN-001']}::text[], ${CAP}::integer, ${row.used + 1}::integer, ${AT}::timestamptz, 'bench')`,
            'bench.keep',
          ),
        )
      return true
    }),
  )
  const row = await db.transaction(NATIONWIDE, (tx) =>
    tx.find<{ beyond: number }>(
      sql`select count(*) as beyond from bench.counter where id = any(${ids}::uuid[]) and used > ${CAP}`,
    ),
  )
  return { ...round, beyond: row?.beyond ?? -1 }
}

const SIDES = {
  ours: ledgerRound,
  peer: (db: Database, count: number) => counterRound(db, count, true),
  bare: (db: Database, count: number) => counterRound(db, count, false),
} as const
type Side = keyof typeof SIDES

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const rounded = (value: number, digits = 1) => Number(value.toFixed(digits))

const told = (rounds: readonly Counted[]) => ({
  attemptsPerSecond: rounded(middle(rounds.map(({ seconds, won, refused }) => (won + refused) / seconds))),
  reservationsPerSecond: rounded(middle(rounds.map(({ seconds, won }) => won / seconds))),
  reserved: rounds.reduce((sum, { won }) => sum + won, 0),
  refused: rounds.reduce((sum, { refused }) => sum + refused, 0),
  businessesOverCap: rounds.reduce((sum, { beyond }) => sum + beyond, 0),
})

/** Medians of the ratios of each round: both sides of a ratio stood in the same minute of the machine. */
const ratioOf = (ours: readonly Counted[], others: readonly Counted[]) =>
  rounded(
    middle(
      ours.map(({ seconds, won }, at) => {
        const other = others[at]
        return other ? won / seconds / (other.won / other.seconds) : 0
      }),
    ),
    2,
  )

/** The visit as the ledger keeps it, with its keys, but without its checks, its scope and its history. */
const BENCH_TABLES = `create schema bench;
  create table bench.counter (id uuid primary key, used integer not null);
  create table bench.visit (like planning.visit including defaults including indexes);
  grant usage on schema bench to plumbline_app;
  grant select, insert, update on all tables in schema bench to plumbline_app`

async function measure(urls: { url: string; ownerUrl: string }, { rounds, count }: { rounds: number; count: number }) {
  await migrate(urls.ownerUrl)
  await asOwner(urls.ownerUrl, (client) => client.query(BENCH_TABLES))
  const db = openDatabase(urls.url, WRITERS)
  const told: Record<Side, Counted[]> = { ours: [], peer: [], bare: [] }
  const sides = Object.keys(SIDES) as Side[]
  try {
    // Every connection is open and knows its statements before the race begins: a server keeps its connections for days.
    await Promise.all(
      Array.from({ length: WRITERS }, () => db.transaction(NATIONWIDE, (tx) => tx.run(sql`select pg_sleep(0.05)`))),
    )
    for (const side of [...sides, ...sides]) await SIDES[side](db, count)
    for (let round = 1; round <= rounds; round += 1) {
      // Nobody is always first.
      for (let at = 0; at < sides.length; at += 1) {
        const side = sides[(at + round) % sides.length] ?? 'ours'
        told[side].push(await SIDES[side](db, count))
      }
      process.stderr.write(`round ${round} of ${rounds}\n`)
    }
  } finally {
    await db.close()
  }
  return told
}

export async function ledger(args: string[]) {
  const { values } = parseArgs({
    args,
    options: { rounds: { type: 'string', default: '5' }, businesses: { type: 'string', default: '150' } },
  })
  const rounds = Number(values.rounds)
  const count = Number(values.businesses)
  const dataDir = await mkdtemp(join(tmpdir(), 'plumbline-bench-'))
  const quiet = { info: () => undefined, error: (...facts: unknown[]) => console.error(...facts) }
  try {
    tellFieldKeys(freshFieldKeys)
    const postgres = await startEmbedded({ dataDir, log: quiet })
    try {
      const { ours, peer, bare } = await measure(postgres, { rounds, count })
      return {
        name: 'ledger',
        dataset: {
          writers: WRITERS,
          businesses: count,
          cap: CAP,
          attemptsEach: ATTEMPTS,
          rounds,
          durableCommits: true,
        },
        ours: {
          what: 'planning.reserve: visit and count in one transaction under its scope',
          ...told(ours),
        },
        peer: {
          what: 'select … for update, update, insert of the visit with the same columns and keys; same pool, role and scope, nothing checked',
          ...told(peer),
        },
        bare: { what: 'select … for update, update: a number, no visit', ...told(bare) },
        ratio: ratioOf(ours, peer),
        ratioMin: RATIO_MIN,
        ratioBare: ratioOf(ours, bare),
        machine: {
          cpu: cpus()[0]?.model ?? 'unknown',
          cores: cpus().length,
          memoryGiB: rounded(totalmem() / 2 ** 30),
          node: process.version,
        },
        ok: [...ours, ...peer, ...bare].every(({ beyond }) => beyond === 0),
      }
    } finally {
      await postgres.stop()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}
