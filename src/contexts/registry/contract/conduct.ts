import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape, LawDateShape } from '../../../kernel/shapes.ts'
import { Conduct } from '../model.ts'
import { PopulationChange, PopulationRow } from '../rules/population.ts'

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

export const population = endpoint({
  method: 'GET',
  path: '/registry/population',
  may: 'registry.read',
  audit: 'none',
  about:
    'How many businesses of each trade (two digits of GB/T 4754) worked at the beginning and at the end of a month, and every unit behind the difference: new, moved, closed, reopened, merged, of another trade (ENT-07). At most 2,000 units are listed; `total` counts all.',
  input: z.object({
    month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应为“年-月”，如 2026-03'),
    region: z
      .string()
      .regex(/^\d{2,9}$/, '区划代码不正确')
      .optional(),
  }),
  output: z.object({
    region: z.string(),
    month: z.string(),
    rows: z.array(PopulationRow.extend({ tradeName: z.string() })),
    behind: z.array(PopulationChange),
    total: z.number().int(),
  }),
})
