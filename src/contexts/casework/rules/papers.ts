import { chineseNumber } from '../../../kernel/citation.ts'
import { moneyOnPaper, yuanText } from '../../../kernel/money.ts'
import { dateInWords, lawDateOf, type Instant, type LawDate } from '../../../kernel/time.ts'
import {
  SERVICE_METHODS, type FileEntry, type PersonOnPaper, type RemedyOnPaper, type ServiceAct
} from '../../document/model.ts'
import type { Bureau } from '../../people/model.ts'
import { CASE_SOURCES, REVIEW_POINTS, type ActAmount, type Case, type Judgement } from '../model.ts'
import type { Discuss, RecordDefence, RecordInterview } from './asks.ts'
import { sumOf } from './matter.ts'
import { procedureOf } from './review.ts'

/** Days that papers tell the party, looked up in the law of the day by the caller. */
export type Periods = {
  readonly defenceDays: number
  readonly hearingDays: number
  readonly payDays: number
  readonly reconsiderationDays: number
  readonly litigationMonths: number
  /** Share of the fine that a day of delay adds, e.g. 0.03 (APL 72). */
  readonly surchargePerDay: number
}

export type Ground = { readonly thing: Case; readonly bureau: Bureau; readonly at: Instant }
type Fields = Record<string, unknown>

const judgementOf = ({ thing }: Pick<Ground, 'thing'>): Judgement => thing.report?.derivation
  ?? { acts: [], totalSuggestedFen: 0, procedure: { hearing: true, legalReview: true, discussion: true, because: [] } }

const handlersOf = ({ handlers }: Case): PersonOnPaper[] =>
  handlers.map(({ name, certificateNumber }) => ({ name, certificate: certificateNumber }))
const opinion = (text: string, signers: readonly PersonOnPaper[], on: LawDate) => ({ text, signers: [...signers], on })
const numbered = (lines: readonly string[]) =>
  (lines.length === 1 ? lines[0] ?? '' : lines.map((line, index) => `${index + 1}. ${line}`).join('\n'))
const unique = (texts: readonly string[]) => [...new Set(texts)]
const ended = (text: string) => (/[。；！？]$/.test(text) ? text : `${text}。`)

/**
 * The party in the same words on every paper; behind a trade name stands its operator (procedure.md §2.5 rule 1, SZF
 * 104).
 */
export const partyName = ({ party }: Case): string =>
  (
    party.kind === 'self-employed' && party.legalRepresentative
      ? `${party.name}（经营者：${party.legalRepresentative}）` : party.name
  )

const partyFields = (thing: Case): Fields => ({
  party: partyName(thing), partyKind: thing.party.kind === 'individual' ? '个人' : '单位',
  partyCode: thing.party.creditCode,
  legalRep: thing.party.legalRepresentative, legalRepTitle: thing.party.post, address: thing.party.address,
  phone: thing.party.phone,
})

const factsOf = ({ acts }: Case) => numbered(acts.map(({ actDate, fact }) => ended(`${dateInWords(actDate)}，${fact}`)))
/** Before a bracket stands no space: 现场检查记录（东）应急检记〔2026〕1号. */
const tight = (name: string) => name.replace(/\s+（/g, '（')
const evidenceOf = ({ evidence }: Case) =>
  evidence.map(({ name, takenOn, source }) => `${tight(name)}（${dateInWords(takenOn)}${source ? `，${source}` : ''}）`)
const violatedOf = (judgement: Judgement) =>
  unique(judgement.acts.flatMap(({ violated, basis }) => (violated.length > 0 ? violated : basis)))
const basisOf = (judgement: Judgement) => unique(judgement.acts.flatMap(({ basis }) => basis))

/** 拟 goes out where a decision speaks; as a part of other words it stays. */
export const decided = (text: string): string => text.replace(/拟(?!除虫菊|合|人|态|真|声)/g, '')

/** 49,000元: an amount in running text. */
const plain = (fen: number) => `${yuanText(fen).replace(/\.00$/, '')}元`

/** 2026年3月5日 for every 2026-03-05 in a text. */
const withDates = (text: string) => text.replace(/\d{4}-\d\d-\d\d/g, dateInWords)

