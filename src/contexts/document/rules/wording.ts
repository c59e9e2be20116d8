import { dateInWords, lawDateOf, minuteOf } from '../../../kernel/time.ts'
import { moneyOnPaper, yuanText } from '../../../kernel/money.ts'
import { z } from 'zod'
import { PersonOnPaper, type TableColumn, type TemplateField } from '../model.ts'

/** A stretch of text in one look. `blank` asks for an underlined gap of so many ems where nothing is filled in. */
export type Run = {
  readonly text: string
  readonly underlined?: true
  readonly bold?: true
  readonly blank?: number
  /** A tick box in front of the text. */
  readonly box?: 'ticked' | 'empty'
}

/**
 * A stretch without a place to break a line that is too long for the narrowest column; it may then break every twelve
 * letters.
 */
const UNBROKEN = /[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]{25,}/g
/** Controls, bidirectional overrides, private use and lone surrogates: they hide or twist what a reader sees. */
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff\ufff0-\uffff]/gu

/** The text as it may stand on paper: nothing invisible in it, and a line can always break. */
export const printable = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(UNSEEN, '')
    .replace(UNBROKEN, (long) => long.replace(/.{12}/gu, '$&\u200b'))

/** 2026年3月5日9时30分, in Shanghai. */
export function instantInWords(instant: string): string {
  const [hour, minute] = minuteOf(instant).slice(11).split(':').map(Number)
  return `${dateInWords(lawDateOf(instant))}${hour}时${String(minute).padStart(2, '0')}分`
}

const persons = (value: unknown): PersonOnPaper[] => {
  const parsed = z.array(PersonOnPaper).safeParse(value)
  return parsed.success ? parsed.data : []
}

/** How a value may be written other than its kind's own way: `{fineFen|figures}`. */
const MANNERS: Record<string, (value: unknown) => string> = {
  figures: (value) => (typeof value === 'number' ? `${yuanText(value)}元` : ''),
  names: (value) =>
    persons(value)
      .map(({ name }) => name)
      .join('、'),
  certificates: (value) =>
    persons(value)
      .map(({ certificate }) => certificate ?? '')
      .filter(Boolean)
      .join('、'),
  titled: (value) =>
    persons(value)
      .map(({ name, title }) => (title ? `${name}（${title}）` : name))
      .join('、'),
  day: (value) => (typeof value === 'string' && value ? dateInWords(lawDateOf(value)) : ''),
  quoted: (value) => strings(value).join('；'),
  lines: (value) => persons(value).map(personInWords).join('\n'),
  ended: (value) => (typeof value === 'string' ? ended(value) : ''),
}

/** A sentence with exactly one full stop behind it. */
export const ended = (text: string): string => (!text || /[。；！？：]$/.test(text) ? text : `${text}。`)

const personInWords = ({ name, certificate, title }: PersonOnPaper) =>
  `${name}${title ? `（${title}）` : ''}${certificate ? `（证号：${certificate}）` : ''}`

/** 《甲法》第一条、第二条；《乙法》… : an instrument is named once for all its articles that follow each other. */
function citationsInWords(citations: readonly string[]): string {
  let named = ''
  return citations
    .map((citation) => {
      const [, title = '', article = ''] = /^(《[^》]+》)(.+)$/.exec(citation) ?? []
      const isAgain = title !== '' && title === named
      named = title
      return isAgain ? article : citation
    })
    .join('、')
}

const strings = (value: unknown): string[] =>
  [value].flat().flatMap((item) => (typeof item === 'string' && item.trim() ? [item] : []))

/**
 * A value in words, as its kind is written on paper; '' where nothing is filled in. Never throws on a misshapen value.
 */
export function valueInWords(kind: TemplateField['kind'] | TableColumn['kind'], value: unknown): string {
  if (value === null || value === undefined) return ''
  switch (kind) {
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? dateInWords(value) : String(value)
    case 'datetime':
      return typeof value === 'string' && Number.isFinite(Date.parse(value)) ? instantInWords(value) : String(value)
    case 'money':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
        ? moneyOnPaper(value)
        : String(value)
    case 'persons':
      return persons(value).map(personInWords).join('、')
    case 'citation':
      return citationsInWords(strings(value))
    case 'list':
      return strings(value).join('；')
    case 'choice':
      return strings(value).join('、')
    case 'number':
    case 'text':
      return String(value)
    case 'opinion':
    case 'remedy':
    case 'table':
      return ''
  }
}

export type Values = {
  readonly fields: readonly TemplateField[]
  readonly data: Readonly<Record<string, unknown>>
  /** Facts of the paper itself: organ, number, issuedOn … */
  readonly facts: Readonly<Record<string, string>>
  /** Drafts keep their blanks; an issued form strikes out what is not filled in. */
  readonly isIssued: boolean
}

/** Whether a field or a fact of the paper has something to say. */
export function isFilled({ fields, data, facts }: Values, name: string): boolean {
  if (facts[name]) return true
  const field = fields.find((each) => each.name === name)
  const value = data[name]
  if (!field || value === undefined || value === null) return false
  if (Array.isArray(value)) return value.length > 0
  return typeof value === 'object' || String(value).trim() !== ''
}

export function wordsFor(values: Values, name: string, manner?: string): string {
  const fact = values.facts[name]
  if (fact !== undefined) return manner ? (MANNERS[manner]?.(fact) ?? fact) : fact
  const field = values.fields.find((each) => each.name === name)
  const value = values.data[name]
  const written = manner ? MANNERS[manner]?.(value) : undefined
  return written ?? (field ? valueInWords(field.kind, value) : '')
}

/** The boxes of a choice, every option shown and the chosen ones ticked. */
export function boxesOf(values: Values, name: string): Run[] {
  const field = values.fields.find((each) => each.name === name)
  const chosen = strings(values.data[name])
  return (field?.options ?? []).map((text, index, all) => ({
    text: index < all.length - 1 ? `${text}　` : text,
    box: chosen.includes(text) ? ('ticked' as const) : ('empty' as const),
  }))
}

const SLOT = /\{(_?)([a-zA-Z]\w*)(?:\|(\w+))?\}/g

/**
 * Fills a sentence of a layout: `{name}` plain, `{_name}` underlined with a blank where nothing is filled in,
 * `{name|manner}` in another manner, `{name|boxes}` as tick boxes. Filled-in text is data: slots inside it stay as they
 * are.
 */
export function runsOf(sentence: string, values: Values): Run[] {
  const runs: Run[] = []
  let end = 0
  for (const match of sentence.matchAll(SLOT)) {
    const [slot, underline, name = '', manner] = match
    if (match.index > end) runs.push({ text: sentence.slice(end, match.index) })
    end = match.index + slot.length
    if (manner === 'boxes') runs.push(...boxesOf(values, name))
    else {
      const text = printable(wordsFor(values, name, manner))
      if (underline) runs.push(text ? { text, underlined: true } : { text: '', underlined: true, blank: 6 })
      else if (text) runs.push({ text })
    }
  }
  if (end < sentence.length) runs.push({ text: sentence.slice(end) })
  return runs
}

export const plain = (text: string): Run[] => (text ? [{ text: printable(text) }] : [])
