import { AsyncLocalStorage } from 'node:async_hooks'
import type { Region } from '../../../kernel/region.ts'
import { lawDateOf, type LawDate } from '../../../kernel/time.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Database, Tx } from '../../../platform/db.ts'
import { lawBookOf, type LawBook } from '../rules/lawbook.ts'
import { asReadIn, layered } from '../rules/overlay.ts'
import { loadLawBook } from '../store.ts'
import { approvedOverlays, overlayStamp } from './overlays.ts'

/** The merged law of one stamp, and what each bureau reads of it. */
type Kept = { readonly merged: LawBook; readonly isBound: boolean; readonly books: Map<string, LawBook> }

const STAMPS_KEPT = 4
const BOOKS_KEPT = 300
const kept = new Map<string, Kept>()

function keep<Value>(map: Map<string, Value>, key: string, { value, max }: { value: Value; max: number }): Value {
  const [oldest] = map.keys()
  if (map.size >= max && oldest !== undefined) map.delete(oldest)
  map.set(key, value)
  return value
}

async function keptFor(tx: Tx): Promise<Kept> {
  const stamp = await overlayStamp(tx)
  const known = kept.get(stamp)
  if (known) return known
  const overlays = await approvedOverlays(tx)
  const shipped = loadLawBook()
  const value = {
    merged: overlays.length === 0 ? shipped : lawBookOf(layered(shipped, overlays)),
    isBound: overlays.some(({ kind }) => kind === 'check-item' || kind === 'factor'),
    books: new Map<string, LawBook>(),
  }
  return keep(kept, stamp, { value, max: STAMPS_KEPT })
}

/** The law with every approved change in it, as this transaction sees it. */
export const mergedBook = async (tx: Tx): Promise<LawBook> => (await keptFor(tx)).merged

async function bookFor(tx: Tx, { region, on }: { region: Region; on: LawDate }): Promise<LawBook> {
  const { merged, isBound, books } = await keptFor(tx)
  if (!isBound) return merged
  const key = `${region} ${on}`
  return books.get(key) ?? keep(books, key, { value: lawBookOf(asReadIn(merged, { region, on })), max: BOOKS_KEPT })
}

const ofTransaction = new AsyncLocalStorage<LawBook>()

/** The law of the running transaction; outside of one the law that ships. */
export const currentBook = (): LawBook => ofTransaction.getStore() ?? loadLawBook()

/**
 * Every transaction reads the law as it was committed when the transaction began, with the layers of its own region:
 * one small query a transaction, and nobody ever sees half a change or yesterday's copy.
 */
export const withLawbook = (db: Database, clock: Clock): Database => ({
  ...db,
  transaction: (scope, work) =>
    db.transaction(scope, async (tx) => {
      const region = scope.region === 'none' ? '' : scope.region
      const book = await bookFor(tx, { region, on: lawDateOf(clock.now()) })
      return ofTransaction.run(book, () => work(tx))
    }),
})
