import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import { InspectionEntry } from '../contract.ts'

export const visitsLeftBehind = endpoint({
  method: 'GET',
  path: '/inspection/left-behind',
  may: 'inspection.read',
  audit: 'none',
  about:
    'Inspections in scope that have not ended and whose officers have left, the earliest planned first, at most 200: ' +
    'two others must make or end the visit (APL 42). With `officer`: those that he takes part in, whether he has left or not.',
  input: z.object({ officer: IdShape.optional() }),
  output: z.object({ inspections: z.array(InspectionEntry) }),
})
