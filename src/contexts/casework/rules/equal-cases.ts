import { art } from '../../../kernel/citation.ts'
import { yuanText } from '../../../kernel/money.ts'
import { chainOf, type Region } from '../../../kernel/region.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { daysBetween, type LawDate } from '../../../kernel/time.ts'
import { findParameter, getNumber, type LawBook } from '../../law/rules/lawbook.ts'
import type { CaseAct, Deed, EqualSpread, Party } from '../model.ts'
import type { ProposeDecision, SubmitReport } from './asks.ts'
import { APL_FROM } from './officers.ts'

/** What makes two acts of the same violation comparable: nothing about who handled them. */
export type Likeness = {
  readonly violationKey: string
  readonly stage: CaseAct['stage']
  readonly quantity: number
  readonly partyKind: Party['kind']
  /** Staff of the business; null where the registry does not show it. */
  readonly employees: number | null
  readonly circumstances: readonly string[]
  readonly region: Region
  readonly on: LawDate
}

/** An act that was decided, with the range in which its fine was fixed. */
export type DecidedAct = Likeness & {
  readonly caseId: string
  readonly actId: string
  readonly number: string
  readonly title: string
  readonly fineFen: number
  readonly minFen: number
  readonly maxFen: number
  /** What the report says of the amount. */
  readonly reasons: string
}

export const TERMS = {
  stage: '查处阶段',
  quantity: '数量',
  circumstances: '情节',
  partyKind: '当事人类型',
  partySize: '当事人规模',
  region: '地区',
  time: '时间',
} as const
export type Term = keyof typeof TERMS

/** Weights add up to one, so that a distance lies between 0 and 1; data of the law, not of the program. */
export type EqualCaseNumbers = {
  readonly weights: Readonly<Record<Term, number>>
  /** Up to this distance two cases count as equal. */
  readonly reach: number
  /** With fewer equal cases there is nothing to be compared with. */
  readonly casesMin: number
  readonly shown: number
  /** How far beyond the spread a draft may lie, as a share of the statutory range. */
  readonly tolerance: number
  /** How far equal cases may lie apart, as a share of the statutory range. */
  readonly widthMax: number
  readonly years: number
}

/** Null before the day from which benchmarks bind (APL 34). */
export function equalCaseNumbers(book: LawBook, at: { region: Region; date: LawDate }): EqualCaseNumbers | null {
  if (!findParameter(book, 'equal-cases.reach', at)) return null
  const number = (key: string) => getNumber(book, `equal-cases.${key}`, at)
  const weight = (term: string) => number(`weight.${term}`)
  return {
    weights: {
      stage: weight('stage'),
      quantity: weight('quantity'),
      circumstances: weight('circumstances'),
      partyKind: weight('party-kind'),
      partySize: weight('party-size'),
      region: weight('region'),
      time: weight('time'),
    },
    reach: number('reach'),
    casesMin: number('cases-min'),
    shown: number('shown'),
    tolerance: number('tolerance'),
    widthMax: number('width-max'),
    years: number('years'),
  }
}

const capped = (value: number) => Math.min(1, Math.max(0, value))

/** None alike is 1, all alike is 0; two acts without any are alike. */
function unlikeSets(a: readonly string[], b: readonly string[]): number {
  const all = new Set([...a, ...b])
  const shared = [...new Set(a)].filter((word) => b.includes(word)).length
  return all.size === 0 ? 0 : 1 - shared / all.size
}

const TREE_DEPTH = 4

/** Steps up to the common authority and down again, of the most there can be. */
function apart(a: Region, b: Region): number {
  const [up, down] = [chainOf(a), chainOf(b)]
  const common = up.filter((region) => down.includes(region)).length
  return (up.length + down.length - 2 * common) / (2 * TREE_DEPTH)
}

const TENFOLD = 10
const HUNDREDFOLD = 100
/** A business of unknown size is half as far from one of known size as can be. */
const UNKNOWN_SIZE = 0.5

function sizeApart(a: number | null, b: number | null): number {
  if (a === null || b === null) return a === b ? 0 : UNKNOWN_SIZE
  return capped(Math.abs(Math.log((a + 1) / (b + 1))) / Math.log(HUNDREDFOLD))
}

const unlikeness: Readonly<Record<Term, (a: Likeness, b: Likeness, numbers: EqualCaseNumbers) => number>> = {
  stage: (a, b) => (a.stage === b.stage ? 0 : 1),
  quantity: (a, b) => capped(Math.abs(Math.log(Math.max(1, a.quantity) / Math.max(1, b.quantity))) / Math.log(TENFOLD)),
  circumstances: (a, b) => unlikeSets(a.circumstances, b.circumstances),
  partyKind: (a, b) => (a.partyKind === b.partyKind ? 0 : 1),
  partySize: (a, b) => sizeApart(a.employees, b.employees),
  region: (a, b) => apart(a.region, b.region),
  time: (a, b, { years }) => capped(Math.abs(daysBetween(a.on, b.on)) / (years * 365)),
}

export type TermDistance = { readonly term: Term; readonly unlike: number; readonly weight: number }
export type Distance = { readonly total: number; readonly terms: readonly TermDistance[] }

const rounded = (value: number) => Math.round(value * 1e6) / 1e6

