import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import type { CellValue } from 'exceljs'
import { Unzip, UnzipInflate } from 'fflate'
import { STANDARD_COLUMNS, type StandardCells, type StandardColumn, type StandardLine } from '../rules/standards.ts'
import type { Tell } from './import.ts'

const FILE_BYTES_MAX = 200 * 1024 * 1024
const UNPACKED_BYTES_MAX = 1024 * 1024 * 1024
export const STANDARDS_MAX = 500_000

/** A table of standards, or why the file as a whole is none, with the line that shows it. */
export type StandardsTable =
  | { readonly lines: readonly StandardLine[] }
  | { readonly why: string; readonly line: number | null }

class NoTable extends Error {
  readonly line: number | null
  constructor(why: string, line: number | null = null) {
    super(why)
    this.line = line
  }
}

const COLUMN_OF = new Map(
  Object.entries(STANDARD_COLUMNS).flatMap(([column, headings]) =>
    headings.map((heading) => [heading.toLowerCase(), column as StandardColumn] as const),
  ),
)

/** Takes line after line; the first with words is the heading. */
function collector(tell: Tell) {
  let columns: (StandardColumn | undefined)[] | null = null
  const lines: StandardLine[] = []
  return {
    take(line: number, cells: readonly string[]) {
      if (cells.every((cell) => cell.trim() === '')) return
      if (!columns) {
        columns = cells.map((heading) => COLUMN_OF.get(heading.replace(/\s/g, '').toLowerCase()))
        if (!columns.includes('number') || !columns.includes('title'))
          throw new NoTable('表头中没有“标准编号”和“标准名称”两列', line)
        return
      }
      if (lines.length === STANDARDS_MAX) throw new NoTable(`超过${STANDARDS_MAX / 10_000}万行`, line)
      const row: StandardCells = {}
      columns.forEach((column, at) => {
        if (column && !row[column]) row[column] = cells[at] ?? ''
      })
      lines.push({ line, cells: row })
      if (lines.length % 20_000 === 0) tell('读取标准', lines.length, lines.length)
    },
    lines: () => {
      if (!columns) throw new NoTable('文件是空的')
      return lines
    },
  }
}

/** Reads the first sheet of an XLSX file or a CSV file (UTF-8 or GB 18030), told apart by content. */
export async function readStandardsTable(bytes: Buffer, tell: Tell = () => {}): Promise<StandardsTable> {
  try {
    if (bytes.length > FILE_BYTES_MAX) throw new NoTable(`文件超过${FILE_BYTES_MAX / 1024 / 1024}兆字节`)
    const isZip = bytes.toString('hex', 0, 4) === '504b0304'
    return { lines: await (isZip ? readXlsx(bytes, tell) : readCsv(bytes, tell)) }
  } catch (error) {
    if (error instanceof NoTable) return { why: error.message, line: error.line }
    throw error
  }
}

const lineAt = (bytes: Buffer, at: number) => bytes.subarray(0, at).toString('latin1').split('\n').length

function decoded(bytes: Buffer): string {
  const bom = bytes.toString('hex', 0, 2)
  if (bom === 'fffe' || bom === 'feff') throw new NoTable('是 UTF-16 编码，请另存为 UTF-8 的 CSV 或 XLSX', 1)
  const nul = bytes.indexOf(0)
  if (nul >= 0) throw new NoTable('是二进制文件，不是 CSV 或 XLSX 表格', lineAt(bytes, nul))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    try {
      return new TextDecoder('gb18030', { fatal: true }).decode(bytes) // what spreadsheets in China still save
    } catch {
      throw new NoTable('既不是 UTF-8 也不是 GB 18030 编码')
    }
  }
}

async function readCsv(bytes: Buffer, tell: Tell): Promise<readonly StandardLine[]> {
  const found = collector(tell)
  const parser = parse(decoded(bytes), {
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: 1_000_000,
  }) as AsyncIterable<{ record: string[]; info: { lines: number } }>
  try {
    for await (const { record, info } of parser) found.take(info.lines, record)
  } catch (error) {
    if (error instanceof NoTable) throw error
    const line = typeof error === 'object' && error !== null && 'lines' in error ? Number(error.lines) : null
    throw new NoTable('CSV 格式不正确，多为引号不成对', line)
  }
  return found.lines()
}

/** Unpacks once without keeping anything: the sizes that a file declares may lie. */
function refuseBomb(bytes: Buffer): void {
  let unpacked = 0
  let isWorkbook = false
  const unzip = new Unzip((part) => {
    if (part.name === 'xl/workbook.xml') isWorkbook = true
    part.ondata = (error, chunk) => {
      if (error) throw new NoTable('表格文件已损坏')
      unpacked += chunk.length
      if (unpacked > UNPACKED_BYTES_MAX) throw new NoTable('表格展开后过大，已拒绝')
    }
    part.start()
  })
  unzip.register(UnzipInflate)
  try {
    for (let at = 0; at < bytes.length; at += 65_536) {
      const end = Math.min(bytes.length, at + 65_536)
      unzip.push(bytes.subarray(at, end), end === bytes.length)
    }
  } catch (error) {
    throw error instanceof NoTable ? error : new NoTable('表格文件已损坏')
  }
  if (!isWorkbook) throw new NoTable('不是 XLSX 表格')
}

async function readXlsx(bytes: Buffer, tell: Tell): Promise<readonly StandardLine[]> {
  refuseBomb(bytes)
  const found = collector(tell)
  const options = {
    entries: 'ignore',
    sharedStrings: 'cache',
    hyperlinks: 'ignore',
    styles: 'cache',
    worksheets: 'emit',
  } as const
  const { default: ExcelJS } = await import('exceljs') // a third of the time to start; most runs read no workbook
  try {
    for await (const worksheet of new ExcelJS.stream.xlsx.WorkbookReader(Readable.from([bytes]), options)) {
      for await (const row of worksheet) {
        const values = Array.isArray(row.values) ? row.values : []
        found.take(
          row.number,
          Array.from({ length: Math.max(0, values.length - 1) }, (_, at) => textOf(values[at + 1])),
        )
      }
      break
    }
  } catch (error) {
    throw error instanceof NoTable ? error : new NoTable('表格无法读取，可能已损坏')
  }
  return found.lines()
}

/** A cell as a reader sees it. */
function textOf(value: CellValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value !== 'object') return String(value)
  if ('richText' in value) return value.richText.map(({ text }) => text).join('')
  if ('result' in value) return textOf(value.result)
  return 'text' in value ? textOf(value.text) : ''
}
