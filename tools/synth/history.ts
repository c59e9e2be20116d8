/** Writes the history of one bureau: each copy of a story with its own ids, days, names and numbers, and the journal. */
import { hash as hashOf } from 'node:crypto'
import { lawbook } from '../../src/contexts/law/public.ts'
import { findCap } from '../../src/contexts/law/rules/caps.ts'
import type { Enterprise } from '../../src/contexts/registry/model.ts'
import { dateInWords, yearOf } from '../../src/kernel/time.ts'
import { genesisOf } from '../../src/platform/journal.ts'
import { bytesOf, filled, fillInto, onceOf, seriesOfSerial, type Filling, type Slot } from './cut.ts'
import { businessOf, idOf, type Person, type ProvinceBureau } from './province.ts'
import type { Story, StoryAct } from './rows.ts'
import { dayMoved, MAY_BE_MISSING, type Copy } from './schedule.ts'
import { ownSeries, POSTS, STORY_TRADES, type Post } from './story.ts'

/** Takes one row of a table. What it answers is awaited while the database is busy. */
export type Write = (table: string, row: Filling) => Promise<void> | void

export type Tally = { inspections: number; hazards: number; papers: number; penalties: number; acts: number }

type Year = { used: number; made: number }

/** What a bureau counts on while its history is written. */
type Books = {
  readonly of: ProvinceBureau
  readonly businesses: readonly (Enterprise & { trade: number })[]
  readonly officers: readonly Person[]
  /** What stands in the slots for words: the bureau's own, and those of the copy that is being written. */
  readonly words: Map<string, string>
  readonly turns: number[]
  /** Next serial by series and year. */
  readonly serials: Map<string, number>
  /** Visits by business and year. */
  readonly years: Map<string, Year>
}

type Act = { readonly at: string; readonly act: StoryAct; readonly values: string[] }

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

export type HistoryParts = {
  readonly of: ProvinceBureau
  readonly copies: Iterable<Copy>
  /** The number of the first copy of this bureau in the province. */
  readonly firstCopy: number
  readonly write: Write
  readonly tally: Tally
  readonly tell: (copies: number) => void
}

/** @returns how many copies were written. */
export async function writeHistory({ of, copies, firstCopy, write, tally, tell }: HistoryParts): Promise<number> {
  const books: Books = {
    of,
    businesses: Array.from({ length: of.businesses }, (_, nth) => businessOf(of, nth)),
    officers: of.people.filter(({ officer }) => officer.roles.includes('officer')),
    words: bureauWords(of),
    turns: STORY_TRADES.map(() => 0),
    serials: new Map(),
    years: new Map(),
  }
  const acts: Act[] = []
  let nth = 0
  for (const copy of copies) {
    const values = valuesOf(books, copy, firstCopy + nth)
    for (const { table, cut, form } of copy.story.rows) {
      if (copy.isShort && form !== null && MAY_BE_MISSING.has(form)) continue
      const busy = write(table, { cut, values })
      if (busy) await busy
      if (form !== null) tally.papers += 1
    }
    for (const act of copy.story.acts) acts.push({ at: filled(act.at, values), act, values })
    const { kind } = copy.story.plan
    tally.hazards += copy.story.hazards
    if (kind !== 'planned') tally.inspections += 1
    if (kind === 'penalty') tally.penalties += 1
    tell((nth += 1))
  }
  await writeJournal(of.bureau.region, acts, write)
  tally.acts += acts.length
  await writeCounts(books, write)
  return nth
}

/** Every slot of the story as this copy fills it. */
function valuesOf(books: Books, copy: Copy, number: number): string[] {
  const { story, weeks } = copy
  const visitOn = dayMoved(story.on, weeks)
  const { business, cap, ordinal } = visited(books, story, { on: visitOn, isMade: story.plan.kind !== 'planned' })
  const words = wordsOf(books, { business, number })
  const moved = (day: string) => dayMoved(day, weeks)
  const numbers = numbersOf(books, story, moved)
  return story.slots.map((slot) => {
    switch (slot.kind) {
      case 'word':
        return words.get(slot.word) ?? ''
      case 'id':
        return idOf(number, slot.nth)
      case 'token':
        return tokenOf(number, slot.nth)
      case 'day':
        return moved(slot.day)
      case 'day-in-words':
        return bytesOf(dateInWords(moved(slot.day)))
      case 'year':
        return moved(slot.day).slice(0, 4)
      case 'serial':
      case 'serial-year':
        return String(numbers(slot)[slot.kind === 'serial' ? 'serial' : 'year'])
      case 'cap':
        return cap === null ? '\\N' : String(cap)
      case 'ordinal':
        return String(ordinal)
      default:
        return '' // the journal fills its own when the bureau's acts stand in order
    }
  })
}

type Visited = { readonly on: string; readonly isMade: boolean }

/** The next business of the story's trade whose year has room, and its place in that year. */
function visited({ of, businesses, turns, years }: Books, { plan: { trade } }: Story, { on, isMade }: Visited) {
  const year = yearOf(on)
  const count = Math.max(1, Math.floor((businesses.length - trade + STORY_TRADES.length - 1) / STORY_TRADES.length))
  for (let tried = 0; ; tried += 1) {
    const turn = turns[trade] ?? 0
    turns[trade] = turn + 1
    const business = businesses[(turn % count) * STORY_TRADES.length + trade] ?? businesses[0]
    if (!business) throw new Error(`${of.bureau.region} has no business`)
    const cap = capOf(business, { region: of.bureau.region.slice(0, 2), date: on })
    const key = `${business.id} ${year}`
    const so = years.get(key) ?? { used: 0, made: 0 }
    if (cap !== null && so.used >= cap && tried <= count) continue
    years.set(key, { used: so.used + 1, made: so.made + (isMade ? 1 : 0) })
    return { business, cap, ordinal: so.used + 1 }
  }
}

