import { z } from 'zod'
import { IdShape, LawDateShape, SignatureShape, StepTakenShape } from '../../kernel/shapes.ts'
import { Evidence } from '../evidence/model.ts'
import { Hazard, Opinion } from '../hazard/model.ts'
import { Officer, OfficerSnapshot } from '../people/model.ts'
import { CapFacts } from '../planning/model.ts'
import { Enterprise } from '../registry/model.ts'

export const INSPECTION_STATES = {
  drafted: '方案待批',
  approved: '方案已批',
  entered: '现场检查中',
  recorded: '已制作检查记录',
  ordered: '责令整改中',
  rechecked: '已复查',
  concluded: '已办结',
  cancelled: '已取消',
} as const
export type InspectionState = keyof typeof INSPECTION_STATES

/** Why the visit is made. Causes outside the cap are the three of circular art. 3, each with its proof. */
export const REASONS = {
  plan: '年度计划',
  draw: '双随机抽查',
  complaint: '投诉举报',
  transfer: '转办交办',
  monitoring: '监测预警',
} as const
export type Reason = keyof typeof REASONS

/** The three roles that should be present throughout (Jiangsu 2021-18, art. 9). */
export const PRESENT_ROLES = {
  principal: '主要负责人',
  'safety-manager': '安全管理人员',
  operator: '岗位操作人员',
} as const

export const CHECK_RESULTS = {
  conforming: '符合',
  nonconforming: '不符合',
  'not-applicable': '不适用',
  'not-checked': '本次未查',
} as const
export type CheckResult = keyof typeof CHECK_RESULTS

export const CheckAnswer = z.object({
  checkItemId: z.string(),
  result: z.enum(['conforming', 'nonconforming', 'not-applicable', 'not-checked']),
  note: z.string().max(500),
})

/** What the officer found at one check item; it becomes a hazard when the record is signed. */
export const Finding = z.object({
  id: IdShape,
  checkItemId: z.string(),
  description: z.string().trim().min(1, '请填写问题描述').max(1000),
  place: z.string().max(200),
  violationKey: z.string().nullable(),
  quantity: z.number().int().positive('数量应为正整数'),
  majorHazardCode: z.string().nullable(),
  evidenceIds: z.array(z.string()).max(20),
  /** Why there is no photo, where there is none. */
  noEvidenceBecause: z.string().max(300).default(''),
})
export type Finding = z.infer<typeof Finding>

/** 现场处理措施 (WSL 65(3)): a measure, never a penalty. */
export const MEASURES = {
  evacuate: '撤出作业人员',
  suspend: '暂时停产停业',
  'stop-use': '停止使用相关设施设备',
} as const

export const Inspection = z.object({
  id: IdShape,
  state: z.enum(Object.keys(INSPECTION_STATES) as [InspectionState, ...InspectionState[]]),
  version: z.number().int(),
  history: z.array(StepTakenShape),
  /** The bureau that inspects. */
  region: z.string(),
  enterpriseId: IdShape,
  enterpriseName: z.string(),
  reason: z.enum(Object.keys(REASONS) as [Reason, ...Reason[]]),
  /** Number of the plan, draw, complaint or transfer that the reason points to. */
  reasonRef: z.string(),
  plannedOn: LawDateShape,
  officers: z.array(OfficerSnapshot),
  /** Who comes along; `accompanies` is somebody of a bureau or town without a task of his own (陪同). */
  assistants: z.array(z.object({ name: z.string(), post: z.string(), accompanies: z.boolean().optional() })),
  /** Why more people go than the most on site; the approver reads it. */
  crowdBecause: z.string().optional(),
  /** Matters to be checked: ids of data/law/check-items.json. */
  checkItemIds: z.array(z.string()),
  method: z.enum(['on-site', 'documents', 'both']),
  /** Serial that all papers of the visit share, once the plan is approved. */
  serial: z.number().int().nullable(),
  draftedBy: z.string(),
  approvedBy: z.string().nullable(),
  approvalOpinion: z.string(),
  entry: z
    .object({
      at: z.string(),
      /** How the door code was read; typed codes are told apart from scanned ones. */
      means: z.enum(['scanned', 'typed']),
      latitude: z.number().nullable(),
      longitude: z.number().nullable(),
    })
    .nullable(),
  present: z.array(
    z.object({
      role: z.enum(['principal', 'safety-manager', 'operator']),
      name: z.string(),
      absentBecause: z.string(),
    }),
  ),
  answers: z.array(CheckAnswer),
  record: z
    .object({
      from: z.string(),
      until: z.string(),
      places: z.string(),
      situation: z.string(),
      signatures: z.array(SignatureShape),
      partySignature: SignatureShape.nullable(),
      /** Said and witnessed when the business would not sign (WSL 68). */
      refusalNote: z.string(),
      /** What the business answered when told of its right to ask for recusal (APL 43). */
      recusal: z.enum(['none', 'asked']).optional(),
      /** Since when the recorder ran, and why not, where nobody said that it did (APL 47). */
      recorderOn: z.string().nullable().optional(),
      unrecordedBecause: z.string().optional(),
    })
    .nullable(),
  measures: z.array(z.object({ hazardId: z.string(), measure: z.enum(['evacuate', 'suspend', 'stop-use']) })),
  /**
   * Every order with its day and its (latest) date, the first first, once there is one; `orderedOn` and `rectifyBy` are
   * those of the last.
   */
  orders: z.array(z.object({ on: z.string(), rectifyBy: z.string() })).optional(),
  orderedOn: z.string().nullable(),
  rectifyBy: z.string().nullable(),
  recheckedOn: z.string().nullable(),
  cancelledBecause: z.string().default(''),
  /** Set when the visit began before its plan was approved: what could not wait. */
  urgent: z.object({ because: z.string() }).optional(),
})
export type Inspection = z.infer<typeof Inspection>

