import { art, type Citation } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import type { ActJudgement, CaseAct, CaseEvidence, Deed } from '../model.ts'
import type { SubmitReport } from './asks.ts'
import { APL_FROM } from './officers.ts'

export const GAPS = {
  'no-evidence': '没有证据',
  'statement-alone': '只有陈述或者证言，没有其他证据印证',
  'no-duty': '没有对应的义务条款',
  'no-penalty-clause': '没有对应的处罚条款',
  'circumstance-unproved': '裁量情节没有单独的证据',
} as const
export type GapKind = keyof typeof GAPS

export type Gap = {
  readonly actId: string
  readonly kind: GapKind
  readonly says: string
  readonly mend: string
  /** Legal review is not asked for while it stands. */
  readonly blocks: boolean
  readonly cites: Citation
}

/** What people said; the law asks that evidence be verified before it carries a fact (APL 46(2)). */
const SAID: readonly CaseEvidence['kind'][] = ['statement', 'testimony']
/** A circumstance that weighs needs more than the item that proves the act. */
const ITEMS_FOR_CIRCUMSTANCE = 2

function gapsOfAct(act: CaseAct, proofs: readonly CaseEvidence[], judged: ActJudgement | undefined): Gap[] {
  const gap = (kind: GapKind, mend: string, cites: Citation, blocks = true): Gap => ({
    actId: act.id,
    kind,
    says: GAPS[kind],
    mend,
    blocks,
    cites,
  })
  return [
    ...(proofs.length === 0 ? [gap('no-evidence', '添加证明该事实的证据，或者删去该事实', art('APL', 40))] : []),
    ...(proofs.length > 0 && proofs.every(({ kind }) => SAID.includes(kind))
      ? [gap('statement-alone', '补充现场笔录、书证、物证或者视听资料', art('APL', 46, 2))]
      : []),
    ...(judged && judged.violated.length === 0
      ? [gap('no-duty', '核对违法行为代码和行为日期，写明违反的条款', art('APL', 59))]
      : []),
    ...(judged && judged.basis.length === 0
      ? [gap('no-penalty-clause', '没有法定处罚依据的，不得处罚', art('APL', 4))]
      : []),
    ...(act.circumstances.length > 0 && proofs.length < ITEMS_FOR_CIRCUMSTANCE
      ? [gap('circumstance-unproved', '添加证明从轻、从重等情节的证据', art('APL', 34), false)]
      : []),
  ]
}

/** What of the list still proves something. */
export const standingEvidence = (evidence: readonly CaseEvidence[], removed: readonly string[] = []): CaseEvidence[] =>
  evidence.filter(({ evidenceId }) => evidenceId === null || !removed.includes(evidenceId))

/** Facts × evidence × law: every cell that is empty, by act (NEW-17). */
export const gapsOf = ({
  acts,
  evidence,
  judged,
}: {
  readonly acts: readonly CaseAct[]
  readonly evidence: readonly CaseEvidence[]
  readonly judged: readonly ActJudgement[]
}): Gap[] =>
  acts.flatMap((act) =>
    gapsOfAct(
      act,
      evidence.filter(({ proves }) => proves.includes(act.id)),
      judged.find(({ actId }) => actId === act.id),
    ),
  )

/** No report goes to legal review while a cell of the table is empty; acts without any evidence have a rule of their own. */
export const matrixHasNoGap = rule<Deed<SubmitReport>>({
  cites: art('APL', 46, 2),
  inForceFrom: APL_FROM,
  refuses: ({ thing, input, facts }) => {
    const { acts } = input
    const evidence = standingEvidence(thing.evidence, facts.removedEvidence)
    const gaps = gapsOf({ acts, evidence, judged: facts.judgement?.acts ?? [] })
    const isListed = (id: string) => thing.evidence.some(({ proves }) => proves.includes(id))
    const [first] = gaps.filter(({ blocks, kind, actId }) => blocks && (kind !== 'no-evidence' || isListed(actId)))
    const act = acts.find(({ id }) => id === first?.actId)
    return first && act
      ? {
          ...no(
            'evidence-gap',
            { fact: act.fact.slice(0, 40), gap: first.says },
            '违法事实“{fact}”：{gap}',
            first.mend,
          ),
          cites: first.cites,
        }
      : null
  },
})
