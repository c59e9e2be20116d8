/** The fields of the papers from the notification to the archive. */
import { chineseNumber } from '../../../kernel/citation.ts'
import { moneyOnPaper } from '../../../kernel/money.ts'
import { dateInWords, lawDateOf, type LawDate } from '../../../kernel/time.ts'
import {
  SERVICE_METHODS,
  type FileEntry,
  type PersonOnPaper,
  type RemedyOnPaper,
  type ServiceAct,
} from '../../document/model.ts'
import type { Bureau } from '../../people/model.ts'
import { type Case } from '../model.ts'
import type { RecordDefence } from './asks.ts'
import {
  type Periods,
  type Ground,
  type Fields,
  judgementOf,
  handlersOf,
  opinion,
  ended,
  partyName,
  partyFields,
  factsOf,
  evidenceOf,
  violatedOf,
  basisOf,
  decided,
  toldToParty,
  discretionText,
  penaltyText,
  unitReviewFields,
} from './paper-words.ts'

export const notificationApproval = (
  { thing, at }: Ground,
  approval: { approver: PersonOnPaper; opinion: string },
): Fields => ({
  caseName: thing.title,
  party: partyName(thing),
  matter: thing.notice?.hearingApplies ? '行政处罚告知、听证告知' : '行政处罚告知',
  facts: factsOf(thing),
  penalty: penaltyText(judgementOf({ thing }), thing.notice?.amounts ?? [], thing.notice?.measures ?? []),
  fineFen: thing.notice?.amountFen,
  hearing: thing.notice?.hearingApplies ? '是' : '否',
  ...reviewFields(thing),
  handlers: handlersOf(thing),
  handlerOpinion: opinion(thing.report?.proposal ?? '', handlersOf(thing), thing.report?.on ?? lawDateOf(at)),
  approvalOpinion: opinion(approval.opinion, [approval.approver], lawDateOf(at)),
})

const organFields = (bureau: Bureau, thing: Case): Fields => ({
  organAddress: bureau.address,
  organContact: thing.handlers.map(({ name }) => name).join('、'),
  organPhone: bureau.phone,
})

/**
 * D24, and with the right to a hearing D26: facts, evidence, provisions, exact kind and amount, reasons, rights and
 * periods (APL 44; guard G08).
 */
export const notification = ({ thing, bureau }: Ground, periods: Periods): Fields => {
  const judgement = judgementOf({ thing })
  const amounts = thing.notice?.amounts ?? []
  return {
    ...partyFields(thing),
    facts: factsOf(thing),
    evidence: evidenceOf(thing),
    violated: violatedOf(judgement),
    basis: basisOf(judgement),
    discretion: toldToParty(discretionText(judgement, amounts, thing.report?.reasons ?? '')),
    penalty: penaltyText(judgement, amounts, thing.notice?.measures ?? []).replace('，决定罚款合计', '，罚款合计'),
    fineFen: thing.notice?.amountFen,
    defenceDays: periods.defenceDays,
    hearingDays: periods.hearingDays,
    hearingOrgan: bureau.name,
    ...organFields(bureau, thing),
  }
}

export const defenceRecord = (
  { thing }: Ground,
  { points }: RecordDefence,
  oral: NonNullable<RecordDefence['oral']>,
): Fields => ({
  caseName: thing.title,
  startedAt: oral.from,
  endedAt: oral.until,
  place: oral.place,
  party: oral.speaker,
  jobTitle: oral.jobTitle,
  employer: partyName(thing),
  handlers: handlersOf(thing),
  recorder: oral.recorder,
  statements: points.map(({ said }) => said),
})

/** What stands on a form where the legal reviewer speaks; nothing where the law asks for no review (APL 58). */
function reviewFields({ legalReview, unitReviews }: Case): Fields {
  const unit = unitReviews.findLast(({ of }) => of === 'D30')
  const said = [
    ...(unit ? [{ ...unit.by, text: ended(unit.opinion), on: unit.on }] : []),
    ...(legalReview
      ? [{ ...legalReview.reviewer, text: `法制审核意见：${ended(legalReview.conclusion)}`, on: legalReview.on }]
      : []),
  ]
  const last = said.at(-1)
  return last
    ? {
        reviewOpinion: opinion(
          said.map(({ text }) => text).join('\n'),
          said.map(({ name, certificateNumber }) => ({
            name,
            ...(certificateNumber ? { certificate: certificateNumber } : {}),
          })),
          last.on,
        ),
      }
    : {}
}

/** That the party waived its rights or let their time run out. */
const silenceText = ({ notice, party }: Case) =>
  !notice
    ? ''
    : notice.waivedOn
      ? `${dateInWords(notice.waivedOn)}，当事人书面放弃上述权利。`
      : `${party.name}在规定期限内未提出陈述、申辩${notice.hearingApplies ? '，也未要求听证' : ''}。`

/** What the decision says about the hearing of the party: that it was heard, when, and how each point was answered. */
function defenceText(thing: Case): string {
  const { notice } = thing
  if (!notice) return ''
  const rights = `陈述、申辩${notice.hearingApplies ? '和要求听证' : ''}的权利`
  const told = `${dateInWords(notice.servedOn ?? notice.issuedOn)}，本机关送达${notice.number}，告知当事人${rights}。`
  const heard = notice.defence
    ? `当事人提出陈述、申辩，本机关逐条复核如下：\n${notice.defenceAnswer}`
    : silenceText(thing)
  return decided(told + heard)
}

