import assert from 'node:assert/strict'
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test, type TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import sql from 'sql-template-tag'
import { freshDatabase } from '../../../../tests/support/database.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { NATIONWIDE, openDatabase } from '../../../platform/db.ts'
import { createBureau } from '../../people/public.ts'
import { createEnterprises } from '../../registry/public.ts'
import { aBureau, aBusiness, AT, planningId, REGION } from '../fixtures.ts'
import { capFacts, reserve } from '../public.ts'
import * as store from '../store.ts'

/** Lies in one county and answers to the other, so that both see it: two visits a year. */
const CONTESTED = aBusiness(1, { grade: '1', responsibleBureau: REGION.neighbour })

const SOURCE = join(import.meta.dirname, '../../..')
const url = (path: string) => JSON.stringify(pathToFileURL(join(SOURCE, path)).href)

/**
 * One bureau in a process of its own: connects, says that it stands ready, waits for the word, and asks for the slot.
 */
const PROGRAM = `
  const { openDatabase } = await import(${url('platform/db.ts')})
  const { reserve } = await import(${url('contexts/planning/public.ts')})
  const { url, bureau, inspectionId, enterprise, at } = JSON.parse(process.env.ASK)
  const db = openDatabase(url, 1)
  await db.transaction({ region: bureau }, async () => undefined)
  console.log('ready')
  await new Promise((go) => process.stdin.once('data', go))
  try {
    await db.transaction({ region: bureau }, (tx) => reserve(tx, { enterprise, inspectionId, bureau, on: '2026-03-20', reason: 'plan', reasonRef: '',
      checkItemIds: ['GEN-001'], at: new Date().toISOString(), by: bureau }))
    console.log(JSON.stringify({ won: true }))
  } catch (error) {
    console.log(JSON.stringify({ won: false, refusals: error.refusals, fault: error.refusals ? null : String(error) }))
  }
  await db.close()
  process.exit(0)`

type Answer = { readonly won: boolean; readonly refusals?: Refusal[]; readonly fault?: string | null }

async function bureauInItsOwnProcess(t: TestContext, ask: object): Promise<{ go(): void; answer: Promise<Answer> }> {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    env: { ...process.env, ASK: JSON.stringify(ask) },
  })
  t.after(() => {
    child.kill()
  })
  const lines = createInterface({ input: child.stdout })
  assert.deepEqual(await once(lines, 'line'), ['ready'])
  const answer = once(lines, 'line').then(([line]) => JSON.parse(String(line)) as Answer)
  return { go: () => child.stdin.write('go\n'), answer }
}

