import type { CheckItem } from '../model.ts'

/** What a cell of an exported sheet holds, and a line of an imported one under its headings. */
export type Cell = string | number | null
export type Line = { readonly line: number; readonly cells: Readonly<Record<string, string>> }

/** A cell that cannot be taken: the line as the spreadsheet numbers it, the column, what is wrong, and the mend. */
export type CellProblem = {
  readonly line: number
  readonly column: string
  readonly says: string
  readonly mend: string
}

const STARTS_A_FORMULA = /^[=+\-@\t\r]/

/** Text that a spreadsheet would run when the sheet is saved as CSV and opened again is kept as text by an apostrophe. */
export const guarded = (text: string): string => (STARTS_A_FORMULA.test(text) ? `'${text}` : text)
export const unguarded = (text: string): string =>
  text.startsWith("'") && STARTS_A_FORMULA.test(text.slice(1)) ? text.slice(1) : text

const BETWEEN = '；'
export const joined = (list: readonly string[]) => list.join(BETWEEN)
const parts = (text: string) =>
  text
    .split(/[；;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** Reads the cells of one line and gathers what is wrong with them. */
export class LineReader {
  readonly problems: CellProblem[] = []
  readonly #line: Line
  constructor(line: Line) {
    this.#line = line
  }

  fail(column: string, says: string, mend: string): void {
    this.problems.push({ line: this.#line.line, column, says, mend })
  }

  text(column: string): string {
    return unguarded((this.#line.cells[column] ?? '').trim())
  }

  must(column: string): string {
    const text = this.text(column)
    if (text === '') this.fail(column, '没有填写', `填写“${column}”`)
    return text
  }

  number(column: string): number | null {
    const text = this.text(column).replace(/[,，%％]/g, '')
    if (text === '') return null
    const value = Number(text)
    if (Number.isFinite(value)) return value
    this.fail(column, `“${text}”不是数字`, '只填写数字，单位见表头')
    return null
  }

  whole(column: string): number | null {
    const value = this.number(column)
    if (value === null || Number.isInteger(value)) return value
    this.fail(column, `“${value}”不是整数`, '填写整数')
    return null
  }

  /** Yuan with at most two decimals, as fen. */
  fen(column: string): number | null {
    const value = this.number(column)
    if (value === null) return null
    const fen = Math.round(value * 100)
    if (value >= 0 && Math.abs(fen - value * 100) < 1e-6) return fen
    this.fail(column, `“${value}”不是金额`, '填写元，最多两位小数')
    return null
  }

  list(column: string): string[] {
    return parts(this.text(column))
  }

  /** The code of a Chinese word of the table. */
  word<Code extends string>(column: string, names: Readonly<Record<Code, string>>): Code | null {
    const text = this.must(column)
    const found = (Object.entries(names) as [Code, string][]).find(([code, name]) => name === text || code === text)
    if (found) return found[0]
    if (text !== '') this.fail(column, `“${text}”不在可选范围内`, `可选：${Object.values<string>(names).join('、')}`)
    return null
  }
}

type Cited = CheckItem['basis'][number]

/** `WSL 21(1).3` is article 21, paragraph 1, item 3 of the Work Safety Law. */
export const citationCell = ({ instrument, article, paragraph, item }: Cited): string =>
  `${instrument} ${article}${paragraph ? `(${paragraph})` : ''}${item ? `.${item}` : ''}`

export function readCitation(text: string): Cited | null {
  const found = /^(\S.*?)\s+(\d{1,3})(?:\((\d{1,2})\))?(?:\.(\d{1,3}))?$/.exec(text)
  const [, instrument, article, paragraph, item] = found ?? []
  if (!instrument || !article) return null
  return {
    instrument,
    article: Number(article),
    ...(paragraph ? { paragraph: Number(paragraph) } : {}),
    ...(item ? { item: Number(item) } : {}),
  }
}
