import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { articleText } from '../../src/kernel/citation.ts'
import type { ImportedStatute } from '../../src/contexts/law/rules/statute.ts'
import { withEnds } from '../../src/contexts/law/rules/statute.ts'
import type { IndexedArticle } from '../../src/contexts/law/search/article-index.ts'
import type { SearchedStandard } from '../../src/contexts/law/search/standard-index.ts'
import { addScores, pairText, pairsOf, postingsBuilder } from '../../src/contexts/law/search/postings.ts'
import { loadLawBook, readPlaces, readStandards } from '../../src/contexts/law/store.ts'
import { importFolder } from '../../src/contexts/law/store/import.ts'
import { openLibrary, type Library } from '../../src/contexts/law/store/library.ts'
import { writeLibrary } from '../../src/contexts/law/store/library-writing.ts'

/** Statutes of the reference corpus: the latest version of each, or every version. */
export type Corpus = {
  readonly titles: readonly string[]
  readonly articles: readonly IndexedArticle[]
  readonly statutes: readonly ImportedStatute[]
}

export function readCorpus(shared: string, versions: 'latest' | 'all' = 'latest'): Corpus {
  const { statutes } = importFolder(join(shared, 'data/laws'), {
    instruments: loadLawBook().instruments,
    regions: readPlaces(),
  })
  const newest = new Map<string, string>()
  for (const { title, version } of statutes) if (version > (newest.get(title) ?? '')) newest.set(title, version)
  const wanted = withEnds(statutes).filter(({ title, version }) => versions === 'all' || newest.get(title) === version)
  return {
    statutes: wanted,
    titles: wanted.map(({ title }) => title),
    articles: wanted.flatMap(({ articles }, statute) => articles.map((article) => ({ statute, ...article }))),
  }
}

/** As often as in the real list. */
const PREFIXES = [...Array<string>(12).fill('GB'), 'GB/T', 'GB/T', 'GB/T', 'AQ', 'JGJ', 'HG/T', 'SY', 'XF', 'TSG']
const OBJECTS = [
  '设备',
  '装置',
  '作业场所',
  '仓库',
  '管道',
  '电动工具',
  '防护用品',
  '检测仪器',
  '除尘系统',
  '安全阀',
  '警示标志',
]
const ENDINGS = ['安全规程', '技术条件', '试验方法', '通用要求', '设计规范', '验收规范', '安全要求']

/**
 * So many standards: the real ones first, then invented ones of the same kinds of numbers, some of them old editions of
 * the one before. Always the same.
 */
export function* manyStandards(count: number): Generator<SearchedStandard> {
  const real = readStandards()
  yield* real
  const industries = [...new Set(loadLawBook().checkItems.map(({ industryName }) => industryName))]
  let seed = 20_261_122
  const below = (limit: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((seed / 2 ** 32) * limit)
  }
  const one = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item
  for (let at = real.length; at < count; ) {
    const body = `${one(PREFIXES)} ${1 + below(50_000)}${below(4) === 0 ? `.${1 + below(9)}` : ''}`
    const year = 1985 + below(38)
    const title = `${one(industries)}${one(OBJECTS)}第${1 + below(97)}部分${one(ENDINGS)}`
    const isRevised = below(5) === 0 && at + 1 < count
    const number = `${body}-${year}`
    const newer = `${body}-${year + 3}`
    yield { number, title, status: isRevised ? '被代替' : '现行', ...(isRevised ? { replacedBy: newer } : {}) }
    at += 1
    if (isRevised) {
      yield { number: newer, title, status: '现行' }
      at += 1
    }
  }
}

/** A line of progress on stderr, at most one a second. */
export function teller(): (what: string, done: number, of: number) => void {
  let next = 0
  return (what, done, of) => {
    const now = performance.now()
    if (done < of && now < next) return
    next = now + 1000
    process.stderr.write(`${what} ${done}/${of}\n`)
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
    writeLibrary(folder, corpus.statutes, teller())
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
