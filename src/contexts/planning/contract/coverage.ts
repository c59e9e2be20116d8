import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { CitationShape } from '../../../kernel/plumb-line.ts'

const year = z.coerce.number().int().min(2000).max(2100)
const region = z.string().regex(/^(\d{2}|\d{4}|\d{6}|\d{9})?$/, '区划代码不正确')

export const CoverageTile = z.object({
  code: z.string(),
  businesses: z.number().int(),
  keyUnits: z.number().int(),
  /** Key units visited this year; null where there are too many to hold against the ledger one by one. */
  keyUnitsVisited: z.number().int().nullable(),
  /** Businesses visited this year, by whichever bureau. */
  visited: z.number().int(),
  made: z.number().int(),
  reserved: z.number().int(),
  /** Visits beyond the cap on one of the three causes, or within it: visits with a proven cause. */
  withCause: z.number().int(),
})
export type CoverageTile = z.infer<typeof CoverageTile>

export const CoverageBusiness = z.object({
  id: z.string(),
  name: z.string(),
  keyUnit: z.boolean(),
  highRisk: z.boolean(),
  grade: z.string(),
  made: z.number().int(),
  reserved: z.number().int(),
})

export const coverage = endpoint({
  method: 'GET',
  path: '/planning/coverage',
  may: 'planning.read',
  audit: 'none',
  about:
    'How far the year has come in a region, by the divisions below it; of a town, or a county without towns, its businesses (at most 500). Counts of what was made, never a ranking of bureaus or officers (circular art. 14).',
  input: z.object({ region: region.optional(), year: year.optional() }),
  output: z.object({
    region: z.string(),
    year: z.number().int(),
    tiles: z.array(CoverageTile),
    businesses: z.array(CoverageBusiness),
  }),
})

export const doorCounter = endpoint({
  method: 'GET',
  path: '/planning/door/:token',
  may: 'public',
  audit: 'none',
  about:
    'What the code on a door tells anybody: how often the business was inspected this year, by level of bureau, its cap and what remains. No names, no days, nothing that is planned (circular art. 3, 扫码入企).',
  input: z.object({ token: z.string().min(16).max(100) }),
  output: z.object({
    year: z.number().int(),
    cap: z.number().int().nullable(),
    capCites: CitationShape.nullable(),
    made: z.number().int(),
    remaining: z.number().int().nullable(),
    /** Of `made`: followed up a complaint, a transfer or an alert. */
    withCause: z.number().int(),
    byLevel: z.array(
      z.object({ level: z.enum(['nation', 'province', 'city', 'county', 'town']), made: z.number().int() }),
    ),
  }),
})

/** Longitude and latitude of a corner. */
const Point = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number())
const Ring = z
  .array(Point)
  .min(4, '边界至少四个点')
  .refine((ring) => {
    const [first, last] = [ring[0], ring.at(-1)]
    return first?.[0] === last?.[0] && first?.[1] === last?.[1]
  }, '边界没有闭合')
const Shape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring).min(1)).min(1) }),
])
/** GeoJSON with the division code of each feature in `properties.code`. */
export const Boundaries = z.object({
  type: z.literal('FeatureCollection', '应为 GeoJSON FeatureCollection'),
  features: z
    .array(
      z.object({
        type: z.literal('Feature'),
        properties: z.object({
          code: z.string().regex(/^(\d{4}|\d{6}|\d{9})$/, '每个图形应在 properties.code 写明区划代码'),
        }),
        geometry: Shape,
      }),
    )
    .min(1, '没有图形')
    .max(2000, '图形过多'),
})
export type Boundaries = z.infer<typeof Boundaries>

export const importBoundaries = endpoint({
  method: 'POST',
  path: '/planning/boundaries',
  may: 'planning.approve',
  audit: 'planning.boundaries-imported',
  about:
    'Takes the boundaries of the own divisions as GeoJSON, with the review number of the map (审图号). No map ships with the system.',
  input: z.object({ reviewNumber: z.string().trim().min(4, '请填写审图号').max(60), shapes: Boundaries }),
  output: z.object({ region: z.string(), reviewNumber: z.string(), features: z.number().int() }),
})

export const boundaries = endpoint({
  method: 'GET',
  path: '/planning/boundaries',
  may: 'planning.read',
  audit: 'none',
  about: 'The boundaries that the own bureau imported; null when it imported none: then the map is one of tiles.',
  input: z.object({}),
  output: z.object({ map: z.object({ reviewNumber: z.string(), shapes: Boundaries }).nullable() }),
})
