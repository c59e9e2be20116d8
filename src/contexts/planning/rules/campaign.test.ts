import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Deployment } from '../model.ts'
import { REGION } from '../fixtures.ts'
import {
  CAMPAIGN_SYSTEMS,
  campaignOf,
  findingState,
  refusesAnswer,
  refusesTick,
  type CampaignFinding,
} from './campaign.ts'

const order: Deployment = {
  id: 'd',
  region: REGION.city,
  number: '示例应急函〔2026〕21号',
  way: 'assistance',
  purpose: '粉尘防爆帮扶执法',
  bureaus: [REGION.neighbour],
  regions: [REGION.county],
  from: '2026-03-01',
  until: '2026-03-31',
}
const finding: CampaignFinding = {
  id: 'f',
  deploymentId: 'd',
  number: order.number,
  region: REGION.county,
  bureau: REGION.city,
  issuer: REGION.city,
  enterpriseId: 'e',
  enterpriseName: '示例公司',
  inspectionId: 'i',
  foundOn: '2026-03-05',
  hazards: [],
  dueOn: '2026-03-20',
  answer: null,
  answeredAt: null,
  answeredBy: null,
}

test('XRG-02: every campaign has the five checklists, ticked once and only by the bureau that issued it', () => {
  assert.deepEqual(
    Object.values(CAMPAIGN_SYSTEMS).map(({ name }) => name),
    ['集中培训', '执法检查', '通报督办', '宣传督导', '经费保障'],
  )
  const tick = (item: string, asker: string = REGION.city, ticked: { item: string }[] = []) =>
    refusesTick(item, { order, asker, ticked })?.code ?? null
  for (const { items } of Object.values(CAMPAIGN_SYSTEMS))
    for (const item of Object.keys(items)) assert.equal(tick(item), null)
  assert.equal(tick('training-held', REGION.county), 'campaign-of-another')
  assert.equal(tick('training-held', REGION.city, [{ item: 'training-held' }]), 'item-is-done')
  assert.equal(tick('other'), 'no-such-item')
})

test('XRG-03: a finding waits for the host until its day, is late the day after, and is answered once, by the host', () => {
  assert.equal(findingState(finding, '2026-03-20'), 'waiting')
  assert.equal(findingState(finding, '2026-03-21'), 'late')
  assert.equal(findingState({ ...finding, answer: '已整改' }, '2026-04-21'), 'answered')
  assert.equal(refusesAnswer(finding, REGION.county), null)
  assert.equal(refusesAnswer(finding, REGION.city)?.code, 'not-the-host')
  assert.equal(
    refusesAnswer({ ...finding, answer: '已整改', answeredBy: '甲某' }, REGION.county)?.code,
    'finding-is-answered',
  )
})

test('XRG-03: a visit belongs to the campaign that its plan names, or that sends its bureau there', () => {
  const found = (bureau: string, reasonRef: string, covered = true) =>
    campaignOf({ bureau, reasonRef }, [order], () => covered)?.id ?? null
  assert.equal(found(REGION.city, order.number), 'd')
  assert.equal(found(REGION.neighbour, ''), 'd')
  assert.equal(found(REGION.city, '年度计划'), null)
  assert.equal(found(REGION.city, order.number, false), null)
})
