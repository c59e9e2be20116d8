import { z } from 'zod'
import { CitationShape } from '../../../kernel/plumb-line.ts'
import type { LawDate } from '../../../kernel/time.ts'
import { Confidence } from '../../law/model.ts'
import { addMonths } from '../../law/rules/deadline.ts'
import { citationOf, findParameter, type LawBook } from '../../law/rules/lawbook.ts'
import { GRADES, type Grade } from '../../registry/model.ts'
import type { Standing } from '../../registry/rules/conduct.ts'
import type { Region } from '../../../kernel/region.ts'

/**
 * Tightening and relief (ENT-06): who is inspected more often, who less, and why. The thresholds are rows of the law data;
 * where a region has its own, those count.
 */
export const CARE_VERDICTS = { tightened: '加大检查力度', relief: '可减少检查次数', usual: '按常规检查' } as const
export type CareVerdict = keyof typeof CARE_VERDICTS

/** One reason with the row of the law data that it stands on. */
export const CareReason = z.object({
  code: z.string(),
  says: z.string(),
  cites: CitationShape,
  confidence: Confidence,
  source: z.string(),
})
export type CareReason = z.infer<typeof CareReason>

export const Care = z.object({
  verdict: z.enum(Object.keys(CARE_VERDICTS) as [CareVerdict, ...CareVerdict[]]),
  /** What decides; for a key unit that is inspected as usual, what it lacks for relief. */
  reasons: z.array(CareReason),
  /** What the verdict adds to the rank of the business, and to the visits of a key unit in the year. */
  points: z.number().int(),
  visits: z.number().int(),
})
export type Care = z.infer<typeof Care>

export const USUAL_CARE: Care = { verdict: 'usual', reasons: [], points: 0, visits: 0 }

export type CareFacts = {
  readonly keyUnit: boolean
  readonly grade: Grade
  readonly standing: Standing
  /** Major hazards whose period is over or whose re-check failed. */
  readonly majorUntreated: number
  /** Hazards found within the time that `hazards-months` counts. */
  readonly hazardsFound: number
}

const KEYS = [
  'accident-free-years',
  'relief-grade',
  'major-untreated',
  'hazards-found',
  'hazards-months',
  'tightened-points',
  'tightened-visits',
  'relief-points',
  'relief-visits',
] as const
type Key = (typeof KEYS)[number]

type Row = { readonly value: number } & Pick<CareReason, 'cites' | 'confidence' | 'source'>
export type CareRules = Readonly<Record<Key, Row>>

/** The rows in force at a place on a day; null as long as one of them is missing. */
export function careRulesOn(book: LawBook, at: { readonly region: Region; readonly date: LawDate }): CareRules | null {
  const rows = KEYS.flatMap((key) => {
    const row = findParameter(book, `planning.care.${key}`, at)
    const basis = row?.basis[0]
    if (!row || !basis || typeof row.value !== 'number') return []
    const { value, confidence, source } = row
    return [[key, { value, confidence, source, cites: citationOf(basis) }] as const]
  })
  if (rows.length < KEYS.length) return null
  return Object.fromEntries(rows) as CareRules
}

const reason = (code: string, { cites, confidence, source }: Row, says: string): CareReason => ({
  code,
  says,
  cites,
  confidence,
  source,
})

function whyTightened({ standing, majorUntreated, hazardsFound }: CareFacts, rules: CareRules): CareReason[] {
  const { listed } = standing
  const months = rules['hazards-months'].value
  return [
    listed &&
      reason(
        'dishonest',
        rules['tightened-visits'],
        `${listed.on}列入严重失信主体名单（${listed.reference}），尚未移出`,
      ),
    majorUntreated >= rules['major-untreated'].value &&
      reason(
        'major-untreated',
        rules['major-untreated'],
        `重大事故隐患治理不力：逾期未改或者复查不合格${majorUntreated}项`,
      ),
    hazardsFound >= rules['hazards-found'].value &&
      reason('weak-basics', rules['hazards-found'], `安全基础薄弱：近${months}个月检查发现隐患${hazardsFound}项`),
  ].filter((one) => one !== null && one !== false)
}

function whyRelieved({ grade, standing: { accidentFreeSince: free } }: CareFacts, rules: CareRules, on: LawDate) {
  const years = rules['accident-free-years']
  return [
    String(rules['relief-grade'].value) === grade &&
      reason('first-grade', rules['relief-grade'], `安全生产标准化${GRADES[grade]}`),
    free &&
      addMonths(free.on, 12 * years.value) <= on &&
      reason('accident-free', years, `自${free.on}起未发生事故，已满${years.value}年（${free.reference}）`),
  ].filter((one) => one !== null && one !== false)
}

/** What a key unit lacks for relief: it may ask, and the bureau may check. */
function whatIsLacking({ standing: { accidentFreeSince: free } }: CareFacts, rules: CareRules): CareReason {
  const years = rules['accident-free-years']
  return free
    ? reason(
        'accident-free-too-short',
        years,
        `自${free.on}起未发生事故，${addMonths(free.on, 12 * years.value)}满${years.value}年`,
      )
    : reason('accident-free-unknown', years, '没有经核实的无事故记录，核实后登记')
}

/**
 * Whether a business is inspected more or less often than its risk alone asks for. Whoever is weak, leaves major hazards
 * or is listed as dishonest is tightened, whatever else is true; relief is for key units that keep the law.
 */
export function careOf(facts: CareFacts, rules: CareRules | null, on: LawDate): Care {
  if (!rules) return USUAL_CARE
  const tight = whyTightened(facts, rules)
  if (tight.length > 0)
    return {
      verdict: 'tightened',
      reasons: tight,
      points: rules['tightened-points'].value,
      visits: facts.keyUnit ? rules['tightened-visits'].value : 0,
    }
  if (!facts.keyUnit) return USUAL_CARE
  const relieved = whyRelieved(facts, rules, on)
  return relieved.length > 0
    ? {
        verdict: 'relief',
        reasons: relieved,
        points: -rules['relief-points'].value,
        visits: -rules['relief-visits'].value,
      }
    : { ...USUAL_CARE, reasons: [whatIsLacking(facts, rules)] }
}
