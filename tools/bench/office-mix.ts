/**
 * `bench office-mix`: 45 % lists with their total, 35 % pages of one inspection, 10 % searches, 5 % changes, 5 % new plans,
 * by signed-in officers over HTTP with the journal, on a synthetic province; and the same mix on a thin reference beside it
 * (thin-reference.ts). [--data DIR of a province] [--scale S of one made for the run] [--seconds N] [--connections N]
 */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { randomOf, type Random } from '../../src/demo/random.ts'
import { addDays, lawDateOf } from '../../src/kernel/time.ts'
import { asOwner } from '../../src/platform/db.ts'
import { planVisit, signIn, wordsIn } from './desk-work.ts'
import {
  bureausOf,
  cpuMsOf,
  ended,
  machine,
  portOf,
  postmasterOf,
  startServers,
  watchMemory,
  withProvince,
  type BenchBureau,
  type Province,
} from './province.ts'
import { noTimes, openLine, shareOf, type Times, type Wire } from './wire.ts'

const RATE_MIN = 400
const P975_MAX_MS = 150
const RATIO_MIN = 0.4
const WARM_UP_SECONDS = 3
const PAGES = 20
const STATES = ['concluded', 'ordered', 'concluded', 'recorded', 'drafted'] as const

const MIX = [
  ['list', 45],
  ['detail', 35],
  ['search', 10],
  ['update', 5],
  ['create', 5],
] as const
type Deed = (typeof MIX)[number][0]

/** One seat at a desk: does the next deed of the mix, and waits for its answer before the next. */
type Seat = { readonly [deed in Deed]: () => Promise<unknown> }

function deedOf(random: Random): Deed {
  let left = random.int(0, 99)
  for (const [deed, part] of MIX) {
    if (left < part) return deed
    left -= part
  }
  return 'list'
}

/** A list that is paged through up to its twentieth page, state by state. */
const pager = () => {
  let [turn, page, after] = [0, 0, '' as string]
  return {
    next: () => ({ state: STATES[turn % STATES.length] ?? 'concluded', after }),
    turnTo: (next: string | null) => {
      page += 1
      after = next ?? ''
      if (next === null || page === PAGES) [turn, page, after] = [turn + 1, 0, '']
    },
  }
}

type SeatParts = { readonly wire: Wire; readonly bureau: BenchBureau; readonly nth: number; readonly now: () => string }

function seatOfOurs({ wire, bureau, nth, now }: SeatParts): Seat {
  const random = randomOf(nth + 1)
  const pages = pager()
  const [first, second] = [
    bureau.officers[nth % bureau.officers.length],
    bureau.officers[(nth + 1) % bureau.officers.length],
  ]
  if (!first || !second) throw new Error(`${bureau.region} has too few officers`)
  const own: { id: string; version: number; plan: Record<string, unknown> }[] = []
  let [searched, created, revised] = [0, nth, 0]
  const create = async () => {
    const business = bureau.businesses[(created += 7) % bureau.businesses.length]
    if (!business) throw new Error(`${bureau.region} has no business with room`)
    const { plan, inspection } = await planVisit({ officer: wire, team: [first, second], business, now })
    own.push({ ...inspection, plan })
  }
  return {
    list: async () => {
      const { state, after } = pages.next()
      const path = `/api/inspection?state=${state}${after ? `&after=${after}` : ''}`
      pages.turnTo((await wire.ask<{ next: string | null }>({ kind: 'list', method: 'GET', path })).next)
    },
    detail: () =>
      wire.ask({ kind: 'detail', method: 'GET', path: `/api/inspection/${random.pick(bureau.inspections)}` }),
    search: () => {
      const words = wordsIn(random.pick(bureau.businesses).name, (searched += 1))
      return wire.ask({ kind: 'search', method: 'GET', path: `/api/inspection?search=${encodeURIComponent(words)}` })
    },
    create,
    update: async () => {
      const one = own[(revised += 1) % Math.max(1, own.length)]
      if (!one) return create()
      const { inspection } = await wire.ask<{ inspection: { version: number } }>({
        kind: 'update',
        method: 'POST',
        path: `/api/inspection/${one.id}/revise-plan`,
        body: {
          ...one.plan,
          version: one.version,
          plannedOn: addDays(lawDateOf(now()), revised % 5),
          method: 'on-site',
        },
      })
      one.version = inspection.version
    },
  }
}

function seatOfReference({ wire, bureau, nth, now }: SeatParts): Seat {
  const random = randomOf(nth + 1)
  const pages = pager()
  const { region } = bureau
  let turn = 0
  return {
    list: async () => {
      const { state, after } = pages.next()
      const path = `/list?region=${region}&state=${state}${after ? `&after=${after}` : ''}`
      pages.turnTo((await wire.ask<{ next: string | null }>({ kind: 'list', method: 'GET', path })).next)
    },
    detail: () => wire.ask({ kind: 'detail', method: 'GET', path: `/detail/${random.pick(bureau.inspections)}` }),
    search: () => {
      const words = encodeURIComponent(wordsIn(random.pick(bureau.businesses).name, (turn += 1)))
      return wire.ask({ kind: 'search', method: 'GET', path: `/search?region=${region}&words=${words}` })
    },
    create: () =>
      wire.ask({ kind: 'create', method: 'POST', path: '/create', body: { like: random.pick(bureau.inspections) } }),
    update: () =>
      wire.ask({
        kind: 'update',
        method: 'POST',
        path: '/update',
        body: { id: random.pick(bureau.inspections), on: addDays(lawDateOf(now()), -(turn % 300)) },
      }),
  }
}

