import { EVIDENCE_KINDS } from '../../evidence/model.ts'
import type { Case } from '../model.ts'

/**
 * An original that belongs into the file of a case: where it is kept, and in the case's words what it is and proves.
 */
export type ListedOriginal = {
  readonly evidenceId: string
  readonly name: string
  readonly kind: string
  /** Object of proof; empty where the case adds nothing to what stands with the original. */
  readonly proves: string
}

/**
 * The originals of a case, each once: those of the evidence list in its order, then the party's written waiver and the
 * receipt
 * of payment.
 */
export function originalsOf({ acts, evidence, notice, payment }: Case): ListedOriginal[] {
  const factOf = new Map(acts.map(({ id, fact }) => [id, fact]))
  const listed = evidence.flatMap(({ evidenceId, name, kind, proves }) =>
    evidenceId === null
      ? []
      : [
          {
            evidenceId,
            name,
            kind: EVIDENCE_KINDS[kind],
            proves: proves.flatMap((id) => factOf.get(id) ?? []).join('；'),
          },
        ],
  )
  const later = [
    {
      evidenceId: notice?.waiverEvidenceId,
      name: '当事人放弃权利的书面声明',
      proves: '当事人放弃陈述、申辩、听证的权利',
    },
    {
      evidenceId: payment?.evidenceId,
      name: '罚款缴纳票据',
      proves: `罚款缴纳情况（票据号${payment?.receipt ?? ''}）`,
    },
  ].flatMap(({ evidenceId, ...told }) =>
    evidenceId ? [{ evidenceId, kind: EVIDENCE_KINDS.documentary, ...told }] : [],
  )
  const all = [...listed, ...later]
  return all.filter(({ evidenceId }, index) => all.findIndex((each) => each.evidenceId === evidenceId) === index)
}