/**
 * What the engine tells the bureau about its own data and file has no place on the party's paper; the report keeps it.
 */
export const toldToParty = (text: string): string =>
  text.replaceAll('（推定，须核对原表）', '').replace(/，?案卷须附[^。；\n]*/g, '')

/** Per act: the range, the tier, the amount and why (discretion.md §4; the reasons belong on the paper, SZF 351). */
export function discretionText(judgement: Judgement, amounts: readonly ActAmount[], reasons: string): string {
  const lines = judgement.acts.map((act) => {
    const fen = amounts.find(({ actId }) => actId === act.actId)?.amountFen ?? 0
    // The range is told at the head of the line; a line that only tells it again is left out.
    const isRange = (line: string) => line.endsWith('罚款') && line.includes(`处${plain(act.minFen)}至${plain(act.maxFen)}`)
    const tier = act.tier ? `，适用裁量阶次${act.tier}（${plain(act.bandMinFen)}至${plain(act.bandMaxFen)}）` : ''
    const because = act.because.filter((line) =>
      !line.startsWith('（另案）') && !line.includes('建议') && !isRange(line)).map(
        (line) => withDates(line.replace(/[。；]$/, ''))
      )
    const head = `“${act.title}”：法定幅度${plain(act.minFen)}至${plain(act.maxFen)}${tier}，确定罚款${plain(fen)}。`
    return because.length > 0 ? ended(`${head}${because.join('；')}`) : head
  })
  return [numbered(lines), reasons].filter(Boolean).join('\n')
}

/**
 * Each act with its own basis and amount, then the total of the one decision (分别裁量、合并处罚). Amounts are exact (APL 44).
 */
export function penaltyText(judgement: Judgement, amounts: readonly ActAmount[], measures: readonly string[]): string {
  const fines = judgement.acts.map((act) => {
    const fen = amounts.find(({ actId }) => actId === act.actId)?.amountFen ?? 0
    const words = fen > 0 ? `处以罚款${moneyOnPaper(fen)}` : '不予金钱处罚'
    return judgement.acts.length === 1 ? words : `对“${act.title}”，依据${act.basis.join('、')}，${words}`
  })
  const total = fines.length > 1 ? [`以上合并处罚，决定罚款合计${moneyOnPaper(sumOf(amounts))}`] : []
  return numbered([...measures, ...fines, ...total].map(ended))
}

/**
 * The bodies to which the party may turn, by name (APL 59). Since 2024-01-01 a local bureau's act is reconsidered by
 * the people's government of its own level alone (ARL 24); before, the department above could be chosen as well.
 */
export function remedyOf({ bureau, superior, on, periods }: {
  bureau: Bureau; superior: Pick<Bureau, 'name'> | null; on: LawDate; periods: Pick<Periods,
  'reconsiderationDays' | 'litigationMonths'>
}): RemedyOnPaper {
  const organ = on < GOVERNMENT_ALONE_FROM && superior
    ? `${bureau.reconsiderationOrgan}或者${superior.name}` : bureau.reconsiderationOrgan
  return {
    organ, court: bureau.court, reconsiderationDays: periods.reconsiderationDays,
    litigationMonths: periods.litigationMonths,
  }
}
/** ARL in its version of 2023, in force from this day. */
const GOVERNMENT_ALONE_FROM = '2024-01-01'

export const filingForm = ({ thing, at }: Ground, approver: PersonOnPaper, judgement: Judgement | null): Fields => ({
  caseName: thing.title, cause: thing.cause, source: CASE_SOURCES[thing.source], ...partyFields(thing),
  facts: thing.brief,
  occurredAt: unique(thing.acts.map(({ actDate }) => actDate)).sort().map(dateInWords).join('、'),
  violated: judgement ? violatedOf(judgement) : [],
  handlers: handlersOf(thing), handlerOpinion: opinion(
    thing.filing.opinion, handlersOf(thing), lawDateOf(thing.history[0]?.at ?? at),
  ),
  approvalOpinion: opinion(thing.filing.approvalOpinion, [approver], lawDateOf(at)),
})

