/** 提请关闭: a major hazard beside three penalties in 180 days or four in a year (WSL 113; D-65). The daily job raises it. */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { choice, date, dayOf, lines, long, text, type SideDeed } from '../rules/proceeding.ts'
import { notInFuture, principalDecides } from '../rules/side-officers.ts'
import { DRAFT, lifecycleOf, road } from './road.ts'

const CITED = art('WSL', 113)

const decidedAfterProposal = rule<SideDeed<{ decidedOn: string }>>({
  cites: CITED,
  inForceFrom: '2021-09-01',
  refuses: ({ thing, input }) => {
    const on = dayOf(thing, 'propose-closure')
    return on && input.decidedOn < on
      ? no('closure-before-proposal', { on }, '人民政府决定的日期早于提请日期{on}', '核对日期')
      : null
  },
})

export const closure = lifecycleOf(
  {
    name: 'closure',
    label: '提请关闭',
    states: {
      due: '达到提请条件，待研究',
      proposed: '已提请人民政府',
      decided: '人民政府已决定',
      dropped: '研究后不提请',
    },
    final: ['decided', 'dropped'],
    stands: 'alone',
  },
  [
    road({
      name: 'raise-closure',
      label: '登记达到提请关闭的条件',
      from: [DRAFT],
      to: 'due',
      may: 'casework.report',
      cites: CITED,
      asks: {
        penalties: lines('处罚（每行一项，写明日期和文号）'),
        hazards: lines('尚未消除的重大事故隐患（每行一项）'),
        counted: text('达到的条件'),
      },
    }),
    road({
      name: 'propose-closure',
      label: '提请人民政府关闭',
      from: ['due'],
      to: 'proposed',
      may: 'casework.principal',
      cites: CITED,
      asks: { government: text('提请的人民政府'), reasons: long('事实、理由和依据'), number: text('提请文号') },
      gates: [principalDecides(CITED)],
    }),
    road({
      name: 'drop-closure',
      label: '研究后不提请',
      from: ['due'],
      to: 'dropped',
      may: 'casework.principal',
      cites: CITED,
      asks: { reasons: long('不提请的理由（如：重大事故隐患已经消除）') },
      gates: [principalDecides(CITED)],
    }),
    road({
      name: 'record-closure-decision',
      label: '登记人民政府的决定',
      from: ['proposed'],
      to: 'decided',
      may: 'casework.report',
      cites: art('WSL', 115),
      asks: {
        result: choice('决定', { closed: '予以关闭', 'not-closed': '不予关闭' }),
        decisionNumber: text('决定文号'),
        decidedOn: date('决定日期'),
      },
      checks: [notInFuture('decidedOn', CITED), decidedAfterProposal],
    }),
  ],
)
