import type { Tx } from '../../platform/db.ts'
import type { LawBook } from './rules/lawbook.ts'
import { loadLawBook, readPlaces, saveStatute } from './store.ts'
import { importFolder, type ImportAnswer } from './store/library.ts'

/** The law of this installation, read once: hand it to the pure functions of law/rules. */
export const lawbook = (): LawBook => loadLawBook()

/** Takes the statutes of a folder into the database, so that screens can show article texts. The scope of `tx` does not matter: statutes are public. */
export async function importStatutes(tx: Tx, folder: string): Promise<ImportAnswer> {
  const { statutes, answer } = importFolder(folder, { instruments: loadLawBook().instruments, regions: readPlaces() })
  for (const statute of statutes) await saveStatute(tx, statute)
  return answer
}
