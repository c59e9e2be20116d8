/**
 * `bench case-page`: the calls behind the page of one case, over HTTP, together as the page makes them, with 60,000 closed
 * cases and all that stands beside those behind it, in a real PostgreSQL, each case another one and no warm answer.
 * [--closed N] [--calls N]
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { askerOf, ID } from '../../src/contexts/casework/fixtures.ts'
import type { Case } from '../../src/contexts/casework/model.ts'
import { countClock } from '../../src/contexts/casework/transitions/road.ts'
import { lawbook } from '../../src/contexts/law/public.ts'
import { createBureau } from '../../src/contexts/people/public.ts'
import { createEnterprises } from '../../src/contexts/registry/public.ts'
import { asOwner, NATIONWIDE, type Database } from '../../src/platform/db.ts'
import { startEmbedded } from '../../src/platform/embedded-postgres.ts'
import { freshFieldKeys, tellFieldKeys } from '../../src/platform/sealing.ts'
import { openLog } from '../../src/platform/log.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { composePlumbline } from '../../src/server.ts'
import { besideCase, insertRowsBeside, withOrigin } from './case-rows.ts'
import { adminOf, benchBusiness, benchCase, idOf, insertCases, insertProceedings, progress } from './many-cases.ts'

const P95_MAX_MS = 150
const REGION = '441302'
const AT = '2026-09-25T02:00:00.000Z'
const BUSINESSES = 2000
/** Pages read before any is counted: a server that has just started is slow for other reasons. */
const WARM_UP = 20
/** The bureau from which some cases came with their file. */
const FORMER = '441303'
const PARTS = ['', '/proceedings', '/proof', '/safe-harbours'] as const

