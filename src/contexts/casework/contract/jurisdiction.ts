import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape, LawDateShape } from '../../../kernel/shapes.ts'

/** 指定管辖、提级管辖: which bureau had a case and which has it now, by whose order (APL 25). */
export const JurisdictionOrder = z.object({
  id: IdShape,
  region: z.string(),
  fromRegion: z.string(),
  fromBureau: z.string(),
  toRegion: z.string(),
  toBureau: z.string(),
  caseId: IdShape,
  caseTitle: z.string(),
  /** Number of the filing under the former bureau. */
  caseNumber: z.string(),
  partyName: z.string(),
  paperId: IdShape,
  number: z.string().nullable(),
  grounds: z.string(),
  reasons: z.string(),
  orderedOn: LawDateShape,
  orderedBy: z.string(),
})
export type JurisdictionOrder = z.infer<typeof JurisdictionOrder>

export const listJurisdictionOrders = endpoint({
  method: 'GET',
  path: '/casework/jurisdiction-orders',
  may: 'casework.read',
  audit: 'none',
  about:
    'Orders of jurisdiction that concern the asker’s bureaus, as superior, former or present bureau, the latest first, at most 200. The former bureau sees the order, no longer the case.',
  input: z.object({ caseId: IdShape.optional() }),
  output: z.object({ orders: z.array(JurisdictionOrder) }),
})
