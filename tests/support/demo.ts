import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CITY } from '../../src/demo/bureaus.ts'
import { takeOverLaw } from '../../src/contexts/law/public/library.ts'
import { loadDemo } from '../../src/demo/load.ts'
import type { Database } from '../../src/platform/db.ts'
import { openLog } from '../../src/platform/log.ts'
import { composePlumbline } from '../../src/server.ts'
import { freshDatabase, type Cleanup } from './database.ts'

export type ServedDemo = { readonly base: string; readonly db: Database }

/** The demo county in a database of its own, served on a free port; about a minute. Closed after the tests. */
export async function serveDemo(t: Cleanup): Promise<ServedDemo> {
  const { url } = await freshDatabase(t)
  const filesFolder = await mkdtemp(join(tmpdir(), 'plumbline-demo-'))
  const log = openLog('silent')
  await loadDemo({ databaseUrl: url, files: filesFolder, log, say: () => undefined })
  const plumbline = await composePlumbline({
    databaseUrl: url,
    files: filesFolder,
    log,
    publicChain: CITY,
    callsPerMinute: 1_000_000,
  })
  await takeOverLaw(plumbline.db, filesFolder) // as every start does: the standards that ship
  const base = await plumbline.app.listen({ port: 0, host: '127.0.0.1' })
  t.after(async () => {
    await plumbline.close()
    await rm(filesFolder, { recursive: true, force: true })
  })
  return { base, db: plumbline.db }
}
