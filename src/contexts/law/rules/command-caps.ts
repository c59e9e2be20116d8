import { z } from 'zod'
import { LawDateShape } from '../model.ts'
import { VISIT_REASONS, type CapAsk, type CapDecision, type CountedVisit, type VisitReason } from './caps.ts'
import { RegionInput } from './command-penalty.ts'

/** Other words for a reason, so that exports of older systems can be asked as they are. */
const REASON_WORDS: Readonly<Record<string, VisitReason>> = {
  daily: 'plan',
  routine: 'plan',
  key: 'plan',
  planned: 'plan',
  日常检查: 'plan',
  计划: 'plan',
  draw: 'random',
  'double-random': 'random',
  双随机: 'random',
  专项检查: 'special',
  联合检查: 'joint',
  report: 'complaint',
  whistleblower: 'complaint',
  举报: 'complaint',
  投诉: 'complaint',
  投诉举报: 'complaint',
  assigned: 'transfer',
  transferred: 'transfer',
  转办: 'transfer',
  交办: 'transfer',
  转办交办: 'transfer',
  alert: 'monitoring',
  monitor: 'monitoring',
  监测: 'monitoring',
  监测预警: 'monitoring',
  数据监测: 'monitoring',
  superior: 'superior-special',
  recheck: 'review',
  're-check': 'review',
  复查: 'review',
  整改复查: 'review',
  supervision: 'follow-up',
  service: 'guidance',
  指导服务: 'guidance',
  online: 'off-site',
  remote: 'off-site',
}

const Reason = z.string().transform((word, context): VisitReason => {
  const plain = word.trim().toLowerCase().replaceAll('_', '-')
  const known = VISIT_REASONS.find((reason) => reason === plain) ?? REASON_WORDS[plain]
  if (known) return known
  context.addIssue({ code: 'custom', message: `不认识的检查事由“${word}”，可用：${VISIT_REASONS.join('、')}` })
  return z.NEVER
})

const VisitInput = z.union([
  LawDateShape.transform((on) => ({ on, reason: 'plan' as VisitReason, counted: true })),
  z
    .object({
      date: LawDateShape.optional(),
      on: LawDateShape.optional(),
      reason: Reason.optional(),
      cause: Reason.optional(),
      type: Reason.optional(),
      kind: Reason.optional(),
      counted: z.boolean().default(true),
    })
    .transform(({ date, on, reason, cause, type, kind, counted }) => ({
      on: on ?? date,
      reason: reason ?? cause ?? type ?? kind ?? ('plan' as VisitReason),
      counted,
    })),
])

export const CapsInput = z.object({
  enterprise: z.object({
    highRisk: z.boolean(),
    grade: z.union([z.string(), z.number(), z.null()]).optional(),
    riskScheme: z.string().nullish(),
    region: RegionInput.optional(),
  }),
  region: RegionInput.optional(),
  year: z.coerce.number().int().min(2000).max(2100),
  visits: z.array(VisitInput).default([]),
  proposed: VisitInput.default({ on: undefined, reason: 'plan', counted: true }),
})
export type CapsInput = z.output<typeof CapsInput>

const GRADES: Readonly<Record<string, string>> = {
  一级: '1',
  二级: '2',
  三级: '3',
  '': 'none',
  无: 'none',
  未定级: 'none',
}

export function capsAskOf({ enterprise, region, year, visits, proposed }: CapsInput): CapAsk {
  const grade = String(enterprise.grade ?? 'none').trim()
  const dated = (visit: { on: string | undefined; reason: VisitReason }): CountedVisit => ({
    on: visit.on ?? `${year}-12-31`,
    reason: visit.reason,
  })
  return {
    business: {
      isHighRisk: enterprise.highRisk,
      grade: GRADES[grade] ?? grade,
      ...(enterprise.riskScheme ? { scheme: enterprise.riskScheme } : {}),
    },
    region: region ?? enterprise.region ?? '',
    visits: visits.filter(({ counted }) => counted).map(dated),
    proposed: dated(proposed),
  }
}

export const capsAnswer = ({
  allowed,
  remaining,
  refusals,
  cap,
  used,
  isCounted,
  isOverCapExempt,
  because,
}: CapDecision) => ({
  allowed,
  remaining,
  cap,
  used,
  counted: isCounted,
  overCapExempt: isOverCapExempt,
  because,
  refusals,
})
