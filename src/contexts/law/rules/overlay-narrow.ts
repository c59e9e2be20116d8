import type { LeniencyList, Parameter, Tier, TierTable } from '../model.ts'

type Span = readonly [number, number]

/** What both spans allow. Upside down when they do not meet; the validator then refuses the row. */
const meet = (a: Span, b: Span): [number, number] => [Math.max(a[0], b[0]), Math.min(a[1], b[1])]

const isSpan = (value: Parameter['value']): value is [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'number')

/** A span narrows to what both allow, a list to what both name; a single number has no inside and stays as written. */
export function narrowedValue(above: Parameter, own: Parameter): Parameter {
  if (isSpan(above.value) && isSpan(own.value)) return { ...own, value: meet(above.value, own.value) }
  if (Array.isArray(above.value) && Array.isArray(own.value)) {
    const known = new Set(above.value)
    return { ...own, value: own.value.filter((one) => known.has(one)) }
  }
  return own
}

const narrowedTier = (above: Tier | undefined, own: Tier): Tier => {
  if (!above) return own
  return {
    ...own,
    ...(above.share && own.share ? { share: meet(above.share, own.share) } : {}),
    ...(above.fen && own.fen ? { fen: meet(above.fen, own.fen) } : {}),
    ...(above.personFen && own.personFen ? { personFen: meet(above.personFen, own.personFen) } : {}),
  }
}

/** Tier by tier of the same name, the part of the range that both tables allow. */
export const narrowedTable = (above: TierTable, own: TierTable): TierTable => ({
  ...own,
  tiers: own.tiers.map((tier) =>
    narrowedTier(
      above.tiers.find((other) => other.tier === tier.tier),
      tier,
    ),
  ),
})

const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])].sort()

const lesser = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b))
const greater = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.max(a, b))

/** Every condition of either list holds, every exclusion too, and only acts that both name, up to the lesser quantity. */
export function narrowedList(above: LeniencyList, own: LeniencyList): LeniencyList {
  const known = new Map(above.items.map((item) => [item.violation, item.quantityMax]))
  return {
    ...own,
    needs: union(above.needs, own.needs),
    excludes: union(above.excludes, own.excludes),
    noFatalAccidentYears: greater(above.noFatalAccidentYears, own.noFatalAccidentYears),
    items: own.items
      .filter(({ violation }) => known.has(violation))
      .map((item) => ({ ...item, quantityMax: lesser(known.get(item.violation) ?? null, item.quantityMax) })),
  }
}