export const interviewRecord = (
  { thing }: Ground, input: RecordInterview, officers: readonly PersonOnPaper[],
): Fields => ({
  startedAt: input.from, endedAt: input.until, place: input.place, party: input.respondent, gender: input.gender,
  age: input.age, idNumber: input.idNumber,
  ordinal: thing.interviews.find(({ id }) => id === input.interviewId)?.nth ?? 1,
  employer: input.employer, jobTitle: input.jobTitle, home: input.home, phone: input.phone, officers,
  recorder: input.recorder,
  certificatesShown: input.certificatesShown ? '已出示' : '未出示', recusal: input.recusal, dialogue: input.questions,
  checked: '以上笔录我已看过（已向我宣读），与我说的相符。',
})

export const investigationReport = ({ thing, bureau }: Ground): Fields => {
  const judgement = judgementOf({ thing })
  const factOf = new Map(thing.acts.map(({ id, fact }) => [id, fact]))
  const amounts = thing.report?.amounts ?? []
  return {
    caseName: thing.title, ...partyFields(thing), unit: bureau.name, filedOn: thing.filedOn, filingNumber: thing.number,
    source: CASE_SOURCES[thing.source],
    facts: factsOf(thing), course: thing.report?.course, violated: violatedOf(judgement), basis: basisOf(judgement),
    evidence: thing.evidence.map(({ name, proves, source }) => ({
      name: tight(name), proves: proves.map((id) => factOf.get(id)).filter(Boolean).join('；') || '案件有关情况', source,
    })),
    discretion: discretionText(judgement, amounts, thing.report?.reasons ?? ''),
    proposal: [
      thing.report?.proposal, `建议罚款合计${moneyOnPaper(sumOf(amounts))}。`,
    ].join('\n'), handlers: handlersOf(thing),
  }
}

export const reviewOpinion = ({ thing, bureau, at }: Ground): Fields => {
  const review = thing.legalReview
  const amounts = thing.state === 'proposed' ? thing.decision?.amounts : thing.report?.amounts
  return {
    caseName: thing.title, source: CASE_SOURCES[thing.source], unit: bureau.name,
    submitter: thing.handlers.map(({ name }) => name).join('、'),
    submittedOn: thing.report?.on, proposal: penaltyText(
      judgementOf({ thing }), amounts ?? [], thing.decision?.measures ?? thing.report?.measures ?? [],
    ),
    points: (review?.points ?? []).map(({ point, opinion: text }) => ({
      point: REVIEW_POINTS[point], verdict: '通过', opinion: text,
    })),
    conclusion: '同意', conclusionText: review?.conclusion,
    reviewerOpinion: opinion(
      review?.conclusion ?? '',
      review ? [{ name: review.reviewer.name, certificate: review.reviewer.certificateNumber }] : [], lawDateOf(at),
    ),
  }
}

export const discussionRecord = ({ thing }: Ground, input: Discuss): Fields => {
  const amounts = thing.state === 'proposed' ? thing.decision?.amounts : thing.report?.amounts
  const measures = thing.decision?.measures ?? thing.report?.measures ?? []
  return {
    caseName: thing.title, startedAt: input.from, endedAt: input.until, place: input.place, presider: input.chair,
    reporter: input.reporter,
    recorder: input.recorder, attendees: input.attendees.map(({ name, post }) => ({ name, title: post })),
    observers: handlersOf(thing),
    matters: [
      `违法事实：\n${factsOf(thing)}`,
      `处理意见：\n${penaltyText(judgementOf({ thing }), amounts ?? [], measures)}`,
      ended(procedureOf({ thing, facts: NO_FACTS }).because.join('；')),
    ].filter((line) => line !== '。').join('\n'),
    statements: input.attendees.map(({ name, post, opinion: text }) => ({ name, title: post, opinion: text })),
    conclusion: input.conclusion,
  }
}
const NO_FACTS = { officers: [], judgement: null, finedBefore: [], due: {}, servedOn: null, unrectified: [] }

