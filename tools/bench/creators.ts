/**
 * `bench creators` (W6): 64 people of one bureau approve plans of visits at once; every approval draws the next number of
 * one series in one year. Numbers must run from 1 without a gap, and each approval must succeed. [--creators N] [--each N]
 */
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { createOfficer } from '../../src/contexts/people/public.ts'
import { permissionsOf } from '../../src/contexts/people/rules/permissions.ts'
import type { Officer } from '../../src/contexts/people/model.ts'
import { createBureau } from '../../src/contexts/people/public.ts'
import { createEnterprises } from '../../src/contexts/registry/public.ts'
import type { Asker } from '../../src/kernel/asker.ts'
import { asOwner, NATIONWIDE } from '../../src/platform/db.ts'
import { openLog } from '../../src/platform/log.ts'
import { composePlumbline } from '../../src/server.ts'
import { planVisit } from './desk-work.ts'
import { benchBusiness, idOf, progress } from './many-cases.ts'
import { withOwnDatabase, type OwnDatabase } from './own-database.ts'
import { machine } from './province.ts'
import { noTimes, openLine, shareOf } from './wire.ts'

const REGION = '441302'

const BUREAU = {
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
} as const

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

export async function runCreators(
  { url, adminUrl, folder }: Pick<OwnDatabase, 'url' | 'adminUrl' | 'folder'>,
  { creators, each }: { creators: number; each: number },
): Promise<CreatorsReport> {
  const heads = Array.from({ length: creators }, (_, nth) => person(nth, 'unit-head'))
  const team = [person(9001, 'officer'), person(9002, 'officer')] as const
  const askers = new Map([...heads, ...team].map((officer) => [officer.id, askerOf(officer)]))
  const plumbline = await composePlumbline({
    databaseUrl: url,
    filesFolder: join(folder, 'files'),
    log: openLog('silent'),
    publicChain: '44',
    callsPerMinute: 10_000_000,
    resolve: async (token) => askers.get(token) ?? null,
  })
  const times = noTimes()
  try {
    const at = new Date().toISOString()
    const businesses = Array.from({ length: creators * each }, (_, nth) => benchBusiness(nth, REGION))
    await plumbline.db.transaction(NATIONWIDE, async (tx) => {
      await createBureau(tx, BUREAU)
      for (const officer of [...heads, ...team])
        await createOfficer(tx, { officer, username: officer.id, passwordHash: '-', at, by: '压测' })
      await createEnterprises(tx, businesses, { at, byId: 'bench', byName: '压测', source: '压测', gradesFrom: '2025-01-01' })
    })
    const line = openLine(await plumbline.app.listen({ host: '127.0.0.1', port: 0 }), times)
    const as = ({ id }: { id: string }) => Object.assign(line.open(), { cookie: `plumbline=${id}` })
    const drafts: { id: string; version: number }[] = []
    const tell = progress('plans drafted', businesses.length)
    const pair = team.map(({ id, name }) => ({ id, name, region: REGION, username: '' }))
    const [one, other] = pair
    if (!one || !other) throw new Error('a visit has two officers')
    for (const business of businesses) {
      const { inspection } = await planVisit({ officer: as(team[0]), team: [one, other], business, now: () => at })
      drafts.push(inspection)
      tell(drafts.length)
    }
    times.byKind.clear()
    const from = performance.now()
    await Promise.all(
      heads.map(async (head, nth) => {
        const wire = as(head)
        for (const { id, version } of drafts.slice(nth * each, (nth + 1) * each))
          await wire
            .ask({ kind: 'approve', method: 'POST', path: `/api/inspection/${id}/approve-plan`, body: { version, opinion: '同意。' } })
            .catch(() => undefined) // counted as failed by the wire
      }),
    )
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
      ok:
        ours.failed === 0 && ours.gaps === 0 && ours.doubled === 0 && ours.approved === parts.creators * parts.each,
    }
  })
}
