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
const CLOSE = 1.5
/** What a pair of characters tells more when the pair before it was asked for as well. */
const RUN = 0.5
const SENTENCE_MIN = 4
/** Pairs of a sentence of usual length, and how much a longer one is held back. */
const LENGTH = 40
const HELD_BACK = 0.2
/** Who asks what will happen to somebody wants the clause that says it; nobody wants the article on the aim of a law. */
const PENALTY = 1.15
const AIM = 0.8

const WANTS_PENALTY = /处罚|惩罚|判刑|判几年|罚款|刑罚|什么罪|何罪|量刑|制裁|坐牢|追究|法律责任|法律后果/
const IS_PENALTY =
  /处[^。；]{0,40}(?:罚款|有期徒刑|拘役|拘留)|给予[^。；]{0,12}(?:处分|警告)|吊销|追究刑事责任|承担[^。；]{0,12}责任/
const IS_AIM = /^为了?[^。]{4,}制定本(?:法|条例|办法|规定|细则|解释)|自[^。]{4,24}日起(?:施行|实施)/

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
    text,
  }: {
    readonly texts: Postings
    readonly terms: readonly Weighted[]
    readonly cap: number
    readonly read: (position: number) => Reread
    /** The question as it was asked. */
    readonly text: string
  },
): Ranked[] {
  const wantsPenalty = WANTS_PENALTY.test(text)
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
      if (at >= READ) return { position, score }
      const reread = read(position)
      const close = 1 + CLOSE * (closeness(reread, asked) / most)
      const kind = IS_AIM.test(reread.text) ? AIM : wantsPenalty && IS_PENALTY.test(reread.text) ? PENALTY : 1
      return { position, score: score * close * kind }
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
    told += RUN * inRow(sentence, asked)
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

/** What the pairs that were asked for tell more because they follow each other here: a phrase and not scattered words. */
function inRow(sentence: string, asked: ReadonlyMap<number, number>): number {
  let told = 0
  let before = 0
  const pairs = pairsOf(sentence)
  const seen = new Set<number>()
  for (const pair of pairs) {
    const own = asked.get(pair) ?? 0
    if (own > 0 && before > 0 && !seen.has(pair)) {
      told += Math.min(own, before)
      seen.add(pair)
    }
    before = own
  }
  return told
}
