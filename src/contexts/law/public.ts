import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db.ts'
import type { LawBook } from './rules/lawbook.ts'
import { loadLanguage } from './search/terms.ts'
import { loadLawBook, readPlaces } from './store.ts'
import { withEnds } from './rules/statute.ts'
import { importFolder, type Skipped } from './store/import.ts'
import { saveStatute } from './store/library-table.ts'
import { currentBook, withLawbook as readingTheLaw } from './store/merged.ts'

export type ImportAnswer = { readonly laws: number; readonly articles: number; readonly skipped: readonly Skipped[] }

/**
 * The law as this transaction sees it, with the approved changes of the bureaus in it: hand it to the pure functions of
 * law/rules. Outside of a transaction the law that ships.
 */
export const lawbook = (): LawBook => currentBook()

/** Lets every transaction of a database read the law as it was committed when it began. */
export const withLawbook = (db: Database, clock: Clock): Database => readingTheLaw(db, clock)

/**
 * Takes the statutes of a folder into the database, so that screens can show article texts. The scope of `tx` does not
 * matter: statutes are public.
 */
export async function importStatutes(tx: Tx, folder: string): Promise<ImportAnswer> {
  const { statutes, skipped } = importFolder(folder, { instruments: loadLawBook().instruments, regions: readPlaces() })
  for (const statute of withEnds(statutes)) await saveStatute(tx, statute)
  return { laws: statutes.length, articles: statutes.reduce((sum, { articles }) => sum + articles.length, 0), skipped }
}

/** How officers say it in their own words, for each of these violations; an approved list, dated like all law data. */
export const spokenOf = (keys: ReadonlySet<string>): { key: string; says: string[] }[] =>
  loadLanguage().violations.flatMap(({ keys: own, says }) =>
    own.filter((key) => keys.has(key)).map((key) => ({ key, says })),
  )
