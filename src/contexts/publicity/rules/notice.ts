import { dateInWords, type LawDate } from '../../../kernel/time.ts'
import type { Case } from '../../casework/model.ts'
import { decided, penaltyText } from '../../casework/rules/paper-words.ts'
import type { Notice } from '../model.ts'
import { creditClassOf, showingOf, type CreditMonths } from './credit.ts'
import { maskedParty, maskedText, type Known } from './masking.ts'

/** The natural persons whom a case names, and what stays readable. */
export function knownOf({ party, interviews, handlers }: Case, others: readonly string[]): Known {
  const isBusiness = party.kind !== 'individual'
  return {
    persons: [
      ...interviews.map(({ respondent }) => respondent),
      ...(isBusiness ? [party.legalRepresentative] : [party.name]),
      ...others,
      ...handlers.map(({ name }) => name),
    ].filter(Boolean),
    keep: isBusiness ? [party.name, ...(party.kind === 'enterprise' ? [party.creditCode] : [])] : [],
  }
}

export type NoticeParts = {
  readonly id: string
  readonly thing: Case
  readonly bureau: string
  readonly publishBy: LawDate
  readonly months: CreditMonths | null
  /** Further persons of the business: principal, safety manager. */
  readonly persons: readonly string[]
}

/**
 * The notice of a decision, masked before it is kept (WSL 78). Throws when the case has no decision: a fault of the
 * caller.
 */
export function noticeOf({ id, thing, bureau, publishBy, months, persons }: NoticeParts): Notice {
  const { decision, report, party } = thing
  if (!decision?.on || !decision.number || !report) throw new Error(`case ${thing.id} has no decision to publish`)
  const known = knownOf(thing, persons)
  const mask = (text: string) => maskedText(text, known)
  const partyName = maskedParty(party)
  const creditClass = creditClassOf({
    fineFen: decision.amountFen,
    measures: [...decision.measures, ...report.derivation.acts.flatMap(({ measures }) => measures)],
    isSimple: false,
  })
  return {
    id,
    caseId: thing.id,
    region: thing.region,
    state: 'queued',
    version: 1,
    history: [],
    paperId: decision.paperId,
    number: decision.number,
    title: mask(thing.title.replace(party.name, partyName)),
    bureau,
    partyName,
    partyCode: party.kind === 'enterprise' ? party.creditCode : '',
    facts: thing.acts.map(({ fact, actDate }) => mask(`${dateInWords(actDate)}，${fact}`)).join('\n'),
    basis: [...new Set(report.derivation.acts.flatMap((act) => act.basis))],
    penalty: mask(decided(penaltyText(report.derivation, decision.amounts, decision.measures))),
    decidedOn: decision.on,
    publishBy,
    publishedAt: null,
    ...showingOf(creditClass, decision.on, months),
    fell: null,
    shownBecause: '',
    keptBack: null,
    withdrawal: null,
  }
}
