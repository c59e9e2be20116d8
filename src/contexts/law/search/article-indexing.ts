import { lawsNamedIn, referencesIn } from '../rules/citation-query.ts'
import { plainTitle, type ArticleIndex, type IndexedArticle, type IndexedStatute } from './article-index.ts'
import { pairsOf, postingsBuilder, type Bm25, type Postings } from './postings.ts'
import { wordsOf } from './terms.ts'
import { topicsOf } from './topics.ts'

const TEXT: Bm25 = { k1: 1.3, b: 0.55 }
const HEADING: Bm25 = { k1: 0.8, b: 0.3 }

const fieldOf = (texts: readonly string[]): Postings => {
  const builder = postingsBuilder(HEADING)
  for (const text of texts) builder.add(wordsOf(text), pairsOf(text))
  return builder.done()
}

export type Progress = (done: number, of: number) => void

/** Builds the index of a library: some ten seconds for 150,000 articles, and 400 MB while it is built. */
export function buildArticleIndex(
  statutes: readonly IndexedStatute[],
  articles: readonly IndexedArticle[],
  progress?: Progress,
): ArticleIndex {
  const titles = statutes.map(({ title }) => title)
  const topics = topicsOf(statutes, articles)
  const texts = postingsBuilder(TEXT)
  const sections = new Map<string, number>()
  const sectionOf = new Uint32Array(articles.length)
  articles.forEach(({ statute, path, text }, at) => {
    const topic = topics.get(at)
    const all = topic ? `${text} ${topic}` : text
    texts.add(wordsOf(all), pairsOf(all))
    const key = `${statute} ${path}`
    const section = sections.get(key) ?? sections.size
    sections.set(key, section)
    sectionOf[at] = section
    if (at % 5000 === 0) progress?.(at, articles.length)
  })
  progress?.(articles.length, articles.length)
  return {
    texts: texts.done(),
    sections: fieldOf([...sections.keys()].map((key) => key.slice(key.indexOf(' ') + 1))),
    titles: fieldOf(titles.map(plainTitle)),
    statuteOf: Uint16Array.from(articles, ({ statute }) => statute),
    sectionOf,
    ...citationsOf(titles, articles),
  }
}

/** Of several versions of a title the last one is meant. */
function statutesByName(titles: readonly string[]): Map<string, number> {
  const names = new Map<string, number>()
  titles.forEach((title, at) => names.set(plainTitle(title), at))
  return names
}

function citationsOf(
  titles: readonly string[],
  articles: readonly IndexedArticle[],
): Pick<ArticleIndex, 'citesFrom' | 'cites' | 'named'> {
  const names = statutesByName(titles)
  const named = new Uint32Array(titles.length)
  const places = new Map(articles.map(({ statute, number, sub }, at) => [`${statute} ${number} ${sub}`, at]))
  const citesFrom = new Uint32Array(articles.length + 1)
  const cites: number[] = []
  articles.forEach(({ statute, text }, at) => {
    for (const { law, number, sub } of referencesIn(text)) {
      const target = law === null ? statute : names.get(plainTitle(law))
      if (target === undefined) continue
      if (law !== null) named[target] = (named[target] ?? 0) + 1
      const place = places.get(`${target} ${number} ${sub}`)
      if (place !== undefined && place !== at) cites.push(place)
    }
    for (const law of lawsNamedIn(text)) {
      const target = names.get(plainTitle(law))
      if (target !== undefined && target !== statute) named[target] = (named[target] ?? 0) + 1
    }
    citesFrom[at + 1] = cites.length
  })
  return { citesFrom, cites: Uint32Array.from(cites), named }
}
