import { statSync } from 'node:fs'
import { join } from 'node:path'
import { clearInterruptedDemo, demoAccounts, demoState, loadDemo } from './demo/load.ts'
import { appendCheckpoint, checkpointsIn } from './platform/checkpoint.ts'
import { systemClock } from './platform/clock.ts'
import { NATIONWIDE, openDatabase } from './platform/db.ts'
import { openLog } from './platform/log.ts'
import { chooseJournalHash } from './platform/journal.ts'
import { migrate } from './platform/migrate.ts'
import { SUITES } from './platform/signing.ts'
import { composePlumbline } from './server.ts'
import { openPostgres, settingsOf, type OpenedDatabase, type Settings } from './settings.ts'
import { keepClocks } from './contexts/casework/jobs.ts'
import { withLawbook } from './contexts/law/public.ts'
import { takeOverLaw } from './contexts/law/public/library.ts'
import { findTopBureau } from './contexts/people/public.ts'

const say = (text: string) => process.stderr.write(`${text}\n`)

/** Starts everything, prints where it is, and stops it on Ctrl-C or SIGTERM. */
export async function serve(args: string[]): Promise<undefined> {
  const settings = settingsOf(args)
  const log = openLog()
  const postgres = await openPostgres(settings)
  try {
    await prepare(settings, postgres)
    const stopFollowing = await followLaw(postgres.url, settings.dataDir)
    const publicChain = await topBureau(postgres.url)
    const plumbline = await composePlumbline({
      databaseUrl: postgres.url,
      filesFolder: settings.filesFolder,
      log,
      publicChain,
      dataDir: settings.dataDir,
      metricsToken: settings.metricsToken,
      oidc: settings.oidc,
      ...(settings.callsPerMinute ? { callsPerMinute: settings.callsPerMinute } : {}),
    })
    const stopSigning = await signDaily(postgres.url, settings)
    const stopKeeping = await keepClocksRunning(postgres.url)
    await plumbline.app.listen({ port: settings.port, host: settings.host })
    const [address] = plumbline.app.addresses()
    const port = typeof address === 'object' ? address.port : settings.port
    announce(`http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`, settings.demo)
    await stopSignal()
    // Calls that are under way are answered first; new ones are sent elsewhere by the proxy, which reads /readyz.
    say('stopping')
    await stopFollowing()
    await plumbline.close()
    await stopKeeping()
    await stopSigning()
  } finally {
    await postgres.stop()
  }
}

/** Migrations, and in demo mode the demo county; a loading that was killed half-way is thrown away and begun anew. */
async function prepare({ demo, filesFolder }: Settings, { url, ownerUrl }: OpenedDatabase) {
  const applied = await migrate(ownerUrl)
  if (applied.length > 0) say(`database ready, ${applied.length} migrations applied`)
  if (!demo) return
  const db = openDatabase(url, 1)
  const state = await demoState(db).finally(() => db.close())
  if (state === 'loading') {
    say('the demo was interrupted while it was loading: beginning anew')
    await clearInterruptedDemo(ownerUrl)
    await migrate(ownerUrl)
  }
  if (state !== 'loaded') await loadDemo({ databaseUrl: url, filesFolder, log: openLog('warn'), say })
}

const DAY_MS = 86_400_000

/** Signs the end of every chain at the start, once a day and at the stop (`journal verify` reads what was signed). */
async function signDaily(url: string, { dataDir, journalCrypto: suite }: Settings): Promise<() => Promise<void>> {
  const sign = async () => {
    const db = openDatabase(url, 1)
    try {
      await db.transaction(NATIONWIDE, async (tx) => {
        await chooseJournalHash(tx, SUITES[suite])
        await appendCheckpoint(tx, { file: checkpointsIn(dataDir), dataDir, at: systemClock.now(), suite })
      })
    } catch (error) {
      say(`the journal could not be signed: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      await db.close()
    }
  }
  await sign()
  const daily = setInterval(() => void sign(), DAY_MS)
  return async () => {
    clearInterval(daily)
    await sign()
  }
}

const KEEP_EVERY_MS = 600_000

/** Clocks as the calendar of working days is today, and the alarms about them: at the start and every ten minutes. */
async function keepClocksRunning(url: string): Promise<() => Promise<void>> {
  const keep = async () => {
    const db = openDatabase(url, 2)
    try {
      const { recounted, raised } = await keepClocks(withLawbook(db, systemClock), systemClock.now())
      if (recounted) say(`clocks counted anew: ${recounted.cases} cases, ${recounted.procedures} procedures`)
      if (raised > 0) say(`${raised} alarms raised`)
    } catch (error) {
      say(`the clocks could not be kept: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      await db.close()
    }
  }
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
async function followLaw(url: string, dataDir: string): Promise<() => Promise<void>> {
  const state = () =>
    LAW_FILES.map((file) => statSync(join(dataDir, file), { throwIfNoEntry: false })?.mtimeMs ?? 0).join(' ')
  const take = async () => {
    const db = openDatabase(url, 1)
    try {
      const { statutes, standards } = await takeOverLaw(db, dataDir)
      if (statutes + standards > 0) say(`law library: ${statutes} statutes, ${standards} standards taken over`)
    } finally {
      await db.close()
    }
  }
  let seen = state()
  let running = take()
  await running
  const look = setInterval(() => {
    const now = state()
    if (now === seen) return
    seen = now
    running = running.then(take).catch((error: unknown) => {
      say(`the law library could not be read: ${error instanceof Error ? error.message : String(error)}`)
    })
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

async function topBureau(url: string): Promise<string> {
  const db = openDatabase(url, 1)
  try {
    return (await db.transaction(NATIONWIDE, findTopBureau))?.region ?? EMPTY_INSTALLATION
  } finally {
    await db.close()
  }
}
