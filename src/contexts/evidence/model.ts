import { z } from 'zod'

/** The eight kinds of evidence (APL 46). */
export const EVIDENCE_KINDS = {
  documentary: '书证',
  physical: '物证',
  'audio-visual': '视听资料',
  'electronic-data': '电子数据',
  testimony: '证人证言',
  statement: '当事人的陈述',
  expert: '鉴定意见',
  'on-site-record': '勘验笔录、现场笔录',
} as const
export type EvidenceKind = keyof typeof EVIDENCE_KINDS

/**
 * A request that an original count no longer, and its answer. Nothing is ever deleted (APL 47): a granted request is the
 * stone over it.
 */
export const Removal = z.object({
  id: z.string(),
  because: z.string(),
  askedBy: z.string(),
  askedById: z.string(),
  askedAt: z.string(),
  /** Null until somebody else has decided. */
  granted: z.boolean().nullable(),
  decidedBecause: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
})
export type Removal = z.infer<typeof Removal>

/** One original, never altered: its name in the store is the SHA-256 taken at capture. */
export const Evidence = z.object({
  id: z.string(),
  region: z.string(),
  subject: z.object({ kind: z.enum(['inspection', 'case', 'hazard']), id: z.string() }),
  kind: z.enum(Object.keys(EVIDENCE_KINDS) as [EvidenceKind, ...EvidenceKind[]]),
  name: z.string(),
  /** 证明对象: what it proves. */
  proves: z.string(),
  sha256: z.string(),
  mime: z.string(),
  size: z.number().int(),
  /** Both times are kept: when the device says it was taken, and when the server had it. */
  takenAt: z.string(),
  receivedAt: z.string(),
  place: z.string(),
  takenBy: z.string(),
  /** A small picture exists, for photos. */
  hasThumbnail: z.boolean(),
  /** The last request for its removal, if there was one. */
  removal: Removal.nullable(),
})
export type Evidence = z.infer<typeof Evidence>

/** Whether it proves nothing any more. */
export const isRemoved = ({ removal }: Pick<Evidence, 'removal'>): boolean => removal?.granted === true

/** An original that a phone holds: known by its hash before its bytes arrive. */
export const Capture = z.object({
  id: z.string(),
  region: z.string(),
  subject: z.object({ kind: z.enum(['inspection', 'case', 'hazard']), id: z.string() }),
  sha256: z.string(),
  size: z.number().int(),
  /** By the phone's clock, as it was. */
  deviceAt: z.string(),
  /** When it counts as taken: the phone's time, corrected when its clock is wrong. */
  actAt: z.string(),
  receivedAt: z.string(),
  /** How long before the announcement by a clock that nobody can set; null after a restart of the phone. */
  elapsedMs: z.number().int().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  /** The original that this one is a marked copy of; null for an original. */
  annotates: z.string().nullable(),
  takenBy: z.string(),
})
export type Capture = z.infer<typeof Capture>

/** One handing over of an original, or of the thing that it stands for. */
export const Transfer = z.object({
  id: z.string(),
  itemId: z.string(),
  seq: z.number().int().positive(),
  handedAt: z.iso.datetime(),
  from: z.string(),
  to: z.string(),
  place: z.string(),
  purpose: z.string(),
  condition: z.string(),
  witness: z.string().nullable(),
  recordedBy: z.string(),
  recordedAt: z.iso.datetime(),
})
export type Transfer = z.infer<typeof Transfer>

/** Moments of a case that sound and picture must keep (APL 47; local lists of what, procedure §7.1). */
export const MOMENTS = {
  inspection: '现场检查全过程',
  interview: '询问全过程',
  sampling: '抽样取证',
  preservation: '先行登记保存',
  seizure: '实施查封、扣押',
  defence: '口头陈述申辩',
  hearing: '听证全过程',
  'left-service': '留置送达',
  announcement: '公告送达',
  execution: '强制执行',
} as const
export type Moment = keyof typeof MOMENTS

/** Which moment of a case a recording shows. */
export const Recording = z.object({
  id: z.string(),
  itemId: z.string(),
  caseId: z.string(),
  moment: z.enum(Object.keys(MOMENTS) as [Moment, ...Moment[]]),
  shows: z.string(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  partyTold: z.boolean(),
  gapReason: z.string(),
  boundBy: z.string(),
  boundAt: z.iso.datetime(),
})
export type Recording = z.infer<typeof Recording>