/** A matter of the plan as the law book has it on the day: what the rules on site need of it, offline as well. */
export const PlannedItem = z.object({
  id: z.string(),
  /** The family of the check list, e.g. `general`, `dust`. */
  sector: z.string(),
  title: z.string(),
  content: z.string(),
  method: z.string(),
  /** Standard wording of the violation. */
  statement: z.string(),
  /** 必查: it must be answered (circular art. 5). */
  mandatory: z.boolean(),
  /** Law date on which the list was published; null when it was not, and then it may not be inspected (G54). */
  publishedOn: z.string().nullable(),
  violationKeys: z.array(z.string()),
  majorHazardCodes: z.array(z.string()),
  evidenceHints: z.array(z.string()),
})
export type PlannedItem = z.infer<typeof PlannedItem>

/** The head's word on an urgent visit, given afterwards. */
export const Ratification = z.object({
  agreed: z.boolean(),
  opinion: z.string(),
  at: z.string(),
  byName: z.string(),
})
export type Ratification = z.infer<typeof Ratification>

export const OnSiteMax = z.object({ people: z.number(), confidence: z.enum(['✔', '◐', '○', '⚠']) })
export type OnSiteMax = z.infer<typeof OnSiteMax>

/** As what somebody joins a visit on site. */
export const JOIN_ROLES = { officer: '执法人员', helper: '协助人员', companion: '陪同人员' } as const
export type JoinRole = keyof typeof JOIN_ROLES
const JoinRoleShape = z.enum(Object.keys(JOIN_ROLES) as [JoinRole, ...JoinRole[]], '请选择以何种身份加入')

/** Somebody who joined on site, with his certificate of that minute; '' for whoever is no officer. */
export const Joined = z.object({
  id: z.string(),
  role: JoinRoleShape,
  officerId: z.string().nullable(),
  name: z.string(),
  post: z.string(),
  certificateNumber: z.string(),
  crowdBecause: z.string(),
  at: z.string(),
  byName: z.string(),
})
export type Joined = z.infer<typeof Joined>

/** All that the rules of an inspection look at besides the inspection itself. The field app keeps it for the visit. */
export const InspectionFacts = z.object({
  enterprise: Enterprise,
  /** The officers of the act with their certificates as the register shows them now. */
  officers: z.array(Officer),
  cap: CapFacts,
  items: z.array(PlannedItem),
  hazards: z.array(Hazard),
  /** Demands of all levels on this business; left out by a phone that took its visit along before they were kept. */
  opinions: z.array(Opinion).optional(),
  /** Evidence of this inspection that the store holds. */
  evidence: z.array(Evidence),
  /** Evidence that a phone announced by its hash and whose bytes are still on their way. */
  announced: z.array(z.string()).optional(),
  /** The business whose door code was read; null when the code is unknown or none was read. */
  doorOf: z.string().nullable(),
  /** Most people on site, with the confidence of that figure; null without one. */
  onSiteMax: OnSiteMax.nullable().optional(),
  /** Minutes of a visit after which a recording is due, with the confidence of that figure; null without one. */
  recordingDue: z
    .object({ minutes: z.number(), confidence: z.enum(['✔', '◐', '○', '⚠']) })
    .nullable()
    .optional(),
  /** Who joined on site since the plan was approved; left out by a phone that took its visit along before they were kept. */
  joined: z.array(Joined).optional(),
  /** The head's word on an urgent visit; absent until it is given. */
  ratification: Ratification.optional(),
})
export type InspectionFacts = z.infer<typeof InspectionFacts>

const officerIds = z.array(IdShape).min(1, '请选择执法人员').max(10)
const version = z.number('缺少版本号').int()
const sentence = (what: string) => z.string(`请填写${what}`).trim().min(1, `请填写${what}`).max(2000, `${what}过长`)

