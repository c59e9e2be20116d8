import type { LawDate } from '../../../kernel/time.ts'
import { readArrays, writeArrays, type Arrays, type Numbers } from './binary.ts'
import type { Postings } from './postings.ts'

/** Articles of an index, in the order of their positions. */
export type IndexedArticle = {
  readonly statute: number
  readonly number: number
  readonly sub: number
  readonly path: string
  readonly text: string
}

/**
 * Three fields: the text of each article, the headings above it (once a section) and the title of its statute (once a
 * statute); and what the statutes say of each other: which article cites which, how often a statute is named by others.
 */
export type ArticleIndex = {
  readonly texts: Postings
  readonly sections: Postings
  readonly titles: Postings
  readonly statuteOf: Uint16Array
  readonly sectionOf: Uint32Array
  /** Articles that an article cites: from citesFrom[a] up to citesFrom[a + 1] in `cites`. */
  readonly citesFrom: Uint32Array
  readonly cites: Uint32Array
  /** How often each statute is named by others. */
  readonly named: Uint32Array
}

const MARK = 'plumbline law search 1'

/** Without the words that every title begins with. */
export const plainTitle = (title: string): string => title.replace('中华人民共和国', '')

/** A version of a statute, as far as an index needs to know it. */
export type IndexedStatute = { readonly title: string; readonly version: LawDate }

const FIELDS = ['texts', 'sections', 'titles'] as const

export function saveArticleIndex(path: string, index: ArticleIndex): void {
  const arrays: Record<string, Numbers> = {
    statuteOf: index.statuteOf,
    sectionOf: index.sectionOf,
    citesFrom: index.citesFrom,
    cites: index.cites,
    named: index.named,
  }
  const facts: Record<string, number> = {}
  for (const field of FIELDS) {
    const { size, ...lists } = index[field]
    facts[field] = size
    for (const [name, array] of Object.entries(lists)) arrays[`${field}.${name}`] = array
  }
  writeArrays(path, { mark: MARK, facts, arrays })
}

const postingsIn = ({ facts, get }: Arrays, field: (typeof FIELDS)[number]): Postings => ({
  keys: get(`${field}.keys`, 'Float64Array'),
  slots: get(`${field}.slots`, 'Uint32Array'),
  starts: get(`${field}.starts`, 'Uint32Array'),
  documents: get(`${field}.documents`, 'Uint32Array'),
  impacts: get(`${field}.impacts`, 'Uint8Array'),
  size: facts[field] ?? 0,
})

/** Throws when the file was made by another version of the search. */
export function loadArticleIndex(path: string, memory: 'own' | 'shared' = 'own'): ArticleIndex {
  const arrays = readArrays(path, MARK, memory)
  if (!arrays) throw new Error('the search index was made by another version: run law import again')
  const { get } = arrays
  return {
    texts: postingsIn(arrays, 'texts'),
    sections: postingsIn(arrays, 'sections'),
    titles: postingsIn(arrays, 'titles'),
    statuteOf: get('statuteOf', 'Uint16Array'),
    sectionOf: get('sectionOf', 'Uint32Array'),
    citesFrom: get('citesFrom', 'Uint32Array'),
    cites: get('cites', 'Uint32Array'),
    named: get('named', 'Uint32Array'),
  }
}
