import { NotFound } from '../../../kernel/answer.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { serve, type Route } from '../../../platform/http.ts'
import { listStatutes, showArticleHistory, showStatute } from '../contract/library.ts'
import { articlePlace } from '../rules/chinese-number.ts'
import { findInstrumentNamed } from '../rules/lawbook.ts'
import { restingOn } from '../rules/statute-uses.ts'
import { currentBook } from '../store/merged.ts'
import * as table from '../store/library-table.ts'

/** Versions of the statute that a person names by code, alias, title, or title without the country's name. */
async function versionsNamed(tx: Tx, words: string, on: LawDate): Promise<table.VersionRow[]> {
  const exact = await table.versionsOfStatute(tx, words)
  const named = exact.length > 0 ? null : findInstrumentNamed(currentBook(), words, on)?.name
  const versions = named ? await table.versionsOfStatute(tx, named) : exact
  if (versions.length === 0) throw new NotFound(`statute ${words}`)
  return versions.filter(({ title }) => title === versions[0]?.title)
}

const holdsOn = ({ effectiveFrom, effectiveTo }: table.VersionRow, on: LawDate) =>
  effectiveFrom <= on && (effectiveTo === null || effectiveTo >= on)

const dates = ({ version, effectiveFrom, effectiveTo }: table.VersionRow) => ({ version, effectiveFrom, effectiveTo })

export const library: readonly Route[] = [
  serve(listStatutes, async ({ after, on, ...filter }, { tx, today }) => {
    const page = await table.listStatutes(tx, { ...filter, on: on ?? today }, after)
    return { ...page, isEmpty: page.total === 0 && !(await table.hasStatutes(tx)) }
  }),
  serve(showStatute, async ({ title, on, version }, { tx, today }) => {
    const date = on ?? today
    const versions = await versionsNamed(tx, title, date)
    const shown =
      versions.find((one) => one.version === version) ??
      versions.findLast((one) => holdsOn(one, date)) ??
      versions.at(-1)
    if (!shown) throw new NotFound(`statute ${title}`)
    return {
      title: shown.title,
      code: shown.code,
      level: shown.level,
      region: shown.region,
      shown: dates(shown),
      versions: versions.map(dates),
      articles: await table.articlesOfVersion(tx, shown.id),
    }
  }),
  serve(showArticleHistory, async ({ title: words, article, on }, { tx, today }) => {
    const date = on ?? today
    const place = articlePlace(article)
    const versions = await versionsNamed(tx, words, date)
    const [{ title = '', code = null } = {}] = versions
    const texts = place ? await table.articleInVersions(tx, { ids: versions.map(({ id }) => id), ...place }) : []
    if (!place || texts.length === 0) throw new NotFound(`${words} ${article}`)
    const citing = await table.articlesCiting(tx, { title, ...place, on: date })
    return {
      title,
      code,
      ...place,
      versions: versions.map((one) => {
        const text = texts.find(({ id }) => id === one.id)
        return { ...dates(one), path: text?.path ?? '', text: text?.text ?? null }
      }),
      citedBy: {
        articles: citing.rows,
        articlesTotal: citing.total,
        ...restingOn(currentBook(), { title, number: place.number, on: date }),
      },
    }
  }),
]
