import { art, type Citation } from '../../../kernel/citation.ts'
import { lawDateOf, type Instant, type LawDate } from '../../../kernel/time.ts'
import type { RemedyOnPaper } from '../../document/model.ts'
import type { Hazard } from '../../hazard/model.ts'
import {
  citationOf,
  citationText,
  dutyCitations,
  findCheckItem,
  findParameter,
  findViolation,
  type LawBook,
} from '../../law/rules/lawbook.ts'
import type { Bureau, OfficerSnapshot } from '../../people/model.ts'
import type { CapFacts } from '../../planning/model.ts'
import { isExemptCause } from '../../planning/rules/caps.ts'
import type { Enterprise } from '../../registry/model.ts'
import { PRESENT_ROLES, REASONS, type Inspection, type PlannedItem } from '../model.ts'

/** What the papers of a visit are written from. `at` is the minute of the act. */
export type PaperSource = {
  readonly inspection: Inspection
  readonly enterprise: Enterprise
  readonly bureau: Bureau
  readonly book: LawBook
  readonly at: Instant
}

const METHODS = { 'on-site': '现场检查', documents: '资料检查', both: '现场加资料检查' } as const
const RECUSAL_WORDS = { none: '不申请', asked: '申请' } as const
const MEASURE_WORDS = {
  evacuate: '从危险区域内撤出作业人员',
  suspend: '暂时停产停业',
  'stop-use': '停止使用相关设施设备',
} as const

const persons = (officers: readonly OfficerSnapshot[]) =>
  officers.map(({ name, certificateNumber }) => ({ name, certificate: certificateNumber }))
const helpers = (inspection: Inspection) =>
  inspection.assistants.map(({ name, post, accompanies }) => {
    const title = [post, accompanies ? '陪同' : ''].filter(Boolean).join('，')
    return { name, ...(title ? { title } : {}) }
  })

const partyOf = ({ enterprise }: PaperSource) => ({ party: enterprise.name, partyCode: enterprise.creditCode })
const taskSourceOf = ({ inspection: { reason, reasonRef } }: PaperSource) =>
  `${REASONS[reason]}${reasonRef ? `（${reasonRef}）` : ''}`
/** The business learns no number of a complaint, transfer or alert: it could lead to who reported (WSL 73, 76). */
const taskSourceForParty = (source: PaperSource) =>
  isExemptCause(source.inspection.reason) ? REASONS[source.inspection.reason] : taskSourceOf(source)

/** The code of the industry with the check-list families that it falls under. */
function industryOf({ enterprise, book }: PaperSource): string {
  const names = enterprise.sectors
    .filter((sector) => sector !== 'general')
    .map((sector) => book.checkItems.find(({ industry }) => industry === sector)?.industryName ?? sector)
  return [enterprise.industry, ...(names.length > 0 ? [`（${names.join('、')}）`] : [])].join('')
}

/** The power to inspect and the duty to plan it, cited in plan and notice. */
const BASIS: readonly Citation[] = [art('WSL', 62, 2), art('WSL', 65, 1)]
const texts = (book: LawBook, citations: readonly Citation[]) =>
  citations.map((citation) => citationText(book, citation))

/**
 * Bodies and periods of remedy (ARL 20, 24; ALL 46). A date before the parameter's first row gets that row: the period
 * was the same.
 */
export function remedyOf({ bureau, book }: Pick<PaperSource, 'bureau' | 'book'>, date: LawDate): RemedyOnPaper {
  const numberOf = (key: string) => {
    const value = (findParameter(book, key, { region: bureau.region, date }) ?? book.parametersByKey.get(key)?.[0])
      ?.value
    if (typeof value !== 'number') throw new Error(`the law data lack ${key}`)
    return value
  }
  return {
    organ: bureau.reconsiderationOrgan,
    court: bureau.court,
    reconsiderationDays: numberOf('remedy.reconsideration'),
    litigationMonths: numberOf('remedy.litigation'),
  }
}

type PlanPaper = PaperSource & { readonly items: readonly PlannedItem[]; readonly cap: CapFacts }

const itemLines = (items: readonly PlannedItem[]) =>
  items.map(({ title, content, mandatory }) => `${mandatory ? '【必查】' : ''}${title}：${content}`)