const caps = new Map<string, number | null>()

/** The yearly cap on that day; looked up once for each class of business and day. */
function capOf({ highRisk, grade }: Enterprise, at: { region: string; date: string }): number | null {
  const key = `${highRisk} ${grade} ${at.region} ${at.date}`
  const known = caps.get(key)
  if (known !== undefined) return known
  const cap = findCap(lawbook(), { isHighRisk: highRisk, grade }, at)?.visitsMax ?? null
  caps.set(key, cap)
  return cap
}

/** Texts of the bureau that no copy changes, as strings of bytes. */
const bureauWords = ({ bureau }: ProvinceBureau): Map<string, string> =>
  new Map([
    ['region', bureau.region],
    ...Object.entries(bureau).map(([field, value]): [string, string] => [`bureau.${field}`, bytesOf(value)]),
  ])

const BUSINESS_WORDS = [
  'id',
  'name',
  'creditCode',
  'address',
  'legalRepresentative',
  'principal',
  'safetyManager',
] as const

/** Who stands where: pairs of officers take turns, so that the same person never stands twice in one visit. */
function wordsOf(books: Books, { business, number }: { business: Enterprise; number: number }): Map<string, string> {
  const { officers, words } = books
  const [head, deputy, unit, legal] = books.of.people
  const first = officers[(number * 2) % officers.length]
  const second = officers[(number * 2 + 1) % officers.length]
  const staff = { first, second, head, deputy, unit, legal } satisfies Record<Post, Person | undefined>
  for (const post of POSTS) {
    const person = staff[post]
    if (!person) throw new Error('a bureau lacks people')
    const { id, name, certificate } = person.officer
    words.set(`${post}.id`, id)
    words.set(`${post}.name`, bytesOf(name))
    words.set(`${post}.certificate`, bytesOf(certificate?.number ?? ''))
  }
  words.set('town', business.region)
  for (const field of BUSINESS_WORDS) words.set(`business.${field}`, bytesOf(business[field]))
  return words
}

/** Numbers run on without a gap in each series and year of the bureau. */
function numbersOf({ serials }: Books, { numberedOn }: Story, moved: (day: string) => string) {
  const given = new Map<string, { year: string; serial: number }>()
  return ({ of }: Extract<Slot, { of: string }>) => {
    const known = given.get(of)
    if (known) return known
    const day = numberedOn.get(of)
    if (!day) throw new Error(`nothing carries the number ${of}`)
    const year = moved(day).slice(0, 4)
    const key = `${nameOfSeries(of)} ${year}`
    const serial = (serials.get(key) ?? 0) + 1
    serials.set(key, serial)
    const made = { year, serial }
    given.set(of, made)
    return made
  }
}

function nameOfSeries(of: string): string {
  const series = seriesOfSerial(Number(of.slice(5)))
  const name = typeof series === 'number' ? ownSeries()[series] : series
  if (!name) throw new Error(`no series for the number ${of}`)
  return name
}

const tokenOf = (number: number, nth: number): string => {
  const bytes = hashOf('sha256', `token ${number} ${nth}`, 'buffer')
  let token = ''
  for (let at = 0; at < 16; at += 1) token += LETTERS.charAt((bytes[at] ?? 0) % LETTERS.length)
  return token
}

/** The chain of the bureau: its acts in the order of time, each with the hash of the one before. */
async function writeJournal(region: string, acts: Act[], write: Write): Promise<void> {
  acts.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  let hash = genesisOf(region)
  let seq = 0
  for (const { act, values } of acts) {
    seq += 1
    const { row, hashed } = act
    const chained = { seq: String(seq), 'prev-hash': hash, hash: '' }
    fill(values, act, chained)
    hash = hashOf('sha256', text.subarray(0, fillInto(text, 0, { cut: hashed, values })))
    fill(values, act, { ...chained, hash })
    const busy = write('journal.entry', { cut: row, values })
    if (busy) await busy
  }
  if (seq > 0) await write('journal.chain', onceOf([region, seq, hash].join('\t')))
}

/** Room for the longest text of an act that is hashed. */
const text = Buffer.alloc(128 * 1024)

type Chained = { readonly seq: string; readonly 'prev-hash': string; readonly hash: string }

function fill(values: string[], { chainAt }: StoryAct, chained: Chained): void {
  values[chainAt.seq] = chained.seq
  values[chainAt['prev-hash']] = chained['prev-hash']
  values[chainAt.hash] = chained.hash
}

/** The yearly count of every business and the last number of every series, as the product keeps them. */
async function writeCounts({ of, serials, years }: Books, write: Write): Promise<void> {
  for (const [key, { used, made }] of years)
    await write('planning.year_counter', onceOf([...key.split(' '), used, made].join('\t')))
  for (const [key, last] of serials) {
    const [, series = '', year = ''] = /^(.+) (\d{4})$/.exec(key) ?? []
    await write('document.number_counter', onceOf(bytesOf([of.bureau.region, series, year, last].join('\t'))))
  }
}
