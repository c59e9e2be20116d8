import { z } from 'zod'
import type { LawDate } from '../../../kernel/time.ts'
import { Confidence } from '../../law/model.ts'
import { findCheckItem, inForce, type LawBook } from '../../law/rules/lawbook.ts'

/** What accidents of one type come from, and the check items that look at it (data/accident-causes.json). */
export const AccidentType = z.object({
  code: z.string(),
  name: z.string(),
  causes: z
    .array(
      z.object({
        says: z.string(),
        checkItemIds: z.array(z.string()).min(1),
        confidence: Confidence,
        source: z.string(),
      }),
    )
    .min(1),
})
export type AccidentType = z.infer<typeof AccidentType>

export const ProposedMatter = z.object({
  id: z.string(),
  industry: z.string(),
  industryName: z.string(),
  matter: z.string(),
  content: z.string(),
})

/** A cause with the matters that are proposed for it, in force on the day that was asked for. */
export const CauseMatters = z.object({
  says: z.string(),
  confidence: Confidence,
  source: z.string(),
  matters: z.array(ProposedMatter),
})
export type CauseMatters = z.infer<typeof CauseMatters>

/**
 * The matters that accidents of a type ask for (以事故为导向, 苏应急〔2021〕18号 (三)); a matter that is not in force on the day
 * is left out, and a cause without any with it.
 */
export const mattersOf = ({ causes }: AccidentType, book: LawBook, on: LawDate): CauseMatters[] =>
  causes.flatMap(({ says, confidence, source, checkItemIds }) => {
    const matters = checkItemIds.flatMap((id) => {
      const item = findCheckItem(book, id)
      if (!item || !inForce(item, on)) return []
      const { industry, industryName, matter, content } = item
      return [{ id, industry, industryName, matter, content }]
    })
    return matters.length > 0 ? [{ says, confidence, source, matters }] : []
  })
