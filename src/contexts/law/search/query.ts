import { pairText, pairsOf, type Weighted } from './postings.ts'
import { loadLanguage, wordsOf } from './terms.ts'

/**
 * What a sentence asks for, as weighted terms: its words and pairs of characters, and what the law calls the same
 * things.
 */
export type Query = { readonly terms: readonly Weighted[]; readonly said: readonly string[] }

/** Of a story with a question at its end the question tells more than the story. */
const STORY = 0.6
/** A word of the law stands for a word of the speaker with this weight, shared out when several stand for one. */
const SYNONYM = 0.5
const SHARING = 0.5
const PART_LENGTH_MIN = 4

const partsOf = (query: string): string[] =>
  query.split(/[。！!；;\n]|(?<=[？?])/).filter((part) => part.trim().length >= PART_LENGTH_MIN)

const termsOf = (text: string): string[] => [...wordsOf(text), ...pairsOf(text).map(pairText)]

/** Terms of each synonym, cut once. */
let meanings: ReadonlyMap<string, readonly string[][]> | null = null

function loadMeanings(): ReadonlyMap<string, readonly string[][]> {
  meanings ??= new Map(loadLanguage().synonyms.map(({ says, means }) => [says, means.map(termsOf)]))
  return meanings
}

export function readQuery(query: string): Query {
  const text = query.normalize('NFKC')
  const parts = partsOf(text)
  const question = new Set(termsOf(parts.at(-1) ?? text))
  const weights = new Map<string, number>()
  for (const term of termsOf(text)) weights.set(term, question.has(term) || parts.length < 2 ? 1 : STORY)
  const said = [...weights.keys()]
  for (const [says, means] of loadMeanings()) {
    if (!text.includes(says)) continue
    const weight = SYNONYM / means.length ** SHARING
    for (const term of means.flat()) if (weight > (weights.get(term) ?? 0)) weights.set(term, weight)
  }
  return { said, terms: [...weights].map(([term, weight]) => ({ term, weight })) }
}

/** Statutes that govern the business that the query speaks of, by their titles. */
export function governingLaws(query: string): ReadonlySet<string> {
  return new Set(
    loadLanguage()
      .fields.filter(({ words }) => words.some((word) => query.includes(word)))
      .flatMap(({ laws }) => laws),
  )
}
