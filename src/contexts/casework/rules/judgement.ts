import type { Refusal } from '../../../kernel/refusal.ts'
import type { Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import { decidePenalty } from '../../law/rules/discretion.ts'
import { citationText, dutyCitations, penaltyCitation, type LawBook } from '../../law/rules/lawbook.ts'
import { procedureOf } from '../../law/rules/penalty-procedure.ts'
import type { ActDecision, PenaltyAsk, PersonDecision } from '../../law/rules/penalty.ts'
import type { ActAmount, ActJudgement, CaseAct, Judgement, Party } from '../model.ts'

export type JudgementAsk = {
  readonly acts: readonly CaseAct[]
  readonly party: Pick<Party, 'kind'>
  readonly region: Region
  readonly foundOn: LawDate
  readonly on: LawDate
  /** Violations for which the party was fined before, with the day of the decision. */
  readonly lastViolations: readonly { readonly violation: string; readonly on: LawDate }[]
  /** What is really to be imposed; without it the engine's own suggestion decides what the procedure asks for. */
  readonly amounts?: readonly ActAmount[] | undefined
}

const KINDS = { enterprise: 'enterprise', 'self-employed': 'self_employed', individual: 'individual' } as const

const askOf = ({ party, region, foundOn, on, lastViolations }: JudgementAsk, act: CaseAct): PenaltyAsk => ({
  actDate: act.actDate,
  decisionDate: on,
  foundOn,
  region,
  subject: party.kind === 'individual' ? 'principal_responsible' : 'enterprise',
  party: { kind: KINDS[party.kind], lastViolations },
  acts: [
    {
      violations: [act.violationKey],
      stage: act.stage,
      quantity: act.quantity,
      circumstances: act.circumstances,
      fact: act.id,
      endedOn: act.actDate,
      hasHarm: act.harmed,
    },
  ],
})

const besides = ({ derivation }: PersonDecision) => derivation.map(({ says }) => `（另案）${says}`)

function judged(
  book: LawBook,
  { act, decision, persons }: { act: CaseAct; decision: ActDecision; persons: readonly PersonDecision[] },
): ActJudgement {
  const { range, band, row } = decision
  return {
    actId: act.id,
    punishes: ['individual', 'principal_responsible', 'other_responsible'].includes(row.subject) ? 'person' : 'unit',
    title: decision.says,
    violated: dutyCitations(row).map((cite) => citationText(book, cite)),
    basis: [citationText(book, penaltyCitation(row))],
    minFen: range?.minFen ?? 0,
    maxFen: range?.maxFen ?? 0,
    tier: decision.tier ?? '',
    bandMinFen: band?.minFen ?? range?.minFen ?? 0,
    bandMaxFen: band?.maxFen ?? range?.maxFen ?? 0,
    suggestedFen: decision.suggestedFen ?? 0,
    mayMitigate: decision.isMitigated,
    exempt: decision.exempt?.kind ?? 'none',
    measures: [...decision.measures],
    because: [...decision.derivation.map(({ says }) => says), ...persons.flatMap(besides)],
  }
}

/**
 * What the law says about the acts of a case on the date of decision, and what procedure the amounts then demand. Each
 * act is judged under the law of its own day; persons fined beside the unit are parties of their own cases and count
 * for nothing here.
 */
export function judge(book: LawBook, ask: JudgementAsk): Judgement | { readonly refusals: readonly Refusal[] } {
  const answers = ask.acts.map((act) => ({ act, answer: decidePenalty(book, askOf(ask, act)) }))
  const refusals = answers.flatMap(({ answer }) => ('refusals' in answer ? answer.refusals : []))
  const [first] = ask.acts
  if (refusals.length > 0 || !first) return { refusals }
  const acts: ActJudgement[] = []
  const imposed: ActDecision[] = []
  for (const { act, answer } of answers) {
    const [decision] = 'refusals' in answer ? [] : answer.acts
    if (!decision || 'refusals' in answer) continue
    acts.push(judged(book, { act, decision, persons: answer.persons }))
    const amount = ask.amounts?.find(({ actId }) => actId === act.id)?.amountFen
    imposed.push(
      amount === undefined
        ? decision
        : {
            ...decision,
            suggestedFen: amount,
            isMitigated: amount < (decision.range?.minFen ?? 0),
          },
    )
  }
  const procedure = procedureOf(book, {
    ask: { ...askOf(ask, first), acts: ask.acts.flatMap((act) => askOf(ask, act).acts) },
    acts: imposed,
    persons: [],
  })
  return {
    acts,
    totalSuggestedFen: acts.reduce((sum, { suggestedFen }) => sum + suggestedFen, 0),
    procedure: {
      hearing: procedure.hearing,
      legalReview: procedure.legalReview,
      discussion: procedure.collectiveDiscussion,
      because: procedure.derivation.map(({ says }) => says),
    },
  }
}

export const isJudged = (answer: ReturnType<typeof judge>): answer is Judgement => !('refusals' in answer)
