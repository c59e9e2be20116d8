/** What reconsideration, litigation and the bureau's own change of a decision have in common. */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import type { CaseEffect } from '../transitions/road.ts'
import type { SideDeed } from './proceeding.ts'
import { CITED_FROM } from './side-officers.ts'

export const decisionMade = rule<SideDeed>({
  cites: art('ARL', 2),
  inForceFrom: CITED_FROM,
  refuses: ({ facts }) =>
    facts.case?.decision?.on ? null : no('no-decision-yet', {}, '本案还没有作出处罚决定', '处罚决定作出之后再登记'),
})
/** ARL 46, ALL 35: once a remedy runs, the bureau may not gather evidence from the party by itself (trap 44). */
export const evidenceIsOld = rule<SideDeed<{ evidenceBeforeDecision: boolean }>>({
  cites: art('ARL', 46),
  inForceFrom: '2024-01-01',
  refuses: ({ input }) =>
    input.evidenceBeforeDecision
      ? null
      : no(
          'evidence-after-decision',
          {},
          '只能提交作出决定之前已经收集的证据，复议、诉讼期间不得自行收集',
          '删去决定之后收集的证据',
        ),
})

export const freeze = (from: string): CaseEffect => ({
  arrow: null,
  change: (one) => ({ ...one, frozen: [...one.frozen.filter(({ to }) => to !== null), { from, to: null }] }),
})
export const thaw = (to: string): CaseEffect => ({
  arrow: null,
  change: (one) => ({ ...one, frozen: one.frozen.map((span) => (span.to === null ? { ...span, to } : span)) }),
})

export const OUTCOMES = {
  upheld: '维持',
  changed: '变更',
  revoked: '撤销',
  unlawful: '确认违法',
  void: '确认无效',
  rejected: '驳回复议申请',
  settled: '调解、和解',
} as const

export function afterRemedy(
  deed: SideDeed<{ outcome: string; amountFen: number; content: string }>,
  endedOn: string,
): CaseEffect {
  const { outcome, amountFen, content } = deed.input
  if (outcome === 'revoked' || outcome === 'void' || outcome === 'unlawful')
    return {
      arrow: 'revoke',
      input: {
        ending: { kind: 'revoked', on: endedOn, number: null, proceedingId: deed.thing.id, says: content },
      },
    }
  if (outcome !== 'changed') return thaw(endedOn)
  return {
    arrow: null,
    change: (one) => ({
      ...one,
      frozen: one.frozen.map((span) => (span.to === null ? { ...span, to: endedOn } : span)),
      // A remedy never leaves the party worse off (ARL 63, ALL 77).
      decision: one.decision && { ...one.decision, amountFen: Math.min(amountFen, one.decision.amountFen) },
    }),
  }
}
