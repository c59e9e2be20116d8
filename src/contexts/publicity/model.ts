import { z } from 'zod'
import { IdShape, LawDateShape, StepTakenShape } from '../../kernel/shapes.ts'

export const NOTICE_STATES = {
  queued: '待公示',
  published: '已公示',
  'kept-back': '不予公示',
  withdrawn: '已撤下',
} as const
export type NoticeState = keyof typeof NOTICE_STATES

/** Classes of the credit-repair rules in force from 2026-04-01; a decision before that day has none. */
export const CREDIT_CLASSES = { minor: '轻微', general: '一般', serious: '严重' } as const
export type CreditClass = keyof typeof CREDIT_CLASSES

/** Why a notice is taken down (APL 48; credit repair; end of the longest period). */
export const WITHDRAWAL_GROUNDS = {
  revoked: '处罚决定被撤销',
  changed: '处罚决定被变更',
  unlawful: '处罚决定被确认违法',
  void: '处罚决定被确认无效',
  repaired: '信用修复',
  expired: '公示期满',
  mistaken: '公示有误',
} as const
export type WithdrawalGround = keyof typeof WITHDRAWAL_GROUNDS

/** Why a decision is not shown at all; each with its article in `rules/kept-back.ts`. */
export const KEPT_BACK_GROUNDS = {
  'minor-class': '轻微失信信息，原则上不公示',
  secret: '涉及国家秘密或者商业秘密',
  privacy: '涉及个人隐私，遮蔽后仍不能公示',
  'other-law': '法律、行政法规规定不予公开',
} as const
export type KeptBackGround = keyof typeof KEPT_BACK_GROUNDS

export const Notice = z.object({
  id: IdShape,
  caseId: IdShape,
  region: z.string(),
  state: z.enum(Object.keys(NOTICE_STATES) as [NoticeState, ...NoticeState[]]),
  version: z.number().int(),
  history: z.array(StepTakenShape),
  paperId: z.string().nullable(),
  number: z.string(),
  title: z.string(),
  bureau: z.string(),
  partyName: z.string(),
  /** Credit code of a business; empty for a natural person. */
  partyCode: z.string(),
  facts: z.string(),
  basis: z.array(z.string()),
  penalty: z.string(),
  decidedOn: LawDateShape,
  /** Last day of the seven working days (WSL 78; clock D-22). */
  publishBy: LawDateShape,
  publishedAt: z.string().nullable(),
  creditClass: z.enum(Object.keys(CREDIT_CLASSES) as [CreditClass, ...CreditClass[]]).nullable(),
  minShownUntil: LawDateShape.nullable(),
  maxShownUntil: LawDateShape.nullable(),
  /** The decision has fallen or was changed: the notice must be taken down by then (APL 48; clock D-24). */
  fell: z
    .object({ ground: z.enum(['revoked', 'changed', 'unlawful', 'void']), on: LawDateShape, dueOn: LawDateShape })
    .nullable()
    .default(null),
  /** Why a minor penalty is shown although it normally is not. */
  shownBecause: z.string(),
  /** Decided not to be shown: on what ground and article, why, by whom. */
  keptBack: z
    .object({
      ground: z.enum(Object.keys(KEPT_BACK_GROUNDS) as [KeptBackGround, ...KeptBackGround[]]),
      article: z.string(),
      reason: z.string(),
      on: LawDateShape,
      by: z.string(),
    })
    .nullable()
    .default(null),
  withdrawal: z
    .object({
      ground: z.enum(Object.keys(WITHDRAWAL_GROUNDS) as [WithdrawalGround, ...WithdrawalGround[]]),
      reason: z.string(),
      on: LawDateShape,
      /** Last day of the three working days (APL 48; clock D-24). */
      dueOn: LawDateShape,
    })
    .nullable(),
})
export type Notice = z.infer<typeof Notice>

/** What the public reads: nothing of the office's own business. */
export const PublicNotice = Notice.pick({
  id: true,
  number: true,
  title: true,
  bureau: true,
  region: true,
  partyName: true,
  partyCode: true,
  facts: true,
  basis: true,
  penalty: true,
  decidedOn: true,
  publishedAt: true,
  creditClass: true,
  minShownUntil: true,
  maxShownUntil: true,
})
export type PublicNotice = z.infer<typeof PublicNotice>

export const PublicEntry = PublicNotice.pick({
  id: true,
  number: true,
  title: true,
  bureau: true,
  region: true,
  partyName: true,
  penalty: true,
  decidedOn: true,
  publishedAt: true,
})

export const Withdrawal = z.object({
  noticeId: IdShape,
  number: z.string(),
  title: z.string(),
  on: LawDateShape,
  ground: z.enum(Object.keys(WITHDRAWAL_GROUNDS) as [WithdrawalGround, ...WithdrawalGround[]]),
  reason: z.string(),
})
export type Withdrawal = z.infer<typeof Withdrawal>

export const Publish = z.object({
  /** The text as the officer improved it; it is masked again. Left out, the text of the queue stands. */
  facts: z.string().trim().min(1).max(4000).optional(),
  shownBecause: z.string().trim().max(500).default(''),
})
export type Publish = z.infer<typeof Publish>

export const KeepBack = z.object({
  ground: z.enum(Object.keys(KEPT_BACK_GROUNDS) as [KeptBackGround, ...KeptBackGround[]], '请选择不予公示的情形'),
  reason: z.string().trim().min(4, '请写明不予公示的理由').max(1000),
  /** The provision, where the ground leaves it open. */
  basis: z.string().trim().max(200).default(''),
})
export type KeepBack = z.infer<typeof KeepBack>

export const Withdraw = z.object({
  ground: z.enum(Object.keys(WITHDRAWAL_GROUNDS) as [WithdrawalGround, ...WithdrawalGround[]], '请选择撤下的原因'),
  /** The day on which the revocation or change took effect; the three working days run from it. */
  effectiveOn: LawDateShape,
  reason: z.string().trim().min(4, '请写明撤下的理由').max(1000),
})
export type Withdraw = z.infer<typeof Withdraw>

/** What the rules of a notice look at besides it: the last day for taking it down, computed by the caller. */
export type NoticeFacts = { readonly withdrawBy: string | null; readonly maskedFacts: string | null }
