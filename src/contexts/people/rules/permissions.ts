import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { ROLES, type Role } from '../model.ts'

/** What everybody who serves in a bureau may read inside his own region. */
const READS = [
  'people.read',
  'registry.read',
  'law.read',
  'planning.read',
  'inspection.read',
  'hazard.read',
  'casework.read',
  'document.read',
  'evidence.read',
  'device.read',
  'publicity.read',
] as const

/**
 * Roles → permissions, `<context>.<word>`. One table, no exceptions elsewhere. Whoever prepares an act never approves,
 * reviews or decides it: the words are dealt out so that no single role joins two sides of APART below.
 */
export const PERMISSIONS_OF = {
  // WSL 65, APL 42: two certified officers check, file, investigate, propose and serve; they decide nothing.
  officer: [
    ...READS,
    'registry.write',
    'inspection.draft',
    'inspection.enter',
    'inspection.record',
    'inspection.order',
    'inspection.recheck',
    'inspection.close',
    'hazard.self-report',
    'hazard.propose-sample',
    'inspection.guide',
    'casework.file',
    'casework.investigate',
    'casework.report',
    'casework.notify',
    'casework.serve',
    'casework.collect',
    'casework.close',
    'document.write',
    'document.serve',
    'evidence.add',
  ],
  // MEM circular of 2025-02-27 art. 6: the plan of a visit is approved by somebody who did not draft it.
  'unit-head': [
    ...READS,
    'registry.write',
    'registry.import',
    'registry.merge',
    'planning.plan',
    'inspection.approve-plan',
    'evidence.approve-removal',
    'hazard.keep-sample',
    'inspection.extend',
    'casework.review',
  ],
  // The reviewer of the handling unit is none of the handlers (procedure §6.1, filing and decision).
  reviewer: [...READS, 'casework.review'],
  // APL 58: legal review by qualified staff before the decision; the reviewer investigates nothing.
  'legal-reviewer': [
    ...READS,
    'casework.review',
    'casework.legal-review',
    'law.maintain',
    'document.draft-form',
    'casework.review-files',
  ],
  // APL 57: the head of the organ examines the result; complex or heavy cases are discussed by the heads together.
  'deputy-head': [
    ...READS,
    'planning.approve',
    'inspection.approve-plan',
    'evidence.approve-removal',
    'hazard.keep-sample',
    'inspection.extend',
    'casework.approve-filing',
    'casework.discuss',
    'casework.approve-notification',
    'casework.decide',
    'casework.designate',
    'publicity.keep-back',
    'people.delegate',
    'casework.approve-closing',
    'law.approve',
    'document.approve-form',
    'inspection.watch',
    'audit.read',
  ],
  // WSL 70 (power cut) and the transfer of crimes ask for the principal head himself.
  'principal-head': [
    ...READS,
    'planning.approve',
    'inspection.approve-plan',
    'evidence.approve-removal',
    'hazard.keep-sample',
    'inspection.extend',
    'casework.approve-filing',
    'casework.discuss',
    'casework.approve-notification',
    'casework.decide',
    'casework.designate',
    'publicity.keep-back',
    'people.delegate',
    'casework.approve-closing',
    'casework.principal',
    'law.approve',
    'document.approve-form',
    'inspection.watch',
    'audit.read',
    'audit.verify',
  ],
  // APL 64(4): the hearing is presided over by somebody who did not investigate the case.
  presider: [...READS, 'casework.preside'],
  archivist: [...READS, 'casework.archive'],
  // WSL 78, APL 48: publicity within seven working days, and its withdrawal.
  'publicity-officer': [...READS, 'publicity.publish', 'publicity.withdraw'],
  // WSL 62: the yearly supervision plan.
  planner: [...READS, 'registry.write', 'registry.import', 'registry.merge', 'planning.plan', 'inspection.draft'],
  // APL 75: supervision over enforcement reads everything, reviews closed files and acts in no case.
  supervisor: [...READS, 'casework.review-files', 'inspection.watch', 'audit.read', 'audit.verify'],
  analyst: [
    'registry.read',
    'law.read',
    'planning.read',
    'inspection.read',
    'hazard.read',
    'casework.read',
    'publicity.read',
  ],
  // The administrator keeps accounts and sees no case: power over accounts and power over cases lie apart.
  admin: ['people.read', 'people.manage', 'device.read', 'law.read', 'law.maintain', 'audit.read', 'audit.verify'],
  // MEM opinion on technical inspectors: they assist, hold no enforcement certificate and never count as one of the two
  // officers.
  'technical-inspector': [
    'registry.read',
    'law.read',
    'inspection.read',
    'hazard.read',
    'evidence.read',
    'evidence.add',
    'hazard.propose-sample',
    'document.read',
  ],
} as const satisfies Record<Role, readonly string[]>

