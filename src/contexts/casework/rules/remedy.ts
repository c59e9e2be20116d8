/** What reconsideration, litigation and the bureau's own change of a decision have in common. */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import type { Case } from '../model.ts'
import type { CaseEffect } from '../transitions/road.ts'
import type { SideDeed } from './proceeding.ts'
import { CITED_FROM } from './side-officers.ts'

export const decisionMade = rule<SideDeed>({
  cites: art('ARL', 2),
  inForceFrom: CITED_FROM,
  refuses: ({ facts }) =>
    facts.case?.decision?.on ? null : no('no-decision-yet', {}, '本案还没有作出处罚决定', '处罚决定作出之后再登记'),
})
/** The bureau itself revokes or changes only what still stands (APL 75). */
export const decisionStands = rule<SideDeed>({
  cites: art('APL', 75, 2),
  inForceFrom: CITED_FROM,
  refuses: ({ facts }) =>
    facts.case?.ending
      ? no('decision-fell-already', {}, '处罚决定已经不存在，不需要再撤销、变更', '办理“不予撤销、变更”')
      : null,
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

/** Guard G19: the file of an archived case stays as it was locked; what becomes of its decision stands beside it. */
const isLocked = ({ facts }: Pick<SideDeed, 'facts'>) => facts.case?.state === 'archived'

export const freeze = (deed: Pick<SideDeed, 'facts'>, from: string): CaseEffect => ({
  arrow: null,
  change: isLocked(deed)
    ? null
    : (one) => ({ ...one, frozen: [...one.frozen.filter(({ to }) => to !== null), { from, to: null }] }),
})
const thawed = (one: Case, to: string): Case => ({
  ...one,
  frozen: one.frozen.map((span) => (span.to === null ? { ...span, to } : span)),
})
/** The remedy is over and the decision stands; `end` where the window for the court is counted anew from it. */
export const thaw = (deed: Pick<SideDeed, 'facts'>, to: string, end: Case['remedyEnd'] = null): CaseEffect => ({
  arrow: null,
  change: isLocked(deed) ? null : (one) => ({ ...thawed(one, to), remedyEnd: end ?? one.remedyEnd }),
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

/** The outcomes after which the decision no longer stands as it was served. */
export const FALLEN = {
  revoked: OUTCOMES.revoked,
  changed: OUTCOMES.changed,
  unlawful: OUTCOMES.unlawful,
  void: OUTCOMES.void,
} as const

const isFallen = (outcome: string): outcome is keyof typeof FALLEN => outcome in FALLEN

/** What a remedy, or the bureau's own revision, does to the decision. `end`: what the court's window is counted from. */
export function afterRemedy(
  deed: SideDeed<{ outcome: string; amountFen: number; content: string }>,
  endedOn: string,
  end: Case['remedyEnd'] = null,
): CaseEffect {
  const { outcome, amountFen, content } = deed.input
  // Revoked by the bureau itself while the suit went on: the court still says what it was (ALL 74).
  if (deed.facts.case?.state === 'ended') return { arrow: null, change: (one) => thawed(one, endedOn) }
  if (isLocked(deed) && isFallen(outcome)) return { fell: { ground: outcome, on: endedOn }, arrow: null, change: null }
  if (outcome === 'revoked' || outcome === 'void' || outcome === 'unlawful')
    return {
      fell: { ground: outcome, on: endedOn },
      arrow: 'revoke',
      input: {
        ending: { kind: 'revoked', on: endedOn, number: null, proceedingId: deed.thing.id, says: content },
      },
    }
  if (outcome !== 'changed') return thaw(deed, endedOn, end)
  return {
    fell: { ground: 'changed', on: endedOn },
    arrow: null,
    change: (one) => ({
      ...thawed(one, endedOn),
      remedyEnd: end ?? one.remedyEnd,
      // A remedy never leaves the party worse off (ARL 63, ALL 77).
      decision: one.decision && { ...one.decision, amountFen: Math.min(amountFen, one.decision.amountFen) },
    }),
  }
}
