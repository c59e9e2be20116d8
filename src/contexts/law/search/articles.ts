import type { LawDate } from '../../../kernel/time.ts'
import type { LawLevel } from '../model.ts'
import { articlesNamedIn, bareArticleIn, nameIn, type NamedArticle } from '../rules/citation-query.ts'
import { plainTitle, type ArticleIndex } from './article-index.ts'
import { addScores, byScore, sharpened, topOf, type Ranked } from './postings.ts'
import { governingLaws, type Query } from './query.ts'
import { loadLanguage } from './terms.ts'

/** What the ranking needs to know of a statute. */
export type RankedStatute = {
  readonly title: string
  readonly level: LawLevel
  readonly region: string
  readonly version: LawDate
  readonly effectiveFrom: LawDate
  readonly effectiveTo: LawDate | null
}

export type ArticleAsk = {
  readonly text: string
  readonly query: Query
  readonly on: LawDate | null
  readonly today: LawDate
  readonly limit: number
}

/** Position of an article of a statute; -1 when it has none of that number. */
export type PlaceOf = (ask: { statute: number; number: number; sub: number }) => number

export type ArticleSearch = (ask: ArticleAsk) => Ranked[]

/** How much an article counts by the rank of its law: a person who asks in general means national law first. */
const LEVEL: Readonly<Record<LawLevel, number>> = {
  law: 1,
  regulation: 0.88,
  interpretation: 0.8,
  rule: 0.88,
  guidance: 0.7,
  standard: 0.7,
  local: 0.4,
}
const CONSTITUTION = 0.8
/**
 * Weights of title and headings beside the text; how far the laws that others name go before; what a citing article
 * passes on.
 */
const TITLE = 0.3
const HEADING = 0.3
const CENTRAL = 0.07
const PASSED_ON = 0.1
const GOVERNS = 0.1
const NAMED = 0.35
/** A repealed statute is still found by who names no date, behind the law in force. */
const REPEALED = 0.7
const RARITY_CAP = 9
const POOL = 120

/** Makes the search over one library. The arrays that it works in are made once. */
export function articleSearch(index: ArticleIndex, statutes: readonly RankedStatute[], places: PlaceOf): ArticleSearch {
  const names = namesOf(statutes)
  const latest = latestOf(statutes)
  const standing = Float32Array.from(
    statutes,
    ({ title, level }, at) =>
      (title === '中华人民共和国宪法' ? CONSTITUTION : LEVEL[level]) * (1 + CENTRAL * Math.log1p(index.named[at] ?? 0)),
  )
  const scores = {
    texts: new Float32Array(index.texts.size),
    sections: new Float32Array(index.sections.size),
    titles: new Float32Array(index.titles.size),
  }
  return (ask) => {
    const named = namedArticles(ask, { names, statutes, places, latest })
    const {
      query: { terms },
    } = ask
    for (const field of [scores.texts, scores.sections, scores.titles]) field.fill(0)
    const best = addScores(index.texts, { scores: scores.texts, terms, cap: RARITY_CAP })
    if (best === 0) return named.map((position) => ({ position, score: 1 }))
    addScores(index.sections, { scores: scores.sections, terms, cap: RARITY_CAP })
    addScores(index.titles, { scores: scores.titles, terms, cap: RARITY_CAP })
    const factors = statuteFactors(ask, { standing, statutes, names, latest })
    const pool = passOn(index, bestArticles(index, { ...scores, factors }, Math.max(POOL, ask.limit)), factors)
    const taken = new Set(named)
    const rest = pool
      .filter(({ position }) => !taken.has(position))
      .map(({ position, score }) => ({ position, score: sharpened(score / best) }))
    return [...named.map((position) => ({ position, score: 1 })), ...rest].slice(0, ask.limit)
  }
}

type Names = ReadonlyMap<string, readonly number[]>

