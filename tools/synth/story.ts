/**
 * The stories that a province is made of: invented visits and cases, told through the product's own endpoints in a
 * database that is thrown away, so that every row of every context is what the product writes.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalogue } from '../../src/contexts/document/render/catalogue.ts'
import { seriesOf } from '../../src/contexts/document/rules/numbering.ts'
import { lawbook } from '../../src/contexts/law/public.ts'
import { createBureau, createOfficer } from '../../src/contexts/people/public.ts'
import type { Bureau, Officer } from '../../src/contexts/people/model.ts'
import { permissionsOf } from '../../src/contexts/people/rules/permissions.ts'
import type { Enterprise } from '../../src/contexts/registry/model.ts'
import { createEnterprises } from '../../src/contexts/registry/public.ts'
import { penaltyCase, type CaseEnd } from '../../src/demo/case.ts'
import { creditCodeOf, TRADES, type Trade } from '../../src/demo/enterprises.ts'
import { tellAll } from '../../src/demo/load.ts'
import type { DemoPerson } from '../../src/demo/people.ts'
import { randomOf } from '../../src/demo/random.ts'
import { visit, type Team, type VisitEnd, type VisitPlan } from '../../src/demo/visit.ts'
import { diaryOf, voiceOf } from '../../src/demo/voice.ts'
import { addDays, startOf, yearOf, type LawDate } from '../../src/kernel/time.ts'
import { isWorkday } from '../../src/kernel/workday.ts'
import { clockAt } from '../../src/platform/clock.ts'
import { asOwner, NATIONWIDE } from '../../src/platform/db.ts'
import { startEmbedded } from '../../src/platform/embedded-postgres.ts'
import { openLog } from '../../src/platform/log.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { composePlumbline } from '../../src/server.ts'
import { firstSerial } from './cut.ts'

/** The bureau of the stories stands on a code that no division has, under names that nothing else contains. */
export const STORY_BUREAU: Bureau = {
  region: '449901',
  name: '样板县应急管理局（演示）',
  shortName: '样板',
  capacity: 'own',
  address: '样板县演示路2号',
  phone: '000-00000001',
  reconsiderationOrgan: '样板县人民政府',
  court: '样板县人民法院',
  collectingBank: '样板银行非税专户',
  collectingAccount: '0000 449901000000 0000',
}
export const STORY_TOWN = '449901101'

export const POSTS = ['first', 'second', 'unit', 'legal', 'deputy', 'head'] as const
export type Post = (typeof POSTS)[number]

/** Roles and titles by post, as the demo has them. */
export const POST_FACTS: Readonly<Record<Post, { title: string; roles: Officer['roles'] }>> = {
  first: { title: '执法人员', roles: ['officer'] },
  second: { title: '执法人员', roles: ['officer'] },
  unit: { title: '执法监督科科长', roles: ['unit-head', 'publicity-officer', 'archivist'] },
  legal: { title: '政策法规科审核员', roles: ['legal-reviewer'] },
  deputy: { title: '副局长', roles: ['deputy-head'] },
  head: { title: '局长', roles: ['principal-head'] },
}

const NAMES: Readonly<Record<Post, string>> = {
  first: '样承办',
  second: '样协办',
  unit: '样科长',
  legal: '样法制',
  deputy: '样副职',
  head: '样局长',
}

/** What one copy stands for. */
export type Kind = 'clean' | 'corrected' | 'penalty' | 'open-case' | 'open-visit' | 'planned'

export type StoryPlan = {
  readonly nth: number
  readonly kind: Kind
  readonly end: VisitEnd | CaseEnd
  /** The stretch of years in which it is told, and from which the copies lie a few weeks off at most. */
  readonly epoch: number
  readonly trade: number
  readonly visit: VisitPlan
  readonly caseId: string | null
  readonly caseOn: LawDate | null
}

/** Trades whose check lists the stories follow; every business of the province follows one of them. */
export const STORY_TRADES = [0, 2, 4, 7, 9, 15].map((place) => {
  const trade = TRADES[place]
  if (!trade) throw new Error(`no trade ${place}`)
  return trade
})

export function tradeAt(nth: number): Trade {
  const trade = STORY_TRADES[nth % STORY_TRADES.length]
  if (!trade) throw new Error('there are no trades')
  return trade
}

/** Into how many stretches the years are cut, each with stories of its own, so that copies stand near their law. */
export const EPOCHS = 3
const FINDINGS = 4
const ITEMS_MAX = 12
const DAYS_A_WEEK = 7
/** Days between a visit and the filing of its case: the time to put things right, the re-check, and a week. */
const FILED_AFTER_DAYS = 32
const OPEN_CASES: readonly CaseEnd[] = [
  'submitted',
  'submitted',
  'submitted',
  'filed',
  'reported',
  'notified',
  'served',
]

