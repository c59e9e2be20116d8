import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'
import {
  EnterpriseShown,
  EnterpriseChange,
  EnterpriseInList,
  GradeChange,
  ImportBatch,
  ImportRow,
  Licence,
  OperatorCertificate,
} from './model.ts'

const LawDate = z.iso.date('日期应为“年-月-日”，如 2026-03-05')
const Reason = z.string().trim().min(1, '请写明原因').max(500, '原因过长')
const Flag = z.enum(['true', 'false'])

const Filter = z.object({
  q: z.string().max(100, '检索词过长').optional(),
  region: z.string().optional(),
  industry: z.string().optional(),
  highRisk: Flag.optional(),
  keyUnit: Flag.optional(),
  grade: z.enum(['1', '2', '3', 'none']).optional(),
})

export const listEnterprises = endpoint({
  method: 'GET',
  path: '/registry/enterprises',
  may: 'registry.read',
  audit: 'none',
  about:
    'Enterprises in scope by place. `q` is a part of the name or the beginning of the credit code; `after` is ' +
    'the `next` of the page before. `total` stops at 10,000: then `isMore` is true.',
  input: Filter.extend({
    after: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({
    enterprises: z.array(EnterpriseInList),
    next: z.string().nullable(),
    total: z.number().int(),
    isMore: z.boolean(),
  }),
})

export const exportEnterprises = endpoint({
  method: 'GET',
  path: '/registry/export',
  may: 'registry.read',
  audit: 'registry.exported',
  answers: 'file',
  about:
    'The same list as CSV (UTF-8 with BOM), at most 50,000 rows. Cells that a spreadsheet would run as a formula ' +
    'get a leading quote.',
  input: Filter,
  output: z.unknown(),
})

export const EnterpriseFile = z.object({
  enterprise: EnterpriseShown,
  licences: z.array(Licence),
  grades: z.array(GradeChange),
  changes: z.array(EnterpriseChange),
  /** Other files that may be the same business: same name in the same county. */
  possibleDuplicates: z.array(EnterpriseInList),
})

export const getEnterprise = endpoint({
  method: 'GET',
  path: '/registry/enterprises/:id',
  may: 'registry.read',
  audit: 'registry.enterprise-read',
  about: 'One business one file: fields with their origin, licences, grades with their dates, every change.',
  input: z.object({ id: z.uuid() }),
  output: EnterpriseFile,
})

/** Fields as they are typed; the rules in rules/enterprise-fields.ts judge them and answer by field. */
const Fields = z.object({
  creditCode: z.string(),
  name: z.string(),
  kind: z.string(),
  region: z.string(),
  address: z.string(),
  industry: z.string(),
  sectors: z.array(z.string()),
  legalRepresentative: z.string(),
  principal: z.string(),
  safetyManager: z.string(),
  phone: z.string(),
  employees: z.number(),
  highRisk: z.boolean(),
  grade: z.string(),
  keyUnit: z.boolean(),
  responsibleBureau: z.string(),
})
export type TypedFields = z.infer<typeof Fields>

export const createEnterprise = endpoint({
  method: 'POST',
  path: '/registry/enterprises',
  may: 'registry.write',
  audit: 'registry.enterprise-created',
  about:
    'Opens the file of a business. The credit code must pass its check digit (GB 32100) and be new in the whole ' +
    'country. The device may send the id.',
  input: Fields.extend({ id: z.uuid().optional() }),
  output: EnterpriseShown,
})

export const updateEnterprise = endpoint({
  method: 'POST',
  path: '/registry/enterprises/:id',
  may: 'registry.write',
  audit: 'registry.enterprise-changed',
  about:
    'Changes fields. A change of grade, high-risk flag or responsible bureau needs a reason; key units are named by the list of the year; grade and ' +
    'flag count from `effectiveFrom`, never backwards (MEM circular 2025-02-27 art. 3).',
  input: Fields.partial().extend({
    id: z.uuid(),
    version: z.number().int(),
    reason: z.string().trim().max(500).optional(),
    effectiveFrom: LawDate.optional(),
  }),
  output: EnterpriseShown,
})

export const addLicence = endpoint({
  method: 'POST',
  path: '/registry/enterprises/:id/licences',
  may: 'registry.write',
  audit: 'registry.licence-added',
  about: 'Adds a licence with its scope, item by item.',
  input: Licence.omit({ id: true }).extend({
    id: z.uuid(),
    kind: z.string().trim().min(1, '请填写许可证种类').max(60),
    number: z.string().trim().min(1, '请填写许可证编号').max(60),
    scope: z.array(z.string().trim().min(1).max(100)).max(500),
    authority: z.string().trim().max(100),
    validFrom: LawDate,
    validTo: LawDate,
  }),
  output: Licence,
})

export const mergeEnterprises = endpoint({
  method: 'POST',
  path: '/registry/enterprises/:id/merge',
  may: 'registry.merge',
  audit: 'registry.enterprises-merged',
  about:
    'Merges the file `other` into this one. `take` names the fields whose value comes from the other; every ' +
    'field keeps its origin. The other file stays readable and points here.',
  input: z.object({
    id: z.uuid(),
    version: z.number().int(),
    other: z.uuid(),
    otherVersion: z.number().int(),
    take: z.array(z.string()),
    reason: Reason,
  }),
  output: EnterpriseShown,
})

export const getDoorCode = endpoint({
  method: 'GET',
  path: '/registry/enterprises/:id/door-code',
  may: 'registry.read',
  audit: 'registry.door-code-read',
  answers: 'file',
  about:
    'The QR code for the door as PNG or SVG. It holds a random token behind `base` (the address of this site) ' +
    'and tells nothing by itself. The first call issues it.',
  input: z.object({
    id: z.uuid(),
    format: z.enum(['png', 'svg']).default('png'),
    base: z
      .url({ protocol: /^https?$/ })
      .max(200)
      .optional(),
  }),
  output: z.unknown(),
})

export const replaceDoorCode = endpoint({
  method: 'POST',
  path: '/registry/enterprises/:id/door-code',
  may: 'registry.write',
  audit: 'registry.door-code-replaced',
  about: 'Issues a new door code; the old one no longer opens the file.',
  input: z.object({ id: z.uuid(), reason: Reason }),
  output: z.object({ token: z.string() }),
})

export const openDoor = endpoint({
  method: 'GET',
  path: '/registry/door/:token',
  may: 'registry.read',
  audit: 'registry.door-scanned',
  about: 'The enterprise behind a scanned code, when it lies in scope.',
  input: z.object({ token: z.string().regex(/^[\w-]{16,64}$/, '不是本系统的企业码，请重新扫描门口的二维码') }),
  output: EnterpriseShown,
})

export const checkOperator = endpoint({
  method: 'POST',
  path: '/registry/operators/check',
  may: 'registry.read',
  audit: 'registry.operator-checked',
  about:
    'Looks a person up in the register of special-operation certificates, which count in the whole country. Name ' +
    'and identity number must both fit. The answer carries the minute of the question. Asked at a business, it is noted ' +
    'which certificates were found there, so that its next visit can take them along (ADR 25).',
  input: z.object({
    name: z.string().trim().min(1, '请填写姓名').max(40),
    identity: z.string().trim().min(1, '请填写公民身份号码').max(30),
    enterpriseId: z.uuid().nullable().default(null),
  }),
  output: z.object({
    askedAt: z.string(),
    holder: z.string(),
    identityMasked: z.string(),
    verdict: z.enum(['valid', 'expired', 'not-yet', 'not-found']),
    certificates: z.array(OperatorCertificate.extend({ verdict: z.enum(['valid', 'expired', 'not-yet']) })),
  }),
})

export const listRegions = endpoint({
  method: 'GET',
  path: '/registry/regions',
  may: 'public',
  audit: 'none',
  about: 'Divisions directly under `parent` (a code without trailing zeros; empty for the provinces).',
  input: z.object({
    parent: z
      .string()
      .regex(/^\d{0,9}$/, '区划代码应为数字')
      .default(''),
  }),
  output: z.object({ regions: z.array(z.object({ code: z.string(), name: z.string(), hasChildren: z.boolean() })) }),
})

export const listIndustries = endpoint({
  method: 'GET',
  path: '/registry/industries',
  may: 'public',
  audit: 'none',
  about:
    'The classification of industries (GB/T 4754-2017): those directly under `parent`, or those whose code or ' +
    'name contains `q`, at most 200.',
  input: z.object({ parent: z.string().max(5).default(''), q: z.string().max(40).optional() }),
  output: z.object({ industries: z.array(z.object({ code: z.string(), name: z.string(), parent: z.string() })) }),
})

export const startImport = endpoint({
  method: 'POST',
  path: '/registry/imports',
  may: 'registry.import',
  audit: 'registry.import-previewed',
  takesFile: true,
  about:
    'Reads an XLSX or CSV file (20 MB, 50,000 rows, 200 columns at most) and tells for each row what would ' +
    'happen and why not. Writes nothing to the files of enterprises.',
  input: z.object({ source: z.string().trim().min(1, '请写明数据来源，如“市场监管登记数据”').max(60) }),
  output: z.object({ batch: ImportBatch, rows: z.array(ImportRow) }),
})

export const listImports = endpoint({
  method: 'GET',
  path: '/registry/imports',
  may: 'registry.import',
  audit: 'none',
  about: 'The latest 100 imports in scope, newest first.',
  input: z.object({}),
  output: z.object({ batches: z.array(ImportBatch) }),
})

export const getImport = endpoint({
  method: 'GET',
  path: '/registry/imports/:id',
  may: 'registry.import',
  audit: 'none',
  about:
    'One import with its rows, 200 a page; `after` is the last line of the page before, `verdict` keeps rows of ' +
    'one kind.',
  input: z.object({
    id: z.uuid(),
    after: z.coerce.number().int().min(0).default(0),
    verdict: z.enum(['create', 'update', 'same', 'refused']).optional(),
  }),
  output: z.object({ batch: ImportBatch, rows: z.array(ImportRow) }),
})

export const confirmImport = endpoint({
  method: 'POST',
  path: '/registry/imports/:id/confirm',
  may: 'registry.import',
  audit: 'registry.import-confirmed',
  about:
    'Writes the rows of a previewed import. A row whose enterprise changed meanwhile, or whose code another ' +
    'region holds, becomes refused with the reason.',
  input: z.object({ id: z.uuid() }),
  output: ImportBatch,
})

export const undoImport = endpoint({
  method: 'POST',
  path: '/registry/imports/:id/undo',
  may: 'registry.import',
  audit: 'registry.import-undone',
  about:
    'Takes a confirmed import back as a whole: new files are withdrawn, changed ones get their earlier values as ' +
    'a new version. Refused while one of them was changed since.',
  input: z.object({ id: z.uuid(), reason: Reason }),
  output: ImportBatch,
})

export const getImportTemplate = endpoint({
  method: 'GET',
  path: '/registry/import-template',
  may: 'registry.import',
  audit: 'none',
  answers: 'file',
  about: 'An empty CSV table with the headings that an import understands.',
  input: z.object({}),
  output: z.unknown(),
})
