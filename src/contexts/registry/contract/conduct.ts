import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape, LawDateShape } from '../../../kernel/shapes.ts'
import { Conduct } from '../model.ts'

export const listConduct = endpoint({
  method: 'GET',
  path: '/registry/enterprises/:id/conduct',
  may: 'registry.read',
  audit: 'none',
  about:
    'Accidents, checked statements that there were none, and listings for serious dishonesty of one business, by day. They decide whether it is inspected more or less often (ENT-06).',
  input: z.object({ id: IdShape }),
  output: z.object({ conduct: z.array(Conduct) }),
})

export const recordConduct = endpoint({
  method: 'POST',
  path: '/registry/enterprises/:id/conduct',
  may: 'registry.write',
  audit: 'registry.conduct-recorded',
  about:
    'Records what another body said about a business: an accident, that none happened since a day, a listing for serious dishonesty or its end, with the document. What this system decides itself is recorded by the procedure.',
  input: z.object({
    id: IdShape,
    kind: Conduct.shape.kind,
    on: LawDateShape,
    reference: z.string('请填写依据').trim().min(2, '请填写依据的文号或名称').max(100, '依据过长'),
    source: z.string('请填写来源').trim().min(2, '请填写来源').max(60, '来源过长'),
  }),
  output: Conduct,
})