/** The Monday on or before a date. */
export const mondayOf = (date: LawDate): LawDate =>
  addDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % DAYS_A_WEEK))

export type Calendar = {
  readonly firstMonday: LawDate
  readonly weeks: number
  readonly until: LawDate
  readonly epochs: number
}

export const epochOf = (week: number, { weeks, epochs }: Calendar): number =>
  Math.min(epochs - 1, Math.floor((week * epochs) / weeks))

/** What is told: in every epoch a few visits of each weekday and cases that ended, in the last one also what is open. */
export function planStories(calendar: Calendar): StoryPlan[] {
  const random = randomOf(31)
  const plans: StoryPlan[] = []
  const add = (kind: Kind, end: StoryPlan['end'], { epoch, weekday }: { epoch: number; weekday: number }) => {
    const nth = plans.length
    const trade = nth % STORY_TRADES.length
    const isCase = kind === 'penalty' || kind === 'open-case'
    const on = workdayIn(calendar, epoch, weekday)
    const visitPlan: VisitPlan = {
      id: random.uuid(),
      enterprise: storyBusiness(nth, trade),
      team: storyTeam(),
      on,
      end: isCase ? 'failed' : (end as VisitEnd),
      reason: nth % 3 === 0 ? 'draw' : 'plan',
      findings: kind === 'clean' || kind === 'planned' ? 0 : isCase ? 1 : FINDINGS,
      picture: 1 + nth * 7,
      itemsMax: ITEMS_MAX,
    }
    plans.push({
      nth,
      kind,
      end,
      epoch,
      trade,
      visit: visitPlan,
      caseId: isCase ? random.uuid() : null,
      caseOn: isCase ? addDays(on, FILED_AFTER_DAYS) : null,
    })
  }
  for (let epoch = 0; epoch < calendar.epochs; epoch += 1) {
    for (let weekday = 0; weekday < 5; weekday += 1) {
      add('clean', 'clean', { epoch, weekday })
      add('corrected', 'concluded', { epoch, weekday })
    }
    add('penalty', 'archived', { epoch, weekday: epoch })
    add('penalty', 'closed', { epoch, weekday: epoch + 2 })
  }
  const epoch = calendar.epochs - 1
  for (let weekday = 0; weekday < 5; weekday += 1) {
    add('open-visit', 'ordered', { epoch, weekday })
    add('planned', weekday % 2 === 0 ? 'approved' : 'drafted', { epoch, weekday })
  }
  for (const [place, end] of OPEN_CASES.entries()) add('open-case', end, { epoch, weekday: place % 5 })
  return plans
}

/** The first working day of that weekday from the third week of the epoch on. */
function workdayIn({ firstMonday, weeks, epochs }: Calendar, epoch: number, weekday: number): LawDate {
  let day = addDays(firstMonday, (Math.ceil((epoch * weeks) / epochs) + 2) * DAYS_A_WEEK + weekday)
  while (!isWorkday(lawbook().calendar, day)) day = addDays(day, DAYS_A_WEEK)
  return day
}

const nthId = (kind: number, nth: number) =>
  `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${nth.toString(16).padStart(12, '0')}`

export function storyBusiness(nth: number, trade: number): Enterprise {
  const { industry, sectors, highRisk, word } = tradeAt(trade)
  return {
    id: nthId(1, nth),
    creditCode: creditCodeOf(false, 900_000 + nth),
    name: `样板第${nth}${word}有限公司`,
    kind: 'company',
    region: STORY_TOWN,
    address: `样板工业区${nth}号`,
    industry,
    sectors,
    legalRepresentative: '样法定',
    principal: '样主要',
    safetyManager: '样安管',
    phone: '000-00000000',
    employees: 60,
    highRisk,
    grade: '3',
    keyUnit: true,
    responsibleBureau: STORY_BUREAU.region,
    origins: {},
    version: 1,
  }
}

const storyPerson = (post: Post): DemoPerson => ({
  username: post,
  post: POST_FACTS[post].title,
  officer: {
    id: nthId(2, POSTS.indexOf(post)),
    region: STORY_BUREAU.region,
    name: NAMES[post],
    phone: '000-00000000',
    roles: POST_FACTS[post].roles,
    certificate: {
      number: `YB00000${POSTS.indexOf(post)}`,
      validFrom: '2020-01-01',
      validTo: '2035-12-31',
      status: 'valid',
    },
  },
})

