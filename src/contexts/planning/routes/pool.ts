import type { Region } from '../../../kernel/region.ts'
import { covers } from '../../../kernel/region.ts'
import { yearOf, type LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { lawbook } from '../../law/public.ts'
import { findCap } from '../../law/rules/caps.ts'
import { isCertified, type Officer } from '../../people/model.ts'
import { officersOfBureau } from '../../people/public.ts'
import type { InspectedUnit } from '../../registry/public.ts'
import type { CommitDrawInput, DrawOfficer, DrawPool, DrawUnit, Tier } from '../model.ts'
import { hasPairFor } from '../rules/draw.ts'
import * as store from '../store.ts'
import { openDrawTasks } from '../store/draws.ts'
import { unitsByList } from './units.ts'

type Excluded = DrawPool['excluded'][number]
type Lists = Pick<DrawPool, 'units' | 'officers' | 'excluded' | 'recusals'>

/** The register's own risk: what belongs to a high-risk industry, then what nobody graded or is graded lowest. */
const tierOf = ({ highRisk, grade }: InspectedUnit): Tier =>
  highRisk ? 'high' : grade === 'none' || grade === '3' ? 'medium' : 'low'

/** Who may be drawn as an officer, and why the others may not. */
function sortOfficers(
  officers: readonly Officer[],
  { resting, until }: Pick<CommitDrawInput, 'resting' | 'until'>,
): { officers: DrawOfficer[]; excluded: Excluded[] } {
  const rests = new Map(resting.map(({ officerId, reason }) => [officerId, reason]))
  const found: DrawOfficer[] = []
  const excluded: Excluded[] = []
  for (const { id, name, certificate, roles } of officers.filter(
    (one) => one.roles.includes('officer') || one.roles.includes('technical-inspector'),
  )) {
    const leaveOut = (code: Excluded['code'], reason: string) =>
      excluded.push({ kind: 'officer', id, name, code, reason })
    if (roles.includes('technical-inspector')) leaveOut('no-certificate', '技术检查员只协助，不计入执法人员')
    else if (!certificate || !isCertified({ certificate }, until))
      leaveOut('no-certificate', certificate ? `执法证在${until}没有效力` : '没有执法证')
    else if (rests.has(id)) leaveOut('rest', rests.get(id) ?? '')
    else found.push({ id, name, certificateNumber: certificate.number })
  }
  return { officers: found, excluded }
}

/** Units with a free visit this year and no task of another draw; the others with the reason. */
async function sortUnits(
  tx: Tx,
  {
    units,
    bureau,
    input,
    on,
  }: { units: readonly InspectedUnit[]; bureau: Region; input: CommitDrawInput; on: LawDate },
) {
  const used = new Map(
    (
      await store.countsIn(
        tx,
        units.map(({ id }) => id),
        yearOf(input.until),
      )
    ).map((count) => [count.enterpriseId, count.used]),
  )
  const tasks = new Map((await openDrawTasks(tx, bureau)).map(({ enterpriseId, number }) => [enterpriseId, number]))
  const found: DrawUnit[] = []
  const excluded: Excluded[] = []
  for (const unit of units) {
    const { id, name, creditCode, region, highRisk, grade } = unit
    const cap = findCap(lawbook(), { isHighRisk: highRisk, grade }, { region, date: on })
    const count = used.get(id) ?? 0
    const tier = tierOf(unit)
    if (cap && count >= cap.visitsMax)
      excluded.push({
        kind: 'unit',
        id,
        name,
        code: 'cap-reached',
        reason: `本年度已计${count}次，上限${cap.visitsMax}次`,
      })
    else if (tasks.has(id))
      excluded.push({ kind: 'unit', id, name, code: 'open-task', reason: `${tasks.get(id)}的任务尚未完成` })
    else found.push({ id, creditCode, name, region, tier, weight: input.weights[tier] })
  }
  return { units: found, excluded }
}

/** Everything that the draw will draw from, by rule: nobody picks a unit or an officer by hand. */
export async function poolLists(
  tx: Tx,
  { bureau, input, on }: { bureau: Region; input: CommitDrawInput; on: LawDate },
): Promise<Lists> {
  const all = (await unitsByList(tx, bureau, yearOf(input.until))).filter(({ keyUnit }) => !keyUnit)
  const inRange = all.filter(
    ({ region, sectors }) =>
      (input.regions.length === 0 || input.regions.some((one) => covers(one, region))) &&
      (input.sectors.length === 0 || sectors.some((one) => input.sectors.includes(one))),
  )
  const sorted = await sortUnits(tx, { units: inRange, bureau, input, on })
  const { officers, excluded } = sortOfficers(await officersOfBureau(tx, bureau), input)
  const recusals = input.recusals
    .filter(({ enterpriseId }) => sorted.units.some(({ id }) => id === enterpriseId))
    .map(({ officerId, enterpriseId, reason }) => ({ officerId, unitId: enterpriseId, reason }))
  const held =
    officers.length < 2 ? sorted.units : sorted.units.filter((unit) => hasPairFor(unit, { officers, recusals }))
  const unpaired = sorted.units
    .filter((unit) => !held.includes(unit))
    .map(
      ({ id, name }): Excluded => ({ kind: 'unit', id, name, code: 'no-pair', reason: '回避后可派的执法人员不足两名' }),
    )
  return {
    units: held,
    officers,
    excluded: [...sorted.excluded, ...unpaired, ...excluded],
    recusals: recusals.filter(({ unitId }) => held.some(({ id }) => id === unitId)),
  }
}

/** The rule of the pool in words, as the public reads it. */
export function ruleInWords({ regions, sectors }: Pick<CommitDrawInput, 'regions' | 'sectors'>): string {
  return [
    '本机关负责检查的一般检查单位（不含重点检查单位）',
    regions.length > 0 ? `所在地：${regions.join('、')}` : '',
    sectors.length > 0 ? `行业领域：${sectors.join('、')}` : '',
  ]
    .filter((part) => part !== '')
    .join('；')
}
