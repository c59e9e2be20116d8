import type { Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
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
