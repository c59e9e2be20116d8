import { Readable } from 'node:stream'
import type { CellValue } from 'exceljs'
import { Unzip, UnzipInflate } from 'fflate'
import { Invalid } from '../../../kernel/answer.ts'
import type { Cell, Line } from '../rules/sheet-cells.ts'

const FILE_BYTES_MAX = 20 * 1024 * 1024
const UNPACKED_BYTES_MAX = 160 * 1024 * 1024
const LINES_MAX = 20_000
const CELL_CHARACTERS_MAX = 4_000

const unfit = (says: string) => new Invalid([{ field: 'file', says }])

/** One sheet with a heading that stays in sight; text stays text, numbers stay numbers. */
export async function writeSheet({
  name,
  columns,
  lines,
}: {
  name: string
  columns: readonly string[]
  lines: readonly (readonly Cell[])[]
}): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs')
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = columns.map((header, at) => ({
    header,
    width: Math.min(
      48,
      Math.max(header.length * 2 + 4, ...lines.slice(0, 50).map((cells) => String(cells[at] ?? '').length * 2)),
    ),
  }))
  sheet.getRow(1).font = { bold: true }
  for (const cells of lines) {
    const row = sheet.addRow([...cells])
    row.eachCell((cell) => {
      if (typeof cell.value === 'string') cell.numFmt = '@'
    })
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

/** Unpacks once without keeping anything: the sizes that a file declares may lie. */
function refuseBomb(bytes: Buffer): void {
  let unpacked = 0
  let isWorkbook = false
  const unzip = new Unzip((part) => {
    if (part.name === 'xl/workbook.xml') isWorkbook = true
    part.ondata = (error, chunk) => {
      if (error) throw unfit('表格文件已损坏，请用表格软件另存一份')
      unpacked += chunk.length
      if (unpacked > UNPACKED_BYTES_MAX) throw unfit('表格展开后过大，已拒绝；请删去无关的工作表和图片')
    }
    part.start()
  })
  unzip.register(UnzipInflate)
  try {
    unzip.push(bytes, true)
  } catch (error) {
    throw error instanceof Invalid ? error : unfit('表格文件已损坏，请用表格软件另存一份')
  }
  if (!isWorkbook) throw unfit('不是 XLSX 表格，请先导出表格，修改后另存为 .xlsx')
}

/** A cell as a reader sees it: of a formula its result. */
function textOf(value: CellValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value !== 'object') return String(value)
  if ('richText' in value) return value.richText.map(({ text }) => text).join('')
  if ('result' in value) return textOf(value.result)
  return 'text' in value ? textOf(value.text) : ''
}

type Table = { headings: string[]; lines: Line[] }

function take(table: Table, line: number, cells: readonly string[]): void {
  if (cells.every((cell) => cell.trim() === '')) return
  if (table.headings.length === 0) {
    table.headings = cells.map((cell) => cell.trim())
    return
  }
  if (table.lines.length === LINES_MAX) throw unfit(`超过${LINES_MAX}行，请分成几个文件导入`)
  const tooLong = cells.findIndex((cell) => cell.length > CELL_CHARACTERS_MAX)
  if (tooLong >= 0) throw unfit(`第${line}行“${table.headings[tooLong] ?? ''}”超过${CELL_CHARACTERS_MAX}个字`)
  table.lines.push({
    line,
    cells: Object.fromEntries(table.headings.map((heading, at) => [heading, cells[at] ?? ''])),
  })
}

/** The first sheet under its headings. Throws Invalid with the mend when the file is no such table. */
export async function readSheetLines(bytes: Buffer, wanted: readonly string[]): Promise<Line[]> {
  if (bytes.length > FILE_BYTES_MAX) throw unfit(`文件超过${FILE_BYTES_MAX / 1024 / 1024}兆字节，请分成几个文件导入`)
  if (bytes.toString('hex', 0, 4) !== '504b0304') throw unfit('不是 XLSX 表格，请先导出表格，修改后另存为 .xlsx')
  refuseBomb(bytes)
  const table: Table = { headings: [], lines: [] }
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
        take(
          table,
          row.number,
          Array.from({ length: Math.max(0, values.length - 1) }, (_, at) => textOf(values[at + 1])),
        )
      }
      break
    }
  } catch (error) {
    throw error instanceof Invalid ? error : unfit('表格无法读取，可能已损坏，请用表格软件另存一份')
  }
  const missing = wanted.filter((column) => !table.headings.includes(column))
  if (missing.length > 0) throw unfit(`表头缺少“${missing.join('”“')}”，请使用导出的表格修改`)
  if (table.lines.length === 0) throw unfit('只有表头，没有数据行')
  return table.lines
}
