import type { Route } from '../../platform/http.ts'
import { board } from './routes/board.ts'
import { decision } from './routes/decision.ts'
import { dutyFiles } from './routes/duty-file.ts'
import { equalCases } from './routes/equal-cases.ts'
import { fileReviews } from './routes/file-review.ts'
import { filing } from './routes/filing.ts'
import { investigation } from './routes/investigation.ts'
import { proceeding } from './routes/proceeding.ts'
import { lawChanges } from './routes/law-changes.ts'
import { jurisdictionOrders } from './routes/jurisdiction.ts'
import { leftBehind } from './routes/left-behind.ts'
import { leniency } from './routes/leniency.ts'
import { onSite } from './routes/on-site.ts'
import { proof } from './routes/proof.ts'
import { reading } from './routes/reading.ts'

export const routes: readonly Route[] = [
  ...board,
  ...jurisdictionOrders,
  ...proceeding,
  ...onSite,
  ...fileReviews,
  ...proof,
  ...leftBehind,
  ...leniency,
  ...dutyFiles,
  ...reading,
  ...lawChanges,
  ...equalCases,
  ...filing,
  ...investigation,
  ...decision,
]
