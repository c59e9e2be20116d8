import { daysBetween, type LawDate } from '../../../kernel/time.ts'
import { GRADES, SECTORS, type Grade } from '../../registry/model.ts'
import type { RiskPart } from './annual-plan.ts'
import { CARE_VERDICTS, type Care } from './care.ts'

/** What the register and the ledger know about the risk of a business. */
export type RiskFacts = {
  readonly highRisk: boolean
  readonly grade: Grade
  readonly sectors: readonly string[]
  readonly employees: number
  readonly lastVisitOn: LawDate | null
  /** Visits of the last two years that a complaint, a transfer or an alert caused. */
  readonly causedVisits: number
  readonly openHazards: number
  readonly openMajorHazards: number
  /** Whether it is to be inspected more or less than its risk alone asks for. */
  readonly care: Care
}

const GRADE_POINTS: Record<Grade, number> = { none: 20, '3': 15, '2': 5, '1': 0 }
/** Work at which one mistake kills several people. */
const GRAVE_SECTORS = [
  'major_hazard_source',
  'hazchem',
  'metal_smelting',
  'dust',
  'ammonia',
  'confined_space',
  'fireworks_production',
  'fireworks_wholesale',
  'non_coal_mine',
]
const MANY_EMPLOYEES = 300

function partOfLastVisit(lastVisitOn: LawDate | null, on: LawDate): RiskPart | null {
  if (lastVisitOn === null) return { code: 'never-visited', points: 15, says: '没有检查记录' }
  const months = Math.floor(daysBetween(lastVisitOn, on) / 30.44)
  const points = months >= 24 ? 15 : months >= 12 ? 10 : months >= 6 ? 5 : 0
  return points > 0 ? { code: 'last-visit', points, says: `上次检查在${lastVisitOn}，距今${months}个月` } : null
}

function partOfCare({ verdict, reasons, points }: Care): RiskPart | null {
  if (points === 0) return null
  return { code: verdict, points, says: `${CARE_VERDICTS[verdict]}：${reasons.map(({ says }) => says).join('；')}` }
}

/**
 * Why a business ranks where it ranks: every point with its reason. Points come in fives; at most 100 count, and relief
 * takes none below 0.
 */
export function riskOf(facts: RiskFacts, on: LawDate): { readonly score: number; readonly parts: RiskPart[] } {
  const { highRisk, grade, employees, causedVisits, openHazards, openMajorHazards } = facts
  const grave = facts.sectors.filter((sector) => GRAVE_SECTORS.includes(sector))
  const named = grave.map((sector) => SECTORS[sector] ?? sector).join('、')
  const found: (RiskPart | null)[] = [
    highRisk ? { code: 'high-risk', points: 30, says: '高危行业' } : null,
    { code: 'grade', points: GRADE_POINTS[grade], says: `标准化${GRADES[grade]}` },
    grave.length > 0 ? { code: 'grave-work', points: Math.min(15, 5 * grave.length), says: `涉及${named}` } : null,
    employees >= MANY_EMPLOYEES ? { code: 'many-people', points: 5, says: `从业人员${employees}人` } : null,
    partOfLastVisit(facts.lastVisitOn, on),
    openMajorHazards > 0
      ? { code: 'major-hazards', points: 15, says: `未消除的重大事故隐患${openMajorHazards}项` }
      : openHazards > 0
        ? { code: 'open-hazards', points: 5, says: `未消除的隐患${openHazards}项` }
        : null,
    causedVisits > 0
      ? { code: 'causes', points: causedVisits > 1 ? 10 : 5, says: `近两年因举报、转办、预警检查${causedVisits}次` }
      : null,
    partOfCare(facts.care),
  ]
  const parts = found.filter((part) => part !== null && part.points !== 0) as RiskPart[]
  const sum = parts.reduce((total, { points }) => total + points, 0)
  return { score: Math.max(0, Math.min(100, sum)), parts }
}
