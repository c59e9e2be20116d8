import { articlesNamedIn, referencesIn } from './citation-query.ts'
import type { ImportedStatute } from './statute.ts'

/** Titles are cited without the country's name and without the version behind them. */
export const titleAsCited = (title: string): string =>
  title
    .replace(/[《》\s]/g, '')
    .replace(/^中华人民共和国/, '')
    .replace(/[（(][^（()）]*[）)]$/, '')

export type CitedArticle = {
  readonly number: number
  readonly sub: number
  readonly title: string
  readonly cited: number
  readonly citedSub: number
}

/** "本法" and "依照前款" reach no other article; "依照第九十条的规定" without a name means the same statute. */
const OWN_RUN =
  /(?:依照|按照|根据|违反|适用|符合|除)(第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)/g

/** What each article of a statute cites, once each; an article that names itself cites nothing. */
export function citedIn({ title, articles }: Pick<ImportedStatute, 'title' | 'articles'>): CitedArticle[] {
  const own = titleAsCited(title)
  const numbers = new Set(articles.map(({ number, sub }) => `${number}.${sub}`))
  const found = new Map<string, CitedArticle>()
  for (const { number, sub, text } of articles) {
    const add = (law: string, cited: number, citedSub: number) => {
      if (cited < 1 || (law === own && cited === number && citedSub === sub)) return
      found.set(`${number}.${sub}>${law} ${cited}.${citedSub}`, { number, sub, title: law, cited, citedSub })
    }
    for (const { law, number: cited, sub: citedSub } of referencesIn(text))
      add(law === null ? own : titleAsCited(law), cited, citedSub)
    for (const [, run = ''] of text.matchAll(OWN_RUN))
      for (const place of articlesNamedIn(run))
        if (numbers.has(`${place.number}.${place.sub}`)) add(own, place.number, place.sub)
  }
  return [...found.values()]
}
