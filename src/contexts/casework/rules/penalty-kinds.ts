import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import type { Hazard } from '../../hazard/model.ts'
import type { Case, Deed } from '../model.ts'
import type { ProposeDecision, SubmitReport } from './asks.ts'
import { APL_FROM } from './officers.ts'

/** Orders that put something right or ward a danger off; none of the kinds of APL 9 (traps 11 and 12). */
const ORDERS =
  /^责令(?:限期|立即|当场)?(?:改正|整改|排除(?:事故)?隐患|消除(?:事故)?隐患|撤出|暂时停产停业|暂停|停止使用)/

/** Whether a measure only orders and punishes nothing. */
export const isOrder = (measure: string): boolean => ORDERS.test(measure.trim())

type Imposing = Deed<Pick<SubmitReport, 'amounts' | 'measures'> | Pick<ProposeDecision, 'amounts' | 'measures'>>

/** An order to correct goes with a penalty and does not replace it (APL 9, 28; WSL 65): alone it ends no penalty case. */
export const orderIsNoPenalty = rule<Imposing>({
  cites: art('APL', 28),
  inForceFrom: APL_FROM,
  refuses: ({ input: { amounts, measures } }) =>
    measures.length > 0 && measures.every(isOrder) && amounts.every(({ amountFen }) => amountFen === 0)
      ? no(
          'order-is-no-penalty',
          { measures: measures.join('、') },
          '“{measures}”是责令改正等措施，不是行政处罚，不能代替处罚',
          '写明处罚种类和金额；依法不予处罚的，另行作出不予处罚决定并进行教育',
        )
      : null,
})

/**
 * Hazards of the same visit that could be punished and stand in no case: the law is not applied by choice (S003 art. 4,
 * APL 5). A finding for the handlers and the reviewer, no refusal: rectified and slight ones may rightly be left out.
 */
export function leftOutOf(hazards: readonly Hazard[], { acts }: Pick<Case, 'acts'>): Hazard[] {
  const named = new Set(acts.flatMap(({ hazardId, alsoHazardIds }) => [hazardId, ...alsoHazardIds]))
  return hazards.filter(({ id, violationKey, caseId }) => violationKey !== null && caseId === null && !named.has(id))
}