test('circular art. 3: two counties ask for the last slot at the same instant from two processes; one wins, the other reads who, when and what is left', async (t) => {
  const { url: databaseUrl } = await freshDatabase(t)
  const db = openDatabase(databaseUrl, 2)
  t.after(() => db.close())
  await db.transaction(NATIONWIDE, async (tx) => {
    await createBureau(tx, aBureau(REGION.county, '甲区应急管理局'))
    await createBureau(tx, aBureau(REGION.neighbour, '乙区应急管理局'))
  })
  let wins = { [REGION.county]: 0, [REGION.neighbour]: 0 }
  for (const round of [1, 2, 3, 4]) {
    const enterprise = aBusiness(round + 1, { grade: '1', responsibleBureau: REGION.neighbour })
    await db.transaction(NATIONWIDE, async (tx) => {
      await createEnterprises(tx, [enterprise], {
        at: AT,
        byId: 'test',
        byName: '测试',
        source: '测试',
        gradesFrom: '2025-01-01',
      })
      await reserve(tx, {
        enterprise,
        inspectionId: planningId(round * 100),
        bureau: REGION.neighbour,
        on: '2026-02-01',
        reason: 'plan',
        reasonRef: '',
        checkItemIds: [],
        at: AT,
        by: 'test',
      })
    })
    const bureaus = [REGION.county, REGION.neighbour]
    const asked = await Promise.all(
      bureaus.map((bureau, place) =>
        bureauInItsOwnProcess(t, {
          url: databaseUrl,
          bureau,
          inspectionId: planningId(round * 100 + place + 1),
          enterprise: { id: enterprise.id, region: enterprise.region },
        }),
      ),
    )
    for (const { go } of asked) go()
    const answers = await Promise.all(asked.map(({ answer }) => answer))
    assert.deepEqual(answers.map(({ won }) => won).toSorted(), [false, true], JSON.stringify(answers))
    const winner = bureaus[answers.findIndex(({ won }) => won)] ?? ''
    wins = { ...wins, [winner]: (wins[winner as keyof typeof wins] ?? 0) + 1 }
    const [refusal] = answers.find(({ won }) => !won)?.refusals ?? []
    assert.equal(refusal?.code, 'yearly-visit-cap-reached')
    assert.deepEqual(
      [refusal?.facts['cap'], refusal?.facts['used'], refusal?.facts['heldBy'], refusal?.facts['heldOn']],
      [2, 2, winner, '2026-03-20'],
    )
    assert.ok(Math.abs(Date.parse(String(refusal?.facts['heldSince'])) - Date.now()) < 60_000, 'when it was taken')
    assert.match(refusal?.says ?? '', winner === REGION.county ? /甲区应急管理局/ : /乙区应急管理局/)
    assert.match(refusal?.mend ?? '', /整改复查.*不占次数.*投诉举报/)
    const facts = await db.transaction({ region: REGION.county }, (tx) =>
      capFacts(tx, { enterprise, on: '2026-03-20', bureau: REGION.county }),
    )
    assert.deepEqual([facts.used, facts.holders?.length], [2, 2], 'each county reads the visits of both')
  }
  t.diagnostic(`won: ${JSON.stringify(wins)}`)
})

test('the database itself refuses a visit beyond its cap, a visit made twice and a hand on the counter', async (t) => {
  const { url: databaseUrl } = await freshDatabase(t)
  const db = openDatabase(databaseUrl, 2)
  t.after(() => db.close())
  const visit = {
    id: planningId(1),
    enterpriseId: CONTESTED.id,
    region: REGION.town,
    bureau: REGION.county,
    year: 2026,
    inspectionId: planningId(2),
    counted: true,
    exemptCause: null,
    reasonRef: '',
    on: '2026-03-05',
    checkItemIds: [],
    cap: 1,
    state: 'reserved' as const,
  }
  const author = { at: AT, by: 'test' }
  const inCounty = <T>(work: Parameters<typeof db.transaction<T>>[1]) => db.transaction({ region: REGION.county }, work)
  const slotOf = store.reserveVisit
  assert.equal(await inCounty((tx) => slotOf(tx, visit, author)), 1)
  assert.equal(await inCounty((tx) => slotOf(tx, visit, author)), -1, 'the same inspection again')
  assert.equal(
    await inCounty((tx) => slotOf(tx, { ...visit, id: planningId(3), inspectionId: planningId(4) }, author)),
    null,
  )
  assert.equal(
    await inCounty((tx) =>
      slotOf(tx, { ...visit, id: planningId(5), inspectionId: planningId(6), counted: false }, author),
    ),
    0,
  )
  assert.equal(
    await inCounty((tx) =>
      slotOf(
        tx,
        { ...visit, id: planningId(7), inspectionId: planningId(8), exemptCause: 'complaint', reasonRef: '1号' },
        author,
      ),
    ),
    2,
  )
  const beyond = { ...visit, id: planningId(7), exemptCause: null }
  await assert.rejects(
    inCounty((tx) => store.saveVisit(tx, beyond, author)),
    /visit_within_cap/,
    'the cause taken away',
  )
  await inCounty((tx) => store.saveVisit(tx, { ...visit, state: 'committed' }, author))
  await assert.rejects(
    inCounty((tx) => store.saveVisit(tx, { ...visit, state: 'released' }, author)),
    /stays as it is/,
  )
  await assert.rejects(
    inCounty((tx) => tx.run(sql`update planning.year_counter set used = 0`)),
    /permission denied/,
  )
  assert.deepEqual(await inCounty((tx) => store.findYear(tx, CONTESTED.id, 2026)), { used: 2, made: 1 })
})
