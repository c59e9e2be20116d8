import { z } from 'zod'
import { CitationShape } from '../../kernel/plumb-line.ts'
import { IdShape, LawDateShape, StepTakenShape } from '../../kernel/shapes.ts'

/** Causes that the yearly cap never blocks (circular of 2025-02-27, art. 3); each needs its proof and stays counted. */
export const EXEMPT_CAUSES = { complaint: '投诉举报', transfer: '转办交办', monitoring: '监测预警' } as const
export type ExemptCause = keyof typeof EXEMPT_CAUSES

export const VISIT_STATES = { reserved: '已预占', committed: '已入企', released: '已释放' } as const
export type VisitState = keyof typeof VISIT_STATES

/**
 * One visit in the yearly ledger. `region` is the enterprise's, so that every level that covers the business counts it.
 */
export const Visit = z.object({
  id: z.string(),
  enterpriseId: z.string(),
  region: z.string(),
  /** The bureau that visits. */
  bureau: z.string(),
  year: z.number().int(),
  inspectionId: z.string(),
  state: z.enum(Object.keys(VISIT_STATES) as [VisitState, ...VisitState[]]),
  /** Whether it counts towards the yearly figures; a re-check linked to an order never does. */
  counted: z.boolean(),
  exemptCause: z.enum(Object.keys(EXEMPT_CAUSES) as [ExemptCause, ...ExemptCause[]]).nullable(),
  /** Law date planned, and after the entry the day of the entry. */
  on: z.string(),
  checkItemIds: z.array(z.string()),
  /** The how-manieth slot of the year it took, under which cap, and when; rows from before they were kept have none. */
  ordinal: z.number().int().nullable().optional(),
  cap: z.number().int().nullable().optional(),
  reservedAt: z.string().nullable().optional(),
})
export type Visit = z.infer<typeof Visit>

/** Who holds a slot of the year: told to whoever comes too late. */
export const SlotHolder = z.object({
  bureau: z.string(),
  bureauName: z.string(),
  on: z.string(),
  state: z.enum(Object.keys(VISIT_STATES) as [VisitState, ...VisitState[]]),
  reservedAt: z.string().nullable(),
})
export type SlotHolder = z.infer<typeof SlotHolder>

/** An order from above that sends bureaus into regions that are not theirs (统一部署, circular art. 6). */
export const Deployment = z.object({
  id: z.string(),
  /** The bureau that orders. */
  region: z.string(),
  number: z.string(),
  way: z.enum(['whole-area', 'regional', 'demonstration', 'assistance'], '请选择部署方式'),
  purpose: z.string(),
  /** Who is sent, and where to. */
  bureaus: z.array(z.string()),
  regions: z.array(z.string()),
  from: z.string(),
  until: z.string(),
})
export type Deployment = z.infer<typeof Deployment>

/** Why another bureau than the responsible one may inspect a business; each with its document (art. 4: 除特殊情形外). */
export const LEVEL_EXCEPTIONS = {
  raised: '提级执法',
  designated: '指定管辖',
  entrusted: '依法委托',
  'special-deployed': '上级专项部署',
} as const
export type LevelExceptionCode = keyof typeof LEVEL_EXCEPTIONS

export const LevelException = z.object({
  id: z.string(),
  bureau: z.string(),
  code: z.enum(Object.keys(LEVEL_EXCEPTIONS) as [LevelExceptionCode, ...LevelExceptionCode[]]),
  number: z.string(),
  from: z.string(),
  until: z.string(),
})
export type LevelException = z.infer<typeof LevelException>

/** The matters that one town may check, and the instrument that says so (art. 11). */
export const TownMatters = z.object({ instrument: z.string(), checkItemIds: z.array(z.string()), from: z.string() })
export type TownMatters = z.infer<typeof TownMatters>

/** How a region that grades by risk has graded the business (art. 3, last sentence). */
export const RiskGrade = z.object({
  scheme: z.string(),
  grade: z.string(),
  effectiveFrom: z.string(),
  instrument: z.string(),
})
export type RiskGrade = z.infer<typeof RiskGrade>

