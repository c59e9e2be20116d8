import sql from 'sql-template-tag'
import { lawbook } from '../contexts/law/public.ts'
import { takeInStatutes } from '../contexts/law/public/library.ts'
import { createBureau, createEnterpriseAccount, createOfficer, hashPassword } from '../contexts/people/public.ts'
import { permissionsOf } from '../contexts/people/rules/permissions.ts'
import type { Enterprise } from '../contexts/registry/model.ts'
import { createEnterprises, createOperatorCertificate, doorTokenOf } from '../contexts/registry/public.ts'
import type { Asker } from '../kernel/asker.ts'
import { addDays, lawDateOf, startOf, type Instant } from '../kernel/time.ts'
import { clockAt, systemClock } from '../platform/clock.ts'
import { asOwner, NATIONWIDE, openDatabase, type Database, type Tx } from '../platform/db.ts'
import type { FilesPlace } from '../platform/files.ts'
import type { Log } from '../platform/log.ts'
import { composePlumbline } from '../server.ts'
import { showKeyLists } from '../contexts/planning/jobs/key-lists.ts'
import { annualPlanStories } from './annual-plan.ts'
import { keyListStories } from './key-lists.ts'
import { CITY, demoBureaus } from './bureaus.ts'
import { penaltyCase } from './case.ts'
import { demoEnterprises, demoOperators } from './enterprises.ts'
import { demoStatutes, lawStories } from './law.ts'
import { leavingStory } from './leaving.ts'
import { demoPeople, DEMO_PASSWORD, type DemoPerson } from './people.ts'
import { plotOf } from './plot.ts'
import { randomOf } from './random.ts'
import { removalStory } from './evidence-removal.ts'
import { samplesStory } from './samples.ts'
import { compendiumStory } from './compendium.ts'
import { COUNTY, reviewStories } from './review.ts'
import { roadStories } from './roads.ts'
import { visit } from './visit.ts'
import { diaryOf, voiceOf, type Story } from './voice.ts'
import { watchStories } from './watch.ts'

/** One seed, one demo: only the date of loading moves it. */
const SEED = 20_250_227
const MARK = 'demo'

export type DemoParts = {
  readonly databaseUrl: string
  readonly files: FilesPlace
  readonly log: Log
  readonly say: (text: string) => void
}

/** How far the demo is: nothing yet, interrupted while loading, or there. */
export const demoState = async (db: Database): Promise<'absent' | 'loading' | 'loaded'> => {
  const mark = await db.transaction({ region: 'none' }, (tx) =>
    tx.find<{ value: 'loading' | 'loaded' }>(sql`select value from platform.installation where key = ${MARK}`),
  )
  return mark?.value ?? 'absent'
}

/**
 * Throws away what an interrupted loading left, so that the next start begins anew. Only ever called on a database that
 * holds nothing but that.
 */
export async function clearInterruptedDemo(ownerUrl: string): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    const schemas = await client.query<{ name: string }>(
      `select nspname as name from pg_namespace where nspowner = current_user::regrole and nspname not like 'pg\\_%' and nspname not in ('public', 'information_schema')`,
    )
    for (const { name } of schemas.rows) await client.query(`drop schema ${client.escapeIdentifier(name)} cascade`)
    await client.query('drop domain if exists region_code cascade')
    await client.query('drop table if exists public.migration')
  })
}

/**
 * Loads the demo county by replaying two years of invented work through the real endpoints, under the clock of each
 * act.
 */
export async function loadDemo({ databaseUrl, files, log, say }: DemoParts): Promise<void> {
  const db = openDatabase(databaseUrl, 2)
  try {
    if ((await demoState(db)) === 'loaded') return
    const started = Date.now()
    const random = randomOf(SEED)
    const now = systemClock.now()
    const today = lawDateOf(now)
    const people = demoPeople(random, today)
    const enterprises = demoEnterprises(random, today)
    const { calendar } = lawbook()
    const { visits, cases } = plotOf({ enterprises, people, random, today, calendar })
    const signsIn = visits.find(({ end }) => end === 'ordered')?.enterprise
    await db.transaction(NATIONWIDE, (tx) =>
      registerAll(tx, { people, enterprises, random, at: startOf(addDays(today, -760)), signsIn }),
    )
    say(`demo: ${people.length} people, ${enterprises.length} businesses registered`)
    const clock = clockAt(startOf(addDays(today, -760)))
    const askers = new Map(people.map(({ officer }) => [officer.id, askerOf(officer)]))
    if (signsIn) askers.set(OWNER.officer.id, ownerOf(signsIn))
    const plumbline = await composePlumbline({
      databaseUrl,
      files,
      log,
      clock,
      publicChain: CITY,
      callsPerMinute: 1_000_000,
      resolve: async (token) => askers.get(token) ?? null,
    })
    const voice = voiceOf(plumbline.app)
    const diary = diaryOf(calendar, today)
    const stories = [
      ...keyListStories({ voice, diary, people }),
      ...annualPlanStories({ voice, diary, people }),
      ...lawStories({ voice, diary, people }),
      ...reviewStories({ voice, diary, random: randomOf(SEED + 1), people }),
      leavingStory({ voice, diary, people }),
      removalStory({ voice, diary, random: randomOf(SEED + 2), people }, COUNTY),
      samplesStory({ voice, diary, random: randomOf(SEED + 3), people }, COUNTY),
      compendiumStory({ voice, diary, random: randomOf(SEED + 4), people }),
      ...visits.map((plan) => visit({ voice, diary, random: randomOf(SEED + plan.picture), plan })),
      ...watchStories({ voice, diary }, { enterprises, people, visits }),
      ...roadStories({ voice, diary }, { enterprises, people, visits, owner: OWNER, signsIn }),
      ...cases.map((plan) => penaltyCase({ voice, diary, random: randomOf(SEED - plan.visit.picture), plan })),
    ]
    await tellAll({ stories, setClock: clock.set, say, until: now })
    await plumbline.close()
    await showKeyLists(db, now)
    await db.transaction(NATIONWIDE, (tx) =>
      tx.run(sql`update platform.installation set value = 'loaded' where key = ${MARK}`),
    )
    say(
      `demo: loaded ${visits.length} visits and ${cases.length} cases in ${Math.round((Date.now() - started) / 1000)} s`,
    )
  } finally {
    await db.close()
  }
}

