import { articleText, type Citation } from '../../../kernel/citation.ts'
import { yuanText } from '../../../kernel/money.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Parameter } from '../model.ts'
import { citationOf, inForce, penaltyCitation, type LawBook } from './lawbook.ts'

export type Use = { readonly id: string; readonly says: string; readonly where: string }
export type Uses = {
  readonly violations: Use[]
  readonly checkItems: Use[]
  readonly hazards: Use[]
  readonly parameters: Use[]
  readonly clocks: Use[]
}

const shown = (citation: Citation) => articleText(citation)

const UNITS: Readonly<Record<string, string>> = {
  WD: '个工作日',
  CD: '日',
  h: '小时',
  M: '个月',
  Y: '年',
}

/** A number of the law with what it is about; money in yuan, yes for what only holds or does not hold. */
function numberInWords({ value, unit, basisNote }: Parameter): string {
  const about = basisNote ? `${basisNote}：` : ''
  if (unit === 'fen' && typeof value === 'number') return `${about}${yuanText(value)}元`
  if (unit === '是否') return `${about}${value ? '是' : '否'}`
  return `${about}${[value].flat().join('、')}${UNITS[unit] ?? unit}`
}

/** Rows of the law data in force on the date that rest on an article, each once, with the place that it names. */
export function restingOn(book: LawBook, at: { title: string; number: number; on: LawDate }): Uses {
  const isMeant = ({ instrument, article }: Citation) =>
    article === at.number && book.instrumentsByCode.get(instrument)?.name === at.title
  const uses = <Row extends { readonly effectiveFrom: LawDate; readonly effectiveTo: LawDate | null }>(
    rows: readonly Row[],
    { cites, id, says }: { cites: (row: Row) => Citation[]; id: (row: Row) => string; says: (row: Row) => string },
  ): Use[] => {
    const found = new Map<string, Use>()
    for (const row of rows) {
      const cited = inForce(row, at.on) ? cites(row).filter(isMeant) : []
      if (cited.length > 0 && !found.has(id(row)))
        found.set(id(row), { id: id(row), says: says(row), where: [...new Set(cited.map(shown))].join('、') })
    }
    return [...found.values()]
  }
  const basis = (row: { readonly basis: readonly Parameters<typeof citationOf>[0][] }) => row.basis.map(citationOf)
  return {
    violations: uses(book.violations, {
      cites: (row) => [penaltyCitation(row), ...row.duties.map(citationOf)],
      id: ({ key }) => key,
      says: ({ says }) => says,
    }),
    checkItems: uses(book.checkItems, { cites: basis, id: ({ id }) => id, says: ({ content }) => content }),
    hazards: uses(book.majorHazards, {
      cites: ({ instrument, article, item }) => (article ? [{ instrument, article, ...(item ? { item } : {}) }] : []),
      id: ({ code }) => code,
      says: ({ says }) => says,
    }),
    parameters: uses(book.parameters, { cites: basis, id: ({ key }) => key, says: numberInWords }),
    clocks: uses(book.clocks, { cites: basis, id: ({ id }) => id, says: ({ what }) => what }),
  }
}
