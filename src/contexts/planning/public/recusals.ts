import type { Tx } from '../../../platform/db.ts'
import * as store from '../store/draws.ts'

/** Officers who were left out for one business by recusal (回避) in the draws of the scope, each with the reason. */
export const recusedFrom = (tx: Tx, enterpriseId: string): Promise<{ officerId: string; reason: string }[]> =>
  store.recusedFrom(tx, enterpriseId)
