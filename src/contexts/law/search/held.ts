import type { ImportedStatute } from '../rules/statute.ts'
import type { IndexedArticle } from './article-index.ts'
import { buildArticleIndex } from './article-indexing.ts'
import type { SearchedLibrary } from './engine.ts'

/** A library of statutes that are held in memory: for a server, which reads them from its database. */
export function heldLibrary(statutes: readonly ImportedStatute[]): SearchedLibrary {
  const articles = statutes.flatMap(({ articles: own }, statute) =>
    own.map((article): IndexedArticle => ({ statute, ...article })),
  )
  const places = new Map(articles.map(({ statute, number, sub }, at) => [`${statute} ${number} ${sub}`, at]))
  const index = buildArticleIndex(statutes, articles)
  return {
    statutes,
    index: () => index,
    article: (position) => {
      const article = articles[position]
      if (!article) throw new Error(`no article ${position} in the law library`)
      return article
    },
    placeOf: ({ statute, number, sub }) => places.get(`${statute} ${number} ${sub}`) ?? -1,
  }
}
