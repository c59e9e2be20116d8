import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { FILE_SHAPES, type LawData } from '../model.ts'
import type { Complaint } from '../rules/validate.ts'
import { readCalendar, readLawData } from '../store.ts'

const FILE_BYTES_MAX = 20 * 1024 * 1024
const TOLD_MAX = 50

type FileName = keyof typeof FILE_SHAPES

const LIST_OF = {
  instruments: 'instruments',
  violations: 'violations',
  'major-hazards': 'majorHazards',
  'check-items': 'checkItems',
  parameters: 'parameters',
  clocks: 'clocks',
  'discretion-tiers': 'tiers',
  'discretion-factors': 'factors',
  'leniency-lists': 'leniency',
  checklists: 'checklists',
} as const satisfies Record<FileName, keyof LawData>

export const isFileName = (name: string): name is FileName => Object.hasOwn(FILE_SHAPES, name)

const wrong = (file: string, row: string, reason: string, field = ''): Complaint => ({ file, row, field, reason })

/** Line and column of a place in a text, as an editor counts them. */
function placeIn(text: string, at: number): string {
  const before = text.slice(0, at).split('\n')
  return `第${before.length}行第${(before.at(-1)?.length ?? 0) + 1}列`
}

/** The text of a file, or why it is none: too large, not UTF-8, not JSON. Nothing is guessed. */
function jsonOf(path: string, file: string): { value: unknown } | { complaint: Complaint } {
  if (!existsSync(path)) return { complaint: wrong(file, '', '没有这个文件') }
  const { size } = statSync(path)
  if (size > FILE_BYTES_MAX)
    return {
      complaint: wrong(
        file,
        '',
        `文件有${Math.round(size / 1024 / 1024)}兆字节，超过${FILE_BYTES_MAX / 1024 / 1024}兆字节`,
      ),
    }
  const bytes = readFileSync(path)
  let text = ''
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { complaint: wrong(file, '', '不是 UTF-8 编码，请另存为 UTF-8') }
  }
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const at = /position (\d+)/.exec(message)?.[1]
    return { complaint: wrong(file, at ? placeIn(text, Number(at)) : '', '不是有效的 JSON') }
  }
}

function rowsIn(path: string, file: FileName): { rows: unknown[] } | { complaints: Complaint[] } {
  const read = jsonOf(path, file)
  if ('complaint' in read) return { complaints: [read.complaint] }
  const result = z.array(FILE_SHAPES[file]).safeParse(read.value)
  if (result.success) return { rows: result.data }
  const given = Array.isArray(read.value) ? (read.value as Record<string, unknown>[]) : []
  return {
    complaints: result.error.issues.slice(0, TOLD_MAX).map(({ path: [row, ...field], message }) => {
      const one = typeof row === 'number' ? given[row] : undefined
      const id = one?.['id'] ?? one?.['key'] ?? one?.['code']
      return wrong(
        file,
        typeof row === 'number' ? `第${row + 1}条${id ? ` ${String(id)}` : ''}` : '',
        message,
        field.join('.'),
      )
    }),
  }
}

export type ReadLaw = { readonly data: LawData | null; readonly complaints: readonly Complaint[] }

/** A folder of law data in the layout of data/; every file that cannot be read is told, none is half taken. */
export function readFolder(folder: string): ReadLaw {
  const lists: Record<string, unknown[]> = {}
  const complaints: Complaint[] = []
  for (const file of Object.keys(FILE_SHAPES) as FileName[]) {
    const read = rowsIn(join(folder, 'law', `${file}.json`), file)
    if ('complaints' in read) complaints.push(...read.complaints)
    else lists[LIST_OF[file]] = read.rows
  }
  if (complaints.length > 0) return { data: null, complaints }
  try {
    return { data: { ...lists, calendar: readCalendar(folder) } as unknown as LawData, complaints }
  } catch (error) {
    return { data: null, complaints: [wrong('workdays', '', error instanceof Error ? error.message : String(error))] }
  }
}

/** The rows of one file beside those that ship, as if they had been added: for a table that is still being written. */
export function readBeside(path: string): ReadLaw {
  const file = basename(path, '.json')
  if (!isFileName(file))
    return { data: null, complaints: [wrong(file, '', `文件名应为${Object.keys(FILE_SHAPES).join('、')}之一加 .json`)] }
  const read = rowsIn(path, file)
  if ('complaints' in read) return { data: null, complaints: read.complaints }
  const data = readLawData()
  const list = LIST_OF[file]
  return { data: { ...data, [list]: [...data[list], ...read.rows] }, complaints: [] }
}
