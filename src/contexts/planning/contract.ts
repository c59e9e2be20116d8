import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'
import { IdShape } from '../../kernel/shapes.ts'
import { CitationShape } from '../../kernel/plumb-line.ts'
import { DueEnterprise, Visit } from './model.ts'

export const yearOfVisits = endpoint({
  method: 'GET', path: '/planning/visits', may: 'signed-in', audit: 'none',
  about: 'The yearly ledger of one business: its cap on the date (null before the circular of 2025-02-27), visits counted by all levels, and each visit. Shown before a plan is made and at the door (circular art. 3). A business asks for itself and sees visits that were made, none that are planned.',
  input: z.object({ enterpriseId: IdShape, year: z.coerce.number().int().min(2000).max(2100) }),
  output: z.object({
    cap: z.number().int().nullable(),
    capCites: CitationShape.nullable(),
    used: z.number().int(),
    /** Null where no cap binds; never below zero. */
    remaining: z.number().int().nullable(),
    responsibleBureau: z.string(),
    visits: z.array(Visit),
  }),
})

export const dueEnterprises = endpoint({
  method: 'GET', path: '/planning/due', may: 'planning.read', audit: 'none',
  about: 'Of the businesses given by `ids` (comma between, at most 100, e.g. a page of key units of GET /registry/enterprises) those that nobody visited or planned to visit this year, high risk first (circular art. 2: key units at least once a year).',
  input: z.object({
    ids: z.string().min(1, '请给出企业编号').max(4000).transform((list) => list.split(',')).pipe(z.array(IdShape).max(100, '一次最多100家')),
  }),
  output: z.object({ year: z.number().int(), enterprises: z.array(DueEnterprise) }),
})
