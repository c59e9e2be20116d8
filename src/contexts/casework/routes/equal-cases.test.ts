import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import {
  amountsOf,
  approveThePlan,
  enterByDoorCode,
  interview,
  openTheCase,
  planTheVisit,
  playOf,
  recordAndOrder,
} from '../../../../tests/journeys/chapters.ts'
import { askerFor, BUSINESS, CAST, stage, STARTS_AT, TOWN } from '../../../../tests/journeys/dongguan.ts'
import { startTestPlumbline } from '../../../../tests/support/plumbline.ts'
import { NATIONWIDE, type Database } from '../../../platform/db.ts'
import { submitReport } from '../contract.ts'
import { compareEqualCases, exportUnequalTreatment, unequalTreatment } from '../contract/equal-cases.ts'
import { aCase } from '../fixtures.ts'
import { insertCase, saveCase } from '../store.ts'

const BESIDE = { at: '2022-05-20T02:00:00.000Z', clocks: [] }

/** A decided case of the same violation with this fine, as the straight road would leave it. */
async function plant(
  db: Database,
  { fineFen, region = TOWN, on = '2022-05-20' }: { fineFen: number; region?: string; on?: string },
) {
  const id = randomUUID()
  const actId = randomUUID()
  const base = aCase('decided')
  const amounts = [{ actId, amountFen: fineFen }]
  const judged = base.report?.derivation.acts.map((act) => ({ ...act, actId })) ?? []
  const number = `（演）应急罚〔2022〕${id.slice(0, 6)}号`
  const thing = {
    ...base,
    id,
    region,
    number,
    enterpriseId: BUSINESS.id,
    acts: base.acts.map((act) => ({ ...act, id: actId, fact: id })),
    report: base.report && { ...base.report, amounts, derivation: { ...base.report.derivation, acts: judged } },
    notice: base.notice && { ...base.notice, amounts, amountFen: fineFen },
    decision: base.decision && { ...base.decision, amounts, amountFen: fineFen, on, number },
  }
  await db.transaction(NATIONWIDE, async (tx) => {
    await insertCase(tx, { ...thing, state: 'submitted', version: 1, number: null }, BESIDE)
    await saveCase(tx, { ...thing, version: 2 }, BESIDE)
  })
}

type Compared = {
  acts: {
    equal: number
    isOutside: boolean
    spread: { highFen: number } | null
    nearest: { number: string; distance: { terms: unknown[] } }[]
  }[]
}

test('CAS-05, NEW-11, APL 34: neighbours are shown with their distance, a report beyond them needs reasons, and the month reports it', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT, publicChain: TOWN })
  await stage(plumbline.db)
  const play = playOf(plumbline)
  const chosen = await planTheVisit(play)
  await approveThePlan(play)
  await enterByDoorCode(play)
  await recordAndOrder(play, chosen)
  await openTheCase(play)
  await interview(play)
  plumbline.clock.set('2022-06-20T02:00:00.000Z')
  const [act] = play.held.acts
  assert.ok(act)
  const ask = {
    enterpriseId: BUSINESS.id,
    exceptCase: play.held.id,
    acts: play.held.acts,
    amounts: amountsOf(play.held),
  }
  const alone = await play.as.first.must<Compared>(compareEqualCases, ask)
  assert.deepEqual([alone.acts[0]?.equal, alone.acts[0]?.spread], [0, null])

  for (const fineFen of [1_000_000, 1_200_000, 1_500_000]) await plant(plumbline.db, { fineFen })
  await plant(plumbline.db, { fineFen: 9_000_000, region: '441302' })
  const compared = await play.as.first.must<Compared>(compareEqualCases, ask)
  assert.deepEqual([compared.acts[0]?.equal, compared.acts[0]?.isOutside], [3, true], 'the other county is not seen')
  assert.equal(compared.acts[0]?.nearest[0]?.distance.terms.length, 7)

  const report = {
    id: play.held.id,
    version: play.held.version,
    course: '检查、询问',
    acts: play.held.acts,
    proposal: '罚款',
  }
  const bare = await play.as.first.call(submitReport, {
    ...report,
    amounts: [{ actId: act.id, amountFen: 4_900_000 }],
    reasons: '',
  })
  assert.equal(bare.status, 422)
  assert.ok(JSON.stringify(bare.body).includes('outside-equal-cases-without-reasons'))
  const told = await play.as.first.call(submitReport, {
    ...report,
    amounts: [{ actId: act.id, amountFen: 4_900_000 }],
    reasons: '本案三人同时无证焊接，危险明显大于同类案件。',
  })
  assert.equal(told.status, 200, JSON.stringify(told.body))

  await plant(plumbline.db, { fineFen: 8_000_000, on: '2022-06-10' })
  type Report = { decided: number; groups: { bureau: string; cases: { isFarOff: boolean; fineFen: number }[] }[] }
  const month = await play.as.first.must<Report>(unequalTreatment, { month: '2022-06' })
  assert.equal(month.decided, 1)
  assert.deepEqual(
    month.groups.map(({ bureau, cases }) => [
      bureau,
      cases.filter(({ isFarOff }) => isFarOff).map(({ fineFen }) => fineFen),
    ]),
    [[TOWN, [8_000_000]]],
  )
  assert.deepEqual((await play.as.first.must<Report>(unequalTreatment, { month: '2022-04' })).groups, [])
  const csv = (await play.as.first.call(exportUnequalTreatment, { month: '2022-06' })).bytes.toString('utf8')
  assert.ok(csv.startsWith('\uFEFF执法部门,') && csv.includes('80,000'), csv.slice(0, 200))
  for (const { name } of [CAST.first, CAST.second]) assert.ok(!csv.includes(name), 'no officer is named')

  const stranger = plumbline.as({ ...askerFor(CAST.first), id: randomUUID(), region: '441303' })
  const unseen = await stranger.must<Report>(unequalTreatment, { month: '2022-06' })
  assert.deepEqual([unseen.decided, unseen.groups], [0, []])
})
