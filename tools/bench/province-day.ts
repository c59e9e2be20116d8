/**
 * `bench province-day`: a working day of Guangdong against a synthetic province: 28,000 sign-ins, each with the screens
 * that its person opens; 1,600 inspections with their papers and photos; 3,000 approvals. Spread evenly over 19 of the 20
 * minutes that it may take, whether or not the servers keep up. [--data DIR of a province] [--scale S of one made for the
 * run] [--share P of the day] [--servers N behind a proxy]
 */
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { randomOf, type Random } from '../../src/demo/random.ts'
import { asOwner } from '../../src/platform/db.ts'
import { signIn, wholeVisit, wordsIn } from './desk-work.ts'
import { kindsOf } from './office-mix.ts'
import {
  bureausOf,
  machine,
  postmasterOf,
  startServers,
  watchMemory,
  withProvince,
  type BenchBureau,
  type BenchOfficer,
  type Province,
  type Servers,
} from './province.ts'
import { startProxy } from './proxy.ts'
import { noTimes, openLine, shareOf, type Times, type Wire } from './wire.ts'

export const DAY = { signIns: 28_000, inspections: 1_600, papers: 4_200, photos: 1_280, approvals: 3_000 } as const
const MINUTES_MAX = 20
const MINUTES_OF_WORK = 19
const P95_MAX_MS = 300
const MEMORY_MAX_MB = 4096
/** Every inspection has its plan approved; what is left of the approvals are filings of cases. */
const FILINGS = DAY.approvals - DAY.inspections
/** Two visits in five find something. */
const FOUND_IN_FIFTHS = 2
const EACH_BUREAU = 400

type Event = { readonly atMs: number; readonly run: () => Promise<void> }
type Desk = {
  readonly bureau: BenchBureau
  readonly unit: Wire
  readonly head: Wire
  readonly officers: readonly Wire[]
}

/** Screens by what people of that post open in the morning; `?` are searched for. */
function screensOf(
  person: BenchOfficer,
  { bureau, random }: { bureau: BenchBureau; random: Random },
): [string, string][] {
  const today: [string, string] = ['my work today', '/api/inspection/today']
  const todo: [string, string] = ['what waits for me', '/api/casework/todo']
  const words = encodeURIComponent(wordsIn(random.pick(bureau.businesses).name, random.int(0, 1)))
  const byChance: [string, string][] = [
    ['clock board', '/api/casework/board'],
    ['alarms', '/api/casework/alarms'],
    ['list of inspections', '/api/inspection?state=ordered'],
    ['search of inspections', `/api/inspection?search=${words}`],
    ['search of businesses', `/api/registry/enterprises?q=${words}`],
    ['list of cases', '/api/casework'],
    ['hazards', '/api/hazard?state=ordered'],
    ['inspection page', `/api/inspection/${random.pick(bureau.inspections)}`],
    ['public notices', '/api/publicity/notices'],
  ]
  return [
    ['who I am', '/api/people/me'],
    person.username.includes('officer') ? today : todo,
    ...Array.from({ length: 3 }, () => random.pick(byChance)),
  ]
}

/** Somebody signs in, looks at his screens, and signs out. */
async function session(
  wire: Wire,
  person: BenchOfficer,
  parts: { bureau: BenchBureau; random: Random },
): Promise<void> {
  await signIn(wire, person)
  for (const [kind, path] of screensOf(person, parts)) await wire.ask({ kind, method: 'GET', path })
  await wire.ask({ kind: 'sign-out', method: 'POST', path: '/api/people/sign-out', body: {} })
}

async function approveFiling(head: Wire, { id, version }: BenchBureau['submitted'][number]): Promise<void> {
  await head.ask({
    kind: 'approve filing',
    method: 'POST',
    path: `/api/casework/${id}/approve-filing`,
    body: { version, opinion: '同意立案。' },
  })
}

