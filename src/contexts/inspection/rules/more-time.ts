/** Who answers a business that asks for more time, and what that makes of the inspection (D-05). */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { isAsking } from '../../hazard/rules/more-time.ts'
import type { Inspection } from '../model.ts'
import type { AnswerMoreTimeAct, InspectionAct } from './acts.ts'

const CITED = art('WSL', 65, 1, 2)
const FROM = '2021-09-01'

export const somebodyAsks = rule<InspectionAct>({
  cites: CITED,
  inForceFrom: FROM,
  refuses: ({ facts }) =>
    facts.hazards.some(isAsking)
      ? null
      : no('nobody-asks', {}, '企业没有待答复的延期申请', '企业在“我的企业”申请延期后办理'),
})
/** The officers of the visit propose; somebody else answers. */
export const answererTookNoPart = rule<InspectionAct>({
  cites: CITED,
  inForceFrom: FROM,
  refuses: ({ thing, by }) =>
    thing.officers.some(({ id }) => id === by.id)
      ? no('answerer-took-part', {}, '您是这次检查的执法人员，不能审批延期', '由承办机构负责人或者分管负责人审批')
      : null,
})
export const grantNamesItsDay = rule<AnswerMoreTimeAct>({
  cites: CITED,
  inForceFrom: FROM,
  refuses: ({ input }) =>
    input.granted === (input.until !== null)
      ? null
      : no('grant-without-day', {}, input.granted ? '同意延期没有填写日期' : '不同意延期不应填写日期', '核对后提交'),
})

/** The period of the inspection is that of its latest hazard, the answered one included. */
export function withLaterEnd({ thing, input, facts }: AnswerMoreTimeAct): Inspection {
  if (!input.granted || !input.until || !thing.rectifyBy) return thing
  const ends = facts.hazards.map(({ id, rectifyBy }) => (id === input.hazardId ? input.until : rectifyBy) ?? '')
  const last = [...ends, input.until].sort().at(-1) ?? thing.rectifyBy
  const orders = thing.orders?.map((one, place, all) => (place === all.length - 1 ? { ...one, rectifyBy: last } : one))
  return { ...thing, rectifyBy: last, ...(orders ? { orders } : {}) }
}
