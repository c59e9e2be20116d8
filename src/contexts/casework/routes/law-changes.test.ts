import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  approveThePlan,
  enterByDoorCode,
  openTheCase,
  planTheVisit,
  playOf,
  recordAndOrder,
} from '../../../../tests/journeys/chapters.ts'
import { stage, STARTS_AT, TOWN } from '../../../../tests/journeys/dongguan.ts'
import { startTestPlumbline } from '../../../../tests/support/plumbline.ts'
import { listLawChanges } from '../../law/contract/layers.ts'
import { approveChange, draftChange } from '../../law/contract/overlays.ts'
import { caseLawChanges } from '../contract/law-changes.ts'

const person = (name: string, nth: number, may: string) => ({
  id: `0c000000-0000-4000-8000-00000000010${nth}`,
  name,
  kind: 'officer' as const,
  region: '44',
  roles: [],
  permissions: ['law.read', may],
})

type Touched = {
  cases: { id: string; acts: { impact: string; before: { maxFen: number }; after: { bandMaxFen: number } }[] }[]
  forms: { code: string; cites: string[] }[]
}

test('LAW-12, NEW-10: law that turns lists the open cases, the matters and the papers that rest on it', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT, publicChain: TOWN })
  await stage(plumbline.db)
  const play = playOf(plumbline)
  const chosen = await planTheVisit(play)
  await approveThePlan(play)
  await enterByDoorCode(play)
  await recordAndOrder(play, chosen)
  await openTheCase(play)
  const turn = { from: '2022-07-01', until: '2022-07-01' }
  const touched = () => play.as.first.must<Touched>(caseLawChanges, turn)
  assert.deepEqual((await touched()).cases, [], 'nothing turns on that day')

  const tier = (name: string, [atLeast, atMost]: [number | null, number | null], fen: [number, number]) => ({
    tier: name,
    atLeast,
    atMost,
    share: null,
    fen,
    confidence: '✔',
  })
  const { change } = await plumbline
    .as(person('起草人', 1, 'law.maintain'))
    .must<{ change: { id: string; version: number } }>(draftChange, {
      kind: 'tier',
      title: '下调无证上岗的裁量阶次',
      instrument: { name: '演示省安全生产裁量规定', number: '粤演示〔2022〕1号', article: 3 },
      from: '2022-07-01',
      rows: [
        {
          mode: 'add',
          key: 'AQ-97-7/first',
          content: {
            violation: 'AQ-97-7',
            stage: 'first',
            counts: '人次',
            tiers: [tier('A', [null, 4], [0, 2_000_000]), tier('B', [5, null], [2_000_000, 10_000_000])],
            note: null,
          },
        },
      ],
    })
  assert.deepEqual((await touched()).cases, [], 'a draft is no law')
  await plumbline.as(person('批准人', 2, 'law.approve')).must(approveChange, { id: change.id, version: change.version })
  const { cases } = await touched()
  assert.deepEqual(
    cases.map(({ id }) => id),
    [play.held.id],
  )
  assert.deepEqual([cases[0]?.acts[0]?.impact, cases[0]?.acts[0]?.after.bandMaxFen], ['lighter', 2_000_000])
  const { matters } = await play.as.first.must<{ matters: { because: string[] }[] }>(listLawChanges, {
    region: TOWN,
    from: '2021-09-01',
    until: '2021-09-01',
  })
  assert.ok(
    matters.some(({ because }) => because.join().includes('安全生产法')),
    'the matters that rest on the statute that was revised are named',
  )

  const revised = await play.as.first.must<Touched>(caseLawChanges, { from: '2021-07-15', until: '2026-06-01' })
  assert.ok(
    revised.forms.some(({ cites }) => cites.includes('中华人民共和国行政处罚法')),
    'papers whose printed words cite the statute that was revised are named',
  )
})