type DayParts = {
  readonly desks: readonly Desk[]
  readonly open: () => Wire
  readonly now: () => string
  readonly share: number
}

/** Everything that happens on that part of the day, each thing at its minute. */
function eventsOf({ desks, open, now, share }: DayParts): Event[] {
  const random = randomOf(28)
  const lengthMs = MINUTES_OF_WORK * 60_000 * share
  const some = (count: number, make: (nth: number) => () => Promise<void>): Event[] =>
    Array.from({ length: Math.round(count * share) }, (_, nth) => ({
      atMs: (random.int(0, 999_999) / 1_000_000) * lengthMs,
      run: make(nth),
    }))
  const deskOf = (nth: number) => {
    const desk = desks[nth % desks.length]
    if (!desk) throw new Error('the province has no bureau')
    return { ...desk, turn: Math.floor(nth / desks.length) }
  }
  const filings = desks.flatMap(({ bureau, head }) => bureau.submitted.map((one) => ({ head, one })))
  return [
    ...some(DAY.signIns, (nth) => {
      const { bureau, turn } = deskOf(nth)
      const people = [...bureau.officers, bureau.unit, bureau.head]
      const person = people[turn % people.length] ?? bureau.head
      return () => session(open(), person, { bureau, random })
    }),
    ...some(DAY.inspections, (nth) => {
      const { bureau, unit, officers, turn } = deskOf(nth)
      const place = (turn * 2) % (bureau.officers.length - 1)
      const [first, second, wire] = [bureau.officers[place], bureau.officers[place + 1], officers[place]]
      const business = bureau.businesses[turn]
      if (!first || !second || !wire || !business) throw new Error(`${bureau.region} is too small for this share`)
      const hasFindings = nth % 5 < FOUND_IN_FIFTHS
      return () => wholeVisit({ officer: wire, unit, team: [first, second], business, now, hasFindings })
    }),
    ...some(Math.min(FILINGS, Math.floor(filings.length / share)), (nth) => {
      const filing = filings[nth]
      if (!filing) throw new Error('there are too few filings')
      return () => approveFiling(filing.head, filing.one)
    }),
  ].toSorted((a, b) => a.atMs - b.atMs)
}

/** Starts each event at its time, late or not, and waits for the last. @returns seconds until everything was answered. */
async function live(events: readonly Event[], tell: (done: number) => void): Promise<number> {
  const began = performance.now()
  const running: Promise<void>[] = []
  let done = 0
  for (const { atMs, run } of events) {
    const wait = atMs - (performance.now() - began)
    if (wait > 1) await sleep(wait)
    running.push(
      run()
        .catch(() => undefined) // counted as failed by the wire
        .then(() => tell((done += 1))),
    )
  }
  await Promise.all(running)
  return (performance.now() - began) / 1000
}

/** Desks stay signed in all day; officers who go out, two seats apart (eventsOf), have their phone's session. */
async function desksOf(
  bureaus: readonly BenchBureau[],
  { open, share }: Pick<DayParts, 'open' | 'share'>,
): Promise<Desk[]> {
  const goingOut = 2 * Math.ceil((DAY.inspections * share) / bureaus.length)
  const signedIn = async (person: BenchOfficer) => {
    const wire = open()
    await signIn(wire, person)
    return wire
  }
  const desks: Desk[] = []
  for (const bureau of bureaus) {
    const [unit, head] = [await signedIn(bureau.unit), await signedIn(bureau.head)]
    const officers: Wire[] = []
    for (const officer of bureau.officers.slice(0, goingOut)) officers.push(await signedIn(officer))
    desks.push({ bureau, unit, head, officers })
  }
  return desks
}

const papersSince = ({ adminUrl, morning }: Province) =>
  asOwner(adminUrl, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      'select count(*)::int as count from document.paper where issued_at >= $1',
      [morning],
    )
    return rows[0]?.count ?? 0
  })

