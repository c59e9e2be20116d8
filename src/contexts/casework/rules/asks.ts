import { z } from 'zod'
import { IdShape, LawDateShape } from '../../../kernel/shapes.ts'
import { ServiceAct } from '../../document/model.ts'
import { ActAmount, Attendee, CASE_SOURCES, CaseAct, CaseEvidence, ReviewAnswer, type CaseSource } from '../model.ts'

/** What each step asks of the person who takes it. Everything else is known already and never typed again. */

const Words = (what: string, max = 2000) => z.string().trim().min(1, `请填写${what}`).max(max, `${what}过长`)
const Instant = z.iso.datetime({ error: '时间格式不正确' })
/** An item as it comes in points to things that exist; one that the system wrote may still wait for its paper. */
const EvidenceItem = CaseEvidence.extend({ evidenceId: IdShape.nullable(), paperId: IdShape.nullable() })

export const ProposeFiling = z.object({
  /** Made by the device, so that a repeated call cannot open two cases. */
  id: IdShape,
  inspectionId: IdShape.nullable(),
  enterpriseId: IdShape,
  /**
   * Whom the case is against: the unit, or its principal where the provision punishes him (WSL 94). Two parties, two
   * cases.
   */
  against: z.enum(['unit', 'principal']).default('unit'),
  source: z.enum(Object.keys(CASE_SOURCES) as [CaseSource, ...CaseSource[]]),
  cause: Words('案由', 200),
  brief: Words('案件基本情况', 4000),
  foundOn: LawDateShape,
  /** Evidence was taken at once because waiting would have lost it: the first day of it (P72). */
  urgentSince: LawDateShape.nullable().default(null),
  acts: z.array(CaseAct).min(1, '至少写明一项违法行为').max(50),
  evidence: z.array(EvidenceItem).max(300),
  handlerIds: z.array(IdShape).max(10),
  opinion: Words('承办人意见', 1000),
})
export type ProposeFiling = z.infer<typeof ProposeFiling>

/** An approver's words. "同意" is enough for an approval, never for a legal review. */
export const Approve = z.object({ opinion: Words('审批意见', 1000) })
export type Approve = z.infer<typeof Approve>

export const SendBack = z.object({ reason: Words('退回（不予立案）的理由', 1000) })
export type SendBack = z.infer<typeof SendBack>

/** How a record is checked before it is signed. */
export const READ_BACK = {
  read: '以上笔录我已看过，与我说的相符。',
  heard: '以上笔录已向我宣读，与我说的相符。',
} as const
export type ReadBack = keyof typeof READ_BACK

export const RecordInterview = z.object({
  interviewId: IdShape,
  from: Instant,
  until: Instant,
  place: Words('询问地点', 200),
  respondent: Words('被询问人姓名', 50),
  gender: z.string().max(10),
  age: z.number().int().positive().max(120).nullable(),
  idNumber: z.string().max(30),
  employer: z.string().max(200),
  jobTitle: z.string().max(100),
  home: z.string().max(300),
  phone: z.string().max(40),
  officerIds: z.array(IdShape).max(6),
  recorder: Words('记录人', 50),
  certificatesShown: z.boolean(),
  rightsTold: z.boolean(),
  recusal: z.enum(['不申请', '申请']),
  /** How the respondent checked the record; null while he has not. */
  readBack: z.enum(Object.keys(READ_BACK) as [ReadBack, ...ReadBack[]]).nullable(),
  /** What he wanted put right, in his words; empty where nothing. */
  corrections: z.string().trim().max(2000).default(''),
  questions: z
    .array(z.object({ question: Words('问', 2000), answer: Words('答', 4000) }))
    .min(1, '至少记录一问一答')
    .max(200),
  /** Acts that the answers prove; the record joins the evidence list with them. */
  proves: z.array(IdShape),
})
export type RecordInterview = z.infer<typeof RecordInterview>

