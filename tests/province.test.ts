/** A small synthetic province: its counts, its journal, a short day in it with a server that goes away, and the office mix. */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, test, type TestContext } from 'node:test'
import { verifyJournal } from '../src/platform/journal.ts'
import { asOwner, NATIONWIDE, openDatabase } from '../src/platform/db.ts'
import { fieldKeysIn, tellFieldKeys } from '../src/platform/sealing.ts'
import { runCreators } from '../tools/bench/creators.ts'
import { runOfficeMix } from '../tools/bench/office-mix.ts'
import { morningAfter, type Province, type Servers } from '../tools/bench/province.ts'
import { runProvinceDay } from '../tools/bench/province-day.ts'
import { runRecordHistory } from '../tools/bench/record-history.ts'
import { runTampering } from '../tools/bench/tampering.ts'
import { countsAt } from '../tools/synth/published.ts'
import { synthesize, type SynthReport } from '../tools/synth/synth.ts'
import { freshDatabase, type FreshDatabase } from './support/database.ts'

const SCALE = 0.004
const BUREAUS = 8

let database: FreshDatabase
let province: Province
let report: SynthReport
const cleanups: (() => unknown)[] = []

before(async () => {
  database = await freshDatabase({ after: (work) => void cleanups.unshift(work) })
  const filesFolder = await mkdtemp(join(tmpdir(), 'plumbline-province-'))
  cleanups.unshift(() => rm(filesFolder, { recursive: true, force: true }))
  // The servers of the day are processes of their own and read the same keys.
  const dataDir = filesFolder
  tellFieldKeys(() => fieldKeysIn(dataDir))
  report = await synthesize(database, {
    province: '44',
    scale: SCALE,
    seed: 1,
    until: '2026-11-27',
    filesFolder,
    bureaus: BUREAUS,
    epochs: 1,
    say: () => undefined,
  })
  province = { ...database, filesFolder, dataDir, morning: morningAfter(report.until), scale: SCALE }
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
  for (const what of ['inspections', 'hazards', 'papers', 'penalties'] as const)
    assert.ok(
      Math.abs((there?.[what] ?? 0) - wanted[what]) <= Math.max(2, wanted[what] * 0.01),
      `${what}: ${there?.[what]}`,
    )
  // A bureau has nine people at least, so that eight small ones have more than their share of the province's users.
  assert.equal(there?.users, Math.max(wanted.users, BUREAUS * 9))
})

test('its journal is a chain for each bureau that verifies, and nothing of the stories’ own bureau is left in it', async () => {
  const db = openDatabase(database.url, 1)
  const verdict = await db.transaction(NATIONWIDE, (tx) => verifyJournal(tx)).finally(() => db.close())
  assert.deepEqual([verdict.ok, verdict.firstBroken, verdict.chains], [true, null, BUREAUS])
  for (const table of [
    'inspection.inspection',
    'document.paper',
    'casework.penalty_case',
    'journal.entry',
    'hazard.hazard',
  ]) {
    const [left] = await asked<{ text: string }>(
      `select t::text as text from ${table} t where t::text ~ '样板|样承办|[^0-9a-f]449901' limit 1`,
    )
    assert.equal(left, undefined, `${table}: ${left?.text.slice(0, 3000)}`)
  }
})

test('numbers of papers run on without a gap in every bureau, series and year', async () => {
  const rows =
    await asked(`select region, serial_year, max(serial) as highest, count(distinct serial) as different from document.paper
    where template = 'D01' group by 1, 2 having max(serial) <> count(distinct serial)`)
  assert.deepEqual(rows, [])
})

const SHARE = 0.003

/** A stretch of the day behind the proxy, with something done to the first of two servers in the middle of it. */
async function dayWith(t: TestContext, signal: NodeJS.Signals) {
  const day = await runProvinceDay(province, {
    share: SHARE,
    servers: 2,
    say: () => undefined,
    meanwhile: async ({ children }: Servers, lengthMs) => {
      await sleep(lengthMs / 2)
      children[0]?.kill(signal)
    },
  })
  t.diagnostic(JSON.stringify(day))
  return day
}

