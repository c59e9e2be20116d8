/** A synthetic province to bench on: an existing one, or one that is made for the run; its people, its visits, its servers. */
import { fork, type ChildProcess } from 'node:child_process'
import { readFile, rm, mkdtemp } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { lawbook } from '../../src/contexts/law/public.ts'
import { startOf, addDays, type Instant } from '../../src/kernel/time.ts'
import { workdayOnOrAfter } from '../../src/kernel/workday.ts'
import { asOwner } from '../../src/platform/db.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { folderOfFiles, openPostgres, settingsOf } from '../../src/settings.ts'
import { findSynthesis, synthesize } from '../synth/synth.ts'

export type Province = {
  readonly url: string
  readonly adminUrl: string
  readonly filesFolder: string
  readonly dataDir: string
  /** Nine o'clock on the first working day after the history. */
  readonly morning: Instant
  readonly scale: number
}

const SEED = 1

type Wanted = { readonly data: string | undefined; readonly scale: number; readonly say: (text: string) => void }

/** Works on the province in a data folder (`synth --data DIR`), or on one made for this run and thrown away. */
export async function withProvince<T>(
  { data, scale, say }: Wanted,
  work: (province: Province) => Promise<T>,
): Promise<T> {
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'plumbline-province-')))
  const settings = settingsOf(['--data', folder])
  const postgres = await openPostgres(settings)
  try {
    await migrate(postgres.ownerUrl)
    const there = await findSynthesis(postgres.adminUrl)
    const made =
      there ??
      (await synthesize(postgres, {
        province: '44',
        scale,
        seed: SEED,
        until: new Date().toISOString().slice(0, 10),
        filesFolder: folderOfFiles(settings),
        say,
      }))
    return await work({
      url: postgres.url,
      adminUrl: postgres.adminUrl,
      filesFolder: folderOfFiles(settings),
      dataDir: settings.dataDir,
      morning: morningAfter(made.until),
      scale: made.scale,
    })
  } finally {
    await postgres.stop()
    if (!data) await rm(folder, { recursive: true, force: true })
  }
}

const NINE_O_CLOCK_MS = 9 * 3_600_000

export const morningAfter = (until: string): Instant =>
  new Date(Date.parse(startOf(workdayOnOrAfter(lawbook().calendar, addDays(until, 1)))) + NINE_O_CLOCK_MS).toISOString()

export type BenchOfficer = {
  readonly region: string
  readonly username: string
  readonly id: string
  readonly name: string
}
/** One bureau as a bench needs it. */
export type BenchBureau = {
  readonly region: string
  readonly officers: readonly BenchOfficer[]
  readonly unit: BenchOfficer
  readonly head: BenchOfficer
  /** Businesses whose year has room. */
  readonly businesses: readonly {
    readonly id: string
    readonly creditCode: string
    readonly name: string
    readonly safetyManager: string
  }[]
  /** Visits of its history. */
  readonly inspections: readonly string[]
  /** Cases that wait for their filing to be approved. */
  readonly submitted: readonly { readonly id: string; readonly version: number }[]
}

/** The bureaus with most officers, as many as asked for. */
export const bureausOf = ({ adminUrl }: Province, { bureaus, each }: { bureaus: number; each: number }) =>
  asOwner(adminUrl, async (client) => {
    const rows = async <R extends object>(text: string, values: unknown[]) => (await client.query<R>(text, values)).rows
    const regions = await rows<{ region: string }>(
      `select region from people.officer group by region order by count(*) desc, region limit $1`,
      [bureaus],
    )
    const found: BenchBureau[] = []
    for (const { region } of regions) {
      const people = await rows<BenchOfficer & { roles: string[] }>(
        `select o.region, a.username, o.id, o.name, o.roles from people.officer o join people.account a on a.officer_id = o.id
          where o.region = $1 order by a.username`,
        [region],
      )
      const [unit] = people.filter(({ roles }) => roles.includes('unit-head'))
      const [head] = people.filter(({ roles }) => roles.includes('principal-head'))
      if (!unit || !head) continue
      found.push({
        region,
        unit,
        head,
        officers: people.filter(({ roles }) => roles.includes('officer')),
        businesses: await rows(
          `select e.id, e.credit_code as "creditCode", e.name, e.safety_manager as "safetyManager" from registry.enterprise e
            where e.responsible_bureau = $1
            and not exists (select from planning.year_counter c where c.enterprise_id = e.id and c.year = extract(year from now()))
            order by e.id limit $2`,
          [region, each],
        ),
        inspections: (
          await rows<{ id: string }>(
            `select id from inspection.inspection where region = $1 order by md5(id::text) limit $2`,
            [region, each],
          )
        ).map(({ id }) => id),
        submitted: await rows(
          `select id, version from casework.penalty_case where region = $1 and state = 'submitted' order by id`,
          [region],
        ),
      })
    }
    return found
  })