/** Everything that the roles allow together, sorted, each word once. */
export const permissionsOf = (roles: readonly Role[]): string[] =>
  [...new Set<string>(roles.flatMap((role) => PERMISSIONS_OF[role]))].sort()

type Apart = {
  readonly prepares: string
  readonly approves: string
  readonly why: string
  readonly cites: ReturnType<typeof art>
}

/**
 * Pairs that no one person may hold at all (procedure §6.1). That approver and preparer of one act differ is asked
 * again at each step.
 */
export const APART: readonly Apart[] = [
  { prepares: 'casework.file', approves: 'casework.approve-filing', why: '承办立案与批准立案', cites: art('APL', 54) },
  { prepares: 'casework.file', approves: 'casework.review', why: '承办案件与案件审核', cites: art('APL', 58) },
  {
    prepares: 'casework.investigate',
    approves: 'casework.legal-review',
    why: '调查取证与法制审核',
    cites: art('APL', 58),
  },
  {
    prepares: 'casework.investigate',
    approves: 'casework.decide',
    why: '调查取证与作出处罚决定',
    cites: art('APL', 57),
  },
  { prepares: 'casework.investigate', approves: 'casework.preside', why: '调查取证与主持听证', cites: art('APL', 64) },
  {
    prepares: 'casework.legal-review',
    approves: 'casework.decide',
    why: '法制审核与作出处罚决定',
    cites: art('APL', 58),
  },
  {
    prepares: 'casework.close',
    approves: 'casework.approve-closing',
    why: '承办结案与批准结案',
    cites: art('APL', 57),
  },
  {
    prepares: 'inspection.draft',
    approves: 'inspection.approve-plan',
    why: '编制检查方案与批准检查方案',
    cites: art('MEM-2025-02-27', 6),
  },
  {
    prepares: 'evidence.add',
    approves: 'evidence.approve-removal',
    why: '收集证据与批准停用证据',
    cites: art('APL', 47),
  },
  {
    prepares: 'hazard.propose-sample',
    approves: 'hazard.keep-sample',
    why: '提出与审核风险隐患样本',
    cites: art('APL', 50),
  },
  { prepares: 'planning.plan', approves: 'planning.approve', why: '编制计划与批准计划', cites: art('WSL', 62) },
  {
    prepares: 'document.draft-form',
    approves: 'document.approve-form',
    why: '起草与批准文书版式',
    cites: art('APL', 57),
  },
  { prepares: 'law.maintain', approves: 'law.approve', why: '起草与批准裁量基准等地方规定', cites: art('APL', 34) },
  { prepares: 'people.manage', approves: 'casework.file', why: '账号管理与办案', cites: art('APL', 75) },
  { prepares: 'people.manage', approves: 'casework.decide', why: '账号管理与作出处罚决定', cites: art('APL', 75) },
  { prepares: 'people.manage', approves: 'inspection.record', why: '账号管理与现场检查', cites: art('APL', 75) },
]

/** Refuses a set of roles that would put both sides of one act into one hand; every pair that clashes is named. */
export function refusesRoles(roles: readonly Role[]): Refusal[] {
  const held = new Set(permissionsOf(roles))
  const named = roles.map((role) => ROLES[role]).join('、')
  return APART.filter(({ prepares, approves }) => held.has(prepares) && held.has(approves)).map(({ why, cites }) => ({
    ...no(
      'duties-not-separated',
      { why, roles: named },
      '“{why}”不得由同一人担任，所选角色为{roles}',
      '请把其中一个角色交给其他人员',
    ),
    cites,
  }))
}
