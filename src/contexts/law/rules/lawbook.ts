import { articleText, type Citation } from '../../../kernel/citation.ts'
import { chainOf, covers, type Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type {
  CheckItem,
  Clock,
  Factor,
  Instrument,
  LawData,
  LeniencyList,
  MajorHazard,
  Parameter,
  Stage,
  TierTable,
  Violation,
} from '../model.ts'

/** The loaded law with its indexes. All look-ups take the date of the act that asks; nothing here knows today. */
export type LawBook = LawData & {
  readonly instrumentsByCode: ReadonlyMap<string, Instrument>
  readonly violationsByKey: ReadonlyMap<string, readonly Violation[]>
  readonly parametersByKey: ReadonlyMap<string, readonly Parameter[]>
  readonly hazardsByCode: ReadonlyMap<string, MajorHazard>
  readonly clocksById: ReadonlyMap<string, readonly Clock[]>
  readonly factorsByWord: ReadonlyMap<string, Factor>
}

type Dated = { readonly effectiveFrom: LawDate; readonly effectiveTo: LawDate | null }

/** Whether the row is in force on that law date; its last day still counts. */
export const inForce = ({ effectiveFrom, effectiveTo }: Dated, date: LawDate): boolean =>
  effectiveFrom <= date && (effectiveTo === null || date <= effectiveTo)

function groupedBy<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

/** The part of the law that names statutes; a look-up of a text needs no more of it. */
export type InstrumentBook = Pick<LawBook, 'instruments' | 'instrumentsByCode'>

export const instrumentsOf = (instruments: readonly Instrument[]): InstrumentBook => ({
  instruments: [...instruments],
  instrumentsByCode: new Map(
    instruments.flatMap((row) => [row.code, ...row.aliases].map((code) => [code, row] as const)),
  ),
})

export const lawBookOf = (data: LawData): LawBook => ({
  ...data,
  ...instrumentsOf(data.instruments),
  violationsByKey: groupedBy(data.violations, ({ key }) => key),
  parametersByKey: groupedBy(data.parameters, ({ key }) => key),
  hazardsByCode: new Map(data.majorHazards.map((row) => [row.code, row])),
  clocksById: groupedBy(data.clocks, ({ id }) => id),
  factorsByWord: new Map(
    data.factors.flatMap((row) => [row.code, row.says, ...row.aliases].map((word) => [word, row] as const)),
  ),
})

export const findInstrument = (book: LawBook, code: string): Instrument | null =>
  book.instrumentsByCode.get(code) ?? null

/** By code, alias, full or short name, with or without 中华人民共和国; of several versions the one in force on the date. */
export function findInstrumentNamed(book: InstrumentBook, words: string, on: LawDate): Instrument | null {
  const byCode = book.instrumentsByCode.get(words) ?? book.instrumentsByCode.get(words.toUpperCase())
  const name = byCode?.name ?? words.replace(/[《》\s]/g, '')
  const versions = book.instruments.filter((row) =>
    [row.name, row.shortName, row.name.replace('中华人民共和国', '')].includes(name),
  )
  return versions.find((row) => inForce(row, on)) ?? byCode ?? versions[0] ?? null
}

/** 《中华人民共和国安全生产法》第九十七条第（七）项: how papers cite. `short` leaves 中华人民共和国 out. */
export function citationText(book: LawBook, citation: Citation, form: 'full' | 'short' = 'full'): string {
  const instrument = findInstrument(book, citation.instrument)
  const name = form === 'short' ? instrument?.shortName : instrument?.name
  return `《${name ?? citation.instrument}》${articleText(citation)}`
}

/** Joins citations for a paper: the same instrument is named once. */
export function citationsText(book: LawBook, citations: readonly Citation[], form: 'full' | 'short' = 'full'): string {
  return citations
    .map((citation, index) =>
      citations[index - 1]?.instrument === citation.instrument
        ? articleText(citation)
        : citationText(book, citation, form),
    )
    .join('、')
}

/** Of rows for several regions the nearest to `region` wins; the nation's row is the fallback. */
function nearest<T extends { readonly region: Region }>(rows: readonly T[], region: Region): T | null {
  for (const scope of chainOf(region)) {
    const found = rows.find((row) => row.region === scope)
    if (found) return found
  }
  return null
}

/** A number of the law for a region and a date, e.g. `hearing.fine-threshold.unit`. */
export const findParameter = (book: LawBook, key: string, at: { region: Region; date: LawDate }): Parameter | null =>
  nearest(
    (book.parametersByKey.get(key) ?? []).filter((row) => inForce(row, at.date)),
    at.region,
  )

/** The value of a numeric parameter; null where none is in force, e.g. before the instrument that brought it. */
export function findNumber(book: LawBook, key: string, at: { region: Region; date: LawDate }): number | null {
  const value = findParameter(book, key, at)?.value
  return typeof value === 'number' ? value : null
}

/**
 * The value of a numeric parameter. Throws when the law data lacks it: that is a fault of the data, not of the asker.
 */
export function getNumber(book: LawBook, key: string, at: { region: Region; date: LawDate }): number {
  const value = findNumber(book, key, at)
  if (value === null) throw new Error(`no number ${key} for ${at.region || 'the nation'} on ${at.date}`)
  return value
}

/** All rows of a stage in force on the date for the region: several, when gains or goods decide between them. */
export const findViolations = (
  book: LawBook,
  key: string,
  at: { stage?: Stage; region?: Region; date: LawDate },
): Violation[] =>
  (book.violationsByKey.get(key) ?? []).filter(
    (row) =>
      inForce(row, at.date) &&
      (at.stage === undefined || row.stage === at.stage) &&
      (at.region === undefined || covers(row.region, at.region)),
  )

/** The row that names the act: its first stage where there is one. */
export const findViolation = (book: LawBook, key: string, date?: LawDate): Violation | null =>
  (book.violationsByKey.get(key) ?? []).find((row) => date === undefined || inForce(row, date)) ?? null

/** The citation of the penalty provision of a violation, and those of the duty it breaks. */
export const penaltyCitation = ({ instrument, article, paragraph, item }: Violation): Citation => ({
  instrument,
  article,
  ...(paragraph ? { paragraph } : {}),
  ...(item ? { item } : {}),
})

export const dutyCitations = ({ duties }: Violation): Citation[] => duties.map(citationOf)

/** A citation as zod gives it, whose absent parts may be undefined, made exact. */
export const citationOf = ({ instrument, article, paragraph, item }: CheckItem['basis'][number]): Citation => ({
  instrument,
  article,
  ...(paragraph ? { paragraph } : {}),
  ...(item ? { item } : {}),
})

export const findClock = (book: LawBook, id: string, date: LawDate): Clock | null => {
  const versions = book.clocksById.get(id) ?? []
  return versions.find((row) => inForce(row, date)) ?? versions[0] ?? null
}

/** Check items of the industries in force on the date; `general` belongs to every business. */
export const findCheckItems = (book: LawBook, industries: readonly string[], date: LawDate): CheckItem[] =>
  book.checkItems.filter(
    (row) => (row.industry === 'general' || industries.includes(row.industry)) && inForce(row, date),
  )

export const findCheckItem = (book: LawBook, id: string): CheckItem | null =>
  book.checkItems.find((row) => row.id === id) ?? null

export const findMajorHazard = (book: LawBook, code: string): MajorHazard | null => book.hazardsByCode.get(code) ?? null

/** The tier table for an act: its own row before the general split, the nearer region before the nation. */
export function findTierTable(
  book: LawBook,
  violation: string,
  at: { stage: Stage; region: Region; date: LawDate },
): TierTable | null {
  const here = book.tiers.filter((row) => inForce(row, at.date) && covers(row.region, at.region))
  const own = here.filter((row) => row.violation === violation && row.stage === at.stage)
  return (
    nearest(own, at.region) ??
    nearest(
      here.filter((row) => row.violation === null),
      at.region,
    )
  )
}

/** The circumstance by its code, its Chinese words or an alias. */
export const findFactor = (book: LawBook, word: string): Factor | null => book.factorsByWord.get(word.trim()) ?? null

/** The local no-penalty lists that name the violation; of one list only what the nearest region says. */
export const findLeniencyLists = (
  book: LawBook,
  violation: string,
  at: { region: Region; date: LawDate },
): LeniencyList[] =>
  book.leniency
    .filter((list) => inForce(list, at.date) && covers(list.region, at.region))
    .filter((list, _, all) => !all.some((other) => other.id === list.id && other.region.length > list.region.length))
    .filter((list) => list.items.some((item) => item.violation === violation))
