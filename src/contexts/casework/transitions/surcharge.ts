/** 加处罚款: only where the decision told it, from the day after the last day to pay (APL 72, ACL 45). */
import { art } from '../../../kernel/citation.ts'
import { date, long, service, text } from '../rules/proceeding.ts'
import { headApproves, notInFuture } from '../rules/side-officers.ts'
import { DRAFT, lifecycleOf, road } from './road.ts'
import { decisionServed, fineIsOverdue, PAID, surchargeNow } from '../rules/collection.ts'

/** G15: a surcharge only where the decision told it, from the day after the last day to pay (APL 72(1).1, ACL 45). */
export const surcharge = lifecycleOf(
  {
    name: 'surcharge',
    label: '加处罚款',
    states: {
      reminded: '已催缴',
      decided: '加处罚款决定待送达',
      served: '加处罚款待缴纳',
      paid: '加处罚款已缴纳',
      court: '并入申请法院强制执行',
      waived: '不再加处',
    },
    final: ['paid', 'court', 'waived'],
    whileCase: ['served', 'paid'],
  },
  [
    road({
      name: 'remind',
      label: '制作并送达缴纳罚款催告书',
      from: [DRAFT],
      to: 'reminded',
      may: 'casework.collect',
      cites: art('APL', 72, 1, 1),
      asks: { payPlace: text('缴款地点（银行、账号）'), service: service('送达催告书') },
      gates: [decisionServed, fineIsOverdue],
      starts: [{ clock: 'D-26', from: ({ facts }) => facts.case?.decision?.payBy ?? null, whose: 'party' }],
      writes: [{ code: 'D36', data: () => ({ rights: '收到本催告书后，你（单位）有权进行陈述和申辩。' }) }],
      serves: ['D36'],
    }),
    road({
      name: 'decide-surcharge',
      label: '作出加处罚款决定',
      from: ['reminded'],
      to: 'decided',
      may: 'casework.decide',
      cites: art('APL', 72, 1, 1),
      asks: {
        finalOn: date('最后缴款日期'),
        payPlace: text('缴纳部门、地点'),
        approvalOpinion: long('审批意见', '同意加处罚款。'),
      },
      gates: [...headApproves(art('APL', 72)), fineIsOverdue],
      writes: [
        {
          code: 'D37',
          data: (deed) => ({
            surchargeFen: surchargeNow(deed)?.amountFen ?? 0,
            basis: ['《中华人民共和国行政处罚法》第七十二条第一款第（一）项', '《中华人民共和国行政强制法》第四十五条'],
          }),
        },
      ],
    }),
    road({
      name: 'serve-surcharge',
      label: '送达加处罚款决定书',
      from: ['decided'],
      to: 'served',
      may: 'casework.serve',
      cites: art('ACL', 38),
      asks: { service: service('送达加处罚款决定书') },
      serves: ['D37'],
      starts: [
        { clock: 'D-42', whose: 'party' },
        { clock: 'D-50', whose: 'party' },
      ],
    }),
    road({
      name: 'pay-surcharge',
      label: '登记加处罚款缴款',
      from: ['served'],
      to: 'paid',
      may: 'casework.collect',
      cites: art('APL', 72),
      asks: PAID,
      checks: [notInFuture('paidOn', art('APL', 67))],
    }),
    road({
      name: 'take-surcharge-to-court',
      label: '并入申请法院强制执行',
      from: ['reminded', 'served'],
      to: 'court',
      may: 'casework.collect',
      cites: art('APL', 72, 1, 4),
      asks: { reason: long('情况') },
    }),
    road({
      name: 'waive-surcharge',
      label: '罚款已缴清，不再加处',
      from: ['reminded', 'decided', 'served'],
      to: 'waived',
      may: 'casework.decide',
      cites: art('ACL', 42),
      asks: { reason: long('理由（执行协议履行完毕，或者依法减免）') },
      gates: headApproves(art('ACL', 42)),
    }),
  ],
)
