import { statSync } from 'node:fs'
import { join } from 'node:path'
import { clearInterruptedDemo, demoAccounts, demoState, loadDemo } from './demo/load.ts'
import { appendCheckpoint, checkpointsIn } from './platform/checkpoint.ts'
import { systemClock } from './platform/clock.ts'
import { NATIONWIDE, withDatabase, type Database, type Tx } from './platform/db.ts'
import { openFiles } from './platform/files.ts'
import { placeOf, versioningOf } from './platform/files/bucket.ts'
import { openLog } from './platform/log.ts'
import { chooseJournalHash } from './platform/journal.ts'
import { migrate } from './platform/migrate.ts'
import { holdFieldKeys, sealEverything } from './platform/sealing-job.ts'
import { SUITES } from './platform/signing.ts'
import { SEALED_FIELDS } from './sealed-fields.ts'
import { openTraces, type Traces } from './platform/traces.ts'
import { composePlumbline } from './server.ts'
import { openPostgres, settingsOf, WrongSettings, type OpenedDatabase, type Settings } from './settings.ts'
import { keepClocks } from './contexts/casework/jobs.ts'
import { watchClosures } from './contexts/casework/jobs/closure.ts'
import { withLawbook } from './contexts/law/public.ts'
import { showKeyLists } from './contexts/planning/jobs/key-lists.ts'
import { takeOverLaw } from './contexts/law/public/library.ts'
import { findTopBureau } from './contexts/people/public.ts'

const say = (text: string) => process.stderr.write(`${text}\n`)
/** What runs beside the calls and fails is told; the server goes on. */
const telling = (what: string) => (error: unknown) => {
  say(`${what}: ${error instanceof Error ? error.message : String(error)}`)
}

/** Starts everything, prints where it is, and stops it on Ctrl-C or SIGTERM. */
export async function serve(args: string[]): Promise<undefined> {
  const settings = settingsOf(args)
  const log = openLog()
  const traces = await openTraces(settings.traces)
  await lookAtBucket(settings)
  const postgres = await openPostgres(settings)
  const jobs = { url: postgres.url, traces }
  try {
    await prepare(settings, postgres)
    await withDatabase(postgres.url, 1, (db) => db.transaction(NATIONWIDE, holdFieldKeys))
    const stopFollowing = await followLaw(jobs, settings.dataDir)
    const publicChain = await topBureau(postgres.url)
    const plumbline = await composePlumbline({
      databaseUrl: postgres.url,
      files: settings.files,
      log,
      publicChain,
      dataDir: settings.dataDir,
      replicaUrl: settings.replicaUrl,
      metricsToken: settings.metricsToken,
      oidc: settings.oidc,
      traces,
      proxies: settings.proxies,
      ...(settings.callsPerMinute ? { callsPerMinute: settings.callsPerMinute } : {}),
    })
    const stopSigning = await signDaily(jobs, settings)
    const stopKeeping = await keepClocksRunning(jobs)
    await plumbline.app.listen({ port: settings.port, host: settings.host })
    const [address] = plumbline.app.addresses()
    const port = typeof address === 'object' ? address.port : settings.port
    const sealing = traces.job('seal personal data', () => sealOldRows(postgres.ownerUrl))
    announce(`http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`, settings.demo)
    await stopSignal()
    // Calls that are under way are answered first; new ones are sent elsewhere by the proxy, which reads /readyz.
    say('stopping')
    await stopFollowing()
    await plumbline.close()
    await stopKeeping()
    await stopSigning()
    await sealing
  } finally {
    await traces.close()
    await postgres.stop()
  }
}

/**
 * A wrong key or bucket stops the start. A storage that does not answer does not: it may come up after this server, and
 * whatever needs no original works meanwhile.
 */
async function lookAtBucket({ files }: Settings): Promise<void> {
  if (typeof files === 'string') return
  const trouble = await openFiles(files).trouble()
  if (trouble?.isWrong) throw new WrongSettings([`PLUMBLINE_FILES: ${trouble.mend}`])
  say(`originals in ${placeOf(files)}`)
  if (trouble) say(`  ${trouble.mend}`)
  else if ((await versioningOf(files)) !== 'Enabled')
    say('  without versioning: switch it on, so that whoever holds the key cannot delete an original for good')
}

/** Migrations, and in demo mode the demo county; a loading that was killed half-way is thrown away and begun anew. */
async function prepare({ demo, files, journalCrypto }: Settings, { url, ownerUrl }: OpenedDatabase) {
  const applied = await migrate(ownerUrl)
  if (applied.length > 0) say(`database ready, ${applied.length} migrations applied`)
  const chooseHash = () =>
    withDatabase(url, 1, (db) => db.transaction(NATIONWIDE, (tx) => chooseJournalHash(tx, SUITES[journalCrypto])))
  await chooseHash()
  if (!demo) return
  const state = await withDatabase(url, 1, demoState)
  if (state === 'loading') {
    say('the demo was interrupted while it was loading: beginning anew')
    await clearInterruptedDemo(ownerUrl)
    await migrate(ownerUrl)
    await chooseHash()
  }
  if (state !== 'loaded') await loadDemo({ databaseUrl: url, files, log: openLog('warn'), say })
}

