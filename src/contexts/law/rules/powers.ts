import type { Citation } from '../../../kernel/citation.ts'
import { chainOf, covers, type Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import { citationOf, citationsText, findParameter, inForce, penaltyCitation, type LawBook } from './lawbook.ts'

export const POWER_KINDS = { inspection: '行政检查', penalty: '行政处罚', coercion: '行政强制' } as const
export type PowerKind = keyof typeof POWER_KINDS

/** One power of the bureaus of a region: what may be done, on which articles. */
export type Power = {
  readonly kind: PowerKind
  readonly id: string
  readonly name: string
  /** Industry of an inspection, duty that a penalty protects; '' where there is nothing to add. */
  readonly about: string
  readonly cites: string
}

/** Compulsory measures, each by the number of the law that bounds it. */
const COERCIONS: readonly (readonly [key: string, name: string])[] = [
  ['seizure.first', '查封、扣押'],
  ['power-cut.notice-before', '通知停止供电、停止供应民用爆炸物品'],
  ['fine.surcharge-per-day', '加处罚款'],
]

/**
 * The list of powers and duties of a region on a date: every inspection matter, penalty and compulsory measure that the
 * law data give its bureaus, overlays included. What is no row of the law is no power (APL 4, ACL 4).
 */
export function powersOf(book: LawBook, { region, on }: { region: Region; on: LawDate }): Power[] {
  const cited = (citations: readonly Citation[]) => citationsText(book, citations, 'short')
  const scopes = chainOf(region)
  const isHere = (row: Parameters<typeof inForce>[0] & { readonly region: Region }) =>
    inForce(row, on) && covers(row.region, region)
  const items = new Map<string, Power & { readonly nearness: number }>()
  for (const row of book.checkItems.filter(isHere)) {
    const nearness = scopes.indexOf(row.region)
    if ((items.get(row.id)?.nearness ?? Number.POSITIVE_INFINITY) < nearness) continue
    const cites = [cited(row.basis.map(citationOf)), row.basisNote ?? ''].filter((text) => text !== '').join('；')
    items.set(row.id, { kind: 'inspection', id: row.id, name: row.content, about: row.industryName, cites, nearness })
  }
  const penalties = [...book.violationsByKey].flatMap(([key, rows]): Power[] => {
    const here = rows.filter(isHere)
    const [first] = here
    if (!first) return []
    const articles = new Map(here.map((row) => [cited([penaltyCitation(row)]), penaltyCitation(row)]))
    const about = cited(first.duties.map(citationOf))
    return [{ kind: 'penalty', id: key, name: first.says, about, cites: cited([...articles.values()]) }]
  })
  const coercions = COERCIONS.flatMap(([key, name]): Power[] => {
    const row = findParameter(book, key, { region, date: on })
    return row ? [{ kind: 'coercion', id: key, name, about: '', cites: cited(row.basis.map(citationOf)) }] : []
  })
  return [...[...items.values()].map(({ nearness: _, ...power }) => power), ...penalties, ...coercions]
}
