/** Who reaches what: every endpoint as every role from every side of a region, and every table under every such scope. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, after, test } from 'node:test'
import sql, { raw } from 'sql-template-tag'
import { ROLES, type Role } from '../src/contexts/people/model.ts'
import { permissionsOf } from '../src/contexts/people/rules/permissions.ts'
import { SERVICE_PERMISSIONS } from '../src/contexts/people/rules/services.ts'
import { THE_PUBLIC, type Asker } from '../src/kernel/asker.ts'
import type { Endpoint } from '../src/kernel/endpoint.ts'
import { regionRange } from '../src/kernel/region.ts'
import { asOwner, scopeOf } from '../src/platform/db.ts'
import { ROUTES } from '../src/server.ts'
import { runUntilDecided } from './journeys/chapters.ts'
import { BUSINESS, CAST, stage, STARTS_AT, TOWN } from './journeys/dongguan.ts'
import { startTestPlumbline, type TestPlumbline } from './support/plumbline.ts'
import { sampleInput } from './support/sample.ts'

/** The region that owns the rows, one beside it, the city's other half of the country, and one above it. */
const REGIONS = { own: TOWN, above: '44', beside: '441302', elsewhere: '11' } as const
type Side = keyof typeof REGIONS
const isForeign = (side: Side) => side === 'beside' || side === 'elsewhere'

const MARKS = [BUSINESS.name, BUSINESS.creditCode, CAST.first.name, CAST.head.name, '丰演示']
/** What everybody may know: published penalties and whether a paper is genuine. */
const PUBLIC_BY_LAW = /^\/(publicity\/notices|document\/verify|law\/)/
/** They ask for the caller's own session, which these askers did not get from a cookie. */
const OWN_SESSION = /^\/people\/(sign-|sessions|change-password)/

let plumbline: TestPlumbline
let ids: Readonly<Record<string, string>>
const cleanups: (() => unknown)[] = []
before(async () => {
  plumbline = await startTestPlumbline(
    { after: (work) => void cleanups.unshift(work as () => unknown) },
    { now: STARTS_AT },
  )
  await stage(plumbline.db)
  ids = await runUntilDecided(plumbline)
})
after(async () => {
  for (const cleanup of cleanups) await cleanup()
})

/** Everybody who may ask: each role, a business, a program and the public, each from each region. */
function everybody(): { name: string; side: Side; asker: Asker }[] {
  return (Object.keys(REGIONS) as Side[]).flatMap((side) => {
    const person = (part: Partial<Asker>): Asker => ({
      id: randomUUID(),
      name: '外人',
      kind: 'officer',
      region: REGIONS[side],
      roles: [],
      permissions: [],
      ...part,
    })
    return [
      ...(Object.keys(ROLES) as Role[]).map((role) => ({
        name: role,
        side,
        asker: person({ roles: [role], permissions: permissionsOf([role]) }),
      })),
      { name: 'business', side, asker: person({ kind: 'enterprise', enterpriseId: randomUUID() }) },
      { name: 'program', side, asker: person({ kind: 'system', permissions: [...SERVICE_PERMISSIONS] }) },
      { name: 'public', side, asker: THE_PUBLIC },
    ]
  })
}

/** The table of PERMISSIONS_OF and the words of the contracts, said once more in the plainest way. */
const isAllowed = ({ may }: Endpoint, asker: Asker): boolean =>
  may === 'public' ||
  (may === 'signed-in' ? asker.kind === 'officer' || asker.kind === 'enterprise' : asker.permissions.includes(may))

/** The thing of the other region that the endpoint's own `:id` would name. */
function aimOf({ path }: Endpoint): string {
  const [, context = ''] = path.split('/')
  const named = {
    inspection: 'inspectionId',
    registry: 'enterpriseId',
    casework: 'caseId',
    document: 'paperId',
    evidence: 'evidenceId',
    hazard: 'hazardId',
  }
  const name = named[context as keyof typeof named]
  return (name && ids[name]) || CAST.first.id
}

