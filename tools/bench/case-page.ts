/**
 * `bench case-page`: the call behind the page of one case, over HTTP, with 60,000 closed cases behind it, in a real
 * PostgreSQL, each case another one and no warm answer. [--closed N] [--calls N]
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { askerOf, ID } from '../../src/contexts/casework/fixtures.ts'
import { createBureau } from '../../src/contexts/people/public.ts'
import { createEnterprises } from '../../src/contexts/registry/public.ts'
import { asOwner, NATIONWIDE, type Database } from '../../src/platform/db.ts'
import { startEmbedded } from '../../src/platform/embedded-postgres.ts'
import { freshFieldKeys, tellFieldKeys } from '../../src/platform/sealing.ts'
import { openLog } from '../../src/platform/log.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { composePlumbline } from '../../src/server.ts'
import { adminOf, benchBusiness, benchCase, idOf, insertCases, progress } from './many-cases.ts'

const P95_MAX_MS = 150
const REGION = '441302'
const AT = '2026-09-25T02:00:00.000Z'
const BUSINESSES = 200

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
    const all = function* () {
      for (let nth = 0; nth < closed + open; nth += 1)
        yield {
          ...benchCase(nth, nth < closed ? 'closed' : 'reported', { region: REGION }),
          enterpriseId: benchBusiness(nth % BUSINESSES, REGION).id,
        }
    }
    await insertCases(client, all(), progress('cases filled in', closed + open))
    await client.query('vacuum analyze casework.penalty_case')
  })
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
    await fill(plumbline.db, urls, { closed, open: Math.max(calls, 1000) })
    await plumbline.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = plumbline.app.server.address() as AddressInfo
    const times: number[] = []
    const tell = progress('case pages read', calls)
    for (let nth = 0; nth < calls; nth += 1) {
      const from = performance.now()
      const answer = await fetch(`http://127.0.0.1:${port}/api/casework/${idOf('case', closed + nth)}`, {
        headers: { cookie: `plumbline=${randomUUID()}` },
      })
      const body = await answer.text()
      times.push(performance.now() - from)
      if (answer.status !== 200) throw new Error(`the case page answered ${answer.status}: ${body.slice(0, 300)}`)
      tell(nth + 1)
    }
    return times.toSorted((a, b) => a - b)
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
      const ms = (part: number) => Number(share(times, part).toFixed(1))
      return {
        name: 'case-page',
        dataset: { closedCases: closed, calls, eachAnotherCase: true },
        medianMs: ms(0.5),
        p95Ms: ms(0.95),
        slowestMs: ms(1),
        target: { p95Ms: P95_MAX_MS },
        machine: {
          cpu: cpus()[0]?.model ?? 'unknown',
          cores: cpus().length,
          load: loadavg().map((one) => Number(one.toFixed(1))),
          node: process.version,
        },
        ok: share(times, 0.95) <= P95_MAX_MS,
      }
    } finally {
      await postgres.stop()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}