/** Every way to name a statute, with its versions. */
function namesOf(statutes: readonly RankedStatute[]): Names {
  const names = new Map<string, number[]>()
  const add = (name: string, at: number) => {
    const known = names.get(name)
    if (!known) names.set(name, [at])
    else if (!known.includes(at)) known.push(at)
  }
  statutes.forEach(({ title }, at) => {
    const bare = title.replace(/[《》〈〉<>“”"\s]/g, '')
    for (const name of new Set([bare, plainTitle(bare), bare.replace(/[（(][^（()）]*[）)]$/, '')])) add(name, at)
  })
  for (const { says, law } of loadLanguage().aliases) for (const at of names.get(law) ?? []) add(says, at)
  return names
}

const isOver = ({ effectiveTo }: RankedStatute, date: LawDate) => effectiveTo !== null && effectiveTo < date

/**
 * How far a statute is wanted: with a date only what was in force on it; without one everything but the versions that a
 * newer one of the same title has replaced, repealed statutes behind the others.
 */
function wantedOf(
  statute: RankedStatute,
  { on, today, latest }: Pick<ArticleAsk, 'on' | 'today'> & { latest: ReadonlyMap<string, LawDate> },
): number {
  if (on !== null) return statute.effectiveFrom <= on && !isOver(statute, on) ? 1 : 0
  if (!isOver(statute, today)) return 1
  return latest.get(statute.title) === statute.version ? REPEALED : 0
}

const latestOf = (statutes: readonly RankedStatute[]): ReadonlyMap<string, LawDate> => {
  const latest = new Map<string, LawDate>()
  for (const { title, version } of statutes) if (version > (latest.get(title) ?? '')) latest.set(title, version)
  return latest
}

type Known = {
  readonly names: Names
  readonly latest: ReadonlyMap<string, LawDate>
  readonly statutes: readonly RankedStatute[]
  readonly places: PlaceOf
}

/** The articles that the query names outright, in its order: 民法典第三百条, 安法97条七项. */
function namedArticles(ask: ArticleAsk, { names, statutes, places, latest }: Known): number[] {
  const text = ask.text.normalize('NFKC')
  const cited = articlesNamedIn(text)
  const bare = cited.length === 0 ? bareArticleIn(text) : null
  const find = ({ before, number, sub }: NamedArticle): number[] => {
    const versions = (nameIn(before, names) ?? []).filter(
      (at) => wantedOf(statutes[at] as RankedStatute, { ...ask, latest }) > 0,
    )
    return versions
      .map((statute) => places({ statute, number, sub }))
      .filter((place) => place >= 0)
      .reverse()
  }
  return [...new Set([...cited, ...(bare ? [bare] : [])].flatMap(find))]
}

/** One factor for each statute: 0 when it is not in force, more when it is named or governs the business. */
function statuteFactors(
  ask: ArticleAsk,
  { standing, statutes, names, latest }: Omit<Known, 'places'> & { standing: Float32Array },
): Float32Array {
  const governing = governingLaws(ask.text)
  const named = new Set(lawsWithin(ask.text, names))
  return Float32Array.from(statutes, (statute, at) => {
    const wanted = wantedOf(statute, { on: ask.on, today: ask.today, latest })
    if (wanted === 0) return 0
    return (
      wanted *
      (standing[at] ?? 0) *
      (1 + (governing.has(statute.title) ? GOVERNS : 0)) *
      (1 + (named.has(at) ? NAMED : 0))
    )
  })
}

const NAME_LENGTH_MIN = 3
const NAME_LENGTH_MAX = 30

/** Statutes whose name stands in the query: 劳动合同法规定的试用期. Names within longer names do not count. */
function lawsWithin(text: string, names: Names): number[] {
  const found: number[] = []
  for (let from = 0; from < text.length; ) {
    let step = 1
    for (let length = Math.min(NAME_LENGTH_MAX, text.length - from); length >= NAME_LENGTH_MIN; length--) {
      const name = text.slice(from, from + length)
      const statutes = /[法例定法则]$/.test(name) ? names.get(name) : undefined
      if (!statutes) continue
      found.push(...statutes)
      step = length
      break
    }
    from += step
  }
  return found
}

type Scores = {
  readonly texts: Float32Array
  readonly sections: Float32Array
  readonly titles: Float32Array
  readonly factors: Float32Array
}

const most = (values: Float32Array): number => values.reduce((best, value) => (value > best ? value : best), 0)

/**
 * The best articles by text, title and headings together, as far as their statute counts. Most articles share a word or
 * two with any question: those whose text could not reach the best so far even under the best statute are passed over
 * unread.
 */
function bestArticles(
  { statuteOf, sectionOf }: ArticleIndex,
  { texts, sections, titles, factors }: Scores,
  count: number,
): Ranked[] {
  const top = topOf(count)
  const factorMax = Math.max(most(factors), 1e-9)
  const extraMax = TITLE * most(titles) + HEADING * most(sections)
  let least = 0
  let textLeast = 0
  for (let position = 0; position < texts.length; position++) {
    const text = texts[position] as number
    if (text <= textLeast) continue
    const statute = statuteOf[position] as number
    const score =
      (text + TITLE * (titles[statute] as number) + HEADING * (sections[sectionOf[position] as number] as number)) *
      (factors[statute] as number)
    if (score <= least) continue
    least = top.add(position, score)
    textLeast = Math.max(0, least / factorMax - extraMax)
  }
  return top.done()
}

/**
 * An article that answers passes a part on to those that it cites: the clause of penalties to the duty, the
 * interpretation to the law.
 */
function passOn(
  { citesFrom, cites, statuteOf }: ArticleIndex,
  pool: readonly Ranked[],
  factors: Float32Array,
): Ranked[] {
  const scores = new Map(pool.map(({ position, score }) => [position, score]))
  for (const { position, score } of pool) {
    const from = citesFrom[position] ?? 0
    const end = citesFrom[position + 1] ?? from
    for (let at = from; at < end; at++) {
      const target = cites[at] as number
      if ((factors[statuteOf[target] as number] ?? 0) === 0) continue
      scores.set(target, (scores.get(target) ?? 0) + (PASSED_ON * score) / Math.sqrt(end - from))
    }
  }
  return [...scores].map(([position, score]) => ({ position, score })).sort(byScore)
}
