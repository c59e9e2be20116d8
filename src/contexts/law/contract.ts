import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'
import { CheckItem, Clock, Instrument, LawDateShape, MajorHazard, Parameter, Violation } from './model.ts'

const RegionCode = z.string().regex(/^(\d{2}|\d{4}|\d{6}|\d{9})?$/, '行政区划代码应为2、4、6或9位数字')
const Limit = z.coerce.number().int().min(1, '至少为1').max(500, '不超过500')

export const listViolations = endpoint({
  method: 'GET',
  path: '/law/violations',
  may: 'public',
  audit: 'none',
  about:
    'Violations in force on a date, by key or by words (best first). Fines in fen, or ratios by their unit. Without words or key: all.',
  input: z.object({
    words: z.string().max(200, '不超过200字').optional(),
    key: z.string().max(40).optional(),
    region: RegionCode.optional(),
    on: LawDateShape.optional(),
    limit: Limit.default(50),
  }),
  output: z.object({ violations: z.array(Violation.extend({ cites: z.string(), breaks: z.string() })) }),
})

export const listCheckItems = endpoint({
  method: 'GET',
  path: '/law/check-items',
  may: 'public',
  audit: 'none',
  about:
    'Check items of the general part and of the named industries (comma separated) in force on a date; without industries every item.',
  input: z.object({ industries: z.string().max(300).optional(), on: LawDateShape.optional() }),
  output: z.object({
    items: z.array(CheckItem.extend({ cites: z.string() })),
    industries: z.array(z.object({ code: z.string(), name: z.string() })),
  }),
})

export const listMajorHazards = endpoint({
  method: 'GET',
  path: '/law/major-hazards',
  may: 'public',
  audit: 'none',
  about: 'Criteria of major accident hazards in force on a date, of one sector or all.',
  input: z.object({ sector: z.string().max(40).optional(), on: LawDateShape.optional() }),
  output: z.object({ hazards: z.array(MajorHazard.extend({ cites: z.string() })) }),
})

export const showArticle = endpoint({
  method: 'GET',
  path: '/law/articles/:law/:article',
  may: 'public',
  audit: 'none',
  about:
    'Text of an article in the version in force on a date, from the statutes that the bureau imported. Law by code, alias or name. 404 when not imported.',
  input: z.object({ law: z.string().min(1).max(120), article: z.string().min(1).max(30), on: LawDateShape.optional() }),
  output: z.object({
    law: z.string(),
    version: LawDateShape,
    effectiveFrom: LawDateShape,
    effectiveTo: LawDateShape.nullable(),
    article: z.string(),
    path: z.string(),
    text: z.string(),
  }),
})

export const listParameters = endpoint({
  method: 'GET',
  path: '/law/parameters',
  may: 'public',
  audit: 'none',
  about: 'Numbers of the law and clocks in force on a date for a region: the row of the nearest region of each key.',
  input: z.object({ region: RegionCode.default(''), on: LawDateShape.optional() }),
  output: z.object({
    parameters: z.array(Parameter.extend({ cites: z.string() })),
    clocks: z.array(Clock.extend({ cites: z.string() })),
    instruments: z.array(Instrument),
  }),
})

export const showCalendar = endpoint({
  method: 'GET',
  path: '/law/calendar/:year',
  may: 'public',
  audit: 'none',
  about:
    'Days of a year that differ from plain weekends. `isPublished` is false while the State Council notice of that year is not loaded: deadlines are then provisional.',
  input: z.object({ year: z.coerce.number().int().min(1990).max(2100) }),
  output: z.object({
    year: z.number(),
    isPublished: z.boolean(),
    days: z.array(z.object({ date: LawDateShape, kind: z.enum(['holiday', 'makeup-workday']) })),
  }),
})

const SearchKind = z.enum(['article', 'standard', 'matter', 'violation', 'hazard', 'case', 'compendium'])

export const searchLaw = endpoint({
  method: 'GET',
  path: '/law/search',
  may: 'public',
  audit: 'none',
  about:
    'Articles that the bureau imported, violations, check items, major hazards, standards, published decisions and the compendium of cases, best first. `marks` are the places of the words in the snippet. Without a date what is in force today and, behind it, what ended within the longest bar on punishing (APL 36); a region leaves the nation and its own province and city; `law` is a name or a part of one. While the index is made `waiting` tells how far it is, and the hits come from what there is.',
  input: z.object({
    words: z.string().min(1, '请输入要查的词').max(500, '不超过500字'),
    kind: SearchKind.optional(),
    on: LawDateShape.optional(),
    region: RegionCode.optional(),
    law: z.string().min(1).max(60, '不超过60字').optional(),
    limit: z.coerce.number().int().min(1, '至少为1').max(200, '不超过200').default(20),
  }),
  output: z.object({
    hits: z.array(
      z.object({
        kind: SearchKind,
        id: z.string(),
        law: z.string(),
        article: z.string(),
        title: z.string(),
        snippet: z.string(),
        marks: z.array(z.tuple([z.number(), z.number()])),
        score: z.number(),
        until: LawDateShape.nullable(),
      }),
    ),
    waiting: z.object({ done: z.number(), of: z.number() }).nullable(),
  }),
})
