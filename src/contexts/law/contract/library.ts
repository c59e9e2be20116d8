import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { LawDateShape } from '../../../kernel/shapes.ts'
import { LawLevel } from '../model.ts'

const Region = z.string().regex(/^(\d{2}|\d{4}|\d{6}|\d{9})?$/, '行政区划代码应为2、4、6或9位数字')
export const STANDINGS = { 'in-force': '现行有效', 'not-yet': '尚未施行', over: '已失效' } as const
export type Standing = keyof typeof STANDINGS

const Version = z.object({
  version: LawDateShape,
  effectiveFrom: LawDateShape,
  effectiveTo: LawDateShape.nullable(),
})

export const listStatutes = endpoint({
  method: 'GET',
  path: '/law/statutes',
  may: 'public',
  audit: 'none',
  about:
    'Imported statutes, national law first and by title, 50 a page; of each the version in force on the date, else the next to come, else the last. `region` is the beginning of a division code, empty for national law; `isEmpty` tells that nothing was ever imported.',
  input: z.object({
    words: z.string().trim().max(100, '不超过100字').optional(),
    level: LawLevel.optional(),
    region: Region.optional(),
    standing: z.enum(['in-force', 'not-yet', 'over']).optional(),
    on: LawDateShape.optional(),
    after: z.string().max(200).optional(),
  }),
  output: z.object({
    entries: z.array(
      Version.extend({
        title: z.string(),
        level: LawLevel,
        region: z.string(),
        articles: z.number().int(),
        versions: z.number().int(),
      }),
    ),
    next: z.string().nullable(),
    total: z.number().int(),
    isEmpty: z.boolean(),
  }),
})

const Place = { number: z.number().int(), sub: z.number().int() }

export const showStatute = endpoint({
  method: 'GET',
  path: '/law/statutes/:title',
  may: 'public',
  audit: 'none',
  about:
    'A whole statute in the version in force on the date, or in the named version: its articles with their headings, and all versions. By code, alias or title. 404 when not imported.',
  input: z.object({ title: z.string().min(1).max(200), on: LawDateShape.optional(), version: LawDateShape.optional() }),
  output: z.object({
    title: z.string(),
    code: z.string().nullable(),
    level: LawLevel,
    region: z.string(),
    shown: Version,
    versions: z.array(Version),
    articles: z.array(z.object({ ...Place, path: z.string(), text: z.string() })),
  }),
})

const Cited = z.object({ id: z.string(), says: z.string(), where: z.string() })

export const showArticleHistory = endpoint({
  method: 'GET',
  path: '/law/statutes/:title/articles/:article',
  may: 'public',
  audit: 'none',
  about:
    'One article in every imported version, oldest first (`text` null where a version has no such article), and what rests on it: articles in force on the date (the first 200), violations, check items, criteria of major hazards, numbers and clocks.',
  input: z.object({
    title: z.string().min(1).max(200),
    article: z.string().min(1).max(30),
    on: LawDateShape.optional(),
  }),
  output: z.object({
    title: z.string(),
    code: z.string().nullable(),
    ...Place,
    versions: z.array(Version.extend({ path: z.string(), text: z.string().nullable() })),
    citedBy: z.object({
      articles: z.array(z.object({ title: z.string(), ...Place, text: z.string() })),
      articlesTotal: z.number().int(),
      violations: z.array(Cited),
      checkItems: z.array(Cited),
      hazards: z.array(Cited),
      parameters: z.array(Cited),
      clocks: z.array(Cited),
    }),
  }),
})
