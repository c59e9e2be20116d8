import { addDays, type LawDate } from '../../../kernel/time.ts'
import type { ImportedStatute, Unreadable } from './statute.ts'

/** What a file may state of its statute above the first article: 施行日期：2021-09-01, or effective_from in a header. */
export type StatuteHead = {
  readonly version: LawDate | null
  readonly from: LawDate | null
  readonly until: LawDate | null
  /** Title of the statute that took its place. */
  readonly replacedBy: string | null
}

const KEYS: Readonly<Record<string, 'version' | 'from' | 'until' | 'repealedOn' | 'replacedBy'>> = {
  公布日期: 'version',
  通过日期: 'version',
  version: 'version',
  施行日期: 'from',
  实施日期: 'from',
  生效日期: 'from',
  effective_from: 'from',
  废止日期: 'repealedOn',
  失效日期: 'repealedOn',
  repealed_on: 'repealedOn',
  有效期至: 'until',
  effective_to: 'until',
  被代替: 'replacedBy',
  被替代: 'replacedBy',
  代替文件: 'replacedBy',
  replaced_by: 'replacedBy',
}
const STATED = new RegExp(`^[>\\-*\\s]*(?:\\*\\*)?(${Object.keys(KEYS).join('|')})(?:\\*\\*)?\\s*[:：]\\s*(.*)$`, 'i')

export const isDay = (date: string): boolean =>
  date >= '1949-01-01' &&
  date <= '2100-12-31' &&
  !Number.isNaN(Date.parse(date)) &&
  addDays(addDays(date, 1), -1) === date

function dayOf(text: string): LawDate | null {
  const found = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/.exec(text.trim())
  if (!found) return null
  const date = `${found[1]}-${found[2]?.padStart(2, '0')}-${found[3]?.padStart(2, '0')}`
  return isDay(date) ? date : null
}

/** Reads what the head states; a date that no calendar has and a range upside down are refused with their line. */
export function readHead(lines: readonly { readonly text: string; readonly at: number }[]): StatuteHead | Unreadable {
  const stated: { version?: LawDate; from?: LawDate; until?: LawDate; replacedBy?: string } = {}
  let rangeAt: number | null = null
  for (const { text, at } of lines) {
    const [, word = '', value = ''] = STATED.exec(text) ?? []
    const key = KEYS[word.toLowerCase()] ?? KEYS[word]
    const said = value.replace(/^["'“《]+|["'”》]+$/g, '').trim()
    if (!key || said === '' || said === '无') continue
    if (key === 'replacedBy') {
      stated.replacedBy = said
      continue
    }
    const day = dayOf(said)
    if (!day) return { why: `日期不存在：${text.slice(0, 60)}`, line: at }
    if (key === 'repealedOn') stated.until = addDays(day, -1)
    else stated[key] = day
    rangeAt = at
  }
  const { version = null, from = null, until = null, replacedBy = null } = stated
  if (from && until && until < from) return { why: `有效期颠倒：${from} 至 ${until}`, line: rangeAt }
  return { version, from, until, replacedBy }
}

export type Replaced = {
  readonly file: string
  readonly statute: ImportedStatute
  readonly replacedBy: string | null
}

/**
 * Files whose statutes replace each other in a circle, with the circle in words. A statute is known by its title: a
 * newer version of itself is no replacement by another.
 */
export function replacedInCircle(given: readonly Replaced[]): Map<string, string> {
  const next = new Map(given.flatMap(({ statute, replacedBy }) => (replacedBy ? [[statute.title, replacedBy]] : [])))
  const bad = new Map<string, string>()
  for (const { file, statute } of given) {
    const way = [statute.title]
    for (let at = next.get(statute.title); at !== undefined && way.length <= next.size + 1; at = next.get(at)) {
      way.push(at)
      if (at === statute.title) {
        bad.set(file, `代替关系成环：${way.join(' → ')}`)
        break
      }
    }
  }
  return bad
}

/** A replaced statute without a stated end holds until the day before the other one begins, when that one is known. */
export function endByReplacement(given: readonly Replaced[]): ImportedStatute[] {
  const starts = new Map<string, LawDate>()
  for (const { statute } of given) {
    const known = starts.get(statute.title)
    if (!known || statute.effectiveFrom < known) starts.set(statute.title, statute.effectiveFrom)
  }
  return given.map(({ statute, replacedBy }) => {
    const start = replacedBy ? starts.get(replacedBy) : undefined
    return statute.effectiveTo === null && start && start > statute.effectiveFrom
      ? { ...statute, effectiveTo: addDays(start, -1) }
      : statute
  })
}
