import {
  byScore,
  frequencyOf,
  isPair,
  pairsOf,
  rarity,
  slotOf,
  type Postings,
  type Ranked,
  type Weighted,
} from './postings.ts'

/** An article as it is read again: its text, and what people call its matter. */
export type Reread = { readonly text: string; readonly topic: string }

/** So many of the best are read again; how far the closest sentence goes before. */
const READ = 20
const CLOSE = 1
const SENTENCE_MIN = 4
/** Pairs of a sentence of usual length, and how much a longer one is held back. */
const LENGTH = 40
const HELD_BACK = 0.2

/**
 * Reads the best articles again, sentence by sentence. What was asked for in one sentence is an answer; the same words
 * scattered over the items of a long article are chance.
 */
export function closestFirst(
  pool: readonly Ranked[],
  {
    texts,
    terms,
    cap,
    read,
  }: {
    readonly texts: Postings
    readonly terms: readonly Weighted[]
    readonly cap: number
    readonly read: (position: number) => Reread
  },
): Ranked[] {
  const asked = new Map<number, number>()
  let most = 0
  for (const { term, weight } of terms) {
    if (!isPair(term)) continue
    const told = weight * rarity(texts.size, frequencyOf(texts, slotOf(texts, term)), cap)
    asked.set(((term.charCodeAt(1) << 16) | term.charCodeAt(2)) >>> 0, told)
    most += told
  }
  if (most === 0) return [...pool]
  const closest = pool
    .map(({ position, score }, at) => {
      const close = at < READ ? closeness(read(position), asked) / most : 0
      return { position, score: score * (1 + CLOSE * close) }
    })
    .sort(byScore)
  // The best keeps the score of the best, so that hits of other kinds stand where they stood.
  const scale = (pool[0]?.score ?? 0) / (closest[0]?.score ?? 1)
  return closest.map(({ position, score }) => ({ position, score: score * scale }))
}

/** What the closest sentence tells of what was asked; the topic of the article belongs to each of its sentences. */
function closeness({ text, topic }: Reread, asked: ReadonlyMap<number, number>): number {
  const called = askedIn(topic, asked)
  let best = 0
  for (const sentence of text.split(/[。；;\n]/)) {
    if (sentence.length < SENTENCE_MIN) continue
    const said = askedIn(sentence, asked)
    let told = 0
    for (const pair of said.found) told += asked.get(pair) ?? 0
    for (const pair of called.found) if (!said.found.has(pair)) told += asked.get(pair) ?? 0
    best = Math.max(best, told / (1 - HELD_BACK + (HELD_BACK * said.pairs) / LENGTH))
  }
  return best
}

function askedIn(text: string, asked: ReadonlyMap<number, number>): { found: ReadonlySet<number>; pairs: number } {
  const found = new Set<number>()
  const pairs = pairsOf(text)
  for (const pair of pairs) if (asked.has(pair)) found.add(pair)
  return { found, pairs: pairs.length }
}