/** What work beside the calls needs. */
type Jobs = { readonly url: string; readonly traces: Traces }

/** One piece of it, on connections of its own, traced under its name. */
const job = <T>({ url, traces }: Jobs, name: string, work: (db: Database) => Promise<T>): Promise<T> =>
  traces.job(name, () => withDatabase(url, 2, work, traces.statement))

const DAY_MS = 86_400_000

/** Signs the end of every chain at the start, once a day and at the stop (`journal verify` reads what was signed). */
async function signDaily(jobs: Jobs, { dataDir, journalCrypto: suite }: Settings): Promise<() => Promise<void>> {
  const appended = (tx: Tx) =>
    appendCheckpoint(tx, { file: checkpointsIn(dataDir), dataDir, at: systemClock.now(), suite })
  const sign = () =>
    job(jobs, 'sign the journal', (db) => db.transaction(NATIONWIDE, appended)).catch(
      telling('the journal could not be signed'),
    )
  await sign()
  const daily = setInterval(() => void sign(), DAY_MS)
  return async () => {
    clearInterval(daily)
    await sign()
  }
}

/** What was written before fields were sealed, or with a former key, is sealed while the server already answers. */
async function sealOldRows(ownerUrl: string): Promise<void> {
  const count = await sealEverything(ownerUrl, SEALED_FIELDS).catch(telling('personal data could not be sealed'))
  if (count) say(`personal data sealed: ${count} values`)
}

const KEEP_EVERY_MS = 600_000

/** Clocks as the calendar of working days is today, the alarms about them, lists whose year began: at the start and every ten minutes. */
async function keepClocksRunning(jobs: Jobs): Promise<() => Promise<void>> {
  const kept = async (db: Database) => {
    const { recounted, raised } = await keepClocks(withLawbook(db, systemClock), systemClock.now())
    if (recounted) say(`clocks counted anew: ${recounted.cases} cases, ${recounted.procedures} procedures`)
    if (raised > 0) say(`${raised} alarms raised`)
    const shown = await showKeyLists(db, systemClock.now())
    if (shown > 0) say(`the register shows ${shown} lists of key units of the year`)
    const closures = await watchClosures(withLawbook(db, systemClock), systemClock.now())
    if (closures > 0) say(`closure to be considered for ${closures} businesses`)
  }
  const keep = () => job(jobs, 'keep the clocks', kept).catch(telling('the clocks could not be kept'))
  let running = keep()
  await running
  const again = setInterval(() => {
    running = running.then(keep)
  }, KEEP_EVERY_MS)
  return async () => {
    clearInterval(again)
    await running
  }
}

const LAW_FILES = ['law-library/index.json', 'law-standards/standards.jsonl']
const LOOK_EVERY_MS = 20_000

/** What `law import` writes into the data folder reaches the screens: at the start, and while the server runs. */
async function followLaw(jobs: Jobs, dataDir: string): Promise<() => Promise<void>> {
  const state = () =>
    LAW_FILES.map((file) => statSync(join(dataDir, file), { throwIfNoEntry: false })?.mtimeMs ?? 0).join(' ')
  const take = async () => {
    const { statutes, standards } = await job(jobs, 'take over the law', (db) => takeOverLaw(db, dataDir))
    if (statutes + standards > 0) say(`law library: ${statutes} statutes, ${standards} standards taken over`)
  }
  let seen = state()
  let running = take()
  await running
  const look = setInterval(() => {
    const now = state()
    if (now === seen) return
    seen = now
    running = running.then(take).catch(telling('the law library could not be read'))
  }, LOOK_EVERY_MS)
  return async () => {
    clearInterval(look)
    await running
  }
}

function announce(base: string, demo: boolean) {
  say(`
  desk    ${base}/desk/     bureau staff
  field   ${base}/field/    officers on site
  portal  ${base}/portal/   businesses and the public
`)
  if (!demo) return
  say('  demo accounts (invented people; the password of all is shown once here):')
  for (const { username, name, post, password } of demoAccounts())
    say(`    ${username.padEnd(16)} ${password.padEnd(18)} ${name} ${post}`)
  say('')
}

const stopSignal = () =>
  new Promise<void>((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop())
  })

const EMPTY_INSTALLATION = '00'

const topBureau = (url: string): Promise<string> =>
  withDatabase(url, 1, async (db) => (await db.transaction(NATIONWIDE, findTopBureau))?.region ?? EMPTY_INSTALLATION)