/** What a plan says; the draft and its revision carry the same fields. */
export const PlanInput = z.object({
  reason: z.enum(Object.keys(REASONS) as [Reason, ...Reason[]], '请选择任务来源'),
  reasonRef: z.string().trim().max(100),
  plannedOn: LawDateShape,
  officerIds,
  assistants: z
    .array(
      z.object({
        name: z.string().trim().min(1, '请填写协助人员姓名').max(50),
        post: z.string().max(50),
        accompanies: z.boolean().optional(),
      }),
    )
    .max(10),
  crowdBecause: z.string().trim().max(300, '原因过长').optional(),
  checkItemIds: z.array(z.string().max(40)).min(1, '请至少选择一项检查内容').max(200),
  method: z.enum(['on-site', 'documents', 'both'], '请选择检查方式'),
})
export type PlanInput = z.infer<typeof PlanInput>

export const ApproveInput = z.object({ version, opinion: sentence('审批意见') })
export const EnterInput = z.object({
  version,
  means: z.enum(['scanned', 'typed']),
  /** The code on the door, or the credit code when it was typed. */
  doorCode: z.string().trim().min(1, '请扫描企业码或输入统一社会信用代码').max(200),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
})
export const EnterUrgentlyInput = EnterInput.extend({
  because: sentence('紧急事由'),
  /** Number of the notice that a phone printed; null when the office draws it. */
  number: z.string().max(60).nullable(),
})

export const JoinInput = z.object({
  /** Made by the device: the same person is added once, however often it is sent. */
  personId: IdShape,
  role: JoinRoleShape,
  /** Set for an officer, whose name and certificate the register knows. */
  officerId: IdShape.nullable(),
  name: z.string().trim().max(50, '姓名过长'),
  post: z.string().trim().max(50, '单位或职务过长'),
  crowdBecause: z.string().trim().max(300, '原因过长').default(''),
  /** What the business said when it was told of its right to ask for recusal (APL 43). */
  recusal: z.enum(['none', 'asked'], '请告知当事人有权申请回避'),
})
export type JoinInput = z.infer<typeof JoinInput>

/** Who signed a paper on site; the party's signature or, when refused, what was said and who witnessed it (WSL 68). */
export const SignedOnSite = z.object({
  signatures: z.array(SignatureShape).max(10),
  partySignature: SignatureShape.nullable(),
  refusalNote: z.string().trim().max(500),
})
export type SignedOnSite = z.infer<typeof SignedOnSite>

export const RecordInput = z.object({
  version,
  present: z
    .array(
      z.object({
        role: z.enum(['principal', 'safety-manager', 'operator']),
        name: z.string().max(50),
        absentBecause: z.string().max(200),
      }),
    )
    .max(20),
  answers: z.array(CheckAnswer).max(400),
  findings: z.array(Finding).max(200),
  from: z.iso.datetime('请填写检查开始时间'),
  until: z.iso.datetime('请填写检查结束时间'),
  places: sentence('检查场所'),
  situation: sentence('检查情况'),
  recusal: z.enum(['none', 'asked']).optional(),
  /** Since when the recorder ran; null where nobody said that it did. */
  recorderOn: z.iso.datetime('记录仪开启时间格式不正确').nullable().default(null),
  unrecordedBecause: z.string().trim().max(300, '原因过长').default(''),
  ...SignedOnSite.shape,
})

const perHazard = (what: string, max: number) =>
  z.array(z.object({ hazardId: IdShape, text: z.string().trim().min(1, `请填写${what}`).max(max) })).max(200)

const deadlines = {
  /** What the order demands in words, hazard by hazard. */
  requirements: perHazard('整改要求', 500).optional(),
  /** Why a demand differs from an earlier one on the same matter (circular art. 6). */
  differences: perHazard('与以前意见不一致的理由', 500).optional(),
  /** Law date until which everything must be put right, unless an item below says otherwise. */
  rectifyBy: LawDateShape,
  items: z
    .array(z.object({ hazardId: IdShape, rectifyBy: LawDateShape }))
    .max(200)
    .default([]),
}
export const OrderInput = z.object({
  version,
  ...deadlines,
  measures: z
    .array(z.object({ hazardId: IdShape, measure: z.enum(['evacuate', 'suspend', 'stop-use']) }))
    .max(50)
    .default([]),
  ...SignedOnSite.shape,
})
export const OrderAgainInput = z.object({ version, ...deadlines, ...SignedOnSite.shape })
export const RecheckInput = z.object({
  version,
  /** Who re-checks, when not the officers of the visit. */
  officerIds: officerIds.optional(),
  place: z.string().trim().max(200),
  results: z.array(
    z.object({
      hazardId: IdShape,
      passed: z.boolean(),
      note: z.string().trim().max(500),
      evidenceIds: z.array(IdShape).max(20).default([]),
    }),
  ),
  /** The principal's own, for major hazards that pass; not asked for where he signs for the business anyway. */
  principalSignature: SignatureShape.nullable().optional(),
  ...SignedOnSite.shape,
})
/** The answer to a business that asked for more time; `until` only where it gets some. */
export const AnswerMoreTimeInput = z.object({
  version,
  hazardId: IdShape,
  granted: z.boolean(),
  until: LawDateShape.nullable(),
  because: sentence('答复理由'),
})
export const ConcludeInput = z.object({ version })
export const CancelInput = z.object({ version, because: sentence('取消原因') })
