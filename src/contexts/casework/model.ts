import { z } from 'zod'
import type { Act } from '../../kernel/step.ts'
import { IdShape, LawDateShape, StepTakenShape } from '../../kernel/shapes.ts'
import { EVIDENCE_KINDS, type EvidenceKind } from '../evidence/model.ts'
import { Officer, OfficerSnapshot } from '../people/model.ts'
import { CASE_DAYS } from './rules/case-days.ts'

export const CASE_STATES = {
  submitted: '立案待批',
  declined: '不予立案',
  filed: '已立案',
  reported: '调查终结',
  reviewed: '法制审核通过',
  discussed: '已集体讨论',
  'notice-issued': '告知书待送达',
  notified: '已告知',
  proposed: '决定待批',
  decided: '已决定',
  served: '已送达',
  paid: '已缴款',
  ended: '已终结（未处罚或处罚已撤销）',
  closing: '结案待批',
  closed: '已结案',
  archived: '已归档',
} as const
export type CaseState = keyof typeof CASE_STATES

export const CASE_SOURCES = {
  inspection: '监督检查',
  complaint: '投诉举报',
  transfer: '移送',
  assigned: '上级交办',
  accident: '事故调查',
  monitoring: '监测预警',
} as const
export type CaseSource = keyof typeof CASE_SOURCES

export const STAGES = { first: '首次查处', overdue: '逾期未改正', grave: '情节严重' } as const

/** 当事人 as every paper of the case names it (procedure.md §2.5 rule 1). A self-employed business counts as a citizen. */
export const Party = z.object({
  kind: z.enum(['enterprise', 'self-employed', 'individual']),
  name: z.string().trim().min(1),
  creditCode: z.string(),
  legalRepresentative: z.string(),
  post: z.string(),
  address: z.string(),
  phone: z.string(),
})
export type Party = z.infer<typeof Party>

/** One act to be judged by itself and then merged (分别裁量、合并处罚). */
export const CaseAct = z.object({
  id: IdShape,
  violationKey: z.string(),
  fact: z.string().trim().min(1, '请写明违法事实').max(2000),
  /** The day of the act; for a continuing act the day on which it ended or was found to last. */
  actDate: LawDateShape,
  stage: z.enum(['first', 'overdue', 'grave']),
  quantity: z.number().int().positive('数量应为正整数'),
  /** Codes of statutory circumstances, e.g. `self-corrected`; the discretion engine knows them. */
  circumstances: z.array(z.string()),
  hazardId: IdShape.nullable(),
  /** Citizens' life, health or financial safety was touched and harm resulted: five years instead of two (APL 36). */
  harmed: z.boolean().default(false),
  /** Further hazards of the visit that are the same act: found at three machines, it is still one act (APL 29). */
  alsoHazardIds: z.array(IdShape).default([]),
})
export type CaseAct = z.infer<typeof CaseAct>

/** One item of the evidence list and the acts that it proves: facts × evidence. */
export const CaseEvidence = z.object({
  id: IdShape,
  kind: z.enum(Object.keys(EVIDENCE_KINDS) as [EvidenceKind, ...EvidenceKind[]]),
  name: z.string().trim().min(1, '请填写证据名称').max(200),
  source: z.string().max(200),
  takenOn: LawDateShape,
  proves: z.array(IdShape),
  /** The original in the evidence store or the paper, when there is one. */
  evidenceId: z.string().nullable(),
  paperId: z.string().nullable(),
})
export type CaseEvidence = z.infer<typeof CaseEvidence>

/** What one act costs the party. */
export const ActAmount = z.object({
  actId: IdShape,
  amountFen: z.number().int('金额应精确到分').nonnegative('金额不能为负数'),
})
export type ActAmount = z.infer<typeof ActAmount>

/** The seven points that a legal reviewer answers one by one; "agree" alone is worthless. */
export const REVIEW_POINTS = {
  capacity: '执法主体和执法人员资格',
  procedure: '执法程序',
  facts: '案件事实',
  evidence: '证据',
  law: '适用法律',
  discretion: '裁量基准',
  papers: '文书',
} as const
export type ReviewPoint = keyof typeof REVIEW_POINTS
export const ReviewAnswer = z.object({
  point: z.enum(Object.keys(REVIEW_POINTS) as [ReviewPoint, ...ReviewPoint[]]),
  opinion: z.string().trim().max(1000),
})

export const Attendee = z.object({
  officerId: IdShape,
  name: z.string().trim().min(1).max(50),
  post: z.string().max(50),
  opinion: z.string().trim().max(2000),
})

