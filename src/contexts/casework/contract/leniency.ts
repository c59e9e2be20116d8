import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import { Harbour } from '../../hazard/model.ts'

export const caseHarbours = endpoint({
  method: 'GET',
  path: '/casework/:id/safe-harbours',
  may: 'casework.read',
  audit: 'casework.read',
  about:
    'For each hazard behind the acts: whether the business reported it before the door was scanned and was treating it (circular art. 10), with report, digest and journal row as proof.',
  input: z.object({ id: IdShape }),
  output: z.object({ harbours: z.array(Harbour) }),
})
