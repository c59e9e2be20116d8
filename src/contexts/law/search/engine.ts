import { articleText } from '../../../kernel/citation.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { LawBook } from '../rules/lawbook.ts'
import { articleSearch, type ArticleSearch } from './articles.ts'
import { entrySearch, standardSearch, type EntryKind, type EntrySearch, type Standard } from './entries.ts'
import { readQuery, type Query } from './query.ts'
import { snippetOf, type Snippet } from './snippet.ts'
import type { ArticleIndex, IndexedArticle } from './article-index.ts'
import type { RankedStatute } from './articles.ts'

export const SEARCH_KINDS = ['article', 'standard', 'matter', 'violation', 'hazard'] as const
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
  readonly on?: LawDate
  readonly limit?: number
}
export type Searcher = (ask: SearchAsk) => Hit[]

export type SearchSources = {
  readonly book: LawBook
  readonly standards: () => readonly Standard[]
  readonly library: SearchedLibrary | null
  /** Versions that ended before this day are left out when the asker names no date. */
  readonly today: LawDate
}

/** A search over everything that is loaded. Each part is indexed, or read from its file, when it is first asked. */
export function searcherOf({ book, standards, library, today }: SearchSources): Searcher {
  let rows: EntrySearch | null = null
  let numbers: EntrySearch | null = null
  let articles: ArticleSearch | null = null
  return ({ query: text, kind, on = null, limit = 10 }) => {
    const query = readQuery(text)
    const ask = { text, query, on, limit }
    const isRow = kind === 'matter' || kind === 'violation' || kind === 'hazard'
    const found: Hit[] = []
    if (kind === undefined || isRow)
      found.push(...entryHits((rows ??= entrySearch(book)), { ...ask, kind: isRow ? kind : null }))
    if (kind === undefined || kind === 'standard')
      found.push(...entryHits((numbers ??= standardSearch(standards())), { ...ask, kind: null }))
    if (library && (kind === undefined || kind === 'article')) {
      articles ??= articleSearch(library.index(), library.statutes, library.placeOf)
      found.push(
        ...articles({ ...ask, today }).map((ranked) => articleHit(library, { ...ranked, query, day: on ?? today })),
      )
    }
    return found.sort((a, b) => b.score - a.score).slice(0, limit)
  }
}

function entryHits(
  search: EntrySearch,
  ask: { text: string; query: Query; kind: EntryKind | null; on: LawDate | null; limit: number },
): Hit[] {
  return search(ask).map(({ entry: { kind, id, law, article, title, text }, score }) => ({
    kind,
    id,
    law,
    article,
    title,
    ...snippetOf(text, ask.query),
    score: rounded(score),
    until: null,
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
