import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { covers, type Region } from '../../../kernel/region.ts'
import type { CapFacts, Deployment } from '../model.ts'
import { oneEnterpriseOneLevel, type PlannedVisit } from './caps.ts'
import { isDeployedBy, outOfRegionOnlyDeployed } from './deployment.ts'

/** In which of three ways a bureau may come to a business (ORG-02, circular art. 4 and 6). */
export const VISIT_WAYS = {
  own: '本机关日常检查',
  joint: '上级抽查（与负责机关联合检查）',
  'cross-region': '跨区域任务（统一部署）',
} as const
export type VisitWay = keyof typeof VISIT_WAYS

/** One way with what stands against it; `orders` are the deployments under which the bureau itself is sent there. */
export type OfferedWay = {
  readonly way: VisitWay
  readonly refusals: readonly Refusal[]
  readonly orders: readonly Deployment[]
}

export type WayAsk = {
  readonly cap: CapFacts
  readonly bureau: Region
  readonly reason: string
  readonly reasonRef: string
}

/** What level and place say about a team, whatever the matters and the count of the year. */
function againstTeam({ cap, bureau, reason, reasonRef }: WayAsk, officerBureaus: readonly Region[]): Refusal[] {
  const visit: PlannedVisit = { cap, bureau, reason, reasonRef, checkItemIds: [], officerBureaus, at: 'planning' }
  return [oneEnterpriseOneLevel, outOfRegionOnlyDeployed].flatMap((one) => {
    const refusal = one.refuses(visit)
    return refusal ? [{ ...refusal, cites: one.cites }] : []
  })
}

function againstJoint(ask: WayAsk): Refusal[] {
  const { responsibleBureau } = ask.cap
  if (ask.bureau !== responsibleBureau) return againstTeam(ask, [ask.bureau, responsibleBureau])
  return [
    {
      ...no(
        'spot-check-of-oneself',
        { bureau: ask.bureau },
        '该企业由本机关负责，上级抽查由上级机关安排',
        '按本机关日常检查编制；上级派人参加的，把其执法人员列入',
      ),
      cites: art('MEM-2025-02-27', 4),
    },
  ]
}

/** Who is sent goes under his order; who stands above both may order; nobody is sent to his own ground. */
function againstCrossRegion({ cap, bureau }: WayAsk, orders: readonly Deployment[]): Refusal[] {
  const place = cap.enterpriseRegion ?? cap.responsibleBureau
  const isSuperior = bureau !== cap.responsibleBureau && covers(bureau, cap.responsibleBureau)
  if (orders.length > 0 || isSuperior) return []
  const refused = (refusal: Refusal) => [{ ...refusal, cites: art('MEM-2025-02-27', 6) }]
  return covers(bureau, place)
    ? refused(no('own-ground', { bureau }, '该企业在本机关管辖区域内，不属于异地检查', '按本机关日常检查编制'))
    : refused(
        no(
          'not-deployed',
          { bureau, on: cap.on ?? '' },
          '{on}没有上级统一部署派本机关到该地区检查',
          '由共同的上级部门先下达统一部署',
        ),
      )
}

/**
 * The ways in which the bureau may come, each with the reasons against it (ORG-02): the routine inspection of a county's
 * business leaves a province the spot check as a joint visit, and the task across regions that it may order.
 */
export function waysToVisit(ask: WayAsk): OfferedWay[] {
  const { enterpriseRegion: place, on, deployments = [] } = ask.cap
  const orders =
    place === undefined || on === undefined
      ? []
      : deployments.filter((order) => isDeployedBy(order, { sent: ask.bureau, place, on }))
  return [
    { way: 'own', refusals: againstTeam(ask, [ask.bureau]), orders: [] },
    { way: 'joint', refusals: againstJoint(ask), orders: [] },
    { way: 'cross-region', refusals: againstCrossRegion(ask, orders), orders },
  ]
}

/** The way that was chosen while it is open, else the only open one or the routine one; null where one must choose. */
export function wayTaken(offered: readonly OfferedWay[], chosen: VisitWay | null): VisitWay | null {
  const open = offered.flatMap(({ way, refusals }) => (refusals.length === 0 ? [way] : []))
  if (chosen !== null && open.includes(chosen)) return chosen
  return open.includes('own') ? 'own' : open.length === 1 ? (open[0] ?? null) : null
}
