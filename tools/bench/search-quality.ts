import { searcherOf, type SearchKind } from '../../src/contexts/law/search/engine.ts'
import { entriesOf } from '../../src/contexts/law/search/entries.ts'
import { loadLawBook, readStandards } from '../../src/contexts/law/store.ts'
import { articleLabel, pairBaseline, readCorpus, withLibrary } from './corpus.ts'
import { caseSet, lookUps, nameOf, questionSets, scoreOf, standardLookUps } from './quality.ts'
import { getSharedFolder, machine, type Measured } from './shared-data.ts'

const LOOK_UPS = 400
/** No version of the corpus has ended on this day, so that nothing is left out. */
const TODAY = '2026-11-22'

/**
 * `bench search-quality`: hit rates of each set of questions over the whole corpus, with the baseline of the same run
 * beside them.
 */
export async function searchQuality(): Promise<{ machine: string; articles: number; rows: Measured[] }> {
  const shared = getSharedFolder()
  const corpus = readCorpus(shared)
  const book = loadLawBook()
  const standards = readStandards()
  const rows = [
    ...questionSets(shared),
    lookUps(corpus, LOOK_UPS),
    caseSet(shared, book),
    standardLookUps(standards.map(({ number }) => number)),
  ]
  return withLibrary(corpus, (library) => {
    const search = searcherOf({ book, standards: () => standards, library, today: TODAY })
    const ours = (kind: SearchKind, limit: number) => (query: string) =>
      search({ query, kind, limit }).map(({ id, law, article }) => (kind === 'article' ? nameOf(law, article) : id))
    const pairs = {
      article: named(
        corpus.articles.map(({ text }) => text),
        corpus.articles.map(({ statute, number, sub }) =>
          nameOf(corpus.titles[statute] ?? '', articleLabel(number, sub)),
        ),
      ),
      violation: violationBaseline(),
      standard: named(
        standards.map(({ number, title }) => `${number} ${title}`),
        standards.map(({ number }) => number),
      ),
    }
    return {
      machine: machine(),
      articles: corpus.articles.length,
      rows: rows.map((set): Measured => {
        const mine = scoreOf(set, ours(set.kind, set.depth))
        const peer = scoreOf(set, (query) => pairs[set.kind](query, set.depth))
        return {
          name: `${set.name} hit@${set.depth}`,
          dataset: `${set.questions.length} questions`,
          ours: mine,
          peer,
          ratio: peer.within > 0 ? Number((mine.within / peer.within).toFixed(2)) : null,
          machine: machine(),
        }
      }),
    }
  })
}

function violationBaseline() {
  const violations = entriesOf(loadLawBook()).filter(({ kind }) => kind === 'violation')
  return named(
    violations.map(({ title, text }) => `${title} ${text}`),
    violations.map(({ id }) => id),
  )
}

function named(texts: readonly string[], names: readonly string[]): (query: string, limit: number) => string[] {
  const find = pairBaseline(texts)
  return (query, limit) => find(query, limit).map((at) => names[at] ?? '')
}
