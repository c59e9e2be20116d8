/** The comparison of measures by what they cost the business, and for which measures it must be made. */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import type { Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import { findParameter, type LawBook } from '../../law/rules/lawbook.ts'
import type { Case, Deed } from '../model.ts'

/** One measure: days without production, jobs touched, share of a year's turnover in per cent. */
export type MeasureCost = {
  readonly measure: string
  readonly days: number
  readonly jobs: number
  readonly turnover: number
  readonly removes: boolean
  readonly note: string
}

const numeric = (text: string | undefined) =>
  text !== undefined && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : NaN

/** The first row that cannot be read, in words; null when all can. */
export function wrongRow(rows: readonly Record<string, string>[]): { row: number; what: string } | null {
  for (const [index, { measure, days, jobs, turnover, removes }] of rows.entries()) {
    const row = index + 1
    if (!measure?.trim()) return { row, what: '措施没有填写' }
    if (Number.isNaN(numeric(days))) return { row, what: '停产天数不是数字' }
    if (!Number.isInteger(numeric(jobs))) return { row, what: '影响岗位数不是整数' }
    if (!(numeric(turnover) <= 100)) return { row, what: '营业额占比不是0至100的数字' }
    if (removes !== '能' && removes !== '否') return { row, what: '能否消除危险应填“能”或者“否”' }
  }
  return null
}

export const measuresIn = (rows: readonly Record<string, string>[]): MeasureCost[] =>
  rows.map(({ measure = '', days, jobs, turnover, removes, note = '' }) => ({
    measure: measure.trim(),
    days: numeric(days),
    jobs: numeric(jobs),
    turnover: numeric(turnover),
    removes: removes === '能',
    note,
  }))

/** Another measure that removes the danger too and costs less: fewer days, or as many with a smaller share. */
export function gentlerThan(measures: readonly MeasureCost[], chosen: string): MeasureCost | null {
  const taken = measures.find(({ measure }) => measure === chosen)
  if (!taken) return null
  return (
    measures
      .filter(({ removes, days, turnover }) => {
        const costsLess = days < taken.days || (days === taken.days && turnover < taken.turnover)
        return removes && costsLess
      })
      .sort((a, b) => a.days - b.days || a.turnover - b.turnover)[0] ?? null
  )
}

const PARAMETER = 'impact.required-measures'

/** Words of measures before which the comparison must be made, by the parameter of the region and day. */
export function impactWords(book: LawBook, at: { region: Region; date: LawDate }): string[] {
  const value = findParameter(book, PARAMETER, at)?.value
  return Array.isArray(value) ? value.map(String) : []
}

/** What the case means to impose now: the decision's measures, else those notified, else those of the report. */
const measuresNow = ({ decision, notice, report }: Pick<Case, 'decision' | 'notice' | 'report'>) =>
  decision?.measures ?? notice?.measures ?? report?.measures ?? []

/** A measure that stops the business is not decided before its cost was weighed against gentler ones (circular art. 14). */
export const impactAssessed = rule<Deed>({
  cites: art('MEM-2025-02-27', 14),
  inForceFrom: '2025-02-27',
  refuses: ({ thing, facts }) => {
    const heavy = measuresNow(thing).find((measure) => (facts.impactWords ?? []).some((word) => measure.includes(word)))
    if (!heavy || facts.beside.some(({ kind, state }) => kind === 'impact' && state === 'assessed')) return null
    return no(
      'impact-not-assessed',
      { measure: heavy },
      '“{measure}”对企业经营影响重大，作出决定前应当评估经济影响',
      '在本案的其他程序中填写经济影响评估表，比较可选的措施',
    )
  },
})
