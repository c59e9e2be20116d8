import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import { GuidanceInput } from '../rules/guidance.ts'

export const Guidance = GuidanceInput.extend({
  id: z.string(),
  /** The bureau that came. */
  region: z.string(),
  enterpriseName: z.string(),
  at: z.string(),
  byName: z.string(),
})
export type Guidance = z.infer<typeof Guidance>

export const recordGuidance = endpoint({
  method: 'POST',
  path: '/inspection/guidance',
  may: 'inspection.guide',
  audit: 'inspection.guidance-recorded',
  about:
    'Keeps a visit of guidance or research. It takes no slot of the year and leaves no paper and no hazard. Refused when it speaks of orders or penalties, or when the bureau inspected the business on that day (circular art. 12).',
  input: GuidanceInput,
  output: Guidance,
})

export const listGuidance = endpoint({
  method: 'GET',
  path: '/inspection/guidance',
  may: 'inspection.read',
  audit: 'none',
  about: 'Visits of guidance and research in scope, the latest first, at most 200.',
  input: z.object({ enterpriseId: IdShape.optional() }),
  output: z.object({ guidances: z.array(Guidance) }),
})

export const ownGuidance = endpoint({
  method: 'GET',
  path: '/inspection/guidance/own',
  may: 'signed-in',
  audit: 'none',
  about: 'What a business was advised, the latest first, at most 200. Nobody else is answered anything.',
  input: z.object({}),
  output: z.object({
    guidances: z.array(Guidance.pick({ id: true, purpose: true, on: true, told: true, advice: true })),
  }),
})
