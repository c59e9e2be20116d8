import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { PERMISSIONS_OF } from '../src/contexts/people/rules/permissions.ts'
import type { Role } from '../src/contexts/people/model.ts'
import { CAST, BUSINESS, askerFor, stage, STARTS_AT } from './journeys/dongguan.ts'
import { runUntilDecided } from './journeys/chapters.ts'
import type { Asker } from '../src/kernel/asker.ts'
import type { Endpoint } from '../src/kernel/endpoint.ts'
import { asOwner } from '../src/platform/db.ts'
import { ROUTES } from '../src/server.ts'
import { sampleInput } from './support/sample.ts'
import { startTestPlumbline } from './support/plumbline.ts'

/**
 * An officer of a neighbouring town who holds every permission there is: only the region stands between him and the
 * rows.
 */
const STRANGER: Asker = {
  id: '00000000-0000-4000-8000-0000000000ff',
  name: '外人',
  kind: 'officer',
  region: '441302',
  roles: Object.keys(PERMISSIONS_OF),
  permissions: [...new Set((Object.keys(PERMISSIONS_OF) as Role[]).flatMap((role) => [...PERMISSIONS_OF[role]]))],
}

/** Words that occur in the rows of the other region and nowhere else. */
const MARKS = [BUSINESS.name, BUSINESS.creditCode, CAST.first.name, CAST.head.name, '丰演示']

/** What everybody may know: published penalties and whether a paper is genuine. */
const PUBLIC_BY_LAW = new Set([
  '/publicity/notices',
  '/publicity/notices/:id',
  '/document/verify/:token',
  '/document/verify-hash/:sha256',
])

/** They act on the caller's own session, which a test asker does not have; people/routes.test.ts tries them. */
const OWN_SESSION = new Set([
  '/people/sign-in',
  '/people/sign-out',
  '/people/sessions',
  '/people/sessions/:id/end',
  '/people/sessions/end-all',
  '/people/change-password',
])

async function tablesOf(adminUrl: string): Promise<string> {
  return asOwner(adminUrl, async (client) => {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname in ('registry','evidence','document','planning','hazard','inspection','casework','publicity') order by 1`,
    )
    const digests: string[] = []
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ text: string }>(
        `select coalesce(string_agg(t::text, '|' order by t::text), '') as text from ${name} t`,
      )
      digests.push(
        `${name} ${createHash('sha256')
          .update(rows[0]?.text ?? '')
          .digest('hex')}`,
      )
    }
    return digests.join('\n')
  })
}

/** Inputs that aim at the other region: every field that can name a thing of it, does. */
const aimsAt = (ids: Readonly<Record<string, string>>) => [
  ids,
  { ...ids, id: ids['inspectionId'] ?? '' },
  { ...ids, id: ids['enterpriseId'] ?? '' },
  { ...ids, id: ids['caseId'] ?? '' },
  { ...ids, id: ids['paperId'] ?? '' },
  { ...ids, id: ids['evidenceId'] ?? '' },
  { ...ids, id: ids['hazardId'] ?? '' },
  { ...ids, id: CAST.first.id },
]

test('an officer of another county reads, lists, searches, exports, guesses and changes nothing, at any endpoint', async (t: TestContext) => {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT, publicChain: '44' })
  await stage(plumbline.db)
  const ids = await runUntilDecided(plumbline)
  const stranger = plumbline.as(STRANGER)
  const before = await tablesOf(plumbline.database.adminUrl)
  const counts = { endpoints: 0, calls: 0, reached: 0 }
  const leaks: string[] = []
  for (const { endpoint } of ROUTES) {
    if (endpoint.takesFile || OWN_SESSION.has(endpoint.path) || PUBLIC_BY_LAW.has(endpoint.path)) continue
    counts.endpoints += 1
    let reached = false
    for (const known of aimsAt(ids)) {
      const input = sampleInput(endpoint as Endpoint, { ...known, q: '丰禾', search: '丰禾', version: 1 })
      const { status, body, bytes } = await stranger.call(endpoint, input, { key: randomUUID() })
      counts.calls += 1
      reached ||= status !== 400
      const text = typeof body === 'string' ? bytes.toString('latin1') : JSON.stringify(body)
      if (MARKS.some((mark) => text.includes(mark)))
        leaks.push(`${endpoint.method} ${endpoint.path} tells of the other region`)
      if (status >= 500) leaks.push(`${endpoint.method} ${endpoint.path} answers ${status}`)
    }
    if (reached) counts.reached += 1
  }
  assert.deepEqual([...new Set(leaks)], [])
  assert.equal(await tablesOf(plumbline.database.adminUrl), before, 'no row of the other region was changed or added')
  t.diagnostic(
    `${counts.endpoints} endpoints, ${counts.calls} calls, ${counts.reached} got past the shape of their input`,
  )
  assert.ok(counts.reached / counts.endpoints > 0.75, 'most endpoints must be reached for the test to mean anything')
})

test('the officer of the region itself sees what the stranger does not: the test above can fail', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT, publicChain: '44' })
  await stage(plumbline.db)
  const own = plumbline.as({ ...askerFor(CAST.first), permissions: STRANGER.permissions })
  const lists = ROUTES.map(({ endpoint }) => endpoint).filter(
    ({ path, method }) => method === 'GET' && path === '/registry/enterprises',
  )
  assert.equal(lists.length, 1)
  for (const endpoint of lists) {
    const { body } = await own.call(endpoint, { q: '丰禾' })
    assert.ok(JSON.stringify(body).includes(BUSINESS.name))
  }
})
