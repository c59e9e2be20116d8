/**
 * An S3 server that is not ours: OpenStack Swift with its s3api, as Debian packages it. One device in a temporary folder,
 * four programs on free ports, nothing of the system touched. It is reached through a gate that can be shut, as a line
 * is cut, and that can spoil what goes in.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { S3mini } from 's3mini'
import type { Bucket } from '../../src/platform/files/bucket.ts'
import { freePort } from '../../src/platform/running-postgres.ts'
import type { Cleanup } from './database.ts'

export const HOW_TO_GET_SWIFT =
  'no S3 server here: apt-get install --no-install-recommends swift-proxy swift-account swift-container swift-object'

export type Swift = {
  /** A bucket of that name, made by now. */
  bucket(name: string): Promise<Bucket>
  client(bucket: Bucket): S3mini
  /** Nothing answers any more, as after the loss of the machine or of the line to it. */
  away(): void
  back(): void
  /** While it runs, one byte of whatever is sent there arrives as another one. */
  spoiled(work: () => Promise<void>): Promise<void>
}

const PROGRAMS = ['account', 'container', 'object', 'proxy'] as const
const STARTS_WITHIN_MS = 120_000
const KEY = { accessKeyId: 'test:tester', secretAccessKey: 'testing' }

/** Null where it is not installed. */
export async function startSwift(t: Cleanup): Promise<Swift | null> {
  if (!PROGRAMS.every((name) => existsSync(`/usr/bin/swift-${name}-server`))) return null
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-swift-'))
  const ports = await configure(folder)
  const log = await open(join(folder, 'log'), 'a')
  const program = spawn(
    '/usr/bin/python3',
    [join(import.meta.dirname, 'swift-servers.py'), folder, ...ports.slice(0, 3).map(String)],
    { stdio: ['pipe', log.fd, log.fd] },
  )
  await log.close()
  const ended = once(program, 'exit')
  const gate = await openGate(ports[3] ?? 0)
  t.after(async () => {
    gate.close()
    program.stdin?.end()
    await ended
    await rm(folder, { recursive: true, force: true })
  })
  const endpoint = `http://127.0.0.1:${gate.port}`
  for (const until = Date.now() + STARTS_WITHIN_MS; !(await fetch(endpoint).catch(() => null)); await sleep(100))
    if (Date.now() > until || program.exitCode !== null)
      throw new Error(`swift does not start: ${await readFile(join(folder, 'log'), 'utf8')}`)
  const client = (bucket: Bucket) => new S3mini({ ...bucket, endpoint: `${bucket.endpoint}/${bucket.name}` })
  return {
    client,
    async bucket(name) {
      const bucket = { name, prefix: 'originals/', endpoint, region: 'us-east-1', ...KEY }
      const made = () =>
        client(bucket)
          .createBucket()
          .catch(() => false)
      for (const until = Date.now() + STARTS_WITHIN_MS; !(await made()); await sleep(200))
        if (Date.now() > until) throw new Error('swift makes no bucket')
      return bucket
    },
    away: () => gate.set('shut'),
    back: () => gate.set('open'),
    spoiled: async (work) => {
      gate.set('spoils')
      await work().finally(() => gate.set('open'))
    },
  }
}

type Gate = 'open' | 'shut' | 'spoils'

async function openGate(behind: number) {
  let state: Gate = 'open'
  const sockets = new Set<Socket>()
  const server = createServer((from) => {
    if (state === 'shut') return from.destroy()
    const to = connect(behind, '127.0.0.1')
    for (const socket of [from, to]) {
      sockets.add(socket)
      socket
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket)
          for (const other of [from, to]) other.destroy()
        })
    }
    from.on('data', (bytes: Buffer) => {
      // The last byte of a body; what ends with an empty line is the head of a request.
      const isHead = bytes.subarray(-4).toString('latin1') === '\r\n\r\n'
      if (state === 'spoils' && !isHead) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
      to.write(bytes)
    })
    to.pipe(from)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    set(to: Gate) {
      state = to
      if (to === 'shut') cut()
    },
    close() {
      server.close()
      cut()
    },
  }
}

/** Writes the configurations; answers the ports in the order of the programs. */
async function configure(folder: string): Promise<number[]> {
  const ports: number[] = []
  while (ports.length < PROGRAMS.length) ports.push(await freePort())
  const user = userInfo().username
  await mkdir(join(folder, 'srv/d1'), { recursive: true })
  const hash = 'swift_hash_path_prefix = plumb\nswift_hash_path_suffix = line\n'
  await writeFile(join(folder, 'swift.conf'), `[swift-hash]\n${hash}[storage-policy:0]\nname = one\ndefault = yes\n`)
  for (const [index, name] of PROGRAMS.entries()) {
    const general = `[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = ${ports[index]}\nuser = ${user}\nswift_dir = ${folder}\nworkers = 0\n`
    const disk = `devices = ${folder}/srv\nmount_check = false\nfallocate_reserve = 0\n`
    const server = `[pipeline:main]\npipeline = ${name}-server\n[app:${name}-server]\nuse = egg:swift#${name}\n`
    await writeFile(join(folder, `${name}.conf`), general + (name === 'proxy' ? PROXY : disk + server))
  }
  return ports
}

/** The cache is asked for and never there: what it would keep is asked for again. */
const PROXY = `[pipeline:main]
pipeline = cache s3api tempauth slo symlink versioned_writes proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:slo]
use = egg:swift#slo
[filter:symlink]
use = egg:swift#symlink
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_object_versioning = true
`
