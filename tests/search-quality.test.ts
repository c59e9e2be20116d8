/** Holds the search to what it reached, on a sample of the reference questions. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { searcherOf } from '../src/contexts/law/search/engine.ts'
import { heldLibrary } from '../src/contexts/law/search/held.ts'
import { standardIndexOf } from '../src/contexts/law/search/standard-index.ts'
import { loadLawBook, readStandards } from '../src/contexts/law/store.ts'
import { manyStandards, readCorpus } from '../tools/bench/corpus.ts'
import { caseSet, lookUps, nameOf, questionSets, scoreOf, type QuestionSet } from '../tools/bench/quality.ts'
import { sharedFolder } from '../tools/bench/shared-data.ts'

/** A little under what `bench search-quality` shows, so that chance does not fail the test. */
const FLOORS: Readonly<Record<string, number>> = {
  scenarios: 0.46,
  layperson: 0.6,
  consultations: 0.66,
  'hazard phrases': 0.8,
  exam: 0.95,
  'citations asked': 0.98,
  'citation look-ups': 0.98,
  'penalty cases': 0.8,
}
const SAMPLE = 120

const sampled = (set: QuestionSet): QuestionSet => {
  const step = Math.max(1, Math.floor(set.questions.length / SAMPLE))
  return { ...set, questions: set.questions.filter((_, at) => at % step === 0) }
}

test('reference questions find their articles and violations as often as before', async (t) => {
  const shared = sharedFolder()
  if (!shared) return t.skip('the reference questions are not there')
  const corpus = readCorpus(shared)
  const book = loadLawBook()
  // National law alone: local statutes are most of the corpus, and indexing them is most of the time.
  const national = corpus.statutes.filter(({ level }) => level !== 'local')
  const search = searcherOf({
    book,
    standards: () => standardIndexOf(readStandards()),
    library: heldLibrary(national),
    today: '2026-06-01',
  })
  for (const set of [...questionSets(shared), lookUps(corpus, SAMPLE), caseSet(shared, book)].map(sampled)) {
    const { within } = scoreOf(set, (query) =>
      search({ query, kind: set.kind, limit: set.depth }).map(({ id, law, article }) =>
        set.kind === 'article' ? nameOf(law, article) : id,
      ),
    )
    t.diagnostic(`${set.name}: ${within} of ${set.questions.length}`)
    assert.ok(within >= (FLOORS[set.name] ?? 0), `${set.name} hit@${set.depth} is ${within}`)
  }
})

const STANDARDS = 300_000
const WITHIN_MS = 1_000

test('LAW-02: among 300,000 standards a number or a title is found in less than a second', (t) => {
  const index = standardIndexOf(manyStandards(STANDARDS))
  assert.equal(index.size, STANDARDS)
  const search = searcherOf({ book: loadLawBook(), standards: () => index, library: null, today: '2026-06-01' })
  for (const query of ['GB 50016-2014', 'gb50140', '建筑灭火器配置设计规范', '除尘系统安全规程']) {
    const start = performance.now()
    const hits = search({ query, kind: 'standard' })
    const ms = performance.now() - start
    t.diagnostic(`${query}: ${ms.toFixed(1)} ms`)
    assert.ok(hits.length > 0 && ms < WITHIN_MS, `${query}: ${hits.length} hits in ${ms} ms`)
  }
  assert.equal(search({ query: 'gb 50016-2014', kind: 'standard' })[0]?.id, 'GB 50016-2014')
})