/** What stands in the tables of what was done since the last look. */
const standing = async () => {
  const [found] = await asked<{ records: number; signIns: number; acts: number }>(
    `select (select count(*)::int from document.paper where template = 'D03' and issued_at >= $1) as records,
      (select count(*)::int from people.session where created_at >= $1) as "signIns",
      (select count(*)::int from journal.entry where action = 'inspection.recorded' and outcome = 'done' and at >= $1) as acts`,
    [province.morning],
  )
  return found ?? { records: 0, signIns: 0, acts: 0 }
}

for (const [what, signal] of [
  ['killed', 'SIGKILL'],
  ['asked to stop, as a rolling restart does', 'SIGTERM'],
] as const)
  test(`two servers behind a proxy, one ${what} during the day: no client sees more than a retried call, and each act stands once`, async (t) => {
    const before = await standing()
    const day = await dayWith(t, signal)
    assert.deepEqual(day.firstErrors, [])
    assert.equal(day.errors, 0)
    assert.ok(day.signIns >= 84 && day.inspections >= 5 && day.approvals >= 5, JSON.stringify(day))
    const now = await standing()
    assert.deepEqual([now.records - before.records, now.acts - before.acts], [day.inspections, day.inspections])
    const db = openDatabase(database.url, 1)
    const verdict = await db.transaction(NATIONWIDE, (tx) => verifyJournal(tx)).finally(() => db.close())
    assert.equal(verdict.ok, true, JSON.stringify(verdict))
  })

test('the office mix runs on the product and on the thin reference without an error', async (t) => {
  const { ours, reference, memoryMb } = await runOfficeMix(province, { seconds: 3, connections: 8, bureaus: BUREAUS })
  t.diagnostic(JSON.stringify({ ours, reference, memoryMb }))
  assert.deepEqual([ours.firstErrors, reference.firstErrors], [[], []])
  for (const kind of ['list', 'detail', 'search', 'update'])
    assert.ok((ours.kinds[kind]?.calls ?? 0) > 0 && (reference.kinds[kind]?.calls ?? 0) > 0, `nobody asked for ${kind}`)
})

async function ownDatabase(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-w-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return { ...(await freshDatabase(t)), folder }
}

test('W6: people who approve at once get numbers that run on without a gap, and none is refused', async (t) => {
  const report = await runCreators(await ownDatabase(t), { creators: 16, each: 3 })
  t.diagnostic(JSON.stringify(report))
  assert.deepEqual([report.approved, report.failed, report.gaps, report.doubled], [48, 0, 0, 0])
})

test('W8: the history of each record is whole, whoever else was changed in between', async (t) => {
  const report = await runRecordHistory(await ownDatabase(t), { records: 800, changes: 5, calls: 50 })
  t.diagnostic(JSON.stringify(report))
  assert.deepEqual([report.rows, report.wrong, report.errors], [4000, 0, 0])
})

test('W9: what the application’s own database role can try is refused or told, and so is what a superuser does', async (t) => {
  const { untouched, table } = await runTampering(await ownDatabase(t), { rows: 4000 })
  t.diagnostic(JSON.stringify(table))
  assert.deepEqual([untouched.ok, untouched.rows], [true, 4000])
  assert.deepEqual(
    table.filter(({ outcome }) => outcome === 'unnoticed'),
    [],
  )
  const refused = table
    .filter(({ by, outcome }) => by === 'application' && outcome === 'refused')
    .map(({ what }) => what)
  for (const what of ['change a row', 'delete a row', 'empty the table', 'swap two rows', 'insert a row between two'])
    assert.ok(refused.includes(what), `the database let the application ${what}`)
})
