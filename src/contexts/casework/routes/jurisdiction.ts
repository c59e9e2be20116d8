import { randomUUID } from 'node:crypto'
import type { Region } from '../../../kernel/region.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { share, type Shared } from '../../../platform/sharing.ts'
import { getBureau } from '../../people/public.ts'
import * as contract from '../contract/jurisdiction.ts'
import type { Case } from '../model.ts'
import { textIn, type Proceeding } from '../rules/proceeding.ts'
import * as store from '../store/jurisdiction.ts'

type Move = { readonly of: Case; readonly order: Proceeding; readonly to: Region }

/** Everything that lies in the file of a case, for the bureau that gets it. */
const fileOf = ({ id, inspectionId, enterpriseId, acts }: Case): Omit<Shared, 'region'>[] => [
  { kind: 'case', id },
  { kind: 'enterprise', id: enterpriseId },
  ...(inspectionId ? [{ kind: 'inspection', id: inspectionId } as const] : []),
  ...acts
    .flatMap(({ hazardId, alsoHazardIds }) => [...(hazardId ? [hazardId] : []), ...alsoHazardIds])
    .map((hazardId) => ({ kind: 'hazard', id: hazardId }) as const),
]

/** Moves the case with its file to the bureau that the order names; the order is kept where all three see it. */
export async function moveFile(ctx: Ctx, { of, order, to }: Move): Promise<void> {
  const [from, into] = [await getBureau(ctx.tx, of.region), await getBureau(ctx.tx, to)]
  const paper = order.papers.findLast(({ code }) => code === 'ZDGX')
  if (!paper) throw new Error(`procedure ${order.id} moves a case without its order`)
  for (const thing of fileOf(of)) await share(ctx.tx, { ...thing, region: to }, ctx.at)
  for (const region of [to, of.region]) await share(ctx.tx, { kind: 'paper', id: paper.paperId, region }, ctx.at)
  await store.insertOrder(ctx.tx, {
    id: randomUUID(),
    region: ctx.asker.region,
    fromRegion: of.region,
    fromBureau: from.name,
    toRegion: to,
    toBureau: into.name,
    caseId: of.id,
    caseTitle: of.title,
    caseNumber: of.number ?? '',
    partyName: of.party.name,
    paperId: paper.paperId,
    number: paper.number,
    grounds: textIn(order, 'ask-upward', 'grounds') ?? textIn(order, 'dispute-jurisdiction', 'grounds') ?? '',
    reasons: textIn(order, 'designate-other', 'reasons') ?? '',
    orderedOn: ctx.today,
    orderedBy: ctx.asker.name,
  })
  await store.moveCaseRows(ctx.tx, { caseId: of.id, to })
  ctx.note({ from: of.region, to, order: paper.number })
}

export const jurisdictionOrders: readonly Route[] = [
  serve(contract.listJurisdictionOrders, async ({ caseId }, { tx }) => ({
    orders: await store.listOrders(tx, { caseId }),
  })),
]
