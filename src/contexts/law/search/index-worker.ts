import { parentPort, workerData } from 'node:worker_threads'
import type { ImportedStatute } from '../rules/statute.ts'
import { LIBRARY_FOLDER } from '../store/library.ts'
import { writeLibrary } from '../store/library-writing.ts'
import { join } from 'node:path'
import { loadArticleIndex, type ArticleIndex } from './article-index.ts'
import {
  loadStandardIndex,
  saveStandardIndex,
  standardIndexOf,
  type SearchedStandard,
  type StandardIndex,
} from './standard-index.ts'

/** What the thread is told: pages of what is to be indexed, and that there is no more. */
export type ToWorker =
  | { readonly say: 'statutes'; readonly page: readonly ImportedStatute[] }
  | { readonly say: 'standards'; readonly page: readonly SearchedStandard[] }
  | { readonly say: 'build' }

/** What it answers: how far it has come, and the indexes, whose arrays both threads then share. */
export type FromWorker =
  | { readonly say: 'progress'; readonly done: number; readonly of: number }
  | { readonly say: 'built'; readonly articles: ArticleIndex | null; readonly standards: StandardIndex }

const STAMP = 0

/** Collects the pages and builds in its own thread, so that the server goes on answering. */
function run(port: NonNullable<typeof parentPort>, folder: string): void {
  const statutes: ImportedStatute[] = []
  const standards: SearchedStandard[] = []
  const say = (message: FromWorker) => port.postMessage(message)
  port.on('message', (message: ToWorker) => {
    if (message.say === 'statutes') for (const statute of message.page) statutes.push(statute)
    else if (message.say === 'standards') for (const standard of message.page) standards.push(standard)
    else {
      const path = join(folder, 'standards.idx')
      saveStandardIndex(path, { index: standardIndexOf(standards), stamp: STAMP })
      if (statutes.length > 0) writeLibrary(folder, statutes, (_, done, of) => say({ say: 'progress', done, of }))
      const index = loadStandardIndex(path, { stamp: STAMP, memory: 'shared' })
      if (!index) throw new Error('the index of standards was not written')
      const articles =
        statutes.length > 0 ? loadArticleIndex(join(folder, LIBRARY_FOLDER, 'search.idx'), 'shared') : null
      say({ say: 'built', articles, standards: index })
      port.close()
    }
  })
}

if (parentPort) run(parentPort, workerData as string)