/** What the rules on caps, levels and repetition need to know about one business in one year. */
export const CapFacts = z.object({
  year: z.number().int(),
  /** Visits allowed in the year; null where no cap binds on the date. */
  cap: z.number().int().nonnegative().nullable(),
  /** Where the cap is written, for the refusal and the screens. */
  capCites: CitationShape.nullable(),
  /** Counted visits of all levels, done or reserved, without the visit in question. */
  used: z.number().int().nonnegative(),
  /** Counted visits of all levels that were really made, without the visit in question. */
  made: z.number().int().nonnegative(),
  /** The one bureau that inspects the business (art. 4). */
  responsibleBureau: z.string(),
  /** Matters that another bureau checked here this year, each with that bureau and day. */
  checkedElsewhere: z.array(
    z.object({
      checkItemId: z.string(),
      bureau: z.string(),
      on: z.string(),
      /** Where its result can be read. */
      inspectionId: z.string().optional(),
    }),
  ),
  /** Who holds the slots of the year, the latest first; left out where it was not asked. */
  holders: z.array(SlotHolder).optional(),
  /**
   * Where the business lies, the day of the visit and the deployment orders of that day; without them art. 6 cannot be
   * asked.
   */
  enterpriseRegion: z.string().optional(),
  on: z.string().optional(),
  deployments: z.array(Deployment).optional(),
  /** Bureaus besides the responsible one that may inspect on that day, and why. */
  exceptions: z.array(LevelException).optional(),
  /** The list of the asking town; null when the county has recorded none, left out when no town asks. */
  townMatters: TownMatters.nullable().optional(),
  /** The region's own grade that the cap stands on; null where the standardisation grade does. */
  riskGrade: RiskGrade.nullable().optional(),
})
export type CapFacts = z.infer<typeof CapFacts>

/** A business that the desk should choose next. */
export const DueEnterprise = z.object({
  enterpriseId: z.string(),
  name: z.string(),
  region: z.string(),
  highRisk: z.boolean(),
  grade: z.string(),
  keyUnit: z.boolean(),
  responsibleBureau: z.string(),
  lastVisitOn: z.string().nullable(),
})
export type DueEnterprise = z.infer<typeof DueEnterprise>

export const TASK_STATES = { open: '待编制方案', taken: '已编制方案', done: '已检查', dropped: '已作废' } as const
export type TaskState = keyof typeof TASK_STATES

/** A visit to be planned because a draw, a special inspection or a key period says so. */
export const Task = z.object({
  id: z.string(),
  region: z.string(),
  enterpriseId: z.string(),
  enterpriseName: z.string(),
  kind: z.enum(['draw', 'special', 'key-period']),
  sourceId: z.string(),
  /** What the plan gives as its reference. */
  sourceNumber: z.string(),
  dueFrom: z.string(),
  dueUntil: z.string(),
  /** Drawn with the business; empty where the bureau chooses. */
  officerIds: z.array(z.string()),
  /** The only matters allowed; empty where the source does not bind them. */
  checkItemIds: z.array(z.string()),
  state: z.enum(Object.keys(TASK_STATES) as [TaskState, ...TaskState[]]),
  inspectionId: z.string().nullable(),
})
export type Task = z.infer<typeof Task>

/** How likely a unit is drawn: by the risk that the register knows. */
export const TIERS = { high: '高风险', medium: '中风险', low: '低风险' } as const
export type Tier = keyof typeof TIERS
const TierShape = z.enum(Object.keys(TIERS) as [Tier, ...Tier[]])

export const DrawUnit = z.object({
  id: z.string(),
  creditCode: z.string(),
  name: z.string(),
  region: z.string(),
  tier: TierShape,
  /** How many lots the unit holds. */
  weight: z.number().int().min(1).max(16),
})
export type DrawUnit = z.infer<typeof DrawUnit>

export const DrawOfficer = z.object({ id: z.string(), name: z.string(), certificateNumber: z.string() })
export type DrawOfficer = z.infer<typeof DrawOfficer>

export const EXCLUSIONS = {
  'cap-reached': '本年度检查次数已满',
  'open-task': '已有未完成的抽查任务',
  'no-certificate': '没有有效执法证',
  rest: '轮休或调离',
  recusal: '回避',
  'no-pair': '可派执法人员不足两名',
} as const
export type ExclusionCode = keyof typeof EXCLUSIONS

