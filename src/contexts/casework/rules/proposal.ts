import { dateInWords, lawDateOf, type LawDate } from '../../../kernel/time.ts'
import type { PaperEntry } from '../../document/model.ts'
import type { Evidence } from '../../evidence/model.ts'
import type { Hazard } from '../../hazard/model.ts'
import type { Inspection } from '../../inspection/model.ts'
import { findViolation, type LawBook } from '../../law/rules/lawbook.ts'
import type { Enterprise } from '../../registry/model.ts'
import type { CaseAct, CaseEvidence, Party } from '../model.ts'
import type { ProposeFiling } from './asks.ts'

export type Against = ProposeFiling['against']

/** 当事人 from the business's own file: never typed, so that every paper names it alike. */
export function partyOf(enterprise: Enterprise, against: Against): Party {
  const { kind, name, creditCode, legalRepresentative, principal, address, phone } = enterprise
  if (against === 'principal') {
    return {
      kind: 'individual',
      name: principal,
      creditCode: '',
      legalRepresentative: '',
      post: `${name}主要负责人`,
      address,
      phone,
    }
  }
  const post = kind === 'self-employed' ? '经营者' : kind === 'company' ? '法定代表人' : '负责人'
  return {
    kind: kind === 'self-employed' ? 'self-employed' : 'enterprise',
    name,
    creditCode,
    legalRepresentative,
    post,
    address,
    phone,
  }
}

/** 关于…案: what the case is called on every paper, from its party and its cause. */
export const titleOf = (party: Pick<Party, 'name'>, cause: string): string =>
  `${party.name}${cause.replace(/^涉嫌/, '').replace(/案$/, '')}案`.slice(0, 200)

type Visit = {
  readonly inspection: Inspection
  readonly hazards: readonly Hazard[]
  readonly evidence: readonly Evidence[]
  readonly papers: readonly PaperEntry[]
  readonly enterprise: Enterprise
}

const visitedOn = ({ entry, plannedOn }: Inspection): LawDate => (entry ? lawDateOf(entry.at) : plannedOn)
const stageOf = (hazard: Hazard): CaseAct['stage'] => (hazard.state === 'failed' ? 'overdue' : 'first')

/** Whether a provision punishes a person (WSL 94: the principal) rather than the unit. */
export const fallsOnPerson = (book: LawBook, violationKey: string, on: LawDate): boolean =>
  ['individual', 'principal_responsible', 'other_responsible'].includes(
    findViolation(book, violationKey, on)?.subject ?? '',
  )

/**
 * Hazards that a case against this party may be made of: they break a provision that punishes it and belong to no case
 * yet.
 */
export const punishable = (
  hazards: readonly Hazard[],
  { book, on, against }: { book: LawBook; on: LawDate; against: Against },
): Hazard[] =>
  hazards.filter(
    ({ violationKey, caseId }) =>
      violationKey !== null && caseId === null && fallsOnPerson(book, violationKey, on) === (against === 'principal'),
  )

/** Findings of one provision at one stage are one act, counted together (APL 29). */
function actsOf({ inspection, hazards }: Visit, newId: () => string): CaseAct[] {
  const groups = new Map<string, Hazard[]>()
  for (const hazard of hazards) {
    const key = `${hazard.violationKey} ${stageOf(hazard)}`
    groups.set(key, [...(groups.get(key) ?? []), hazard])
  }
  return [...groups.values()].flatMap((found) => {
    const [first, ...others] = found
    if (!first?.violationKey) return []
    const stage = stageOf(first)
    return [
      {
        id: newId(),
        violationKey: first.violationKey,
        stage,
        circumstances: [],
        harmed: false,
        fact: found
          .map(({ description, place }) => (place ? `${description}（${place}）` : description))
          .join('；')
          .slice(0, 2000),
        actDate: stage === 'overdue' ? (first.recheck?.on ?? visitedOn(inspection)) : visitedOn(inspection),
        quantity: found.reduce((sum, { quantity }) => sum + quantity, 0),
        hazardId: first.id,
        alsoHazardIds: others.map(({ id }) => id),
      },
    ]
  })
}

const PROVING_PAPERS: Readonly<Record<string, CaseEvidence['kind']>> = {
  D03: 'on-site-record',
  D04: 'documentary',
  D05: 'documentary',
  D06: 'on-site-record',
  D16: 'statement',
}

function evidenceOf(
  { hazards, evidence, papers }: Visit,
  acts: readonly CaseAct[],
  newId: () => string,
): CaseEvidence[] {
  const hazardsOf = (act: CaseAct) => [act.hazardId, ...act.alsoHazardIds]
  const records = papers
    .filter(({ template }) => PROVING_PAPERS[template])
    .map(
      (paper): CaseEvidence => ({
        id: newId(),
        kind: PROVING_PAPERS[paper.template] ?? 'documentary',
        name: paper.number ? `${paper.title} ${paper.number}` : paper.title,
        source: '现场检查制作',
        takenOn: lawDateOf(paper.issuedAt),
        proves: acts.map(({ id }) => id),
        evidenceId: null,
        paperId: paper.id,
      }),
    )
  const originals = evidence.map(
    (item): CaseEvidence => ({
      id: newId(),
      kind: item.kind,
      name: item.name,
      source: `现场取得，${item.takenBy}`.slice(0, 200),
      takenOn: lawDateOf(item.takenAt),
      evidenceId: item.id,
      paperId: null,
      proves: acts
        .filter((act) =>
          hazards.some(({ id, evidenceIds }) => hazardsOf(act).includes(id) && evidenceIds.includes(item.id)),
        )
        .map(({ id }) => id),
    }),
  )
  return [...records, ...originals]
}

const SOURCE_OF = {
  plan: 'inspection',
  draw: 'inspection',
  complaint: 'complaint',
  transfer: 'transfer',
  monitoring: 'monitoring',
} as const satisfies Record<Inspection['reason'], ProposeFiling['source']>

/** The filing proposal that an inspection fills by itself: nothing in it has to be typed again. */
export function proposalFrom(
  visit: Visit,
  { book, newId, against }: { book: LawBook; newId: () => string; against: Against },
): ProposeFiling {
  const { inspection, enterprise } = visit
  const acts = actsOf(visit, newId)
  const on = visitedOn(inspection)
  const words = [
    ...new Set(
      acts.map(({ violationKey, actDate }) => findViolation(book, violationKey, actDate)?.says ?? violationKey),
    ),
  ]
  const officers = inspection.officers.map(({ name }) => name).join('、')
  const interviewedOn = visit.papers.find(({ template }) => template === 'D16')?.issuedAt
  return {
    id: newId(),
    inspectionId: inspection.id,
    enterpriseId: enterprise.id,
    against,
    source: SOURCE_OF[inspection.reason],
    cause: `涉嫌${words.join('、')}`.slice(0, 200),
    foundOn: on,
    // An interview on the visit is evidence taken before the filing, which is then made up in its days (D-11).
    urgentSince: interviewedOn ? lawDateOf(interviewedOn) : null,
    acts,
    evidence: evidenceOf(visit, acts, newId),
    handlerIds: inspection.officers.map(({ id }) => id),
    brief:
      `${dateInWords(on)}，执法人员${officers}对${enterprise.name}进行检查，发现：${acts.map(({ fact }) => fact).join('；')}。`.slice(
        0,
        4000,
      ),
    opinion: '当事人的行为涉嫌违反安全生产法律法规，符合立案条件，建议立案调查。',
  }
}
