import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { LawDate } from '../../../kernel/time.ts'
import type { ImportedStatute } from '../rules/statute.ts'
import { loadArticleIndex, type ArticleIndex } from '../search/article-index.ts'
import { readArrays } from '../search/binary.ts'

/** One statute in the library without its articles; the digest tells one reading of a version from another. */
export type StatuteHead = Omit<ImportedStatute, 'articles'> & { readonly articles: number; readonly digest?: string }

/** A line of articles.jsonl: `statute` is the position in the list of statutes. */
export type LibraryArticle = {
  readonly statute: number
  readonly number: number
  readonly sub: number
  readonly path: string
  readonly text: string
}

/**
 * The library of statute texts in files, for the commands that need no server: statutes, articles a line each, where
 * each line begins, and the index of the search, which is read only when somebody searches.
 */
export const LIBRARY_FOLDER = 'law-library'
export const FORMAT = 2
export const PLACES_MARK = 'plumbline law places 1'

export type Heads = { readonly format: number; readonly statutes: readonly StatuteHead[] }

/** Statutes of an open library with their articles, those that are wanted. */
export function statutesIn(library: Library, isWanted: (head: StatuteHead) => boolean): ImportedStatute[] {
  let first = 0
  return library.statutes.flatMap((head): ImportedStatute[] => {
    const from = first
    first += head.articles
    if (!isWanted(head)) return []
    const { digest: _, ...rest } = head
    const articles = Array.from({ length: head.articles }, (__, at) => {
      const { statute: ___, ...article } = library.article(from + at)
      return article
    })
    return [{ ...rest, articles }]
  })
}

export type Library = {
  readonly statutes: readonly StatuteHead[]
  /** Number of articles of all statutes. */
  readonly size: number
  readonly index: () => ArticleIndex
  readonly article: (position: number) => LibraryArticle
  /** Position of an article of a statute; -1 when it has none of that number. */
  readonly placeOf: (ask: { statute: number; number: number; sub: number }) => number
  /** The article of the version in force on the date. */
  readonly find: (ask: {
    titles: readonly string[]
    number: number
    sub: number
    on: LawDate
  }) => { statute: StatuteHead; article: LibraryArticle } | null
  readonly close: () => void
}

function readPart(file: number, from: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length)
  readSync(file, buffer, 0, length, from)
  return buffer
}

export function readHeads(dataFolder: string): Heads | null {
  const path = join(dataFolder, LIBRARY_FOLDER, 'index.json')
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Heads) : null
}

/**
 * Opens the library of a data folder; null when nothing was imported there. Throws when the library has another format.
 */
export function openLibrary(dataFolder: string): Library | null {
  const heads = readHeads(dataFolder)
  if (!heads) return null
  const folder = join(dataFolder, LIBRARY_FOLDER)
  const places = heads.format === FORMAT ? readArrays(join(folder, 'places.idx'), PLACES_MARK) : null
  if (!places) throw new Error('the law library was made by another version: run law import again')
  const { statutes } = heads
  const offsets = places.get('offsets', 'Float64Array')
  const numbers = places.get('numbers', 'Uint16Array')
  const subs = places.get('subs', 'Uint8Array')
  const firsts = firstsOf(statutes)
  const file = openSync(join(folder, 'articles.jsonl'), 'r')
  const article = (position: number): LibraryArticle => {
    const from = offsets[position] ?? 0
    return JSON.parse(readPart(file, from, (offsets[position + 1] ?? from) - from).toString('utf8')) as LibraryArticle
  }
  const placeOf = ({ statute, number, sub }: { statute: number; number: number; sub: number }): number => {
    for (let at = firsts[statute] ?? 0; at < (firsts[statute + 1] ?? 0); at++)
      if (numbers[at] === number && subs[at] === sub) return at
    return -1
  }
  return {
    statutes,
    size: numbers.length,
    article,
    placeOf,
    index: () => loadArticleIndex(join(folder, 'search.idx')),
    find: ({ titles, number, sub, on }) => {
      for (const [at, head] of statutes.entries()) {
        if (
          !titles.includes(head.title) ||
          head.effectiveFrom > on ||
          (head.effectiveTo !== null && head.effectiveTo < on)
        )
          continue
        const place = placeOf({ statute: at, number, sub })
        if (place >= 0) return { statute: head, article: article(place) }
      }
      return null
    },
    close: () => closeSync(file),
  }
}

/** Position of the first article of each statute, and one more for the end. */
function firstsOf(statutes: readonly StatuteHead[]): number[] {
  let at = 0
  return [0, ...statutes.map(({ articles }) => (at += articles))]
}
