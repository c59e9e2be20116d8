/**
 * Posting lists in typed arrays: which documents hold a term and how often. Terms are known by the hash of their text.
 */
export type Postings = {
  /** Hashes of the terms, ascending; `slots` gives the place of each in `starts`. */
  readonly keys: Float64Array
  readonly slots: Uint32Array
  /** Where the list of each slot begins in `documents` and `counts`; one more for the end. */
  readonly starts: Uint32Array
  readonly documents: Uint32Array
  /** BM25's share for the count of the term and the length of the document, 255 for the most that a term can give. */
  readonly impacts: Uint8Array
  readonly size: number
}

/** k1: how soon further occurrences stop to count; b: how much long documents are held back. */
export type Bm25 = { readonly k1: number; readonly b: number }

export const NO_SLOT = -1

/** A 53-bit hash: among a few million terms two alike are not to be expected. */
export function keyOf(term: string): number {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let at = 0; at < term.length; at++) {
    const code = term.charCodeAt(at)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return 4294967296 * (2097151 & low) + (high >>> 0)
}

/** Pairs of characters are terms of their own beside the words; this mark keeps 安全 the pair apart from 安全 the word. */
export const pairTerm = (first: number, second: number): string => `\u0001${String.fromCharCode(first, second)}`

export const isPair = (term: string): boolean => term.startsWith('\u0001')

const isHan = (code: number) => code >= 0x4e00 && code <= 0x9fff

/** The pairs of neighbouring Han characters of a text, each as one 32-bit number. */
export function pairsOf(text: string): number[] {
  const pairs: number[] = []
  let before = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (!isHan(code)) {
      before = 0
      continue
    }
    if (before) pairs.push(((before << 16) | code) >>> 0)
    before = code
  }
  return pairs
}

export const pairText = (pair: number): string => pairTerm(pair >>> 16, pair & 0xffff)

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.ceil(array.length * 1.6))
  larger.set(array)
  return larger
}

/** Collects documents one after another; `done` turns them into postings. */
export function postingsBuilder(weights: Bm25): {
  add: (words: readonly string[], pairs: readonly number[]) => void
  done: () => Postings
} {
  const wordIds = new Map<string, number>()
  const pairIds = new Map<number, number>()
  const names: string[] = []
  let tokens = new Uint32Array(65_536)
  let used = 0
  const ends: number[] = []
  const lengths: number[] = []
  const push = (id: number) => {
    if (used === tokens.length) tokens = grown(tokens)
    tokens[used++] = id
  }
  const idOf = <Term>(ids: Map<Term, number>, term: Term, name: (term: Term) => string): number => {
    const known = ids.get(term)
    if (known !== undefined) return known
    const id = names.push(name(term)) - 1
    ids.set(term, id)
    return id
  }
  return {
    add: (words, pairs) => {
      for (const word of words) push(idOf(wordIds, word, (name) => name))
      for (const pair of pairs) push(idOf(pairIds, pair | 0, () => pairText(pair)))
      ends.push(used)
      lengths.push(words.length || pairs.length) // the baseline of the benches has pairs alone
    },
    done: () => postingsFrom({ names, tokens, ends, lengths, weights }),
  }
}

type Collected = {
  readonly names: readonly string[]
  readonly tokens: Uint32Array
  readonly ends: readonly number[]
  readonly lengths: readonly number[]
  readonly weights: Bm25
}

/** Sorts tokens by term with two walks over them: one counts, one fills. */
function postingsFrom({ names, tokens, ends, lengths, weights }: Collected): Postings {
  const last = new Int32Array(names.length).fill(-1)
  const starts = new Uint32Array(names.length + 1)
  eachToken(tokens, ends, (term, document) => {
    if (last[term] === document) return
    last[term] = document
    starts[term + 1] = (starts[term + 1] ?? 0) + 1
  })
  for (let term = 0; term < names.length; term++) starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0)
  const total = starts[names.length] ?? 0
  const documents = new Uint32Array(total)
  const impacts = new Uint8Array(total) // counts at first
  const cursor = starts.slice()
  last.fill(-1)
  eachToken(tokens, ends, (term, document) => {
    const at = cursor[term] ?? 0
    if (last[term] === document) {
      if ((impacts[at - 1] ?? 0) < 255) impacts[at - 1] = (impacts[at - 1] ?? 0) + 1
      return
    }
    last[term] = document
    documents[at] = document
    impacts[at] = 1
    cursor[term] = at + 1
  })
  weigh({ documents, impacts, lengths, weights })
  const hashes = Float64Array.from(names, keyOf)
  const slots = Uint32Array.from(names, (_, at) => at).sort((a, b) => (hashes[a] ?? 0) - (hashes[b] ?? 0))
  return {
    keys: Float64Array.from(slots, (slot) => hashes[slot] ?? 0),
    slots,
    starts,
    documents,
    impacts,
    size: lengths.length,
  }
}

/** Turns counts into the share of BM25 that needs no query: count · (k1 + 1) / (count + k1 · norm of the length). */
function weigh({
  documents,
  impacts,
  lengths,
  weights: { k1, b },
}: Pick<Postings, 'documents' | 'impacts'> & Pick<Collected, 'lengths' | 'weights'>): void {
  const average = Math.max(1, lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length))
  const norms = Float32Array.from(lengths, (length) => k1 * (1 - b + (b * length) / average))
  for (let at = 0; at < documents.length; at++) {
    const count = impacts[at] ?? 0
    impacts[at] = Math.max(1, Math.round((255 * count) / (count + (norms[documents[at] ?? 0] ?? 0))))
  }
}

