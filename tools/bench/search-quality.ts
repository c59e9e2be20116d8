import { searcherOf, type SearchKind } from '../../src/contexts/law/search/engine.ts'
import { entriesOf } from '../../src/contexts/law/search/entries.ts'
import { standardIndexOf } from '../../src/contexts/law/search/standard-index.ts'
import { loadLawBook, readStandards } from '../../src/contexts/law/store.ts'
import { articleLabel, pairBaseline, readCorpus, withLibrary, type Corpus } from './corpus.ts'
import {
  caseSet,
  lookUps,
  nameOf,
  questionSets,
  scoreOf,
  standardLookUps,
  stillThere,
  type QuestionSet,
  type Score,
} from './quality.ts'
import { getSharedFolder, machine, type Measured } from './shared-data.ts'

const LOOK_UPS = 400
/** No version of the corpus has ended on this day but those that another has replaced. */
const TODAY = '2026-11-22'

/** What the issue asks for, each at the depth of its set. */
const TARGETS: Readonly<Record<string, number>> = {
  scenarios: 0.6,
  layperson: 0.58,
  consultations: 0.3,
  'hazard phrases': 0.55,
  exam: 0.97,
  'citations asked': 0.98,
  'citation look-ups': 0.98,
  'penalty cases': 0.8,
}
/** The sets that are asked a second time among the law in force. */
const AGAIN = ['scenarios', 'layperson', 'consultations', 'hazard phrases', 'exam']
const IN_FORCE = ' in force'

/** A set of questions, and the day on which it is asked; without one, as `law search` asks without a date. */
type Row = { readonly set: QuestionSet; readonly on?: string }
type Find = (query: string, limit: number) => string[]
type Measure = Measured & { readonly ours: Score; readonly peer: Score; readonly target: number | null }

/**
 * `bench search-quality`: hit rates of each set of questions over the whole corpus, with the baseline of the same run
 * beside them. Every set is asked as the command asks without a date, and once more among the law in force today; of the
 * scenarios, whose labels often speak of replaced versions, a row leaves out those that stand under another number now. Weights are chosen on the even questions of each
 * set and kept when the odd ones agree.
 */
export async function searchQuality(): Promise<{
  machine: string
  articles: number
  inForce: number
  rows: Measure[]
}> {
  const shared = getSharedFolder()
  const corpus = readCorpus(shared, 'all')
  const latest = readCorpus(shared)
  const book = loadLawBook()
  const standards = readStandards()
  const sets = [
    ...questionSets(shared),
    lookUps(latest, LOOK_UPS),
    caseSet(shared, book),
    standardLookUps(standards.map(({ number }) => number)),
  ]
  const peers = { article: articleBaseline(latest), violation: violationBaseline(), standard: standardBaseline() }
  const scenarios = sets.filter(({ name }) => name === 'scenarios')
  const rows: Row[] = [
    ...sets.map((set) => ({ set })),
    ...sets
      .filter(({ name }) => AGAIN.includes(name))
      .map((set) => ({ set: { ...set, name: `${set.name}${IN_FORCE}` }, on: TODAY })),
    ...scenarios.map((set) => ({ set: stillThere(set, corpus), on: TODAY })),
  ]
  return withLibrary(corpus, (library) => {
    const index = standardIndexOf(standards)
    const search = searcherOf({ book, standards: () => index, library, today: TODAY })
    const ours =
      (kind: SearchKind, on: string | undefined): Find =>
      (query, limit) =>
        search({ query, kind, limit, ...(on ? { on } : {}) }).map(({ id, law, article }) =>
          kind === 'article' ? nameOf(law, article) : id,
        )
    const measured = rows.map(({ set, on }) => measure(set, { ours: ours(set.kind, on), peer: peers[set.kind] }))
    process.stderr.write(tableOf(measured))
    return {
      machine: machine(),
      articles: corpus.articles.length,
      inForce: latest.articles.length,
      rows: measured,
    }
  })
}

function measure(set: QuestionSet, finds: { ours: Find; peer: Find }): Measure {
  const ours = scoreOf(set, (query) => finds.ours(query, set.depth))
  const peer = scoreOf(set, (query) => finds.peer(query, set.depth))
  return {
    name: `${set.name} hit@${set.depth}`,
    dataset: `${set.questions.length} questions`,
    ours,
    peer,
    ratio: peer.within > 0 ? Number((ours.within / peer.within).toFixed(2)) : null,
    target: TARGETS[set.name.replace(IN_FORCE, '')] ?? null,
    machine: machine(),
  }
}

function tableOf(rows: readonly Measure[]): string {
  const shown = (score: number | null) => (score === null ? '' : score.toFixed(3)).padStart(8)
  const head = `${'questions'.padEnd(34)}${['n', 'hit@1', 'ours', 'even', 'odd', 'bigrams', 'target'].map((word) => word.padStart(8)).join('')}`
  const lines = rows.map(
    ({ name, ours, peer, target }) =>
      `${name.padEnd(34)}${String(ours.n).padStart(8)}${[ours.first, ours.within, ours.even, ours.odd, peer.within, target].map(shown).join('')}`,
  )
  return `${[head, ...lines].join('\n')}\n`
}

const articleBaseline = (corpus: Corpus): Find =>
  named(
    corpus.articles.map(({ text }) => text),
    corpus.articles.map(({ statute, number, sub }) => nameOf(corpus.titles[statute] ?? '', articleLabel(number, sub))),
  )

function violationBaseline(): Find {
  const violations = entriesOf(loadLawBook()).filter(({ kind }) => kind === 'violation')
  return named(
    violations.map(({ title, text }) => `${title} ${text}`),
    violations.map(({ id }) => id),
  )
}

function standardBaseline(): Find {
  const standards = readStandards()
  return named(
    standards.map(({ number, title }) => `${number} ${title}`),
    standards.map(({ number }) => number),
  )
}

function named(texts: readonly string[], names: readonly string[]): Find {
  const find = pairBaseline(texts)
  return (query, limit) => find(query, limit).map((at) => names[at] ?? '')
}
