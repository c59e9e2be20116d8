import type { LawDate } from '../../../kernel/time.ts'
import type { LawLevel } from '../model.ts'
import { articlesNamedIn, bareArticleIn, nameIn, type NamedArticle } from '../rules/citation-query.ts'
import { plainTitle, type ArticleIndex, type IndexedArticle } from './article-index.ts'
import { closestFirst, type Reread } from './closeness.ts'
import { holdsIn, lawTest, type Filters } from './filters.ts'
import { addScores, byScore, sharpened, topOf, type Ranked } from './postings.ts'
import { governingLaws, type Query } from './query.ts'
import { loadLanguage } from './terms.ts'
import { topicReader } from './topics.ts'

/** What the ranking needs to know of a statute. */
export type RankedStatute = {
  readonly title: string
  readonly level: LawLevel
  readonly region: string
  readonly version: LawDate
  readonly effectiveFrom: LawDate
  readonly effectiveTo: LawDate | null
}

export type ArticleAsk = Filters & {
  readonly text: string
  readonly query: Query
  readonly today: LawDate
  /** Without a date what ended on or after this day is found as well, behind the law in force. */
  readonly since: LawDate
  readonly limit: number
}

/** Position of an article of a statute; -1 when it has none of that number. */
export type PlaceOf = (ask: { statute: number; number: number; sub: number }) => number

export type ArticleSearch = (ask: ArticleAsk) => Ranked[]

/** What the search reads beside the index. */
export type SearchedTexts = {
  readonly statutes: readonly RankedStatute[]
  readonly placeOf: PlaceOf
  readonly article: (position: number) => IndexedArticle
}

/** How much an article counts by the rank of its law: a person who asks in general means national law first. */
const LEVEL: Readonly<Record<LawLevel, number>> = {
  law: 1,
  regulation: 0.88,
  interpretation: 0.85,
  rule: 1,
  guidance: 0.7,
  standard: 0.7,
  local: 0.4,
}
const CONSTITUTION = 0.8
/**
 * Weights of title and headings beside the text; how far the laws that others name go before; what a citing article
 * passes on.
 */
const TITLE = 0.25
const HEADING = 0.2
const CENTRAL = 0.07
const PASSED_ON = 0.07
const GOVERNS = 0.2
const NAMED = 0.35
/** What has ended but still judges acts of its time is found by who names no date, behind the law in force. */
const ENDED = 0.85
/** Local law counts as that of its rank when the query names the place. */
const OF_THE_PLACE = 2
const RARITY_CAP = 9
const POOL = 120

/** Makes the search over one library. The arrays that it works in are made once. */
export function articleSearch(
  index: ArticleIndex,
  { statutes, placeOf: places, article }: SearchedTexts,
): ArticleSearch {
  const read = rereadOf(statutes, article)
  const names = namesOf(statutes)
  const factorsFor = statuteFactors(index, { statutes, names })
  const ranges = rangesOf(index, statutes)
  const scores = {
    texts: new Float32Array(index.texts.size),
    sections: new Float32Array(index.sections.size),
    titles: new Float32Array(index.titles.size),
  }
  return (ask) => {
    const named = namedArticles(ask, { names, statutes, places })
    const {
      query: { terms },
    } = ask
    for (const field of [scores.texts, scores.sections, scores.titles]) field.fill(0)
    const best = addScores(index.texts, { scores: scores.texts, terms, cap: RARITY_CAP })
    if (best === 0) return named.map((position) => ({ position, score: 1 }))
    addScores(index.sections, { scores: scores.sections, terms, cap: RARITY_CAP })
    addScores(index.titles, { scores: scores.titles, terms, cap: RARITY_CAP })
    const factors = factorsFor(ask)
    const found = bestArticles(index, { ...scores, factors, ranges, count: Math.max(POOL, ask.limit) })
    const pool = closestFirst(passOn(index, found, factors), {
      texts: index.texts,
      terms,
      cap: RARITY_CAP,
      read,
      text: ask.text,
    })
    const taken = new Set(named)
    const rest = pool
      .filter(({ position }) => !taken.has(position))
      .map(({ position, score }) => ({ position, score: sharpened(score / best) }))
    return [...named.map((position) => ({ position, score: 1 })), ...rest].slice(0, ask.limit)
  }
}

function rereadOf(statutes: readonly RankedStatute[], article: SearchedTexts['article']): (position: number) => Reread {
  const topicIn = topicReader()
  return (position) => {
    const { statute, text, ...place } = article(position)
    const of = statutes[statute]
    return { text, topic: of ? topicIn(of, place) : '' }
  }
}

type Range = { readonly statute: number; readonly from: number; readonly to: number }

