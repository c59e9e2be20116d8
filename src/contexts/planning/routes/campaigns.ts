import { Conflict, NotFound } from '../../../kernel/answer.ts'
import { unlessRefused } from '../../../kernel/refusal.ts'
import { serve, type Route } from '../../../platform/http.ts'
import * as contract from '../contract/campaigns.ts'
import { findingState, refusesAnswer, refusesTick } from '../rules/campaign.ts'
import * as store from '../store/campaigns.ts'
import { listDeployments } from '../store/deployments.ts'

export const campaigns: readonly Route[] = [
  serve(contract.listCampaigns, async (_, { tx, today }) => {
    const orders = await listDeployments(tx)
    const findings = await store.listFindings(tx)
    return {
      ticks: await store.ticksOf(
        tx,
        orders.map(({ id }) => id),
      ),
      findings: findings.map((finding) => ({ ...finding, state: findingState(finding, today) })),
    }
  }),

  serve(contract.tickCampaign, async ({ id, item, note }, { tx, asker, at, concerns, note: told }) => {
    concerns('deployment', id)
    const order = await store.findDeployment(tx, id)
    if (!order) throw new NotFound('deployment')
    unlessRefused([refusesTick(item, { order, asker: asker.region, ticked: await store.ticksOf(tx, [id]) })])
    const tick = { item, note, at, byName: asker.name }
    await store.insertTick(tx, order, { ...tick, byId: asker.id })
    told({ item, note, number: order.number })
    return { deploymentId: id, ...tick }
  }),

  serve(contract.answerFinding, async ({ id, answer }, { tx, asker, at, today, concerns, note, emit }) => {
    const finding = await store.findFinding(tx, id)
    if (!finding) throw new NotFound('finding')
    concerns('enterprise', finding.enterpriseId)
    unlessRefused([refusesAnswer(finding, asker.region)])
    if ((await store.saveAnswer(tx, { id, answer, at, by: asker.name })) === 0)
      throw new Conflict('刚有人答复，请刷新后查看')
    await emit({ name: 'planning.finding-answered', payload: { findingId: id } })
    note({ number: finding.number, late: today > finding.dueOn })
    const answered = { ...finding, answer, answeredAt: at, answeredBy: asker.name }
    return { ...answered, state: findingState(answered, today) }
  }),
]
