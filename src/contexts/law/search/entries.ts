import { articleText } from '../../../kernel/citation.ts'
import type { LawDate } from '../../../kernel/time.ts'
import { articlesNamedIn, bareArticleIn, plainStandard, standardIn } from '../rules/citation-query.ts'
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
import {
  addScores,
  bestOf,
  byScore,
  pairsOf,
  postingsBuilder,
  sharpened,
  type Bm25,
  type Postings,
  type Ranked,
} from './postings.ts'
import type { Query } from './query.ts'
import { loadLanguage, wordsOf } from './terms.ts'

export const ENTRY_KINDS = ['standard', 'matter', 'violation', 'hazard'] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

export type Standard = { readonly number: string; readonly title: string; readonly status: string }

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
      }),
    ),
  ]
}

export const standardEntries = (standards: readonly Standard[]): Entry[] =>
  standards.map((row) => ({
    kind: 'standard',
    id: row.number,
    law: row.number,
    article: '',
    title: row.title,
    text: `${row.number} ${row.title} ${row.status}`,
    more: '',
    isIn: () => true,
  }))

export type EntryHit = { readonly entry: Entry; readonly score: number }
export type EntrySearch = (ask: {
  text: string
  query: Query
  kind: EntryKind | null
  on: LawDate | null
  limit: number
}) => EntryHit[]

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
  const entries = entriesOf(book)
  const postings = postingsOf(entries)
  const factors = entries.map(({ kind, law }) =>
    kind === 'violation'
      ? (LEVEL_FACTOR[book.instruments.find(({ name }) => name === law)?.level ?? 'rule'] ?? 0.9)
      : 1,
  )
  const scores = new Float32Array(entries.length)
  return ({ text, query, kind, on, limit }) => {
    scores.fill(0)
    const best = addScores(postings, { scores, terms: query.terms, cap: RARITY_CAP })
    const named = namedViolations(book, text)
    const hits = entries.flatMap((entry, at): EntryHit[] => {
      if ((kind !== null && entry.kind !== kind) || (on !== null && !entry.isIn(on))) return []
      if (entry.kind === 'violation' && named.some((key) => key === entry.id)) return [{ entry, score: 1 }]
      const score = ((scores[at] ?? 0) * (factors[at] ?? 1)) / Math.max(best, 1e-9)
      return score > 0 ? [{ entry, score: sharpened(score) }] : []
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
    const name = findInstrumentNamed(book, law, '9999-12-31')?.name
    return name === undefined
      ? []
      : book.violations
          .filter(
            (row) =>
              row.article === number &&
              (item === null || row.item === item) &&
              book.instrumentsByCode.get(row.instrument)?.name === name,
          )
          .map(({ key }) => key)
  })
  return [
    ...keys.filter((key) => book.violationsByKey.has(key)),
    ...[...book.violationsByKey.keys()].filter((key) => keys.includes(key.toUpperCase())),
    ...cited,
  ]
}

/** A search over standards by number and title: GB 50016-2014, GB50016, 建筑设计防火规范. */
export function standardSearch(standards: readonly Standard[]): EntrySearch {
  const postings = standardPostings(standards)
  const byNumber = standardNumbers(standards)
  const scores = new Float32Array(standards.length)
  return ({ text, query, limit }) => {
    const wanted = standardIn(text)
    const named = wanted === null ? [] : namedStandards(byNumber, wanted)
    scores.fill(0)
    const best = Math.max(addScores(postings, { scores, terms: query.terms, cap: RARITY_CAP }), 1e-9)
    for (const { position } of named) scores[position] = 0
    const rest = bestOf(scores, limit)
    return [
      ...named,
      ...rest.map(({ position, score }) => ({ position, score: Math.min(0.95, sharpened(score / best)) })),
    ]
      .slice(0, limit)
      .flatMap(({ position, score }) =>
        standardEntries(standards.slice(position, position + 1)).map((entry) => ({ entry, score })),
      )
  }
}

function standardPostings(standards: readonly Standard[]): Postings {
  const builder = postingsBuilder(WEIGHTS)
  for (const { number, title } of standards) builder.add([...wordsOf(number), ...wordsOf(title)], pairsOf(title))
  return builder.done()
}

/**
 * The standards of a number: the first of each, and behind each standard the next of the same number; -1 ends the
 * chain.
 */
type Numbers = {
  readonly first: ReadonlyMap<string, number>
  readonly next: Int32Array
  readonly numberAt: (position: number) => string
}

const seriesOf = (number: string): string => number.replace(/-\d{4}$/, '')
/** GB/T and GB of one number are different standards, yet often taken for each other. */
const familyOf = (series: string): string => series.replace(/^([A-Z]+?)[TZ](?=\d)/, '$1')

function standardNumbers(standards: readonly Standard[]): Numbers {
  const first = new Map<string, number>()
  const next = new Int32Array(standards.length).fill(-1)
  const numberAt = (position: number) => plainStandard(standards[position]?.number ?? '')
  for (let position = 0; position < standards.length; position++) {
    const family = familyOf(seriesOf(numberAt(position)))
    next[position] = first.get(family) ?? -1
    first.set(family, position)
  }
  return { first, next, numberAt }
}

/** 1 for the same number, a little less for the same without its year, less again for GB/T instead of GB. */
function namedStandards({ first, next, numberAt }: Numbers, wanted: string): Ranked[] {
  const series = seriesOf(wanted)
  const found: Ranked[] = []
  for (let position = first.get(familyOf(series)) ?? -1; position >= 0; position = next[position] ?? -1) {
    const number = numberAt(position)
    found.push({
      position,
      score: number === wanted ? 1 : seriesOf(number) !== series ? 0.97 : wanted === series ? 0.99 : 0.98,
    })
  }
  return found.sort(byScore)
}
