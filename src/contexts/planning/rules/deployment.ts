import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { covers, type Region } from '../../../kernel/region.ts'
import { rule } from '../../../kernel/rule.ts'
import type { Deployment } from '../model.ts'
import type { PlannedVisit } from './caps.ts'

const CIRCULAR = 'MEM-2025-02-27'
const CIRCULAR_FROM = '2025-02-27'

export type DeploymentWay = Deployment['way']

/**
 * The four ways of a unified deployment (MEM typical practices of 2022, Shandong, names them; who makes the team and whom
 * it reports to is our reading ○). Where the host is needed, one of the officers comes from the place.
 */
export const DEPLOYMENT_WAYS: Readonly<
  Record<
    DeploymentWay,
    { readonly name: string; readonly team: string; readonly reports: string; readonly needsHost: boolean }
  >
> = {
  'whole-area': {
    name: '全域执法',
    team: '由下达机关统一编组，各派出机关人员混编',
    reports: '向下达机关报告',
    needsHost: false,
  },
  regional: {
    name: '区域执法',
    team: '由派出机关成组到检查地区',
    reports: '向派出机关报告，抄送下达机关和当地机关',
    needsHost: false,
  },
  demonstration: {
    name: '示范执法',
    team: '由派出机关骨干带领当地执法人员',
    reports: '向当地机关报告，抄送下达机关',
    needsHost: true,
  },
  assistance: {
    name: '帮扶执法',
    team: '以当地执法人员为主，派出人员协助',
    reports: '向当地机关报告',
    needsHost: true,
  },
}

/** Whether an order sends just this bureau to just this place on that day. */
export const isDeployedBy = (
  { from, until, bureaus, regions }: Deployment,
  { sent, place, on }: { readonly sent: Region; readonly place: Region; readonly on: string },
): boolean => from <= on && on <= until && bureaus.includes(sent) && regions.some((named) => covers(named, place))

/**
 * Whether the bureau's own ground and the business's are one: it lies in the bureau's region, or the bureau in the same
 * county or city above it.
 */
const isOwnGround = (bureau: Region, enterpriseRegion: Region) =>
  covers(bureau, enterpriseRegion) || covers(enterpriseRegion, bureau)

/**
 * Art. 6: nobody checks in another place, unless a superior deployed just this bureau to just this place on that day.
 */
export const outOfRegionOnlyDeployed = rule<PlannedVisit>({
  cites: art(CIRCULAR, 6),
  inForceFrom: CIRCULAR_FROM,
  refuses: ({ cap, bureau, officerBureaus }) => {
    const { enterpriseRegion, on, deployments, responsibleBureau } = cap
    if (enterpriseRegion === undefined || on === undefined) return null
    const isDeployed = (sent: Region) =>
      (deployments ?? []).some((order) => isDeployedBy(order, { sent, place: enterpriseRegion, on }))
    const strangers = [...new Set([bureau, ...officerBureaus])].filter(
      (one) => one !== responsibleBureau && !isOwnGround(one, enterpriseRegion) && !isDeployed(one),
    )
    return strangers.length === 0
      ? null
      : no(
          'out-of-region-without-deployment',
          { bureaus: strangers.join('、'), region: enterpriseRegion, on },
          '{bureaus}的执法人员到{region}检查属于异地检查，{on}没有上级统一部署',
          '由共同的上级部门先下达统一部署并登记文号，或由当地执法人员检查',
        )
  },
})

/** Art. 6 with the way of the order: who shows or helps does not come alone. */
export const hostTakesPart = rule<PlannedVisit>({
  cites: art(CIRCULAR, 6),
  inForceFrom: CIRCULAR_FROM,
  refuses: ({ cap, bureau, officerBureaus }) => {
    const { enterpriseRegion: place, on, deployments = [], responsibleBureau } = cap
    if (place === undefined || on === undefined) return null
    const team = [bureau, ...officerBureaus]
    const isHost = (one: Region) => one === responsibleBureau || isOwnGround(one, place)
    if (team.some(isHost)) return null
    const orders = deployments.filter((order) => team.some((sent) => isDeployedBy(order, { sent, place, on })))
    const [alone] = orders
    if (!alone || orders.some(({ way }) => !DEPLOYMENT_WAYS[way].needsHost)) return null
    const { name, team: teamOf } = DEPLOYMENT_WAYS[alone.way]
    return no(
      'deployment-without-host',
      { number: alone.number, way: name, team: teamOf },
      '{number}部署的是{way}（{team}），本次检查没有当地执法人员参加',
      '加入当地机关的执法人员，或者由下达机关改用区域执法',
    )
  },
})
