/**
 * What big installations of other systems broke on (design: needs U15–U17, U19, U20, U23), asked of ours on a small
 * synthetic province: rights by state, long histories, scope under load, search, and what row-level security costs.
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import sql from 'sql-template-tag'
import { listActsOn } from '../src/contexts/audit/contract.ts'
import { listHazards } from '../src/contexts/hazard/contract.ts'
import { approvePlan, listInspections, revisePlan } from '../src/contexts/inspection/contract.ts'
import { countInspections, listInspections as inspectionsIn } from '../src/contexts/inspection/store.ts'
import type { Officer } from '../src/contexts/people/model.ts'
import { permissionsOf } from '../src/contexts/people/rules/permissions.ts'
import {
  createEnterprise,
  exportEnterprises,
  listEnterprises,
  updateEnterprise,
} from '../src/contexts/registry/contract.ts'
import type { Asker } from '../src/kernel/asker.ts'
import { regionRange } from '../src/kernel/region.ts'
import { asOwner, openDatabase, scopeOf, type Tx } from '../src/platform/db.ts'
import { journalOf, latestJournal } from '../src/platform/journal.ts'
import { clockAt } from '../src/platform/clock.ts'
import { openLog } from '../src/platform/log.ts'
import { composePlumbline, type Plumbline } from '../src/server.ts'
import { morningAfter } from '../tools/bench/province.ts'
import { synthesize } from '../tools/synth/synth.ts'
import { freshDatabase, type FreshDatabase } from './support/database.ts'

const BUREAUS = 8
const SCALE = 0.004

let database: FreshDatabase
let plumbline: Plumbline
let people: readonly Asker[]
const cleanups: (() => unknown)[] = []

before(async () => {
  database = await freshDatabase({ after: (work) => void cleanups.unshift(work) })
  const filesFolder = await mkdtemp(join(tmpdir(), 'plumbline-office-'))
  cleanups.unshift(() => rm(filesFolder, { recursive: true, force: true }))
  const { until } = await synthesize(database, {
    province: '44',
    scale: SCALE,
    seed: 1,
    until: '2026-11-27',
    filesFolder,
    bureaus: BUREAUS,
    epochs: 1,
    say: () => undefined,
  })
  const rows = await asked<Pick<Officer, 'id' | 'name' | 'region' | 'roles'>>(
    'select id, name, region, roles from people.officer order by region, id',
  )
  people = rows.map((one): Asker => ({ ...one, kind: 'officer', permissions: permissionsOf(one.roles) }))
  const byId = new Map(people.map((asker) => [asker.id, asker]))
  plumbline = await composePlumbline({
    databaseUrl: database.url,
    files: filesFolder,
    log: openLog('silent'),
    clock: clockAt(morningAfter(until)),
    publicChain: '44',
    callsPerMinute: 10_000_000,
    resolve: async (token) => byId.get(token) ?? null,
  })
  cleanups.unshift(() => plumbline.close())
})
after(async () => {
  for (const cleanup of cleanups) await cleanup()
})

const asked = <R extends object>(text: string, values: unknown[] = []) =>
  asOwner(database.adminUrl, async (client) => (await client.query<R>(text, values)).rows)

const call = async (
  { path, method }: { path: string; method: string },
  as: Asker,
  input: Record<string, unknown> = {},
) => {
  const rest = { ...input }
  const url = `/api${path}`.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(rest[name])
    delete rest[name]
    return encodeURIComponent(value)
  })
  const query = new URLSearchParams(
    Object.entries(rest).map(([name, value]): [string, string] => [name, String(value)]),
  )
  const answer = await plumbline.app.inject({
    method: method === 'GET' ? 'GET' : 'POST',
    url: method === 'GET' ? `${url}?${query}` : url,
    cookies: { plumbline: as.id },
    ...(method === 'GET' ? {} : { payload: rest }),
  })
  return {
    status: answer.statusCode,
    text: answer.body,
    body: answer.headers['content-type']?.includes('json') ? answer.json() : null,
  }
}

const holder = (role: Officer['roles'][number], region?: string): Asker => {
  const found = people.find((one) => one.roles.includes(role) && (region === undefined || one.region === region))
  if (!found) throw new Error(`nobody is ${role}`)
  return found
}

test('U15: rights follow the state: who drafts may change the plan until it is approved and never approve it, who approves may not change it', async () => {
  const [draft] = await asked<{
    id: string
    region: string
    version: number
    drafted: string
    content: Record<string, unknown>
  }>(
    `select id, region, version, drafted_by as drafted, content from inspection.inspection where state = 'drafted' order by planned_on desc limit 1`,
  )
  assert.ok(draft)
  const drafter = people.find(({ id }) => id === draft.drafted)
  const unit = holder('unit-head', draft.region)
  assert.ok(drafter)
  const { reason, reasonRef, plannedOn, assistants, checkItemIds, method, officers } = draft.content as {
    officers: { id: string }[]
  } & Record<string, unknown>
  const plan = {
    reason,
    reasonRef,
    plannedOn,
    assistants,
    checkItemIds,
    method,
    officerIds: officers.map(({ id }) => id),
  }
  const at = { id: draft.id, version: draft.version }
  assert.equal((await call(approvePlan, drafter, { ...at, opinion: '同意。' })).status, 403)
  assert.equal((await call(revisePlan, unit, { ...at, ...plan })).status, 403)
  const revised = await call(revisePlan, drafter, { ...at, ...plan, method: 'on-site' })
  assert.equal(revised.status, 200, revised.text)
  const approved = await call(approvePlan, unit, { id: draft.id, version: draft.version + 1, opinion: '同意。' })
  assert.equal(approved.status, 200, approved.text)
  const late = await call(revisePlan, drafter, { id: draft.id, version: draft.version + 2, ...plan })
  assert.equal(late.status, 422, 'an approved plan is changed by nobody')
})

/** Every `region` anywhere in an answer. */
function regionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(regionsIn)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'region' && typeof inner === 'string' ? [inner] : regionsIn(inner),
  )
}

