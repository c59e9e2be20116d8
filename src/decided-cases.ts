import { offerCases } from './contexts/law/public/cases.ts'
import type { DecidedCase } from './contexts/law/search/cases.ts'
import type { PublicNotice } from './contexts/publicity/model.ts'
import { latestPublished, stateOfPublished } from './contexts/publicity/public.ts'

const CITED = /^《([^》]+)》(.*)$/

/** A published decision as a search shows it: the facts, on which articles, and what was imposed. */
export function decidedCaseOf({
  id,
  title,
  number,
  facts,
  basis,
  penalty,
  region,
  decidedOn,
}: PublicNotice): DecidedCase {
  const [, law = '', article = ''] = CITED.exec(basis[0] ?? '') ?? []
  return {
    id,
    title: `${title}（${number}）`,
    facts: `${facts}\n依据：${basis.join('、')}\n处罚：${penalty}`,
    violations: [],
    law,
    article,
    region,
    decidedOn,
  }
}

/** Published decisions are found beside the law (LAW-03, LAW-15). */
export const offerPublishedDecisions = (): void =>
  offerCases({
    state: stateOfPublished,
    cases: async (tx, today) => (await latestPublished(tx, today)).map(decidedCaseOf),
  })
