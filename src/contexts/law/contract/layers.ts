import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { LawDateShape } from '../../../kernel/shapes.ts'
import { CitationShape, LayerMark } from '../model.ts'
import { CHANGED_KINDS, type ChangedKind } from '../rules/law-changes.ts'
import { MATTER_LEVELS, type MatterLevel } from '../rules/matter.ts'
import { ComplaintShape, KindShape, RegionShape } from './overlays.ts'

const CellShape = z.union([z.string(), z.number(), z.null()])

export const LayerShape = z.object({
  region: z.string(),
  speaks: z.boolean(),
  lines: z.array(z.array(CellShape)),
  /** Instrument and article by which the layer speaks. */
  cites: z.string(),
  source: z.string(),
  from: LawDateShape,
  until: LawDateShape.nullable(),
  layer: LayerMark.nullable(),
})

export const showLayers = endpoint({
  method: 'GET',
  path: '/law/layers',
  may: 'public',
  audit: 'none',
  about:
    'Which layer speaks: for every row of a kind the nation, the province, the city and the county that say something about it in a region on a date, and which of them counts. `overlaid` only rows that a bureau changed.',
  input: z.object({
    kind: KindShape,
    region: RegionShape.default(''),
    on: LawDateShape.optional(),
    words: z.string().max(100).optional(),
    overlaid: z.enum(['true', 'false']).default('false'),
  }),
  output: z.object({
    columns: z.array(z.string()),
    total: z.number().int(),
    rows: z.array(z.object({ key: z.string(), title: z.string(), layers: z.array(LayerShape) })),
  }),
})

export const validateLawData = endpoint({
  method: 'GET',
  path: '/law/validation',
  may: 'law.read',
  audit: 'none',
  about:
    'What the validator says about the law of a region on a date, overlays included: `complaints` must not stay, `doubts` are lawful but to be looked at.',
  input: z.object({ region: RegionShape.default(''), on: LawDateShape.optional() }),
  output: z.object({
    on: LawDateShape,
    rows: z.number().int(),
    complaints: z.array(ComplaintShape),
    doubts: z.array(ComplaintShape),
  }),
})

export const LawChangeShape = z.object({
  kind: z.enum(Object.keys(CHANGED_KINDS) as [ChangedKind, ...ChangedKind[]]),
  key: z.string(),
  title: z.string(),
  on: LawDateShape,
  before: z.array(z.string()),
  after: z.array(z.string()),
  instruments: z.array(z.string()),
  violations: z.array(z.string()),
})

export const listLawChanges = endpoint({
  method: 'GET',
  path: '/law/turns',
  may: 'public',
  audit: 'none',
  about:
    'Everything of the law of a region that begins to read otherwise between two dates, both included: instruments, fines, and rows of every layer; with the matters that rest on it.',
  input: z.object({ region: RegionShape.default(''), from: LawDateShape, until: LawDateShape }),
  output: z.object({
    changes: z.array(LawChangeShape),
    matters: z.array(
      z.object({ id: z.string(), matter: z.string(), content: z.string(), because: z.array(z.string()) }),
    ),
  }),
})

export const MatterShape = z.object({
  id: z.string(),
  parent: z.string().nullable(),
  level: z.enum(Object.keys(MATTER_LEVELS) as [MatterLevel, ...MatterLevel[]]),
  name: z.string(),
  wording: z.string().nullable(),
  violations: z.array(z.string()),
  majorHazards: z.array(z.string()),
  isMust: z.boolean(),
  basis: z.array(CitationShape),
  cites: z.string(),
  region: z.string(),
  layer: LayerMark.nullable(),
  children: z.number().int(),
})
export type MatterNode = z.infer<typeof MatterShape>

export const listMatters = endpoint({
  method: 'GET',
  path: '/law/matters',
  may: 'public',
  audit: 'none',
  about:
    'The tree of matters in force on a date as the asker’s bureau reads it: the children of a node (the roots without one), or with words the matters that hold all of them, each with the names above it.',
  input: z.object({
    parent: z.string().max(120).optional(),
    words: z.string().max(100).optional(),
    on: LawDateShape.optional(),
  }),
  output: z.object({
    nodes: z.array(MatterShape.extend({ path: z.array(z.string()) })),
    total: z.number().int(),
    counts: z.record(z.enum(Object.keys(MATTER_LEVELS) as [MatterLevel, ...MatterLevel[]]), z.number().int()),
  }),
})
