import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { LawDateShape } from '../model.ts'
import { STANDARD_KINDS, type StandardKind } from '../rules/standard-number.ts'
import { STANDARD_STATUSES, type StandardStatus } from '../rules/standards.ts'

const Kind = z.enum(Object.keys(STANDARD_KINDS) as [StandardKind, ...StandardKind[]])
const Status = z.enum(Object.keys(STANDARD_STATUSES) as [StandardStatus, ...StandardStatus[]])

export const StandardEntry = z.object({
  plain: z.string(),
  number: z.string(),
  title: z.string(),
  kind: Kind,
  status: Status,
  note: z.string(),
  replacedBy: z.string().nullable(),
  from: LawDateShape.nullable(),
  until: LawDateShape.nullable(),
  region: z.string(),
  source: z.string(),
})

export const listStandards = endpoint({
  method: 'GET',
  path: '/law/standards',
  may: 'public',
  audit: 'none',
  about:
    'Standards by number, 50 a page; `words` is a number as anybody writes it, the beginning of one, or words of the title. `total` stops counting at 10 000.',
  input: z.object({
    words: z.string().trim().max(100, '不超过100字').optional(),
    status: Status.optional(),
    kind: Kind.optional(),
    after: z.string().max(60).optional(),
  }),
  output: z.object({
    entries: z.array(StandardEntry),
    next: z.string().nullable(),
    total: z.number().int(),
    totalIsCapped: z.boolean(),
  }),
})

export const showStandard = endpoint({
  method: 'GET',
  path: '/law/standards/:number',
  may: 'public',
  audit: 'none',
  about:
    'One standard with the chain of its replacements, oldest first, and the check items that name it. 404 when it is not known.',
  input: z.object({ number: z.string().trim().min(1).max(60) }),
  output: z.object({
    standard: StandardEntry,
    chain: z.array(StandardEntry),
    checkItems: z.array(z.object({ id: z.string(), content: z.string(), industryName: z.string() })),
  }),
})

const Change = z.object({
  number: z.string(),
  title: z.string(),
  fields: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
})

export const importStandards = endpoint({
  method: 'POST',
  path: '/law/standards/import',
  may: 'law.maintain',
  audit: 'law.standards-imported',
  about:
    'A CSV or XLSX list of standards, told apart by content. Answers what it changes, the first 200 of each kind; written only with `apply`. A circle of replacements refuses the whole file.',
  input: z.object({ apply: z.enum(['true', 'false']).default('false') }),
  output: z.object({
    isApplied: z.boolean(),
    added: z.number().int(),
    changed: z.number().int(),
    withdrawn: z.number().int(),
    replaced: z.number().int(),
    unchanged: z.number().int(),
    unreadable: z.number().int(),
    newOnes: z.array(z.object({ number: z.string(), title: z.string() })),
    changes: z.array(Change),
    lines: z.array(z.object({ line: z.number().int(), why: z.string() })),
  }),
  takesFile: true,
})
