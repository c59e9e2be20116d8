import type { LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { DecidedCase } from '../search/cases.ts'

/** Published decisions as their context gives them; `state` changes whenever one does. */
export type CaseSource = {
  readonly state: (tx: Tx, today: LawDate) => Promise<string>
  readonly cases: (tx: Tx, today: LawDate) => Promise<readonly DecidedCase[]>
}

let source: CaseSource | null = null

/**
 * Lets published decisions be found beside the law. The context that publishes them calls it once, where the server is
 * put together; null takes the offer back.
 */
export function offerCases(offered: CaseSource | null): void {
  source = offered
}

export const offeredCases = (): CaseSource | null => source
