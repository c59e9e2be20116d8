import type { Stage } from './model.ts'
import { decidePenalty } from './rules/discretion.ts'
import type { LawBook } from './rules/lawbook.ts'
import type { ActFacts, PenaltyAsk, PenaltyDecision } from './rules/penalty.ts'

/** One uncertified welder, found the first time, unless the test says otherwise. */
export const anAct = (more: Partial<ActFacts> & { violation?: string; stage?: Stage } = {}): ActFacts => {
  const { violation, ...facts } = more
  return { violations: [violation ?? 'AQ-97-7'], stage: 'first', quantity: 1, circumstances: [], ...facts }
}

/** A business of Huizhou in 2025, when the national benchmark is in force. */
export const aPenalty = (more: Partial<PenaltyAsk> = {}): PenaltyAsk => ({
  actDate: '2025-02-10',
  decisionDate: '2025-03-18',
  region: '4413',
  subject: 'enterprise',
  acts: [anAct()],
  party: { kind: 'enterprise', lastViolations: [] },
  ...more,
})

/** The decision, or an error that names the refusals: for tests that expect a decision. */
export function decisionOn(book: LawBook, more: Partial<PenaltyAsk> = {}): PenaltyDecision {
  const answer = decidePenalty(book, aPenalty(more))
  if ('refusals' in answer) throw new Error(answer.refusals.map(({ code, says }) => `${code}: ${says}`).join('; '))
  return answer
}

/** The codes of the refusals; empty when it was decided. */
export function refusalsOn(book: LawBook, more: Partial<PenaltyAsk> = {}): string[] {
  const answer = decidePenalty(book, aPenalty(more))
  return 'refusals' in answer ? answer.refusals.map(({ code }) => code) : []
}
