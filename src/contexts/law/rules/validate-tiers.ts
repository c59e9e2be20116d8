import type { LawData, Tier, TierTable, Violation } from '../model.ts'
import type { Complaint } from './validate.ts'

type Span = readonly [number, number]
type Money = 'share' | 'fen' | 'personFen'

const FIELDS: Readonly<Record<Money, string>> = { share: '比例', fen: '金额', personFen: '对个人的金额' }

const yuan = (fen: number) => `${(fen / 100).toLocaleString('en-US')}元`
const shown = (field: Money, [low, high]: Span) =>
  field === 'share' ? `${low * 100}%—${high * 100}%` : `${yuan(low)}—${yuan(high)}`

const complaint = (table: TierTable, field: string, reason: string): Complaint => ({
  file: 'discretion-tiers',
  row: table.id,
  field,
  reason,
})

const overlap = (
  a: Pick<TierTable, 'effectiveFrom' | 'effectiveTo'>,
  b: Pick<TierTable, 'effectiveFrom' | 'effectiveTo'>,
) =>
  (a.effectiveTo === null || b.effectiveFrom <= a.effectiveTo) &&
  (b.effectiveTo === null || a.effectiveFrom <= b.effectiveTo)

/** Amounts for persons beside the unit must lie inside the range that the statute gives for them. */
function personsOutside(table: TierTable, rows: readonly Violation[]): Complaint[] {
  const ranges = rows
    .filter((row) => row.key === table.violation && row.stage === table.stage && overlap(row, table))
    .flatMap(({ double }) => (double && double.fine.unit === 'fen' ? [double.fine] : []))
  return table.tiers.flatMap(({ tier, personFen }) => {
    if (!personFen) return []
    const field = `tiers.${tier}.personFen`
    if (personFen[0] > personFen[1]) return [complaint(table, field, '幅度颠倒')]
    const [range] = ranges
    if (!range) return [complaint(table, field, '该条款没有对个人的金额罚款')]
    const isInside = ranges.some(({ min, max }) => min <= personFen[0] && personFen[1] <= max)
    return isInside
      ? []
      : [
          complaint(
            table,
            field,
            `${shown('personFen', personFen)}超出法定幅度${shown('personFen', [range.min, range.max])}`,
          ),
        ]
  })
}

/** A graver tier must never be cheaper than the one before it. */
function cheaper(table: TierTable): Complaint[] {
  return table.tiers.flatMap((tier, at) => {
    const before = table.tiers[at - 1]
    if (!before) return []
    return (['share', 'fen', 'personFen'] as const).flatMap((field) => {
      const [own, lower] = [tier[field], before[field]]
      return own && lower && (own[0] < lower[0] || own[1] < lower[1])
        ? [
            complaint(
              table,
              `tiers.${tier.tier}`,
              `${FIELDS[field]}${shown(field, own)}轻于前一档${shown(field, lower)}`,
            ),
          ]
        : []
    })
  })
}

/** What a benchmark may never say: amounts outside the statute for persons, and a graver tier that costs less. */
export const benchmarkComplaints = (data: LawData): Complaint[] =>
  data.tiers.flatMap((table) => [...personsOutside(table, data.violations), ...cheaper(table)])

const EPSILON = 1e-9

function neighbours(table: TierTable, tier: Tier, before: Tier): Complaint[] {
  return (['share', 'fen', 'personFen'] as const).flatMap((field) => {
    const [own, lower] = [tier[field], before[field]]
    if (!own || !lower) return []
    const place = `tiers.${before.tier}—${tier.tier}`
    if (own[0] > lower[1] + EPSILON)
      return [complaint(table, place, `${FIELDS[field]}${shown(field, [lower[1], own[0]])}没有对应的阶次`)]
    return own[0] < lower[1] - EPSILON
      ? [complaint(table, place, `${FIELDS[field]}${shown(field, [own[0], Math.min(lower[1], own[1])])}同属两个阶次`)]
      : []
  })
}

/** Amounts that belong to no tier or to two: lawful, but to be looked at. */
export const gapsAndOverlaps = (data: LawData): Complaint[] =>
  data.tiers.flatMap((table) =>
    table.tiers.flatMap((tier, at) => {
      const before = table.tiers[at - 1]
      return before ? neighbours(table, tier, before) : []
    }),
  )