const USERS = 64
const REQUESTS = 10_000

test('U17: 64 people of 8 bureaus ask 10,000 times at once, and nobody is shown a row of another region, in histories neither', async (t) => {
  const bureaus = [...new Set(people.map(({ region }) => region))]
  assert.equal(bureaus.length, BUREAUS)
  const users = Array.from({ length: USERS }, (_, nth) => {
    const own = people.filter(
      ({ region, permissions }) => region === bureaus[nth % BUREAUS] && permissions.includes('hazard.read'),
    )
    const user = own[Math.floor(nth / BUREAUS) % own.length]
    assert.ok(user)
    return user
  })
  const targets = await asked<{ id: string }>(`select id from inspection.inspection order by md5(id::text) limit 500`)
  const foreign: string[] = []
  const counts = { answered: 0, hidden: 0, rows: 0 }
  const deeds = [
    (as: Asker) => call(listInspections, as, { state: 'ordered' }),
    (as: Asker, nth: number) => call(listInspections, as, { search: ['瑞', '恒', '祥', '金属'][nth % 4] }),
    (as: Asker) => call(listHazards, as, { state: 'ordered' }),
    (as: Asker, nth: number) =>
      call({ method: 'GET', path: '/inspection/:id' }, as, { id: targets[nth % targets.length]?.id }),
    (as: Asker, nth: number) => call(listActsOn, as, { kind: 'inspection', id: targets[nth % targets.length]?.id }),
  ]
  let next = 0
  const work = async (as: Asker) => {
    for (let nth = next++; nth < REQUESTS; nth = next++) {
      const { status, body, text } = (await deeds[(nth + (nth >> 6)) % deeds.length]?.(as, nth)) ?? {}
      if (status !== 200) {
        counts.hidden += 1
        if (status !== 404 && status !== 403) foreign.push(`${as.region} ${status} ${text}`)
        continue
      }
      counts.answered += 1
      const regions = regionsIn(body)
      counts.rows += regions.length
      for (const region of regions) if (!region.startsWith(as.region)) foreign.push(`${as.region} was shown ${region}`)
    }
  }
  await Promise.all(users.map(work))
  t.diagnostic(JSON.stringify(counts))
  assert.deepEqual(foreign.slice(0, 5), [])
  assert.ok(counts.answered > REQUESTS / 2 && counts.rows > REQUESTS, JSON.stringify(counts))
})

