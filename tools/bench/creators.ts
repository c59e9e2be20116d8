/**
 * `bench creators` (W6): 64 people of one bureau approve plans of visits at once; every approval draws the next number of
 * one series in one year. Numbers must run from 1 without a gap, and each approval must succeed. [--creators N] [--each N]
 */
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { permissionsOf } from '../../src/contexts/people/rules/permissions.ts'
import type { Officer } from '../../src/contexts/people/model.ts'
import { createBureau, createOfficer } from '../../src/contexts/people/public.ts'
import type { Enterprise } from '../../src/contexts/registry/model.ts'
import { createEnterprises } from '../../src/contexts/registry/public.ts'
import type { Asker } from '../../src/kernel/asker.ts'
import { asOwner, NATIONWIDE, type Database } from '../../src/platform/db.ts'
import { openLog } from '../../src/platform/log.ts'
import { composePlumbline } from '../../src/server.ts'
import { planVisit } from './desk-work.ts'
import { benchBusiness, idOf, progress } from './many-cases.ts'
import { withOwnDatabase, type OwnDatabase } from './own-database.ts'
import { machine } from './province.ts'
import { noTimes, openLine, shareOf, type Wire } from './wire.ts'

const REGION = '441302'

const BUREAU = {
  region: REGION,
  name: '压测区应急管理局',
  shortName: '压',
  capacity: 'own',
  address: '压测路1号',
  phone: '000',
  reconsiderationOrgan: '压测区人民政府',
  court: '压测区人民法院',
  collectingBank: '',
  collectingAccount: '',
} as const

/** What the plan of a visit prints of the business. */
const KNOWN = {
  address: '压测路1号',
  legalRepresentative: '压测法定',
  principal: '压测负责',
  safetyManager: '压测安管',
  phone: '000',
}

const person = (nth: number, role: Officer['roles'][number]): Officer => ({
  id: idOf('person', nth),
  region: REGION,
  name: `压测人员${nth}`,
  phone: '',
  roles: [role],
  certificate: { number: `YC${nth}`, validFrom: '2020-01-01', validTo: '2035-12-31', status: 'valid' },
})

export type CreatorsReport = {
  readonly approved: number
  readonly failed: number
  readonly firstFailed: readonly string[]
  readonly gaps: number
  readonly doubled: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p975Ms: number
}

type Crowd = { readonly creators: number; readonly each: number }

export async function runCreators(
  { url, adminUrl, folder }: Pick<OwnDatabase, 'url' | 'adminUrl' | 'folder'>,
  { creators, each }: Crowd,
): Promise<CreatorsReport> {
  const heads = Array.from({ length: creators }, (_, nth) => person(nth, 'unit-head'))
  const team = [person(9001, 'officer'), person(9002, 'officer')] as const
  const askers = new Map([...heads, ...team].map((officer) => [officer.id, askerOf(officer)]))
  const businesses = Array.from({ length: creators * each }, (_, nth) => ({ ...benchBusiness(nth, REGION), ...KNOWN }))
  const plumbline = await composePlumbline({
    databaseUrl: url,
    files: join(folder, 'files'),
    log: openLog('silent'),
    publicChain: '44',
    callsPerMinute: 10_000_000,
    resolve: async (token) => askers.get(token) ?? null,
  })
  const times = noTimes()
  try {
    await register(plumbline.db, { officers: [...heads, ...team], businesses })
    const line = openLine(await plumbline.app.listen({ host: '127.0.0.1', port: 0 }), times)
    const as = ({ id }: { id: string }) => Object.assign(line.open(), { cookie: `plumbline=${id}` })
    const drafts = await draftAll(businesses, { officer: as(team[0]), team })
    times.byKind.clear()
    const from = performance.now()
    await Promise.all(heads.map((head, nth) => approveAll(as(head), drafts.slice(nth * each, (nth + 1) * each))))
    const seconds = (performance.now() - from) / 1000
    line.close()
    const ms = times.byKind.get('approve') ?? []
    return {
      ...(await numbersIn(adminUrl)),
      failed: times.failed.length,
      firstFailed: times.failed.slice(0, 3),
      perSecond: Math.round(ms.length / seconds),
      p50Ms: shareOf(ms, 0.5),
      p975Ms: shareOf(ms, 0.975),
    }
  } finally {
    await plumbline.close()
  }
}

type Registered = { readonly officers: readonly Officer[]; readonly businesses: readonly Enterprise[] }

const register = (db: Database, { officers, businesses }: Registered) =>
  db.transaction(NATIONWIDE, async (tx) => {
    const at = new Date().toISOString()
    await createBureau(tx, BUREAU)
    for (const officer of officers)
      await createOfficer(tx, { officer, username: officer.id, passwordHash: '-', at, by: '压测' })
    const source = { at, byId: 'bench', byName: '压测', source: '压测', gradesFrom: '2025-01-01' }
    await createEnterprises(tx, businesses, source)
  })

type Draft = { readonly id: string; readonly version: number }
type Drafting = { readonly officer: Wire; readonly team: readonly [Officer, Officer] }

/** A plan for each business, one after the other: only the approvals are timed. */
async function draftAll(businesses: readonly Enterprise[], { officer, team }: Drafting): Promise<Draft[]> {
  const [first, second] = team
  const seat = ({ id, name }: Officer) => ({ id, name, region: REGION, username: '' })
  const now = () => new Date().toISOString()
  const tell = progress('plans drafted', businesses.length)
  const drafts: Draft[] = []
  for (const business of businesses) {
    drafts.push((await planVisit({ officer, team: [seat(first), seat(second)], business, now })).inspection)
    tell(drafts.length)
  }
  return drafts
}

async function approveAll(wire: Wire, drafts: readonly Draft[]): Promise<void> {
  for (const { id, version } of drafts) {
    const path = `/api/inspection/${id}/approve-plan`
    await wire
      .ask({ kind: 'approve', method: 'POST', path, body: { version, opinion: '同意。' } })
      .catch(() => undefined) // counted as failed by the wire
  }
}

const askerOf = ({ id, name, region, roles }: Officer): Asker => ({
  id,
  name,
  kind: 'officer',
  region,
  roles,
  permissions: permissionsOf(roles),
})

/** What was numbered, and how the numbers run. */
const numbersIn = (adminUrl: string) =>
  asOwner(adminUrl, async (client) => {
    const { rows } = await client.query<{ approved: number; highest: number; different: number }>(
      `select count(*)::int as approved, coalesce(max(serial), 0)::int as highest, count(distinct serial)::int as different
        from document.paper where region = $1 and template = 'D02'`,
      [REGION],
    )
    const { approved = 0, highest = 0, different = 0 } = rows[0] ?? {}
    return { approved, gaps: highest - different, doubled: approved - different }
  })

export async function creators(args: string[]) {
  const { values } = parseArgs({
    args,
    options: { creators: { type: 'string', default: '64' }, each: { type: 'string', default: '50' } },
  })
  const parts = { creators: Number(values.creators), each: Number(values.each) }
  return withOwnDatabase(async (database) => {
    const ours = await runCreators(database, parts)
    return {
      name: 'creators',
      dataset: { ...parts, series: 'the plans of one bureau in one year', durableCommits: true },
      ours,
      machine: machine(),
      ok: ours.failed === 0 && ours.gaps === 0 && ours.doubled === 0 && ours.approved === parts.creators * parts.each,
    }
  })
}
