import type { Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import { articleText } from '../../../kernel/citation.ts'
import { CASE_KINDS, type CompendiumCase } from '../rules/compendium.ts'
import type { LawBook } from '../rules/lawbook.ts'
import type { Entry } from './entries.ts'

/**
 * A decided case as the public may read it: facts with every name masked, and the violations that the decision names.
 * Whoever publishes decisions gives them; the law context knows nothing of files and parties.
 */
export type DecidedCase = {
  readonly id: string
  /** Number or heading under which it was published. */
  readonly title: string
  readonly facts: string
  /** Keys of the violations, as in data/law/violations.json. */
  readonly violations: readonly string[]
  readonly law: string
  readonly article: string
  readonly region: Region
  readonly decidedOn: LawDate
}

export const caseEntries = (cases: readonly DecidedCase[]): Entry[] =>
  cases.map(({ id, title, facts, violations, law, article, region, decidedOn }) => ({
    kind: 'case',
    id,
    law,
    article,
    title,
    text: facts,
    more: violations.join(' '),
    isIn: (date) => decidedOn <= date,
    region,
  }))

/** Published cases of the compendium: found by their facts, outcome, analysis and lesson. */
export const compendiumEntries = (book: LawBook, cases: readonly CompendiumCase[]): Entry[] =>
  cases.flatMap(({ id, shown }) => {
    if (!shown) return []
    const nameOf = (code: string) => book.instrumentsByCode.get(code)?.name ?? code
    const [first] = shown.analysis
    const said = shown.analysis.map(({ instrument, article, says }) => {
      const law = book.instrumentsByCode.get(instrument)?.shortName ?? instrument
      return `${law}${articleText({ instrument, article })}：${says}`
    })
    return [
      {
        kind: 'compendium',
        id,
        law: first ? nameOf(first.instrument) : '',
        article: first ? articleText(first) : '',
        title: shown.title,
        text: [shown.facts, shown.outcome, ...said, shown.lesson].join('\n'),
        more: CASE_KINDS[shown.kind],
        isIn: () => true,
      } satisfies Entry,
    ]
  })
