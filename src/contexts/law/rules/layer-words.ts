import type { Citation } from '../../../kernel/citation.ts'
import { citationOf, citationsText, findViolation, type LawBook } from './lawbook.ts'
import type { LayeredRow } from './overlay.ts'

const STAGES = { first: '首次', overdue: '逾期未改', grave: '情节严重' } as const

/** By which instrument a row speaks: the one of the change, else its basis, document or name. */
export function citesOf(book: LawBook, row: LayeredRow): string {
  if (row.layer) {
    const { name, number, article } = row.layer
    return `${name}（${number}）第${article}条`
  }
  if ('basis' in row && row.basis.length > 0) {
    const cited: Citation[] = row.basis.map(citationOf)
    return citationsText(book, cited, 'short')
  }
  if ('document' in row) return book.instrumentsByCode.get(row.document)?.name ?? row.document
  return 'name' in row ? row.name : ''
}

/** What a row is about, in words; empty for a parameter, whose key the screen names itself. */
export function titleOf(book: LawBook, row: LayeredRow): string {
  if ('tiers' in row) {
    if (row.violation === null) return '通用分档'
    const says = findViolation(book, row.violation)?.says ?? row.violation
    return `${says}${row.stage ? `（${STAGES[row.stage]}）` : ''}`
  }
  if ('says' in row) return row.says
  if ('matter' in row) return row.content
  return 'name' in row ? row.name : ''
}
