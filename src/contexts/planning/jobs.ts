/** What other contexts tell planning without anybody's hand. */
import { randomUUID } from 'node:crypto'
import { covers } from '../../kernel/region.ts'
import type { Listener } from '../../platform/events.ts'
import { hazardsOfInspection } from '../hazard/public.ts'
import { lawbook } from '../law/public.ts'
import { findNumber } from '../law/rules/lawbook.ts'
import { getEnterprise } from '../registry/public.ts'
import { answerDue, campaignOf } from './rules/campaign.ts'
import { findVisit } from './store.ts'
import { insertFinding } from './store/campaigns.ts'
import { deploymentsOn } from './store/deployments.ts'

/**
 * What a visit under a deployment found goes to the bureau that answers for the business, which must reply (XRG-03); a
 * visit of that bureau itself, or one that found nothing, hands nothing over.
 */
export const onInspectionRecorded: Listener = async (payload, { tx }) => {
  const inspectionId = String(payload['inspectionId'])
  const on = String(payload['on'])
  if (payload['hazards'] === 0) return
  const visit = await findVisit(tx, inspectionId)
  if (!visit) return
  const enterprise = await getEnterprise(tx, visit.enterpriseId)
  if (enterprise.responsibleBureau === visit.bureau) return
  const order = campaignOf(visit, await deploymentsOn(tx, on), ({ regions }) =>
    regions.some((place) => covers(place, enterprise.region)),
  )
  if (!order) return
  const { bureau } = visit
  const days = findNumber(lawbook(), 'planning.campaign.answer-days', { region: enterprise.region, date: on })
  // Before the circular no host had to answer.
  if (days === null) return
  await insertFinding(tx, {
    id: randomUUID(),
    deploymentId: order.id,
    number: order.number,
    region: enterprise.responsibleBureau,
    bureau,
    issuer: order.region,
    enterpriseId: enterprise.id,
    enterpriseName: enterprise.name,
    inspectionId,
    foundOn: on,
    hazards: (await hazardsOfInspection(tx, inspectionId)).map(({ description, place, majorHazardCode }) => ({
      description,
      place,
      isMajor: majorHazardCode !== null,
    })),
    dueOn: answerDue(on, days),
    answer: null,
    answeredAt: null,
    answeredBy: null,
  })
}
