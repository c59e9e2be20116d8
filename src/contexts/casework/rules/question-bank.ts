import { z } from 'zod'

/** Usual questions for a kind of violation: a row of data/law/interview-questions.json. */
export const QuestionGroup = z.object({
  key: z.string(),
  /** Beginnings of violation keys that they are for; none for those that every interview may ask. */
  for: z.array(z.string()),
  title: z.string(),
  confidence: z.enum(['✔', '◐', '○', '⚠']),
  source: z.string(),
  questions: z.array(z.string()).min(1),
})
export type QuestionGroup = z.infer<typeof QuestionGroup>

/** The questions for the acts of a case in the order of the bank: opening, what fits the acts, closing. */
export const questionsFor = (bank: readonly QuestionGroup[], violationKeys: readonly string[]): QuestionGroup[] =>
  bank.filter(
    ({ for: fits }) =>
      fits.length === 0 ||
      fits.some((prefix) =>
        violationKeys.some((key) => key === prefix || key.startsWith(`${prefix}-`) || isPart(key, prefix)),
      ),
  )

/** AQ-97-3 is for AQ-97-3a as well. */
const isPart = (key: string, prefix: string) => key.startsWith(prefix) && /^[a-z]/.test(key.slice(prefix.length))
