import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape } from '../../../kernel/shapes.ts'

export const dutyFile = endpoint({
  method: 'GET',
  path: '/casework/duty-files/:inspectionId',
  may: 'casework.read',
  audit: 'casework.duty-file-read',
  about:
    'The duty-performance file of a closed inspection as one PDF: cover, catalogue, duties with their proofs, check list, papers, photos, re-checks, and application and decision of exemption (circular art. 15). 422 while the inspection is open.',
  input: z.object({ inspectionId: IdShape }),
  output: z.unknown(),
  answers: 'file',
})
