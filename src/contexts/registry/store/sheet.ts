import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { parse } from 'csv-parse'
import type { CellValue } from 'exceljs'
import { Invalid } from '../../../kernel/answer.ts'
import type { Upload } from '../../../platform/request.ts'

/** What an import may hold. Whoever has more brings it in parts. */
export const IMPORT_LIMITS = {
  bytes: 20 * 1024 * 1024,
  unpackedBytes: 160 * 1024 * 1024,
  rows: 50_000,
  columns: 200,
  cellCharacters: 2_000,
  parts: 500,
} as const

/** A table as text: the headings and the lines under them, each with the line number that a spreadsheet shows. */
export type Sheet = {
  readonly headings: string[]
  readonly lines: { readonly line: number; readonly cells: string[] }[]
}

const unfit = (says: string) => new Invalid([{ field: 'file', says }])

/**
 * Reads the first sheet of an XLSX file or a CSV file (UTF-8 or GB18030), told apart by content. Throws Invalid with
 * the mend.
 */
export async function readSheet({ bytes }: Pick<Upload, 'bytes'>): Promise<Sheet> {
  if (bytes.length === 0) throw unfit('文件是空的，请检查后重新选择')
  if (bytes.length > IMPORT_LIMITS.bytes)
    throw unfit(`文件超过${IMPORT_LIMITS.bytes / 1024 / 1024}兆字节，请分成几个文件导入`)
  const first4 = bytes.toString('hex', 0, 4)
  if (first4 === '504b0304') return readXlsx(bytes)
  if (first4 === 'd0cf11e0') throw unfit('这是旧版 .xls 文件或加密的表格，请另存为 .xlsx（不设密码）后再导入')
  if (bytes.subarray(0, 4_096).includes(0)) throw unfit('不是表格文件，请选择 .xlsx 或 .csv 文件')
  return readCsv(bytes)
}

/** Collects lines and stops at the limits, before more is read. */
function collector() {
  let headings: string[] | null = null
  const lines: Sheet['lines'][number][] = []
  return {
    take(line: number, cells: string[]) {
      if (cells.length > IMPORT_LIMITS.columns) throw unfit(`第${line}行超过${IMPORT_LIMITS.columns}列，请删去无关的列`)
      if (cells.every((cell) => cell.trim() === '')) return
      const tooLong = cells.findIndex((cell) => cell.length > IMPORT_LIMITS.cellCharacters)
      if (tooLong >= 0) throw unfit(`第${line}行第${tooLong + 1}列超过${IMPORT_LIMITS.cellCharacters}个字，请检查`)
      if (!headings) {
        headings = cells
        return
      }
      if (lines.length === IMPORT_LIMITS.rows) throw unfit(`超过${IMPORT_LIMITS.rows}行，请分成几个文件导入`)
      lines.push({ line, cells })
    },
    sheet(): Sheet {
      if (!headings) throw unfit('表格中没有内容，请检查是否选错了文件或工作表')
      if (lines.length === 0) throw unfit('只有表头，没有数据行，请填写后再导入')
      return { headings, lines }
    },
  }
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes) // what spreadsheets in China still save by default
  }
}

async function readCsv(bytes: Buffer): Promise<Sheet> {
  const found = collector()
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
    if (error instanceof Invalid) throw error
    throw unfit('CSV 文件的格式不正确（多为引号不成对），请用表格软件另存为 CSV 或 XLSX 后再导入')
  }
  return found.sheet()
}

type ZipPart = {
  readonly name: string
  readonly method: number
  readonly packed: number
  readonly unpacked: number
  readonly at: number
}

/** The table of contents at the end of a ZIP file: names and the sizes that it declares. */
export function zipPartsOf(bytes: Buffer): ZipPart[] {
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'))
  if (end < 0 || end + 22 > bytes.length) throw unfit('文件不完整，请重新保存后再导入')
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  if (count > IMPORT_LIMITS.parts) throw unfit('文件内部结构异常，已拒绝导入；请用表格软件另存一份')
  const parts: ZipPart[] = []
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw unfit('文件不完整，请重新保存后再导入')
    const nameLength = bytes.readUInt16LE(at + 28)
    parts.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return parts
}

const inflated = promisify(inflateRaw) as (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>

/**
 * Refuses a spreadsheet bomb before a parser touches it: first by the sizes that the file declares, then by unpacking
 * each part no further than declared, because the declaration may lie.
 */
async function refuseBomb(bytes: Buffer): Promise<void> {
  const parts = zipPartsOf(bytes)
  const total = parts.reduce((sum, part) => sum + part.unpacked, 0)
  if (total > IMPORT_LIMITS.unpackedBytes)
    throw unfit(
      `文件解压后超过${IMPORT_LIMITS.unpackedBytes / 1024 / 1024}兆字节，已拒绝导入；请删去无关的工作表和图片`,
    )
  if (!parts.some(({ name }) => name === 'xl/workbook.xml')) throw unfit('不是 XLSX 表格，请选择 .xlsx 或 .csv 文件')
  for (const part of parts) {
    if (part.method === 0) continue
    const start = part.at + 30
    if (part.method !== 8 || start > bytes.length) throw unfit('文件内部结构异常，已拒绝导入；请用表格软件另存一份')
    const from = start + bytes.readUInt16LE(part.at + 26) + bytes.readUInt16LE(part.at + 28)
    await inflated(bytes.subarray(from, from + part.packed), { maxOutputLength: Math.max(part.unpacked, 1) }).catch(
      () => {
        throw unfit('文件内部结构异常，已拒绝导入；请用表格软件另存一份')
      },
    )
  }
}

async function readXlsx(bytes: Buffer): Promise<Sheet> {
  await refuseBomb(bytes)
  const found = collector()
  const options = {
    entries: 'ignore',
    sharedStrings: 'cache',
    hyperlinks: 'ignore',
    styles: 'ignore',
    worksheets: 'emit',
  } as const
  const { default: ExcelJS } = await import('exceljs') // a third of the time to start; most runs read no workbook
  try {
    for await (const worksheet of new ExcelJS.stream.xlsx.WorkbookReader(Readable.from([bytes]), options)) {
      for await (const row of worksheet) {
        const values = Array.isArray(row.values) ? row.values : []
        if (values.length - 1 > IMPORT_LIMITS.columns)
          throw unfit(`第${row.number}行超过${IMPORT_LIMITS.columns}列，请删去无关的列`)
        found.take(
          row.number,
          Array.from({ length: Math.max(0, values.length - 1) }, (_, place) => textOf(values[place + 1])),
        )
      }
      break // only the first sheet is the table; the others are often notes and code lists
    }
  } catch (error) {
    if (error instanceof Invalid) throw error
    throw unfit('表格无法读取，可能已损坏，请用表格软件打开并另存一份后再导入')
  }
  return found.sheet()
}

/** A cell as the text that a reader sees: of a formula its result, of a link its words. */
function textOf(value: CellValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value !== 'object') return String(value)
  if ('richText' in value) return value.richText.map(({ text }) => text).join('')
  if ('result' in value) return textOf(value.result)
  if ('text' in value) return textOf(value.text)
  return '' // an error, or a formula that was never calculated
}