export const AddEvidence = z.object({ items: z.array(EvidenceItem).min(1, '请至少添加一项证据').max(100) })
export type AddEvidence = z.infer<typeof AddEvidence>

export const SubmitReport = z.object({
  course: Words('调查经过', 8000),
  /** The acts as the investigation established them. */
  acts: z.array(CaseAct).min(1).max(50),
  amounts: z.array(ActAmount).max(50),
  /** What is to be imposed beside the fine, in the words of the decision; the party is told exactly this. */
  measures: z.array(z.string().trim().min(1).max(300)).max(20).default([]),
  proposal: Words('处理建议', 4000),
  /** Why this amount and no other; asked for where it leaves the tier. */
  reasons: z.string().trim().max(4000),
})
export type SubmitReport = z.infer<typeof SubmitReport>

export const Review = z.object({ points: z.array(ReviewAnswer).max(20), conclusion: Words('审核结论', 2000) })
export type Review = z.infer<typeof Review>

export const Discuss = z.object({
  from: Instant,
  until: Instant,
  place: Words('讨论地点', 200),
  chair: Words('主持人', 50),
  reporter: Words('汇报人', 50),
  recorder: Words('记录人', 50),
  attendees: z.array(Attendee).max(30),
  conclusion: Words('结论性意见', 4000),
})
export type Discuss = z.infer<typeof Discuss>

export const Serve = z.object({ service: ServiceAct })
export type Serve = z.infer<typeof Serve>

export const RecordDefence = z.object({
  /** Each point of the party with the bureau's answer to it (APL 45). */
  points: z
    .array(z.object({ said: Words('当事人的意见', 4000), answer: z.string().trim().max(4000), adopted: z.boolean() }))
    .min(1, '请逐条记录当事人的意见')
    .max(50),
  /** When the party spoke instead of writing: the minutes D25 are made. */
  oral: z
    .object({
      from: Instant,
      until: Instant,
      place: Words('地点', 200),
      speaker: Words('陈述申辩人', 50),
      jobTitle: z.string().max(100),
      recorder: Words('记录人', 50),
    })
    .nullable()
    .default(null),
  evidenceId: IdShape.nullable(),
})
export type RecordDefence = z.infer<typeof RecordDefence>

export const WaiveRights = z.object({
  on: LawDateShape,
  /** The party's own words; a waiver must be explicit. */
  statement: Words('当事人放弃权利的书面表示', 1000),
  defence: z.boolean(),
  hearing: z.boolean(),
  /** The signed waiver in the evidence store. */
  evidenceId: IdShape.nullable(),
})
export type WaiveRights = z.infer<typeof WaiveRights>

export const ProposeDecision = z.object({
  amounts: z.array(ActAmount).max(50),
  measures: z.array(z.string().trim().min(1).max(300)).max(20),
  opinion: Words('承办人意见', 4000),
  /** Why an amount that differs from the report leaves what equal cases were given. */
  reasons: z.string().trim().max(4000).optional(),
})
export type ProposeDecision = z.infer<typeof ProposeDecision>

export const RecordPayment = z.object({
  on: LawDateShape,
  amountFen: z.number().int().nonnegative('请填写缴款金额'),
  receipt: z.string().trim().max(100),
  evidenceId: IdShape.nullable(),
})
export type RecordPayment = z.infer<typeof RecordPayment>

export const ProposeClosing = z.object({
  outcome: Words('处理结果', 2000),
  execution: Words('执行情况', 2000),
  opinion: Words('承办人意见', 1000),
})
export type ProposeClosing = z.infer<typeof ProposeClosing>

export const Archive = z.object({
  number: z
    .string()
    .trim()
    .regex(/^[\dA-Za-z〔〕（）()\-·一-龥]{1,60}$/, '归档号只能由文字、数字和短横线组成'),
  retention: z.enum(['永久', '30年', '10年']),
})
export type Archive = z.infer<typeof Archive>
