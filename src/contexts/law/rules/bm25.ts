/** A word of the query in one corpus: in how many documents it stands, and where how often. */
export type Postings = { readonly documents: ArrayLike<number>; readonly counts: ArrayLike<number> }

export type Corpus = {
  readonly size: number
  readonly averageLength: number
  /** Number of words of each document. */
  readonly lengths: ArrayLike<number>
  readonly find: (term: string) => Postings | null
}

const K1 = 1.2
const B = 0.75

/**
 * Okapi BM25 over the words of a query; the score is its share of the best that the words could reach, between 0 and 1, so that
 * hits of different corpora can stand in one list.
 */
export function rank(corpus: Corpus, terms: readonly string[]): Map<number, number> {
  const scores = new Map<number, number>()
  let best = 0
  for (const term of new Set(terms)) {
    const found = corpus.find(term)
    const frequency = found?.documents.length ?? 0
    const idf = Math.log(1 + (corpus.size - frequency + 0.5) / (frequency + 0.5))
    best += idf * (K1 + 1)
    for (let at = 0; found && at < frequency; at++) {
      const document = found.documents[at] ?? 0
      const count = found.counts[at] ?? 0
      const norm = K1 * (1 - B + (B * (corpus.lengths[document] ?? 0)) / corpus.averageLength)
      scores.set(document, (scores.get(document) ?? 0) + (idf * count * (K1 + 1)) / (count + norm))
    }
  }
  if (best > 0) for (const [document, score] of scores) scores.set(document, score / best)
  return scores
}

export type Indexed = {
  readonly terms: ReadonlyMap<string, { readonly documents: readonly number[]; readonly counts: readonly number[] }>
  readonly lengths: readonly number[]
}

/** Turns documents, given as their words, into postings. */
export function indexOf(documents: Iterable<readonly string[]>): Indexed {
  const terms = new Map<string, { documents: number[]; counts: number[] }>()
  const lengths: number[] = []
  for (const words of documents) {
    const counts = new Map<string, number>()
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
    for (const [word, count] of counts) {
      const entry = terms.get(word) ?? { documents: [], counts: [] }
      entry.documents.push(lengths.length)
      entry.counts.push(count)
      terms.set(word, entry)
    }
    lengths.push(words.length)
  }
  return { terms, lengths }
}

export const corpusOf = ({ terms, lengths }: Indexed): Corpus => ({
  size: lengths.length, lengths, averageLength: Math.max(1, lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length)),
  find: (term) => terms.get(term) ?? null,
})

/** The stretch of a text around the first words that were asked for, to show under a hit. */
export function snippetOf(text: string, terms: readonly string[], length = 90): string {
  const flat = text.replace(/\s+/g, ' ')
  const first = terms.map((term) => flat.indexOf(term)).filter((at) => at >= 0).sort((a, b) => a - b)[0] ?? 0
  const from = Math.max(0, Math.min(first - 20, flat.length - length))
  return `${from > 0 ? '…' : ''}${flat.slice(from, from + length)}${from + length < flat.length ? '…' : ''}`
}
