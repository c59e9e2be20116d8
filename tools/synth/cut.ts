/**
 * Cuts the rows of a story into what stays the same and what every copy of the story has of its own: ids, days, names,
 * numbers. A row is the text that COPY writes, so that a copy is written by putting the pieces together.
 */
import { lawDateOf, type LawDate } from '../../src/kernel/time.ts'

/** What a copy fills in. `day` is the day in the story; a copy lies so many weeks before or after it. */
export type Slot =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'id'; readonly nth: number }
  | { readonly kind: 'token'; readonly nth: number }
  | { readonly kind: 'day'; readonly day: LawDate }
  | { readonly kind: 'day-in-words'; readonly day: LawDate }
  | { readonly kind: 'year'; readonly day: LawDate }
  | { readonly kind: 'serial'; readonly of: string }
  | { readonly kind: 'serial-year'; readonly of: string }
  | { readonly kind: 'cap' | 'ordinal' | 'seq' | 'prev-hash' | 'hash' }

/**
 * UTF-8 as a string of its bytes: copies are put together and sent a million times, and such strings are half as long in
 * memory and need no encoding on their way.
 */
export const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

/** `parts`, strings of bytes, has one more than `slots`: part, slot … part. Slots are places in the story's list of slots. */
export type Cut = { readonly parts: readonly string[]; readonly slots: readonly number[] }

export function filled({ parts, slots }: Cut, values: readonly string[]): string {
  let text = parts[0] ?? ''
  for (let at = 0; at < slots.length; at += 1) text += (values[slots[at] ?? 0] ?? '') + (parts[at + 1] ?? '')
  return text
}

/**
 * Writes the filled row to `at` and answers where it ends: into the bytes that are sent, because texts that are put
 * together first cost fifteen times as much. What has no room is cut off: the caller keeps more than a row's length free.
 */
export function fillInto(bytes: Buffer, at: number, { cut: { parts, slots }, values }: Filling): number {
  let end = at + bytes.write(parts[0] ?? '', at, 'latin1')
  for (let nth = 0; nth < slots.length; nth += 1) {
    end += bytes.write(values[slots[nth] ?? 0] ?? '', end, 'latin1')
    end += bytes.write(parts[nth + 1] ?? '', end, 'latin1')
  }
  return end
}

export type Filling = { readonly cut: Cut; readonly values: readonly string[] }

/** A row, a string of bytes, that stands once. */
export const onceOf = (row: string): Filling => ({
  cut: { parts: [row], slots: [] },
  values: [],
})

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
/** Day, day in words, number of a paper, serial and year of a case or visit in its record, number of a closed file. */
const OWN = `${UUID}|20\\d\\d-\\d\\d-\\d\\d|20\\d\\d年\\d{1,2}月\\d{1,2}日|〔20\\d\\d〕\\d{5}|"serial": ?\\d{5}|"year": ?20\\d\\d|(?<![0-9a-f])20\\d\\d[12]\\d{4}(?![0-9a-f])`

const OWN_SERIES_FROM = 30_000
const A_SERIES = 1000
const FIRST_YEAR = 2020

/**
 * Stories count from here, so that a number tells by itself which series and which year it is of: 1xxxx plans, 2xxxx
 * filings, 3xxxx and above the series of one form each.
 */
export const firstSerial = (series: 'plan' | 'filing' | number, year: number): number =>
  typeof series === 'number'
    ? OWN_SERIES_FROM + series * A_SERIES
    : (series === 'plan' ? 10_000 : 20_000) + (year - FIRST_YEAR) * A_SERIES

const yearOfSerial = (serial: number) => FIRST_YEAR + Math.floor((serial % 10_000) / A_SERIES)

/** The series that a story's number is of: plans, filings, or the nth of those that one form has for itself. */
export const seriesOfSerial = (serial: number): 'plan' | 'filing' | number =>
  serial >= OWN_SERIES_FROM ? Math.floor((serial - OWN_SERIES_FROM) / A_SERIES) : serial >= 20_000 ? 'filing' : 'plan'

/** A code of digits is not looked for inside a hash. */
const escaped = (text: string) =>
  /^\d+$/.test(text) ? `(?<![0-9a-f])${text}(?![0-9a-f])` : text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export type Cutter = {
  /** Free text: the words of the story, ids, days, numbers. */
  text(value: string): Cut
  /** A place that is filled with exactly one slot. */
  only(slot: Slot): Cut
  /** The serial of a visit or a case, where it stands alone. */
  serial(value: string): Cut
  /** A word that nobody guesses: every copy has another. */
  token(value: string): Cut
  readonly slots: readonly Slot[]
}

