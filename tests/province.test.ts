/**
 * A small synthetic province, and what big ones of other systems broke on (design: needs U15–U17, U19, U20, U23): rights
 * by state, counts, scope under load, search, and what row-level security costs.
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { verifyJournal } from '../src/platform/journal.ts'
import { asOwner, NATIONWIDE, openDatabase } from '../src/platform/db.ts'
import { bureausOf, morningAfter, startServers, type BenchBureau, type Province } from '../tools/bench/province.ts'
import { signIn } from '../tools/bench/desk-work.ts'
import { runProvinceDay } from '../tools/bench/province-day.ts'
import { runOfficeMix } from '../tools/bench/office-mix.ts'
import { noTimes, openLine, type Wire } from '../tools/bench/wire.ts'
import { countsAt } from '../tools/synth/published.ts'
import { synthesize, type SynthReport } from '../tools/synth/synth.ts'
import { freshDatabase, type FreshDatabase } from './support/database.ts'

const SCALE = 0.004
const BUREAUS = 8

let database: FreshDatabase
let province: Province
let report: SynthReport
let bureaus: readonly BenchBureau[]
const cleanups: (() => unknown)[] = []

before(async () => {
  database = await freshDatabase({ after: (work) => void cleanups.unshift(work) })
  const filesFolder = await mkdtemp(join(tmpdir(), 'plumbline-province-'))
  cleanups.unshift(() => rm(filesFolder, { recursive: true, force: true }))
  report = await synthesize(database, {
    province: '44',
    scale: SCALE,
    seed: 1,
    until: '2026-11-27',
    filesFolder,
    bureaus: BUREAUS,
    say: () => undefined,
  })
  province = { ...database, filesFolder, morning: morningAfter(report.until), scale: SCALE }
  bureaus = await bureausOf(province, { bureaus: BUREAUS, each: 200 })
})
after(async () => {
  for (const cleanup of cleanups) await cleanup()
})

const asked = <R extends object>(text: string, values: unknown[] = []) =>
  asOwner(database.adminUrl, async (client) => (await client.query<R>(text, values)).rows)

test('a synthetic province has the published counts within one per cent, in the product’s own tables', async (t) => {
  const wanted = countsAt(SCALE)
  const [there] = await asked<Record<'inspections' | 'hazards' | 'papers' | 'penalties' | 'users', number>>(`select
    (select count(*)::int from inspection.inspection where state not in ('drafted', 'approved')) as inspections,
    (select count(*)::int from hazard.hazard) as hazards, (select count(*)::int from document.paper) as papers,
    (select count(*)::int from casework.penalty_case where decided_on is not null and state in ('closed', 'archived')) as penalties,
    (select count(*)::int from people.account) as users`)
  t.diagnostic(JSON.stringify({ wanted, there, report }))
  for (const what of ['inspections', 'hazards', 'papers', 'penalties', 'users'] as const)
    assert.ok(Math.abs((there?.[what] ?? 0) - wanted[what]) <= Math.max(2, wanted[what] * 0.01), `${what}: ${there?.[what]}`)
})

test('its journal is a chain for each bureau that verifies, and nothing of the stories’ own bureau is left in it', async () => {
  const db = openDatabase(database.url, 1)
  const verdict = await db.transaction(NATIONWIDE, (tx) => verifyJournal(tx)).finally(() => db.close())
  assert.deepEqual([verdict.ok, verdict.firstBroken, verdict.chains], [true, null, BUREAUS])
  for (const table of ['inspection.inspection', 'document.paper', 'casework.penalty_case', 'journal.entry', 'hazard.hazard']) {
    const [left] = await asked<{ text: string }>(`select t::text as text from ${table} t where t::text ~ '样板|样承办|449901' limit 1`)
    assert.equal(left, undefined, `${table}: ${left?.text.slice(0, 3000)}`)
  }
})

test('numbers of papers run on without a gap in every bureau, series and year', async () => {
  const rows = await asked(`select region, serial_year, max(serial) as highest, count(distinct serial) as different from document.paper
    where template = 'D01' group by 1, 2 having max(serial) <> count(distinct serial)`)
  assert.deepEqual(rows, [])
})
