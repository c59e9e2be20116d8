/** 线索: received, verified by two, answered (WSL 73–76). */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { choice, date, flag, long, note, officers, text, type SideDeed } from '../rules/proceeding.ts'
import { CITED_FROM, headApproves, notInFuture } from '../rules/side-officers.ts'
import { DRAFT, lifecycleOf, road } from './road.ts'

const noDeaths = rule<SideDeed>({
  cites: art('WSL', 73, 2),
  inForceFrom: '2021-09-01',
  refuses: ({ thing }) =>
    thing.said['register-lead']?.['deaths'] === true
      ? no(
          'deaths-go-to-government',
          {},
          '举报涉及人员死亡的，应当由县级以上人民政府组织核查',
          '办理“移交人民政府核查”',
        )
      : null,
})
const deathsReported = rule<SideDeed>({
  cites: art('WSL', 73, 2),
  inForceFrom: '2021-09-01',
  refuses: ({ thing }) =>
    thing.said['register-lead']?.['deaths'] === true
      ? null
      : no('no-deaths-reported', {}, '举报不涉及人员死亡', '按一般线索核查'),
})

export const lead = lifecycleOf(
  {
    name: 'lead',
    label: '线索',
    states: {
      received: '待分办',
      assigned: '核查中',
      verified: '核查报告待审',
      approved: '待答复举报人、办结',
      government: '已移交人民政府核查',
      'handed-over': '已移交其他部门',
      closed: '办结',
    },
    final: ['handed-over', 'closed'],
    stands: 'alone',
  },
  [
    road({
      name: 'register-lead',
      label: '登记线索',
      from: [DRAFT],
      to: 'received',
      may: 'casework.file',
      cites: art('WSL', 73),
      asks: {
        source: choice('来源', {
          inspection: '监督检查',
          report: '举报',
          complaint: '投诉',
          transfer: '移送',
          assigned: '上级交办',
          accident: '事故调查',
          monitoring: '监测预警、非现场',
          media: '媒体',
          'self-report': '自查自报',
          petition: '信访',
        }),
        receivedOn: date('收到日期'),
        content: long('反映的内容（不写举报人身份）'),
        named: choice('是否实名', { named: '实名（身份另行密封保存）', anonymous: '匿名' }),
        deaths: flag('涉及人员死亡'),
        crime: flag('可能涉嫌犯罪'),
        urgent: flag('情况紧急'),
      },
      checks: [notInFuture('receivedOn', art('WSL', 73))],
    }),
    road({
      name: 'assign-lead',
      label: '分办核查',
      from: ['received'],
      to: 'assigned',
      may: 'casework.approve-filing',
      cites: art('WSL', 73),
      asks: { verifiers: officers('核查人员（两名以上）'), opinion: long('分办意见', '请依法核查。') },
      gates: [noDeaths],
      checks: [
        rule<SideDeed<{ verifiers: readonly string[] }>>({
          cites: art('APL', 42),
          inForceFrom: CITED_FROM,
          refuses: ({ input }) =>
            new Set(input.verifiers).size >= 2
              ? null
              : no('fewer-than-two-officers', {}, '核查人员不得少于两人', '再指派一名'),
        }),
      ],
    }),
    road({
      name: 'hand-lead-to-government',
      label: '移交人民政府核查',
      from: ['received', 'assigned'],
      to: 'government',
      may: 'casework.approve-filing',
      cites: art('WSL', 73, 2),
      asks: { government: text('县级以上人民政府'), handedOn: date('移交日期') },
      gates: [deathsReported],
      checks: [notInFuture('handedOn', art('WSL', 73))],
    }),
    road({
      name: 'hand-lead-over',
      label: '移交有管辖权的部门',
      from: ['received', 'assigned'],
      to: 'handed-over',
      may: 'casework.approve-filing',
      cites: art('WSL', 69),
      asks: { receiver: text('接收部门'), handedOn: date('移交日期'), reason: long('理由') },
      checks: [notInFuture('handedOn', art('WSL', 69))],
    }),
    road({
      name: 'report-verification',
      label: '提交核查报告',
      from: ['assigned'],
      to: 'verified',
      may: 'casework.investigate',
      cites: art('WSL', 73),
      asks: {
        findings: long('核查情况'),
        conclusion: choice('结论', { founded: '属实', partly: '部分属实', unfounded: '不属实' }),
      },
    }),
    road({
      name: 'return-verification',
      label: '退回补充核查',
      from: ['verified'],
      to: 'assigned',
      may: 'casework.approve-filing',
      cites: art('WSL', 73),
      asks: { reason: long('理由') },
    }),
    road({
      name: 'approve-verification',
      label: '审签核查报告',
      from: ['verified'],
      to: 'approved',
      may: 'casework.approve-filing',
      cites: art('WSL', 73),
      asks: {
        next: choice('下一步', { inspect: '组织检查', file: '立案', none: '不需处理' }),
        opinion: long('意见', '同意。'),
      },
      gates: headApproves(art('WSL', 73)),
    }),
    road({
      name: 'record-government-result',
      label: '登记人民政府核查结果',
      from: ['government'],
      to: 'approved',
      may: 'casework.file',
      cites: art('WSL', 73, 2),
      asks: { result: long('核查结果') },
    }),
    road({
      name: 'close-lead',
      label: '答复举报人并办结',
      from: ['approved'],
      to: 'closed',
      may: 'casework.file',
      cites: art('WSL', 76),
      asks: {
        reply: note('答复情况（匿名的，写明无法答复）'),
        reward: choice('奖励', { none: '不奖励', proposed: '提请奖励' }),
        outcome: choice('去向', {
          inspected: '已安排检查',
          filed: '已立案',
          unfounded: '不属实',
          recorded: '存档备查',
        }),
      },
    }),
  ],
)
