/** `serve` as a person starts and stops it, and as a power cut stops it. */
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { test, type TestContext } from 'node:test'
import sql from 'sql-template-tag'
import { clearInterruptedDemo, demoState, loadDemo } from '../src/demo/load.ts'
import { NATIONWIDE, openDatabase, type Database } from '../src/platform/db.ts'
import { openLog } from '../src/platform/log.ts'
import { migrate } from '../src/platform/migrate.ts'
import { freshDatabase } from './support/database.ts'
import { ROOT } from './support/source.ts'

/** Eight seconds are promised for a second start on a quiet machine; the tests share theirs. */
const START_WITHIN_MS = 20_000
const STOP_WITHIN_MS = 20_000

type Running = {
  readonly child: ChildProcess
  readonly base: string
  readonly tookMs: number
  readonly said: () => string
}

/** A process that has ended stays in the list until its parent, perhaps the system itself, has taken note. */
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return !existsSync('/proc/self/stat') || !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

async function eventually(isSo: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  for (const until = Date.now() + withinMs; Date.now() < until; await sleep(25)) if (await isSo()) return true
  return false
}

/** An installation of its own without demo data; whatever still runs of it ends with the test. */
async function installation(t: TestContext) {
  const data = await mkdtemp(join(tmpdir(), 'plumbline-start-'))
  // For root: the user postgres must be able to enter, or the cluster would lie elsewhere.
  await chmod(data, 0o755)
  const children: ChildProcess[] = []
  const cli = (...args: string[]): ChildProcess => {
    const { DATABASE_URL: _other, ...env } = process.env
    const child = spawn(process.execPath, ['src/cli.ts', ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...env, PLUMBLINE_DATA: data, PLUMBLINE_DEMO: '0', PLUMBLINE_LOG: 'warn' },
    })
    children.push(child)
    return child
  }
  const start = async (): Promise<Running> => {
    const from = Date.now()
    const child = cli('serve', '--port', '0')
    let said = ''
    child.stderr?.on('data', (part: Buffer) => {
      said += part.toString()
    })
    const address = () => /desk\s+(http:\S+?)\/desk\//.exec(said)?.[1]
    assert.ok(
      await eventually(() => address() !== undefined || child.exitCode !== null, START_WITHIN_MS),
      `it does not start: ${said}`,
    )
    assert.equal(child.exitCode, null, said)
    return { child, base: address() ?? '', tookMs: Date.now() - from, said: () => said }
  }
  const postmaster = async () =>
    Number.parseInt(await readFile(join(data, 'postgres/cluster/postmaster.pid'), 'utf8'), 10)
  t.after(async () => {
    for (const child of children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null))
      child.kill('SIGKILL')
    await eventually(
      () =>
        postmaster().then(
          (pid) => !isAlive(pid),
          () => true,
        ),
      STOP_WITHIN_MS,
    )
    await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  })
  return { cli, start, postmaster }
}

const ended = (child: ChildProcess) =>
  new Promise<{ code: number | null; signal: string | null }>((end) => {
    child.once('exit', (code, signal) => end({ code, signal }))
  })

/** Leaves one row in the journal: an attempt to sign in that is refused. */
async function knock({ base }: Running) {
  const answer = await fetch(`${base}/api/people/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'nobody', password: 'nothing-at-all' }),
  })
  assert.equal(answer.status, 422)
}

test('it starts on an empty folder, stops on a signal, comes back after a kill, and loses nothing', async (t) => {
  const { cli, start, postmaster } = await installation(t)
  const first = await start()
  assert.deepEqual(await (await fetch(`${first.base}/healthz`)).json(), { ok: true })
  assert.deepEqual(await (await fetch(`${first.base}/readyz`)).json(), { ok: true, missing: [] })
  assert.doesNotMatch(first.said(), /demo accounts|password/, 'without demo data there is no account to print')
  await knock(first)
  await knock(first)

  const [database, wish] = [await postmaster(), ended(first.child)]
  first.child.kill('SIGTERM')
  assert.deepEqual(await wish, { code: 0, signal: null }, first.said())
  assert.equal(isAlive(database), false, 'the database ends with its server')

  const second = await start()
  await knock(second)
  const orphan = await postmaster()
  const cut = ended(second.child)
  second.child.kill('SIGKILL')
  assert.equal((await cut).signal, 'SIGKILL')

  const third = await start()
  assert.notEqual(await postmaster(), orphan)
  assert.equal(await eventually(() => !isAlive(orphan), STOP_WITHIN_MS), true, 'a killed server leaves no database')
  t.diagnostic(`first start ${first.tookMs} ms, second ${second.tookMs} ms, after a kill ${third.tookMs} ms`)
  const check = cli('journal', 'verify', '--json')
  let told = ''
  check.stdout?.on('data', (part: Buffer) => {
    told += part.toString()
  })
  assert.equal((await ended(check)).code, 0)
  const verdict = JSON.parse(told) as { ok: boolean; rows: number }
  assert.deepEqual([verdict.ok, verdict.rows], [true, 3], 'each of the three acts is still there')

  const twin = cli('serve', '--port', '0')
  let refused = ''
  for (const stream of [twin.stdout, twin.stderr])
    stream?.on('data', (part: Buffer) => {
      refused += part.toString()
    })
  assert.equal((await ended(twin)).code, 1)
  assert.match(refused, /another Plumbline/)
  const stop = ended(third.child)
  third.child.kill('SIGINT')
  assert.equal((await stop).code, 0)
})

test('a demo that was killed while it was loading leaves nothing that stops the next start', async (t) => {
  const { url, ownerUrl } = await freshDatabase(t)
  const filesFolder = await mkdtemp(join(tmpdir(), 'plumbline-cut-'))
  t.after(() => rm(filesFolder, { recursive: true, force: true }))
  const powerCut = () => {
    throw new Error('power cut')
  }
  const load = () => loadDemo({ databaseUrl: url, files: filesFolder, log: openLog('silent'), say: powerCut })
  const looking = async <T>(look: (db: Database) => Promise<T>): Promise<T> => {
    const db = openDatabase(url, 1)
    return look(db).finally(() => db.close())
  }
  const people = (db: Database) =>
    db.transaction(NATIONWIDE, (tx) => tx.find<{ count: number }>(sql`select count(*) as count from people.officer`))

  assert.equal(await looking(demoState), 'absent')
  for (const attempt of ['first', 'second']) {
    await assert.rejects(load, /power cut/, attempt)
    assert.equal(await looking(demoState), 'loading')
    assert.equal((await looking(people))?.count, 30)
    await clearInterruptedDemo(ownerUrl)
    assert.ok((await migrate(ownerUrl)).length > 5, 'every migration runs again')
    assert.equal(await looking(demoState), 'absent')
    assert.equal((await looking(people))?.count, 0)
  }
})
