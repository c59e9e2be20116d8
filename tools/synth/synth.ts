/**
 * `synth --scale S`: a synthetic province in an empty database, with the volumes that Guangdong published. Stories told
 * through the product's endpoints are copied with other ids, days, names and numbers (docs/scale.md tells what that means).
 */
import { cp } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { lawbook } from '../../src/contexts/law/public.ts'
import { createBureau, hashPassword } from '../../src/contexts/people/public.ts'
import { nameKey } from '../../src/contexts/registry/rules/duplicates.ts'
import { DEMO_PASSWORD } from '../../src/demo/people.ts'
import { addDays, lawDateOf, startOf, type LawDate } from '../../src/kernel/time.ts'
import { findWork, seeEverything } from '../../src/platform/backup/tables.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { asOwner, NATIONWIDE, withDatabase } from '../../src/platform/db.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { folderOfFiles, openPostgres, settingsOf, type OpenedDatabase } from '../../src/settings.ts'
import { isWorkday } from '../../src/kernel/workday.ts'
import { bytesOf, onceOf } from './cut.ts'
import { writeHistory, type Tally, type Write } from './history.ts'
import { bureausOf, businessOf, type ProvinceBureau } from './province.ts'
import { countsAt, IN_PROPORTION, PUBLISHED } from './published.ts'
import { readStories, type Stories } from './rows.ts'
import { balanceOf, copiesOf, workOf } from './schedule.ts'
import { analyze, openSink, withoutIndexes } from './sink.ts'
import { EPOCHS, mondayOf, planStories, withStories, type Calendar } from './story.ts'

export type SynthParts = {
  readonly province: string
  readonly scale: number
  readonly seed: number
  /** The last day of the history. */
  readonly until: LawDate
  readonly filesFolder: string
  readonly bureaus?: number
  readonly epochs?: number
  readonly say: (text: string) => void
}

export type SynthReport = {
  readonly scale: number
  readonly seed: number
  readonly until: LawDate
  readonly bureaus: number
  readonly businesses: number
  readonly made: Tally & { users: number }
  readonly published: typeof PUBLISHED
  readonly seconds: number
}

/** What the whole province is written once for: people and businesses, in the columns of their tables. */
const PROVINCE_COLUMNS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'people.officer': 'id region name phone roles',
    'people.certificate': 'officer_id seq region number valid_from valid_to status recorded_at recorded_by reason',
    'people.account': 'id username password_hash region officer_id display_name',
    'registry.enterprise':
      'id credit_code name name_key kind region address industry sectors legal_representative principal safety_manager phone employees high_risk grade key_unit responsible_bureau origins version',
    'registry.enterprise_version': 'enterprise_id version region content at by_id by_name source reason',
    'registry.grade_change': 'enterprise_id seq region grade high_risk effective_from reason recorded_by recorded_at',
    'journal.chain': 'region seq hash',
    'planning.year_counter': 'enterprise_id year used made',
    'document.number_counter': 'region series year last',
  }).map(([table, columns]): [string, string[]] => [table, columns.split(' ')]),
)

const SOURCE = '演示数据'
const MARK = 'synthetic-province'

/** Fills an empty, migrated database. Throws when somebody's work lies in it. */
export async function synthesize(
  postgres: Pick<OpenedDatabase, 'url' | 'adminUrl'>,
  { province, scale, seed, until, filesFolder, bureaus: wanted, epochs = EPOCHS, say }: SynthParts,
): Promise<SynthReport> {
  const began = performance.now()
  const there = await asOwner(postgres.adminUrl, async (client) => {
    await seeEverything(client)
    return findWork(client)
  })
  if (there && there !== 'platform.installation')
    throw new Error(`the database is not empty: there are rows in ${there}`)
  const counts = countsAt(scale)
  const calendar = { ...calendarUntil(until), epochs }
  const bureaus = bureausOf({
    province,
    scale,
    seed,
    users: counts.users,
    businesses: counts.businesses,
    bureaus: wanted,
  })
  const stories = await withStories(planStories(calendar), { calendar, say }, async (adminUrl, folder) => {
    await cp(folder, filesFolder, { recursive: true })
    return readStories(adminUrl, planStories(calendar))
  })
  await withDatabase(postgres.url, 1, (db) =>
    db.transaction(NATIONWIDE, async (tx) => {
      for (const { bureau } of bureaus) await createBureau(tx, bureau)
    }),
  )
  const columns = new Map([...PROVINCE_COLUMNS, ...stories.columns])
  const tally: Tally = { inspections: 0, hazards: 0, papers: 0, penalties: 0, acts: 0 }
  await withoutIndexes(postgres.adminUrl, { tables: [...columns.keys()], say }, async () => {
    const sink = openSink(postgres.adminUrl, columns)
    for (const { table, row } of stories.shared) await sink.write(table, onceOf(row))
    await writePeople(bureaus, { calendar, write: sink.write })
    await writeAll(bureaus, { stories, calendar, counts, write: sink.write, tally, say })
    await sink.end()
  })
  say('gathering statistics')
  await asOwner(postgres.adminUrl, async (client) => {
    await client.query('insert into platform.installation (key, value) values ($1, $2)', [
      MARK,
      JSON.stringify({ scale, seed, until: calendar.until }),
    ])
  })
  await analyze(postgres.adminUrl, [...columns.keys(), 'people.bureau'])
  // Here it may take its time; the end of the server has half a minute.
  await asOwner(postgres.adminUrl, (client) => client.query('checkpoint'))
  return {
    scale,
    seed,
    until: calendar.until,
    bureaus: bureaus.length,
    businesses: bureaus.reduce((sum, { businesses }) => sum + businesses, 0),
    made: { ...tally, users: bureaus.reduce((sum, { people }) => sum + people.length, 0) },
    published: PUBLISHED,
    seconds: Math.round((performance.now() - began) / 1000),
  }
}

