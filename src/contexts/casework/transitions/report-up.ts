/** 向交办机关报告结果: the superior who assigned the case hears how it ended (O77 64; clock D-74). */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { date, long, text, type SideDeed } from '../rules/proceeding.ts'
import { byHandlerBeside, CITED_FROM, notInFuture } from '../rules/side-officers.ts'
import { DECIDED, DRAFT, lifecycleOf, road } from './road.ts'

const wasAssigned = rule<SideDeed>({
  cites: art('APL', 54),
  inForceFrom: CITED_FROM,
  refuses: ({ facts }) =>
    facts.case?.source === 'assigned' ? null : no('not-assigned', {}, '本案不是上级交办的案件', '无需报告结果'),
})

export const reportUp = lifecycleOf(
  {
    name: 'report-up',
    label: '向交办机关报告结果',
    states: { reported: '已报告' },
    final: ['reported'],
    whileCase: [...DECIDED, 'closing', 'closed'],
  },
  [
    road({
      name: 'report-result-up',
      label: '登记向交办机关报告处理结果',
      from: [DRAFT],
      to: 'reported',
      may: 'casework.report',
      cites: art('APL', 54),
      asks: { superior: text('交办机关'), reportedOn: date('报告日期'), result: long('处理结果') },
      gates: [byHandlerBeside, wasAssigned],
      checks: [notInFuture('reportedOn', art('APL', 54))],
      stops: ['D-74'],
      onCase: ({ input }) => ({ arrow: null, change: (one) => ({ ...one, reportedUpOn: input.reportedOn }) }),
    }),
  ],
)
