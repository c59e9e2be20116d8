/** The circular of 2025-02-27 (应急〔2025〕11号), article by article, as far as it binds plans and visits. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCounted, findCap } from '../../law/rules/caps.ts'
import { lawbook } from '../../law/public.ts'
import { specialLifecycle } from '../transitions.ts'
import { aCap, aVisit, REGION } from '../fixtures.ts'
import type { Deployment, LevelException } from '../model.ts'
import { DEPLOYMENT_WAYS, outOfRegionOnlyDeployed, type DeploymentWay } from './deployment.ts'
import { findQuotas } from '../../law/rules/quota-linter.ts'
import { refusesTask } from './tasks.ts'
import {
  exemptCauseIsProven,
  noRepeatBelow,
  oneEnterpriseOneLevel,
  townKeepsToItsList,
  townRepeatsNobody,
  VISIT_RULES,
  yearlyCap,
  type PlannedVisit,
} from './caps.ts'

const codes = (visit: PlannedVisit) => VISIT_RULES.flatMap((one) => one.refuses(visit)?.code ?? [])

const MATRIX = [
  ['high', '1', 2],
  ['high', '2', 4],
  ['high', '3', 8],
  ['high', 'none', 12],
  ['other', '1', 1],
  ['other', '2', 2],
  ['other', '3', 4],
  ['other', 'none', 6],
] as const

for (const [group, grade, most] of MATRIX) {
  test(`circular art. 3: ${group === 'high' ? 'a high-risk' : 'another'} business of grade ${grade} is visited ${most} times a year and not once more`, () => {
    const bound = findCap(
      lawbook(),
      { isHighRisk: group === 'high', grade },
      { region: REGION.town, date: '2026-03-05' },
    )
    assert.equal(bound?.visitsMax, most)
    assert.deepEqual([bound?.cites.instrument, bound?.cites.article], ['S000', 3])
    const visit = (used: number, at: 'planning' | 'door') =>
      aVisit({ cap: aCap({ cap: bound?.visitsMax ?? null, used, made: used }), at })
    for (const at of ['planning', 'door'] as const) {
      assert.equal(yearlyCap.refuses(visit(most - 1, at)), null, 'the last one')
      assert.deepEqual(yearlyCap.refuses(visit(most, at))?.facts, { cap: most, used: most, year: 2026 })
      assert.deepEqual(yearlyCap.refuses(visit(most, at))?.cites, { instrument: 'MEM-2025-02-27', article: 3 })
    }
  })
}

for (const [reason, name] of [
  ['complaint', 'a complaint'],
  ['transfer', 'a transfer'],
  ['monitoring', 'an alert of the monitoring'],
] as const) {
  test(`circular art. 3: ${name} goes beyond the cap with its proof, never without, and it is counted`, () => {
    const full = aCap({ cap: 2, used: 2, made: 2 })
    assert.deepEqual(codes(aVisit({ cap: full, reason, reasonRef: '线索〔2026〕7号' })), [])
    assert.deepEqual(codes(aVisit({ cap: full, reason, reasonRef: '  ' })), [
      'cause-without-proof',
      'yearly-visit-cap-reached',
    ])
    assert.equal(exemptCauseIsProven.refuses(aVisit({ reason }))?.cites, undefined)
    assert.equal(isCounted(lawbook(), { on: '2026-03-05', reason }, REGION.town), true)
  })
}

test('circular art. 3: no other reason goes beyond the cap, whatever number it names', () => {
  for (const reason of ['plan', 'draw', 'special', 'joint', 'campaign', '']) {
    assert.deepEqual(codes(aVisit({ cap: aCap({ cap: 2, used: 2 }), reason, reasonRef: '文号1' })), [
      'yearly-visit-cap-reached',
    ])
  }
})

test('circular art. 3: who comes too late reads who holds the slot, since when, and what is still allowed', () => {
  const holder = (bureau: string, reservedAt: string) => ({
    bureau,
    bureauName: `${bureau}局`,
    on: '2026-03-20',
    state: 'reserved' as const,
    reservedAt,
  })
  const cap = aCap({
    cap: 2,
    used: 2,
    holders: [holder('441303', '2026-03-01T01:00:00.000Z'), holder('4413', '2026-02-01T01:00:00.000Z')],
  })
  const refusal = yearlyCap.refuses(aVisit({ cap }))
  assert.deepEqual([refusal?.facts['heldBy'], refusal?.facts['heldSince']], ['441303', '2026-03-01T01:00:00.000Z'])
  assert.match(refusal?.says ?? '', /441303局于2026-03-01 09:00已预占（2026-03-20检查）/)
  assert.match(refusal?.mend ?? '', /复查.*书面核查.*投诉举报/)
})

test('circular art. 4: a spot check from above is a joint visit with the responsible bureau', () => {
  const fromAbove = (officerBureaus: string[]) => aVisit({ bureau: REGION.city, officerBureaus })
  assert.deepEqual(codes(fromAbove([REGION.city, REGION.city])), ['one-enterprise-one-level'])
  assert.deepEqual(oneEnterpriseOneLevel.refuses(fromAbove([REGION.city]))?.facts['responsible'], REGION.county)
  assert.deepEqual(codes(fromAbove([REGION.city, REGION.county])), [])
})

test('ORG-02: a province that opens a routine visit to a county’s business is offered the joint visit and the deployment, nothing else', () => {
  const routine = aVisit({ bureau: '44', officerBureaus: ['44', '44'] })
  const refusal = oneEnterpriseOneLevel.refuses(routine)
  assert.deepEqual(codes(routine), ['one-enterprise-one-level'])
  assert.match(refusal?.mend ?? '', /联合检查.*统一部署/)
  assert.deepEqual(codes(aVisit({ bureau: '44', officerBureaus: ['44', REGION.county] })), [])
})

test('circular art. 4: what the city checked this year the county does not check again; other matters it does', () => {
  const cap = aCap({ checkedElsewhere: [{ checkItemId: 'GEN-001', bureau: REGION.city, on: '2026-02-01' }] })
  assert.deepEqual(codes(aVisit({ cap })), ['matters-checked-above'])
  assert.equal(noRepeatBelow.refuses(aVisit({ cap }))?.facts['on'], '2026-02-01')
  assert.deepEqual(codes(aVisit({ cap, checkItemIds: ['GEN-002'] })), [])
})

for (const reason of ['review', 'follow-up', 'guidance', 'off-site'] as const) {
  test(`circular art. 4 and 12: ${reason} is no inspection and is never counted`, () => {
    assert.equal(isCounted(lawbook(), { on: '2026-03-05', reason }, REGION.town), false)
  })
}

test('circular art. 6: nobody checks in another county without an order from above', () => {
  const visitors = aVisit({ bureau: REGION.county, officerBureaus: [REGION.county, REGION.neighbour] })
  assert.deepEqual(codes(visitors), ['out-of-region-without-deployment'])
  assert.equal(outOfRegionOnlyDeployed.cites.article, 6)
  const order: Deployment = {
    id: '1',
    region: REGION.city,
    number: '惠应急函〔2026〕1号',
    way: 'regional',
    purpose: '交叉检查',
    bureaus: [REGION.neighbour],
    regions: [REGION.county],
    from: '2026-03-01',
    until: '2026-03-05',
  }
  const withOrder = (changes: Partial<Deployment>, on = '2026-03-05') =>
    codes({ ...visitors, cap: aCap({ on, deployments: [{ ...order, ...changes }] }) })
  assert.deepEqual(withOrder({}), [], 'the last day')
  assert.deepEqual(withOrder({}, '2026-03-01'), [], 'the first day')
  for (const wrong of [
    withOrder({}, '2026-03-06'),
    withOrder({}, '2026-02-28'),
    withOrder({ bureaus: ['441304'] }),
    withOrder({ regions: ['441322'] }),
  ]) {
    assert.deepEqual(wrong, ['out-of-region-without-deployment'])
  }
})

test('circular art. 6 (XRG-01): who is sent to show or to help comes with an officer of the place; the other two ways come alone', () => {
  const order = {
    id: '1',
    region: REGION.city,
    number: '惠应急函〔2026〕2号',
    purpose: '异地执法',
    bureaus: [REGION.neighbour],
    regions: [REGION.county],
    from: '2026-03-01',
    until: '2026-03-31',
  }
  const sent = (way: DeploymentWay, officerBureaus: string[]) =>
    codes(
      aVisit({
        bureau: REGION.neighbour,
        officerBureaus,
        reason: 'complaint',
        reasonRef: '举报1号',
        cap: aCap({ on: '2026-03-05', deployments: [{ ...order, way }] }),
      }),
    )
  for (const way of ['demonstration', 'assistance'] as const) {
    assert.deepEqual(sent(way, [REGION.neighbour]), ['deployment-without-host'])
    assert.deepEqual(sent(way, [REGION.neighbour, REGION.county]), [])
  }
  for (const way of ['whole-area', 'regional'] as const) assert.deepEqual(sent(way, [REGION.neighbour]), [])
  for (const { team, reports } of Object.values(DEPLOYMENT_WAYS)) assert.ok(team && reports)
})

test('circular art. 6: not even a complaint takes a bureau out of its region; the city and the town of the place are at home', () => {
  const complaint = { reason: 'complaint', reasonRef: '举报1号' }
  assert.deepEqual(codes(aVisit({ ...complaint, bureau: REGION.neighbour, officerBureaus: [REGION.neighbour] })), [
    'out-of-region-without-deployment',
  ])
  for (const bureau of [REGION.city, REGION.county, REGION.town])
    assert.deepEqual(codes(aVisit({ ...complaint, bureau, officerBureaus: [bureau] })), [])
  assert.deepEqual(
    codes(
      aVisit({
        bureau: REGION.neighbour,
        officerBureaus: [REGION.neighbour],
        cap: aCap({ responsibleBureau: REGION.neighbour }),
      }),
    ),
    [],
    'who is responsible is at home',
  )
})

test('circular art. 11: within the year a town repeats the matters of no bureau, above it or beside it', () => {
  const town = (bureau: string) =>
    aVisit({
      bureau: REGION.town,
      officerBureaus: [REGION.town],
      cap: aCap({
        responsibleBureau: REGION.town,
        checkedElsewhere: [{ checkItemId: 'GEN-001', bureau, on: '2026-02-01' }],
      }),
    })
  for (const bureau of ['44', REGION.city, REGION.county, REGION.neighbour])
    assert.deepEqual(codes(town(bureau)), ['matters-checked-this-year'])
  assert.equal(townRepeatsNobody.cites.article, 11)
  assert.deepEqual(codes(town('441302004')), [], 'another town is no emergency management department')
  assert.deepEqual(codes({ ...town(REGION.county), checkItemIds: ['GEN-002'] }), [])
  assert.deepEqual(codes({ ...town(REGION.county), reason: 'complaint', reasonRef: '举报1号' }), [])
})

test('circular art. 2: a special inspection gives tasks only once it is filed, and its tasks keep to period, content and list', () => {
  const assign = specialLifecycle.steps.find(({ name }) => name === 'assign-special')
  assert.deepEqual(assign?.from, ['filed'])
  const task = {
    id: '1',
    region: REGION.county,
    enterpriseId: 'e',
    enterpriseName: '示例公司',
    kind: 'special' as const,
    sourceId: 's',
    sourceNumber: '专项检查〔2026〕第441302-001号',
    dueFrom: '2026-03-01',
    dueUntil: '2026-03-31',
    officerIds: [],
    checkItemIds: ['GEN-001'],
    state: 'open' as const,
    inspectionId: null,
  }
  const ask = {
    number: task.sourceNumber,
    task,
    bureau: REGION.county,
    inspectionId: 'i',
    on: '2026-03-31',
    checkItemIds: ['GEN-001'],
  }
  assert.equal(refusesTask(ask), null, 'the last day')
  assert.equal(refusesTask({ ...ask, on: '2026-04-01' })?.code, 'outside-the-period')
  assert.equal(refusesTask({ ...ask, checkItemIds: ['GEN-002'] })?.code, 'outside-the-content')
  assert.deepEqual(refusesTask({ ...ask, task: null })?.cites, { instrument: 'MEM-2025-02-27', article: 2 })
})

const EXCEPTION: LevelException = {
  id: '1',
  bureau: REGION.city,
  code: 'raised',
  number: '惠应急函〔2026〕9号',
  from: '2026-03-01',
  until: '2026-03-31',
}

test('circular art. 4: a recorded exception lets just its bureau in; without one the other level is refused', () => {
  const fromCity = (exceptions: LevelException[]) =>
    codes(aVisit({ bureau: REGION.city, officerBureaus: [REGION.city], cap: aCap({ exceptions }) }))
  assert.deepEqual(fromCity([EXCEPTION]), [])
  assert.deepEqual(fromCity([{ ...EXCEPTION, bureau: '44' }]), ['one-enterprise-one-level'])
  assert.deepEqual(fromCity([]), ['one-enterprise-one-level'])
})

test('circular art. 4: the no about repetition names the inspection whose result can be read', () => {
  const cap = aCap({
    checkedElsewhere: [{ checkItemId: 'GEN-001', bureau: REGION.city, on: '2026-02-01', inspectionId: 'i-7' }],
  })
  assert.equal(noRepeatBelow.refuses(aVisit({ cap }))?.facts['inspection'], 'i-7')
  assert.match(noRepeatBelow.refuses(aVisit({ cap }))?.mend ?? '', /复查/)
})

test('ORG-13, circular art. 11: a town does only what its list of matters names, whatever the cause', () => {
  const town = (listed: string[] | null, changes: Partial<PlannedVisit> = {}) =>
    aVisit({
      bureau: REGION.town,
      officerBureaus: [REGION.town],
      cap: aCap({
        responsibleBureau: REGION.town,
        townMatters: listed && { instrument: '示例赋权目录〔2025〕1号', checkItemIds: listed, from: '2025-06-01' },
      }),
      ...changes,
    })
  assert.deepEqual(codes(town(['GEN-001'])), [])
  assert.deepEqual(codes(town(['GEN-002'])), ['beyond-the-town-list'])
  assert.deepEqual(codes(town(null)), ['beyond-the-town-list'], 'no list, no matter')
  assert.deepEqual(codes(town([], { reason: 'complaint', reasonRef: '举报1号' })), ['beyond-the-town-list'])
  assert.equal(townKeepsToItsList.cites.article, 11)
  assert.match(townKeepsToItsList.refuses(town(['GEN-002']))?.says ?? '', /示例赋权目录/)
  assert.equal(townKeepsToItsList.refuses(aVisit({ cap: aCap({ townMatters: null }) })), null, 'a county has no list')
})

test('circular art. 14: no target of visits or fines, and no link of the assessment with them', () => {
  const cited = (text: string) => findQuotas(text).map(({ cites }) => cites.article)
  assert.ok(cited('每名执法人员每年检查企业不少于40家次').includes(14))
  assert.ok(cited('罚款金额纳入年度考核').includes(14))
  assert.deepEqual(cited('重点检查单位每年至少检查一次'), [], 'what art. 2 itself asks for is no target')
})
