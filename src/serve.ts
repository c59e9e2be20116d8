import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { clearInterruptedDemo, demoAccounts, demoState, loadDemo } from './demo/load.ts'
import type { EmbeddedPostgres } from './platform/embedded-postgres.ts'
import { NATIONWIDE, openDatabase } from './platform/db.ts'
import { verifyJournal, type Verdict } from './platform/journal.ts'
import { openLog } from './platform/log.ts'
import { migrate } from './platform/migrate.ts'
import { composePlumbline } from './server.ts'
import { findTopBureau } from './contexts/people/public.ts'

const say = (text: string) => process.stderr.write(`${text}\n`)

type Settings = {
  port: number
  host: string
  dataDir: string
  filesFolder: string
  databaseUrl: string | null
  demo: boolean
}

/** Flags win over the environment; the environment over the defaults. */
function settingsOf(args: string[]): Settings {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      data: { type: 'string' },
      bureau: { type: 'string' },
    },
  })
  const env = process.env
  const dataDir = resolve(values.data ?? env['PLUMBLINE_DATA'] ?? '.plumbline')
  const port = Number(values.port ?? env['PLUMBLINE_PORT'] ?? 8080)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new TypeError(`the port must be a number from 0 to 65535, not ${port}`)
  return {
    port,
    host: values.host ?? env['PLUMBLINE_HOST'] ?? '127.0.0.1',
    dataDir,
    filesFolder: env['PLUMBLINE_FILES'] || join(dataDir, 'files'),
    databaseUrl: env['DATABASE_URL'] || null,
    demo: env['PLUMBLINE_DEMO'] !== '0',
  }
}

type OpenedDatabase = { url: string; ownerUrl: string; stop(): Promise<void> }

/**
 * The database of DATABASE_URL, or an embedded PostgreSQL in the data folder; `share` joins the one of a running
 * server.
 */
async function openPostgres({ databaseUrl, dataDir }: Settings, share = false): Promise<OpenedDatabase> {
  if (databaseUrl) return { url: databaseUrl, ownerUrl: databaseUrl, stop: async () => undefined }
  const { startEmbedded } = await import('./platform/embedded-postgres.ts')
  const embedded: EmbeddedPostgres = await startEmbedded({
    dataDir: join(dataDir, 'postgres'),
    log: openLog('warn'),
    share,
  })
  return embedded
}

/** Starts everything, prints where it is, and stops it on Ctrl-C or SIGTERM. */
export async function serve(args: string[]): Promise<undefined> {
  const settings = settingsOf(args)
  const log = openLog()
  const postgres = await openPostgres(settings)
  try {
    await prepare(settings, postgres)
    const publicChain = await topBureau(postgres.url)
    const plumbline = await composePlumbline({
      databaseUrl: postgres.url,
      filesFolder: settings.filesFolder,
      log,
      publicChain,
    })
    await plumbline.app.listen({ port: settings.port, host: settings.host })
    const [address] = plumbline.app.addresses()
    const port = typeof address === 'object' ? address.port : settings.port
    announce(`http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`, settings.demo)
    await stopSignal()
    say('stopping')
    await plumbline.close()
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

/** `journal verify [--bureau REGION]`: walks every chain; names the first row that was altered, removed or moved. */
export async function verifyJournalCommand(args: string[]): Promise<Verdict> {
  const { values } = parseArgs({ args, options: { bureau: { type: 'string' }, data: { type: 'string' } } })
  const postgres = await openPostgres(settingsOf(values.data ? ['--data', values.data] : []), true)
  const db = openDatabase(postgres.url, 1)
  try {
    return await db.transaction(NATIONWIDE, (tx) => verifyJournal(tx, values.bureau))
  } finally {
    await db.close()
    await postgres.stop()
  }
}
