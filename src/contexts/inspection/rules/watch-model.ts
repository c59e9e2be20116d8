import type { Citation } from '../../../kernel/citation.ts'
import type { Region } from '../../../kernel/region.ts'
import type { Instant, LawDate } from '../../../kernel/time.ts'
import type { Purpose } from './guidance.ts'

/** What is watched: how visits are chosen and made, never who made how many (circular of 2025-02-27, art. 14). */
export const WATCHES = {
  selective: '选择性执法',
  'model-route': '示范路线',
  'low-yield': '低效检查',
  repeated: '多头重复检查',
  'punch-card': '打卡式检查',
  unratified: '紧急检查未按时补办审批',
  disguised: '借帮扶、调研之名检查',
} as const
export type Watch = keyof typeof WATCHES

/** One visit that was made, as far as the watchers look at it. */
export type WatchedVisit = {
  readonly inspectionId: string
  readonly enterpriseId: string
  readonly enterpriseName: string
  readonly bureau: Region
  readonly officerIds: readonly string[]
  readonly on: LawDate
  /** It followed a complaint, a transfer or an alert: nobody chose the business. */
  readonly hasCause: boolean
  /** From the first to the last minute of the record; null while there is none. */
  readonly minutes: number | null
  readonly items: number
  /** Items that got a conclusion. */
  readonly answered: number
  readonly findings: number
  readonly highRisk: boolean
  /** Set for a visit that began before its approval: since when, and what the head said. */
  readonly urgent?: {
    readonly since: Instant
    readonly decidedAt: Instant | null
    readonly agreed: boolean | null
  } | null
}

/** A visit that was called guidance or research. */
export type WatchedGuidance = {
  readonly guidanceId: string
  readonly enterpriseId: string
  readonly enterpriseName: string
  readonly bureau: Region
  readonly purpose: Purpose
  readonly on: LawDate
  /** Problems that were listed. */
  readonly found: number
  /** What the visit was about, in words. */
  readonly told: string
}

/** How many businesses a bureau answers for, and how many of them are of high risk. */
export type Population = { readonly bureau: Region; readonly businesses: number; readonly highRisk: number }

/** Every threshold is a parameter of the law data, marked with its confidence; none is a number of the circular. */
export type Thresholds = {
  readonly selective: { readonly shareMin: number; readonly visitsMin: number }
  readonly modelRoute: { readonly visitsMin: number; readonly days: number }
  readonly lowYield: { readonly visits: number; readonly days: number }
  readonly repeated: { readonly days: number }
  readonly punchCard: { readonly minutes: number; readonly answeredShareMin: number }
  /** Hours of D-02; null where no clock says how many. */
  readonly unratified: { readonly hours: number | null }
  readonly disguised: { readonly foundMin: number; readonly days: number }
}

/** An alarm asks a question and proves nothing. `key` changes with the numbers, so that it rings again when they do. */
export type Alarm = {
  readonly watch: Watch
  readonly key: string
  readonly bureau: Region
  readonly enterpriseId: string | null
  readonly enterpriseName: string
  readonly on: LawDate
  /** With the numbers, in a sentence. */
  readonly says: string
  /** The formula with the thresholds filled in. */
  readonly formula: string
  readonly inspectionIds: readonly string[]
  readonly cites: Citation
}

export const groupedBy = <T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}

export const byDay = (a: WatchedVisit, b: WatchedVisit) =>
  a.on.localeCompare(b.on) || a.inspectionId.localeCompare(b.inspectionId)

export const percent = (share: number) => `${Math.round(share * 100)}%`