const askerOf = (officer: DemoPerson['officer']): Asker => ({
  id: officer.id,
  name: officer.name,
  kind: 'officer',
  region: officer.region,
  roles: officer.roles,
  permissions: permissionsOf(officer.roles),
})

/** The business that signs in, as its own stories speak. */
const OWNER = { officer: { id: 'demo-business' } }
const ownerOf = ({ id, region, name }: Enterprise): Asker => ({
  id: OWNER.officer.id,
  name,
  kind: 'enterprise',
  region,
  roles: [],
  permissions: [],
  enterpriseId: id,
})

type Registered = {
  people: readonly DemoPerson[]
  enterprises: ReturnType<typeof demoEnterprises>
  random: ReturnType<typeof randomOf>
  at: Instant
  signsIn: Enterprise | undefined
}

/** Bureaus, people, businesses and the mark that loading has begun: all of it or nothing. */
async function registerAll(tx: Tx, { people, enterprises, random, at, signsIn }: Registered) {
  await tx.run(sql`insert into platform.installation (key, value) values (${MARK}, 'loading')`)
  for (const bureau of demoBureaus()) await createBureau(tx, bureau)
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  for (const { officer, username } of people)
    await createOfficer(tx, { officer, username, passwordHash, at, by: '演示数据' })
  await takeInStatutes(tx, demoStatutes(lawDateOf(systemClock.now())))
  await createEnterprises(tx, enterprises, {
    at,
    byId: 'demo',
    byName: '演示数据',
    source: '演示数据',
    gradesFrom: lawDateOf(at),
  })
  for (const operator of demoOperators(random, lawDateOf(systemClock.now())))
    await createOperatorCertificate(tx, operator)
  for (const enterprise of enterprises.slice(0, 40)) await doorTokenOf(tx, { enterprise, at, by: '演示数据' })
  if (signsIn) {
    const { id, region, name } = signsIn
    await createEnterpriseAccount(tx, {
      enterpriseId: id,
      region,
      displayName: name,
      username: ENTERPRISE_USERNAME,
      passwordHash,
    })
  }
}

const ENTERPRISE_USERNAME = 'qy-demo'

type Waiting = { story: Story; at: Instant }

/**
 * Tells all stories together in the order of time, so that every bureau's journal runs forward; none goes beyond
 * `until`.
 */
export async function tellAll({
  stories,
  setClock,
  say,
  until,
}: {
  stories: Story[]
  setClock: (at: Instant) => void
  say: (text: string) => void
  until: Instant
}) {
  const waiting: Waiting[] = []
  const wake = async (story: Story) => {
    const { value, done } = await story.next()
    if (!done) waiting.push({ story, at: value })
  }
  for (const story of stories) await wake(story)
  let told = 0
  for (let ended = 0; waiting.length > 0; told += 1) {
    waiting.sort((a, b) => (a.at < b.at ? 1 : -1))
    const next = waiting.pop()
    if (!next) break
    if (next.at > until) continue
    setClock(next.at)
    const before = waiting.length
    await wake(next.story)
    if (waiting.length === before) ended += 1
    if (told % 100 === 0) say(`demo: ${next.at.slice(0, 10)}, ${ended} of ${stories.length} stories told`)
  }
}

/** Whom one may sign in as; printed at the start in demo mode only. */
export function demoAccounts(): { username: string; password: string; name: string; post: string }[] {
  const people = demoPeople(randomOf(SEED), lawDateOf(systemClock.now()))
  const shown = [
    'bl-officer1',
    'bl-officer2',
    'bl-unit',
    'bl-legal',
    'bl-deputy',
    'bl-head',
    'hz-head',
    'hz-supervisor',
    'hz-admin',
  ]
  const officers = shown
    .flatMap((wanted) => people.filter(({ username }) => username === wanted))
    .map(({ username, officer, post }) => ({
      username,
      password: DEMO_PASSWORD,
      name: officer.name,
      post: `${post}（${username.slice(0, 2) === 'hz' ? '市' : '博罗县'}）`,
    }))
  return [
    ...officers,
    { username: ENTERPRISE_USERNAME, password: DEMO_PASSWORD, name: '演示企业', post: '企业安全管理人员（服务端）' },
  ]
}
