import { addDays, type LawDate } from '../../../kernel/time.ts'
import type { Instrument, LawLevel } from '../model.ts'
import { articlePlace } from './chinese-number.ts'

export type ImportedArticle = { readonly number: number; readonly sub: number; readonly path: string; readonly text: string }

/** One version of one statute as read from a file. */
export type ImportedStatute = {
  readonly code: string | null
  readonly title: string
  readonly version: LawDate
  readonly effectiveFrom: LawDate
  readonly effectiveTo: LawDate | null
  readonly level: LawLevel
  readonly region: string
  readonly articles: readonly ImportedArticle[]
}

export type StatuteFile = { readonly name: string; readonly text: string }

const ARTICLE_LINE = /^(?:\*\*)?(第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)(?:\*\*)?[\s　]+(.*)$/
const PLAIN_HEADING = /^第[零〇一二三四五六七八九十百]+[编分章节](?:[\s　]|$)/
const CHINESE_DATE = /(\d{4})年(\d{1,2})月(\d{1,2})日/g

const isoOf = ([, year, month, day]: RegExpMatchArray): LawDate => `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
const datesIn = (text: string): LawDate[] => [...text.matchAll(CHINESE_DATE)].map(isoOf)

/** Lines to articles; headings, of Markdown or plain, become the path of those below them. */
function articlesOf(lines: readonly string[]): ImportedArticle[] {
  const articles: { number: number; sub: number; path: string; lines: string[] }[] = []
  let path: string[] = []
  for (const line of lines) {
    const heading = /^(#{2,6})\s+(.*)$/.exec(line)
    if (heading?.[1] && heading[2] !== undefined) path = [...path.slice(0, heading[1].length - 2), heading[2].trim()]
    else if (PLAIN_HEADING.test(line)) path = /^第.+节/.test(line) ? [...path.slice(0, 1), line] : [line]
    else {
      const found = ARTICLE_LINE.exec(line)
      const place = found?.[1] ? articlePlace(found[1]) : null
      if (place) articles.push({ ...place, path: path.join(' / '), lines: [found?.[2] ?? ''] })
      else articles.at(-1)?.lines.push(line)
    }
  }
  return articles.map(({ lines: text, ...place }) => ({ ...place, text: text.join('\n').trim() }))
}

/** "自2026年5月1日起施行" of the last article, when it is not older than the version itself. */
function startIn(articles: readonly ImportedArticle[], version: LawDate | null): LawDate | null {
  const closing = articles.slice(-2).map(({ text }) => text).join('\n')
  const found = /自(\d{4})年(\d{1,2})月(\d{1,2})日起施行/.exec(closing)
  const date = found ? isoOf(found) : null
  return date && (version === null || date >= version) ? date : null
}

function levelOf(title: string, region: string): LawLevel {
  if (title.startsWith('最高人民')) return 'interpretation'
  if (region) return 'local'
  if (title.endsWith('法') && title.startsWith('中华人民共和国')) return 'law'
  return /条例$|^国务院/.test(title) ? 'regulation' : 'rule'
}

export type StatuteHelp = {
  readonly instruments: readonly Instrument[]
  /** Provinces and cities by name, to tell local law from national. */
  readonly regions: readonly { readonly name: string; readonly code: string }[]
}

const regionIn = (title: string, { regions }: StatuteHelp) =>
  regions.filter(({ name }) => title.startsWith(name) || title.startsWith(name.replace(/(省|市|自治区)$/, '')))
    .sort((a, b) => b.code.length - a.code.length)[0]?.code ?? ''

/** Reads one statute, or says why the file is none. The name may carry the version's date: 名称_2021-06-10.md. */
export function readStatute(file: StatuteFile, help: StatuteHelp): ImportedStatute | { readonly why: string } {
  const lines = file.text.replace(/^\uFEFF/, '').split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '')
  const stem = file.name.replace(/\.(md|txt)$/i, '')
  const title = (/^#\s+(.*)$/.exec(lines[0] ?? '')?.[1] ?? stem.replace(/[_(（]\d{4}-\d{2}-\d{2}[)）]?$/, '')).trim()
  const articles = articlesOf(lines)
  if (articles.length === 0) return { why: '没有找到“第…条”，不是法规条文' }
  const seen = new Set<string>()
  const twice = articles.find(({ number, sub }) => seen.size === seen.add(`${number}-${sub}`).size)
  if (twice) return { why: `第${twice.number}条重复出现` }
  const head = lines.slice(0, lines.findIndex((line) => ARTICLE_LINE.test(line))).join('\n')
  const named = /(\d{4}-\d{2}-\d{2})/.exec(stem)?.[1]
  const version = named ?? datesIn(head).sort().at(-1) ?? startIn(articles, null)
  if (!version) return { why: '没有版本日期：文件名、题注和附则中都没有找到' }
  const region = title.startsWith('中华人民共和国') ? '' : regionIn(title, help)
  const instrument = help.instruments.filter(({ name, effectiveFrom }) => name === title && effectiveFrom >= version)
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))[0]
  return {
    code: instrument?.code ?? null, title, version, effectiveFrom: instrument?.effectiveFrom ?? startIn(articles, version) ?? version,
    effectiveTo: instrument?.effectiveTo ?? null, level: instrument?.level ?? levelOf(title, region), region: instrument?.region ?? region, articles,
  }
}

/** Of several versions of one title each ends on the day before the next begins. */
export function withEnds<S extends Pick<ImportedStatute, 'title' | 'effectiveFrom' | 'effectiveTo'>>(statutes: readonly S[]): S[] {
  return statutes.map((statute) => {
    const next = statutes.filter(({ title, effectiveFrom }) => title === statute.title && effectiveFrom > statute.effectiveFrom)
      .map(({ effectiveFrom }) => effectiveFrom).sort()[0]
    return next ? { ...statute, effectiveTo: addDays(next, -1) } : statute
  })
}
