import type { Tx } from '../../../platform/db.ts'
import { serve, type Route } from '../../../platform/http.ts'
import { findPaper, papersOf } from '../../document/public.ts'
import type { Harbour } from '../../hazard/model.ts'
import { getHazards, harboursOf } from '../../hazard/public.ts'
import { getInspection } from '../../inspection/public.ts'
import * as contract from '../contract/leniency.ts'
import type { Case } from '../model.ts'
import type { SignedOrder } from '../rules/proceeding.ts'
import * as store from '../store.ts'

type Grown = Pick<Case, 'inspectionId' | 'acts' | 'enterpriseId'>

const ORDERS: readonly string[] = ['D05', 'D04']

/** The safe harbour of every hazard behind the acts; empty for a case that grew from no visit. */
export async function harboursOfCase(tx: Tx, { inspectionId, acts, enterpriseId }: Grown): Promise<Harbour[]> {
  const ids = acts.flatMap(({ hazardId, alsoHazardIds }) => [...(hazardId ? [hazardId] : []), ...alsoHazardIds])
  if (!inspectionId || ids.length === 0) return []
  const { entry } = await getInspection(tx, inspectionId)
  if (!entry) return []
  return harboursOf(tx, { hazards: await getHazards(tx, ids), enterpriseId, scannedAt: entry.at })
}

/** Orders of the visit on which somebody of the business signed. */
export async function signedOrdersOf(tx: Tx, { inspectionId }: Grown): Promise<SignedOrder[]> {
  if (!inspectionId) return []
  const orders = (await papersOf(tx, { kind: 'inspection', id: inspectionId })).filter(
    ({ template, correctedBy }) => ORDERS.includes(template) && correctedBy === null,
  )
  const signed: SignedOrder[] = []
  for (const { id, number } of orders) {
    const paper = await findPaper(tx, id)
    const party = paper?.signatures.find(({ role, refused }) => role === 'party' && refused === null)
    if (party) signed.push({ number, by: party.name })
  }
  return signed
}

export const leniency: readonly Route[] = [
  serve(contract.caseHarbours, async ({ id }, ctx) => {
    const thing = await store.getCase(ctx.tx, id)
    ctx.concerns('case', id)
    return { harbours: await harboursOfCase(ctx.tx, thing) }
  }),
]