const share = (sorted: readonly number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

type Urls = { readonly url: string; readonly ownerUrl: string; readonly adminUrl: string }

/** A bureau, its businesses, and the cases: closed ones behind the open ones that are read. */
async function fill(db: Database, urls: Urls, { closed, open }: { closed: number; open: number }) {
  await db.transaction(NATIONWIDE, async (tx) => {
    await createBureau(tx, {
      region: REGION,
      name: '压测区应急管理局',
      shortName: '压',
      capacity: 'own',
      address: '',
      phone: '',
      reconsiderationOrgan: '压测区人民政府',
      court: '压测区人民法院',
      collectingBank: '',
      collectingAccount: '',
    })
    await createEnterprises(
      tx,
      Array.from({ length: BUSINESSES }, (_, nth) => benchBusiness(nth, REGION)),
      { at: AT, byId: 'bench', byName: '压测', source: '压测', gradesFrom: '2025-01-01' },
    )
  })
  await asOwner(adminOf(urls), async (client) => {
    const one = (nth: number) => ({
      ...withOrigin(benchCase(nth, nth < closed ? 'closed' : 'reported', { region: REGION }), nth),
      enterpriseId: benchBusiness(nth % BUSINESSES, REGION).id,
    })
    const all = function* () {
      for (let nth = 0; nth < closed + open; nth += 1) yield one(nth)
    }
    await insertCases(client, all(), progress('cases filled in', closed + open))
    await insertProceedings(client, besideAll({ closed, open, one }))
    await insertRowsBeside(client, { from: FORMER, tell: (what) => process.stderr.write(`${what} filled in\n`) })
  })
}

/** Every third closed case had a hearing and a seizure; beside each open one four procedures run. */
function* besideAll({ closed, open, one }: { closed: number; open: number; one: (nth: number) => Case }) {
  const book = lawbook()
  const clock = (id: string) => [countClock(book, { id, start: '2026-09-24' })].filter((each) => each !== null)
  for (let nth = 0; nth < closed; nth += 3) {
    yield besideCase(one(nth), { kind: 'hearing', state: 'finished', nth })
    yield besideCase(one(nth), { kind: 'seizure', state: 'ended', nth })
  }
  for (let nth = closed; nth < closed + open; nth += 1) {
    yield besideCase(one(nth), { kind: 'preservation', state: 'preserved', nth, clocks: clock('D-10') })
    yield besideCase(one(nth), { kind: 'seizure', state: 'executed', nth, clocks: clock('D-08') })
    yield besideCase(one(nth), { kind: 'appraisal', state: 'told', nth })
    yield besideCase(one(nth), { kind: 'extension', state: 'applied', nth })
  }
}

async function measure(
  urls: { url: string; ownerUrl: string; adminUrl: string },
  { closed, calls, files }: { closed: number; calls: number; files: string },
) {
  await migrate(urls.ownerUrl)
  const asker = { ...askerOf(ID.first), region: REGION }
  const plumbline = await composePlumbline({
    databaseUrl: urls.url,
    files,
    log: openLog('silent'),
    publicChain: '44',
    callsPerMinute: 1_000_000,
    resolve: async () => asker,
  })
  try {
    await fill(plumbline.db, urls, { closed, open: Math.max(calls + WARM_UP, 1000) })
    await plumbline.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = plumbline.app.server.address() as AddressInfo
    const times = { page: [] as number[], parts: PARTS.map((): number[] => []) }
    const tell = progress('case pages read', calls)
    let cpu = process.cpuUsage()
    for (let nth = -WARM_UP; nth < calls; nth += 1) {
      const from = performance.now()
      const read = async (part: string) => {
        const answer = await fetch(
          `http://127.0.0.1:${port}/api/casework/${idOf('case', closed + WARM_UP + nth)}${part}`,
          {
            headers: { cookie: `plumbline=${randomUUID()}` },
          },
        )
        const body = await answer.text()
        if (answer.status !== 200)
          throw new Error(`the case page${part} answered ${answer.status}: ${body.slice(0, 300)}`)
        return performance.now() - from
      }
      const each = await Promise.all(PARTS.map(read))
      if (nth < 0) {
        cpu = process.cpuUsage()
        continue
      }
      each.forEach((ms, index) => times.parts[index]?.push(ms))
      times.page.push(Math.max(...each))
      tell(nth + 1)
    }
    const { user, system } = process.cpuUsage(cpu)
    return { ...times, cpuMs: (user + system) / 1000 }
  } finally {
    await plumbline.close()
  }
}

export async function casePage(args: string[]) {
  const { values } = parseArgs({
    args,
    options: { closed: { type: 'string', default: '60000' }, calls: { type: 'string', default: '500' } },
  })
  const closed = Number(values.closed)
  const calls = Number(values.calls)
  const dataDir = await mkdtemp(join(tmpdir(), 'plumbline-bench-'))
  const quiet = { info: () => undefined, error: (...facts: unknown[]) => console.error(...facts) }
  try {
    tellFieldKeys(freshFieldKeys)
    const postgres = await startEmbedded({ dataDir: join(dataDir, 'db'), log: quiet })
    try {
      const times = await measure(postgres, { closed, calls, files: join(dataDir, 'files') })
      const sorted = times.page.toSorted((a, b) => a - b)
      const ms = (part: number) => Number(share(sorted, part).toFixed(1))
      return {
        name: 'case-page',
        dataset: { closedCases: closed, pages: calls, callsOfAPage: PARTS.length, eachAnotherCase: true },
        medianMs: ms(0.5),
        p95Ms: ms(0.95),
        slowestMs: ms(1),
        /** Of this process, server and reader together: on a machine that is shared the times above tell little. */
        cpuMsOfAPage: Number((times.cpuMs / calls).toFixed(1)),
        p95MsOfEachCall: Object.fromEntries(
          PARTS.map((part, index) => [
            part || '/',
            Number(
              share(
                (times.parts[index] ?? []).toSorted((a, b) => a - b),
                0.95,
              ).toFixed(1),
            ),
          ]),
        ),
        target: { p95Ms: P95_MAX_MS },
        machine: {
          cpu: cpus()[0]?.model ?? 'unknown',
          cores: cpus().length,
          load: loadavg().map((one) => Number(one.toFixed(1))),
          node: process.version,
        },
        ok: share(sorted, 0.95) <= P95_MAX_MS,
      }
    } finally {
      await postgres.stop()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}
