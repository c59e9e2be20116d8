import { z } from 'zod'
import { IdShape, LawDateShape, StepTakenShape } from '../../kernel/shapes.ts'

export const HAZARD_STATES = {
  found: '已发现',
  ordered: '已责令整改',
  reported: '企业已报整改',
  passed: '复查合格',
  failed: '复查不合格',
} as const
export type HazardState = keyof typeof HAZARD_STATES

/** One hazard or violation found on site (隐患), from the finding to its end. One hazard, one violation key. */
export const Hazard = z.object({
  id: z.string(),
  state: z.enum(Object.keys(HAZARD_STATES) as [HazardState, ...HazardState[]]),
  version: z.number().int(),
  history: z.array(StepTakenShape),
  /** The bureau that found it. */
  region: z.string(),
  enterpriseId: z.string(),
  inspectionId: z.string(),
  checkItemId: z.string(),
  /** Standard wording with its blanks filled. */
  description: z.string(),
  place: z.string(),
  violationKey: z.string().nullable(),
  /** The number of persons, places or things that the discretion tier counts. */
  quantity: z.number().int().positive(),
  /** Code of data/law/major-hazards.json; a hazard is major only with its criterion. */
  majorHazardCode: z.string().nullable(),
  evidenceIds: z.array(z.string()),
  /** Law date until which it must be put right; set by the order. */
  rectifyBy: z.string().nullable(),
  /** What the order demands in words beyond that it be put right; null or absent where it demands no more. */
  requirement: z.string().nullable().optional(),
  /** More time that the business asked for, with the answer; null or absent where it asked for none. */
  moreTime: z
    .object({
      askedAt: z.string(),
      until: z.string(),
      reason: z.string(),
      by: z.string(),
      answer: z
        .object({
          granted: z.boolean(),
          until: z.string().nullable(),
          because: z.string(),
          at: z.string(),
          by: z.string(),
        })
        .nullable(),
    })
    .nullable()
    .optional(),
  /** What the business says it did. */
  rectification: z.object({ at: z.string(), text: z.string(), evidenceIds: z.array(z.string()) }).nullable(),
  recheck: z.object({ on: z.string(), passed: z.boolean(), note: z.string() }).nullable(),
  caseId: z.string().nullable(),
})
export type Hazard = z.infer<typeof Hazard>

/** A demand on one matter of one business as another visit made it, of whichever bureau and level. */
export const Opinion = z.object({
  hazardId: z.string(),
  inspectionId: z.string(),
  bureauName: z.string(),
  checkItemId: z.string(),
  violationKey: z.string().nullable(),
  requirement: z.string(),
  place: z.string(),
  saidAt: z.string(),
})
export type Opinion = z.infer<typeof Opinion>
export type NewOpinion = Opinion & {
  readonly region: string
  readonly enterpriseId: string
  readonly saidBy: string
  readonly differsBecause: string
}

/** What a business says it did about a hazard. */
export const ReportInput = z.object({
  version: z.number('缺少版本号').int(),
  text: z.string('请填写整改情况').trim().min(1, '请填写整改情况').max(2000, '整改情况过长'),
  evidenceIds: z.array(IdShape).max(20, '照片最多20份'),
})
export type ReportInput = z.infer<typeof ReportInput>

/** More time for one hazard. */
export const AskMoreTime = z.object({
  version: z.number('缺少版本号').int(),
  until: LawDateShape,
  reason: z.string('请填写延期理由').trim().min(4, '请写明延期理由').max(1000, '延期理由过长'),
})
export type AskMoreTime = z.infer<typeof AskMoreTime>

const told = (what: string, max: number) =>
  z.string(`请填写${what}`).trim().min(1, `请填写${what}`).max(max, `${what}过长`)

/** What a business tells of a hazard that it found itself and is treating (自查自报, MEM circular of 2025-02-27 art. 10). */
export const SelfReportInput = z.object({
  /** Made by the device, so that a repeated call reports nothing twice; photos are uploaded under it before. */
  id: IdShape,
  /** Criterion of data/law/major-hazards.json; null where the business cannot tell. Only a report with one is matched. */
  majorHazardCode: z.string().max(40).nullable(),
  description: told('隐患情况', 1000),
  place: told('隐患部位', 200),
  foundOn: LawDateShape,
  /** The effective measures by which it is being eliminated, since when and until when. */
  measures: told('正在采取的治理措施', 2000),
  treatedFrom: LawDateShape,
  finishBy: LawDateShape,
  leader: told('牵头治理的主要负责人', 50),
  evidenceIds: z.array(IdShape).max(20, '照片最多20份'),
})
export type SelfReportInput = z.infer<typeof SelfReportInput>

export const SelfReport = SelfReportInput.extend({
  region: z.string(),
  enterpriseId: z.string(),
  /** Server time of the act; the only time that counts. */
  reportedAt: z.string(),
  enteredBy: z.object({ id: z.string(), name: z.string(), kind: z.enum(['enterprise', 'officer']) }),
  /** Why an officer entered it for the business; empty when it did so itself. */
  onBehalfBecause: z.string(),
  digest: z.string(),
})
export type SelfReport = z.infer<typeof SelfReport>

export const HARBOUR_BRANCHES = {
  exempt: '自查自报在先，建议不予处罚',
  'punish-principal': '没有在先的有效自报，不适用免罚',
  'not-covered': '不是重大事故隐患，不适用自报免罚',
} as const
export type HarbourBranch = keyof typeof HARBOUR_BRANCHES

/** The branch of the safe harbour for one finding, with the proof that it stands on. */
export const Harbour = z.object({
  hazardId: z.string(),
  branch: z.enum(Object.keys(HARBOUR_BRANCHES) as [HarbourBranch, ...HarbourBranch[]]),
  /** Each ground as one sentence, for screens and the file. */
  because: z.array(z.string()),
  report: SelfReport.nullable(),
  scannedAt: z.string(),
  /** Row of the journal in which the report stands. */
  journal: z.object({ region: z.string(), seq: z.number().int(), at: z.string(), hash: z.string() }).nullable(),
})
export type Harbour = z.infer<typeof Harbour>
