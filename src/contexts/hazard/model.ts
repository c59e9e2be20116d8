import { z } from 'zod'
import { IdShape, StepTakenShape } from '../../kernel/shapes.ts'

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
  /** What the business says it did. */
  rectification: z.object({ at: z.string(), text: z.string(), evidenceIds: z.array(z.string()) }).nullable(),
  recheck: z.object({ on: z.string(), passed: z.boolean(), note: z.string() }).nullable(),
  caseId: z.string().nullable(),
})
export type Hazard = z.infer<typeof Hazard>

/** What a business says it did about a hazard. */
export const ReportInput = z.object({
  version: z.number('缺少版本号').int(),
  text: z.string('请填写整改情况').trim().min(1, '请填写整改情况').max(2000, '整改情况过长'),
  evidenceIds: z.array(IdShape).max(20, '照片最多20份'),
})
export type ReportInput = z.infer<typeof ReportInput>
