/** D-65 (WSL 113): the watch over penalties and open major hazards begins the proposal of closure, once. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { startTestPlumbline } from '../../../../tests/support/plumbline.ts'
import { askerFor, BUSINESS, CAST, stage, TOWN } from '../../../../tests/journeys/dongguan.ts'
import { refusalsOf, type View } from '../../../../tests/journeys/roads.ts'
import { createHazards, recheckHazards, orderHazards } from '../../hazard/public.ts'
import { loadLawBook } from '../../law/store.ts'
import { NATIONWIDE } from '../../../platform/db.ts'
import { verifyJournal } from '../../../platform/journal.ts'
import { aCase } from '../fixtures.ts'
import * as roads from '../contract/proceeding.ts'
import { closureCondition, closureLimits } from '../rules/closure.ts'
import { insertCase, saveCase } from '../store.ts'
import { watchClosures } from './closure.ts'

const limits = closureLimits(loadLawBook(), { region: TOWN, date: '2026-03-01' })

test('WSL 113 (D-65): three within 180 days or four within a year, and only beside an open major hazard', () => {
  const three = ['2026-01-01', '2026-03-01', '2026-06-01']
  assert.match(closureCondition({ penalisedOn: three, majorHazards: 1 }, limits) ?? '', /180日内受到3次/)
  assert.equal(closureCondition({ penalisedOn: three, majorHazards: 0 }, limits), null)
  assert.equal(closureCondition({ penalisedOn: three.slice(1), majorHazards: 1 }, limits), null)
  const four = ['2025-08-01', '2025-11-01', '2026-02-25', '2026-07-30']
  assert.match(closureCondition({ penalisedOn: four, majorHazards: 1 }, limits) ?? '', /一年内受到4次/)
})

test('WSL 113 (D-65): the daily watch raises it once, again only after another penalty, and the principal head answers', async (t) => {
  const { db, as, clock } = await startTestPlumbline(t, { now: '2026-06-10T02:00:00.000Z', publicChain: TOWN })
  await stage(db)
  const penalise = async (on: string) => {
    const base = aCase('served')
    const [id, actId] = [randomUUID(), randomUUID()]
    const thing = {
      ...base,
      id,
      region: TOWN,
      enterpriseId: BUSINESS.id,
      number: `（演）应急立〔2026〕${on}号`,
      acts: base.acts.map((act) => ({ ...act, id: actId, fact: id })),
      decision: base.decision && { ...base.decision, on, amounts: [{ actId, amountFen: 4_900_000 }] },
    }
    const planted = { at: `${on}T02:00:00.000Z`, clocks: [] }
    await db.transaction(NATIONWIDE, async (tx) => {
      await insertCase(tx, { ...thing, state: 'submitted', version: 1, number: null }, planted)
      await saveCase(tx, { ...thing, version: 2 }, planted)
    })
  }
  for (const on of ['2026-01-12', '2026-03-16']) await penalise(on)
  const hazardId = randomUUID()
  await db.transaction({ region: TOWN }, (tx) =>
    createHazards(tx, {
      findings: [
        {
          id: hazardId,
          checkItemId: 'GEN-028',
          description: '关闭报警设备',
          place: '车间',
          violationKey: null,
          quantity: 1,
          majorHazardCode: 'GM-14-00',
          evidenceIds: [],
        },
      ],
      inspection: { id: randomUUID(), region: TOWN, enterpriseId: BUSINESS.id },
      asker: askerFor(CAST.first),
      at: '2026-03-01T02:00:00.000Z',
    }),
  )
  assert.equal(await watchClosures(db, clock.now()), 0, 'two are not three')
  await penalise('2026-06-01')
  assert.equal(await watchClosures(db, clock.now()), 1)
  assert.equal(await watchClosures(db, clock.now()), 0, 'it is raised once')
  const { entries } = await as(askerFor(CAST.first)).must<{ entries: { id: string; title: string }[] }>(
    roads.listProceedings,
    { kind: 'closure' },
  )
  assert.deepEqual(
    entries.map(({ title }) => title),
    [`提请关闭：${BUSINESS.name}`],
  )
  const take = (who: keyof typeof CAST, version: number) =>
    as(askerFor(CAST[who])).call(roads.takeProceeding, {
      id: entries[0]?.id,
      version,
      step: 'drop-closure',
      input: { reasons: '重大事故隐患已经停用治理' },
    })
  assert.deepEqual(refusalsOf(await take('deputy', 1)), ['not-permitted'])
  assert.equal(((await take('head', 1)).body as View).proceeding.state, 'dropped')
  clock.set('2026-06-20T02:00:00.000Z')
  assert.equal(await watchClosures(db, clock.now()), 0, 'what was considered is not raised for the same penalties')
  await penalise('2026-06-18')
  assert.equal(await watchClosures(db, clock.now()), 1)
  await db.transaction({ region: TOWN }, async (tx) => {
    const by = { asker: askerFor(CAST.first), at: clock.now() }
    await orderHazards(tx, { deadlines: [{ hazardId, rectifyBy: '2026-06-30' }], ...by })
    await recheckHazards(tx, {
      results: [{ hazardId, passed: true, note: '', evidenceIds: [] }],
      on: '2026-06-20',
      ...by,
    })
  })
  await penalise('2026-06-20')
  clock.set('2026-06-21T02:00:00.000Z')
  assert.equal(await watchClosures(db, clock.now()), 0, 'no open major hazard any more')
  assert.equal((await db.transaction(NATIONWIDE, (tx) => verifyJournal(tx))).ok, true)
})
