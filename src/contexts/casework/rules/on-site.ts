/** 当场处罚 on a visit: what the law gives for one hazard, what stands against it, and the answers of the desk's own step. */
import { art, type Citation } from '../../../kernel/citation.ts'
import { yuanText } from '../../../kernel/money.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { dateInWords, lawDateOf, type Instant, type LawDate } from '../../../kernel/time.ts'
import type { ServiceAct } from '../../document/model.ts'
import type { Hazard } from '../../hazard/model.ts'
import type { Inspection, SignedOnSite } from '../../inspection/model.ts'
import { citationText, dutyCitations, findViolations, penaltyCitation, type LawBook } from '../../law/rules/lawbook.ts'
import type { Bureau } from '../../people/model.ts'
import type { SpotPenalty } from '../contract/on-site.ts'
import { fallsOnPerson, type Against } from './proposal.ts'
import type { Proceeding } from './proceeding.ts'

/** What the provision gives for a first breach: the range in fen, and whether it knows a warning. */
export type SpotClause = {
  readonly against: Against
  readonly violated: string
  readonly basis: string
  /** Null where the clause has no fine of money, but a ratio or none. */
  readonly range: { readonly minFen: number; readonly maxFen: number } | null
  readonly mayWarn: boolean
}

/** The provision that a hazard breaks, on the law date; null where the hazard names none that was in force. */
export function spotClauseOf(
  book: LawBook,
  { violationKey }: Pick<Hazard, 'violationKey'>,
  on: LawDate,
): SpotClause | null {
  if (violationKey === null) return null
  const row = findViolations(book, violationKey, { date: on, stage: 'first' })[0]
  if (!row) return null
  const penalty = citationText(book, penaltyCitation(row))
  const duties = dutyCitations(row).map((cite) => citationText(book, cite))
  return {
    against: fallsOnPerson(book, violationKey, on) ? 'principal' : 'unit',
    violated: duties.length > 0 ? duties.join('、') : penalty,
    basis: penalty,
    range: row.fine?.unit === 'fen' ? { minFen: row.fine.min, maxFen: row.fine.max } : null,
    mayWarn: row.measures.includes('警告'),
  }
}

export type OnSiteAsk = {
  readonly inspection: Pick<Inspection, 'id' | 'state' | 'officers'>
  readonly hazard: Pick<Hazard, 'inspectionId' | 'caseId' | 'id'>
  readonly clause: SpotClause | null
  readonly said: SpotPenalty
  /** Penalties on the spot that this visit led to before. */
  readonly before: readonly Pick<Proceeding, 'hazardIds' | 'number'>[]
}

/** After the record is signed the facts are certain; before, nobody has signed them. */
const AFTER_RECORD: readonly Inspection['state'][] = ['recorded', 'ordered', 'rechecked']

/** One act, one punishment (APL 29): a hazard that was punished on the spot enters no case, and the other way round. */
export function refusesPunished(
  hazardIds: readonly string[],
  before: readonly Pick<Proceeding, 'hazardIds' | 'number'>[],
): Refusal | null {
  const done = before.find((one) => one.hazardIds?.some((id) => hazardIds.includes(id)))
  return done
    ? {
        ...no(
          'punished-on-spot',
          { number: done.number ?? '' },
          '该问题已经当场处罚（{number}），同一个违法行为不得再次罚款',
          '核对已作出的当场处罚决定书',
        ),
        cites: art('APL', 29),
      }
    : null
}

function refusesHazard({ inspection, hazard, clause }: OnSiteAsk): Refusal | null {
  if (!AFTER_RECORD.includes(inspection.state))
    return {
      ...no('record-not-signed', {}, '现场检查记录还没有签名，违法事实尚未固定', '先制作检查记录，再作当场处罚'),
      cites: art('APL', 51),
    }
  if (hazard.inspectionId !== inspection.id)
    return no('hazard-of-another-visit', {}, '该问题不是这次检查发现的', '选择本次检查发现的问题')
  if (hazard.caseId !== null)
    return {
      ...no('hazard-in-case', {}, '该问题已经立案，不能再当场处罚', '在案件中办理'),
      cites: art('APL', 29),
    }
  return clause
    ? null
    : {
        ...no('no-clause', {}, '该问题没有对应的处罚条款，不能当场处罚', '在问题中选择对应的违法行为，或者只责令改正'),
        cites: art('APL', 51),
      }
}