function eachToken(
  tokens: Uint32Array,
  ends: readonly number[],
  visit: (term: number, document: number) => void,
): void {
  let at = 0
  for (let document = 0; document < ends.length; document++) {
    const end = ends[document] ?? 0
    for (; at < end; at++) visit(tokens[at] ?? 0, document)
  }
}

/** Slot of a term, or NO_SLOT when no document holds it. */
export function slotOf({ keys, slots }: Postings, term: string): number {
  const wanted = keyOf(term)
  let from = 0
  let to = keys.length - 1
  while (from <= to) {
    const middle = (from + to) >> 1
    const key = keys[middle] ?? 0
    if (key === wanted) return slots[middle] ?? NO_SLOT
    if (key < wanted) from = middle + 1
    else to = middle - 1
  }
  return NO_SLOT
}

export const frequencyOf = ({ starts }: Postings, slot: number): number =>
  slot < 0 ? 0 : (starts[slot + 1] ?? 0) - (starts[slot] ?? 0)

export type Weighted = { readonly term: string; readonly weight: number }

/**
 * How rarely a term stands in the documents, the measure of what it tells; `cap` holds back words that hardly any law
 * uses.
 */
export const rarity = (size: number, frequency: number, cap: number): number =>
  Math.min(cap, Math.log(1 + (size - frequency + 0.5) / (frequency + 0.5)))

/**
 * What stands in more than a sixth of the documents tells next to nothing and costs most, because its list is the
 * longest. It is passed over where anything rarer was asked for.
 */
const COMMON = 1 / 6

/** Adds the BM25 score of each document for the terms to `scores`; answers the best that the terms could give. */
export function addScores(
  postings: Postings,
  ask: { scores: Float32Array; terms: readonly Weighted[]; cap: number },
): number {
  const { starts, documents, impacts, size } = postings
  const { scores } = ask
  const asked = ask.terms.map(({ term, weight }) => {
    const slot = slotOf(postings, term)
    const frequency = frequencyOf(postings, slot)
    return { slot, frequency, full: weight * rarity(size, frequency, ask.cap) }
  })
  const rare = asked.filter(({ frequency }) => frequency > 0 && frequency < COMMON * size)
  for (const { slot, full } of rare.length > 0 ? rare : asked.filter(({ frequency }) => frequency > 0)) {
    const share = full / 255
    const end = starts[slot + 1] ?? 0
    // The inner loop of every search: no bounds are asked, because the lists were built with the documents.
    for (let at = starts[slot] ?? 0; at < end; at++)
      scores[documents[at] as number] = (scores[documents[at] as number] as number) + share * (impacts[at] as number)
  }
  return asked.reduce((sum, { full }) => sum + full, 0)
}

/** Brings a score between 0 and 1, keeping the order: hits of several kinds can then stand in one list. */
export const sharpened = (share: number): number => 1 - Math.exp(-1.5 * share)

export type Ranked = { readonly position: number; readonly score: number }

export const byScore = (a: Ranked, b: Ranked): number => b.score - a.score || a.position - b.position

/**
 * Collects the best of many. `add` answers the score that the next must pass; what does not pass it need not be added.
 */
export function topOf(count: number): { add: (position: number, score: number) => number; done: () => Ranked[] } {
  // A heap in two arrays, the worst first.
  const positions = new Uint32Array(count)
  const scores = new Float64Array(count)
  let used = 0
  const worse = (a: number, b: number) =>
    (scores[a] as number) < (scores[b] as number) ||
    ((scores[a] as number) === (scores[b] as number) && (positions[a] as number) > (positions[b] as number))
  const swap = (a: number, b: number) => {
    const position = positions[a] as number
    const score = scores[a] as number
    positions[a] = positions[b] as number
    scores[a] = scores[b] as number
    positions[b] = position
    scores[b] = score
  }
  const rise = (from: number) => {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1
      if (!worse(at, parent)) return
      swap(at, parent)
      at = parent
    }
  }
  const sink = () => {
    for (let at = 0; ; ) {
      const left = 2 * at + 1
      if (left >= used) return
      const child = left + 1 < used && worse(left + 1, left) ? left + 1 : left
      if (!worse(child, at)) return
      swap(at, child)
      at = child
    }
  }
  return {
    add: (position, score) => {
      if (used < count) {
        positions[used] = position
        scores[used] = score
        rise(used++)
      } else if (score > (scores[0] as number)) {
        positions[0] = position
        scores[0] = score
        sink()
      }
      return used < count ? 0 : (scores[0] as number)
    },
    done: () =>
      Array.from(
        { length: used },
        (_, at): Ranked => ({ position: positions[at] as number, score: scores[at] as number }),
      ).sort(byScore),
  }
}

/** The best positions by their scores, in order; those without a score are left out. */
export function bestOf(scores: Float32Array, count: number): Ranked[] {
  const top = topOf(count)
  let least = 0
  for (let position = 0; position < scores.length; position++) {
    const score = scores[position] as number
    if (score > least) least = top.add(position, score)
  }
  return top.done()
}
