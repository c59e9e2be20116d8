import { art, type Citation } from '../../../kernel/citation.ts'
import { no, type Facts, type Refusal } from '../../../kernel/refusal.ts'
import { covers, levelOf, type Region } from '../../../kernel/region.ts'
import { lawDateOf, yearOf, type Instant, type LawDate } from '../../../kernel/time.ts'
import type { Enterprise } from '../../registry/model.ts'
import type { LeftOut, PlanInputs, PlanPool, PlanUnit } from './annual-plan.ts'
import { ALL_MONTHS, hasMonth, MONTHS } from './optimise-problem.ts'
import { riskOf, type RiskFacts } from './risk-rank.ts'

const CIRCULAR = 'MEM-2025-02-27'

/** A line of another bureau's published plan for the same business and year. */
export type OtherPlanLine = {
  readonly bureau: Region
  readonly bureauName: string
  readonly number: string
  readonly months: readonly number[]
  /** The bureau that it is planned with, when the visit is a joint one. */
  readonly jointWith: Region | null
}

/** All that the plan asks about one business, as of the day on which it is arranged. */
export type UnitFacts = Omit<RiskFacts, 'sectors'> &
  Pick<Enterprise, 'id' | 'name' | 'creditCode' | 'region' | 'sectors' | 'keyUnit' | 'responsibleBureau'> & {
    /** Visits allowed in the plan's year, and those of all levels that are made or reserved. */
    readonly cap: number | null
    readonly used: number
    /** The first visit that another bureau made in the plan's year. */
    readonly checkedBy: { readonly bureau: Region; readonly bureauName: string; readonly on: LawDate } | null
    readonly otherPlans: readonly OtherPlanLine[]
  }

export type PlanFrame = {
  readonly bureau: Region
  readonly year: number
  readonly at: Instant
  readonly inputs: PlanInputs
}

const out = (code: string, says: string, mend: string, cites: Citation): LeftOut => ({ code, says, mend, cites })

/** The same reason as the answer to somebody who asks for the visit. */
export const refusalOf = ({ code, says, mend, cites }: LeftOut, facts: Facts = {}): Refusal => ({
  ...no(code, facts, says, mend),
  cites: art(cites.instrument, cites.article, cites.paragraph, cites.item),
})

/** Months of the year that are still to come: all of a coming year, none of a past one. */
export function monthsToCome({ year, at }: Pick<PlanFrame, 'year' | 'at'>): number {
  const today = lawDateOf(at)
  const running = yearOf(today)
  if (year !== running) return year > running ? ALL_MONTHS : 0
  return ALL_MONTHS & ~((1 << (Number(today.slice(5, 7)) - 1)) - 1)
}

/** Months that the periods leave open to a business, and those that they prefer. */
export function openMonthsOf(
  { keyUnit, sectors }: Pick<UnitFacts, 'keyUnit' | 'sectors'>,
  frame: Pick<PlanFrame, 'year' | 'at' | 'inputs'>,
): { open: number; preferred: number } {
  let open = monthsToCome(frame)
  let preferred = 0
  for (const { kind, scope, months, sectors: only } of frame.inputs.periods) {
    const concerns = (scope === 'all' || !keyUnit) && (only.length === 0 || sectors.some((one) => only.includes(one)))
    if (!concerns) continue
    const mask = months.reduce((sum, month) => sum | (1 << month), 0)
    if (kind === 'closed') open &= ~mask
    else preferred |= mask
  }
  return { open, preferred: preferred & open }
}

const isTown = (bureau: Region) => levelOf(bureau) === 'town'
const isAbove = (upper: Region, lower: Region) => upper !== lower && covers(upper, lower)

/** Why the bureau may not plan a visit of its own to this business at all; null when it may. */
export function whyLeftOut(facts: UnitFacts, { bureau, year }: Pick<PlanFrame, 'bureau' | 'year'>): LeftOut | null {
  const { cap, used, checkedBy, responsibleBureau } = facts
  if (responsibleBureau !== bureau)
    return out(
      'other-level',
      `该企业由另一执法主体（${responsibleBureau}）负责检查，一家企业对应一个层级`,
      '确需抽查的，与负责机关联合检查',
      art(CIRCULAR, 4),
    )
  const taken = facts.otherPlans.find(({ bureau: other, jointWith }) => isAbove(other, bureau) && jointWith !== bureau)
  if (taken)
    return out(
      'in-upper-plan',
      `上级机关${taken.bureauName}的${taken.number}已列入该企业`,
      '上级计划已列的不再列入本级计划；可以商请改为联合检查',
      art('PL150', 4),
    )
  if (checkedBy && !isTown(bureau) && isAbove(checkedBy.bureau, bureau))
    return out(
      'checked-above',
      `上级机关${checkedBy.bureauName}已于${checkedBy.on}检查，本年度不再重复检查`,
      '只对发现的隐患复查和督促整改',
      art(CIRCULAR, 4),
    )
  if (checkedBy && isTown(bureau) && !isTown(checkedBy.bureau))
    return out(
      'checked-this-year',
      `${checkedBy.bureauName}已于${checkedBy.on}检查，乡镇（街道）年内不再重复检查`,
      '只跟踪已发现问题的整改',
      art(CIRCULAR, 11),
    )
  const planned = plannedElsewhere(facts, bureau)
  if (cap !== null && used + planned >= cap)
    return out(
      'cap-reached',
      `${year}年度检查已计${used}次${planned > 0 ? `、其他计划已安排${planned}次` : ''}，上限${cap}次`,
      '不再安排入企检查；有投诉举报、转办交办、监测预警线索的按线索检查',
      art(CIRCULAR, 3),
    )
  return null
}