/** The caps of the simple procedure lower no minimum of the law itself: below it only the ordinary procedure may go. */
function refusesAmount({ clause, said }: OnSiteAsk): Refusal | null {
  if (!clause) return null
  if (said.penaltyKind === 'warning')
    return clause.mayWarn
      ? null
      : {
          ...no('clause-without-warning', { basis: clause.basis }, '{basis}没有规定警告', '改为罚款，或者不作当场处罚'),
          cites: art('APL', 51),
        }
  const facts = {
    basis: clause.basis,
    min: yuanText(clause.range?.minFen ?? 0),
    max: yuanText(clause.range?.maxFen ?? 0),
    asked: yuanText(said.amountFen),
  }
  if (!clause.range)
    return {
      ...no('clause-without-fine', facts, '{basis}没有规定定额罚款，不能当场罚款', '按普通程序立案办理'),
      cites: art('APL', 51),
    }
  const isInside = said.amountFen >= clause.range.minFen && said.amountFen <= clause.range.maxFen
  return isInside
    ? null
    : {
        ...no(
          'outside-clause',
          facts,
          '{basis}规定的罚款为{min}元至{max}元，不能罚{asked}元',
          '在法定幅度内确定；超过当场处罚限额的，按普通程序立案办理',
        ),
        cites: art('APL', 5),
      }
}

/** What was printed on site must be what the law of the day says: a phone with older law is told, nothing is reworded. */
const refusesWording = ({ clause, said }: OnSiteAsk): Refusal | null =>
  !clause || (clause.violated === said.violatedText && clause.basis === said.basisText)
    ? null
    : {
        ...no(
          'basis-differs',
          { here: clause.basis, there: said.basisText },
          '纸质决定书引用“{there}”，当日有效的条款是“{here}”',
          '由承办机构核对：引用有误的，撤销后重新作出',
        ),
        cites: art('APL', 51),
      }

const OFFICERS_MIN = 2

/** Two officers of the visit have signed, and the other side has, or it is written down why not. */
export function signaturesMissing(
  { officers }: Pick<Inspection, 'officers'>,
  { signatures, partySignature, refusalNote }: SignedOnSite,
  cites: Citation,
): Refusal[] {
  const names = new Set(officers.map(({ name }) => name))
  const signed = new Set(signatures.map(({ name }) => name).filter((name) => names.has(name)))
  const found: Refusal[] = []
  if (signed.size < OFFICERS_MIN)
    found.push(
      no(
        'officers-have-not-signed',
        { signed: signed.size },
        '执法人员签名只有{signed}人，应由不少于两名执法人员签名',
        '请参加检查的执法人员逐一签名',
      ),
    )
  if (partySignature && refusalNote)
    found.push(no('signed-and-refused', {}, '对方已经签名，又填写了拒签情况', '删去签名或拒签情况之一'))
  if (!partySignature && !refusalNote)
    found.push(no('party-has-not-signed', {}, '对方没有签名，也没有注明拒绝签名', '请对方签名；拒绝签名的，写明情况'))
  return found.map((refusal) => ({ ...refusal, cites }))
}

/** Why this hazard may not be punished on the spot as asked; the rules of the step itself come on top. */
export const whyNotOnSite = (ask: OnSiteAsk): Refusal[] =>
  [
    refusesHazard(ask),
    refusesPunished([ask.hazard.id], ask.before),
    refusesAmount(ask),
    refusesWording(ask),
    ...signaturesMissing(ask.inspection, ask.said, art('APL', 52)),
  ].filter((refusal) => refusal !== null)

/** The fact as it was written into the signed record, with its day. */
export const spotFacts = ({ description, place }: Pick<Hazard, 'description' | 'place'>, at: Instant): string =>
  `${dateInWords(lawDateOf(at))}，现场检查发现：${place ? `${place}：` : ''}${description}。证据：现场检查记录。`

type Handed = {
  readonly inspection: Pick<Inspection, 'officers'>
  readonly signed: SignedOnSite
  readonly place: string
  readonly at: Instant
}

/** Handed over at once (APL 52); refused, it is left there, and the recording proves it (CPL 89). */
export function handedOver({ inspection, signed, place, at }: Handed): ServiceAct {
  const { partySignature, refusalNote } = signed
  return {
    method: partySignature ? 'on-spot' : 'left',
    servedAt: at,
    place: place || '检查现场',
    recipient: partySignature?.name ?? '当事人（拒绝签收）',
    recipientRelation: partySignature?.post || null,
    servers: inspection.officers
      .slice(0, 6)
      .map(({ name, certificateNumber }) => ({ name, certificate: certificateNumber })),
    witness: null,
    recorded: true,
    addressConfirmed: false,
    refused: partySignature === null,
    note: refusalNote || null,
  }
}

/** The answers to the step 当场处罚 of the desk, from what was said on site. */
export const spotAnswers = (said: SpotPenalty, handed: Handed, bureau: Pick<Bureau, 'collectingBank'>) => ({
  facts: said.facts,
  violatedText: said.violatedText,
  basisText: said.basisText,
  penaltyKind: said.penaltyKind,
  amountFen: said.amountFen,
  collect: said.collect,
  payee: bureau.collectingBank,
  certificatesShown: said.certificatesShown,
  told: said.told,
  recorded: said.recorded,
  heard: said.heard,
  service: handedOver(handed),
})
