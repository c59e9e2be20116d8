import { z } from 'zod'
import type { Region } from '../../../kernel/region.ts'
import type { Instant, LawDate } from '../../../kernel/time.ts'
import { CheckItem, Checklist, Factor, LeniencyList, Parameter, TierTable } from '../model.ts'

/** What a bureau may lay over the law of the nation. The statutes themselves and their fines it may not touch. */
export const OVERLAY_KINDS = {
  parameter: '数值参数',
  tier: '裁量阶次',
  factor: '裁量情节',
  'check-item': '检查事项',
  leniency: '轻微违法清单',
  checklist: '重点事项清单',
} as const
export type OverlayKind = keyof typeof OVERLAY_KINDS

export const OVERLAY_MODES = { replace: '替换', narrow: '收窄', add: '增设' } as const
export type OverlayMode = keyof typeof OVERLAY_MODES

/** The document by which the bureau speaks; its article is what decisions then cite. */
export const ChangeInstrument = z.object({
  name: z.string().trim().min(4, '请填写文件名称').max(120, '文件名称不超过120字'),
  number: z.string().trim().min(4, '请填写文号').max(60, '文号不超过60字'),
  article: z.coerce.number().int('条号应为整数').min(1, '请填写条号').max(999, '条号不超过999'),
})
export type ChangeInstrument = z.infer<typeof ChangeInstrument>

/** One row of an approved change, as the merge takes it. */
export type Overlay = {
  readonly change: string
  readonly kind: OverlayKind
  readonly mode: OverlayMode
  readonly key: string
  readonly region: Region
  readonly from: LawDate
  readonly until: LawDate | null
  readonly approvedAt: Instant
  readonly instrument: ChangeInstrument
  readonly content: unknown
}

/** Set by the change itself and therefore no part of what is typed. */
const CARRIED = {
  region: true,
  effectiveFrom: true,
  effectiveTo: true,
  confidence: true,
  source: true,
  layer: true,
} as const

/** What a bureau writes of a row of each kind; key, basis and document come from the change. */
export const CONTENT_SHAPES = {
  parameter: Parameter.omit({ ...CARRIED, key: true, basis: true, basisNote: true }),
  tier: TierTable.omit({ ...CARRIED, id: true, document: true, number: true }),
  factor: Factor.omit({ ...CARRIED, code: true, basis: true, basisNote: true }),
  'check-item': CheckItem.omit({ ...CARRIED, id: true }),
  leniency: LeniencyList.omit({ ...CARRIED, id: true }),
  checklist: Checklist.omit({ ...CARRIED, id: true }),
} as const

export type ContentOf<Kind extends OverlayKind> = z.output<(typeof CONTENT_SHAPES)[Kind]>

/** The content in the shape of its kind. Throws when it does not fit: it was held against the shape when drafted. */
export const contentOf = <Kind extends OverlayKind>(kind: Kind, { content }: Overlay): ContentOf<Kind> =>
  CONTENT_SHAPES[kind].parse(content) as ContentOf<Kind>

/** Field, reason and mend of content that does not fit its kind; empty when it does. */
export function whyNotContent(kind: OverlayKind, content: unknown): { field: string; says: string }[] {
  const result = CONTENT_SHAPES[kind].safeParse(content)
  return result.success
    ? []
    : result.error.issues.map(({ path, message }) => ({ field: path.join('.') || '（整体）', says: message }))
}
