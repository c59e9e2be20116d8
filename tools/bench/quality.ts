import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LawBook } from '../../src/contexts/law/rules/lawbook.ts'
import { pairsOf } from '../../src/contexts/law/search/postings.ts'
import { articleLabel, type Corpus } from './corpus.ts'
import { jsonLines, round } from './shared-data.ts'

/** A question with the articles that answer it, as 法规名 + 条号, or the keys of violations. */
export type Question = {
  readonly query: string
  readonly answers: readonly string[]
  /** The versions of which the labels speak, in the order of the answers, where they say so. */
  readonly versions?: readonly string[]
}
export type QuestionSet = {
  readonly name: string
  readonly depth: number
  readonly kind: 'article' | 'violation' | 'standard'
  readonly questions: readonly Question[]
}

type Answer = { law: string; article: string; version?: string }
type Row = { query: string; in_corpus?: boolean; answers: Answer[] }

export const nameOf = (law: string, article: string): string => `${law}${article}`

const FILES = [
  ['scenarios', 'lawbench_scene_to_article', 5],
  ['layperson', 'stard_layperson_query_to_article', 5],
  ['consultations', 'equals_consultation_to_article', 10],
  ['hazard phrases', 'hazard_to_article', 5],
  ['exam', 'exam_question_to_article', 5],
  ['citations asked', 'lawbench_citation_lookup', 5],
] as const

/** The labelled questions; of the hazard phrases those whose article is in the corpus. */
export function questionSets(shared: string): QuestionSet[] {
  return FILES.filter(([, file]) => existsSync(join(shared, 'data/questions', `${file}.jsonl`))).map(
    ([name, file, depth]) => ({
      name,
      depth,
      kind: 'article',
      questions: jsonLines<Row>(join(shared, 'data/questions', `${file}.jsonl`))
        .filter(({ in_corpus: isIn }) => isIn !== false)
        .map(({ query, answers }) => ({
          query,
          answers: answers.map(({ law, article }) => nameOf(law, article)),
          ...(answers.every(({ version }) => version) ? { versions: answers.map(({ version = '' }) => version) } : {}),
        })),
    }),
  )
}

const SAME_PAIRS_MIN = 0.5

/**
 * The questions of a set whose labelled article still says under its number what it said: a law that was written anew
 * has moved the others, and a search of the law in force cannot find them under the old number.
 */
export function stillThere(set: QuestionSet, corpus: Corpus): QuestionSet {
  const texts = new Map<string, Map<string, string>>()
  for (const { statute, number, sub, text } of corpus.articles) {
    const { title = '', version = '' } = corpus.statutes[statute] ?? {}
    const name = nameOf(title, articleLabel(number, sub))
    const versions = texts.get(name) ?? new Map<string, string>()
    texts.set(name, versions.set(version, text))
  }
  const isSame = (name: string, version: string | undefined): boolean => {
    const versions = texts.get(name)
    const labelled = version === undefined ? undefined : versions?.get(version)
    const newest = [...(versions ?? [])].sort(([a], [b]) => (a < b ? 1 : -1))[0]?.[1]
    if (labelled === undefined || newest === undefined) return true
    const [before, now] = [new Set(pairsOf(labelled)), new Set(pairsOf(newest))]
    const common = [...before].filter((pair) => now.has(pair)).length
    return common >= SAME_PAIRS_MIN * (before.size + now.size - common)
  }
  return {
    ...set,
    name: `${set.name} not renumbered`,
    questions: set.questions.filter(({ answers, versions }) =>
      answers.some((name, at) => isSame(name, versions?.[at])),
    ),
  }
}