type Finding = {
  readonly words: ReadonlyMap<string, string>
  readonly yearDay: LawDate
  readonly idOf: (id: string) => number
}

/** Pieces of one find: literal text and slots. */
function piecesOf(found: string, { words, yearDay, idOf }: Finding): (string | Slot)[] {
  const word = words.get(found)
  if (word !== undefined) return [{ kind: 'word', word }]
  if (/^20\d\d-/.test(found)) return [{ kind: 'day', day: found }]
  if (found.length === 36) return [{ kind: 'id', nth: idOf(found) }]
  const [, year, month, day] = /^(20\d\d)年(\d+)月(\d+)日$/.exec(found) ?? []
  if (year && month && day)
    return [{ kind: 'day-in-words', day: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` }]
  const [, numberYear, number] = /^〔(20\d\d)〕(\d{5})$/.exec(found) ?? []
  if (numberYear && number) {
    const of = `${numberYear}.${number}`
    return ['〔', { kind: 'serial-year', of }, '〕', { kind: 'serial', of }]
  }
  const [, before, serial] = /^("serial": ?)(\d{5})$/.exec(found) ?? []
  if (before && serial) return [before, { kind: 'serial', of: `${yearOfSerial(Number(serial))}.${serial}` }]
  const [, said] = /^("year": ?)20\d\d$/.exec(found) ?? []
  if (said) return [said, { kind: 'year', day: yearDay }]
  const of = `${found.slice(0, 4)}.${found.slice(4)}`
  return [
    { kind: 'serial-year', of },
    { kind: 'serial', of },
  ]
}

/**
 * @param words text in the story → name of what a copy puts there
 * @param yearDay the day whose year a bare `"year"` in the record of a case means
 */
export function cutterOf(words: ReadonlyMap<string, string>, yearDay: LawDate): Cutter {
  const slots: Slot[] = []
  const places = new Map<string, number>()
  const counted = { id: new Map<string, number>(), token: new Map<string, number>() }
  const placeOf = (slot: Slot): number => {
    const key = JSON.stringify(slot)
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, slots.length)
    return slots.push(slot) - 1
  }
  const nthOf = (kind: 'id' | 'token', value: string) => {
    const nth = counted[kind].get(value) ?? counted[kind].size
    counted[kind].set(value, nth)
    return nth
  }
  const longestFirst = [...words.keys()].toSorted((a, b) => b.length - a.length).map(escaped)
  const pattern = new RegExp(`${longestFirst.join('|')}|${OWN}`, 'g')

  function text(value: string): Cut {
    const parts = ['']
    const held: number[] = []
    const add = (piece: string | Slot) => {
      if (typeof piece === 'string') parts[parts.length - 1] += piece
      else {
        held.push(placeOf(piece))
        parts.push('')
      }
    }
    let from = 0
    for (const found of value.matchAll(pattern)) {
      add(value.slice(from, found.index))
      for (const piece of piecesOf(found[0], { words, yearDay, idOf: (id) => nthOf('id', id) })) add(piece)
      from = found.index + found[0].length
    }
    add(value.slice(from))
    return { parts: parts.map(bytesOf), slots: held }
  }

  const only = (slot: Slot): Cut => ({ parts: ['', ''], slots: [placeOf(slot)] })
  const token = (value: string) => only({ kind: 'token', nth: nthOf('token', value) })
  const serial = (value: string) => only({ kind: 'serial', of: `${yearOfSerial(Number(value))}.${value}` })
  return { text, only, token, serial, slots }
}

export function joined(cuts: readonly Cut[], separator: string): Cut {
  const parts: string[] = []
  const slots: number[] = []
  for (const [place, cut] of cuts.entries()) {
    const [first = '', ...others] = cut.parts
    if (place === 0) parts.push(first)
    else parts[parts.length - 1] += separator + first
    parts.push(...others)
    slots.push(...cut.slots)
  }
  return { parts, slots }
}

/** The law date of an instant as COPY writes it: 2026-03-05 01:30:00+00. */
export const dayOfCopied = (value: string): LawDate =>
  value.length === 10 ? value : lawDateOf(new Date(value.replace(' ', 'T').replace(/\+00$/, 'Z')).toISOString())
