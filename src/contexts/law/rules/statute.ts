import { addDays, type LawDate } from '../../../kernel/time.ts'
import type { Instrument, LawLevel } from '../model.ts'
import { articlePlace } from './chinese-number.ts'
import { isDay, readHead, type StatuteHead } from './statute-head.ts'

export type ImportedArticle = {
  readonly number: number
  readonly sub: number
  readonly path: string
  readonly text: string
}

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

const ARTICLE_LINE =
  /^(?:\*\*)?(第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)(?:\*\*)?(?:[\s　]+(.*))?$/
const PLAIN_HEADING = /^第[零〇一二三四五六七八九十百]+(编|分(?=编)|章|节)编?(?:[\s　]|$)/
const CHINESE_DATE = /(\d{4})年(\d{1,2})月(\d{1,2})日/g

const isoOf = ([, year, month, day]: RegExpMatchArray): LawDate =>
  `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
const datesIn = (text: string): LawDate[] => [...text.matchAll(CHINESE_DATE)].map(isoOf)

type Line = { readonly text: string; readonly at: number }
type Placed = ImportedArticle & { readonly at: number }

/** 编 above 分编 above 章 above 节. */
const rankOf = (heading: string): number => ['编', '分', '章', '节'].indexOf(PLAIN_HEADING.exec(heading)?.[1] ?? '节')

/** Lines to articles; headings, of Markdown or plain, become the path of those below them. */
function articlesOf(lines: readonly Line[]): Placed[] {
  const articles: { number: number; sub: number; path: string; lines: string[]; at: number }[] = []
  let path: string[] = []
  for (const { text: line, at } of lines) {
    const heading = /^(#{2,6})\s+(.*)$/.exec(line)
    if (heading?.[1] && heading[2] !== undefined) path = [...path.slice(0, heading[1].length - 2), heading[2].trim()]
    else if (PLAIN_HEADING.test(line)) path = [...path.filter((above) => rankOf(above) < rankOf(line)), line]
    else {
      const found = ARTICLE_LINE.exec(line)
      const place = found?.[1] ? articlePlace(found[1]) : null
      if (place) articles.push({ ...place, path: path.join(' / '), lines: [found?.[2] ?? ''], at })
      else articles.at(-1)?.lines.push(line)
    }
  }
  return articles.map(({ lines: text, ...place }) => ({ ...place, text: text.join('\n').trim() }))
}

/** "自2026年5月1日起施行" of the last article, when it is not older than the version itself. */
function startIn(articles: readonly ImportedArticle[], version: LawDate | null): LawDate | null {
  const closing = articles
    .slice(-2)
    .map(({ text }) => text)
    .join('\n')
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
  regions
    .filter(({ name }) => title.startsWith(name) || title.startsWith(name.replace(/(省|市|自治区)$/, '')))
    .sort((a, b) => b.code.length - a.code.length)[0]?.code ?? ''

/** Why a file is no statute, and the line that shows it, where one does. */
export type Unreadable = { readonly why: string; readonly line: number | null }

const unreadable = (why: string, line: number | null = null): Unreadable => ({ why, line })

const ANNEX_AFTER_ARTICLES = 5

/**
 * Some files carry another text behind the last article, which begins again with its 第一条: it is no part of the statute.
 */
function withoutAnnex(articles: readonly Placed[]): readonly Placed[] {
  const again = articles.findIndex(({ number, sub }, at) => at >= ANNEX_AFTER_ARTICLES && number === 1 && sub === 0)
  return again < 0 ? articles : articles.slice(0, again)
}

const inOrder = (a: Placed, b: Placed) => a.number - b.number || a.sub - b.sub

/**
 * Articles must rise. One part in another place, such as 附则 before the rest, is put right; where the numbers fall again
 * and again the file is upside down, and the first article that falls is returned.
 */
function upsideDown(articles: readonly Placed[]): Placed | undefined {
  const falls = articles.filter((article, at) => at > 0 && inOrder(articles[at - 1] as Placed, article) > 0)
  return falls.length > Math.max(1, articles.length / 10) || falls.length * 2 > articles.length - 1
    ? falls[0]
    : undefined
}

/** The version's date in a file name: 名称_2021-06-10, or 名称_20210610 as the national database writes it. */
function dayInName(name: string): LawDate | null {
  const flat = /_(\d{4})(\d{2})(\d{2})$/.exec(name)
  return flat ? `${flat[1]}-${flat[2]}-${flat[3]}` : (/(\d{4}-\d{2}-\d{2})/.exec(name)?.[1] ?? null)
}

/** A date of the head or of the name that no calendar has, e.g. 2024-13-45. */
function brokenDate(name: string, head: readonly Line[]): Unreadable | null {
  const named = dayInName(name)
  if (named && !isDay(named)) return unreadable(`文件名中的日期 ${named} 不存在`)
  const line = head.find(({ text }) => datesIn(text).some((date) => !isDay(date)))
  return line ? unreadable(`日期不存在：${line.text.slice(0, 60)}`, line.at) : null
}

function whyUnreadable(stem: string, head: readonly Line[], articles: readonly Placed[]): Unreadable | null {
  if (articles.length === 0) return unreadable('没有找到“第…条”，不是法规条文')
  const seen = new Set<string>()
  const twice = articles.find(({ number, sub }) => seen.size === seen.add(`${number}-${sub}`).size)
  if (twice) return unreadable(`第${twice.number}条重复出现`, twice.at)
  const astray = upsideDown(articles)
  if (astray) return unreadable(`第${astray.number}条排在较大的条号之后，条文顺序颠倒`, astray.at)
  const empty = articles.find(({ text }) => text === '')
  if (empty) return unreadable(`第${empty.number}条没有内容`, empty.at)
  return brokenDate(stem, head)
}

export type ReadStatute = { readonly statute: ImportedStatute; readonly replacedBy: string | null }

/** Reads one statute, or says why the file is none. The name may carry the version's date: 名称_2021-06-10.md. */
export function readStatute(file: StatuteFile, help: StatuteHelp): ReadStatute | Unreadable {
  const lines = file.text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((text, at) => ({ text: text.trim(), at: at + 1 }))
    .filter(({ text }) => text !== '')
  const stem = file.name.replace(/\.(md|txt|docx)$/i, '')
  const title = (
    lines.map(({ text }) => /^#\s+(.*)$/.exec(text)?.[1]).find((found) => found !== undefined) ??
    stem.replace(/[_(（](?:\d{4}-\d{2}-\d{2}|\d{8})[)）]?$/, '')
  ).trim()
  const articles = withoutAnnex(articlesOf(lines))
  const first = lines.findIndex(({ text }) => ARTICLE_LINE.test(text))
  const head = lines.slice(0, Math.max(0, first))
  const stated = readHead(head)
  const why = whyUnreadable(stem, head, articles) ?? ('why' in stated ? stated : null)
  if (why || 'why' in stated) return why ?? unreadable('')
  const version = versionOf({ stem, head, stated, articles })
  if (!version) return unreadable('没有版本日期：文件名、题注和附则中都没有找到')
  const statute = withStated(
    statuteOf({ title, version, articles: articles.toSorted(inOrder).map(({ at: _, ...article }) => article) }, help),
    stated,
  )
  return statute.effectiveTo !== null && statute.effectiveTo < statute.effectiveFrom
    ? unreadable(`有效期颠倒：${statute.effectiveFrom} 至 ${statute.effectiveTo}`)
    : { statute, replacedBy: stated.replacedBy }
}

type Dated = {
  readonly stem: string
  readonly head: readonly Line[]
  readonly stated: StatuteHead
  readonly articles: readonly Placed[]
}

/** By the name, by what the head states, by the last resolution in the head, by the closing article. */
const versionOf = ({ stem, head, stated, articles }: Dated): LawDate | null =>
  dayInName(stem) ??
  stated.version ??
  datesIn(head.map(({ text }) => text).join('\n'))
    .sort()
    .at(-1) ??
  startIn(articles, null)

const withStated = (statute: ImportedStatute, { from, until }: StatuteHead): ImportedStatute => ({
  ...statute,
  effectiveFrom: from ?? statute.effectiveFrom,
  effectiveTo: until ?? statute.effectiveTo,
})

/** Adds what we know of a statute by its title: code, dates, rank and region. */
export function statuteOf(
  {
    title,
    version,
    articles,
    ...known
  }: Pick<ImportedStatute, 'title' | 'version' | 'articles'> & Partial<Pick<ImportedStatute, 'level' | 'effectiveTo'>>,
  help: StatuteHelp,
): ImportedStatute {
  const region =
    title.startsWith('中华人民共和国') || (known.level && known.level !== 'local') ? '' : regionIn(title, help)
  const instrument = help.instruments
    .filter(({ name, effectiveFrom }) => name === title && effectiveFrom >= version)
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))[0]
  return {
    code: instrument?.code ?? null,
    title,
    version,
    effectiveFrom: instrument?.effectiveFrom ?? startIn(articles, version) ?? version,
    effectiveTo: instrument?.effectiveTo ?? known.effectiveTo ?? null,
    level: instrument?.level ?? known.level ?? levelOf(title, region),
    region: instrument?.region ?? region,
    articles,
  }
}

/** Of several versions of one title each ends on the day before the next begins. */
export function withEnds<S extends Pick<ImportedStatute, 'title' | 'effectiveFrom' | 'effectiveTo'>>(
  statutes: readonly S[],
): S[] {
  const starts = new Map<string, LawDate[]>()
  for (const { title, effectiveFrom } of statutes) starts.set(title, [...(starts.get(title) ?? []), effectiveFrom])
  return statutes.map((statute) => {
    const next = starts
      .get(statute.title)
      ?.filter((start) => start > statute.effectiveFrom)
      .sort()[0]
    return next ? { ...statute, effectiveTo: addDays(next, -1) } : statute
  })
}
