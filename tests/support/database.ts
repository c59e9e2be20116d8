import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { asOwner } from '../../src/platform/db.ts'
import { freshFieldKeys, tellFieldKeys } from '../../src/platform/sealing.ts'

/** What runs a clean-up later: a test's context, or the `after` of the whole file. */
export type Cleanup = { after(work: () => Promise<unknown>): void }

export const TEMPLATE = 'plumbline_template'

export type FreshDatabase = {
  /** For openDatabase: a role that can only become plumbline_app. */
  readonly url: string
  /** The owner, who migrates and is bound by row-level security; no superuser. */
  readonly ownerUrl: string
  /** A superuser, for acts behind the product's back. */
  readonly adminUrl: string
}

/** The same server under another database, user or password. */
export function urlFor(
  url: string,
  { database, user, password }: { database: string; user?: string; password?: string },
): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  if (user !== undefined) changed.username = user
  if (password !== undefined) changed.password = password
  return changed.href
}

function fromRunner(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error('this test needs a database: run it through "npm test -- <file>"')
  return value
}

const COPY_ATTEMPTS = 50

/** Keys of this test process alone. */
const FIELD_KEYS = freshFieldKeys()

/** A migrated, empty database of its own, dropped after the test. About 100 ms. */
export const freshDatabase = (t: Cleanup): Promise<FreshDatabase> => copyOf(t, TEMPLATE)

/** A database in which nothing was ever done, as on a new machine. */
export const emptyDatabase = (t: Cleanup): Promise<FreshDatabase> => copyOf(t, 'template0')

async function copyOf(t: Cleanup, template: string): Promise<FreshDatabase> {
  tellFieldKeys(() => FIELD_KEYS)
  const adminUrl = fromRunner('PLUMBLINE_TEST_ADMIN_URL')
  const name = `test_${randomBytes(6).toString('hex')}`
  await asOwner(adminUrl, async (client) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        // Copied file by file: some 70 ms, where a copy through the log takes 200 and more.
        await client.query(`create database ${name} template ${template} owner plumbline strategy file_copy`)
        return
      } catch (error) {
        // Another test file is copying the template at this moment.
        if (attempt === COPY_ATTEMPTS || !(error instanceof Error && 'code' in error && error.code === '55006'))
          throw error
        await sleep(100)
      }
    }
  })
  t.after(() => asOwner(adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`)))
  const at = (url: string) => urlFor(url, { database: name })
  return {
    url: at(fromRunner('PLUMBLINE_TEST_DATABASE_URL')),
    ownerUrl: at(fromRunner('PLUMBLINE_TEST_OWNER_URL')),
    adminUrl: at(adminUrl),
  }
}
