/**
 * `bench faults`: officers at work while the server and the database are killed, connections are cut in the middle of
 * a commit, deliveries come twice and out of order, the primary is lost for good and its standby promoted, and the disk
 * of the originals fills up. Every act carries a mark, so
 * that afterwards each one that was acknowledged is found exactly once, and none that was not is found twice.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createBureau, createOfficer, hashPassword } from '../../src/contexts/people/public.ts'
import { asOwner, NATIONWIDE, openDatabase } from '../../src/platform/db.ts'
import { startEmbedded, type EmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { verifyJournal } from '../../src/platform/journal.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { commitProxy, type CommitProxy } from './commit-proxy.ts'
import { fillDisk, type DiskFull } from './full-disk.ts'
import { freePort } from '../../src/platform/running-postgres.ts'
import { addStandby, losePrimary, passesStandby } from './standby.ts'

export const FAULTS = [
  'server killed',
  'database killed',
  'cut before commit',
  'cut after commit',
  'client gone',
  'delivered twice',
  'delivered late',
  'primary lost',
] as const
export type Fault = (typeof FAULTS)[number]
export type Plan = Readonly<Record<Fault, number>>

/** What the full run injects; a kill weighs more and costs more than a delivery, and a primary is lost once, at the end. */
const FULL: Plan = {
  'server killed': 12,
  'database killed': 12,
  'cut before commit': 50,
  'cut after commit': 50,
  'client gone': 40,
  'delivered twice': 40,
  'delivered late': 40,
  'primary lost': 1,
}
const WORKERS = 6
const OFFICERS = 12
const PASSWORD = 'a ladder in the orchard 9'
const ROOT = join(import.meta.dirname, '../..')
const BACK_WITHIN_MS = 60_000
/** Acts that are acknowledged by both machines before one of them is lost. */
const STANDBY_ACTS = 30

type Scene = {
  readonly folder: string
  /** The primary; after it was lost, the standby that took over. */
  postgres: EmbeddedPostgres
  readonly standbyPort: number
  readonly proxy: CommitProxy
  readonly officers: readonly string[]
  server: ChildProcess
  base: string
  cookie: string
}

async function setScene(): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-faults-'))
  await chmod(folder, 0o755)
  const quiet = { info: () => undefined, error: () => undefined }
  const postgres = await startEmbedded({ dataDir: join(folder, 'postgres'), log: quiet })
  await migrate(postgres.ownerUrl)
  const officers = Array.from({ length: OFFICERS }, () => randomUUID())
  await peopleOf(postgres, officers)
  const proxy = await commitProxy(Number(new URL(postgres.ownerUrl).port))
  const scene: Scene = {
    folder,
    postgres,
    standbyPort: await freePort(),
    proxy,
    officers,
    server: null as unknown as ChildProcess,
    base: '',
    cookie: '',
  }
  await startServer(scene)
  const answer = await fetch(`${scene.base}/api/people/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'faults.admin', password: PASSWORD }),
  })
  scene.cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return scene
}

async function peopleOf(postgres: EmbeddedPostgres, officers: readonly string[]) {
  const db = openDatabase(postgres.url, 1)
  const at = new Date().toISOString()
  const passwordHash = await hashPassword(PASSWORD)
  const one = (id: string, role: 'admin' | 'officer', username: string) => ({
    officer: { id, region: '441302', name: '演示', phone: '', roles: [role], certificate: null },
    username,
    passwordHash,
    at,
    by: '演示',
  })
  await db.transaction(NATIONWIDE, async (tx) => {
    await createBureau(tx, {
      region: '441302',
      name: '演示应急管理局',
      shortName: '演',
      capacity: 'own',
      address: '演示路1号',
      phone: '000',
      reconsiderationOrgan: '演示',
      court: '演示',
      collectingBank: '演示',
      collectingAccount: '0',
    })
    await createOfficer(tx, one(randomUUID(), 'admin', 'faults.admin'))
    for (const [index, id] of officers.entries()) await createOfficer(tx, one(id, 'officer', `faults.officer${index}`))
  })
  await db.close()
}

/** As a service manager does: the same command on the same port, at once. */
async function startServer(scene: Scene): Promise<void> {
  const url = new URL(scene.postgres.ownerUrl)
  url.port = String(scene.proxy.port)
  // As the administrator of two machines writes it: the primary, and the standby that nobody has promoted yet.
  const databaseUrl = url.href.replace(url.host, `${url.host},127.0.0.1:${scene.standbyPort}`)
  const port = scene.base ? new URL(scene.base).port : '0'
  const child = spawn(process.execPath, ['src/cli.ts', 'serve', '--port', port], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PLUMBLINE_DATA: join(scene.folder, 'data'),
      PLUMBLINE_DEMO: '0',
      PLUMBLINE_CALLS_PER_MINUTE: '1000000',
      PLUMBLINE_LOG: process.env['PLUMBLINE_LOG'] ?? 'fatal',
    },
  })
  let said = ''
  child.stderr?.on('data', (part: Buffer) => (said += part.toString()))
  for (const until = Date.now() + BACK_WITHIN_MS; Date.now() < until; await sleep(20)) {
    const base = /desk\s+(http:\S+?)\/desk\//.exec(said)?.[1]
    if (base) {
      Object.assign(scene, { server: child, base })
      return
    }
    if (child.exitCode !== null) break
  }
  throw new Error(`the server does not start: ${said.slice(-600)}`)
}

type Sent = { readonly key: string; readonly mark: string; readonly officer: string }
type Books = {
  readonly acknowledged: Map<string, Sent>
  readonly tried: Set<string>
  refused: string[]
  stopped: boolean
}

const bodyOf = ({ mark }: Sent) =>
  JSON.stringify({ number: 'DEMO-1', validFrom: '2026-01-01', validTo: '2026-12-31', status: 'valid', reason: mark })

/** One delivery; true when it was acknowledged, false when nothing is known about it. */
async function deliver(scene: Scene, sent: Sent, books: Books, signal = AbortSignal.timeout(15_000)): Promise<boolean> {
  try {
    const answer = await fetch(`${scene.base}/api/people/officers/${sent.officer}/certificate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: scene.cookie, 'idempotency-key': sent.key },
      body: bodyOf(sent),
      signal,
    })
    const text = await answer.text()
    if (answer.status === 200) return true
    if (answer.status < 500 && answer.status !== 429) books.refused.push(`${answer.status} ${text.slice(0, 200)}`)
    return false
  } catch {
    return false
  }
}