/** Every so-many-th article of a national statute, asked for in the forms that officers write. */
export function lookUps(corpus: Corpus, count: number): QuestionSet {
  const national = corpus.articles.filter(({ statute }) => /^中华人民共和国.*法典?$/.test(corpus.titles[statute] ?? ''))
  const step = Math.max(1, Math.floor(national.length / count))
  const questions = national
    .filter((_, at) => at % step === 0)
    .map(({ statute, number, sub }, at): Question => {
      const title = corpus.titles[statute] ?? ''
      const short = title.replace('中华人民共和国', '')
      const label = articleLabel(number, sub)
      const digits = `${number}${sub ? `条之${sub}` : '条'}`
      const forms = [
        `${short}${label}`,
        `《${title}》${label}`,
        `${short}${digits}`,
        `${short} 第${digits}`,
        `${label}是什么内容，${short}${label}`,
      ]
      return { query: forms[at % forms.length] ?? '', answers: [nameOf(title, label)] }
    })
  return { name: 'citation look-ups', depth: 1, kind: 'article', questions }
}

type PenaltyCase = { facts: string; penalty_basis?: string[]; violation_keys?: string[] }

const BASIS = /^(.+?):(\d+)((?:\(\d+\))*)/

/** Keys of the violations that a printed basis names: 安全生产法:97(7); a single bracket may be a paragraph or an item. */
function keysOf(book: LawBook, basis: string): string[] {
  const [, law = '', article = '', rest = ''] = BASIS.exec(basis) ?? []
  const numbers = [...rest.matchAll(/\d+/g)].map(Number)
  return book.violations
    .filter((row) => {
      const instrument = book.instrumentsByCode.get(row.instrument)
      if (!instrument || ![instrument.name, instrument.shortName].includes(law) || row.article !== Number(article))
        return false
      if (numbers.length === 1)
        return (
          row.item === numbers[0] || (row.item === null && row.paragraph === numbers[0]) || row.paragraph === numbers[0]
        )
      return numbers.length === 0 || row.item === numbers[1]
    })
    .map(({ key }) => key)
}

/** The facts of published penalty cases, with the violation records that the decisions name. */
export function caseSet(shared: string, book: LawBook): QuestionSet {
  const files = ['data/penalties/penalty_cases.json', 'data/law/real-cases.json']
    .map((file) => join(shared, file))
    .filter((file) => existsSync(file))
  const cases = files.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as PenaltyCase[])
  const questions = cases.map(
    ({ facts, penalty_basis: basis, violation_keys: keys }): Question => ({
      query: facts,
      answers: [...new Set([...(keys ?? []), ...(basis ?? []).flatMap((text) => keysOf(book, text))])],
    }),
  )
  return {
    name: 'penalty cases',
    depth: 5,
    kind: 'violation',
    questions: questions.filter(({ answers }) => answers.length > 0),
  }
}

export function standardLookUps(numbers: readonly string[]): QuestionSet {
  const questions = numbers.map((number, at): Question => {
    const forms = [number, number.replace(/\s/g, ''), number.toLowerCase(), `${number}的要求`]
    return { query: forms[at % forms.length] ?? '', answers: [number] }
  })
  return { name: 'standard look-ups', depth: 1, kind: 'standard', questions }
}

export type Score = {
  readonly n: number
  readonly first: number
  readonly within: number
  readonly even: number
  readonly odd: number
}

/**
 * Hit rates of a search: at the first place, within the depth of the set, and that of each half. `find` gives names,
 * best first.
 */
export function scoreOf({ questions, depth }: QuestionSet, find: (query: string) => readonly string[]): Score {
  const ranks = questions.map(({ query, answers }) =>
    find(query)
      .slice(0, depth)
      .findIndex((name) => answers.includes(name)),
  )
  const share = (of: readonly number[], isHit: (rank: number) => boolean) =>
    round(of.filter(isHit).length / Math.max(1, of.length))
  const isFound = (rank: number) => rank >= 0
  return {
    n: questions.length,
    first: share(ranks, (rank) => rank === 0),
    within: share(ranks, isFound),
    even: share(
      ranks.filter((_, at) => at % 2 === 0),
      isFound,
    ),
    odd: share(
      ranks.filter((_, at) => at % 2 === 1),
      isFound,
    ),
  }
}
