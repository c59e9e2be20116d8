import { z } from 'zod'
import { addDays, type LawDate } from '../../../kernel/time.ts'

/** What changes how many businesses there are (ENT-07; 苏应急〔2021〕18号 (十): 全面掌握辖区内企业类型和数量变化). */
export const CHANGES = {
  new: '新建档',
  'moved-in': '迁入',
  reopened: '恢复',
  'moved-out': '迁出',
  closed: '注销、关闭',
  merged: '合并',
  retyped: '变更行业',
} as const
export type PopulationChangeKind = keyof typeof CHANGES

export const PopulationChange = z.object({
  enterpriseId: z.string(),
  name: z.string(),
  /** Two-digit trade of GB/T 4754, e.g. C33; before it where the trade itself changed. */
  trade: z.string(),
  tradeBefore: z.string().nullable(),
  change: z.enum(Object.keys(CHANGES) as [PopulationChangeKind, ...PopulationChangeKind[]]),
  on: z.string(),
  fromRegion: z.string().nullable(),
  toRegion: z.string(),
})
export type PopulationChange = z.infer<typeof PopulationChange>

const PLUS: readonly PopulationChangeKind[] = ['new', 'moved-in', 'reopened']

/** By how much a change moves the count of each trade. */
function effects({ change, trade, tradeBefore }: PopulationChange): readonly (readonly [string, number])[] {
  if (change !== 'retyped') return [[trade, PLUS.includes(change) ? 1 : -1]]
  return [
    [trade, 1],
    [tradeBefore ?? trade, -1],
  ]
}

export const PopulationRow = z.object({
  trade: z.string(),
  atStart: z.number().int(),
  atEnd: z.number().int(),
  /** How many units each kind of change brought or took; a change of trade stands in both rows. */
  changes: z.record(z.string(), z.number().int()),
})
export type PopulationRow = z.infer<typeof PopulationRow>

/** The first day of a month and that of the next. */
export const monthSpan = (month: string): { readonly from: LawDate; readonly below: LawDate } => {
  const from = `${month}-01`
  return { from, below: `${addDays(from, 31).slice(0, 7)}-01` }
}

/**
 * The table of one month, trade by trade: counted back from what stands today, so that the difference of every row is
 * exactly the units listed behind it. `changes` since the first day of the month.
 */
export function populationOf(
  now: ReadonlyMap<string, number>,
  changes: readonly PopulationChange[],
  month: string,
): { readonly rows: PopulationRow[]; readonly behind: PopulationChange[] } {
  const { below } = monthSpan(month)
  const end = new Map(now)
  const shift = (counts: Map<string, number>, one: PopulationChange) => {
    for (const [trade, by] of effects(one)) counts.set(trade, (counts.get(trade) ?? 0) - by)
  }
  for (const one of changes.filter(({ on }) => on >= below)) shift(end, one)
  const behind = changes.filter(({ on }) => on < below)
  const start = new Map(end)
  for (const one of behind) shift(start, one)
  const trades = [...new Set([...start.keys(), ...end.keys()])].sort()
  const rows = trades.map((trade) => {
    const own = behind.filter((one) => effects(one).some(([named]) => named === trade))
    const counted = Map.groupBy(own, ({ change }) => change)
    return {
      trade,
      atStart: start.get(trade) ?? 0,
      atEnd: end.get(trade) ?? 0,
      changes: Object.fromEntries([...counted].map(([change, units]) => [change, units.length])),
    }
  })
  return {
    rows: rows.filter(({ atStart, atEnd, changes: own }) => atStart + atEnd > 0 || Object.keys(own).length > 0),
    behind,
  }
}
