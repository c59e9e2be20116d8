/** What several papers of a case say in the same words: the party, its acts, the fine, the remedies. */
import { moneyOnPaper, yuanText } from '../../../kernel/money.ts'
import { dateInWords, type Instant, type LawDate } from '../../../kernel/time.ts'
import { type PersonOnPaper, type RemedyOnPaper } from '../../document/model.ts'
import type { Bureau } from '../../people/model.ts'
import { type ActAmount, type Case, type Judgement } from '../model.ts'
import { sumOf } from './matter.ts'

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
export type Fields = Record<string, unknown>

export const judgementOf = ({ thing }: Pick<Ground, 'thing'>): Judgement =>
  thing.report?.derivation ?? {
    acts: [],
    totalSuggestedFen: 0,
    procedure: { hearing: true, legalReview: true, discussion: true, because: [] },
  }

export const handlersOf = ({ handlers }: Case): PersonOnPaper[] =>
  handlers.map(({ name, certificateNumber }) => ({ name, certificate: certificateNumber }))
export const opinion = (text: string, signers: readonly PersonOnPaper[], on: LawDate) => ({
  text,
  signers: [...signers],
  on,
})
/** 审核意见 of the unit's reviewer on a form, where he gave one. */
export function unitReviewFields({ unitReviews }: Case, form: string): Fields {
  const review = unitReviews.findLast(({ of }) => of === form)
  return review
    ? {
        reviewOpinion: opinion(
          review.opinion,
          [
            {
              name: review.by.name,
              ...(review.by.certificateNumber ? { certificate: review.by.certificateNumber } : {}),
            },
          ],
          review.on,
        ),
      }
    : {}
}
export const numbered = (lines: readonly string[]) =>
  lines.length === 1 ? (lines[0] ?? '') : lines.map((line, index) => `${index + 1}. ${line}`).join('\n')
export const unique = (texts: readonly string[]) => [...new Set(texts)]
export const ended = (text: string) => (/[。；！？]$/.test(text) ? text : `${text}。`)

/**
 * The party in the same words on every paper; behind a trade name stands its operator (procedure.md §2.5 rule 1, SZF
 * 104).
 */
export const partyName = ({ party }: Case): string =>
  party.kind === 'self-employed' && party.legalRepresentative
    ? `${party.name}（经营者：${party.legalRepresentative}）`
    : party.name

export const partyFields = (thing: Case): Fields => ({
  party: partyName(thing),
  partyKind: thing.party.kind === 'individual' ? '个人' : '单位',
  partyCode: thing.party.creditCode,
  legalRep: thing.party.legalRepresentative,
  legalRepTitle: thing.party.post,
  address: thing.party.address,
  phone: thing.party.phone,
})

export const factsOf = ({ acts }: Case) =>
  numbered(acts.map(({ actDate, fact }) => ended(`${dateInWords(actDate)}，${fact}`)))
/** Before a bracket stands no space: 现场检查记录（东）应急检记〔2026〕1号. */
export const tight = (name: string) => name.replace(/\s+（/g, '（')
export const evidenceOf = ({ evidence }: Case) =>
  evidence.map(({ name, takenOn, source }) => `${tight(name)}（${dateInWords(takenOn)}${source ? `，${source}` : ''}）`)
export const violatedOf = (judgement: Judgement) =>
  unique(judgement.acts.flatMap(({ violated, basis }) => (violated.length > 0 ? violated : basis)))
export const basisOf = (judgement: Judgement) => unique(judgement.acts.flatMap(({ basis }) => basis))

/** 拟 goes out where a decision speaks; as a part of other words it stays. */
export const decided = (text: string): string => text.replace(/拟(?!除虫菊|合|人|态|真|声)/g, '')

/** 49,000元: an amount in running text. */
export const plain = (fen: number) => `${yuanText(fen).replace(/\.00$/, '')}元`

/** 2026年3月5日 for every 2026-03-05 in a text. */
export const withDates = (text: string) => text.replace(/\d{4}-\d\d-\d\d/g, dateInWords)

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
    const isRange = (line: string) =>
      line.endsWith('罚款') && line.includes(`处${plain(act.minFen)}至${plain(act.maxFen)}`)
    const tier = act.tier ? `，适用裁量阶次${act.tier}（${plain(act.bandMinFen)}至${plain(act.bandMaxFen)}）` : ''
    const because = act.because
      .filter((line) => !line.startsWith('（另案）') && !line.includes('建议') && !isRange(line))
      .map((line) => withDates(line.replace(/[。；]$/, '')))
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
export function remedyOf({
  bureau,
  superior,
  on,
  periods,
}: {
  bureau: Bureau
  superior: Pick<Bureau, 'name'> | null
  on: LawDate
  periods: Pick<Periods, 'reconsiderationDays' | 'litigationMonths'>
}): RemedyOnPaper {
  const organ =
    on < GOVERNMENT_ALONE_FROM && superior
      ? `${bureau.reconsiderationOrgan}或者${superior.name}`
      : bureau.reconsiderationOrgan
  return {
    organ,
    court: bureau.court,
    reconsiderationDays: periods.reconsiderationDays,
    litigationMonths: periods.litigationMonths,
  }
}
/** ARL in its version of 2023, in force from this day. */
const GOVERNMENT_ALONE_FROM = '2024-01-01'