/** What the phone and the desk do: one key for one act, again until an answer comes. */
async function actUntilAnswered(scene: Scene, books: Books): Promise<Sent> {
  const sent: Sent = {
    key: randomUUID(),
    mark: randomUUID(),
    officer: scene.officers[Math.floor(Math.random() * scene.officers.length)] ?? '',
  }
  books.tried.add(sent.mark)
  for (const until = Date.now() + 2 * BACK_WITHIN_MS; Date.now() < until; await sleep(50)) {
    if (await deliver(scene, sent, books)) {
      books.acknowledged.set(sent.mark, sent)
      return sent
    }
  }
  throw new Error(`an act found no answer: ${books.refused.at(-1) ?? 'no refusal'}`)
}

/** A worker stops only between two acts. */
async function work(scene: Scene, books: Books): Promise<void> {
  while (!books.stopped) {
    await actUntilAnswered(scene, books)
    await sleep(20 + Math.random() * 60)
  }
}

const someAcknowledged = (books: Books) => {
  const all = [...books.acknowledged.values()]
  return all[Math.floor(Math.random() * all.length)]
}

/** Kills with -9 and measures how long it takes until an act is acknowledged again. */
async function inject(scene: Scene, fault: Fault, books: Books): Promise<number | null> {
  const from = performance.now()
  const backAfter = async () => {
    await actUntilAnswered(scene, books)
    return performance.now() - from
  }
  switch (fault) {
    case 'server killed':
      scene.server.kill('SIGKILL')
      await startServer(scene)
      return backAfter()
    case 'database killed': {
      const pid = Number.parseInt(await readFile(join(scene.postgres.folder, 'cluster/postmaster.pid'), 'utf8'), 10)
      process.kill(pid, 'SIGKILL')
      return backAfter()
    }
    case 'cut before commit':
    case 'cut after commit':
      await scene.proxy.arm(fault === 'cut before commit' ? 'before' : 'after')
      return backAfter()
    case 'client gone': {
      const gone: Sent = { key: randomUUID(), mark: randomUUID(), officer: scene.officers[0] ?? '' }
      books.tried.add(gone.mark)
      if (await deliver(scene, gone, books, AbortSignal.timeout(1 + Math.floor(Math.random() * 25))))
        books.acknowledged.set(gone.mark, gone)
      return null
    }
    case 'delivered twice':
    case 'delivered late': {
      // Late: long after others came in between, as a phone does that had no network.
      const again = fault === 'delivered late' ? [...books.acknowledged.values()][0] : someAcknowledged(books)
      if (again) await Promise.all([deliver(scene, again, books), deliver(scene, again, books)])
      return null
    }
    case 'primary lost': {
      const standby = await addStandby(scene.postgres, join(scene.folder, 'standby'), scene.standbyPort)
      if (!(await passesStandby(scene.postgres, standby))) books.refused.push('a standby was taken for the primary')
      const acts = books.acknowledged.size
      while (books.acknowledged.size < acts + STANDBY_ACTS) await sleep(20)
      const lostAt = performance.now()
      await losePrimary(scene.postgres, standby)
      scene.postgres = standby
      await actUntilAnswered(scene, books)
      return performance.now() - lostAt
    }
  }
}

type Row = { readonly fault: Fault; readonly injected: number; readonly slowestBackMs: number | null }

