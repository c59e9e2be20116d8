import type { Tx } from '../../platform/db.ts'
import type { LawBook } from './rules/lawbook.ts'
import { loadLawBook, readPlaces, saveStatute } from './store.ts'
import { withEnds } from './rules/statute.ts'
import { importFolder, type Skipped } from './store/import.ts'

export type ImportAnswer = { readonly laws: number; readonly articles: number; readonly skipped: readonly Skipped[] }

/** The law of this installation, read once: hand it to the pure functions of law/rules. */
export const lawbook = (): LawBook => loadLawBook()

/**
 * Takes the statutes of a folder into the database, so that screens can show article texts. The scope of `tx` does not
 * matter: statutes are public.
 */
export async function importStatutes(tx: Tx, folder: string): Promise<ImportAnswer> {
  const { statutes, skipped } = importFolder(folder, { instruments: loadLawBook().instruments, regions: readPlaces() })
  for (const statute of withEnds(statutes)) await saveStatute(tx, statute)
  return { laws: statutes.length, articles: statutes.reduce((sum, { articles }) => sum + articles.length, 0), skipped }
}
