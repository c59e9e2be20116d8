/** 行政复议: the duty to answer within ten working days, else no evidence (ARL 48, 54, 70). */
import { art } from '../../../kernel/citation.ts'
import type { Case } from '../model.ts'
import { choice, date, flag, lines, long, money, note, text } from '../rules/proceeding.ts'
import { byHandlerBeside, notInFuture } from '../rules/side-officers.ts'
import { DECIDED_OR_CLOSED, DRAFT, lifecycleOf, road } from './road.ts'
import { afterRemedy, decisionMade, evidenceIsOld, freeze, OUTCOMES, thaw } from '../rules/remedy.ts'

/** Whether the party may still sue within fifteen days (ALL 45), and whom the decision then leaves to enforce (ARL 78). */
const endOf = (outcome: string, on: string): Case['remedyEnd'] =>
  outcome === 'changed'
    ? { kind: 'changed-by-reconsideration', on }
    : outcome === 'settled'
      ? null
      : { kind: 'reconsideration', on }

export const reconsideration = lifecycleOf(
  {
    name: 'reconsideration',
    label: '行政复议',
    states: {
      received: '待答复复议机关',
      answered: '已答复，待复议决定',
      upheld: '维持',
      rejected: '驳回申请',
      settled: '调解、和解结案',
      changed: '变更，待撤下（更正）公示',
      revoked: '撤销（确认违法、无效），待撤下公示',
      letter: '待报告意见书落实情况',
      withdrawn: '申请人撤回',
      finished: '办结',
    },
    final: ['upheld', 'rejected', 'settled', 'withdrawn', 'finished'],
    whileCase: DECIDED_OR_CLOSED,
  },
  [
    road({
      name: 'receive-reconsideration',
      label: '登记复议申请书副本',
      from: [DRAFT],
      to: 'received',
      may: 'casework.report',
      cites: art('ARL', 48),
      asks: {
        organ: text('复议机关'),
        acceptedOn: date('复议机关受理日期'),
        receivedOn: date('本机关收到副本的日期'),
        procedure: choice('复议程序', { ordinary: '普通程序', simple: '简易程序' }),
        claims: long('申请人的请求和理由'),
        suspended: note('是否停止执行及依据（不停止执行的，留空）'),
      },
      gates: [decisionMade],
      checks: [notInFuture('receivedOn', art('ARL', 48)), notInFuture('acceptedOn', art('ARL', 48))],
      starts: [
        {
          clock: 'D-46',
          from: ({ input }) => input.receivedOn,
          variant: ({ input }) => (input.procedure === 'simple' ? 'simple' : undefined),
        },
        {
          clock: 'D-48',
          from: ({ input }) => input.acceptedOn,
          variant: ({ input }) => (input.procedure === 'simple' ? 'simple' : undefined),
          whose: 'other',
        },
      ],
      onCase: (deed) => freeze(deed, deed.input.acceptedOn),
    }),
    road({
      name: 'answer-reconsideration',
      label: '提交书面答复和证据',
      from: ['received'],
      to: 'answered',
      may: 'casework.report',
      cites: art('ARL', 48),
      asks: {
        answeredOn: date('提交日期'),
        answer: long('答复要点'),
        evidence: lines('提交的证据、依据和材料（每行一份）'),
        evidenceBeforeDecision: flag('均为作出决定之前收集的证据'),
      },
      gates: [byHandlerBeside],
      checks: [notInFuture('answeredOn', art('ARL', 48)), evidenceIsOld],
      stops: ['D-46'],
    }),
    road({
      name: 'notice-of-reconsideration-hearing',
      label: '登记复议听证通知',
      from: ['received', 'answered'],
      to: 'answered',
      may: 'casework.report',
      cites: art('ARL', 51),
      asks: { hearingOn: date('复议听证日期'), attends: text('参加听证的负责人') },
      starts: [{ clock: 'D-47', from: ({ input }) => input.hearingOn, whose: 'other' }],
    }),
    ...(['upheld', 'rejected', 'settled', 'changed', 'revoked'] as const).map((to) =>
      road({
        name: to === 'upheld' ? 'record-reconsideration' : `record-reconsideration-${to}`,
        label: `登记复议决定：${{ upheld: '维持', rejected: '驳回', settled: '调解、和解', changed: '变更', revoked: '撤销、确认违法或者无效' }[to]}`,
        from: ['received', 'answered'],
        to,
        may: 'casework.report',
        cites: art(
          'ARL',
          to === 'upheld' ? 68 : to === 'rejected' ? 69 : to === 'settled' ? 73 : to === 'changed' ? 63 : 64,
        ),
        asks: {
          outcome: choice(
            '结果',
            to === 'revoked'
              ? { revoked: OUTCOMES.revoked, unlawful: OUTCOMES.unlawful, void: OUTCOMES.void }
              : { [to]: OUTCOMES[to] },
          ),
          number: text('复议决定书文号'),
          decidedOn: date('复议决定日期'),
          servedOnParty: date('复议决定送达当事人的日期'),
          content: long('决定内容'),
          amountFen: money('变更后的罚款金额（未变更的填原金额）'),
        },
        checks: [notInFuture('decidedOn', art('ARL', 62)), notInFuture('servedOnParty', art('ARL', 75))],
        stops: ['D-46', 'D-47', 'D-48'],
        starts:
          to === 'changed' || to === 'revoked'
            ? [{ clock: 'D-24', from: ({ input }) => input.servedOnParty }]
            : // Counted by the case itself: the suit within fifteen days, and the court's window behind it.
              to === 'settled'
              ? []
              : [
                  { clock: 'D-51', from: () => null },
                  { clock: 'D-32', from: () => null },
                ],
        onCase: (deed) => afterRemedy(deed, deed.input.decidedOn, endOf(to, deed.input.servedOnParty)),
      }),
    ),
    road({
      name: 'finish-withdrawal-of-publicity',
      label: '登记已撤下（更正）公示',
      from: ['changed', 'revoked'],
      to: 'finished',
      may: 'casework.report',
      cites: art('APL', 48),
      asks: { withdrawnOn: date('撤下（更正）公示的日期'), reason: long('公开说明的理由') },
      checks: [notInFuture('withdrawnOn', art('APL', 48))],
      stops: ['D-24'],
    }),
    road({
      name: 'receive-opinion-letter',
      label: '登记复议意见书',
      from: ['changed', 'revoked'],
      to: 'letter',
      may: 'casework.report',
      cites: art('ARL', 76),
      asks: { letterReceivedOn: date('收到意见书的日期'), letter: long('意见书要求') },
      checks: [notInFuture('letterReceivedOn', art('ARL', 76))],
      starts: [{ clock: 'D-49', from: ({ input }) => input.letterReceivedOn }],
    }),
    road({
      name: 'report-on-letter',
      label: '报告意见书落实情况',
      from: ['letter'],
      to: 'finished',
      may: 'casework.report',
      cites: art('ARL', 76),
      asks: { reportedOn: date('报告日期'), report: long('纠正情况（含撤下公示的情况）') },
      checks: [notInFuture('reportedOn', art('ARL', 76))],
      stops: ['D-49', 'D-24'],
    }),
    road({
      name: 'record-withdrawal',
      label: '登记申请人撤回复议申请',
      from: ['received', 'answered'],
      to: 'withdrawn',
      may: 'casework.report',
      cites: art('ARL', 41),
      asks: { decidedOn: date('终止复议的日期') },
      checks: [notInFuture('decidedOn', art('ARL', 41))],
      onCase: (deed) => thaw(deed, deed.input.decidedOn),
    }),
  ],
)
