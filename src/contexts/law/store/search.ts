import type { LawDate } from '../../../kernel/time.ts'
import { articleText } from '../../../kernel/citation.ts'
import { corpusOf, indexOf, rank, snippetOf, type Corpus } from '../rules/bm25.ts'
import { citationsText, citationOf, citationText, findViolation, inForce, penaltyCitation, type LawBook } from '../rules/lawbook.ts'
import type { Library } from './library.ts'
import { wordsOf } from './segment.ts'

export const SEARCH_KINDS = ['article', 'standard', 'matter', 'violation', 'hazard'] as const
export type SearchKind = (typeof SEARCH_KINDS)[number]

export type Hit = {
  readonly kind: SearchKind; readonly id: string; readonly law: string
  readonly article: string; readonly title: string; readonly snippet: string; readonly score: number
}

export type Standard = { readonly number: string; readonly title: string; readonly status: string }

type Entry = Omit<Hit, 'snippet' | 'score'> & { readonly text: string; readonly isIn: (date: LawDate) => boolean }

/** What ships with the product as searchable entries; the texts of statutes come from the library. */
function entriesOf(book: LawBook, standards: readonly Standard[]): Entry[] {
  const keys = [...book.violationsByKey.keys()]
  return [
    ...keys.flatMap((key): Entry[] => {
      const row = findViolation(book, key)
      if (!row) return []
      const cites = penaltyCitation(row)
      const rows = book.violationsByKey.get(key) ?? []
      return [{
        kind: 'violation', id: key, law: book.instrumentsByCode.get(row.instrument)?.name ?? row.instrument, article: articleText(cites), title: row.says,
        text: `${row.says}。依据${citationsText(book, row.duties.map(citationOf), 'short')}，按${citationText(book, cites, 'short')}处罚`,
        isIn: (date) => rows.some((other) => inForce(other, date)),
      }]
    }),
    ...book.checkItems.map((row): Entry => ({
      kind: 'matter', id: row.id, law: book.instrumentsByCode.get(row.basis[0]?.instrument ?? '')?.name ?? row.basisNote ?? '',
      article: row.basis[0] ? articleText(citationOf(row.basis[0])) : '', title: row.content,
      text: `${row.industryName} ${row.matter}：${row.content}。${row.statement}`, isIn: (date) => inForce(row, date),
    })),
    ...book.majorHazards.map((row): Entry => ({
      kind: 'hazard', id: row.code, law: book.instrumentsByCode.get(row.instrument)?.name ?? row.instrument,
      article: row.article ? articleText({ instrument: row.instrument, article: row.article, ...(row.item ? { item: row.item } : {}) }) : '', title: row.says,
      text: `${row.sectorName}重大事故隐患：${row.says}。${row.triggers.join('；')}`, isIn: (date) => inForce(row, date),
    })),
    ...standards.map((row): Entry => ({
      kind: 'standard', id: row.number, law: row.number, article: '', title: row.title, text: `${row.number} ${row.title} ${row.status}`, isIn: () => true,
    })),
  ]
}

export type SearchAsk = { readonly query: string; readonly kind?: SearchKind; readonly on?: LawDate; readonly limit?: number }
export type Searcher = (ask: SearchAsk) => Hit[]

/** A search over everything that is loaded; the entries are indexed once, articles are read from the library's postings. */
export function searcherOf({ book, standards, library }: { book: LawBook; standards: readonly Standard[]; library: Library | null }): Searcher {
  const entries = entriesOf(book, standards)
  const corpus = corpusOf(indexOf(entries.map(({ title, text }) => wordsOf(`${title} ${text}`))))
  let articles: Corpus | null = null
  return ({ query, kind, on, limit = 10 }) => {
    const terms = wordsOf(query)
    const found = kind === 'article' ? [] : entryHits({ entries, corpus, terms, kind, on })
    const wantsArticles = library !== null && (kind === undefined || kind === 'article')
    const texts = wantsArticles ? articleHits({ library, corpus: (articles ??= library.corpus()), terms, on, limit }) : []
    return [...found, ...texts].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit)
  }
}

type Ask = { terms: readonly string[]; on: LawDate | undefined }

function entryHits({ entries, corpus, terms, kind, on }: Ask & { entries: readonly Entry[]; corpus: Corpus; kind: SearchKind | undefined }): Hit[] {
  return [...rank(corpus, terms)].flatMap(([at, score]) => {
    const entry = entries[at]
    if (!entry || (kind !== undefined && entry.kind !== kind) || (on !== undefined && !entry.isIn(on))) return []
    const { text, isIn: _, ...shown } = entry
    return [{ ...shown, snippet: snippetOf(text, terms), score: rounded(score) }]
  })
}

function articleHits({ library, corpus, terms, on, limit }: Ask & { library: Library; corpus: Corpus; limit: number }): Hit[] {
  const hits: Hit[] = []
  for (const [at, score] of [...rank(corpus, terms)].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
    if (hits.length >= limit) break
    const statute = library.statuteOf(at)
    if (on !== undefined && (statute.effectiveFrom > on || (statute.effectiveTo !== null && statute.effectiveTo < on))) continue
    const { number, sub, path, text } = library.article(at)
    const article = `${articleText({ instrument: '', article: number })}${sub ? `之${'一二三四五六七八九'[sub - 1] ?? sub}` : ''}`
    hits.push({
      kind: 'article', id: `${statute.title}@${statute.version}#${number}${sub ? `-${sub}` : ''}`, law: statute.title, article,
      title: `${statute.title}${article}${path ? `（${path}）` : ''}`, snippet: snippetOf(text, terms), score: rounded(score),
    })
  }
  return hits
}

const rounded = (score: number) => Math.round(score * 10000) / 10000
