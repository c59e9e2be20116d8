/** Which PostgreSQL runs on a folder, who started it, how one is stopped whose starter is gone, and what a server needs beside it. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from './log.ts'

const STOPPED_WITHIN_MS = 30_000

/**
 * When a process began, so that a number used again after a restart is not taken for it; empty where the system does
 * not tell.
 */
export async function startOfProcess(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

type Running = {
  readonly pid: number
  readonly port: number /** The living Plumbline that started it. */
  readonly supervisor: number | null
}

/** The server that already runs on the folder; null when there is none, whatever a crash left behind. */
export async function findRunning(folder: string): Promise<Running | null> {
  const pidFile = join(folder, 'cluster/postmaster.pid')
  const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n')
  const pid = Number.parseInt(lines[0] ?? '', 10)
  if (Number.isNaN(pid) || !isAlive(pid)) return null // PostgreSQL itself clears what a crash left
  const command =
    spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ??
    (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ')
  if (!command.includes(join(folder, 'cluster'))) {
    await rm(pidFile, { force: true }) // the number now belongs to some other program
    return null
  }
  const noted = JSON.parse(await readFile(join(folder, 'supervisor.json'), 'utf8').catch(() => '{}')) as {
    pid?: number
    startedAt?: string
  }
  const isSupervised =
    noted.pid !== undefined && isAlive(noted.pid) && noted.startedAt === (await startOfProcess(noted.pid))
  return { pid, port: Number(lines[3]), supervisor: isSupervised ? (noted.pid ?? null) : null }
}

/** Stops a server whose Plumbline was killed, cleanly. */
export async function stopOrphan(pid: number, log: Pick<Log, 'info'>): Promise<void> {
  log.info({ pid }, 'stopping a PostgreSQL whose Plumbline was killed')
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    process.kill(pid, signal)
    if (await eventually(() => !isAlive(pid), STOPPED_WITHIN_MS)) return
  }
  throw new Error(`PostgreSQL (process ${pid}) does not stop`)
}

export async function eventually(isSo: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs
  while (!(await isSo())) {
    if (Date.now() > until) return false
    await sleep(20)
  }
  return true
}

/** Brings everything to the disk that a server without fsync left to the system. */
export async function syncCluster({
  initdb,
  folder,
  account,
}: {
  initdb: string
  folder: string
  account: { uid: number; gid: number } | null
}): Promise<void> {
  const child = spawn(initdb, ['--sync-only', join(folder, 'cluster')], { ...account, cwd: '/', stdio: 'ignore' })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`initdb --sync-only ended with ${code}: the rows may not be on the disk`)
}

export const freePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const probe = createServer()
      .once('error', failed)
      .listen(0, '127.0.0.1', () => {
        const address = probe.address()
        probe.close(() =>
          address && typeof address === 'object' ? found(address.port) : failed(new Error('no free port')),
        )
      })
  })
