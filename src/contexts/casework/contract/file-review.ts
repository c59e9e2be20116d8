import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape, LawDateShape } from '../../../kernel/shapes.ts'
import { CASE_STATES, type CaseState } from '../model.ts'
import { FilePoint, PointAnswer, ReviewSheet } from '../rules/file-review.ts'

const Draw = z.object({
  id: IdShape,
  region: z.string(),
  year: z.number().int(),
  seed: z.string(),
  sharePercent: z.number(),
  poolCount: z.number().int(),
  drawnCount: z.number().int(),
  drawnBy: z.string(),
  drawnAt: z.string(),
})

export const listFileReviews = endpoint({
  method: 'GET',
  path: '/casework/file-reviews',
  may: 'casework.read',
  audit: 'none',
  about: 'Draws of closed files for review, the newest first.',
  input: z.object({}),
  output: z.object({ reviews: z.array(Draw) }),
})

export const drawFileReview = endpoint({
  method: 'POST',
  path: '/casework/file-reviews',
  may: 'casework.review-files',
  audit: 'casework.files-drawn',
  about:
    'Draws closed files of a year: the lowest lots of FNV-1a over seed and id, one at least. Seed and pool are kept, so that anybody can draw again.',
  input: z.object({
    id: IdShape,
    year: z.number().int().min(2000).max(2100),
    seed: z.string().trim().min(4, '种子至少4个字符').max(100),
    sharePercent: z.number().positive('抽取比例应大于0').max(100, '抽取比例不超过100%'),
  }),
  output: Draw,
})

export const fileReview = endpoint({
  method: 'GET',
  path: '/casework/file-reviews/:id',
  may: 'casework.read',
  audit: 'casework.file-review-read',
  about:
    'One draw: its files with their sheets, whether seed and pool still give the same files, and how often each point was missed. Nobody is ranked, and no count of cases or fines enters.',
  input: z.object({ id: IdShape }),
  output: Draw.extend({
    isRepeated: z.boolean(),
    files: z.array(
      z.object({
        caseId: IdShape,
        number: z.string(),
        title: z.string(),
        state: z.enum(Object.keys(CASE_STATES) as [CaseState, ...CaseState[]]),
        sheet: ReviewSheet.nullable(),
      }),
    ),
    missed: z.array(z.object({ id: z.string(), title: z.string(), files: z.number().int() })),
  }),
})

export const fileToReview = endpoint({
  method: 'GET',
  path: '/casework/file-reviews/:id/files/:caseId',
  may: 'casework.read',
  audit: 'casework.file-review-read',
  about: 'The points in the scope of one drawn file, what its record answers by itself, and its sheet if there is one.',
  input: z.object({ id: IdShape, caseId: IdShape }),
  output: z.object({
    points: z.array(FilePoint),
    fromRecord: z.array(PointAnswer),
    sheet: ReviewSheet.nullable(),
    title: z.string(),
    number: z.string(),
  }),
})

export const scoreFile = endpoint({
  method: 'POST',
  path: '/casework/file-reviews/:id/files/:caseId',
  may: 'casework.review-files',
  audit: 'casework.file-scored',
  about:
    'Scores one drawn file; points left out count as met. Refused to whoever acted in the case and for deductions without grounds (APL 75).',
  input: z.object({
    id: IdShape,
    caseId: IdShape,
    version: z.number().int().nonnegative(),
    answers: z.array(PointAnswer).max(200),
    typical: z.string().trim().max(500).default(''),
    correction: z
      .object({ what: z.string().trim().min(1, '请写明纠正内容').max(1000), until: LawDateShape })
      .nullable()
      .default(null),
  }),
  output: ReviewSheet,
})

export const answerCorrection = endpoint({
  method: 'POST',
  path: '/casework/file-reviews/:id/files/:caseId/corrected',
  may: 'casework.close',
  audit: 'casework.file-corrected',
  about: 'The bureau tells how it put right what the review found.',
  input: z.object({
    id: IdShape,
    caseId: IdShape,
    version: z.number().int(),
    result: z.string().trim().min(4, '请写明纠正结果').max(1000),
  }),
  output: ReviewSheet,
})
