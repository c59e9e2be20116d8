import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import sql from 'sql-template-tag'
import { clearInterruptedDemo, demoState } from '../src/demo/load.ts'
import { openDatabase } from '../src/platform/db.ts'
import { migrate } from '../src/platform/migrate.ts'
import { freshDatabase } from './support/database.ts'

type Started = { readonly process: ChildProcess; readonly base: string; readonly startedMs: number }

/** `serve` as the administrator runs it, without the demo, on a free port; answers when it has told its addresses. */
async function start(t: TestContext, dataDir: string): Promise<Started> {
  const began = performance.now()
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../src/cli.ts'), 'serve', '--port', '0', '--data', dataDir],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, PLUMBLINE_DEMO: '0', DATABASE_URL: '', PLUMBLINE_FILES: '' },
    },
  )
  t.after(() => {
    child.kill('SIGKILL')
  })
  const base = await new Promise<string>((up, down) => {
    let told = ''
    child.stderr.on('data', (part) => {
      told += String(part)
      const found = /(http:\/\/\S+)\/desk\//.exec(told)?.[1]
      if (found) up(found)
    })
    child.once('exit', () => down(new Error(`the server ended before it was up:\n${told}`)))
  })
  return { process: child, base, startedMs: performance.now() - began }
}

const isUp = async (base: string) => (await fetch(`${base}/readyz`)).status === 200

test('a server starts, stops when asked, and starts again after it was killed without notice', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'plumbline-start-'))
  t.after(() => rm(dataDir, { recursive: true, force: true }))
  const first = await start(t, dataDir)
  assert.equal(await isUp(first.base), true)
  first.process.kill('SIGTERM')
  assert.deepEqual(await once(first.process, 'exit'), [0, null])
  const second = await start(t, dataDir)
  t.diagnostic(`second start ${Math.round(second.startedMs)} ms`)
  second.process.kill('SIGKILL')
  await once(second.process, 'exit')
  const third = await start(t, dataDir)
  assert.equal(await isUp(third.base), true)
  third.process.kill('SIGTERM')
  assert.deepEqual(await once(third.process, 'exit'), [0, null])
})

test('a demo that was killed while loading is thrown away whole, and the next start begins anew', async (t) => {
  const { url, ownerUrl } = await freshDatabase(t)
  const mark = openDatabase(url, 1)
  await mark.transaction({ region: 'none' }, (tx) =>
    tx.run(sql`insert into platform.installation (key, value) values ('demo', 'loading')`),
  )
  assert.equal(await demoState(mark), 'loading')
  await mark.close()
  await clearInterruptedDemo(ownerUrl)
  assert.ok((await migrate(ownerUrl)).length > 10, 'every migration is applied again')
  const anew = openDatabase(url, 1)
  t.after(() => anew.close())
  assert.equal(await demoState(anew), 'absent')
})
