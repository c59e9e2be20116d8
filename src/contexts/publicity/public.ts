import type { LawDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import type { PublicNotice } from './model.ts'
import * as store from './store.ts'

/** Changes whenever a decision is published, taken down, or no longer shown. */
export const stateOfPublished = (tx: Tx, today: LawDate): Promise<string> => store.stateOfPublished(tx, today)

/** The latest published decisions as the public reads them, masked, at most 5,000. */
export const latestPublished = (tx: Tx, today: LawDate): Promise<PublicNotice[]> => store.latestPublished(tx, today)
