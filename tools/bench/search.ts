/**
 * `bench search`: how fast questions are answered over the whole corpus and 300,000 standards, against PostgreSQL with
 * trigram indexes and against a dedicated engine of the package registry, on the same texts and questions in the same
 * run.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { searcherOf, type SearchKind } from '../../src/contexts/law/search/engine.ts'
import { standardIndexOf } from '../../src/contexts/law/search/standard-index.ts'
import { wordsOf } from '../../src/contexts/law/search/terms.ts'
import { loadLawBook, readStandards } from '../../src/contexts/law/store.ts'
import { openLibrary } from '../../src/contexts/law/store/library.ts'
import { asOwner } from '../../src/platform/db.ts'
import { startEmbedded } from '../../src/platform/embedded-postgres.ts'
import { articleLabel, manyStandards, readCorpus, withLibrary, type Corpus } from './corpus.ts'
import { nameOf, questionSets, type Question } from './quality.ts'
import { getSharedFolder, machine, memoryMb, percentile, round, type Measured } from './shared-data.ts'

const CONCURRENT = 4
const STANDARDS = 300_000
const LIMIT = 10
const TODAY = '2026-11-22'

type Asked = Question & { readonly kind: SearchKind }
type Find = (asked: Asked) => readonly string[] | Promise<readonly string[]>
/** `cpuMs` is what a question costs this process, however busy the machine is; a database works in its own. */
type Timing = { p50Ms: number; p95Ms: number; cpuMs: number; hitAt10: number; asked: number }

/**
 * Several askers take questions from one list, each waiting for its answer: what the slowest of them feels is the
 * latency.
 */
async function time(questions: readonly Asked[], concurrent: number, find: Find): Promise<Timing> {
  const waiting = [...questions].reverse()
  const times: number[] = []
  let hits = 0
  const before = process.cpuUsage()
  await Promise.all(
    Array.from({ length: concurrent }, async () => {
      for (let asked = waiting.pop(); asked; asked = waiting.pop()) {
        const start = performance.now()
        await new Promise((go) => {
          setImmediate(go)
        })
        const found = await find(asked)
        times.push(performance.now() - start)
        if (found.some((name) => asked?.answers.includes(name))) hits += 1
      }
    }),
  )
  const { user, system } = process.cpuUsage(before)
  return {
    p50Ms: round(percentile(times, 0.5), 1),
    p95Ms: round(percentile(times, 0.95), 1),
    cpuMs: round((user + system) / 1000 / Math.max(1, questions.length), 2),
    hitAt10: round(hits / questions.length),
    asked: questions.length,
  }
}

function questionsOf(shared: string, corpus: Corpus, count: number): Asked[] {
  const known = new Set(
    corpus.articles.map(({ statute, number, sub }) => nameOf(corpus.titles[statute] ?? '', articleLabel(number, sub))),
  )
  const texts = questionSets(shared)
    .filter(({ name }) => name !== 'citations asked')
    .flatMap(({ questions }) => questions.filter(({ answers }) => answers.some((name) => known.has(name))))
  const step = Math.max(1, Math.floor(texts.length / count))
  const articles = texts.filter((_, at) => at % step === 0).map((question): Asked => ({ ...question, kind: 'article' }))
  const standards = readStandards()
    .filter((_, at) => at % 8 === 0)
    .map(({ number, title }, at): Asked => ({ query: at % 2 ? number : title, answers: [number], kind: 'standard' }))
  return [...articles, ...standards]
}

type Ours = { indexSeconds: number; memoryMb: number; four: Timing; one: Timing; beside: Timing }
type OurAsk = { folder: string; questions: readonly Asked[]; sample: readonly Asked[]; ms: number }

/**
 * Ours in a process of its own, as a server or a command holds it, so that its memory is told and not that of the
 * bench.
 */
