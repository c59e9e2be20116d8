import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { LawDate } from '../../../kernel/time.ts'
import { changesBy, type Circle, type StandardChanges } from '../rules/standard-changes.ts'
import { readStandard, STANDARD_STATUSES, type Standard, type StatedStandard } from '../rules/standards.ts'
import type { Tell } from './import.ts'
import { readStandardsTable } from './standards-sheet.ts'

/** The standards that ship with the product, as facts with their source. */
const SEED = join(import.meta.dirname, '../../../../data/standards.csv')
/** How data/sources.csv calls the list, and what a reader is told. */
const SEED_KEY = 'standards-list'
const SEED_SOURCE = '公开资料中出现的标准编号和名称'
const FOLDER = 'law-standards'
const FILE = 'standards.jsonl'
const UPLOAD_BYTES_MAX = 200 * 1024 * 1024

/** A standard as a search lists it; `status` in Chinese with what the source says beyond it. */
export type StandardRow = {
  readonly number: string
  readonly title: string
  readonly status: string
  readonly replacedBy: string | null
  readonly from: LawDate | null
  readonly until: LawDate | null
  readonly source: string
}

export const rowOfStandard = (standard: Standard): StandardRow => ({
  number: standard.number,
  title: standard.title,
  status: standard.note || (standard.status === 'unknown' ? '' : STANDARD_STATUSES[standard.status]),
  replacedBy: standard.replacedBy,
  from: standard.from,
  until: standard.until,
  source: standard.source,
})

/** Standards that ship and those that were imported into a data folder, by number; null is the shipped ones alone. */
export async function* standardRows(dataFolder: string | null): AsyncGenerator<StandardRow> {
  for (const standard of (await heldStandards(dataFolder)).values()) yield rowOfStandard(standard)
}

/** Rows of a file with the lines that cannot be read; a file that is no table at all is refused as a whole. */
export type ReadStandards = {
  readonly stated: readonly StatedStandard[]
  readonly unreadable: readonly { readonly line: number; readonly why: string }[]
}
export type NoStandards = { readonly why: string; readonly line: number | null }

export async function readStandardsFile(
  { name, bytes }: { name: string; bytes: Buffer },
  tell: Tell = () => {},
): Promise<ReadStandards | NoStandards> {
  const table = await readStandardsTable(bytes, tell)
  if ('why' in table) return table
  const stated: StatedStandard[] = []
  const unreadable: { line: number; why: string }[] = []
  for (const line of table.lines) {
    const row = readStandard(line, basename(name))
    if ('why' in row) unreadable.push(row)
    else stated.push(row)
  }
  return { stated, unreadable }
}

/** Bytes of a file on disk, or why it is none that can be read: a folder, nothing there, too large. */
export function bytesOfFile(path: string): Buffer | NoStandards {
  if (!existsSync(path)) return { why: '没有这个文件', line: null }
  const found = statSync(path)
  if (!found.isFile()) return { why: '不是文件', line: null }
  return found.size > UPLOAD_BYTES_MAX
    ? { why: `文件超过${UPLOAD_BYTES_MAX / 1024 / 1024}兆字节`, line: null }
    : readFileSync(path)
}

/** The shipped standards, by their plain number. */
export async function shippedStandards(): Promise<Map<string, Standard>> {
  const read = await readStandardsFile({ name: 'standards.csv', bytes: readFileSync(SEED) })
  if ('why' in read || read.unreadable.length > 0) throw new Error('data/standards.csv cannot be read')
  const changes = changesBy(new Map(), read)
  if ('circle' in changes) throw new Error('data/standards.csv: standards replace each other in a circle')
  return new Map(
    changes.rows.map((row) => [row.plain, { ...row, source: row.source === SEED_KEY ? SEED_SOURCE : row.source }]),
  )
}

type Stored = [
  plain: string,
  number: string,
  title: string,
  kind: Standard['kind'],
  status: Standard['status'],
  note: string,
  replacedBy: string | null,
  from: string | null,
  until: string | null,
  region: string,
  source: string,
]

/** What was imported into a data folder, by plain number. */
export function importedStandards(dataFolder: string): Map<string, Standard> {
  const path = join(dataFolder, FOLDER, FILE)
  const held = new Map<string, Standard>()
  if (!existsSync(path)) return held
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue
    const [plain, number, title, kind, status, note, replacedBy, from, until, region, source] = JSON.parse(
      line,
    ) as Stored
    held.set(plain, { plain, number, title, kind, status, note, replacedBy, from, until, region, source })
  }
  return held
}

/** Changes when the shipped list or that of the data folder changes. */
export function stampsOfStandards(dataFolder: string): { shipped: string; imported: string } {
  const stampOf = (path: string) => {
    const found = statSync(path, { throwIfNoEntry: false })
    return found ? `${found.size} ${found.mtimeMs}` : 'none'
  }
  return { shipped: stampOf(SEED), imported: stampOf(join(dataFolder, FOLDER, FILE)) }
}

/** What is held in a data folder over what ships. */
export async function heldStandards(dataFolder: string | null): Promise<Map<string, Standard>> {
  const shipped = await shippedStandards()
  return dataFolder === null ? shipped : new Map([...shipped, ...importedStandards(dataFolder)])
}

function saveStandards(dataFolder: string, standards: Iterable<Standard>): void {
  const folder = join(dataFolder, FOLDER)
  mkdirSync(folder, { recursive: true })
  const lines: string[] = []
  for (const one of standards) {
    const { plain, number, title, kind, status, note, replacedBy, from, until, region, source } = one
    const row: Stored = [plain, number, title, kind, status, note, replacedBy, from, until, region, source]
    lines.push(JSON.stringify(row))
  }
  const building = join(folder, `${FILE}.new`)
  rmSync(building, { force: true })
  writeFileSync(building, `${lines.join('\n')}\n`)
  renameSync(building, join(folder, FILE)) // a reader sees the old list or the new one, never half of it
}

/** Takes a file of standards into a data folder. Nothing is written when nothing changes or the file is refused. */
export async function addStandards(
  dataFolder: string,
  file: { name: string; bytes: Buffer },
  tell: Tell = () => {},
): Promise<StandardChanges | Circle | NoStandards> {
  const read = await readStandardsFile(file, tell)
  if ('why' in read) return read
  const held = await heldStandards(dataFolder)
  const changes = changesBy(held, read)
  if ('circle' in changes || changes.rows.length === 0) return changes
  for (const row of changes.rows) held.set(row.plain, row)
  saveStandards(
    dataFolder,
    [...held.values()].sort((a, b) => (a.plain < b.plain ? -1 : 1)),
  )
  return changes
}
