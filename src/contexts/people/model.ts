import { z } from 'zod'
import { MaskedPhoneShape } from '../../kernel/shapes.ts'
import type { Region } from '../../kernel/region.ts'
import type { LawDate } from '../../kernel/time.ts'

/** How a body came by its powers (APL 17, 19, 20, 24): decides in whose name it acts and what it may never do. */
export const CAPACITIES = { own: '行政机关', transferred: '赋权乡镇', entrusted: '受委托' } as const

export const Bureau = z.object({
  region: z.string(),
  name: z.string(),
  /** Place abbreviation in document numbers: （东）应急罚〔2026〕1号. */
  shortName: z.string(),
  capacity: z.enum(['own', 'transferred', 'entrusted']),
  address: z.string(),
  phone: z.string(),
  /**
   * Exact names, because a remedy block that says "the competent court" counts as not told (procedure.md §2.5 rule 6).
   */
  reconsiderationOrgan: z.string(),
  court: z.string(),
  /** Where fines are paid: the deciding body never collects itself (APL 67). */
  collectingBank: z.string(),
  collectingAccount: z.string(),
})
export type Bureau = z.infer<typeof Bureau>

export const ROLES = {
  officer: '执法人员',
  'unit-head': '承办机构负责人',
  reviewer: '审核人',
  'legal-reviewer': '法制审核人员',
  'deputy-head': '分管负责人',
  'principal-head': '主要负责人',
  presider: '听证主持人',
  archivist: '档案管理员',
  'publicity-officer': '公示人员',
  planner: '计划编制人员',
  supervisor: '执法监督人员',
  analyst: '统计分析人员',
  admin: '系统管理员',
  'technical-inspector': '技术检查员',
} as const
export type Role = keyof typeof ROLES

/** An administrative enforcement certificate; only who holds a valid one enforces (APL 42, WSL 67). */
export const Certificate = z.object({
  number: z.string(),
  validFrom: z.string(),
  validTo: z.string(),
  status: z.enum(['valid', 'suspended', 'revoked']),
})
export type Certificate = z.infer<typeof Certificate>

export const Officer = z.object({
  id: z.string(),
  region: z.string(),
  name: z.string(),
  /** The office of the bureau (内设机构) that he works in. */
  unit: z.string().max(60).optional(),
  /** Masked where an answer declares it; in full only by an act of its own (contract/unmask.ts). */
  phone: MaskedPhoneShape,
  roles: z.array(z.enum(Object.keys(ROLES) as [Role, ...Role[]])),
  certificate: Certificate.nullable(),
  /** The first day on which he no longer serves; without it he does. */
  leftOn: z.string().nullish(),
})
export type Officer = z.infer<typeof Officer>

/** Name and certificate as they were at the minute of an act: what papers and cases keep. */
export const OfficerSnapshot = z.object({ id: z.string(), name: z.string(), certificateNumber: z.string() })
export type OfficerSnapshot = z.infer<typeof OfficerSnapshot>

/** Whether the officer may act on that law date: both ends of the validity count, and he still serves. */
export const isCertified = (officer: Pick<Officer, 'certificate' | 'leftOn'>, on: LawDate): boolean =>
  !(officer.leftOn && officer.leftOn <= on) &&
  officer.certificate !== null &&
  officer.certificate.status === 'valid' &&
  officer.certificate.validFrom <= on &&
  on <= officer.certificate.validTo

export type BureauRef = { readonly region: Region; readonly name: string }

/** One open or past session as its owner and the administrator see it. The token itself never leaves the cookie. */
export const Session = z.object({
  id: z.string(),
  username: z.string(),
  createdAt: z.string(),
  lastSeen: z.string(),
  endsAt: z.string(),
  endedAt: z.string().nullable(),
  address: z.string(),
  agent: z.string(),
})
export type Session = z.infer<typeof Session>
