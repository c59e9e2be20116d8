import { articleText } from '../../../kernel/citation.ts'
import type { Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Violation } from '../model.ts'
import { articlesNamedIn, bareArticleIn } from '../rules/citation-query.ts'
import {
  citationOf,
  citationsText,
  citationText,
  findInstrumentNamed,
  findViolation,
  inForce,
  penaltyCitation,
  type LawBook,
} from '../rules/lawbook.ts'
import { addScores, pairsOf, postingsBuilder, sharpened, type Bm25, type Postings } from './postings.ts'
import { holdsIn, lawTest, type Filters } from './filters.ts'
import type { Query } from './query.ts'
import { loadLanguage, wordsOf } from './terms.ts'

export const ENTRY_KINDS = ['standard', 'matter', 'violation', 'hazard', 'case', 'compendium'] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

/** One row of the law data, as it is found and shown. `more` is read by the search alone. */
export type Entry = {
  readonly kind: EntryKind
  readonly id: string
  readonly law: string
  readonly article: string
  readonly title: string
  readonly text: string
  readonly more: string
  readonly isIn: (date: LawDate) => boolean
  /** Last day of what no longer holds. */
  readonly until?: LawDate | null
  /** Where it holds; without a region everywhere. */
  readonly region?: Region
}

const WEIGHTS: Bm25 = { k1: 1.2, b: 0.4 }
const RARITY_CAP = 7
/**
 * Rows of the same words: the statute before the ministry's rule, the rule before the local regulation, the act before
 * its outcome.
 */
const LEVEL_FACTOR: Readonly<Record<string, number>> = { law: 1, regulation: 0.97, rule: 0.94, local: 0.75 }

/**
 * What officers say of each violation: our own list, and the check items and criteria of major hazards that lead to it.
 */
function saidOf(book: LawBook): ReadonlyMap<string, string[]> {
  const said = new Map<string, string[]>()
  const add = (key: string, text: string) => said.set(key, [...(said.get(key) ?? []), text])
  for (const { keys, says } of loadLanguage().violations) for (const key of keys) add(key, says.join('，'))
  for (const { violations, statement } of book.checkItems) for (const key of violations) add(key, statement)
  return said
}

export function entriesOf(book: LawBook): Entry[] {
  const nameOf = (code: string) => book.instrumentsByCode.get(code)?.name ?? code
  const said = saidOf(book)
  return [
    ...[...book.violationsByKey].flatMap(([key, rows]): Entry[] => {
      const row = findViolation(book, key)
      if (!row) return []
      const cites = penaltyCitation(row)
      return [
        {
          kind: 'violation',
          id: key,
          law: nameOf(row.instrument),
          article: articleText(cites),
          title: row.says,
          text: `${row.says}。依据${citationsText(book, row.duties.map(citationOf), 'short')}，按${citationText(book, cites, 'short')}处罚`,
          more: (said.get(key) ?? []).join('。'),
          isIn: (date) => rows.some((other) => inForce(other, date)),
          region: row.region,
        },
      ]
    }),
    ...book.checkItems.map(
      (row): Entry => ({
        kind: 'matter',
        id: row.id,
        law: nameOf(row.basis[0]?.instrument ?? row.basisNote ?? ''),
        article: row.basis[0] ? articleText(citationOf(row.basis[0])) : '',
        title: row.content,
        text: `${row.industryName} ${row.matter}：${row.content}。${row.statement}`,
        more: '',
        isIn: (date) => inForce(row, date),
        region: row.region,
      }),
    ),
    ...book.majorHazards.map(
      (row): Entry => ({
        kind: 'hazard',
        id: row.code,
        law: nameOf(row.instrument),
        article: row.article
          ? articleText({ instrument: row.instrument, article: row.article, ...(row.item ? { item: row.item } : {}) })
          : '',
        title: row.says,
        text: `${row.sectorName}重大事故隐患：${row.says}。${row.triggers.join('；')}`,
        more: '',
        isIn: (date) => inForce(row, date),
        region: row.region,
      }),
    ),
  ]
}