test('endpoint × role × region: whoever lacks the permission is turned away, whoever is elsewhere learns and changes nothing', async (t) => {
  const leaks: string[] = []
  const cells = { all: 0, refused: 0, foreign: 0, own: 0 }
  for (const { name, side, asker } of everybody()) {
    const client = asker === THE_PUBLIC ? plumbline.as({ ...asker, id: '' }) : plumbline.as(asker)
    for (const { endpoint } of ROUTES) {
      cells.all += 1
      const at = `${endpoint.method} ${endpoint.path} as ${name} from ${side}`
      if (!isAllowed(endpoint, asker)) {
        const { status } = await client.call(endpoint, { id: aimOf(endpoint) })
        cells.refused += 1
        if (status !== 401 && status !== 403) leaks.push(`${at}: ${status} instead of a refusal`)
        continue
      }
      if (OWN_SESSION.test(endpoint.path) || endpoint.takesFile) continue
      // Acts of the rightful region are tried by the journeys; here they would only spoil the rows that are watched.
      if (!isForeign(side) && endpoint.method === 'POST') continue
      const input = sampleInput(endpoint, { ...ids, id: aimOf(endpoint), q: '丰禾', search: '丰禾', version: 1 })
      const { status, body, bytes } = await client.call(endpoint, input)
      if (status >= 500) leaks.push(`${at}: ${status}`)
      if (!isForeign(side) || PUBLIC_BY_LAW.test(endpoint.path)) {
        cells.own += 1
        if (status === 401 || status === 403) leaks.push(`${at}: turned away though allowed`)
        continue
      }
      cells.foreign += 1
      const text = typeof body === 'string' ? bytes.toString('latin1') : JSON.stringify(body)
      if (MARKS.some((mark) => text.includes(mark))) leaks.push(`${at}: tells of the other region`)
    }
  }
  t.diagnostic(
    `${ROUTES.length} endpoints, ${cells.all} cells: ${cells.refused} without permission, ${cells.foreign} from elsewhere, ${cells.own} allowed; ${leaks.length} leaks`,
  )
  assert.deepEqual(leaks.slice(0, 20), [])
  assert.ok(cells.refused > 3000 && cells.foreign > 500 && cells.own > 500, JSON.stringify(cells))
})

/** Rows that are everybody's by law or by nature; each with its reason. */
const OPEN: Readonly<Record<string, string>> = {
  'document.form': 'the fields of a form as papers carry them: what is asked, of nobody',
  'document.edition': 'approved forms bind every bureau below and stand behind every paper (APL 34)',
  'people.bureau': 'names and addresses of bureaus stand on every paper',
  'people.second_factor_duty': 'names roles and nobody',
  'publicity.notice': 'published penalties are public (WSL 78)',
  'publicity.withdrawal': 'withdrawals are told where the notice was',
}
/** Tables that stand without row-level security on purpose, each with its reason. */
const UNGUARDED: Readonly<Record<string, string>> = {
  'planning.year_counter': 'how many visits a business had in a year, counted across all bureaus (MEM circular art. 3)',
  'registry.operator_certificate': 'a national register: found by certificate, never listed, masked on its way out',
}
/** Tables without regions: the law is the same for everybody, and the platform keeps counters and keys. */
const WITHOUT_SCOPE = /^(law|platform)\.|^journal\.chain$/

