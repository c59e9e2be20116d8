import type { LpModel } from './optimise-lp.ts'

/** Months are counted from 0, January, to 11. A set of months is a mask: bit 0 is January. */
export const MONTHS = 12
export const ALL_MONTHS = 0xfff

/**
 * Something that the plan may visit: one key unit, or a pool of general units that are alike and of which some will be
 * drawn.
 */
export type Candidate = {
  readonly id: string
  readonly kind: 'key' | 'general'
  /** How many units stand behind it: 1 for a key unit. */
  readonly count: number
  /** Risk points, 0–100 in fives (risk-rank.ts). */
  readonly score: number
  /** Officer-days that one visit takes. */
  readonly days: number
  /** Visits sought in the year, already within what the cap leaves (circular art. 3). */
  readonly visitsWanted: number
  /** Months in which it may be visited, and those in which it should. */
  readonly months: number
  readonly preferred: number
  /** Among equals the smaller text goes first: whoever was not visited for longest. */
  readonly order: string
}

/** Officer-days of a month: `hard` is never exceeded, beyond `easy` the load is felt. */
export type MonthRoom = { readonly hard: number; readonly easy: number }

export type PlanProblem = {
  readonly candidates: readonly Candidate[]
  /** Twelve of them. */
  readonly rooms: readonly MonthRoom[]
  /** Least distance in months between two visits to one unit. */
  readonly monthsApart: number
}

/** Candidates that no rule and no number tells apart. What the solver places is how many of them go into which month. */
export type PlanClass = Omit<Candidate, 'id' | 'order'> & { readonly members: readonly Candidate[] }

/** The price of one officer-day beyond the easy load of a month: enough to level the year, too little to leave a visit out. */
export const CROWDED_PRICE = 8

/** What an officer-day loses with each month that it comes later, at the highest score: in a year less than a crowded day costs. */
const LATE_PRICE = 0.6

/**
 * What a visit is worth, by the officer-day, so that a risky unit is not left out because it takes longer: nobody plans
 * the easy ones first (circular art. 2). The first visit to a key unit outweighs all else (at least once a year); the
 * riskier a unit, the more it counts and the earlier it should come.
 */
export function valueOf(
  { kind, score, days, preferred }: Pick<Candidate, 'kind' | 'score' | 'days' | 'preferred'>,
  { rank, month }: { readonly rank: number; readonly month: number },
): number {
  const aDay = kind === 'general' ? 20 + score : rank === 0 ? 500 + 5 * score : (130 + 2 * score) / rank
  const late = LATE_PRICE * (score / 100) * month
  return days * (aDay * (hasMonth(preferred, month) ? 1.05 : 1) - late)
}

export const hasMonth = (mask: number, month: number): boolean => ((mask >> month) & 1) === 1

/** Months of a mask, in order. */
export const monthsIn = (mask: number): number[] =>
  Array.from({ length: MONTHS }, (_, at) => at).filter((at) => hasMonth(mask, at))

const byOrder = (a: Candidate, b: Candidate) =>
  a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0

/** Puts what is alike together. The relaxation over classes has the same optimum as the one over single units. */
export function classesOf(candidates: readonly Candidate[]): PlanClass[] {
  const found = new Map<string, Candidate[]>()
  for (const one of candidates) {
    if (one.visitsWanted < 1 || one.count < 1 || one.months === 0) continue
    const key = [one.kind, one.score, one.days, one.visitsWanted, one.months, one.preferred].join(' ')
    const there = found.get(key)
    if (there) there.push(one)
    else found.set(key, [one])
  }
  return [...found.keys()].sort().flatMap((key) => {
    const members = (found.get(key) ?? []).sort(byOrder)
    const [first] = members
    if (!first) return []
    const { kind, score, days, visitsWanted, months, preferred } = first
    return [
      {
        kind,
        score,
        days,
        visitsWanted: kind === 'general' ? 1 : visitsWanted,
        months,
        preferred,
        count: members.reduce((sum, { count }) => sum + count, 0),
        members,
      },
    ]
  })
}

/** One number that the solver chooses: how many visits of that rank (0 the first of the year) of a class in a month. */
export type PlanColumn = { readonly at: number; readonly rank: number; readonly month: number; readonly value: number }

/** The columns class by class, rank by rank, month by month. A later visit needs room for the earlier ones before it. */
export function columnsOf(classes: readonly PlanClass[], monthsApart: number): PlanColumn[] {
  return classes.flatMap((one, at) => {
    const months = monthsIn(one.months)
    const first = months[0] ?? 0
    return Array.from({ length: one.visitsWanted }, (_, rank) =>
      months
        .filter((month) => month >= first + rank * monthsApart)
        .map((month) => ({ at, rank, month, value: valueOf(one, { rank, month }) })),
    ).flat()
  })
}

/** Rows of the model, collected entry by entry. */
class Rows {
  readonly upper: number[] = []
  readonly starts: number[] = [0]
  readonly indices: number[] = []
  readonly values: number[] = []
  add(upper: number, entries: Iterable<readonly [column: number, value: number]>) {
    for (const [column, value] of entries) {
      this.indices.push(column)
      this.values.push(value)
    }
    this.upper.push(upper)
    this.starts.push(this.indices.length)
  }
}

/** The model of a year: columns as above, then one column a month for the days beyond its easy load. */
export function modelOf(
  { rooms, monthsApart }: Pick<PlanProblem, 'rooms' | 'monthsApart'>,
  classes: readonly PlanClass[],
  columns: readonly PlanColumn[],
): LpModel {
  const rows = new Rows()
  const daysOf = ({ at }: PlanColumn) => classes[at]?.days ?? 0
  const numbered = columns.map((column, index) => ({ ...column, index }))
  for (let month = 0; month < MONTHS; month += 1) {
    const here = numbered.filter((column) => column.month === month)
    const entries = here.map((column): [number, number] => [column.index, daysOf(column)])
    const { hard = 0, easy = 0 } = rooms[month] ?? {}
    rows.add(hard, entries)
    rows.add(easy, [...entries, [columns.length + month, -1]])
  }
  const ofClass = Map.groupBy(numbered, ({ at }) => at)
  for (const [at, own] of ofClass) {
    const { count, visitsWanted } = classes[at] ?? { count: 0, visitsWanted: 0 }
    rows.add(
      count,
      own.filter(({ rank }) => rank === 0).map(({ index }) => [index, 1]),
    )
    for (let rank = 1; rank < visitsWanted; rank += 1) {
      const later = own.filter((column) => column.rank === rank)
      const earlier = own.filter((column) => column.rank === rank - 1)
      for (const { month } of later) {
        rows.add(0, [
          ...later.filter((column) => column.month <= month).map(({ index }): [number, number] => [index, 1]),
          ...earlier
            .filter((column) => column.month <= month - monthsApart)
            .map(({ index }): [number, number] => [index, -1]),
        ])
      }
    }
  }
  return {
    costs: [...columns.map(({ value }) => value), ...rooms.map(() => -CROWDED_PRICE)],
    uppers: [
      ...columns.map(({ at }) => classes[at]?.count ?? 0),
      ...rooms.map(({ hard, easy }) => Math.max(0, hard - easy)),
    ],
    integers: [...columns.map(() => true), ...rooms.map(() => false)],
    rowUppers: rows.upper,
    starts: rows.starts,
    indices: rows.indices,
    values: rows.values,
  }
}