/** What the province in a database was made with; null where there is none. */
export const findSynthesis = (adminUrl: string) =>
  asOwner(adminUrl, async (client) => {
    const { rows } = await client.query<{ value: string }>('select value from platform.installation where key = $1', [
      MARK,
    ])
    return rows[0] ? (JSON.parse(rows[0].value) as Pick<SynthReport, 'scale' | 'seed' | 'until'>) : null
  })

/** The last day is a working day, so that somebody is at work on it. */
function calendarUntil(day: LawDate): Omit<Calendar, 'epochs'> {
  let until = day
  while (!isWorkday(lawbook().calendar, until)) until = addDays(until, -1)
  const weeks = IN_PROPORTION.weeksOfHistory
  return { firstMonday: addDays(mondayOf(until), -7 * (weeks - 1)), weeks, until }
}

const rowOf = (values: readonly (string | number)[]) => onceOf(bytesOf(values.join('\t')))
const boolean = (value: boolean) => (value ? 't' : 'f')

async function writePeople(
  bureaus: readonly ProvinceBureau[],
  { calendar, write }: { calendar: Calendar; write: Write },
) {
  const at = startOf(addDays(calendar.firstMonday, -30))
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  for (const of of bureaus) {
    const { region } = of.bureau
    for (const { officer, username } of of.people) {
      const { id, name, phone, roles, certificate } = officer
      await write('people.officer', rowOf([id, region, name, phone, `{${roles.join(',')}}`]))
      if (certificate) {
        const { number, validFrom, validTo, status } = certificate
        await write(
          'people.certificate',
          rowOf([id, 1, region, number, validFrom, validTo, status, at, SOURCE, '首次登记']),
        )
      }
      await write('people.account', rowOf([id, username, passwordHash, region, id, name]))
    }
    for (let nth = 0; nth < of.businesses; nth += 1) await writeBusiness(of, { nth, at, write })
  }
}

async function writeBusiness(of: ProvinceBureau, { nth, at, write }: { nth: number; at: string; write: Write }) {
  const { trade: _, ...one } = businessOf(of, nth)
  await write(
    'registry.enterprise',
    rowOf([
      one.id,
      one.creditCode,
      one.name,
      nameKey(one.name),
      one.kind,
      one.region,
      one.address,
      one.industry,
      `{${one.sectors.join(',')}}`,
      one.legalRepresentative,
      one.principal,
      one.safetyManager,
      one.phone,
      one.employees,
      boolean(one.highRisk),
      one.grade,
      boolean(one.keyUnit),
      one.responsibleBureau,
      '{}',
      1,
    ]),
  )
  await write(
    'registry.enterprise_version',
    rowOf([one.id, 1, one.region, JSON.stringify(one), at, 'synth', SOURCE, SOURCE, '']),
  )
  await write(
    'registry.grade_change',
    rowOf([one.id, 1, one.region, one.grade, boolean(one.highRisk), at.slice(0, 10), '建档', SOURCE, at]),
  )
}

type Whole = {
  readonly stories: Stories
  readonly calendar: Calendar
  readonly counts: ReturnType<typeof countsAt>
  readonly write: Write
  readonly tally: Tally
  readonly say: (text: string) => void
}

async function writeAll(bureaus: readonly ProvinceBureau[], { stories, calendar, counts, write, tally, say }: Whole) {
  const work = workOf(bureaus, counts)
  const balance = balanceOf(counts, work)
  const total = work.reduce((sum, { visits, penalties, open, planned }) => sum + visits + penalties + open + planned, 0)
  const bar = progressBar(total, say)
  let written = 0
  for (const [nth, of] of bureaus.entries()) {
    const own = work[nth]
    if (!own) continue
    const firstCopy = written
    written += await writeHistory({
      of,
      copies: copiesOf(own, { stories: stories.stories, calendar, balance }),
      firstCopy,
      write,
      tally,
      tell: (copies) => bar(firstCopy + copies),
    })
  }
}

const BAR = 40
const TELL_EVERY_MS = 1000

/** A line a second, with how much of the whole is written and how long the rest will take. */
function progressBar(total: number, say: (text: string) => void): (done: number) => void {
  const began = performance.now()
  let told = began
  return (done) => {
    const now = performance.now()
    if (now - told < TELL_EVERY_MS && done < total) return
    told = now
    const filled = Math.round((done / total) * BAR)
    const left = Math.round((((now - began) / done) * (total - done)) / 1000)
    say(`[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}] ${done} of ${total} inspections, ${left} s left`)
  }
}

export async function synth(args: string[]): Promise<SynthReport> {
  const { values } = parseArgs({
    args,
    options: {
      province: { type: 'string', default: '44' },
      scale: { type: 'string', default: '0.01' },
      seed: { type: 'string', default: '1' },
      until: { type: 'string', default: lawDateOf(systemClock.now()) },
      data: { type: 'string' },
    },
  })
  const settings = settingsOf(values.data ? ['--data', values.data] : [])
  const postgres = await openPostgres(settings, { filling: true })
  try {
    await migrate(postgres.ownerUrl)
    return await synthesize(postgres, {
      province: values.province,
      scale: Number(values.scale),
      seed: Number(values.seed),
      until: values.until,
      filesFolder: folderOfFiles(settings),
      say: (text) => void process.stderr.write(`${text}\n`),
    })
  } finally {
    await postgres.stop()
  }
}
