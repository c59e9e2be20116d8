import { articleText } from '../../../kernel/citation.ts'
import { NATION, type Region } from '../../../kernel/region.ts'
import { yearOf, type LawDate } from '../../../kernel/time.ts'
import { findNumber, type LawBook } from '../rules/lawbook.ts'
import type { ArticleIndex, IndexedArticle } from './article-index.ts'
import { articleSearch, type ArticleSearch, type RankedStatute } from './articles.ts'
import { caseEntries, type DecidedCase } from './cases.ts'
import { entrySearch, searchOver, type EntryAsk, type EntrySearch } from './entries.ts'
import { frequencyOf, pairTerm, slotOf } from './postings.ts'
import { readQuery, type Query } from './query.ts'
import { snippetOf, type Snippet } from './snippet.ts'
import type { StandardIndex } from './standard-index.ts'
import { standardSearch } from './standards.ts'

export const SEARCH_KINDS = ['article', 'standard', 'matter', 'violation', 'hazard', 'case', 'compendium'] as const
export type SearchKind = (typeof SEARCH_KINDS)[number]

export type Hit = Snippet & {
  readonly kind: SearchKind
  readonly id: string
  readonly law: string
  readonly article: string
  readonly title: string
  readonly score: number
  /** Last day of a statute that has ended; null while it is in force, and for what is no article. */
  readonly until: LawDate | null
}

/** The statutes that a search reads: their heads, one article, the place of an article, and the index. */
export type SearchedLibrary = {
  readonly statutes: readonly RankedStatute[]
  readonly index: () => ArticleIndex
  readonly article: (position: number) => IndexedArticle
  readonly placeOf: (ask: { statute: number; number: number; sub: number }) => number
}

export type SearchAsk = {
  readonly query: string
  readonly kind?: SearchKind
  /** Without a date: what is in force today and, behind it, what may still judge an act that can be punished today. */
  readonly on?: LawDate
  readonly region?: Region
  readonly law?: string
  readonly limit?: number
}
export type Searcher = (ask: SearchAsk) => Hit[]

export type SearchSources = {
  readonly book: LawBook
  readonly standards: () => StandardIndex | null
  readonly library: SearchedLibrary | null
  /** Decisions that were published, with facts masked; nobody offers them in a search without a server. */
  readonly cases?: readonly DecidedCase[]
  readonly today: LawDate
}

const LIMIT = 10
const ROWS: readonly (SearchKind | undefined)[] = [undefined, 'matter', 'violation', 'hazard']

/** The searches over each part of what can be found. */
export type SearchParts = {
  readonly rows: () => EntrySearch
  readonly standards: () => EntrySearch
  readonly cases: () => EntrySearch
  readonly articles: () => ArticleSearch | null
  /** Whether two characters stand beside each other in any text; without texts everything may. */
  readonly isWritten: (pair: string) => boolean
}

/** Each part is indexed, or read from its file, when it is first asked. */
export function partsOf({ book, standards, library, cases = [], today }: SearchSources): SearchParts {
  let rows: EntrySearch | null = null
  let numbers: EntrySearch | null = null
  let decided: EntrySearch | null = null
  let articles: { index: ArticleIndex; find: ArticleSearch } | null = null
  const articlesOf = (from: SearchedLibrary) => {
    if (articles) return articles
    const index = from.index()
    articles = { index, find: articleSearch(index, from) }
    return articles
  }
  return {
    rows: () => (rows ??= entrySearch(book)),
    standards: () => {
      if (numbers) return numbers
      const index = standards()
      numbers = index ? standardSearch(index, today) : () => []
      return numbers
    },
    cases: () => (decided ??= searchOver(caseEntries(cases))),
    articles: () => (library ? articlesOf(library).find : null),
    isWritten: (pair) => {
      if (!library) return true
      const { texts } = articlesOf(library).index
      return frequencyOf(texts, slotOf(texts, pairTerm(pair.charCodeAt(0), pair.charCodeAt(1)))) >= WRITTEN_MIN
    },
  }
}

/** What fewer articles than this write side by side may be a slip of the pen. */
const WRITTEN_MIN = 8

/** A search over everything that is loaded. */
export const searcherOf = (sources: SearchSources): Searcher => searcherOver(partsOf(sources), sources)

export function searcherOver(
  parts: SearchParts,
  { book, library, today }: Pick<SearchSources, 'book' | 'library' | 'today'>,
): Searcher {
  const since = judgingSince(book, today)
  return ({ query: text, kind, on = null, region = null, law = null, limit = LIMIT }) => {
    const query = readQuery(text, parts.isWritten)
    const ask = { text, query, on, region, law, limit }
    const found: Hit[] = []
    if (ROWS.includes(kind))
      found.push(...entryHits(parts.rows(), { ...ask, kind: kind === undefined || kind === 'article' ? null : kind }))
    if (kind === undefined || kind === 'standard') found.push(...entryHits(parts.standards(), { ...ask, kind: null }))
    if (kind === undefined || kind === 'case' || kind === 'compendium')
      found.push(...entryHits(parts.cases(), { ...ask, kind: kind ?? null }))
    const articles = kind === undefined || kind === 'article' ? parts.articles() : null
    if (library && articles) {
      const hits = articles({ ...ask, today, since, limit: on === null ? 2 * limit : limit }).map((ranked) =>
        articleHit(library, { ...ranked, query, day: on ?? today }),
      )
      found.push(...withoutRepeats(hits))
    }
    return found.sort((a, b) => b.score - a.score).slice(0, limit)
  }
}

/**
 * An act is judged by the law of its day, and punished at the latest so long after it (APL 36): a version that ended
 * before this day judges nothing any more.
 */
export function judgingSince(book: LawBook, today: LawDate): LawDate {
  const years = findNumber(book, 'time-bar.harm', { region: NATION, date: today }) ?? 0
  return `${yearOf(today) - years}${today.slice(4)}`
}

/** An older version of an article says its part only where a newer one has not spoken before it. */
function withoutRepeats(hits: readonly Hit[]): Hit[] {
  const seen = new Set<string>()
  return hits.filter(({ law, article, until }) => {
    const isRepeat = until !== null && seen.has(`${law}${article}`)
    seen.add(`${law}${article}`)
    return !isRepeat
  })
}

function entryHits(search: EntrySearch, ask: EntryAsk): Hit[] {
  return search(ask).map(({ entry: { kind, id, law, article, title, text, until }, score }) => ({
    kind,
    id,
    law,
    article,
    title,
    ...snippetOf(text, ask.query),
    score: rounded(score),
    until: until ?? null,
  }))
}

function articleHit(
  library: SearchedLibrary,
  { position, score, query, day }: { position: number; score: number; query: Query; day: LawDate },
): Hit {
  const { statute: at, number, sub, path, text } = library.article(position)
  const statute = library.statutes[at]
  if (!statute) throw new Error(`no statute ${at} in the law library`)
  const article = `${articleText({ instrument: '', article: number })}${sub ? `之${'一二三四五六七八九'[sub - 1] ?? sub}` : ''}`
  return {
    kind: 'article',
    id: `${statute.title}@${statute.version}#${number}${sub ? `-${sub}` : ''}`,
    law: statute.title,
    article,
    title: `${statute.title}${article}${path ? `（${path}）` : ''}`,
    ...snippetOf(text, query),
    score: rounded(score),
    until: statute.effectiveTo !== null && statute.effectiveTo < day ? statute.effectiveTo : null,
  }
}

const rounded = (score: number) => Math.round(score * 1e6) / 1e6
