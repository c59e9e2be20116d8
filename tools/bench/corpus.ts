import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { articleText } from '../../src/kernel/citation.ts'
import type { ImportedStatute } from '../../src/contexts/law/rules/statute.ts'
import { withEnds } from '../../src/contexts/law/rules/statute.ts'
import type { IndexedArticle } from '../../src/contexts/law/search/article-index.ts'
import { addScores, pairText, pairsOf, postingsBuilder } from '../../src/contexts/law/search/postings.ts'
import { loadLawBook, readPlaces } from '../../src/contexts/law/store.ts'
import { importFolder } from '../../src/contexts/law/store/import.ts'
import { openLibrary, writeLibrary, type Library } from '../../src/contexts/law/store/library.ts'

/** The latest version of every statute of the reference corpus. */
export type Corpus = {
  readonly titles: readonly string[]
  readonly articles: readonly IndexedArticle[]
  readonly statutes: readonly ImportedStatute[]
}

export function readCorpus(shared: string): Corpus {
  const { statutes } = importFolder(join(shared, 'data/laws'), {
    instruments: loadLawBook().instruments,
    regions: readPlaces(),
  })
  const latest = withEnds(statutes).filter(
    ({ title, version }) => !statutes.some((other) => other.title === title && other.version > version),
  )
  return {
    statutes: latest,
    titles: latest.map(({ title }) => title),
    articles: latest.flatMap(({ articles }, statute) => articles.map((article) => ({ statute, ...article }))),
  }
}

/**
 * Runs with the corpus written as a library in a folder of its own, which is gone afterwards. `ms` is what writing
 * took.
 */
export async function withLibrary<T>(
  corpus: Corpus,
  run: (library: Library, made: { ms: number; folder: string }) => T | Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  try {
    const start = performance.now()
    writeLibrary(folder, corpus.statutes)
    const library = openLibrary(folder)
    if (!library) throw new Error('no library was written')
    try {
      return await run(library, { ms: performance.now() - start, folder })
    } finally {
      library.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const articleLabel = (number: number, sub: number): string =>
  `${articleText({ instrument: '', article: number })}${sub ? `之${'一二三四五六七八九'[sub - 1] ?? sub}` : ''}`

/** The baseline: BM25 over pairs of characters, nothing else. Answers positions, best first. */
export function pairBaseline(texts: Iterable<string>): (query: string, limit: number) => number[] {
  const builder = postingsBuilder({ k1: 1.2, b: 0.75 })
  for (const text of texts) {
    const pairs = pairsOf(text)
    builder.add([], pairs)
  }
  const postings = builder.done()
  const scores = new Float32Array(postings.size)
  return (query, limit) => {
    scores.fill(0)
    addScores(postings, {
      scores,
      terms: [...new Set(pairsOf(query))].map((pair) => ({ term: pairText(pair), weight: 1 })),
      cap: Number.POSITIVE_INFINITY,
    })
    let found: { at: number; score: number }[] = []
    scores.forEach((score, at) => {
      if (score > 0) found.push({ at, score })
    })
    found = found.sort((a, b) => b.score - a.score).slice(0, limit)
    return found.map(({ at }) => at)
  }
}