export type EntryHit = { readonly entry: Entry; readonly score: number }
export type EntryAsk = Filters & {
  readonly text: string
  readonly query: Query
  readonly kind: EntryKind | null
  readonly limit: number
}
export type EntrySearch = (ask: EntryAsk) => EntryHit[]

function postingsOf(entries: readonly Entry[]): Postings {
  const builder = postingsBuilder(WEIGHTS)
  for (const { title, text, more } of entries) {
    const all = `${title} ${text} ${more}`
    builder.add(wordsOf(all), pairsOf(all))
  }
  return builder.done()
}

/** A search over the rows of the law data, which are few enough to be indexed at the first question. */
export function entrySearch(book: LawBook): EntrySearch {
  const levels = new Map(book.instruments.map(({ name, level }) => [name, level]))
  return searchOver(entriesOf(book), {
    factorOf: ({ kind, law }) => (kind === 'violation' ? (LEVEL_FACTOR[levels.get(law) ?? 'rule'] ?? 0.9) : 1),
    named: (text) => new Set(namedViolations(book, text)),
  })
}

type Ways = {
  readonly factorOf?: (entry: Entry) => number
  /** Ids of violations that a query names outright. */
  readonly named?: (text: string) => ReadonlySet<string>
}

/** A search over any entries. */
export function searchOver(
  entries: readonly Entry[],
  { factorOf = () => 1, named = () => new Set() }: Ways = {},
): EntrySearch {
  const postings = postingsOf(entries)
  const factors = entries.map(factorOf)
  const scores = new Float32Array(entries.length)
  return ({ text, query, kind, on, region, law, limit }) => {
    scores.fill(0)
    const best = Math.max(addScores(postings, { scores, terms: query.terms, cap: RARITY_CAP }), 1e-9)
    const asked = named(text)
    const isOf = lawTest(law)
    const hits = entries.flatMap((entry, at): EntryHit[] => {
      if (kind !== null && entry.kind !== kind) return []
      const isNamed = entry.kind === 'violation' && asked.has(entry.id)
      const score = (scores[at] ?? 0) * (factors[at] ?? 1)
      if (score === 0 && !isNamed) return []
      if ((on !== null && !entry.isIn(on)) || !holdsIn(entry.region ?? '', region) || !isOf(entry.law)) return []
      return [{ entry, score: isNamed ? 1 : sharpened(score / best) }]
    })
    return hits.sort((a, b) => b.score - a.score || (a.entry.id < b.entry.id ? -1 : 1)).slice(0, limit)
  }
}

/** Violations of the article, and item, that the query names: 安法97条七项, or by its key: AQ-97-7. */
function namedViolations(book: LawBook, query: string): string[] {
  const text = query.normalize('NFKC')
  const keys = (text.match(/[A-Z]{2,4}-\d+[\w-]*/gi) ?? []).map((key) => key.toUpperCase())
  const bare = bareArticleIn(text)
  const named = articlesNamedIn(text)
  const cited = (named.length > 0 ? named : bare ? [bare] : []).flatMap(({ before, number, item }) => {
    const law = loadLanguage().aliases.find(({ says }) => says === before)?.law ?? before
    const newest = findInstrumentNamed(book, law, '9999-12-31')
    // Articles bear other numbers in the version that the newest replaced.
    const isMeant = ({ instrument }: Violation) => {
      const named = book.instrumentsByCode.get(instrument)
      return named?.name === newest?.name && named?.replacedBy !== newest?.code
    }
    return newest === null
      ? []
      : book.violations
          .filter((row) => row.article === number && (item === null || row.item === item) && isMeant(row))
          .map(({ key }) => key)
  })
  return [
    ...keys.filter((key) => book.violationsByKey.has(key)),
    ...[...book.violationsByKey.keys()].filter((key) => keys.includes(key.toUpperCase())),
    ...cited,
  ]
}