/** What the law engine says about one act of the case: the statute's range, the tier inside it, and why. */
export const ActJudgement = z.object({
  actId: IdShape,
  /** Whom the provision punishes; a fine on the wrong one is void (WSL 94 names the principal, WSL 97 the unit). */
  punishes: z.enum(['unit', 'person']),
  title: z.string(),
  /** 《…》第…条…: the duty broken and the clause that punishes. */
  violated: z.array(z.string()),
  basis: z.array(z.string()),
  minFen: z.number().int(),
  maxFen: z.number().int(),
  tier: z.string(),
  bandMinFen: z.number().int(),
  bandMaxFen: z.number().int(),
  suggestedFen: z.number().int(),
  /** A ground to go below the statutory minimum stands (减轻). */
  mayMitigate: z.boolean(),
  /** `must`: no penalty may be imposed; `may`: none need be (APL 30-33). */
  exempt: z.enum(['none', 'may', 'must']),
  measures: z.array(z.string()),
  because: z.array(z.string()),
})
export type ActJudgement = z.infer<typeof ActJudgement>

/** The derivation of a fine as the case keeps it: every number with its reason. */
export const Judgement = z.object({
  acts: z.array(ActJudgement),
  totalSuggestedFen: z.number().int(),
  procedure: z.object({
    hearing: z.boolean(),
    legalReview: z.boolean(),
    discussion: z.boolean(),
    because: z.array(z.string()),
  }),
})
export type Judgement = z.infer<typeof Judgement>

export const ENDINGS = {
  'no-penalty-minor': '轻微并及时改正，不予处罚',
  'no-penalty-first': '初次违法，不予处罚',
  'no-penalty-no-fault': '没有主观过错，不予处罚',
  'no-penalty-self-report': '自查发现、报告在先并正在治理，不予处罚',
  'no-penalty-unproven': '违法事实不能成立',
  'transferred-other': '移送其他机关',
  'transferred-crime': '移送公安机关',
  withdrawn: '撤销立案',
  'terminated-no-party': '当事人死亡或者终止',
  'terminated-other': '终止',
  revoked: '处罚决定被撤销',
} as const
export type EndingKind = keyof typeof ENDINGS
export const Ending = z.object({
  kind: z.enum(Object.keys(ENDINGS) as [EndingKind, ...EndingKind[]]),
  on: LawDateShape,
  number: z.string().nullable(),
  proceedingId: z.string(),
  says: z.string(),
})
export type Ending = z.infer<typeof Ending>

export const Case = z.object({
  id: IdShape,
  state: z.enum(Object.keys(CASE_STATES) as [CaseState, ...CaseState[]]),
  version: z.number().int(),
  history: z.array(StepTakenShape),
  region: z.string(),
  /** Serial within bureau and year, shared by all papers of the case; null until filing is approved. */
  serial: z.number().int().nullable(),
  year: z.number().int(),
  /** Number of the filing form, e.g. （东）应急立〔2026〕7号; null until filing is approved. */
  number: z.string().nullable(),
  filingPaperId: z.string().nullable(),
  title: z.string(),
  /** 案由 */
  cause: z.string(),
  source: z.enum(Object.keys(CASE_SOURCES) as [CaseSource, ...CaseSource[]]),
  inspectionId: z.string().nullable(),
  enterpriseId: IdShape,
  party: Party,
  brief: z.string(),
  /** The day on which the bureau first had it in hand: the time bar stops here (APL 36). */
  foundOn: LawDateShape,
  acts: z.array(CaseAct).min(1),
  handlers: z.array(OfficerSnapshot),
  filing: z.object({ opinion: z.string(), approvalOpinion: z.string(), declineReason: z.string() }),
  filedOn: z.string().nullable(),
  approver: z.string().nullable(),
  interviews: z.array(
    z.object({
      id: IdShape,
      nth: z.number().int(),
      from: z.string(),
      until: z.string(),
      place: z.string(),
      respondent: z.string(),
      officerIds: z.array(z.string()),
      paperId: z.string(),
    }),
  ),
  evidence: z.array(CaseEvidence),
  /** Each time the report or a proposal went back: by whom, when and why. */
  returns: z.array(z.object({ step: z.string(), on: z.string(), by: z.string(), reason: z.string() })),
  report: z
    .object({
      course: z.string(),
      proposal: z.string(),
      amountFen: z.number().int().nonnegative(),
      amounts: z.array(ActAmount),
      reasons: z.string(),
      measures: z.array(z.string()),
      derivation: Judgement,
      on: z.string(),
      paperId: z.string(),
    })
    .nullable(),
  legalReview: z
    .object({
      reviewer: OfficerSnapshot,
      on: z.string(),
      points: z.array(ReviewAnswer),
      conclusion: z.string(),
      /** Digest of acts and amounts: a change after the review calls for another one. */
      of: z.string(),
      paperId: z.string(),
    })
    .nullable(),
  discussion: z
    .object({
      from: z.string(),
      until: z.string(),
      place: z.string(),
      chair: z.string(),
      recorder: z.string(),
      attendees: z.array(Attendee),
      conclusion: z.string(),
      of: z.string(),
      paperId: z.string(),
    })
    .nullable(),
  notice: z
    .object({
      amountFen: z.number().int(),
      amounts: z.array(ActAmount),
      measures: z.array(z.string()),
      hearingApplies: z.boolean(),
      issuedOn: z.string(),
      servedOn: z.string().nullable(),
      defenceUntil: z.string().nullable(),
      hearingUntil: z.string().nullable(),
      waivedOn: z.string().nullable(),
      defence: z.string(),
      defenceAnswer: z.string(),
      number: z.string(),
      paperIds: z.array(z.string()),
      approver: z.string(),
      waiverEvidenceId: z.string().nullable(),
    })
    .nullable(),
  decision: z
    .object({
      proposedFen: z.number().int(),
      amountFen: z.number().int(),
      amounts: z.array(ActAmount),
      measures: z.array(z.string()),
      opinion: z.string(),
      on: z.string().nullable(),
      number: z.string().nullable(),
      paperId: z.string().nullable(),
      approver: z.string().nullable(),
      servedOn: z.string().nullable(),
      payBy: z.string().nullable(),
    })
    .nullable(),
  payment: z
    .object({
      on: z.string(),
      amountFen: z.number().int(),
      receipt: z.string(),
      evidenceId: z.string().nullable(),
    })
    .nullable(),
  closing: z
    .object({
      outcome: z.string(),
      execution: z.string(),
      opinion: z.string(),
      on: z.string().nullable(),
      paperId: z.string().nullable(),
    })
    .nullable(),
  /** Another last day for the decision than the ninety days of APL 60, after an approved extension or a reopening. */
  decideBy: z.string().nullable().default(null),
  /** How it ended without a penalty that stands; null on the straight road. */
  ending: Ending.nullable().default(null),
  /** Days of reconsideration or litigation in which no surcharge grows (APL 73); `to` null while they last. */
  frozen: z.array(z.object({ from: LawDateShape, to: LawDateShape.nullable() })).default([]),
  ...CASE_DAYS,
  /** What the reviewer of the unit said of what the handlers propose, per form (D01, D30, D46). */
  unitReviews: z
    .array(z.object({ of: z.string(), by: OfficerSnapshot, on: z.string(), opinion: z.string() }))
    .default([]),
  archive: z
    .object({
      on: z.string(),
      number: z.string(),
      paperId: z.string(),
      retention: z.string(),
      pages: z.number().int(),
      fileSha256: z.string(),
    })
    .nullable(),
})
export type Case = z.infer<typeof Case>