export type DayOptions = {
  readonly share: number
  readonly servers: number
  readonly say: (text: string) => void
  /** Something done to the servers while the day runs. */
  readonly meanwhile?: (servers: Servers, lengthMs: number) => Promise<void>
}

export async function runProvinceDay(province: Province, { share, servers: count, say, meanwhile }: DayOptions) {
  const bureaus = (await bureausOf(province, { bureaus: 202, each: EACH_BUREAU })).filter(
    ({ officers, businesses, inspections }) => officers.length > 1 && businesses.length > 0 && inspections.length > 0,
  )
  const servers = await startServers(province, count)
  const proxy = count > 1 ? await startProxy(servers.ports) : null
  const times = noTimes()
  const line = openLine(proxy?.base ?? `http://127.0.0.1:${servers.ports[0]}`, times)
  const memory = watchMemory([...servers.children.map(({ pid = 0 }) => pid), await postmasterOf(province)])
  const before = await papersSince(province)
  const ahead = Date.parse(province.morning) - Date.now()
  try {
    const desks = await desksOf(bureaus.slice(0, Math.max(2, Math.ceil(bureaus.length * Math.min(1, share * 4)))), {
      open: line.open,
      share,
    })
    times.byKind.clear()
    const now = () => new Date(Date.now() + ahead).toISOString()
    const events = eventsOf({ desks, open: line.open, now, share })
    const [seconds] = await Promise.all([
      live(events, teller(events.length, say)),
      meanwhile?.(servers, MINUTES_OF_WORK * 60_000 * share),
    ])
    return {
      ...figuresOf(times),
      seconds: Math.round(seconds),
      events: events.length,
      papers: (await papersSince(province)) - before,
      memoryMb: memory.mostMb(),
    }
  } finally {
    memory.stop()
    line.close()
    proxy?.close()
    await servers.stop()
  }
}

function figuresOf(times: Times) {
  const interactive = [...times.byKind].filter(([kind]) => kind !== 'photo').flatMap(([, ms]) => ms)
  const count = (kind: string) => times.byKind.get(kind)?.length ?? 0
  return {
    calls: [...times.byKind.values()].reduce((sum, { length }) => sum + length, 0),
    signIns: count('sign-in'),
    inspections: count('record'),
    approvals: count('approve-plan') + count('approve filing'),
    photos: count('photo'),
    p50Ms: shareOf(interactive, 0.5),
    p95Ms: shareOf(interactive, 0.95),
    errors: times.failed.length,
    firstErrors: times.failed.slice(0, 5),
    sentAgain: times.retried,
    kinds: kindsOf(times),
  }
}

const TELL_EVERY_MS = 5000

function teller(total: number, say: (text: string) => void) {
  let told = performance.now()
  return (done: number) => {
    if (performance.now() - told < TELL_EVERY_MS && done < total) return
    told = performance.now()
    say(`${done} of ${total} sessions, inspections and filings`)
  }
}

export async function provinceDay(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      scale: { type: 'string', default: '0.02' },
      share: { type: 'string', default: '0.02' },
      servers: { type: 'string', default: '1' },
    },
  })
  const share = Number(values.share)
  const say = (text: string) => void process.stderr.write(`${text}\n`)
  return withProvince({ data: values.data, scale: Number(values.scale), say }, async (province) => {
    const ours = await runProvinceDay(province, { share, servers: Number(values.servers), say })
    return {
      name: 'province-day',
      dataset: { scale: province.scale, share, servers: Number(values.servers), day: DAY },
      ours,
      target: { seconds: MINUTES_MAX * 60 * share, p95Ms: P95_MAX_MS, errors: 0, memoryMb: MEMORY_MAX_MB },
      machine: machine(),
      ok:
        ours.errors === 0 &&
        ours.p95Ms <= P95_MAX_MS &&
        ours.seconds <= MINUTES_MAX * 60 * share &&
        ours.memoryMb <= MEMORY_MAX_MB,
    }
  })
}