/** Visits of other bureaus' published plans; a joint one with this bureau is the same visit and not counted again. */
const plannedElsewhere = ({ otherPlans }: UnitFacts, bureau: Region) =>
  otherPlans.filter(({ jointWith }) => jointWith !== bureau).reduce((sum, { months }) => sum + months.length, 0)

export const capLeftOf = (facts: UnitFacts, bureau: Region): number | null =>
  facts.cap === null ? null : Math.max(0, facts.cap - facts.used - plannedElsewhere(facts, bureau))

/** The row of one business before any visit of its own is placed; a joint visit of a superior's plan stands already. */
export function planUnitOf(facts: UnitFacts, frame: PlanFrame): PlanUnit {
  const { bureau, inputs } = frame
  const { score, parts } = riskOf(facts, lawDateOf(frame.at))
  const { open, preferred } = openMonthsOf(facts, frame)
  const capLeft = capLeftOf(facts, bureau)
  const joint = facts.otherPlans.find(({ jointWith }) => jointWith === bureau)
  // By its risk alone, then tightened once more or relieved once less; a key unit is visited at least once a year (circular
  // art. 2).
  const risk = score - facts.care.points
  const byRisk = facts.keyUnit && risk >= inputs.secondVisitFromScore ? 2 : 1
  const sought = Math.max(1, byRisk + (facts.keyUnit ? facts.care.visits : 0))
  const leftOut = whyLeftOut(facts, frame)
  return {
    enterpriseId: facts.id,
    name: facts.name,
    creditCode: facts.creditCode,
    region: facts.region,
    score,
    parts,
    visitsWanted: Math.min(sought, capLeft ?? sought),
    capLeft,
    days: score >= inputs.riskyFromScore ? inputs.daysPerRiskyVisit : inputs.daysPerVisit,
    openMonths: open,
    preferredMonths: preferred,
    months: joint && !leftOut ? joint.months.filter((month) => hasMonth(monthsToCome(frame), month)) : [],
    jointWith: joint && !leftOut ? { bureau: joint.bureau, bureauName: joint.bureauName } : null,
    leftOut: leftOut ?? (open === 0 && !joint ? noOpenMonth() : null),
    lastVisitOn: facts.lastVisitOn,
  }
}

export const noOpenMonth = (): LeftOut =>
  out('no-open-month', '本年度余下的月份都不能安排该企业', '修改时段设置，或列入下一年度计划', art(CIRCULAR, 2))

export const noCapacity = (score: number, least: number | null): LeftOut =>
  out(
    'no-capacity',
    least === null || score >= least
      ? `风险分${score}，可安排的月份执法力量已排满`
      : `风险分${score}，执法力量先安排了风险分${least}以上的单位`,
    '增加执法力量、减少其他工作比例，或报告人民政府说明',
    art(CIRCULAR, 2),
  )

export const fewerThanSought = (placed: number, sought: number): LeftOut =>
  out(
    'fewer-visits',
    `按风险应检查${sought}次，已安排${placed}次`,
    '执法力量或间隔不足，调整其他安排后可以增加',
    art(CIRCULAR, 2),
  )

export type GeneralUnits = {
  readonly pools: PlanPool[]
  readonly leftOut: { readonly reason: LeftOut; readonly units: number }[]
}

/** General units as pools of equals, from which the draws of the year take their share; who may not be drawn is counted. */
export function poolsOf(units: readonly UnitFacts[], frame: PlanFrame): GeneralUnits {
  const pools = new Map<string, PlanPool>()
  const leftOut = new Map<string, { reason: LeftOut; units: number }>()
  for (const facts of units) {
    const row = planUnitOf(facts, frame)
    if (row.leftOut) {
      const there = leftOut.get(row.leftOut.code)
      leftOut.set(row.leftOut.code, {
        reason: there?.reason ?? { ...row.leftOut, says: GENERAL_SAYS[row.leftOut.code] ?? row.leftOut.says },
        units: (there?.units ?? 0) + 1,
      })
      continue
    }
    const id = `p${row.score}-${row.openMonths}-${row.preferredMonths}`
    const there = pools.get(id)
    pools.set(id, {
      id,
      score: row.score,
      sectors: [...new Set([...(there?.sectors ?? []), ...facts.sectors])].sort(),
      units: (there?.units ?? 0) + 1,
      wanted: 0,
      days: row.days,
      openMonths: row.openMonths,
      preferredMonths: row.preferredMonths,
      drawn: Array.from({ length: MONTHS }, () => 0),
    })
  }
  return {
    pools: [...pools.values()]
      .map((pool) => ({ ...pool, wanted: Math.ceil((pool.units * frame.inputs.drawPercent) / 100) }))
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)),
    leftOut: [...leftOut.keys()].sort().flatMap((code) => leftOut.get(code) ?? []),
  }
}

const GENERAL_SAYS: Readonly<Record<string, string>> = {
  'cap-reached': '年度检查次数已到上限',
  'checked-above': '上级机关本年度已检查',
  'checked-this-year': '应急管理部门本年度已检查',
  'in-upper-plan': '已列入上级机关的计划',
  'no-open-month': '余下的月份都不能安排',
}
