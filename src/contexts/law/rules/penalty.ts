import type { Citation } from '../../../kernel/citation.ts'
import type { Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Confidence, FineUnit, Stage, Subject, Violation } from '../model.ts'

/** One act as the investigation found it. Money is fen. */
export type ActFacts = {
  /** Key of the violation, or the keys of all provisions that the one natural act breaks (APL 29). */
  readonly violations: readonly string[]
  readonly stage: Stage
  /** Number of persons, places, devices or items that the benchmark counts. */
  readonly quantity: number
  /** Codes, Chinese words or aliases of data/law/discretion-factors.json. */
  readonly circumstances: readonly string[]
  /** Name of the natural act: entries with the same name are one act and are fined once. */
  readonly fact?: string
  /** The tier chosen by its conditions when the quantity does not select it. */
  readonly tier?: string
  /** The officer's place inside the band, 0 to 1; without it the middle, moved by weights. */
  readonly place?: number
  readonly gainsFen?: number
  readonly goodsValueFen?: number
  /** Income of the year before, of the punished person and of the person punished beside the unit. */
  readonly annualIncomeFen?: number
  readonly endedOn?: LawDate
  readonly hasHarm?: boolean
  readonly isMajorHazard?: boolean
  /** For the overdue stage: the order, its last day and the re-check that found it not obeyed. */
  readonly order?: { readonly issuedOn: LawDate; readonly dueOn?: LawDate; readonly recheckedOn?: LawDate }
  /** The fine that is repeated daily (WSL 112). */
  readonly originalFen?: number
}

export type PartyKind = 'enterprise' | 'self_employed' | 'individual'

export type PenaltyAsk = {
  readonly actDate: LawDate
  readonly decisionDate: LawDate
  /** When the act was found, for the time bar (APL 36); without it the date of decision is taken. */
  readonly foundOn?: LawDate
  readonly region: Region
  readonly subject: Subject
  readonly acts: readonly ActFacts[]
  readonly party: {
    readonly kind: PartyKind
    readonly lastViolations: readonly { readonly violation: string; readonly on?: LawDate }[]
    readonly lastFatalAccidentOn?: LawDate
    readonly isBlacklisted?: boolean
    readonly isHighRisk?: boolean
    readonly hasCommitment?: boolean
  }
}

/** One line of the reasoning, in Chinese, with its authority: printed under the amount and kept in the file. */
export type Derivation = {
  readonly step:
    | '适用法律'
    | '择一重罚'
    | '处罚时效'
    | '不予处罚'
    | '法定幅度'
    | '裁量阶次'
    | '裁量情节'
    | '建议数额'
    | '处罚对象'
    | '合并处罚'
    | '程序'
  readonly says: string
  readonly cites: readonly Citation[]
  readonly numbers: Readonly<Record<string, number | string>>
  readonly confidence: Confidence
}

export const derived = (
  step: Derivation['step'],
  says: string,
  cites: readonly Citation[] = [],
  numbers: Derivation['numbers'] = {},
  confidence: Confidence = '✔',
): Derivation => ({ step, says, cites, numbers, confidence })

export type MoneyRange = { readonly minFen: number; readonly maxFen: number }
export type RatioRange = { readonly min: number; readonly max: number; readonly unit: Exclude<FineUnit, 'fen'> }

export type Exemption = {
  readonly kind: 'must' | 'may'
  readonly code: string
  readonly says: string
  readonly cites: readonly Citation[]
  readonly lists: readonly string[]
}

export type ActDecision = {
  readonly fact: string
  readonly violation: string
  readonly row: Violation
  readonly says: string
  readonly quantity: number
  /** The statutory range in money; null when the provision has no fine or a ratio whose base is unknown. */
  readonly range: MoneyRange | null
  readonly ratio: RatioRange | null
  readonly tier: string | null
  /** The part of the range that the tier leaves; equal to the range while no benchmark is in force. */
  readonly band: MoneyRange | null
  readonly suggestedFen: number | null
  readonly measures: readonly string[]
  readonly exempt: Exemption | null
  readonly isMitigated: boolean
  /** Other provisions that the same act broke and that give way (APL 29). */
  readonly absorbed: readonly string[]
  readonly gainsFen: number
  readonly derivation: readonly Derivation[]
}

export type PersonDecision = {
  readonly fact: string
  readonly violation: string
  readonly row: Violation
  readonly subject: Subject
  readonly range: MoneyRange | null
  readonly ratio: RatioRange | null
  readonly suggestedFen: number | null
  readonly derivation: readonly Derivation[]
}

export type ProcedureFlags = {
  readonly hearing: boolean
  readonly legalReview: boolean
  readonly collectiveDiscussion: boolean
  /** The fine lies within the limit of the on-the-spot procedure (APL 51). */
  readonly withinSimple: boolean
  readonly derivation: readonly Derivation[]
}

export type PenaltyDecision = {
  readonly acts: readonly ActDecision[]
  readonly persons: readonly PersonDecision[]
  /** Sum over the acts: one decision document for the party. Persons punished beside it are decided apart. */
  readonly totalFen: number
  readonly personsTotalFen: number
  readonly procedure: ProcedureFlags
  readonly derivation: readonly Derivation[]
}

/**
 * 3000000 → 30,000元, 1250 → 12.50元: money in a sentence. Written by hand: a derivation has dozens, and toLocaleString
 * takes its time.
 */
export function yuan(fen: number): string {
  const whole = Math.round(Math.abs(fen))
  const cents = whole % 100
  const digits = String(Math.floor(whole / 100)).replace(/\B(?=(?:\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}${digits}${cents ? `.${String(cents).padStart(2, '0')}` : ''}元`
}

const UNIT_SUBJECTS: readonly Subject[] = ['enterprise', 'service_org']

/** Whether the fine falls on the unit itself rather than on a person. */
export const fallsOnUnit = (subject: Subject): boolean => UNIT_SUBJECTS.includes(subject)

export const SUBJECT_NAMES: Readonly<Record<Subject, string>> = {
  enterprise: '生产经营单位',
  principal_responsible: '主要负责人',
  other_responsible: '其他负责人和安全管理人员',
  direct_responsible: '直接负责的主管人员和其他直接责任人员',
  individual: '个人',
  service_org: '技术服务机构',
}

export const STAGE_NAMES: Readonly<Record<Stage, string>> = {
  first: '责令改正并处罚',
  overdue: '逾期未改正',
  grave: '情节严重或者发生后果',
}
