import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import { CampaignFinding, FINDING_STATES, type FindingState } from '../rules/campaign.ts'

export const CampaignTick = z.object({
  deploymentId: z.string(),
  item: z.string(),
  note: z.string(),
  at: z.string(),
  byName: z.string(),
})
export const FindingView = CampaignFinding.extend({
  state: z.enum(Object.keys(FINDING_STATES) as [FindingState, ...FindingState[]]),
})
export type FindingView = z.infer<typeof FindingView>

export const listCampaigns = endpoint({
  method: 'GET',
  path: '/planning/campaigns',
  may: 'planning.read',
  audit: 'none',
  about:
    'What the deployments of the scope left behind: ticked items of the five checklists, and findings with the bureau that must answer, those that wait first, at most 300 (circular art. 6).',
  input: z.object({}),
  output: z.object({ ticks: z.array(CampaignTick), findings: z.array(FindingView) }),
})

export const tickCampaign = endpoint({
  method: 'POST',
  path: '/planning/campaigns/:id/ticks',
  may: 'planning.approve',
  audit: 'planning.campaign-ticked',
  about:
    'Records that one item of the five checklists of a deployment is done, with what shows it. Only by its issuer.',
  input: z.object({
    id: IdShape,
    item: z.string().max(60),
    note: z.string('请填写办理情况').trim().min(2, '请填写办理情况').max(300, '办理情况过长'),
  }),
  output: CampaignTick,
})

export const answerFinding = endpoint({
  method: 'POST',
  path: '/planning/campaign-findings/:id/answer',
  may: 'planning.plan',
  audit: 'planning.finding-answered',
  about: 'The bureau that answers for the business says what it did about the findings of a deployment. Once.',
  input: z.object({
    id: IdShape,
    answer: z.string('请填写答复').trim().min(10, '请写明整改和处罚情况（不少于10个字）').max(2000, '答复过长'),
  }),
  output: FindingView,
})
