import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { asOwner } from './db.ts'
import { startEmbedded } from './embedded-postgres.ts'

const quiet = { info: () => undefined, error: () => undefined }
const MODULE = join(import.meta.dirname, 'embedded-postgres.ts')

async function dataDir(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-embedded-'))
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** A process of its own that starts the database, tells its address, and waits to be ended. */
async function anotherPlumbline(
  folder: string,
): Promise<{ kill(signal: NodeJS.Signals): Promise<void>; ownerUrl: string }> {
  const program = `
    const { startEmbedded } = await import(${JSON.stringify(MODULE)})
    const postgres = await startEmbedded({ dataDir: ${JSON.stringify(folder)}, log: { info() {}, error() {} } })
    console.log(postgres.ownerUrl)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [told] = (await once(child.stdout, 'data')) as [Buffer]
  return {
    ownerUrl: told.toString().trim(),
    kill: async (signal) => {
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
    },
  }
}

const serverOf = async (folder: string) =>
  Number.parseInt(await readFile(join(folder, 'cluster/postmaster.pid'), 'utf8').catch(() => ''), 10)

test('what was written is there after a stop and a second start, under the same passwords', async (t) => {
  const folder = await dataDir(t)
  const first = await startEmbedded({ dataDir: folder, log: quiet })
  await asOwner(first.ownerUrl, (client) =>
    client.query("create table kept (word text); insert into kept values ('准绳')"),
  )
  await first.stop()
  assert.ok(Number.isNaN(await serverOf(folder)))
  const second = await startEmbedded({ dataDir: folder, log: quiet })
  t.after(() => second.stop())
  assert.equal(new URL(second.ownerUrl).password, new URL(first.ownerUrl).password)
  assert.deepEqual((await asOwner(second.ownerUrl, (client) => client.query('select word from kept'))).rows, [
    { word: '准绳' },
  ])
})

test('a folder that another Plumbline uses is refused to a second server, and shared with a command', async (t) => {
  const folder = await dataDir(t)
  const other = await anotherPlumbline(folder)
  t.after(() => other.kill('SIGKILL'))
  await assert.rejects(startEmbedded({ dataDir: folder, log: quiet }), /another Plumbline/)
  const shared = await startEmbedded({ dataDir: folder, log: quiet, share: true })
  assert.equal(shared.ownerUrl, other.ownerUrl)
  await shared.stop()
  assert.equal((await asOwner(other.ownerUrl, (client) => client.query('select 1'))).rowCount, 1)
})

test('when Plumbline is killed without notice the server ends by itself, and the next start finds every commit', async (t) => {
  const folder = await dataDir(t)
  const killed = await anotherPlumbline(folder)
  await asOwner(killed.ownerUrl, (client) => client.query('create table kept as select 1 as number'))
  await killed.kill('SIGKILL')
  for (let waits = 0; waits < 200 && !Number.isNaN(await serverOf(folder)); waits += 1) await sleep(50)
  assert.ok(Number.isNaN(await serverOf(folder)), 'the server is still there')
  const next = await startEmbedded({ dataDir: folder, log: quiet })
  t.after(() => next.stop())
  assert.equal((await asOwner(next.ownerUrl, (client) => client.query('select * from kept'))).rowCount, 1)
})

test('a note of a server whose number now belongs to another program stops nobody', async (t) => {
  const folder = await dataDir(t)
  await (await startEmbedded({ dataDir: folder, log: quiet })).stop()
  const stranger = `${process.pid}\n${folder}\n1\n1\n\n127.0.0.1\n\nready\n`
  await writeFile(join(folder, 'cluster/postmaster.pid'), stranger)
  await chmod(join(folder, 'cluster/postmaster.pid'), 0o644)
  const next = await startEmbedded({ dataDir: folder, log: quiet })
  await next.stop()
})

test('a cluster without its passwords is not replaced by a new one', async (t) => {
  const folder = await dataDir(t)
  await (await startEmbedded({ dataDir: folder, log: quiet })).stop()
  await rm(join(folder, 'passwords.json'))
  await assert.rejects(startEmbedded({ dataDir: folder, log: quiet }), /passwords\.json is missing/)
})
