import type { Citation } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import type { Region } from '../../../kernel/region.ts'
import { yearOf, type LawDate } from '../../../kernel/time.ts'
import type { Confidence } from '../model.ts'
import { citationOf, citationText, findParameter, type LawBook } from './lawbook.ts'

/** Why a visit is made. Only the causes of circular art. 3 go past the cap; re-checks never use it up. */
export const VISIT_REASONS = [
  'plan',
  'random',
  'special',
  'joint',
  'complaint',
  'transfer',
  'monitoring',
  'superior-special',
  'review',
  'follow-up',
  'guidance',
  'off-site',
] as const
export type VisitReason = (typeof VISIT_REASONS)[number]

/** How a business is classed for the cap: the standardisation grade 1–3 or none, unless its region grades by risk. */
export type CapClass = {
  readonly isHighRisk: boolean
  readonly grade: string
  /** 'standardisation' unless the region has its own grading, e.g. 'coal-class'. */
  readonly scheme?: string
}

export type Cap = {
  readonly visitsMax: number
  readonly cites: Citation
  readonly confidence: Confidence
  readonly source: string
}

const STANDARDISATION = 'standardisation'
const UNGRADED = 'none'

/**
 * The yearly cap in force on that date for the region, or null when none is: before 2025-02-27 there was no national
 * cap.
 */
export function findCap(book: LawBook, business: CapClass, at: { region: Region; date: LawDate }): Cap | null {
  const { isHighRisk, grade, scheme = STANDARDISATION } = business
  const group = isHighRisk ? 'high' : 'other'
  const keyOf = (name: string, level: string) => `inspection.yearly-cap.${name}.${group}.${level}`
  const row =
    findParameter(book, keyOf(scheme, grade), at) ??
    findParameter(book, keyOf(STANDARDISATION, grade), at) ??
    findParameter(book, keyOf(STANDARDISATION, UNGRADED), at)
  const basis = row?.basis[0]
  if (!row || typeof row.value !== 'number' || !basis) return null
  return { visitsMax: row.value, cites: citationOf(basis), confidence: row.confidence, source: row.source }
}

export type CountedVisit = { readonly on: LawDate; readonly reason: VisitReason }

const reasonsOf = (book: LawBook, key: string, at: { region: Region; date: LawDate }): readonly unknown[] => {
  const value = findParameter(book, key, at)?.value
  return Array.isArray(value) ? value : []
}

/**
 * Whether a visit uses up the cap: re-checks, guidance, visits off site and special inspections of a superior do not.
 */
export function isCounted(book: LawBook, { on, reason }: CountedVisit, region: Region): boolean {
  const at = { region, date: on }
  return (
    !reasonsOf(book, 'inspection.uncounted-reasons', at).includes(reason) &&
    !reasonsOf(book, 'inspection.superior-special-reasons', at).includes(reason)
  )
}

export type CapDecision = {
  readonly allowed: boolean
  readonly used: number
  /** Null when no cap is in force. */
  readonly cap: number | null
  /** Visits left before the proposed one. */
  readonly remaining: number | null
  /** The proposed visit goes past the cap on a cause of article 3 and must be reported with its evidence. */
  readonly isOverCapExempt: boolean
  readonly isCounted: boolean
  readonly because: readonly string[]
  readonly refusals: readonly Refusal[]
}

export type CapAsk = {
  readonly business: CapClass
  readonly region: Region
  /** Every visit of the business in that calendar year, by bureaus of all levels. */
  readonly visits: readonly CountedVisit[]
  readonly proposed: CountedVisit
}

/**
 * May this visit be made: circular of 2025-02-27 art. 3 (cap and its exceptions) and art. 4 (re-checks are not
 * counted).
 */
export function decideVisit(book: LawBook, { business, region, visits, proposed }: CapAsk): CapDecision {
  const at = { region, date: proposed.on }
  const cap = findCap(book, business, at)
  const used = visits.filter(
    (visit) => yearOf(visit.on) === yearOf(proposed.on) && isCounted(book, visit, region),
  ).length
  const counts = isCounted(book, proposed, region)
  const base = {
    used,
    cap: cap?.visitsMax ?? null,
    remaining: cap ? Math.max(0, cap.visitsMax - used) : null,
    isCounted: counts,
  }
  const yes = (because: string, isOverCapExempt = false): CapDecision => ({
    ...base,
    allowed: true,
    isOverCapExempt,
    because: [because],
    refusals: [],
  })
  if (!cap) return yes(`${proposed.on}没有生效的检查频次上限`)
  if (!counts) return yes('本次检查不计入频次上限')
  if (used < cap.visitsMax)
    return yes(`本年度已检查${used}次，上限${cap.visitsMax}次（${citationText(book, cap.cites, 'short')}）`)
  if (reasonsOf(book, 'inspection.cap-exempt-reasons', at).includes(proposed.reason)) {
    return yes('投诉举报、转办交办、数据监测发现严重违法的，不受频次上限限制，仍计入次数', true)
  }
  const refusal = no(
    'yearly-visit-cap-reached',
    { cap: cap.visitsMax, used, year: yearOf(proposed.on) },
    '该企业{year}年度已接受检查{used}次，达到上限{cap}次',
    '改为书面或远程检查；因投诉举报、转办交办、监测预警需要检查的，登记线索并上传依据',
  )
  return {
    ...base,
    allowed: false,
    isOverCapExempt: false,
    because: [refusal.says],
    refusals: [{ ...refusal, cites: cap.cites }],
  }
}
