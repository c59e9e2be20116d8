import { articleText } from '../../../kernel/citation.ts'
import { citationOf } from './lawbook.ts'
import { readCitation, type Cell } from './sheet-cells.ts'

/** What the codes in the cells of a sheet stand for; null where nobody knows. */
export type CellNames = {
  readonly law: (code: string) => string | null
  readonly industry: (code: string) => string | null
  readonly item: (id: string) => string | null
}

const eachOf = (cell: string, word: (code: string) => string) =>
  cell
    .split('；')
    .map((code) => word(code))
    .join('；')

/** A cell as a person reads it: 《安全生产法》第四十一条 instead of WSL 41. What has no name stays as it is written. */
export function cellInWords(column: string, cell: Cell | undefined, names: CellNames): Cell {
  if (typeof cell !== 'string' || cell === '') return cell ?? null
  if (column === '依据')
    return eachOf(cell, (text) => {
      const cited = readCitation(text)
      return cited ? `《${names.law(cited.instrument) ?? cited.instrument}》${articleText(citationOf(cited))}` : text
    })
  if (column === '行业代码') return names.industry(cell) ?? cell
  if (column === '检查事项' || column === '上级事项') {
    const name = names.item(cell)
    return name ? `${name}（${cell}）` : cell
  }
  return cell
}
