/** A database of its own for the length of a bench, with durable commits, migrated and thrown away. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../src/platform/embedded-postgres.ts'
import { freshFieldKeys, tellFieldKeys } from '../../src/platform/sealing.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { adminOf } from './many-cases.ts'

export type OwnDatabase = {
  readonly url: string
  readonly ownerUrl: string
  /** A superuser's address of the product's database. */
  readonly adminUrl: string
  readonly folder: string
}

export async function withOwnDatabase<T>(work: (database: OwnDatabase) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'))
  const quiet = { info: () => undefined, error: (...facts: unknown[]) => console.error(...facts) }
  try {
    tellFieldKeys(freshFieldKeys)
    const postgres = await startEmbedded({ dataDir: join(folder, 'db'), log: quiet })
    try {
      await migrate(postgres.ownerUrl)
      return await work({ url: postgres.url, ownerUrl: postgres.ownerUrl, adminUrl: adminOf(postgres), folder })
    } finally {
      await postgres.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
