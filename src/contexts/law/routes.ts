import { chineseNumber } from '../../kernel/citation.ts'
import { NotFound } from '../../kernel/answer.ts'
import { chainOf, covers, type Region } from '../../kernel/region.ts'
import { yearOf } from '../../kernel/time.ts'
import { serve, type Route } from '../../platform/http.ts'
import {
  listCheckItems,
  listMajorHazards,
  listParameters,
  listViolations,
  searchLaw,
  showArticle,
  showCalendar,
} from './contract.ts'
import { articlePlace } from './rules/chinese-number.ts'
import {
  citationOf,
  citationsText,
  citationText,
  dutyCitations,
  findCheckItems,
  findInstrumentNamed,
  inForce,
  penaltyCitation,
  type LawBook,
} from './rules/lawbook.ts'
import type { CheckItem, Parameter, Violation } from './model.ts'
import { searchRows, servedSearch } from './search/served.ts'
import { findArticle, loadLawBook } from './store.ts'
import { library } from './routes/library.ts'
import { checklists } from './routes/checklists.ts'
import { compendium } from './routes/compendium.ts'
import { layers } from './routes/layers.ts'
import { overlays } from './routes/overlays.ts'
import { powers } from './routes/powers.ts'
import { standards } from './routes/standards.ts'
import { currentBook } from './store/merged.ts'

const cites = (book: LawBook, basis: CheckItem['basis']) => citationsText(book, basis.map(citationOf), 'short')

const shown = (book: LawBook, row: Violation) => ({
  ...row,
  cites: citationText(book, penaltyCitation(row)),
  breaks: citationsText(book, dutyCitations(row)),
})

/** The row of the nearest region for each key. */
function nearestOfEach(rows: readonly Parameter[], region: Region): Parameter[] {
  const scopes = chainOf(region)
  const best = new Map<string, Parameter>()
  for (const row of rows) {
    const held = best.get(row.key)
    if (!held || scopes.indexOf(row.region) < scopes.indexOf(held.region)) best.set(row.key, row)
  }
  return [...best.values()]
}

export const routes: readonly Route[] = [
  serve(listViolations, async ({ words, key, region, on, limit }, { today }) => {
    const book = currentBook()
    const date = on ?? today
    const keys = words
      ? searchRows(book, { query: words, kind: 'violation', on: date, limit }).map(({ id }) => id)
      : key
        ? [key]
        : [...book.violationsByKey.keys()]
    const rows = keys
      .flatMap((id) => book.violationsByKey.get(id) ?? [])
      .filter(
        (row) =>
          inForce(row, date) && (!key || row.key === key) && (region === undefined || covers(row.region, region)),
      )
    return { violations: rows.slice(0, words || key ? undefined : limit).map((row) => shown(book, row)) }
  }),
  serve(listCheckItems, async ({ industries, on }, { today }) => {
    const book = currentBook()
    const date = on ?? today
    const items =
      industries === undefined
        ? book.checkItems.filter((row) => inForce(row, date))
        : findCheckItems(book, industries.split(','), date)
    const names = new Map(book.checkItems.map((row) => [row.industry, row.industryName]))
    return {
      items: items.map((row) => ({ ...row, cites: cites(book, row.basis) })),
      industries: [...names].map(([code, name]) => ({ code, name })),
    }
  }),
  serve(listMajorHazards, async ({ sector, on }, { today }) => {
    const book = loadLawBook()
    const hazards = book.majorHazards.filter(
      (row) => (sector === undefined || row.sector === sector) && inForce(row, on ?? today),
    )
    return {
      hazards: hazards.map((row) => ({
        ...row,
        cites: row.article
          ? citationText(book, {
              instrument: row.instrument,
              article: row.article,
              ...(row.item ? { item: row.item } : {}),
            })
          : '',
      })),
    }
  }),
  serve(showArticle, async ({ law, article, on }, { tx, today }) => {
    const date = on ?? today
    const place = articlePlace(article)
    const title = findInstrumentNamed(loadLawBook(), law, date)?.name ?? law
    const row = place ? await findArticle(tx, { law: title, ...place, on: date }) : null
    if (!row) throw new NotFound(`${title} ${article}`)
    const { number, sub, ...rest } = row
    return { ...rest, article: `第${chineseNumber(number)}条${sub ? `之${chineseNumber(sub)}` : ''}` }
  }),
  serve(listParameters, async ({ region, on }, { today }) => {
    const book = currentBook()
    const holds = (row: { effectiveFrom: string; effectiveTo: string | null; region: Region }) =>
      inForce(row, on ?? today) && covers(row.region, region)
    return {
      parameters: nearestOfEach(book.parameters.filter(holds), region).map((row) => ({
        ...row,
        cites: cites(book, row.basis),
      })),
      clocks: book.clocks.filter(holds).map((row) => ({ ...row, cites: cites(book, row.basis) })),
      instruments: book.instruments.filter(holds),
    }
  }),
  serve(searchLaw, async ({ words, kind, on, region, law, limit }, { tx, today }) => {
    const { search, waiting } = await servedSearch(tx, { book: currentBook(), today })
    const hits = search({
      query: words,
      limit,
      ...(kind ? { kind } : {}),
      ...(on ? { on } : {}),
      ...(region === undefined ? {} : { region }),
      ...(law ? { law } : {}),
    })
    return {
      hits: hits.map(({ marks, ...hit }) => ({
        ...hit,
        marks: marks.map(([from, to]): [number, number] => [from, to]),
      })),
      waiting,
    }
  }),
  serve(showCalendar, async ({ year }) => {
    const { special, firstYear, lastYear } = loadLawBook().calendar
    const days = [...special].filter(([date]) => yearOf(date) === year).map(([date, kind]) => ({ date, kind }))
    return { year, isPublished: year >= firstYear && year <= lastYear, days }
  }),
  ...overlays,
  ...layers,
  ...checklists,
  ...compendium,
  ...library,
  ...powers,
  ...standards,
]