/** What a list of cases shows. */
export const CaseEntry = Case.pick({
  id: true,
  state: true,
  version: true,
  region: true,
  number: true,
  title: true,
  cause: true,
  enterpriseId: true,
  filedOn: true,
}).extend({
  partyName: z.string(),
  handlers: z.array(z.string()),
  amountFen: z.number().int().nullable(),
  /** The next day on which something falls due, and what it is. */
  dueOn: z.string().nullable(),
  dueClock: z.string().nullable(),
  updatedAt: z.string(),
})
export type CaseEntry = z.infer<typeof CaseEntry>

/** What a case knows of a procedure beside it. */
export const Beside = z.object({
  id: z.string(),
  kind: z.string(),
  label: z.string(),
  state: z.string(),
  stateLabel: z.string(),
  isOpen: z.boolean(),
  /** Closing the case does not wait for it. */
  outlives: z.boolean(),
})
export type Beside = z.infer<typeof Beside>

/** What decided cases like this one were given, in the money of the act and a little widened; both ends still fit. */
export const EqualSpread = z.object({
  actId: IdShape,
  equal: z.number().int(),
  lowFen: z.number().int(),
  highFen: z.number().int(),
  medianFen: z.number().int(),
})
export type EqualSpread = z.infer<typeof EqualSpread>

/** All that a step may look at beyond the case itself: what other contexts say at this minute. */
export const CaseFacts = z.object({
  /** Officers who stand in the case or are named by the input, with roles and certificates as they are today. */
  officers: z.array(Officer),
  judgement: Judgement.nullable(),
  /** Acts of this party that were fined before for the same fact: number of that case (APL 29). */
  finedBefore: z.array(z.object({ actId: z.string(), caseNumber: z.string() })),
  /** Last days of the clocks that the step starts, by clock id (D-16 …), counted with the official calendar. */
  due: z.record(z.string(), z.string()),
  /** Deemed date of the service that is being recorded; null for other steps. */
  servedOn: LawDateShape.nullable(),
  /** Hazards behind the acts whose rectification has not passed its re-check, in words. */
  unrectified: z.array(z.string()),
  /** Spreads of equal cases, for the acts that have enough of them; gathered where amounts are proposed. */
  equalCases: z.array(EqualSpread).optional(),
  /** Words of measures before which their economic impact is weighed (parameter `impact.required-measures`). */
  impactWords: z.array(z.string()).optional(),
  beside: z.array(Beside).default([]),
  /** Originals of the evidence list that were set aside by a granted request: they prove nothing. */
  removedEvidence: z.array(z.string()).optional(),
})
export type CaseFacts = z.infer<typeof CaseFacts>

/** What a rule of the case looks at. */
export type Deed<Input = unknown> = Act<Case, Input, CaseFacts>
