import { z } from 'zod'
import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { addDays, type LawDate } from '../../../kernel/time.ts'
import type { Region } from '../../../kernel/region.ts'
import type { Deployment, Visit } from '../model.ts'

/**
 * The five systems of a campaign across regions (五项制度: MEM typical practices of 2022, Shandong, name them; the items are
 * our reading ○). Every deployment carries the five checklists.
 */
export const CAMPAIGN_SYSTEMS = {
  training: { name: '集中培训', items: { 'training-held': '派出前集中培训', 'training-tested': '培训后测试' } },
  enforcement: {
    name: '执法检查',
    items: { 'enforcement-plan': '检查方案和名单', 'enforcement-team': '编组和执法证件核对' },
  },
  bulletin: {
    name: '通报督办',
    items: { 'bulletin-sent': '发现问题通报当地', 'bulletin-pressed': '逾期未答复的督办' },
  },
  publicity: { name: '宣传督导', items: { 'publicity-shown': '典型案例曝光', 'publicity-results': '处罚结果公示' } },
  funding: {
    name: '经费保障',
    items: { 'funding-borne': '经费由下达机关或派出机关承担', 'funding-none': '不由企业负担' },
  },
} as const
export type CampaignSystem = keyof typeof CAMPAIGN_SYSTEMS

const ITEMS: ReadonlySet<string> = new Set(Object.values(CAMPAIGN_SYSTEMS).flatMap(({ items }) => Object.keys(items)))

/** Only the bureau that issued the order ticks its lists, each item once. */
export function refusesTick(
  item: string,
  { order, asker, ticked }: { order: Deployment; asker: Region; ticked: readonly { readonly item: string }[] },
): Refusal | null {
  if (order.region !== asker)
    return no('campaign-of-another', { number: order.number }, '{number}由下达机关填写', '由下达机关登记')
  if (!ITEMS.has(item)) return no('no-such-item', {}, '没有这项清单', '刷新后重试')
  return ticked.some((one) => one.item === item) ? no('item-is-done', {}, '这一项已经登记', '无需再次登记') : null
}

/** What was found at a business, as the bureau that answers for it reads it. */
export const FoundHazard = z.object({ description: z.string(), place: z.string(), isMajor: z.boolean() })
export const CampaignFinding = z.object({
  id: z.string(),
  deploymentId: z.string(),
  number: z.string(),
  /** The bureau that must answer, the one that inspected, and the one that deployed it. */
  region: z.string(),
  bureau: z.string(),
  issuer: z.string(),
  enterpriseId: z.string(),
  enterpriseName: z.string(),
  inspectionId: z.string(),
  foundOn: z.string(),
  hazards: z.array(FoundHazard),
  dueOn: z.string(),
  answer: z.string().nullable(),
  answeredAt: z.string().nullable(),
  answeredBy: z.string().nullable(),
})
export type CampaignFinding = z.infer<typeof CampaignFinding>

export const FINDING_STATES = { waiting: '待答复', late: '逾期未答复', answered: '已答复' } as const
export type FindingState = keyof typeof FINDING_STATES

export const findingState = (
  { answer, dueOn }: Pick<CampaignFinding, 'answer' | 'dueOn'>,
  today: LawDate,
): FindingState => (answer !== null ? 'answered' : today > dueOn ? 'late' : 'waiting')

/** The order that a visit was made under: the plan names its number, or the order sends just this bureau there. */
export const campaignOf = (
  visit: Pick<Visit, 'bureau'> & { readonly reasonRef: string },
  orders: readonly Deployment[],
  covered: (order: Deployment) => boolean,
): Deployment | null =>
  orders.find(
    (order) => covered(order) && (order.number === visit.reasonRef.trim() || order.bureaus.includes(visit.bureau)),
  ) ?? null

/** Until when the host answers: calendar days after the day of the visit. */
export const answerDue = (foundOn: LawDate, days: number): LawDate => addDays(foundOn, days)

/** The bureau that answers for the business answers, and once. */
export function refusesAnswer(finding: CampaignFinding, asker: Region): Refusal | null {
  if (finding.region !== asker)
    return {
      ...no('not-the-host', { host: finding.region }, '由负责该企业的机关（{host}）答复', '请当地机关答复'),
      cites: art('MEM-2025-02-27', 4),
    }
  return finding.answer === null
    ? null
    : no('finding-is-answered', { by: finding.answeredBy ?? '' }, '{by}已经答复', '需要补充的，另行函告')
}