export const notificationApproval = (
  { thing, at }: Ground, approval: { approver: PersonOnPaper; opinion: string },
): Fields => ({
  caseName: thing.title, party: partyName(thing), matter: thing.notice?.hearingApplies ? '行政处罚告知、听证告知' : '行政处罚告知',
  facts: factsOf(thing),
  penalty: penaltyText(
    judgementOf({ thing }), thing.notice?.amounts ?? [], thing.notice?.measures ?? [],
  ), fineFen: thing.notice?.amountFen, hearing: thing.notice?.hearingApplies ? '是' : '否', ...reviewFields(thing),
  handlers: handlersOf(thing), handlerOpinion: opinion(
    thing.report?.proposal ?? '', handlersOf(thing), thing.report?.on ?? lawDateOf(at),
  ),
  approvalOpinion: opinion(approval.opinion, [approval.approver], lawDateOf(at)),
})

const organFields = (bureau: Bureau, thing: Case): Fields =>
  ({
    organAddress: bureau.address, organContact: thing.handlers.map(({ name }) => name).join('、'),
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
    ...partyFields(thing), facts: factsOf(thing), evidence: evidenceOf(thing), violated: violatedOf(judgement),
    basis: basisOf(judgement),
    discretion: toldToParty(discretionText(judgement, amounts, thing.report?.reasons ?? '')),
    penalty: penaltyText(judgement, amounts, thing.notice?.measures ?? []).replace('，决定罚款合计', '，罚款合计'),
    fineFen: thing.notice?.amountFen, defenceDays: periods.defenceDays, hearingDays: periods.hearingDays,
    hearingOrgan: bureau.name, ...organFields(bureau, thing),
  }
}

export const defenceRecord = (
  { thing }: Ground, { points }: RecordDefence, oral: NonNullable<RecordDefence['oral']>,
): Fields => ({
  caseName: thing.title, startedAt: oral.from, endedAt: oral.until, place: oral.place, party: oral.speaker,
  jobTitle: oral.jobTitle, employer: partyName(thing),
  handlers: handlersOf(thing), recorder: oral.recorder, statements: points.map(({ said }) => said),
})

/** What stands on a form where the legal reviewer speaks; nothing where the law asks for no review (APL 58). */
const reviewFields = ({ legalReview }: Case): Fields => (legalReview ? {
  reviewOpinion: opinion(
    `法制审核意见：${ended(legalReview.conclusion)}`,
    [{ name: legalReview.reviewer.name, certificate: legalReview.reviewer.certificateNumber }], legalReview.on,
  ),
} : {})

/** That the party waived its rights or let their time run out. */
const silenceText = ({ notice, party }: Case) => (!notice ? '' : notice.waivedOn
  ? `${dateInWords(notice.waivedOn)}，当事人书面放弃上述权利。`
  : `${party.name}在规定期限内未提出陈述、申辩${notice.hearingApplies ? '，也未要求听证' : ''}。`)

/** What the decision says about the hearing of the party: that it was heard, when, and how each point was answered. */
function defenceText(thing: Case): string {
  const { notice } = thing
  if (!notice) return ''
  const rights = `陈述、申辩${notice.hearingApplies ? '和要求听证' : ''}的权利`
  const told = `${dateInWords(notice.servedOn ?? notice.issuedOn)}，本机关送达${notice.number}，告知当事人${rights}。`
  const heard = notice.defence ? `当事人提出陈述、申辩，本机关逐条复核如下：\n${notice.defenceAnswer}`
    : silenceText(thing)
  return decided(told + heard)
}

export const proposalForm = (
  { thing, at }: Ground, approval: { approver: PersonOnPaper; opinion: string },
): Fields => ({
  caseName: thing.title, ...partyFields(thing), facts: factsOf(thing), basis: basisOf(judgementOf({ thing })),
  defence: thing.notice?.defence || silenceText(thing), reviewNote: thing.notice?.defenceAnswer, ...reviewFields(thing),
  proposal: penaltyText(
    judgementOf({ thing }), thing.decision?.amounts ?? [], thing.decision?.measures ?? [],
  ).replace('，决定罚款合计', '，罚款合计'),
  handlers: handlersOf(thing), handlerOpinion: opinion(
    thing.decision?.opinion ?? '', handlersOf(thing), lastOf(thing, 'propose-decision') ?? lawDateOf(at),
  ),
  approvalOpinion: opinion(approval.opinion, [approval.approver], lawDateOf(at)),
})