/** D02 现场检查方案. */
export const planPaper = (source: PlanPaper & { readonly approver: string }) => {
  const { inspection, enterprise, book, items, cap, at } = source
  return {
    ...partyOf(source),
    address: enterprise.address,
    contact: enterprise.safetyManager || enterprise.principal,
    phone: enterprise.phone,
    industry: industryOf(source),
    taskSource: taskSourceOf(source),
    visitsThisYear: cap.used + 1,
    startsOn: inspection.plannedOn,
    officers: persons(inspection.officers),
    assistants: helpers(inspection),
    items: itemLines(items),
    basis: texts(book, BASIS),
    method: METHODS[inspection.method],
    ...(inspection.crowdBecause ? { note: `到场人数较多的原因：${inspection.crowdBecause}` } : {}),
    approvalOpinion: { text: inspection.approvalOpinion, signers: [{ name: source.approver }], on: lawDateOf(at) },
  }
}

/** JCTZ 行政检查通知书: with the count of the year, so that the business sees it at the door (circular art. 3). */
export const noticePaper = (source: PlanPaper & { readonly planNumber: string | null }) => {
  const { inspection, enterprise, bureau, book, items, cap, at } = source
  return {
    ...partyOf(source),
    address: enterprise.address,
    startsOn: lawDateOf(at),
    officers: persons(inspection.officers),
    assistants: helpers(inspection),
    taskSource: taskSourceForParty(source),
    items: itemLines(items),
    basis: texts(book, BASIS),
    method: METHODS[inspection.method],
    visitsThisYear: cap.made + 1,
    ...(cap.cap === null ? {} : { visitsMax: cap.cap }),
    ...(source.planNumber ? { planNumber: source.planNumber } : {}),
    supervisionPhone: bureau.phone,
    organAddress: bureau.address,
    organPhone: bureau.phone,
  }
}

const sentence = (text: string) => (/[。！？）]$/.test(text) ? text : `${text}。`)

const hazardLine = ({ description, place, majorHazardCode }: Hazard, book: LawBook) => {
  const criterion = majorHazardCode ? (book.hazardsByCode.get(majorHazardCode)?.says ?? majorHazardCode) : null
  return `${place ? `${place}：` : ''}${description}${criterion ? `（重大事故隐患：${criterion}）` : ''}`
}

/** D03 现场检查记录. */
export const recordPaper = (source: PaperSource & { readonly hazards: readonly Hazard[] }) => {
  const { inspection, enterprise, book, hazards } = source
  const { record } = inspection
  if (!record) throw new Error('an inspection without a record has no paper D03')
  const companions = inspection.present.map(
    ({ role, name, absentBecause }) => `${PRESENT_ROLES[role]}：${name || `未到场（${absentBecause}）`}`,
  )
  return {
    ...partyOf(source),
    address: enterprise.address,
    legalRep: enterprise.legalRepresentative,
    phone: enterprise.phone,
    place: record.places,
    startedAt: record.from,
    endedAt: record.until,
    officers: persons(inspection.officers),
    assistants: helpers(inspection),
    companion: companions.join('；'),
    refusal: record.refusalNote,
    ...(record.recusal ? { recusal: RECUSAL_WORDS[record.recusal] } : {}),
    findings: [
      record.situation,
      ...(hazards.length > 0 ? hazards.map((hazard) => sentence(hazardLine(hazard, book))) : ['本次检查未发现问题。']),
    ],
  }
}

/** The duty that a hazard breaks: that of its violation, or else the basis of its check item. */
export function brokenDuties(hazard: Hazard, book: LawBook, date: LawDate): Citation[] {
  const violation = hazard.violationKey
    ? (findViolation(book, hazard.violationKey, date) ?? findViolation(book, hazard.violationKey))
    : null
  const duties = violation ? dutyCitations(violation) : []
  return duties.length > 0 ? duties : (findCheckItem(book, hazard.checkItemId)?.basis ?? []).map(citationOf)
}

const checkedOnOf = ({ inspection }: PaperSource) => lawDateOf(inspection.record?.from ?? inspection.entry?.at ?? '')

