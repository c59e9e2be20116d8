import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import type { CommitAct, DrawAct, PublishAct, RedrawAct } from './acts.ts'
import { findQuotas } from '../../law/rules/quota-linter.ts'

const PLAN = art('MEM-2025-02-27', 2)
const FROM = '2025-02-27'

/**
 * The public seed must be something that nobody knows when the pool is bound: its first day lies behind the commitment.
 */
export const publicSeedIsYetUnknown = rule<CommitAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ input, at }) =>
    input.publicSeedOn > lawDateOf(at)
      ? null
      : no(
          'public-seed-known',
          { on: input.publicSeedOn },
          '公开种子在{on}就能得知，名单须在此之前封存',
          '选择今天以后才产生的公开种子，如明天以后开奖的彩票',
        ),
})

export const periodRunsForward = rule<CommitAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ input }) =>
    input.publicSeedOn <= input.until && input.from <= input.until
      ? null
      : no(
          'draw-period-backwards',
          { from: input.from, until: input.until },
          '检查期限（{from}至{until}）与抽取日期不衔接',
          '期限的最后一天不早于第一天，也不早于公开种子产生的日期',
        ),
})

/** Key units are visited every year; the draw is for the others, and it needs something to draw from. */
export const poolIsLargeEnough = rule<CommitAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ input, facts }) => {
    const units = facts.pool?.units.length ?? 0
    return units >= input.unitsWanted
      ? null
      : no(
          'pool-too-small',
          { units, wanted: input.unitsWanted },
          '可抽取的一般检查单位只有{units}家，不足{wanted}家',
          '减少抽取家数，或放宽范围；名单下方列有被排除的单位和原因',
        )
  },
})

export const twoOfficersToDraw = rule<CommitAct>({
  cites: art('APL', 42, 1),
  inForceFrom: '2021-07-15',
  refuses: ({ facts }) =>
    (facts.pool?.officers.length ?? 0) >= 2
      ? null
      : no(
          'two-officers-to-draw',
          { officers: facts.pool?.officers.length ?? 0 },
          '能参加抽取的持证执法人员只有{officers}人，至少应有两人',
          '调整轮休或回避，或先办理执法证',
        ),
})

export const titleSetsNoQuota = rule<CommitAct>({
  cites: art('MEM-2025-02-27', 14),
  inForceFrom: FROM,
  refuses: ({ input }) => {
    const [found] = findQuotas(input.title)
    return found ? { ...no(found.code, { excerpt: found.excerpt }, found.says, found.mend), cites: found.cites } : null
  },
})

/** The seed is drawn when it is there, not before. */
export const publicSeedIsOut = rule<DrawAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ thing, at }) =>
    lawDateOf(at) >= thing.pool.publicSeedOn
      ? null
      : no(
          'public-seed-not-out',
          { on: thing.pool.publicSeedOn, source: thing.pool.publicSeedSource },
          '公开种子（{source}）在{on}才产生',
          '到当日再抽取',
        ),
})

/** The list is shown to the public by somebody who did not draw it. */
export const publisherDidNotDraw = rule<PublishAct>({
  cites: art('MEM-2025-02-27', 6),
  inForceFrom: FROM,
  refuses: ({ thing, by }) =>
    thing.drawnBy !== by.id
      ? null
      : no('publisher-drew', {}, '抽取由您办理，不能由您本人批准公示', '交由负责人批准公示'),
})

/** Nobody draws anew by himself: the head orders it with a reason, once, and the new draw names the old one. */
export const replacesWhatWasOrdered = rule<CommitAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ input, thing, facts }) =>
    input.redrawOf === null || (facts.replaces?.state === 'superseded' && facts.replaces.region === thing.region)
      ? null
      : no('redraw-not-ordered', {}, '原抽取没有经负责人批准重新抽取', '由负责人写明原因，批准重新抽取'),
})

/** A draw that does not please is no reason; what is, is kept with both draws. */
export const redrawHasAReason = rule<RedrawAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ input }) =>
    input.because.trim().length >= 4
      ? null
      : no(
          'redraw-without-reason',
          {},
          '重新抽取必须写明原因，原抽取结果保留并公开',
          '写明原因，如名单有误、种子录入错误',
        ),
})