test('U20: list, count, search and export of one person come from one scope, and each equals what lies in his region', async () => {
  for (const region of ['44', '4401', '440103']) {
    const as = holder('unit-head', region)
    const { from, below } = regionRange(region)
    const [truth] = await asked<Record<'all' | 'found' | 'hazards' | 'businesses', number>>(
      `select (select count(*)::int from inspection.inspection where region >= $1 and region < $2) as all,
        (select count(*)::int from inspection.inspection where region >= $1 and region < $2 and strpos(enterprise_name, '瑞') > 0) as found,
        (select count(*)::int from hazard.hazard where region >= $1 and region < $2) as hazards,
        (select count(*)::int from registry.enterprise where (region >= $1 and region < $2)
          or (responsible_bureau >= $1 and responsible_bureau < $2)) as businesses`,
      [from, below],
    )
    const total = async (endpoint: typeof listInspections | typeof listHazards | typeof listEnterprises, input = {}) =>
      ((await call(endpoint, as, input)).body as { total: number }).total
    const exported = (await call(exportEnterprises, as)).text.trim().split('\n').length - 1
    assert.deepEqual(
      {
        all: await total(listInspections),
        found: await total(listInspections, { search: '瑞' }),
        hazards: await total(listHazards),
        businesses: await total(listEnterprises),
        exported,
      },
      { ...truth, exported: truth?.businesses },
      region,
    )
    assert.equal(await paged(as), truth?.found, `${region}: the pages of a search hold as many rows as its count`)
  }
})

/** Rows of a search over all its pages. */
async function paged(as: Asker): Promise<number> {
  let rows = 0
  for (let after: string | null = ''; after !== null; ) {
    const { body } = await call(listInspections, as, { search: '瑞', ...(after ? { after } : {}) })
    const page = body as { inspections: unknown[]; next: string | null }
    rows += page.inspections.length
    after = page.next
  }
  return rows
}

test('U19: a search reads the rows themselves: found in the next call, under the new name after a change, never what was refused', async () => {
  const [region] = [...new Set(people.map((one) => one.region))].filter((code) => code.length === 6)
  const as = holder('officer', region)
  const found = async (q: string) =>
    ((await call(listEnterprises, as, { q })).body as { enterprises: { name: string }[] }).enterprises.map(
      ({ name }) => name,
    )
  const fields = {
    creditCode: '91990000DM999001XQ',
    name: '试立试立演示有限公司',
    kind: 'company',
    region,
    address: '演示路1号',
    industry: 'C3311',
    sectors: ['general'],
    legalRepresentative: '试甲',
    principal: '试甲',
    safetyManager: '试乙',
    phone: '000-00000000',
    employees: 8,
    highRisk: false,
    grade: 'none',
    keyUnit: false,
    responsibleBureau: region,
  }
  const refused = await call(createEnterprise, as, { ...fields, creditCode: '91990000DM9990010X' })
  assert.ok([400, 422].includes(refused.status), refused.text)
  assert.deepEqual(await found('试立试立'), [])
  const { checkCharacterOf } = await import('../src/kernel/credit-code.ts')
  const first17 = '91990000DM999001X'
  const made = await call(createEnterprise, as, { ...fields, creditCode: first17 + checkCharacterOf(first17) })
  assert.equal(made.status, 200, made.text)
  assert.deepEqual(await found('试立试立'), [fields.name])
  const { id, version } = made.body as { id: string; version: number }
  const renamed = await call(updateEnterprise, as, { id, version, name: '更名更名演示有限公司', reason: '更名' })
  assert.equal(renamed.status, 200, renamed.text)
  assert.deepEqual([await found('试立试立'), await found('更名更名')], [[], ['更名更名演示有限公司']])
})