/** What a draw binds before anybody knows the seed. Everything in it is public. */
export const DrawPool = z.object({
  number: z.string(),
  bureau: z.string(),
  bureauName: z.string(),
  title: z.string(),
  /** Which units were taken in, in words. */
  rule: z.string(),
  weights: z.record(TierShape, z.number().int().min(1).max(16)),
  unitsWanted: z.number().int().positive(),
  from: z.string(),
  until: z.string(),
  /** Where the public seed will come from, and the first day on which it is known. */
  publicSeedSource: z.string(),
  publicSeedOn: z.string(),
  bureauSeedHash: z.string(),
  /** The draw that this one replaces, and why. */
  redraw: z.object({ number: z.string(), commitment: z.string(), because: z.string() }).nullable(),
  units: z.array(DrawUnit),
  officers: z.array(DrawOfficer),
  excluded: z.array(
    z.object({
      kind: z.enum(['unit', 'officer']),
      id: z.string(),
      name: z.string(),
      code: z.enum(Object.keys(EXCLUSIONS) as [ExclusionCode, ...ExclusionCode[]]),
      reason: z.string(),
    }),
  ),
  recusals: z.array(z.object({ officerId: z.string(), unitId: z.string(), reason: z.string() })),
})
export type DrawPool = z.infer<typeof DrawPool>

export const DrawnOfficer = DrawOfficer.extend({ lot: z.string() })
export type DrawnOfficer = z.infer<typeof DrawnOfficer>

export const Drawn = z.object({
  place: z.number().int(),
  unitId: z.string(),
  creditCode: z.string(),
  name: z.string(),
  tier: TierShape,
  weight: z.number().int(),
  lot: z.string(),
  officers: z.array(DrawnOfficer),
})
export type Drawn = z.infer<typeof Drawn>

export const DRAW_STATES = {
  committed: '已封存名单',
  drawn: '已抽取',
  published: '已公示',
  superseded: '已重新抽取',
} as const
export type DrawState = keyof typeof DRAW_STATES

export const Draw = z.object({
  id: IdShape,
  state: z.enum(Object.keys(DRAW_STATES) as [DrawState, ...DrawState[]]),
  version: z.number().int(),
  history: z.array(StepTakenShape),
  region: z.string(),
  number: z.string(),
  title: z.string(),
  pool: DrawPool,
  commitment: z.string(),
  committedAt: z.string(),
  /** Made by the server at the commitment; told to nobody before the draw, and null outside until then. */
  bureauSeed: z.string().nullable(),
  publicSeed: z.string().nullable(),
  drawnAt: z.string().nullable(),
  drawnBy: z.string().nullable(),
  drawn: z.array(Drawn),
  code: z.string().nullable(),
  publishedAt: z.string().nullable(),
  redrawOf: z.object({ id: z.string(), number: z.string() }).nullable(),
  /** Why it no longer counts; its list stays. */
  supersededBecause: z.string().nullable(),
})
export type Draw = z.infer<typeof Draw>

const sentence = (what: string, least: number, most: number) =>
  z.string(`请填写${what}`).trim().min(least, `请填写${what}（不少于${least}个字）`).max(most, `${what}过长`)
const weight = z.number('请填写权重').int('权重应为整数').min(1, '权重不小于1').max(16, '权重不大于16')

export const CommitDrawInput = z.object({
  title: sentence('名称', 2, 100),
  unitsWanted: z.number('请填写抽取家数').int().min(1, '至少抽取一家').max(2000, '一次最多抽取2000家'),
  from: LawDateShape,
  until: LawDateShape,
  weights: z.object({ high: weight, medium: weight, low: weight }),
  publicSeedSource: sentence('公开种子的来源', 4, 200),
  publicSeedOn: LawDateShape,
  /** Only units in these places and of these sectors; all general units of the bureau when left empty. */
  regions: z
    .array(z.string().regex(/^\d{2,9}$/, '区划代码不正确'))
    .max(200)
    .default([]),
  sectors: z.array(z.string().max(40)).max(40).default([]),
  resting: z
    .array(z.object({ officerId: IdShape, reason: sentence('不参加的原因', 2, 100) }))
    .max(500)
    .default([]),
  recusals: z
    .array(z.object({ officerId: IdShape, enterpriseId: IdShape, reason: sentence('回避原因', 2, 100) }))
    .max(500)
    .default([]),
  /** The draw that was ordered to be done anew, when this one replaces it. */
  redrawOf: IdShape.nullable().default(null),
})
export type CommitDrawInput = z.infer<typeof CommitDrawInput>

