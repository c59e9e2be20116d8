import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { LawDateShape } from '../../../kernel/shapes.ts'
import { POWER_KINDS, type PowerKind } from '../rules/powers.ts'
import { RegionShape } from './overlays.ts'

const Kind = z.enum(Object.keys(POWER_KINDS) as [PowerKind, ...PowerKind[]])

export const listPowers = endpoint({
  method: 'GET',
  path: '/law/powers',
  may: 'public',
  audit: 'none',
  about:
    'The list of powers and duties of the bureaus of a region on a date, the same for everybody: inspection matters, penalties and compulsory measures with their articles, 50 a page. `words` stand in the name, the matter it is about or the articles; `counts` are of all that fit the words.',
  input: z.object({
    region: RegionShape.default(''),
    on: LawDateShape.optional(),
    kind: Kind.optional(),
    words: z.string().trim().max(100, '不超过100字').optional(),
    from: z.coerce.number().int().min(0).max(100_000).default(0),
  }),
  output: z.object({
    powers: z.array(z.object({ kind: Kind, id: z.string(), name: z.string(), about: z.string(), cites: z.string() })),
    counts: z.record(Kind, z.number().int()),
    next: z.number().int().nullable(),
  }),
})
