import type { Region } from '../../../kernel/region.ts'
import {
  distanceBetween,
  medianOf,
  placeOf,
  type DecidedAct,
  type Distance,
  type EqualCaseNumbers,
} from './equal-cases.ts'

export type UnequalCase = {
  readonly act: DecidedAct
  readonly place: number
  /** Distance of its fine to the middle of the group, as a share of the statutory range; above zero is heavier. */
  readonly offMedian: number
  readonly isFarOff: boolean
}

/** Equal cases of one bureau whose fines lie further apart than equal treatment allows. */
export type UnequalGroup = {
  readonly bureau: Region
  readonly violationKey: string
  readonly title: string
  readonly stage: DecidedAct['stage']
  readonly cases: readonly UnequalCase[]
  readonly low: number
  readonly high: number
  readonly median: number
  /** How like each other the lightest and the heaviest are. */
  readonly between: Distance
}

/** Acts that are equal to each other, directly or by way of others; in a fixed order. */
function circlesOf(acts: readonly DecidedAct[], numbers: EqualCaseNumbers): DecidedAct[][] {
  const left = new Set(acts)
  const circles: DecidedAct[][] = []
  for (const first of acts) {
    if (!left.delete(first)) continue
    const circle = [first]
    for (const member of circle) {
      for (const other of left) {
        const distance = distanceBetween(member, other, numbers)
        if (distance && distance.total <= numbers.reach && left.delete(other)) circle.push(other)
      }
    }
    circles.push(circle)
  }
  return circles
}

const inOrder = (a: DecidedAct, b: DecidedAct) => placeOf(a) - placeOf(b) || (a.actId < b.actId ? -1 : 1)

function groupOf(acts: readonly DecidedAct[], numbers: EqualCaseNumbers): UnequalGroup | null {
  const sorted = acts.toSorted(inOrder)
  const [lightest] = sorted
  const heaviest = sorted.at(-1)
  if (!lightest || !heaviest || sorted.length <= numbers.casesMin - 1) return null
  const [low, high] = [placeOf(lightest), placeOf(heaviest)]
  const between = distanceBetween(lightest, heaviest, numbers)
  if (!between || high - low <= numbers.widthMax) return null
  const median = medianOf(sorted.map(placeOf))
  return {
    bureau: lightest.region,
    violationKey: lightest.violationKey,
    title: lightest.title,
    stage: lightest.stage,
    low,
    high,
    median,
    between,
    cases: sorted.map((act) => {
      const place = placeOf(act)
      return { act, place, offMedian: place - median, isFarOff: Math.abs(place - median) > numbers.widthMax / 2 }
    }),
  }
}

/**
 * The monthly report: groups of equal cases within one bureau, with a decision of the month among them, whose fines
 * differ by more than equal treatment allows. It speaks of cases; nobody who handled them is counted or ranked (MEM
 * circular of 2025-02-27).
 */
export function unequalGroups(
  decided: readonly DecidedAct[],
  { month, numbers }: { month: string; numbers: EqualCaseNumbers },
): UnequalGroup[] {
  const known = decided.filter(({ on }) => on.slice(0, 7) <= month).toSorted((a, b) => (a.actId < b.actId ? -1 : 1))
  const kinds = Map.groupBy(known, ({ region, violationKey, stage }) => `${region} ${violationKey} ${stage}`)
  return [...kinds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, acts]) => circlesOf(acts, numbers))
    .filter((circle) => circle.some(({ on }) => on.startsWith(month)))
    .flatMap((circle) => groupOf(circle, numbers) ?? [])
}