/** The plans of everything that `ask` asks, under the asker's scope and the application's role. */
async function plansOf(as: Asker, ask: (tx: Tx) => Promise<unknown>): Promise<string[]> {
  const db = openDatabase(database.url, 1)
  try {
    return await db.transaction(scopeOf(as), async (tx) => {
      const asked: Parameters<Tx['rows']>[0][] = []
      await ask({
        ...tx,
        rows: (statement) => (asked.push(statement), tx.rows(statement)),
        find: (statement) => (asked.push(statement), tx.find(statement)),
      })
      const plans = []
      for (const statement of asked) {
        const rows = await tx.rows<{ 'QUERY PLAN': string }>(
          sql`explain (analyze, costs off, timing off, summary off) ${statement}`,
        )
        plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
      }
      return plans
    })
  } finally {
    await db.close()
  }
}

const BIG = 'inspection|hazard|paper|entry|visit|enterprise'

test('U23: row-level security reads the scope once and goes by the index: no list, count, page or history walks a table', async () => {
  const [target] = await asked<{ id: string }>(`select id from inspection.inspection where region = '440103' limit 1`)
  const as = holder('unit-head', '440103')
  const plans = await plansOf(as, async (tx) => {
    await inspectionsIn(tx, as, { after: null, limit: 51 })
    await inspectionsIn(tx, as, { state: 'concluded', after: null, limit: 51 })
    await inspectionsIn(tx, as, { search: '瑞祥', after: null, limit: 51 })
    await countInspections(tx, as, { state: 'concluded', cap: 10_001 })
    await journalOf(tx, 'inspection', target?.id ?? '')
    await latestJournal(tx, 100)
  })
  for (const plan of plans) {
    assert.doesNotMatch(plan, new RegExp(`Seq Scan on (${BIG})\\b`), plan)
    assert.match(plan, /InitPlan/, 'the scope is a value that is read once')
    assert.doesNotMatch(plan, /Filter:.*current_setting/, plan)
  }
  const [all = ''] = plans
  const read = Math.max(...[...all.matchAll(/on inspection\b.*rows=([\d.]+)/g)].map(([, rows]) => Number(rows)))
  assert.ok(read <= 60, `a page of fifty reads ${read} rows`)
})

test('U16: the history of one thing is read by its index, whole and in order, and the latest acts come from the end of the chain', async () => {
  const as = holder('supervisor', '440103')
  const [busiest] = await asked<{ id: string; acts: number }>(
    `select subject_id as id, count(*)::int as acts from journal.entry where region = '440103' and subject_kind = 'inspection'
      group by 1 order by 2 desc, 1 limit 1`,
  )
  const { body, status, text } = await call(listActsOn, as, { kind: 'inspection', id: busiest?.id })
  assert.equal(status, 200, text)
  const { entries } = body as { entries: { at: string }[] }
  assert.equal(entries.length, busiest?.acts)
  assert.deepEqual(
    entries.map(({ at }) => at),
    entries.map(({ at }) => at).toSorted(),
  )
  const [history = '', latest = ''] = await plansOf(as, async (tx) => {
    await journalOf(tx, 'inspection', busiest?.id ?? '')
    await latestJournal(tx, 100)
  })
  assert.match(history, /entry_by_subject/)
  assert.match(latest, /Backward using entry_pkey/)
})