export const DrawInput = z.object({ version: z.number().int(), publicSeed: sentence('公开种子', 4, 500) })
export const PublishDrawInput = z.object({ version: z.number().int() })
export const RedrawInput = z.object({ version: z.number().int(), because: sentence('重新抽取的原因', 4, 500) })

/** The only three grounds of a special inspection (circular art. 2). */
export const TRIGGERS = {
  'public-reaction': '群众反映强烈',
  'social-concern': '社会关注度高',
  'typical-accident': '典型事故暴露的重点问题',
} as const
export type Trigger = keyof typeof TRIGGERS

export const SPECIAL_STATES = {
  drafted: '方案待批',
  approved: '已批准待备案',
  filed: '已备案',
  closed: '已结束',
} as const
export type SpecialState = keyof typeof SPECIAL_STATES

export const SpecialInput = z.object({
  title: sentence('名称', 2, 100),
  trigger: z.enum(
    Object.keys(TRIGGERS) as [Trigger, ...Trigger[]],
    '专项检查只能因群众反映强烈、社会关注度高、典型事故暴露的重点问题三种情形部署',
  ),
  /** What shows the trigger: the report, the coverage, the accident and its document. */
  evidence: sentence('触发情形的具体事实和文号', 10, 2000),
  regions: z
    .array(z.string().regex(/^\d{2,9}$/, '区划代码不正确'))
    .min(1, '请填写检查范围（区划）')
    .max(200),
  sectors: z.array(z.string().max(40)).min(1, '请选择行业领域').max(40),
  checkItemIds: z.array(z.string().max(40)).min(1, '请选择检查内容').max(200),
  from: LawDateShape,
  until: LawDateShape,
  visitsMax: z.number('请填写检查家数上限').int().min(1, '检查家数上限不小于1').max(10_000),
})
export type SpecialInput = z.infer<typeof SpecialInput>

export const Special = SpecialInput.extend({
  id: IdShape,
  state: z.enum(Object.keys(SPECIAL_STATES) as [SpecialState, ...SpecialState[]]),
  version: z.number().int(),
  history: z.array(StepTakenShape),
  region: z.string(),
  number: z.string(),
  draftedBy: z.string(),
  approvedBy: z.string().nullable(),
  filing: z.object({ number: z.string(), government: z.string(), on: z.string() }).nullable(),
  closedBecause: z.string(),
})
export type Special = z.infer<typeof Special>

export const FileSpecialInput = z.object({
  version: z.number().int(),
  number: sentence('备案号', 2, 100),
  government: sentence('备案的人民政府', 4, 60),
  on: LawDateShape,
})
export const AssignInput = z.object({
  version: z.number().int(),
  enterpriseIds: z.array(IdShape).min(1, '请选择企业').max(200, '一次最多200家'),
})
export const CloseSpecialInput = z.object({ version: z.number().int(), because: sentence('结束原因', 2, 500) })

export const DeploymentInput = z.object({
  number: sentence('部署文号', 2, 100),
  way: Deployment.shape.way,
  purpose: sentence('部署事由', 2, 200),
  bureaus: z
    .array(z.string().regex(/^\d{2,9}$/, '机关代码不正确'))
    .min(1, '请填写派出的机关')
    .max(100),
  regions: z
    .array(z.string().regex(/^\d{2,9}$/, '区划代码不正确'))
    .min(1, '请填写检查地区')
    .max(100),
  from: LawDateShape,
  until: LawDateShape,
})
export type DeploymentInput = z.infer<typeof DeploymentInput>
