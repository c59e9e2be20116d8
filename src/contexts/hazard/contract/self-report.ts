import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import { SelfReport, SelfReportInput } from '../model.ts'

export const reportHazard = endpoint({
  method: 'POST',
  path: '/hazard/self-reports',
  may: 'signed-in',
  audit: 'hazard.self-reported',
  about:
    'A business tells of a hazard that it found itself and is treating (circular art. 10); the time is the server’s and the row is never altered. An officer enters it for the business with a reason; the time of entry counts.',
  input: SelfReportInput.extend({
    /** Left out by a business: its own. */
    enterpriseId: IdShape.optional(),
    onBehalfBecause: z.string().trim().max(300).default(''),
  }),
  output: SelfReport,
})

export const listSelfReports = endpoint({
  method: 'GET',
  path: '/hazard/self-reports',
  may: 'signed-in',
  audit: 'none',
  about: 'Self-reports in scope, the latest first, 50 a page; a business sees its own.',
  input: z.object({ enterpriseId: IdShape.optional(), after: z.string().max(100).optional() }),
  output: z.object({ reports: z.array(SelfReport), next: z.string().nullable() }),
})