type Measured = {
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p975Ms: number
  /** What a machine that others use too cannot blur: processor time of server and database for each call. */
  readonly cpuMsPerCall: { readonly server: number; readonly database: number }
  readonly errors: number
  readonly firstErrors: readonly string[]
  readonly kinds: Readonly<Record<string, { readonly calls: number; readonly p50Ms: number; readonly p975Ms: number }>>
}

type Pids = { readonly server: number; readonly database: number }

async function measure(
  seats: readonly Seat[],
  times: Times,
  { seconds, pids }: { seconds: number; pids: Pids },
): Promise<Measured> {
  const until = (ms: number) => performance.now() + ms
  const work = async (seat: Seat, random: Random, end: number) => {
    while (performance.now() < end) await seat[deedOf(random)]().catch(() => undefined) // counted as failed by the wire
  }
  const all = (end: number) => Promise.all(seats.map((seat, nth) => work(seat, randomOf(nth + 99), end)))
  await all(until(WARM_UP_SECONDS * 1000))
  times.byKind.clear()
  times.failed.length = 0
  const before = { server: await cpuMsOf(pids.server), database: await cpuMsOf(pids.database) }
  const from = performance.now()
  await all(until(seconds * 1000))
  const took = (performance.now() - from) / 1000
  const every = [...times.byKind.values()].flat()
  const each = async (which: keyof Pids) =>
    Number((((await cpuMsOf(pids[which])) - before[which]) / every.length).toFixed(2))
  return {
    requestsPerSecond: Math.round(every.length / took),
    p50Ms: shareOf(every, 0.5),
    p975Ms: shareOf(every, 0.975),
    cpuMsPerCall: { server: await each('server'), database: await each('database') },
    errors: times.failed.length,
    firstErrors: times.failed.slice(0, 3),
    kinds: kindsOf(times),
  }
}

export const kindsOf = ({ byKind }: Times) =>
  Object.fromEntries(
    [...byKind]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, ms]) => [kind, { calls: ms.length, p50Ms: shareOf(ms, 0.5), p975Ms: shareOf(ms, 0.975) }]),
  )

export type MixParts = { readonly seconds: number; readonly connections: number; readonly bureaus: number }

/** The mix on the product and on the reference, on the same province, one after the other. */
export async function runOfficeMix(province: Province, { seconds, connections, bureaus }: MixParts) {
  const known = await bureausOf(province, { bureaus, each: 2000 })
  const ahead = Date.parse(province.morning) - Date.now()
  const now = () => new Date(Date.now() + ahead).toISOString()
  const seatsOn = async (base: string, times: Times, seatOf: (parts: SeatParts) => Seat, signsIn: boolean) => {
    const line = openLine(base, times)
    const seats: Seat[] = []
    for (let nth = 0; nth < connections; nth += 1) {
      const bureau = known[nth % known.length]
      const officer = bureau?.officers[nth % bureau.officers.length]
      if (!bureau || !officer) throw new Error('the province is too small')
      const wire = line.open()
      if (signsIn) await signIn(wire, officer)
      seats.push(seatOf({ wire, bureau, nth, now }))
    }
    return { seats, close: line.close }
  }
  const servers = await startServers(province)
  const database = await postmasterOf(province)
  const server = servers.children[0]?.pid ?? 0
  const memory = watchMemory([server, database])
  const times = noTimes()
  const { seats, close } = await seatsOn(`http://127.0.0.1:${servers.ports[0]}`, times, seatOfOurs, true)
  const ours = await measure(seats, times, { seconds, pids: { server, database } })
  close()
  memory.stop()
  await servers.stop()
  const thin = fork(join(import.meta.dirname, 'thin-reference.ts'), {
    env: { ...process.env, BENCH_ADMIN_URL: province.adminUrl },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const thinTimes = noTimes()
  const beside = await seatsOn(`http://127.0.0.1:${await portOf(thin)}`, thinTimes, seatOfReference, false)
  const reference = await measure(beside.seats, thinTimes, { seconds, pids: { server: thin.pid ?? 0, database } })
  beside.close()
  thin.kill('SIGTERM')
  await ended(thin)
  await asOwner(province.adminUrl, (client) =>
    client.query('drop index inspection.thin_by_state; drop table public.thin_history'),
  )
  return { ours, reference, memoryMb: memory.mostMb() }
}

export async function officeMix(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      scale: { type: 'string', default: '0.02' },
      seconds: { type: 'string', default: '12' },
      connections: { type: 'string', default: '16' },
      bureaus: { type: 'string', default: '8' },
    },
  })
  const parts = {
    seconds: Number(values.seconds),
    connections: Number(values.connections),
    bureaus: Number(values.bureaus),
  }
  const say = (text: string) => void process.stderr.write(`${text}\n`)
  return withProvince({ data: values.data, scale: Number(values.scale), say }, async (province) => {
    const { ours, reference, memoryMb } = await runOfficeMix(province, parts)
    const ratio = Number((ours.requestsPerSecond / reference.requestsPerSecond).toFixed(2))
    return {
      name: 'office-mix',
      dataset: { scale: province.scale, ...parts },
      ours,
      peer: {
        name: 'fastify and pg on the same tables, no session, rules, row-level security or shapes',
        ...reference,
      },
      ratio,
      memoryMb,
      target: { requestsPerSecond: RATE_MIN, p975Ms: P975_MAX_MS, ratio: RATIO_MIN },
      machine: machine(),
      ok: ours.errors === 0 && ours.requestsPerSecond >= RATE_MIN && ours.p975Ms <= P975_MAX_MS && ratio >= RATIO_MIN,
    }
  })
}