/** Distance of two acts with every term of it; acts of different violations are never compared: null. */
export function distanceBetween(a: Likeness, b: Likeness, numbers: EqualCaseNumbers): Distance | null {
  if (a.violationKey !== b.violationKey) return null
  const terms = (Object.keys(TERMS) as Term[]).map((term) => ({
    term,
    unlike: rounded(unlikeness[term](a, b, numbers)),
    weight: numbers.weights[term],
  }))
  return { total: rounded(terms.reduce((sum, { unlike, weight }) => sum + unlike * weight, 0)), terms }
}

/** Where a fine lies in the range of the statute: 0 the least, 1 the most; beyond it when mitigated. */
export const placeOf = ({ fineFen, minFen, maxFen }: Pick<DecidedAct, 'fineFen' | 'minFen' | 'maxFen'>): number =>
  maxFen > minFen ? rounded((fineFen - minFen) / (maxFen - minFen)) : 0

export type Neighbour = { readonly act: DecidedAct; readonly place: number; readonly distance: Distance }

export type Comparison = {
  /** The nearest decided acts, nearest first. */
  readonly nearest: readonly Neighbour[]
  /** How many decided acts are equal. */
  readonly equal: number
  /** Places of the equal ones; null while there are too few of them. */
  readonly spread: { readonly low: number; readonly high: number; readonly median: number } | null
}

const byNearness = (a: Neighbour, b: Neighbour) =>
  a.distance.total - b.distance.total ||
  (a.act.on < b.act.on ? 1 : a.act.on > b.act.on ? -1 : 0) ||
  (a.act.actId < b.act.actId ? -1 : 1)

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const high = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2
}

/** Neighbours of an act among decided ones: the same whatever their order. */
export function compare(act: Likeness, decided: readonly DecidedAct[], numbers: EqualCaseNumbers): Comparison {
  const near = decided
    .flatMap((other): Neighbour[] => {
      const distance = distanceBetween(act, other, numbers)
      return distance ? [{ act: other, place: placeOf(other), distance }] : []
    })
    .sort(byNearness)
  const places = near.filter(({ distance }) => distance.total <= numbers.reach).map(({ place }) => place)
  return {
    nearest: near.slice(0, numbers.shown),
    equal: places.length,
    spread:
      places.length < numbers.casesMin
        ? null
        : { low: Math.min(...places), high: Math.max(...places), median: medianOf(places) },
  }
}

/** Whether a place lies beyond what equal cases were given; equal cases that are too few bind nobody. */
export const isOutside = (
  place: number,
  spread: Pick<NonNullable<Comparison['spread']>, 'low' | 'high'> | null,
  { tolerance }: Pick<EqualCaseNumbers, 'tolerance'>,
): boolean => spread !== null && (place < rounded(spread.low - tolerance) || place > rounded(spread.high + tolerance))

/** The spread in the money of one act, widened by the tolerance, for the rule and the screen. */
export function spreadInFen(
  { equal, spread }: Comparison,
  { actId, minFen, maxFen, tolerance }: { actId: string; minFen: number; maxFen: number; tolerance: number },
): EqualSpread | null {
  if (!spread) return null
  const money = (share: number) => Math.round(minFen + share * (maxFen - minFen))
  return {
    actId,
    equal,
    lowFen: money(spread.low - tolerance),
    highFen: money(spread.high + tolerance),
    medianFen: money(spread.median),
  }
}

const REASON_CHARACTERS_MIN = 10
const isReason = (text: string | undefined) => (text ?? '').trim().length >= REASON_CHARACTERS_MIN

type Amounted = { readonly actId: string; readonly amountFen: number }

/** The first act whose amount leaves what equal cases were given. */
function unequal({ facts }: Pick<Deed, 'facts'>, amounts: readonly Amounted[]): Refusal | null {
  for (const { actId, amountFen } of amounts) {
    const spread = facts.equalCases?.find((each) => each.actId === actId)
    if (!spread || (amountFen >= spread.lowFen && amountFen <= spread.highFen)) continue
    return no(
      'outside-equal-cases-without-reasons',
      {
        amount: yuanText(amountFen),
        low: yuanText(Math.max(0, spread.lowFen)),
        high: yuanText(spread.highFen),
        median: yuanText(spread.medianFen),
        cases: spread.equal,
      },
      '罚款{amount}元超出{cases}件同类案件的范围（{low}元至{high}元，中位数{median}元），没有说明理由',
      '写明本案与同类案件不同的事实和理由（不少于10个字），或者调整金额',
    )
  }
  return null
}

/** Like cases alike, unlike ones with reasons on paper: fault, nature, circumstances and harm decide (APL 5, 34). */
export const unequalReportHasReasons = rule<Deed<SubmitReport>>({
  cites: art('APL', 34),
  inForceFrom: APL_FROM,
  refuses: (deed) => (isReason(deed.input.reasons) ? null : unequal(deed, deed.input.amounts)),
})

/** The reasons of the report carry an amount that did not change; another amount needs its own. */
export const unequalDecisionHasReasons = rule<Deed<ProposeDecision>>({
  cites: art('APL', 34),
  inForceFrom: APL_FROM,
  refuses: (deed) => {
    const { report } = deed.thing
    const isExplained = ({ actId, amountFen }: Amounted) =>
      isReason(report?.reasons) && report?.amounts.some((told) => told.actId === actId && told.amountFen === amountFen)
    return isReason(deed.input.reasons)
      ? null
      : unequal(
          deed,
          deed.input.amounts.filter((each) => !isExplained(each)),
        )
  },
})