/** Where the articles of each statute stand, those of the highest rank first: what they reach spares reading the rest. */
function rangesOf({ statuteOf }: ArticleIndex, statutes: readonly RankedStatute[]): Range[] {
  const ranges: Range[] = []
  for (let from = 0; from < statuteOf.length; ) {
    const statute = statuteOf[from] as number
    let to = from
    while (to < statuteOf.length && statuteOf[to] === statute) to++
    ranges.push({ statute, from, to })
    from = to
  }
  const rank = ({ statute }: Range) => LEVEL[statutes[statute]?.level ?? 'local']
  return ranges.sort((a, b) => rank(b) - rank(a) || a.from - b.from)
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
 * How far a statute is wanted: with a date only what was in force on it; without one what is in force, and behind it
 * what ended so lately that it still judges acts. What is to come may be read as well.
 */
function wantedOf(statute: RankedStatute, { on, today, since }: Pick<ArticleAsk, 'on' | 'today' | 'since'>): number {
  if (on !== null) return statute.effectiveFrom <= on && !isOver(statute, on) ? 1 : 0
  if (!isOver(statute, today)) return 1
  return isOver(statute, since) ? 0 : ENDED
}

type Known = {
  readonly names: Names
  readonly statutes: readonly RankedStatute[]
  readonly places: PlaceOf
}

/**
 * The articles that the query names outright, in its order: 民法典第三百条, 安法97条七项. A statute that is named is found
 * even when it ended long ago, if nothing newer bears its name.
 */
function namedArticles(ask: ArticleAsk, { names, statutes, places }: Known): number[] {
  const text = ask.text.normalize('NFKC')
  const cited = articlesNamedIn(text)
  const bare = cited.length === 0 ? bareArticleIn(text) : null
  const find = ({ before, number, sub }: NamedArticle): number[] => {
    const versions = (nameIn(before, names) ?? []).filter((at) => isAsked(statutes[at] as RankedStatute, ask))
    const wanted = versions.filter((at) => wantedOf(statutes[at] as RankedStatute, ask) > 0)
    return (wanted.length > 0 || ask.on !== null ? wanted : versions)
      .map((statute) => places({ statute, number, sub }))
      .filter((place) => place >= 0)
      .reverse()
  }
  return [...new Set([...cited, ...(bare ? [bare] : [])].flatMap(find))]
}

/** Within the region and the law that are asked for. Local law whose place we do not know is nobody's. */
const isAsked = ({ title, level, region }: RankedStatute, { region: asked, law }: Filters): boolean =>
  (asked === null || level !== 'local' || region !== '') && holdsIn(region, asked) && lawTest(law)(title)

/** The place whose name begins the title of a local law: 广东 for 广东省安全生产条例. */
const placeNamed = ({ title, level }: RankedStatute): string | null =>
  level === 'local' ? (/^[\u4e00-\u9fff]{2,8}?(?=省|市|自治区|自治州|自治县|县|区)/.exec(title)?.[0] ?? null) : null

const standingOf = ({ title, level }: RankedStatute, named: number): number =>
  (title === '中华人民共和国宪法' ? CONSTITUTION : LEVEL[level]) * (1 + CENTRAL * Math.log1p(named))

function placesOf<Key>(of: readonly Key[]): ReadonlyMap<Key, readonly number[]> {
  const places = new Map<Key, number[]>()
  of.forEach((key, at) => {
    const known = places.get(key)
    if (known) known.push(at)
    else places.set(key, [at])
  })
  return places
}

/** One factor for each statute: 0 when it is not in force, more when it is named or governs the business. */
function statuteFactors(
  { named: namings }: ArticleIndex,
  { statutes, names }: Omit<Known, 'places'>,
): (ask: ArticleAsk) => Float32Array {
  const titles = placesOf(statutes.map(({ title }) => title))
  const localities = placesOf(statutes.map(placeNamed))
  const factors = new Float32Array(statutes.length)
  const standing = new Float32Array(statutes.length)
  let day = ''
  return (ask) => {
    const { on, today, since, text } = ask
    if (day !== `${on} ${today}`) {
      day = `${on} ${today}`
      for (const [at, statute] of statutes.entries())
        standing[at] = wantedOf(statute, { on, today, since }) * standingOf(statute, namings[at] ?? 0)
    }
    factors.set(standing)
    const raise = (places: readonly number[], by: number) => {
      for (const at of places) factors[at] = (factors[at] ?? 0) * by
    }
    for (const title of governingLaws(text)) raise(titles.get(title) ?? [], 1 + GOVERNS)
    raise([...new Set(lawsWithin(text, names))], 1 + NAMED)
    for (const [place, there] of localities) if (place && text.includes(place)) raise(there, OF_THE_PLACE)
    if (ask.region !== null || ask.law !== null)
      for (const [at, statute] of statutes.entries()) if (!isAsked(statute, ask)) factors[at] = 0
    return factors
  }
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
  readonly ranges: readonly Range[]
  readonly count: number
}

function most(values: Float32Array): number {
  let best = 0
  for (let at = 0; at < values.length; at++) if ((values[at] as number) > best) best = values[at] as number
  return best
}

/**
 * The best articles by text, title and headings together, as far as their statute counts. Most articles share a word or
 * two with any question: those whose text could not reach the best so far even under the best heading are passed over
 * unread.
 */
function bestArticles(
  { sectionOf }: ArticleIndex,
  { texts, sections, titles, factors, ranges, count }: Scores,
): Ranked[] {
  const top = topOf(count)
  const headingMax = HEADING * most(sections)
  let least = 0
  for (const { statute, from, to } of ranges) {
    const factor = factors[statute] as number
    if (factor === 0) continue
    const title = TITLE * (titles[statute] as number)
    let textLeast = Math.max(0, least / factor - title - headingMax)
    for (let position = from; position < to; position++) {
      const text = texts[position] as number
      if (text <= textLeast) continue
      const score = (text + title + HEADING * (sections[sectionOf[position] as number] as number)) * factor
      if (score <= least) continue
      least = top.add(position, score)
      textLeast = Math.max(0, least / factor - title - headingMax)
    }
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