function alone(ask: OurAsk): Ours {
  const { status, stdout, stderr } = spawnSync(process.execPath, [import.meta.filename], {
    input: JSON.stringify(ask),
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as Ours
}

async function measureOurs({ folder, questions, sample, ms }: OurAsk): Promise<Ours> {
  const library = openLibrary(folder)
  const start = performance.now()
  const standards = standardIndexOf(manyStandards(STANDARDS))
  const search = searcherOf({ book: loadLawBook(), standards: () => standards, library, today: TODAY })
  const find: Find = ({ query, kind }) =>
    search({ query, kind, limit: LIMIT }).map(({ id, law, article }) =>
      kind === 'article' ? nameOf(law, article) : id,
    )
  for (const kind of ['article', 'standard'] as const) await find({ query: '疏散通道', kind, answers: [] })
  const indexSeconds = round((ms + performance.now() - start) / 1000, 1)
  await time(sample, 1, find) // the first questions compile the search
  const four = await time(questions, CONCURRENT, find)
  return {
    indexSeconds,
    four,
    one: await time(questions, 1, find),
    beside: await time(sample, 1, find),
    memoryMb: memoryMb(),
  }
}

const LIKE_WORDS = 5

/**
 * Trigram search as one writes it: the longest words of the question with LIKE over a gin_trgm_ops index, most words
 * first.
 */
async function inPostgres(corpus: Corpus, questions: readonly Asked[]): Promise<Timing & { indexSeconds: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-trgm-'))
  const server = await startEmbedded({ dataDir: folder, log: { info: () => {}, error: () => {} }, throwAway: true })
  try {
    return await asOwner(server.adminUrl, async (client) => {
      const start = performance.now()
      await client.query('create extension if not exists pg_trgm')
      await client.query('create table article (name text, body text)')
      const rows = corpus.articles.map(({ statute, number, sub, text }) => ({
        name: nameOf(corpus.titles[statute] ?? '', articleLabel(number, sub)),
        body: text,
      }))
      for (let from = 0; from < rows.length; from += 10_000) {
        await client.query(
          'insert into article select * from jsonb_to_recordset($1::jsonb) as row (name text, body text)',
          [JSON.stringify(rows.slice(from, from + 10_000))],
        )
      }
      await client.query('create index on article using gin (body gin_trgm_ops)')
      await client.query('analyze article')
      const indexSeconds = round((performance.now() - start) / 1000, 1)
      const timing = await time(questions, 1, async ({ query }) => {
        const words = [...new Set(wordsOf(query))]
          .sort((a, b) => b.length - a.length)
          .slice(0, LIKE_WORDS)
          .map((word) => `%${word}%`)
        const matches = words.map((_, at) => `(body like $${at + 1})::int`).join(' + ')
        const { rows: found } = await client.query<{ name: string }>(
          `select name from article where body like any (array[${words.map((_, at) => `$${at + 1}`).join(', ')}]) order by ${matches} desc, length(body) limit ${LIMIT}`,
          words,
        )
        return found.map(({ name }) => name)
      })
      return { ...timing, indexSeconds }
    })
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Engine = {
  add: (id: number, text: string) => void
  search: (text: string, options: { limit: number; suggest: boolean }) => number[]
}

/** FlexSearch with our words, when it is installed; null when it is not. */
async function flexSearch(): Promise<Engine | null> {
  const name = 'flexsearch'
  try {
    const module = (await import(name)) as { default: { Index: new (options: object) => Engine } }
    return new module.default.Index({ encode: wordsOf, tokenize: 'strict', resolution: 9 })
  } catch {
    return null
  }
}

async function inEngine(
  corpus: Corpus,
  questions: readonly Asked[],
): Promise<(Timing & { indexSeconds: number }) | null> {
  const engine = await flexSearch()
  if (!engine) return null
  const start = performance.now()
  corpus.articles.forEach(({ text }, at) => engine.add(at, text))
  const indexSeconds = round((performance.now() - start) / 1000, 1)
  const timing = await time(questions, 1, ({ query }) => {
    return engine.search(query, { limit: LIMIT, suggest: true }).map((at) => {
      const article = corpus.articles[at]
      return article ? nameOf(corpus.titles[article.statute] ?? '', articleLabel(article.number, article.sub)) : ''
    })
  })
  return { ...timing, indexSeconds }
}

/**
 * `bench search [--questions N] [--peer-questions N]`. The peers answer a smaller sample, which ours answers again
 * beside them.
 */
export async function searchSpeed(args: string[] = []): Promise<Measured[]> {
  const { values } = parseArgs({
    args,
    options: { questions: { type: 'string', default: '400' }, 'peer-questions': { type: 'string', default: '60' } },
  })
  const shared = getSharedFolder()
  const corpus = readCorpus(shared, 'all')
  const questions = questionsOf(shared, corpus, Number(values.questions))
  const step = Math.max(
    1,
    Math.floor(questions.filter(({ kind }) => kind === 'article').length / Number(values['peer-questions'])),
  )
  const sample = questions.filter(({ kind }, at) => kind === 'article' && at % step === 0)
  const dataset = `${corpus.articles.length} articles, ${STANDARDS} standards`
  const ours = await withLibrary(corpus, (library, { ms, folder }) => alone({ folder, questions, sample, ms }))
  const postgres = await inPostgres(corpus, sample)
  const engine = await inEngine(corpus, sample)
  const against = (name: string, peer: (Timing & { indexSeconds: number }) | null): Measured => ({
    name,
    dataset: `${corpus.articles.length} articles, ${sample.length} questions one at a time`,
    ours: ours.beside,
    peer: peer ?? 'not installed',
    ratio: peer ? round(peer.p50Ms / Math.max(0.1, ours.beside.p50Ms), 1) : null,
    machine: machine(),
  })
  return [
    {
      name: 'search, 4 at a time',
      dataset,
      ours: { ...ours.four, indexSeconds: ours.indexSeconds, memoryMb: ours.memoryMb },
      peer: { target: { p50Ms: 8, p95Ms: 30, indexSeconds: 90, memoryMb: 600 } },
      ratio: round(8 / Math.max(0.1, ours.four.p50Ms), 2),
      machine: machine(),
    },
    { name: 'search, one at a time', dataset, ours: ours.one, peer: null, ratio: null, machine: machine() },
    against('against PostgreSQL pg_trgm', postgres),
    against('against FlexSearch', engine),
  ]
}

if (process.argv[1] === import.meta.filename)
  process.stdout.write(JSON.stringify(await measureOurs(JSON.parse(readFileSync(0, 'utf8')) as OurAsk)))
