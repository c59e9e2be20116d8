import type { LawDate } from '../../../kernel/time.ts'
import type { LawData } from '../model.ts'
import { deadCitations } from './validate-links.ts'
import { gapsAndOverlaps } from './validate-tiers.ts'
import type { Complaint } from './validate.ts'

/** What may stay and should still be looked at: citations that lead nowhere on that day, amounts in no tier or in two. */
export const doubtsOf = (data: LawData, on: LawDate): Complaint[] => [
  ...deadCitations(data, on),
  ...gapsAndOverlaps(data),
]
