import { art } from '../../../kernel/citation.ts'
import { yuanText } from '../../../kernel/money.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import type { ActAmount, Case, Deed } from '../model.ts'
import type { ProposeDecision } from './asks.ts'
import { sumOf } from './matter.ts'
import { APL_FROM } from './officers.ts'

/** G12: never more than what the party was told, and never more because he spoke up (APL 45(2)). */
function aboveNotified(notice: Case['notice'], amounts: readonly ActAmount[]): Refusal | null {
  if (!notice) return no('not-notified', {}, '没有告知当事人，不得作出行政处罚决定', '先制作并送达告知书')
  const amountFen = sumOf(amounts)
  return amountFen <= notice.amountFen
    ? null
    : no(
        'above-notified',
        { amount: yuanText(amountFen), notified: yuanText(notice.amountFen) },
        '罚款{amount}元高于告知的{notified}元，不得因当事人申辩而加重处罚',
        '不高于告知的金额；确有新的事实的，重新告知',
      )
}

export const proposalNotAboveNotified = rule<Deed<ProposeDecision>>({
  cites: art('APL', 45, 2),
  inForceFrom: APL_FROM,
  refuses: ({ thing, input }) => aboveNotified(thing.notice, input.amounts),
})
export const decisionNotAboveNotified = rule<Deed>({
  cites: art('APL', 45, 2),
  inForceFrom: APL_FROM,
  refuses: ({ thing }) => aboveNotified(thing.notice, thing.decision?.amounts ?? []),
})

/** An order to put things right comes with every penalty (APL 28) and is none itself; it needs no notice of its own. */
const CORRECTS = /^责令(?:限期|立即|当场)?(?:改正|整改)/

/** Not only the amount: a kind of penalty that the party was not told cannot be imposed (APL 44). */
export const measuresWereNotified = rule<Deed<ProposeDecision>>({
  cites: art('APL', 44),
  inForceFrom: APL_FROM,
  refuses: ({ thing, input: { measures } }) => {
    const fresh = measures.filter((measure) => !CORRECTS.test(measure) && !thing.notice?.measures.includes(measure))
    return fresh.length === 0
      ? null
      : no(
          'measure-not-notified',
          { measures: fresh.join('、') },
          '“{measures}”没有告知过当事人，不得在决定中增加',
          '删去该项，或者重新告知',
        )
  },
})

/** 拟 as "proposed", not as a part of 拟除虫菊酯 and the like. */
const PROPOSED = /拟(?!除虫菊|合|人|态|真|声)/

/** A decision decides: it has no wording of a proposal (SZF 351). */
export const proposalWordingIn = (text: string): boolean => PROPOSED.test(text)

export const measuresDecide = rule<Deed<ProposeDecision>>({
  cites: art('APL', 59),
  inForceFrom: APL_FROM,
  refuses: ({ input: { measures } }) => {
    const found = measures.find(proposalWordingIn)
    return found
      ? no(
          'proposal-wording',
          { words: found },
          '决定内容“{words}”中出现“拟”字，决定不能是拟议',
          '删去“拟”，写明确定的内容',
        )
      : null
  },
})