const lastOf = (thing: Case, name: string): LawDate | null => {
  const taken = thing.history.findLast(({ step }) => step === name)
  return taken ? lawDateOf(taken.at) : null
}

const paymentFields = (bureau: Bureau, { payDays, surchargePerDay }: Periods): Fields => ({
  payDays, payee: bureau.collectingBank, payAccount: bureau.collectingAccount,
  surcharge: `到期不缴纳罚款的，每日按罚款数额的百分之${chineseNumber(Math.round(surchargePerDay * 100))}加处罚款，`
    + '加处罚款的数额不超出罚款的数额。',
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
    ...partyFields(thing), ...person, facts: factsOf(thing), evidence: evidenceOf(thing),
    violated: violatedOf(judgement), basis: basisOf(judgement),
    discretion: decided(
      toldToParty(discretionText(judgement, amounts, thing.report?.reasons ?? ''))
    ), defence: defenceText(thing),
    penalty: decided(penaltyText(
      judgement, amounts, thing.decision?.measures ?? [],
    )), fineFen: thing.decision?.amountFen,
    ...(thing.decision?.amountFen ? paymentFields(bureau, periods) : {}),
    remedy,
  }
}

export const serviceReceipt = (
  { thing }: Ground, service: ServiceAct, papers: readonly { title: string; number: string | null }[],
): Fields => ({
  caseName: thing.title, recipient: partyName(thing),
  papers: papers.map(({ title, number }) => ({
    title: number ? `${title} ${number}` : title, receivedBy: service.refused ? '拒收，留置送达' : service.recipient,
    place: service.place,
    method: SERVICE_METHODS[service.method], servedAt: service.servedAt,
    servers: service.servers.map(({ name }) => name).join('、'),
  })),
  // Who is to sign on the receipt; one who refused has no line there.
  ...(service.refused ? {} : { receivers: [{ name: service.recipient }] }),
  servers: service.servers.map(({ name, certificate }) => {
    const known = certificate ?? thing.handlers.find((handler) => handler.name === name)?.certificateNumber
    return { name, ...(known ? { certificate: known } : {}) }
  }),
  note: [
    service.recipientRelation, service.witness && `见证人：${service.witness}`, service.note,
  ].filter(Boolean).join('；'),
})

const paymentText = ({ payment }: Case) =>
  (payment ? `${dateInWords(payment.on)}缴纳罚款${moneyOnPaper(payment.amountFen)}，票据号${payment.receipt}。` : '')

export const closingForm = ({ thing, at }: Ground, approval: { approver: PersonOnPaper; opinion: string }): Fields => ({
  caseName: thing.title, ...partyFields(thing), filedOn: thing.filedOn, decisionNumber: thing.decision?.number,
  result: thing.closing?.outcome,
  execution: `${ended(thing.closing?.execution ?? '')}${paymentText(thing)}`,
  handlers: handlersOf(thing), handlerOpinion: opinion(
    thing.closing?.opinion ?? '', handlersOf(thing), lastOf(thing, 'propose-closing') ?? lawDateOf(at),
  ),
  approvalOpinion: opinion(approval.opinion, [approval.approver], lawDateOf(at)),
})

/** What the file holds, counted; cover and index are not part of it. */
type Volume = { readonly paperCount: number; readonly originalCount: number; readonly pages: number }

const volumeText = ({ paperCount, originalCount, pages }: Volume) =>
  `共${paperCount + originalCount}件${pages}页，其中文书${paperCount}件、证据材料${originalCount}件`

/** D47: the cover of the file, with the count of what lies in it. */
export const fileCover = ({ thing }: Ground, volume: Volume): Fields => ({
  caseName: thing.title, cause: thing.cause, result: thing.closing?.outcome, filedOn: thing.filedOn,
  closedOn: thing.closing?.on, handlers: handlersOf(thing), archivedOn: thing.archive?.on,
  archiveNumber: thing.archive?.number,
  retention: thing.archive?.retention, volume: volumeText(volume),
})

/** D48: one row a paper or original, in the order of the file, each with its pages. */
export const fileContents = ({ thing }: Ground, entries: readonly FileEntry[]): Fields =>
  ({ caseName: thing.title, entries: entries.map((entry) => ({ ...entry })) })
