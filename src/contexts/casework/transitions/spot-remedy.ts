/**
 * 对当场处罚的行政复议: reconsideration comes first (ARL 23), may be handed in at the bureau that punished, which forwards it
 * within five working days unless it puts its act right itself (ARL 32), and answers within five (ARL 54).
 */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { choice, date, flag, lines, long, text, type SideDeed } from '../rules/proceeding.ts'
import { evidenceIsOld, FALLEN } from '../rules/remedy.ts'
import { byHandlerBeside, headApproves, notInFuture } from '../rules/side-officers.ts'
import { DRAFT, lifecycleOf, road } from './road.ts'

const ARL_FROM = '2024-01-01'

/** Sixty days from the day on which the decision was handed over (ARL 20). */
const withinSixtyDays = rule<SideDeed<{ handedOverOn: string; appliedOn: string }>>({
  cites: art('ARL', 20),
  inForceFrom: ARL_FROM,
  refuses: ({ input }) =>
    input.appliedOn < input.handedOverOn
      ? no('applied-before-decision', {}, '申请日期早于决定书交付的日期', '核对日期')
      : null,
})

export const spotRemedy = lifecycleOf(
  {
    name: 'spot-remedy',
    label: '当场处罚的行政复议',
    states: {
      taken: '已收申请，待转送',
      forwarded: '已转送复议机关',
      received: '待答复复议机关',
      answered: '已答复，待复议决定',
      corrected: '本机关自行纠正',
      upheld: '维持、驳回或者调解',
      fallen: '撤销、变更，待撤下公示',
      withdrawn: '申请人撤回',
      finished: '办结',
    },
    final: ['corrected', 'upheld', 'withdrawn', 'finished'],
    stands: 'alone',
  },
  [
    road({
      name: 'take-application',
      label: '收到复议申请（通过本机关提出）',
      from: [DRAFT],
      to: 'taken',
      may: 'casework.report',
      cites: art('ARL', 32),
      asks: {
        decisionNumber: text('当场处罚决定书文号'),
        handedOverOn: date('决定书交付日期'),
        appliedOn: date('收到申请的日期'),
        claims: long('申请人的请求和理由'),
      },
      gates: [byHandlerBeside],
      checks: [notInFuture('appliedOn', art('ARL', 32)), withinSixtyDays],
      starts: [{ clock: 'D-45', from: ({ input }) => input.appliedOn }],
    }),
    road({
      name: 'correct-spot-penalty',
      label: '自行纠正，不再转送',
      from: ['taken'],
      to: 'corrected',
      may: 'casework.decide',
      cites: art('ARL', 32),
      asks: { correction: long('纠正的内容'), agreed: flag('申请人同意撤回复议申请') },
      gates: headApproves(art('ARL', 32)),
    }),
    road({
      name: 'forward-application',
      label: '维持原处罚，转送复议机关',
      from: ['taken'],
      to: 'forwarded',
      may: 'casework.report',
      cites: art('ARL', 32),
      asks: { forwardedOn: date('转送日期'), organ: text('复议机关') },
      checks: [notInFuture('forwardedOn', art('ARL', 32))],
      stops: ['D-45'],
      starts: [{ clock: 'D-44', from: ({ input }) => input.forwardedOn, whose: 'other' }],
    }),
    road({
      name: 'receive-spot-copy',
      label: '登记复议申请书副本（当场处罚）',
      from: [DRAFT, 'forwarded'],
      to: 'received',
      may: 'casework.report',
      cites: art('ARL', 54),
      asks: { organ: text('复议机关'), acceptedOn: date('复议机关受理日期'), receivedOn: date('本机关收到副本的日期') },
      checks: [notInFuture('receivedOn', art('ARL', 54)), notInFuture('acceptedOn', art('ARL', 54))],
      stops: ['D-44'],
      starts: [
        { clock: 'D-46', from: ({ input }) => input.receivedOn, variant: () => 'simple' },
        { clock: 'D-48', from: ({ input }) => input.acceptedOn, variant: () => 'simple', whose: 'other' },
      ],
    }),
    road({
      name: 'answer-spot-copy',
      label: '提交书面答复和证据（当场处罚）',
      from: ['received'],
      to: 'answered',
      may: 'casework.report',
      cites: art('ARL', 54),
      asks: {
        answeredOn: date('提交日期'),
        answer: long('答复要点'),
        evidence: lines('提交的证据、依据和材料（每行一份）'),
        evidenceBeforeDecision: flag('均为作出决定之前收集的证据'),
      },
      gates: [byHandlerBeside],
      checks: [notInFuture('answeredOn', art('ARL', 54)), evidenceIsOld],
      stops: ['D-46'],
    }),
    road({
      name: 'spot-upheld',
      label: '登记复议决定：维持、驳回、调解（当场处罚）',
      from: ['received', 'answered'],
      to: 'upheld',
      may: 'casework.report',
      cites: art('ARL', 68),
      asks: { number: text('复议决定书文号'), decidedOn: date('复议决定日期'), content: long('决定内容') },
      checks: [notInFuture('decidedOn', art('ARL', 62))],
      stops: ['D-46', 'D-48'],
    }),
    road({
      name: 'spot-fallen',
      label: '登记复议决定：撤销、变更、确认违法（当场处罚）',
      from: ['received', 'answered'],
      to: 'fallen',
      may: 'casework.report',
      cites: art('ARL', 64),
      asks: {
        outcome: choice('结果', FALLEN),
        number: text('复议决定书文号'),
        decidedOn: date('复议决定生效日期'),
        content: long('决定内容'),
      },
      checks: [notInFuture('decidedOn', art('ARL', 62))],
      stops: ['D-46', 'D-48'],
      starts: [{ clock: 'D-24', from: ({ input }) => input.decidedOn }],
    }),
    road({
      name: 'spot-withdrawn',
      label: '登记申请人撤回（当场处罚）',
      from: ['taken', 'forwarded', 'received', 'answered'],
      to: 'withdrawn',
      may: 'casework.report',
      cites: art('ARL', 41),
      asks: { decidedOn: date('终止的日期') },
      checks: [notInFuture('decidedOn', art('ARL', 41))],
    }),
    road({
      name: 'finish-spot-remedy',
      label: '登记退款和已撤下公示（当场处罚）',
      from: ['fallen'],
      to: 'finished',
      may: 'casework.report',
      cites: art('APL', 48),
      asks: { withdrawnOn: date('撤下（更正）公示的日期'), refund: long('已缴罚款的退还情况') },
      checks: [notInFuture('withdrawnOn', art('APL', 48))],
      stops: ['D-24'],
    }),
  ],
)
