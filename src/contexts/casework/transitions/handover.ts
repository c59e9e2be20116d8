/** Another body is competent (APL 22; WSL 69). */
import { art } from '../../../kernel/citation.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { date, lines, long, text, textIn } from '../rules/proceeding.ts'
import { byHandlerBeside, headApproves, notInFuture } from '../rules/side-officers.ts'
import { DRAFT, lifecycleOf, road, UNDECIDED } from './road.ts'

export const transfer = lifecycleOf(
  {
    name: 'transfer',
    label: '移送其他机关',
    states: {
      proposed: '移送待批',
      approved: '移送书待递交',
      sent: '已移送，待接收',
      received: '对方已接收',
      returned: '对方退回',
      refused: '不同意移送',
    },
    final: ['received', 'returned', 'refused'],
    whileCase: UNDECIDED,
  },
  [
    road({
      name: 'propose-transfer',
      label: '提请移送其他机关',
      from: [DRAFT],
      to: 'proposed',
      may: 'casework.report',
      cites: art('APL', 22),
      asks: {
        receiver: text('受移送机关'),
        foundOn: date('发现没有管辖权的日期'),
        reasons: long('移送理由和依据'),
        handlerOpinion: long('承办人意见', '建议移送。'),
      },
      gates: [byHandlerBeside],
      starts: [
        {
          clock: 'D-75',
          from: ({ input }) => input.foundOn,
          variant: ({ thing }) => (thing.region.startsWith('44') ? 'guangdong' : undefined),
        },
      ],
    }),
    road({
      name: 'approve-transfer',
      label: '批准移送',
      from: ['proposed'],
      to: 'approved',
      may: 'casework.decide',
      cites: art('APL', 22),
      asks: { approvalOpinion: long('审批意见', '同意移送。'), attachments: lines('附件（每行一份，写明份数和页数）') },
      gates: headApproves(art('APL', 22)),
      writes: [
        'D43',
        {
          code: 'D44',
          data: ({ thing, facts, at }) => ({
            investigatedOn: facts.case?.filedOn ?? lawDateOf(at),
            findings: facts.case?.brief ?? thing.title,
            basis: ['《中华人民共和国行政处罚法》第二十二条'],
          }),
        },
      ],
    }),
    road({
      name: 'refuse-transfer',
      label: '不同意移送',
      from: ['proposed'],
      to: 'refused',
      may: 'casework.decide',
      cites: art('APL', 22),
      asks: { reason: long('理由') },
      gates: headApproves(art('APL', 22)),
    }),
    road({
      name: 'send-transfer',
      label: '递交移送书和案卷',
      from: ['approved'],
      to: 'sent',
      may: 'casework.serve',
      cites: art('APL', 22),
      asks: { sentOn: date('移送日期'), signedBy: text('签收人') },
      checks: [notInFuture('sentOn', art('APL', 22))],
      stops: ['D-75'],
    }),
    road({
      name: 'transfer-received',
      label: '登记对方接收立案',
      from: ['sent'],
      to: 'received',
      may: 'casework.report',
      cites: art('APL', 25),
      asks: { receivedOn: date('接收日期'), answer: long('对方答复') },
      checks: [notInFuture('receivedOn', art('APL', 25))],
      onCase: (deed) => ({
        arrow: 'end',
        input: {
          ending: {
            kind: 'transferred-other',
            on: lawDateOf(deed.at),
            number: null,
            proceedingId: deed.thing.id,
            says: `移送${textIn(deed.thing, 'propose-transfer', 'receiver') ?? '其他机关'}处理`,
          },
        },
      }),
    }),
    road({
      name: 'transfer-returned',
      label: '登记对方退回',
      from: ['sent'],
      to: 'returned',
      may: 'casework.report',
      cites: art('APL', 25),
      asks: { receivedOn: date('退回日期'), answer: long('退回理由') },
      checks: [notInFuture('receivedOn', art('APL', 25))],
    }),
  ],
)