/** D05 责令限期整改指令书: each problem with the duty it breaks and its own date. */
export const orderPaper = (source: PaperSource & { readonly hazards: readonly Hazard[] }) => {
  const { inspection, book, hazards, at } = source
  const date = lawDateOf(at)
  const majors = hazards.flatMap(({ majorHazardCode }, place) => (majorHazardCode ? [place + 1] : []))
  return {
    ...partyOf(source),
    checkedOn: checkedOnOf(source),
    officers: persons(inspection.officers),
    basis: texts(book, [art('WSL', 65, 1, 2)]),
    problems: hazards.map((hazard) => ({
      text: [hazardLine(hazard, book), hazard.requirement ? `整改要求：${hazard.requirement}` : '']
        .filter(Boolean)
        .join('。'),
      citation: brokenDuties(hazard, book, date)
        .map((citation) => citationText(book, citation, 'short'))
        .join('、'),
      deadline: hazard.rectifyBy ?? '',
    })),
    ...(majors.length > 0 ? { majorItems: majors.join('、') } : {}),
    remedy: remedyOf(source, date),
  }
}

/** D04 现场处理措施决定书: measures for major hazards, no penalty (WSL 65(1)(3)). */
export const measuresPaper = (source: PaperSource & { readonly hazards: readonly Hazard[] }) => {
  const { inspection, book, at } = source
  const struck = inspection.measures.flatMap(({ hazardId, measure }) => {
    const hazard = source.hazards.find(({ id }) => id === hazardId)
    return hazard ? [{ hazard, measure }] : []
  })
  const hazards = [...new Set(struck.map(({ hazard }) => hazard))]
  return {
    ...partyOf(source),
    checkedOn: checkedOnOf(source),
    hazards: hazards.map((hazard) => hazardLine(hazard, book)),
    basis: texts(book, [art('WSL', 65, 1, 3)]),
    measure: [...new Set(struck.map(({ measure }) => MEASURE_WORDS[measure]))],
    // How operation begins again is a sentence of the form itself.
    decision: `${struck.map(({ hazard, measure }) => `针对“${hazard.description}”，责令${MEASURE_WORDS[measure]}`).join('；')}。`,
    officers: persons(inspection.officers),
    remedy: remedyOf(source, lawDateOf(at)),
  }
}

type MoreTimeAnswer = PaperSource & {
  readonly hazard: Hazard
  readonly order: { readonly number: string | null; readonly on: LawDate }
  readonly answer: { readonly granted: boolean; readonly until: LawDate | null; readonly because: string }
  readonly approver: string
}

/** YQSP 整改复查延期申请审批表, for the file. */
export const moreTimeApproval = (source: MoreTimeAnswer) => ({
  ...partyOf(source),
  originalNumber: source.order.number ?? '无文号',
  matter: `申请延长整改期限：${hazardLine(source.hazard, source.book)}`,
  extendTo: source.hazard.moreTime?.until ?? '',
  reasons: source.hazard.moreTime?.reason ?? '',
  approvalOpinion: {
    text: `${source.answer.granted ? `同意延期至${source.answer.until}` : '不同意延期'}。${source.answer.because}`,
    signers: [{ name: source.approver }],
    on: lawDateOf(source.at),
  },
})

/** YQDF 整改复查延期申请答复书, for the business. */
export const moreTimeAnswer = (source: MoreTimeAnswer) => ({
  ...partyOf(source),
  originalOn: source.order.on,
  originalNumber: source.order.number ?? '无文号',
  granted: source.answer.granted ? '同意' : '不同意',
  ...(source.answer.until ? { extendTo: source.answer.until } : {}),
  reasons: `${hazardLine(source.hazard, source.book)}：${source.answer.because}`,
})

/** D06 整改复查意见书, on the order that was re-checked. */
export const recheckPaper = (
  source: PaperSource & {
    readonly hazards: readonly Hazard[]
    readonly officers: readonly OfficerSnapshot[]
    readonly place: string
    readonly order: { readonly number: string | null; readonly on: LawDate }
  },
) => {
  const { book, hazards, order, at } = source
  const passed = hazards.filter(({ state }) => state === 'passed').map((hazard) => hazardLine(hazard, book))
  const failed = hazards
    .filter(({ state }) => state === 'failed')
    .map((hazard) => `${hazardLine(hazard, book)}——${hazard.recheck?.note ?? ''}`)
  return {
    ...partyOf(source),
    originalOn: order.on,
    originalNumber: order.number ?? '无文号',
    originalDecision: '责令限期整改指令书',
    reviewedAt: at,
    ...(source.place ? { place: source.place } : {}),
    passed,
    failed,
    officers: persons(source.officers),
    opinion:
      failed.length === 0
        ? '经复查，所列问题均已整改合格。'
        : `经复查，${passed.length}项合格，${failed.length}项仍不合格，将依法处理。`,
  }
}