test('table × role × region: row-level security shows each asker the rows of his scope and no other, and lets him change none', async (t) => {
  const { tables, unguarded } = await asOwner(plumbline.database.adminUrl, async (client) => {
    const { rows } = await client.query<{ name: string; guarded: boolean; regional: boolean; own: boolean }>(`
      select format('%I.%I', n.nspname, c.relname) as name, c.relrowsecurity and c.relforcerowsecurity as guarded,
        exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'region' and not a.attisdropped) as regional,
        exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'enterprise_id' and not a.attisdropped) as own
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'public') order by 1`)
    return { tables: rows, unguarded: rows.filter(({ guarded }) => !guarded).map(({ name }) => name) }
  })
  assert.deepEqual(
    unguarded.filter((name) => !WITHOUT_SCOPE.test(name) && !(name in UNGUARDED)),
    [],
    'a table with rows of bureaus stands without row-level security',
  )
  const leaks: string[] = []
  let cells = 0
  let withRows = 0
  for (const { name, regional } of tables.filter(({ guarded }) => guarded)) {
    const total = await countAll(name)
    if (total > 0) withRows += 1
    for (const { name: who, side, asker } of everybody()) {
      cells += 1
      const seen = await once(`see ${keyOf(asker, name)}`, () => seenBy(asker, name))
      if (seen === null) continue // not even a right to read: nothing to leak
      const { from, below } = regionRange(asker.kind === 'officer' || asker.kind === 'system' ? asker.region : '99')
      const right = regional
        ? await countAll(name, `region >= '${from}' and region < '${below}'`)
        : isForeign(side)
          ? 0
          : total
      const isTooMuch = asker.kind === 'officer' || asker.kind === 'system' ? seen > right : seen > 0
      // The database knows scopes and no roles: what one officer of a region changes, every other one does too.
      if (isTooMuch && !(name in OPEN)) leaks.push(`${name} as ${who} from ${side}: ${seen} rows, ${right} are his`)
      if (
        isForeign(side) &&
        regional &&
        (await once(`change ${keyOf(asker, name)}`, () => changedBy(asker, name))) > 2 * right
      )
        leaks.push(`${name} as ${who} from ${side}: rows changed`)
    }
  }
  t.diagnostic(`${tables.length} tables (${withRows} with rows), ${cells} cells, ${leaks.length} leaks`)
  assert.deepEqual(leaks.slice(0, 20), [])
  assert.ok(withRows > 15, `only ${withRows} tables hold rows: the test would prove little`)
})

/** One answer a question: the rows stand still while they are counted. */
const asked = new Map<string, Promise<unknown>>()
function once<T>(question: string, ask: () => Promise<T>): Promise<T> {
  const known = (asked.get(question) as Promise<T> | undefined) ?? ask()
  asked.set(question, known)
  return known
}
const keyOf = (asker: Asker, table: string) =>
  `${table} ${JSON.stringify({ ...scopeOf(asker), enterpriseId: asker.kind })}`

const countAll = (table: string, where = 'true'): Promise<number> =>
  once(`${table} ${where}`, () => countRows(table, where))

const countRows = (table: string, where: string): Promise<number> =>
  asOwner(plumbline.database.adminUrl, async (client) => {
    const { rows } = await client.query<{ count: number }>(`select count(*) as count from ${table} where ${where}`)
    return Number(rows[0]?.count)
  })

const isDenied = (error: unknown) => error instanceof Error && 'code' in error && error.code === '42501'

async function seenBy(asker: Asker, table: string): Promise<number | null> {
  try {
    const found = await plumbline.db.transaction(scopeOf(asker), (tx) =>
      tx.find<{ count: number }>(sql`select count(*) as count from ${raw(table)}`),
    )
    return found?.count ?? 0
  } catch (error) {
    if (isDenied(error)) return null
    throw error
  }
}

/** Tries to move every row and to delete every row, and undoes both. */
async function changedBy(asker: Asker, table: string): Promise<number> {
  let changed = 0
  for (const statement of [sql`update ${raw(table)} set region = region`, sql`delete from ${raw(table)}`]) {
    await plumbline.db
      .transaction(scopeOf(asker), async (tx) => {
        changed += await tx.run(statement)
        throw new Error('undo')
      })
      .catch((error: unknown) => {
        if (!isDenied(error) && !(error instanceof Error && error.message === 'undo')) throw error
      })
  }
  return changed
}
