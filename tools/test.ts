/**
 * `npm test [-- files or folders]`: one PostgreSQL in a folder that is thrown away, a template database with every
 * migration, then node:test. Without arguments all tests run. With PLUMBLINE_TEST_ADMIN_URL set (a superuser of a
 * server kept for tests) that server is used instead, e.g. an older release.
 */
import { glob, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { ensureRoles, startEmbedded } from '../src/platform/embedded-postgres.ts'
import { asOwner } from '../src/platform/db.ts'
import { migrate } from '../src/platform/migrate.ts'
import { TEMPLATE, urlFor } from '../tests/support/database.ts'
import { together } from './together.ts'

const root = join(import.meta.dirname, '..')
const TESTS = ['src/**/*.test.ts', 'tests/**/*.test.ts']
const PASSWORDS = { owner: 'owner-of-tests', app: 'app-of-tests' }
const quiet = { info: () => undefined, error: (...facts: unknown[]) => console.error(...facts) }

async function testFiles(wanted: readonly string[]): Promise<string[]> {
  const patterns =
    wanted.length === 0
      ? TESTS
      : await Promise.all(
          wanted.map(async (path) => {
            const isFolder = (await stat(resolve(root, path)).catch(() => null))?.isDirectory() ?? false
            return isFolder ? join(relative(root, resolve(root, path)), '**/*.test.ts') : path
          }),
        )
  const files = new Set<string>()
  for (const pattern of patterns) for await (const file of glob(pattern, { cwd: root })) files.add(file)
  return [...files].sort()
}

/** What takes minutes begins first, so that the many small files fill the other cores and nothing runs alone at the end. */
const LONGEST = ['tests/screens.test.ts', 'tests/matrix.test.ts', 'tests/journeys/', 'tests/']

function placeOf(file: string): number {
  const place = LONGEST.findIndex((start) => file.startsWith(start))
  return place < 0 ? LONGEST.length : place
}
const longestFirst = (a: string, b: string) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1)

/** In a folder of its own, so that the files that load a group go when the tests end. */
async function whatRuns(files: readonly string[], folder: string): Promise<string[]> {
  return (await together(files, { root, folder })).sort(longestFirst)
}

/** The template that every test database is copied from. */
async function makeTemplate(adminUrl: string): Promise<Record<string, string>> {
  await asOwner(adminUrl, async (client) => {
    await ensureRoles(client, PASSWORDS)
    await client.query(`drop database if exists ${TEMPLATE}`)
    await client.query(`create database ${TEMPLATE} owner plumbline`)
  })
  const ownerUrl = urlFor(adminUrl, { database: TEMPLATE, user: 'plumbline', password: PASSWORDS.owner })
  await migrate(ownerUrl)
  return {
    PLUMBLINE_TEST_DATABASE_URL: urlFor(adminUrl, {
      database: TEMPLATE,
      user: 'plumbline_login',
      password: PASSWORDS.app,
    }),
    PLUMBLINE_TEST_OWNER_URL: ownerUrl,
    PLUMBLINE_TEST_ADMIN_URL: adminUrl,
  }
}

/** One for each core of the smallest machine: with more, journeys that kill servers and watch browsers wait too long. */
const FILES_AT_ONCE = 2
const FILE_TIMEOUT_MS = 600_000
const SLOWEST_TOLD = 25

/** Where the time went: the files whose tests took longest, in seconds. */
function slowest(took: ReadonlyMap<string, number>): string {
  const longest = [...took]
    .filter(([file]) => file.endsWith('.test.ts'))
    .sort(([, a], [, b]) => b - a)
    .slice(0, SLOWEST_TOLD)
  return longest.map(([file, ms]) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${relative(root, file)}`).join('\n')
}

/** @returns the exit code: 1 when a test failed or a file could not run. */
function runTests(files: readonly string[], env: Record<string, string>, signal: AbortSignal): Promise<number> {
  Object.assign(process.env, env)
  return new Promise((ended, failed) => {
    let code = 0
    const tests = run({ files: [...files], cwd: root, concurrency: FILES_AT_ONCE, timeout: FILE_TIMEOUT_MS, signal })
    const took = new Map<string, number>()
    tests.on('test:complete', ({ file, nesting, details }) => {
      if (file && nesting === 0) took.set(file, (took.get(file) ?? 0) + details.duration_ms)
    })
    tests.on('test:fail', ({ todo, skip }) => {
      if (todo === undefined && skip === undefined) code = 1
    })
    tests
      .compose(new spec())
      .on('end', () => {
        if (took.size > 1) console.log(`slowest files:\n${slowest(took)}`)
        ended(code)
      })
      .on('error', failed)
      .pipe(process.stdout)
  })
}

async function main(wanted: readonly string[]): Promise<number> {
  const files = await testFiles(wanted)
  if (files.length === 0) {
    console.error(`no test file fits ${wanted.join(' ')}`)
    return 2
  }
  const stopped = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopped.abort())
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-test-'))
  try {
    const runs = await whatRuns(files, folder)
    const elsewhere = process.env['PLUMBLINE_TEST_ADMIN_URL']
    if (elsewhere) return await runTests(runs, await makeTemplate(elsewhere), stopped.signal)
    const postgres = await startEmbedded({ dataDir: join(folder, 'data'), log: quiet, throwAway: true })
    try {
      const env = await makeTemplate(postgres.adminUrl)
      return stopped.signal.aborted ? 130 : await runTests(runs, env, stopped.signal)
    } finally {
      await postgres.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

process.exit(await main(process.argv.slice(2)))