export type FaultReport = {
  readonly ok: boolean
  readonly name: 'faults'
  readonly injected: number
  readonly table: readonly Row[]
  readonly acts: number
  readonly acknowledged: number
  readonly lost: number
  readonly doubled: number
  readonly withoutJournal: number
  readonly journal: { readonly ok: boolean; readonly rows: number }
  readonly slowestBackMs: number
  readonly refused: readonly string[]
  readonly diskFull: DiskFull
  readonly seconds: number
  readonly machine: string
}

/** Injects the plan in a shuffled order under load and settles the books. */
export async function runFaults(plan: Plan, say: (text: string) => void = () => undefined): Promise<FaultReport> {
  const started = performance.now()
  const scene = await setScene()
  try {
    const books: Books = { acknowledged: new Map(), tried: new Set(), refused: [], stopped: false }
    const workers = Array.from({ length: WORKERS }, () => work(scene, books))
    // Without workers nothing commits, and a fault that waits for a commit would wait for ever.
    const failed = Promise.all(workers).then(() => null)
    failed.catch(() => undefined)
    await sleep(300)
    const again = FAULTS.filter((fault) => fault !== 'primary lost')
    const order: Fault[] = again
      .flatMap((fault) => Array.from({ length: plan[fault] }, () => fault))
      .sort(() => Math.random() - 0.5)
    // Nothing takes the lost machine's place, so this comes once and last.
    if (plan['primary lost'] > 0) order.push('primary lost')
    const back = new Map<Fault, number>()
    for (const [index, fault] of order.entries()) {
      const ms = await Promise.race([inject(scene, fault, books), failed])
      if (ms !== null) back.set(fault, Math.max(back.get(fault) ?? 0, Math.round(ms)))
      if (index % 20 === 19) say(`${index + 1} of ${order.length} faults, ${books.acknowledged.size} acts acknowledged`)
      await sleep(Math.random() * 80)
    }
    books.stopped = true
    await failed
    const diskFull = await fillDisk(scene.folder)
    const settled = await settle(scene, books)
    const slowestBackMs = Math.max(0, ...back.values())
    return {
      ok:
        settled.lost === 0 &&
        settled.doubled === 0 &&
        settled.withoutJournal === 0 &&
        settled.journal.ok &&
        slowestBackMs <= 10_000 &&
        books.refused.length === 0,
      name: 'faults',
      injected: order.length,
      table: FAULTS.map((fault) => ({ fault, injected: plan[fault], slowestBackMs: back.get(fault) ?? null })),
      acts: books.tried.size,
      acknowledged: books.acknowledged.size,
      ...settled,
      slowestBackMs,
      refused: books.refused.slice(0, 5),
      diskFull,
      seconds: Math.round((performance.now() - started) / 1000),
      machine: `${cpus().length} cores`,
    }
  } finally {
    scene.server.kill('SIGKILL')
    scene.proxy.close()
    await scene.postgres.stop()
    await rm(scene.folder, { recursive: true, force: true })
  }
}

/** Every acknowledged act once, every other act at most once, a journal row for each that is there, and the chain whole. */
async function settle({ postgres }: Scene, { acknowledged, tried }: Books) {
  const admin = new URL(postgres.adminUrl)
  admin.pathname = '/plumbline'
  const { found, journalled } = await asOwner(admin.href, async (client) => {
    const rows = await client.query<{ reason: string; count: number }>(
      'select reason, count(*)::int as count from people.certificate group by reason',
    )
    const acts = await client.query<{ count: number }>(
      `select count(*)::int as count from journal.entry where action = 'people.certificate-recorded' and outcome = 'done'`,
    )
    return {
      found: new Map(rows.rows.map(({ reason, count }) => [reason, count])),
      journalled: acts.rows[0]?.count ?? 0,
    }
  })
  const db = openDatabase(postgres.url, 1)
  const verdict = await db.transaction(NATIONWIDE, (tx) => verifyJournal(tx)).finally(() => db.close())
  const kept = [...found].filter(([mark]) => tried.has(mark)).reduce((sum, [, count]) => sum + count, 0)
  // A repeated call answers from memory and writes its own row of the journal only when it acted.
  return {
    lost: [...acknowledged.keys()].filter((mark) => !found.has(mark)).length,
    doubled: [...found.values()].filter((count) => count > 1).length,
    withoutJournal: Math.abs(kept - journalled),
    journal: { ok: verdict.ok, rows: verdict.rows },
  }
}

/** `bench faults [--small]`: the table of injected faults; exit 1 when one act was lost or doubled. */
export async function faults(args: string[]): Promise<FaultReport> {
  const { values } = parseArgs({ args, options: { small: { type: 'boolean' } } })
  const say = (text: string) => process.stderr.write(`${text}\n`)
  return runFaults(values.small ? SMALL : FULL, say)
}

export const SMALL: Plan = {
  'server killed': 1,
  'database killed': 1,
  'cut before commit': 4,
  'cut after commit': 4,
  'client gone': 3,
  'delivered twice': 3,
  'delivered late': 3,
  'primary lost': 1,
}
