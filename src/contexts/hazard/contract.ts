import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'
import { IdShape, LawDateShape } from '../../kernel/shapes.ts'
import { AskMoreTime, Hazard, HAZARD_STATES, ReportInput, type HazardState } from './model.ts'
import * as transitions from './transitions.ts'

export const listHazards = endpoint({
  method: 'GET',
  path: '/hazard',
  may: 'signed-in',
  audit: 'hazard.listed',
  about:
    'Hazards in scope, the latest found first, 50 a page; a business sees its own. `dueBy`: still open and due on or before that law date. `mine`: found by the asker. `total` stops at 10,000: then `isMore` is true.',
  input: z.object({
    enterpriseId: IdShape.optional(),
    inspectionId: IdShape.optional(),
    state: z.enum(Object.keys(HAZARD_STATES) as [HazardState, ...HazardState[]]).optional(),
    dueBy: LawDateShape.optional(),
    major: z.enum(['true', 'false']).optional(),
    mine: z.enum(['true', 'false']).optional(),
    after: z.string().max(100).optional(),
  }),
  output: z.object({
    hazards: z.array(Hazard),
    next: z.string().nullable(),
    total: z.number().int(),
    isMore: z.boolean(),
  }),
})

export const askMoreTime = endpoint({
  method: 'POST',
  path: '/hazard/:id/ask-more-time',
  may: 'signed-in',
  audit: 'hazard.more-time-asked',
  takes: [transitions.askMoreTime],
  about:
    'The business asks for more time to put its own hazard right, before the period ends; the bureau answers within D-05 (a doubtful parameter, ⚠).',
  input: AskMoreTime.extend({ id: IdShape }),
  output: Hazard,
})

export const reportRectified = endpoint({
  method: 'POST',
  path: '/hazard/:id/report-rectified',
  may: 'signed-in',
  audit: 'hazard.rectification-reported',
  takes: [transitions.reportRectified],
  about:
    'The business tells what it did about its own hazard, with photos uploaded before under POST /evidence (subject kind `hazard`). It may report again until the re-check.',
  input: ReportInput.extend({ id: IdShape }),
  output: Hazard,
})
