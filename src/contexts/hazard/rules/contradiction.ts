/** Two demands on the same matter of the same business that do not agree, across visits and levels (circular art. 6). */
import type { Opinion } from '../model.ts'

/**
 * Pairs of words that demand the opposite of each other. A list of language, not of law: what is not in it is still shown
 * as different.
 */
const OPPOSITES: readonly (readonly [string, string])[] = [
  ['开启', '关闭'],
  ['打开', '关闭'],
  ['常开', '常闭'],
  ['封闭', '敞开'],
  ['封堵', '打通'],
  ['增设', '拆除'],
  ['加装', '拆除'],
  ['安装', '拆除'],
  ['设置', '取消'],
  ['保留', '拆除'],
  ['停用', '启用'],
  ['停止使用', '恢复使用'],
  ['移入', '移出'],
  ['室内', '室外'],
  ['集中', '分散'],
  ['加高', '降低'],
  ['增加', '减少'],
  ['允许', '禁止'],
]

const bare = (text: string) => text.replace(/[\s，。；：、,.;:！!（）()“”"]/g, '')

/** How two demands stand to each other: null when they say the same. */
export function disagreementOf(earlier: string, now: string): 'opposite' | 'different' | null {
  const [before, after] = [bare(earlier), bare(now)]
  if (before === '' || after === '' || before === after) return null
  const demands = (text: string, word: string, other: string) => text.includes(word) && !text.includes(other)
  const isOpposite = OPPOSITES.some(
    ([one, other]) =>
      (demands(before, one, other) && demands(after, other, one)) ||
      (demands(before, other, one) && demands(after, one, other)),
  )
  return isOpposite ? 'opposite' : 'different'
}

type Matter = { readonly checkItemId: string; readonly violationKey: string | null }
const isSameMatter = (one: Matter, other: Matter) =>
  one.checkItemId === other.checkItemId || (one.violationKey !== null && one.violationKey === other.violationKey)

export type Disagreement = {
  readonly hazardId: string
  readonly now: string
  readonly earlier: Opinion
  readonly kind: 'opposite' | 'different'
}

type Demand = Matter & { readonly hazardId: string; readonly requirement: string }

/** Every earlier demand that a new one does not agree with, opposites first, the latest first among equals. */
export const disagreementsOf = (demands: readonly Demand[], earlier: readonly Opinion[]): Disagreement[] =>
  demands
    .flatMap((demand) =>
      earlier.flatMap((opinion): Disagreement[] => {
        const kind = isSameMatter(demand, opinion) ? disagreementOf(opinion.requirement, demand.requirement) : null
        return kind ? [{ hazardId: demand.hazardId, now: demand.requirement, earlier: opinion, kind }] : []
      }),
    )
    .sort((a, b) =>
      a.kind === b.kind ? (a.earlier.saidAt < b.earlier.saidAt ? 1 : -1) : a.kind === 'opposite' ? -1 : 1,
    )
