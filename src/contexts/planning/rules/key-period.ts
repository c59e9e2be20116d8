import { z } from 'zod'
import { CitationShape } from '../../../kernel/plumb-line.ts'
import type { Region } from '../../../kernel/region.ts'
import { IdShape, LawDateShape, StepTakenShape } from '../../../kernel/shapes.ts'
import type { LawDate } from '../../../kernel/time.ts'
import { Confidence } from '../../law/model.ts'
import { citationOf, findParameter, type LawBook } from '../../law/rules/lawbook.ts'
import { JointWith, MonthShape, type PlanState, type PlanUnit } from './annual-plan.ts'

/** The key periods of a year (重点时段) for which visits of the annual plan are gathered; their days are rows of the law data. */
export const KEY_PERIODS = {
  'year-turn': '岁末年初',
  'spring-festival': '春节',
  'two-sessions': '全国两会',
  'flood-season': '汛期',
} as const
export type KeyPeriodCode = keyof typeof KEY_PERIODS
const CodeShape = z.enum(Object.keys(KEY_PERIODS) as [KeyPeriodCode, ...KeyPeriodCode[]], '请选择重点时段')

/** One period of the calendar of a year, with the row that it stands on. */
export const CalendarSpan = z.object({
  code: CodeShape,
  from: z.string(),
  until: z.string(),
  says: z.string(),
  cites: CitationShape,
  confidence: Confidence,
  source: z.string(),
})
export type CalendarSpan = z.infer<typeof CalendarSpan>

/** `2026-02-02/2026-03-03` holds for its year, `04-15/10-15` for every year. */
const SPAN = /^((?:\d{4}-)?\d{2}-\d{2})\/((?:\d{4}-)?\d{2}-\d{2})$/
const dayIn = (text: string, year: number): LawDate => (text.length === 5 ? `${year}-${text}` : text)

/** The key periods of a year at a place, by their first day; one that the law data does not date is missing. */
export const keyCalendar = (book: LawBook, { region, year }: { region: Region; year: number }): CalendarSpan[] =>
  (Object.keys(KEY_PERIODS) as KeyPeriodCode[])
    .flatMap((code): CalendarSpan[] => {
      const row = findParameter(book, `planning.key-period.${code}`, { region, date: `${year}-12-31` })
      const basis = row?.basis[0]
      if (!row || !basis || !Array.isArray(row.value)) return []
      const { confidence, source, basisNote, value } = row
      return value.flatMap((text) => {
        const [, from, until] = SPAN.exec(String(text)) ?? []
        return from && until
          ? [
              {
                code,
                from: dayIn(from, year),
                until: dayIn(until, year),
                says: basisNote ?? '',
                cites: citationOf(basis),
                confidence,
                source,
              },
            ]
          : []
      })
    })
    .toSorted((a, b) => a.from.localeCompare(b.from))

export const KEY_PERIOD_STATES = { open: '进行中', closed: '已结束' } as const
export type KeyPeriodState = keyof typeof KEY_PERIOD_STATES

export const OpenKeyPeriodInput = z.object({
  code: CodeShape,
  from: LawDateShape,
  until: LawDateShape,
  /** Key regions and sectors; the whole plan where left empty. */
  regions: z
    .array(z.string().regex(/^\d{2,9}$/, '区划代码不正确'))
    .max(200)
    .default([]),
  sectors: z.array(z.string().max(40)).max(40).default([]),
  checkItemIds: z.array(z.string().max(40)).min(1, '请选择检查内容').max(200),
  enterpriseIds: z.array(IdShape).min(1, '请选择企业').max(500, '一次最多500家'),
})
export type OpenKeyPeriodInput = z.infer<typeof OpenKeyPeriodInput>
export const CloseKeyPeriodInput = z.object({
  version: z.number().int(),
  because: z.string('请填写结束原因').trim().min(2, '请填写结束原因').max(500, '结束原因过长'),
})

export const KeyPeriod = OpenKeyPeriodInput.extend({
  id: IdShape,
  state: z.enum(Object.keys(KEY_PERIOD_STATES) as [KeyPeriodState, ...KeyPeriodState[]]),
  version: z.number().int(),
  history: z.array(StepTakenShape),
  region: z.string(),
  number: z.string(),
  /** The annual plan whose visits it gathers. */
  planId: z.string(),
  planNumber: z.string(),
  closedBecause: z.string(),
})
export type KeyPeriod = z.infer<typeof KeyPeriod>

/** A business of the plan: its months, and how many of its visits are made, reserved or given out as tasks already. */
export type PlannedLine = Pick<PlanUnit, 'enterpriseId' | 'name' | 'region' | 'score' | 'months' | 'jointWith'> & {
  readonly sectors: readonly string[]
  readonly settled: number
}

/** The visit that the plan still owes a business in a period. `isBehind`: its month is over. */
export const PlannedVisitInPeriod = z.object({
  enterpriseId: z.string(),
  name: z.string(),
  region: z.string(),
  sectors: z.array(z.string()),
  score: z.number().int(),
  month: MonthShape,
  isBehind: z.boolean(),
  jointWith: JointWith.nullable(),
  dueFrom: z.string(),
  dueUntil: z.string(),
})
export type PlannedVisitInPeriod = z.infer<typeof PlannedVisitInPeriod>

const firstDayOf = (year: string, month: number): LawDate => `${year}-${String(month + 1).padStart(2, '0')}-01`

/**
 * The next visit that the plan owes a business, when it falls into the period or before it; else why there is none. A task
 * begins with the planned month at the earliest and ends with the period.
 */
export function visitInPeriod(
  { settled, months, ...line }: PlannedLine,
  { from, until }: { readonly from: LawDate; readonly until: LawDate },
): PlannedVisitInPeriod | 'used' | 'later' {
  const month = months.toSorted((a, b) => a - b)[settled]
  if (month === undefined) return 'used'
  const planned = firstDayOf(from.slice(0, 4), month)
  if (planned > until) return 'later'
  return {
    ...line,
    sectors: [...line.sectors],
    month,
    isBehind: planned.slice(0, 7) < from.slice(0, 7),
    dueFrom: planned > from ? planned : from,
    dueUntil: until,
  }
}

/** What the opening of a key period is taken with. */
export type KeyPeriodFacts = {
  /** The plan of the bureau and year that is furthest on its way; null where nobody began one. */
  readonly plan: { readonly number: string; readonly state: PlanState } | null
  readonly calendar: readonly CalendarSpan[]
  readonly lines: readonly PlannedLine[]
  /** Chosen businesses by their names, whether the plan holds them or not. */
  readonly chosen: readonly { readonly id: string; readonly name: string }[]
  readonly unpublishedItems: readonly string[]
}
