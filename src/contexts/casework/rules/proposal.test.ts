import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Hazard } from '../../hazard/model.ts'
import type { Inspection } from '../../inspection/model.ts'
import { lawbook } from '../../law/public.ts'
import type { Enterprise } from '../../registry/model.ts'
import { ID } from '../fixtures.ts'
import { ProposeFiling } from './asks.ts'
import { partyOf, proposalFrom, punishable, titleOf } from './proposal.ts'

const hazard = (nth: number, part: Partial<Hazard> = {}): Hazard => ({
  id: `0b000000-0000-4000-8000-00000000000${nth}`,
  state: 'ordered',
  version: 1,
  history: [],
  region: '441900119',
  enterpriseId: ID.enterprise,
  inspectionId: ID.case,
  checkItemId: 'x',
  description: '焊工未持证上岗',
  place: `${nth}号车间`,
  violationKey: 'AQ-97-7',
  quantity: 1,
  majorHazardCode: null,
  evidenceIds: [],
  rectifyBy: null,
  rectification: null,
  recheck: null,
  caseId: null,
  ...part,
})
const enterprise = {
  id: ID.enterprise,
  name: '演示机械有限公司',
  kind: 'company',
  creditCode: 'C',
  legalRepresentative: '演示某',
  address: '演示路1号',
  phone: '1',
} as Enterprise
const inspection = {
  id: ID.case,
  reason: 'plan',
  plannedOn: '2026-02-01',
  entry: {
    at: '2026-02-02T01:00:00.000Z',
    means: 'scanned',
    latitude: null,
    longitude: null,
  },
  officers: [
    { id: ID.first, name: '演示甲', certificateNumber: 'Z101' },
    { id: ID.second, name: '演示乙', certificateNumber: 'Z102' },
  ],
} as Inspection

const ON = '2026-02-25'

const proposed = (hazards: Hazard[]) => {
  let next = 0
  return proposalFrom(
    { inspection, hazards, evidence: [], papers: [], enterprise },
    {
      book: lawbook(),
      newId: () => `0c000000-0000-4000-8000-${String(next++).padStart(12, '0')}`,
      against: 'unit',
    },
  )
}

test('from a visit to a filing proposal nothing is typed again, and what comes out may be sent as it is', () => {
  const proposal = proposed([hazard(1)])
  assert.doesNotThrow(() => ProposeFiling.parse(proposal))
  assert.deepEqual(
    [proposal.foundOn, proposal.handlerIds, proposal.acts[0]?.actDate],
    ['2026-02-02', [ID.first, ID.second], '2026-02-02'],
  )
})

test('APL 29: three findings of one provision are one act with three persons, not three fines', () => {
  const { acts } = proposed([hazard(1), hazard(2), hazard(3)])
  assert.equal(acts.length, 1)
  assert.deepEqual([acts[0]?.quantity, acts[0]?.alsoHazardIds.length, acts[0]?.stage], [3, 2, 'first'])
})

test('S003 art. 4: what failed its re-check is punished at the stage of overdue correction, apart from what did not', () => {
  const { acts } = proposed([
    hazard(1),
    hazard(2, { state: 'failed', recheck: { on: '2026-02-20', passed: false, note: '' } }),
  ])
  assert.deepEqual(
    acts.map(({ stage, actDate }) => [stage, actDate]),
    [
      ['first', '2026-02-02'],
      ['overdue', '2026-02-20'],
    ],
  )
})

test('a hazard without a provision or in another case opens none', () => {
  assert.deepEqual(
    punishable([hazard(1), hazard(2, { violationKey: null }), hazard(3, { caseId: ID.case })], {
      book: lawbook(),
      on: ON,
      against: 'unit',
    }).map(({ place }) => place),
    ['1号车间'],
  )
})

test('WSL 94: what the principal has failed in is no violation of the unit, and the other way round', () => {
  const hazards = [hazard(1), hazard(2, { violationKey: 'AQ-94-p1-1' })]
  const placesAgainst = (against: 'unit' | 'principal') =>
    punishable(hazards, { book: lawbook(), on: ON, against }).map(({ place }) => place)
  assert.deepEqual([placesAgainst('unit'), placesAgainst('principal')], [['1号车间'], ['2号车间']])
  assert.deepEqual(
    [partyOf(enterprise, 'principal').kind, partyOf(enterprise, 'principal').name],
    ['individual', enterprise.principal],
  )
})

test('procedure §2.5 rule 1: the party is the file of the business; a shop has an operator', () => {
  assert.deepEqual([partyOf(enterprise, 'unit').kind, partyOf(enterprise, 'unit').post], ['enterprise', '法定代表人'])
  assert.deepEqual(
    [
      partyOf({ ...enterprise, kind: 'self-employed' }, 'unit').kind,
      partyOf({ ...enterprise, kind: 'self-employed' }, 'unit').post,
    ],
    ['self-employed', '经营者'],
  )
  assert.equal(titleOf(enterprise, '涉嫌特种作业人员无证上岗'), '演示机械有限公司特种作业人员无证上岗案')
})
