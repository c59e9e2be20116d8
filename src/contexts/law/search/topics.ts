import type { IndexedArticle, IndexedStatute } from './article-index.ts'
import { pairsOf } from './postings.ts'
import { loadLanguage } from './terms.ts'

/** Share of the pairs of characters that two versions of an article have in common when they say the same. */
const SAME_PAIRS_MIN = 0.5

/** What people call the matter of one article, when the version is one that the rows speak of. */
export function topicReader(): (statute: IndexedStatute, place: Pick<IndexedArticle, 'number' | 'sub'>) => string {
  const topics = new Map(
    loadLanguage().topics.map(({ law, since, articles }) => [law, { since, says: new Map(articles) }] as const),
  )
  return ({ title, version }, place) => {
    const rows = topics.get(title)
    return rows && version >= rows.since ? (rows.says.get(labelOf(place)) ?? '') : ''
  }
}

type Place = { readonly position: number; readonly pairs: ReadonlySet<number> }

/**
 * What people call the matter of an article, from our own rows, by position. A row names the articles of one version
 * and those after it; an older version has other numbers, so there the article that says the same takes the words over.
 */
export function topicsOf(
  statutes: readonly IndexedStatute[],
  articles: readonly IndexedArticle[],
): ReadonlyMap<number, string> {
  const topics = new Map<number, string>()
  const positions = positionsOf(articles)
  for (const { law, since, articles: rows } of loadLanguage().topics) {
    const versions = statutes
      .map(({ title, version }, at) => ({ title, version, own: positions.get(at) ?? [] }))
      .filter(({ title }) => title === law)
    const says = new Map(rows)
    const named = versions.filter(({ version }) => version >= since).sort((a, b) => (a.version < b.version ? -1 : 1))
    for (const { own } of named)
      for (const position of own) {
        const topic = says.get(labelOf(articles[position] as IndexedArticle))
        if (topic !== undefined) topics.set(position, topic)
      }
    const first = (named[0]?.own ?? []).filter((position) => topics.has(position))
    const known = first.map((position) => placeOf(articles, position))
    for (const { version, own } of versions)
      if (version < since)
        for (const position of own) {
          const same = sameAs(placeOf(articles, position), known)
          if (same !== null) topics.set(position, topics.get(same) as string)
        }
  }
  return topics
}

const labelOf = ({ number, sub }: Pick<IndexedArticle, 'number' | 'sub'>) => (sub ? `${number}-${sub}` : `${number}`)

const placeOf = (articles: readonly IndexedArticle[], position: number): Place => ({
  position,
  pairs: new Set(pairsOf(articles[position]?.text ?? '')),
})

/** Position of the known article that has most in common with a text; null when none says the same. */
function sameAs({ pairs }: Place, known: readonly Place[]): number | null {
  let best = SAME_PAIRS_MIN
  let found: number | null = null
  for (const other of known) {
    let common = 0
    for (const pair of pairs) if (other.pairs.has(pair)) common++
    const share = common / Math.max(1, pairs.size + other.pairs.size - common)
    if (share < best) continue
    best = share
    found = other.position
  }
  return found
}

function positionsOf(articles: readonly IndexedArticle[]): ReadonlyMap<number, readonly number[]> {
  const positions = new Map<number, number[]>()
  articles.forEach(({ statute }, at) => {
    const own = positions.get(statute)
    if (own) own.push(at)
    else positions.set(statute, [at])
  })
  return positions
}
