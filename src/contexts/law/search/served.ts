import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { LawBook } from '../rules/lawbook.ts'
import { readStandards } from '../store.ts'
import { openLibrary, type Library } from '../store/library.ts'
import { publishedCases, stateOfCompendium } from '../store/compendium.ts'
import { standardPages, stateOfSearched, statutePages } from '../store/search-feed.ts'
import { offeredCases } from '../public/cases.ts'
import { caseEntries, compendiumEntries } from './cases.ts'
import { partsOf, searcherOver, type Hit, type SearchAsk, type SearchedLibrary, type Searcher } from './engine.ts'
import { entrySearch, searchOver, type EntrySearch } from './entries.ts'
import type { FromWorker, ToWorker } from './index-worker.ts'
import { standardIndexOf, type StandardIndex } from './standard-index.ts'

/** How far the index is that is being made. */
export type Waiting = { readonly done: number; readonly of: number }
export type Served = { readonly search: Searcher; readonly waiting: Waiting | null }

/** Indexes of the statutes and standards of one state of the database. */
type Built = {
  readonly state: string
  readonly library: SearchedLibrary | null
  readonly standards: StandardIndex
  readonly release: () => void
}
type Making = { readonly state: string; progress: Waiting; readonly built: Promise<Built> }

let built: Built | null = null
let making: Making | null = null
let searching: { of: Built; today: LawDate; parts: ReturnType<typeof partsOf> } | null = null
let decided: { state: string; search: EntrySearch } | null = null
const rows = new Map<LawBook, EntrySearch>()

/** Who asks while an index is made waits so long for it; then he is answered from what there is. */
const PATIENCE_MS = 3_000
const BOOKS_KEPT = 8

/**
 * The search of a running server. The index is made in a thread of its own from what the database holds; while a newer
 * one is made the old one answers, and without an old one the rows of the law data alone.
 */
export async function servedSearch(
  tx: Tx,
  { book, today, patienceMs = PATIENCE_MS }: { book: LawBook; today: LawDate; patienceMs?: number },
): Promise<Served> {
  const state = await stateOfSearched(tx)
  if (built?.state !== state && making?.state !== state) await make(tx, state)
  const underway = making
  if (underway) await Promise.race([underway.built.catch(() => null), pause(patienceMs)])
  const cases = await casesOf(tx, { book, today })
  const shared = built ? partsIn(built, { book, today }) : partsOf({ book, standards: shipped, library: null, today })
  return {
    search: searcherOver(
      { ...shared, rows: () => rowsOf(book), cases: () => cases },
      { book, library: built?.library ?? null, today },
    ),
    waiting: built?.state === state ? null : (making?.progress ?? null),
  }
}

const LAST_DAY: LawDate = '9999-12-31'

/** Over the rows of the law data alone: violations, matters and hazards. */
export const searchRows = (book: LawBook, ask: SearchAsk): Hit[] =>
  searcherOver(
    { ...partsOf({ book, standards: () => null, library: null, today: LAST_DAY }), rows: () => rowsOf(book) },
    { book, library: null, today: LAST_DAY },
  )(ask)

const pause = (ms: number) =>
  new Promise<null>((done) => {
    setTimeout(() => done(null), ms).unref()
  })

let shippedIndex: StandardIndex | null = null
const shipped = (): StandardIndex => (shippedIndex ??= standardIndexOf(readStandards()))

function partsIn(of: Built, { book, today }: { book: LawBook; today: LawDate }): ReturnType<typeof partsOf> {
  if (searching?.of !== of || searching.today !== today)
    searching = {
      of,
      today,
      parts: partsOf({ book, standards: () => of.standards, library: of.library, today }),
    }
  return searching.parts
}

function rowsOf(book: LawBook): EntrySearch {
  const known = rows.get(book)
  if (known) return known
  const [oldest] = rows.keys()
  if (rows.size >= BOOKS_KEPT && oldest) rows.delete(oldest)
  const search = entrySearch(book)
  rows.set(book, search)
  return search
}

/** Decisions that were published, and the cases of the compendium: indexed when one of them changed. */
async function casesOf(tx: Tx, { book, today }: { book: LawBook; today: LawDate }): Promise<EntrySearch> {
  const source = offeredCases()
  const state = `${source ? await source.state(tx, today) : ''}|${await stateOfCompendium(tx)}`
  if (decided?.state !== state) {
    const published = source ? await source.cases(tx, today) : []
    const entries = [...caseEntries(published), ...compendiumEntries(book, await publishedCases(tx))]
    decided = { state, search: entries.length === 0 ? () => [] : searchOver(entries) }
  }
  return decided.search
}

/** Hands everything to the thread, page by page; from then on it works alone. */
async function make(tx: Tx, state: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-search-'))
  const worker = new Worker(new URL('./index-worker.ts', import.meta.url), { workerData: folder })
  worker.unref()
  const own: Making = { state, progress: { done: 0, of: 0 }, built: builtBy(worker, { folder, state, tell }) }
  function tell(progress: Waiting) {
    own.progress = progress
  }
  making = own
  own.built.then(take, () => {
    if (making === own) making = null // the next question tries again
    rmSync(folder, { recursive: true, force: true })
  })
  const send = (message: ToWorker) => worker.postMessage(message)
  try {
    for await (const page of statutePages(tx)) send({ say: 'statutes', page })
    let count = 0
    for await (const page of standardPages(tx)) {
      count += page.length
      send({ say: 'standards', page })
    }
    if (count === 0) send({ say: 'standards', page: readStandards() })
    send({ say: 'build' })
  } catch (error) {
    await worker.terminate()
    throw error
  }
}

function take(news: Built): void {
  if (making?.state !== news.state) return news.release()
  built?.release()
  built = news
  making = null
}

function builtBy(
  worker: Worker,
  { folder, state, tell }: { folder: string; state: string; tell: (progress: Waiting) => void },
): Promise<Built> {
  return new Promise((resolve, reject) => {
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('the thread of the search index ended early')))
    worker.on('message', (message: FromWorker) => {
      if (message.say === 'progress') return tell(message)
      const { articles, standards } = message
      const library: Library | null = articles ? openLibrary(folder) : null
      const release = () => {
        library?.close()
        rmSync(folder, { recursive: true, force: true })
      }
      process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
      resolve({
        state,
        library: library && articles ? { ...library, index: () => articles } : null,
        standards,
        release,
      })
    })
  })
}