export type Servers = {
  readonly ports: readonly number[]
  readonly children: readonly ChildProcess[]
  stop(): Promise<void>
}

/** Servers of the product on free ports, each a process of its own, at the province's time. */
export async function startServers(
  { url, filesFolder, dataDir, morning }: Pick<Province, 'url' | 'filesFolder' | 'dataDir' | 'morning'>,
  count = 1,
): Promise<Servers> {
  const children = Array.from({ length: count }, () =>
    fork(join(import.meta.dirname, 'clocked-server.ts'), {
      env: {
        ...process.env,
        DATABASE_URL: url,
        PLUMBLINE_FILES: filesFolder,
        PLUMBLINE_DATA: dataDir,
        BENCH_NOW: morning,
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    }),
  )
  const ports = await Promise.all(children.map(portOf))
  return {
    ports,
    children,
    stop: async () => {
      for (const child of children) child.kill('SIGTERM')
      await Promise.all(children.map(ended))
    },
  }
}

export const portOf = (child: ChildProcess) =>
  new Promise<number>((told, failed) => {
    child.once('message', (message) => told((message as { port: number }).port))
    child.once('exit', (code) => failed(new Error(`a server ended with ${code} before it told its port`)))
  })

export const ended = (child: ChildProcess) =>
  new Promise<void>((over) => {
    if (child.exitCode !== null || child.signalCode !== null) over()
    else child.once('exit', () => over())
  })

/** Memory of processes and of everything below them, shared pages counted once; the most that was seen. */
export function watchMemory(pids: readonly number[]): { mostMb(): number; stop(): void } {
  let most = 0
  const look = async () => {
    const all = await Promise.all(pids.map(treeKb))
    most = Math.max(most, all.reduce((sum, kb) => sum + kb, 0) / 1024)
  }
  const every = setInterval(() => void look(), 2000)
  void look()
  return { mostMb: () => Math.round(most), stop: () => clearInterval(every) }
}

async function treeKb(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  const own = Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0)
  const below = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')).trim()
  const kbs = await Promise.all(below === '' ? [] : below.split(' ').map((child) => treeKb(Number(child))))
  return kbs.reduce((sum, kb) => sum + kb, own)
}

const TICKS_A_SECOND = 100

/** Processor time that processes and everything below them have used so far, those that ended included, in ms. */
export async function cpuMsOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const ticks = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15)
    .reduce((sum, one) => sum + Number(one), 0)
  const below = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')).trim()
  const parts = await Promise.all(below === '' ? [] : below.split(' ').map((child) => cpuMsOf(Number(child))))
  return parts.reduce((sum, ms) => sum + ms, (ticks / TICKS_A_SECOND) * 1000)
}

/** The process of the database that a province lies in. */
export const postmasterOf = ({ adminUrl }: Province): Promise<number> =>
  asOwner(adminUrl, async (client) => {
    const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`)
    return Number.parseInt(await readFile(join(rows[0]?.folder ?? '', 'postmaster.pid'), 'utf8'), 10)
  })

export const machine = () => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  load: loadavg().map((one) => Number(one.toFixed(1))),
  node: process.version,
})