export const proposalForm = (
  { thing, at }: Ground,
  approval: { approver: PersonOnPaper; opinion: string },
): Fields => ({
  caseName: thing.title,
  ...partyFields(thing),
  facts: factsOf(thing),
  basis: basisOf(judgementOf({ thing })),
  defence: thing.notice?.defence || silenceText(thing),
  reviewNote: thing.notice?.defenceAnswer,
  ...reviewFields(thing),
  proposal: penaltyText(judgementOf({ thing }), thing.decision?.amounts ?? [], thing.decision?.measures ?? []).replace(
    '，决定罚款合计',
    '，罚款合计',
  ),
  handlers: handlersOf(thing),
  handlerOpinion: opinion(
    thing.decision?.opinion ?? '',
    handlersOf(thing),
    lastOf(thing, 'propose-decision') ?? lawDateOf(at),
  ),
  approvalOpinion: opinion(approval.opinion, [approval.approver], lawDateOf(at)),
})

const lastOf = (thing: Case, name: string): LawDate | null => {
  const taken = thing.history.findLast(({ step }) => step === name)
  return taken ? lawDateOf(taken.at) : null
}

const paymentFields = (bureau: Bureau, { payDays, surchargePerDay }: Periods): Fields => ({
  payDays,
  payee: bureau.collectingBank,
  payAccount: bureau.collectingAccount,
  surcharge:
    `到期不缴纳罚款的，每日按罚款数额的百分之${chineseNumber(Math.round(surchargePerDay * 100))}加处罚款，` +
    '加处罚款的数额不超出罚款的数额。',
})

/**
 * D34, or D35 for a person: it decides, so nothing in it is proposed; the collector and the surcharge are told (FSEP
 * 7).
 */
export const decisionPaper = ({ thing, bureau }: Ground, periods: Periods, remedy: RemedyOnPaper): Fields => {
  const judgement = judgementOf({ thing })
  const amounts = thing.decision?.amounts ?? []
  const person = thing.party.kind === 'individual' ? { home: thing.party.address, jobTitle: thing.party.post } : {}
  return {
    ...partyFields(thing),
    ...person,
    facts: factsOf(thing),
    evidence: evidenceOf(thing),
    violated: violatedOf(judgement),
    basis: basisOf(judgement),
    discretion: decided(toldToParty(discretionText(judgement, amounts, thing.report?.reasons ?? ''))),
    defence: defenceText(thing),
    penalty: decided(penaltyText(judgement, amounts, thing.decision?.measures ?? [])),
    fineFen: thing.decision?.amountFen,
    ...(thing.decision?.amountFen ? paymentFields(bureau, periods) : {}),
    remedy,
  }
}

export const serviceReceipt = (
  { thing }: Ground,
  service: ServiceAct,
  papers: readonly { title: string; number: string | null }[],
): Fields => ({
  caseName: thing.title,
  recipient: partyName(thing),
  papers: papers.map(({ title, number }) => ({
    title: number ? `${title} ${number}` : title,
    receivedBy: service.refused ? '拒收，留置送达' : service.recipient,
    place: service.place,
    method: SERVICE_METHODS[service.method],
    servedAt: service.servedAt,
    servers: service.servers.map(({ name }) => name).join('、'),
  })),
  // Who is to sign on the receipt; one who refused has no line there.
  ...(service.refused ? {} : { receivers: [{ name: service.recipient }] }),
  servers: service.servers.map(({ name, certificate }) => {
    const known = certificate ?? thing.handlers.find((handler) => handler.name === name)?.certificateNumber
    return { name, ...(known ? { certificate: known } : {}) }
  }),
  note: [service.recipientRelation, service.witness && `见证人：${service.witness}`, service.note]
    .filter(Boolean)
    .join('；'),
})

const paymentText = ({ payment }: Case) =>
  payment ? `${dateInWords(payment.on)}缴纳罚款${moneyOnPaper(payment.amountFen)}，票据号${payment.receipt}。` : ''

export const closingForm = ({ thing, at }: Ground, approval: { approver: PersonOnPaper; opinion: string }): Fields => ({
  caseName: thing.title,
  ...partyFields(thing),
  filedOn: thing.filedOn,
  decisionNumber: thing.decision?.number,
  result: thing.closing?.outcome,
  execution: `${ended(thing.closing?.execution ?? '')}${paymentText(thing)}`,
  handlers: handlersOf(thing),
  handlerOpinion: opinion(
    thing.closing?.opinion ?? '',
    handlersOf(thing),
    lastOf(thing, 'propose-closing') ?? lawDateOf(at),
  ),
  ...unitReviewFields(thing, 'D46'),
  approvalOpinion: opinion(approval.opinion, [approval.approver], lawDateOf(at)),
})

/** What the file holds, counted; cover and index are not part of it. */
type Volume = { readonly paperCount: number; readonly originalCount: number; readonly pages: number }

/** How much lies in a file, in words. */
export const volumeText = ({ paperCount, originalCount, pages }: Volume) =>
  `共${paperCount + originalCount}件${pages}页，其中文书${paperCount}件、证据材料${originalCount}件`

/** D47: the cover of the file, with the count of what lies in it. */
export const fileCover = ({ thing }: Ground, volume: Volume): Fields => ({
  caseName: thing.title,
  cause: thing.cause,
  result: thing.closing?.outcome,
  filedOn: thing.filedOn,
  closedOn: thing.closing?.on,
  handlers: handlersOf(thing),
  archivedOn: thing.archive?.on,
  archiveNumber: thing.archive?.number,
  retention: thing.archive?.retention,
  volume: volumeText(volume),
})

/** D48: one row a paper or original, in the order of the file, each with its pages. */
export const fileContents = ({ thing }: Ground, entries: readonly FileEntry[]): Fields => ({
  caseName: thing.title,
  entries: entries.map((entry) => ({ ...entry })),
})
