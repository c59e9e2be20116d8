import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import type { Endpoint } from '../../../kernel/endpoint.ts'
import type { Ctx } from '../../../platform/http.ts'
import type { TestClient } from '../../../../tests/support/plumbline.ts'
import { insertHazard } from '../../hazard/store.ts'
import { orderDeployment } from '../contract.ts'
import * as contract from '../contract/campaigns.ts'
import { aBusiness, REGION } from '../fixtures.ts'
import { onInspectionRecorded } from '../jobs.ts'
import { reserve } from '../public.ts'
import { BUSINESSES, NOW, openCounty } from './fixtures.ts'

const DUST = BUSINESSES[3] ?? aBusiness(10)
type Answer<T> = { status: number; body: T; codes: string[] }
async function asked<T>(
  client: TestClient,
  endpoint: Endpoint,
  input: Record<string, unknown> = {},
): Promise<Answer<T>> {
  const { status, body } = await client.call(endpoint, input)
  const { refusals = [] } = (body ?? {}) as { refusals?: { code: string }[] }
  return { status, body: body as T, codes: refusals.map(({ code }) => code) }
}
type Left = { ticks: { item: string }[]; findings: contract.FindingView[] }

/** The city sends its neighbour county; a visit of the city under that order found one hazard at the county's business. */
async function open(t: TestContext) {
  const house = await openCounty(t)
  const order = await asked<{ id: string; number: string }>(house.cityHead, orderDeployment, {
    number: '示例应急函〔2026〕21号',
    way: 'whole-area',
    purpose: '粉尘防爆交叉检查',
    bureaus: [REGION.neighbour],
    regions: [REGION.county],
    from: '2026-03-01',
    until: '2026-03-31',
  })
  assert.equal(order.status, 200, JSON.stringify(order.body))
  const inspectionId = randomUUID()
  await house.db.transaction({ region: REGION.city }, async (tx) => {
    const slot = { enterprise: DUST, inspectionId, bureau: REGION.city, on: '2026-03-05', reason: 'plan' }
    await reserve(tx, { ...slot, reasonRef: order.body.number, checkItemIds: ['FCB-010'], at: NOW, by: 'test' })
    await insertHazard(
      tx,
      {
        id: randomUUID(),
        state: 'found',
        version: 1,
        history: [],
        region: REGION.city,
        enterpriseId: DUST.id,
        inspectionId,
        checkItemId: 'FCB-010',
        description: '打磨车间积尘未清理',
        place: '打磨车间',
        violationKey: null,
        quantity: 1,
        majorHazardCode: null,
        evidenceIds: [],
        rectifyBy: null,
        rectification: null,
        recheck: null,
        caseId: null,
      },
      { at: NOW, by: 'test' },
    )
    const payload = { inspectionId, enterpriseId: DUST.id, on: '2026-03-05', hazards: 1 }
    // A record that is told again hands nothing over twice.
    for (const _ of [1, 2]) await onInspectionRecorded(payload, { tx } as Ctx)
  })
  return { ...house, orderId: order.body.id }
}

test('XRG-03: the host bureau receives the findings of a campaign, with its clock, and must answer', async (t) => {
  const { planner, head, cityHead, stranger, clock, officer } = await open(t)
  const { findings } = (await asked<Left>(planner, contract.listCampaigns)).body
  const [finding] = findings
  assert.equal(findings.length, 1)
  assert.deepEqual(
    [finding?.region, finding?.bureau, finding?.state, finding?.dueOn, finding?.hazards[0]?.description],
    [REGION.county, REGION.city, 'waiting', '2026-03-20', '打磨车间积尘未清理'],
  )
  assert.equal((await asked<Left>(cityHead, contract.listCampaigns)).body.findings.length, 1, 'the issuer sees it too')
  assert.equal((await asked<Left>(stranger, contract.listCampaigns)).body.findings.length, 0)
  const answer = { id: finding?.id, answer: '已责令停产清理，3月18日复查合格，另案处罚。' }
  assert.equal((await asked(officer, contract.answerFinding, answer)).status, 403)
  clock.set('2026-03-21T02:00:00.000Z')
  assert.equal((await asked<Left>(head, contract.listCampaigns)).body.findings[0]?.state, 'late')
  assert.equal((await asked(planner, contract.answerFinding, { ...answer, answer: '已改' })).status, 400)
  const answered = await asked<contract.FindingView>(planner, contract.answerFinding, answer)
  assert.deepEqual([answered.status, answered.body.state], [200, 'answered'])
  assert.deepEqual((await asked(planner, contract.answerFinding, answer)).codes, ['finding-is-answered'])
  assert.equal((await asked<Left>(cityHead, contract.listCampaigns)).body.findings[0]?.answer, answer.answer)
})

test('XRG-02: the issuer ticks the five checklists of its campaign; hosts read them and cannot', async (t) => {
  const { cityHead, head, orderId } = await open(t)
  const tick = { id: orderId, item: 'training-held', note: '3月2日集中培训半天' }
  assert.deepEqual((await asked(head, contract.tickCampaign, tick)).codes, ['campaign-of-another'])
  assert.equal((await asked(cityHead, contract.tickCampaign, tick)).status, 200)
  assert.deepEqual((await asked(cityHead, contract.tickCampaign, tick)).codes, ['item-is-done'])
  for (const who of [cityHead, head])
    assert.deepEqual(
      (await asked<Left>(who, contract.listCampaigns)).body.ticks.map(({ item }) => item),
      ['training-held'],
      'the issuer and the host read what was done',
    )
})

test('XRG-03: a visit that no campaign ordered, or that found nothing, hands nothing over', async (t) => {
  const house = await openCounty(t)
  const inspectionId = randomUUID()
  await house.db.transaction({ region: REGION.county }, async (tx) => {
    const slot = {
      enterprise: DUST,
      inspectionId,
      bureau: REGION.county,
      on: '2026-03-05',
      reason: 'plan',
      reasonRef: '',
    }
    await reserve(tx, { ...slot, checkItemIds: ['FCB-010'], at: NOW, by: 'test' })
    for (const hazards of [0, 1])
      await onInspectionRecorded({ inspectionId, enterpriseId: DUST.id, on: '2026-03-05', hazards }, { tx } as Ctx)
  })
  const { body } = await asked<Left>(house.planner, contract.listCampaigns)
  assert.deepEqual(body.findings, [])
})