export const storyTeam = (): Team => ({
  region: STORY_BUREAU.region,
  first: storyPerson('first'),
  second: storyPerson('second'),
  unit: storyPerson('unit'),
  legal: storyPerson('legal'),
  deputy: storyPerson('deputy'),
  head: storyPerson('head'),
})

/** Tells the stories and hands the database, which sees every row, and the folder of their originals to `read`. */
export async function withStories<T>(
  plans: readonly StoryPlan[],
  { calendar, say }: { calendar: Calendar; say: (text: string) => void },
  read: (adminUrl: string, filesFolder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-stories-'))
  const quiet = { info: () => undefined, error: (...facts: unknown[]) => console.error(...facts) }
  const postgres = await startEmbedded({ dataDir: join(folder, 'db'), log: quiet, throwAway: true })
  try {
    await migrate(postgres.ownerUrl)
    const adminUrl = Object.assign(new URL(postgres.adminUrl), { pathname: new URL(postgres.ownerUrl).pathname }).href
    const filesFolder = join(folder, 'files')
    await tell(plans, { databaseUrl: postgres.url, adminUrl, filesFolder, calendar, say })
    return await read(adminUrl, filesFolder)
  } finally {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

type Telling = {
  readonly databaseUrl: string
  readonly adminUrl: string
  readonly filesFolder: string
  readonly calendar: Calendar
  readonly say: (text: string) => void
}

async function tell(plans: readonly StoryPlan[], { databaseUrl, adminUrl, filesFolder, calendar, say }: Telling) {
  const { firstMonday } = calendar
  const began = startOf(addDays(firstMonday, -60))
  const clock = clockAt(began)
  const team = storyTeam()
  const people = POSTS.map((post) => team[post])
  const askers = new Map(
    people.map(({ officer }) => [
      officer.id,
      {
        id: officer.id,
        name: officer.name,
        kind: 'officer' as const,
        region: officer.region,
        roles: officer.roles,
        permissions: permissionsOf(officer.roles),
      },
    ]),
  )
  await countFromHere(adminUrl, calendar)
  const plumbline = await composePlumbline({
    databaseUrl,
    files: filesFolder,
    log: openLog('error'),
    clock,
    publicChain: '44',
    callsPerMinute: 1_000_000,
    resolve: async (token) => askers.get(token) ?? null,
  })
  try {
    await plumbline.db.transaction(NATIONWIDE, async (tx) => {
      await createBureau(tx, STORY_BUREAU)
      for (const { officer, username } of people)
        await createOfficer(tx, { officer, username, passwordHash: '-', at: began, by: '演示数据' })
      await createEnterprises(
        tx,
        plans.map(({ visit: { enterprise } }) => enterprise),
        { at: began, byId: 'synth', byName: '演示数据', source: '演示数据' },
      )
    })
    const voice = voiceOf(plumbline.app)
    // Nobody asks what day it is: every story is told to its end, on the days of its own epoch.
    const diary = diaryOf(lawbook().calendar, calendar.until)
    const stories = plans.flatMap(({ visit: plan, caseId, caseOn, end }) => [
      visit({ voice, diary, random: randomOf(plan.picture), plan }),
      ...(caseId && caseOn
        ? [
            penaltyCase({
              voice,
              diary,
              random: randomOf(plan.picture + 1),
              plan: { id: caseId, visit: plan, on: caseOn, end: end as CaseEnd },
            }),
          ]
        : []),
    ])
    await tellAll({ stories, setClock: clock.set, say, until: startOf(addDays(calendar.until, 366)) })
  } finally {
    await plumbline.close()
  }
}

/** The series of numbers that one form has for itself, in the order of the catalogue. */
export function ownSeries(): string[] {
  const numbered = catalogue().filter(({ numbered, typeCode }) => numbered && typeCode !== null)
  return [...new Set(numbered.map(seriesOf))].filter((series) => series !== 'plan' && series !== 'filing')
}

/** Numbers of the stories begin where no number of another series or year is. */
async function countFromHere(adminUrl: string, { firstMonday, until }: Calendar): Promise<void> {
  const own = ownSeries()
  await asOwner(adminUrl, async (client) => {
    for (let year = yearOf(firstMonday) - 1; year <= yearOf(until) + 1; year += 1)
      for (const series of ['plan', 'filing', ...own] as const)
        await client.query('insert into document.number_counter (region, series, year, last) values ($1, $2, $3, $4)', [
          STORY_BUREAU.region,
          series,
          year,
          series === 'plan' || series === 'filing' ? firstSerial(series, year) : firstSerial(own.indexOf(series), year),
        ])
  })
}
