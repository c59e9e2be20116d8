import { z } from 'zod'
import { IdShape } from '../../kernel/shapes.ts'

/** What phone and server agree on about commands; raised whenever an older app could no longer be understood. */
export const PROTOCOL = 2
/** The oldest that is still understood: one version behind syncs. */
export const PROTOCOL_MIN = 1

export const Phone = z.object({
  id: IdShape,
  region: z.string(),
  officerId: z.string(),
  officerName: z.string(),
  agent: z.string(),
  protocol: z.number().int(),
  registeredAt: z.string(),
  seenAt: z.string(),
  /** The phone's clock less the server's at the last contact. */
  skewMs: z.number().int(),
  waiting: z.number().int(),
  wipedAt: z.string().nullable(),
  wipedBy: z.string().nullable(),
})
export type Phone = z.infer<typeof Phone>

/** Which phone writes the papers of a visit. */
export const Lease = z.object({
  inspectionId: IdShape,
  phoneId: IdShape,
  officerId: z.string(),
  officerName: z.string(),
  leasedAt: z.string(),
  until: z.string(),
})
export type Lease = z.infer<typeof Lease>

/** The key of a pair of officers of one visit, 32 bytes in base64: under it their phones hand over to each other. */
export const LinkKey = z.object({ officerId: IdShape, key: z.string() })
export type LinkKey = z.infer<typeof LinkKey>

/** What became of one command of a phone, with the clocks beside each other. */
export const Receipt = z.object({
  id: IdShape,
  phoneId: IdShape,
  seq: z.number().int(),
  action: z.string(),
  subjectId: z.string(),
  /** By the phone's clock: when it was done, and when it was sent. */
  takenAt: z.string(),
  sentAt: z.string(),
  receivedAt: z.string(),
  /** When it counts as done. */
  actAt: z.string(),
  outcome: z.enum(['done', 'discarded']),
  because: z.string(),
})
export type Receipt = z.infer<typeof Receipt>
