import { z } from 'zod'
import { LawDateShape } from '../../../kernel/shapes.ts'

/** Days that procedures beside the case, and other contexts, leave in it: its clocks are counted from them. */
export const CASE_DAYS = {
  /** How the last remedy ended that left the fine standing: the window for the court is counted from there (ACL 53). */
  remedyEnd: z
    .object({ kind: z.enum(['reconsideration', 'changed-by-reconsideration', 'litigation']), on: LawDateShape })
    .nullable()
    .default(null),
  /** Last day of a granted deferral or of the last instalment (APL 66, 72). */
  deferredTo: LawDateShape.nullable().default(null),
  /** The day on which the court was asked to enforce (ACL 53). */
  courtFiledOn: LawDateShape.nullable().default(null),
  /** The first day on which evidence was taken before there was a case: filing is made up for (P72). */
  urgentSince: LawDateShape.nullable().default(null),
  /** The day on which the decision was made public (WSL 78). */
  publishedOn: LawDateShape.nullable().default(null),
  /** The day on which it was decided that the decision is not shown (APL 48, 50). */
  keptBackOn: LawDateShape.nullable().default(null),
  /** The day on which the superior who assigned the case was told of its result. */
  reportedUpOn: LawDateShape.nullable().default(null),
}
