import { z } from 'zod'
import { MaskedPhoneShape } from '../../kernel/shapes.ts'

/**
 * Work-safety standardisation grade; together with the high-risk flag it fixes the yearly cap (MEM circular of
 * 2025-02-27, art. 3).
 */
export const GRADES = { '1': '一级', '2': '二级', '3': '三级', none: '未定级' } as const
export type Grade = keyof typeof GRADES

export const ENTERPRISE_KINDS = {
  company: '企业法人',
  'self-employed': '个体工商户',
  cooperative: '合作社',
  institution: '事业单位',
  agency: '安全服务机构',
} as const
export type EnterpriseKind = keyof typeof ENTERPRISE_KINDS

/**
 * The families of check lists that a business's work calls for (data/law/check-items.json, held against it by a test).
 */
export const SECTORS: Readonly<Record<string, string>> = {
  general: '通用',
  contractor: '承包承租',
  training: '教育培训',
  special_operation: '特种作业',
  emergency_plan: '应急预案',
  hazard_investigation: '隐患排查治理',
  construction: '建设项目',
  major_hazard_source: '重大危险源',
  hazchem: '危险化学品',
  hazchem_trading: '危险化学品经营',
  precursor: '易制毒化学品',
  metal_smelting: '金属冶炼',
  nonferrous: '有色',
  building_materials: '建材',
  machinery: '机械',
  light: '轻工',
  textile: '纺织',
  tobacco: '烟草',
  dust: '粉尘涉爆',
  confined_space: '有限空间',
  ammonia: '涉氨制冷',
  fireworks_retail: '烟花爆竹零售',
  fireworks_wholesale: '烟花爆竹批发',
  fireworks_production: '烟花爆竹生产',
  non_coal_mine: '非煤矿山',
  service_org: '安全评价检测',
  accident: '生产安全事故',
}

/** Where a field's value came from: source system and date, so that a merge stays explainable. */
export const Origin = z.object({ source: z.string(), on: z.string() })

export const Enterprise = z.object({
  id: z.string(),
  /** 统一社会信用代码, checked by its last digit (GB 32100). */
  creditCode: z.string(),
  name: z.string(),
  kind: z.enum(['company', 'self-employed', 'cooperative', 'institution', 'agency']),
  /** Where it lies: county or town code. */
  region: z.string(),
  address: z.string(),
  /** GB/T 4754-2017 code, e.g. C3311. */
  industry: z.string(),
  /** Check-list family of data/law/check-items.json, e.g. `general`, `dust`. */
  sectors: z.array(z.string()),
  legalRepresentative: z.string(),
  principal: z.string(),
  safetyManager: z.string(),
  phone: z.string(),
  employees: z.number().int().nonnegative(),
  highRisk: z.boolean(),
  grade: z.enum(['1', '2', '3', 'none']),
  keyUnit: z.boolean(),
  /** The one bureau that inspects it (circular art. 4: one enterprise, one level). */
  responsibleBureau: z.string(),
  origins: z.record(z.string(), Origin),
  version: z.number().int(),
})
export type Enterprise = z.infer<typeof Enterprise>

/** A file on its way out: its telephone masked; in full only by an act of its own (contract/unmask.ts). */
export const EnterpriseShown = Enterprise.extend({ phone: MaskedPhoneShape })

/**
 * A person's special-operation certificate as the register shows it (ENT-08). Identity numbers leave the server masked.
 */
export const OperatorCertificate = z.object({
  id: z.string(),
  holder: z.string(),
  identityMasked: z.string(),
  operation: z.string(),
  number: z.string(),
  validFrom: z.string(),
  validTo: z.string(),
})
export type OperatorCertificate = z.infer<typeof OperatorCertificate>

/** An enterprise in lists and search: nothing about persons. */
export const EnterpriseInList = Enterprise.omit({
  legalRepresentative: true,
  principal: true,
  safetyManager: true,
  phone: true,
  origins: true,
  sectors: true,
})
export type EnterpriseInList = z.infer<typeof EnterpriseInList>

/** What a business is allowed to do, and until when (ENT-09: the scope on paper against what is on site). */
export const Licence = z.object({
  id: z.string(),
  kind: z.string(),
  number: z.string(),
  scope: z.array(z.string()),
  authority: z.string(),
  validFrom: z.string(),
  validTo: z.string(),
})
export type Licence = z.infer<typeof Licence>

/** Grade and high-risk flag as they count from a date on; never backwards (ENT-03). */
export const GradeChange = z.object({
  grade: z.enum(['1', '2', '3', 'none']),
  highRisk: z.boolean(),
  effectiveFrom: z.string(),
  reason: z.string(),
  recordedBy: z.string(),
  recordedAt: z.string(),
})
export type GradeChange = z.infer<typeof GradeChange>

/** How a business conducted itself, as far as it decides how often it is inspected (ENT-06). */
export const CONDUCT_KINDS = {
  accident: '发生生产安全事故',
  'accident-free': '经核实没有发生事故（自该日起）',
  listed: '列入严重失信主体名单',
  delisted: '移出严重失信主体名单',
  closed: '注销、关闭或者停业',
  reopened: '恢复生产经营',
} as const
export type ConductKind = keyof typeof CONDUCT_KINDS

export const Conduct = z.object({
  id: z.string(),
  kind: z.enum(Object.keys(CONDUCT_KINDS) as [ConductKind, ...ConductKind[]], '请选择情形'),
  /** Law date: of the accident, since when there was none, of the listing or its end. */
  on: z.string(),
  /** The document that says so. */
  reference: z.string(),
  source: z.string(),
  recordedAt: z.string(),
  recordedBy: z.string(),
})
export type Conduct = z.infer<typeof Conduct>

/** One change of the file: what it was, what it became, who and why. */
export const EnterpriseChange = z.object({
  version: z.number().int(),
  at: z.string(),
  by: z.string(),
  source: z.string(),
  reason: z.string(),
  fields: z.array(z.object({ field: z.string(), old: z.unknown(), new: z.unknown() })),
})
export type EnterpriseChange = z.infer<typeof EnterpriseChange>

export const IMPORT_STATES = { previewed: '已预览', confirmed: '已导入', undone: '已撤销' } as const

export const ImportBatch = z.object({
  id: z.string(),
  fileName: z.string(),
  source: z.string(),
  state: z.enum(['previewed', 'confirmed', 'undone']),
  createdAt: z.string(),
  createdBy: z.string(),
  counts: z.object({ create: z.number(), update: z.number(), same: z.number(), refused: z.number() }),
  /** Columns of the file that no field takes, so that nothing is lost in silence. */
  ignoredColumns: z.array(z.string()),
})
export type ImportBatch = z.infer<typeof ImportBatch>

/**
 * One line of the file: what would become of it, and why not. `line` counts as the spreadsheet does, the heading being
 * line 1.
 */
export const ImportRow = z.object({
  line: z.number().int(),
  verdict: z.enum(['create', 'update', 'same', 'refused']),
  creditCode: z.string(),
  name: z.string(),
  reasons: z.array(z.object({ field: z.string(), says: z.string() })),
  warnings: z.array(z.object({ field: z.string(), says: z.string() })),
  changes: z.array(z.object({ field: z.string(), old: z.unknown(), new: z.unknown() })),
  enterpriseId: z.string().nullable(),
})
export type ImportRow = z.infer<typeof ImportRow>
