import type { Database, Tx } from '../../../platform/db.ts'
import type { ImportedStatute } from '../rules/statute.ts'
import type { Tell } from '../store/import.ts'
import { openLibrary, statutesIn } from '../store/library.ts'
import { digestOf, digestsOfStatutes, saveStatute } from '../store/library-table.ts'
import { importedStandards, shippedStandards, stampsOfStandards } from '../store/standards.ts'
import { onceFor, saveStandards } from '../store/standards-table.ts'

export type TakenOver = { readonly statutes: number; readonly standards: number }

/**
 * Brings what `law import` and `law standards import` left in the data folder, and the standards that ship, into the
 * database of the server. What stands there already in the same words is not written again.
 */
export async function takeOverLaw(db: Database, dataFolder: string, tell: Tell = () => {}): Promise<TakenOver> {
  const library = openLibrary(dataFolder)
  try {
    const known = await db.transaction({ region: 'none' }, digestsOfStatutes)
    const news = library
      ? statutesIn(
          library,
          ({ title, version, digest }) => !digest || known.get(`${title} ${version}`) !== digest,
        ).filter((statute) => known.get(`${statute.title} ${statute.version}`) !== digestOf(statute))
      : []
    await db.transaction({ region: 'none' }, async (tx) => {
      for (const [at, statute] of news.entries()) {
        await saveStatute(tx, statute)
        tell('写入法规', at + 1, news.length)
      }
    })
    const standards = await db.transaction({ region: 'none' }, (tx) => takeOverStandards(tx, dataFolder))
    return { statutes: news.length, standards }
  } finally {
    library?.close()
  }
}

/** Takes statutes in beside those that are there. */
export async function takeInStatutes(tx: Tx, statutes: readonly ImportedStatute[]): Promise<void> {
  for (const statute of statutes) await saveStatute(tx, statute)
}

/** The shipped list fills what is missing; a list that was imported into the folder since goes before what is there. */
async function takeOverStandards(tx: Tx, dataFolder: string): Promise<number> {
  const { shipped, imported } = stampsOfStandards(dataFolder)
  const filled = await onceFor(tx, { what: 'shipped standards', stamp: shipped }, async () =>
    saveStandards(tx, [...(await shippedStandards()).values()], { onlyNew: true }),
  )
  const brought = await onceFor(tx, { what: 'imported standards', stamp: imported }, () =>
    saveStandards(tx, [...importedStandards(dataFolder).values()]),
  )
  return filled + brought
}
