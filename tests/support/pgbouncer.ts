/** A real pgbouncer in transaction mode before a database of the tests, as Debian packages it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from 'node:net'
import { freePort } from '../../src/platform/running-postgres.ts'
import type { Cleanup, FreshDatabase } from './database.ts'

export const HOW_TO_GET_PGBOUNCER = 'no pgbouncer here: apt-get install --no-install-recommends pgbouncer'

const PROGRAM = '/usr/sbin/pgbouncer'
const STARTS_WITHIN_MS = 30_000
export const hasPgbouncer = (): boolean => existsSync(PROGRAM)

/** Its address; all callers together hold at most `connections` of the database. */
export async function startPgbouncer(t: Cleanup, { url }: FreshDatabase, connections: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-pgbouncer-'))
  const [at, port] = [new URL(url), await freePort()]
  await writeFile(join(folder, 'users.txt'), `"${at.username}" "${at.password}"\n`)
  await writeFile(
    join(folder, 'pgbouncer.ini'),
    `[databases]
* = host=${at.hostname} port=${at.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = plain
auth_file = ${folder}/users.txt
pool_mode = transaction
default_pool_size = ${connections}
max_client_conn = 500
`,
  )
  await chmod(folder, 0o755)
  // It refuses to run as root; nobody is enough for it.
  const unprivileged = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const program = spawn(PROGRAM, [join(folder, 'pgbouncer.ini')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...unprivileged,
  })
  let said = ''
  for (const stream of [program.stdout, program.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()))
  t.after(async () => {
    if (program.exitCode !== null) return
    const ended = once(program, 'exit')
    program.kill('SIGKILL')
    await ended
    await rm(folder, { recursive: true, force: true })
  })
  for (const until = Date.now() + STARTS_WITHIN_MS; !(await answers(port)); await sleep(50))
    if (Date.now() > until || program.exitCode !== null) throw new Error(`pgbouncer does not start: ${said}`)
  const address = new URL(url)
  address.port = String(port)
  return address.href
}

const answers = (port: number) =>
  new Promise<boolean>((told) => {
    const probe = connect(port, '127.0.0.1', () => {
      probe.destroy()
      told(true)
    }).on('error', () => told(false))
  })
