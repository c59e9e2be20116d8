/** 催告 and the court: ten working days after the demand, within three months (ACL 53–59). */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { choice, date, lines, long, service, text, textIn, type SideDeed } from '../rules/proceeding.ts'
import { headApproves, legalReviewerActs, notInFuture } from '../rules/side-officers.ts'
import { clockIn, DRAFT, lifecycleOf, road } from './road.ts'
import { courtWindow, decisionServed, fineIsOverdue, PAID, surchargeNow } from '../rules/collection.ts'

/** G16: ten working days after the demand was served, and within three months of the end of the remedies (A15, A16). */
const demandWaited = rule<SideDeed>({
  cites: art('ACL', 54),
  inForceFrom: '2012-01-01',
  refuses: ({ thing, at }) => {
    const opens = clockIn(thing, 'D-29')?.opens
    return opens && lawDateOf(at) < opens
      ? no(
          'demand-too-recent',
          { opens },
          '催告书送达十个工作日之后（{opens}起）才可以申请法院强制执行',
          '{opens}起再申请',
        )
      : null
  },
})
const inCourtWindow = rule<SideDeed>({
  cites: art('ACL', 53),
  inForceFrom: '2012-01-01',
  refuses: (deed) => {
    const window = courtWindow(deed)
    const today = lawDateOf(deed.at)
    if (!window)
      return no(
        'no-court-window',
        {},
        '复议、诉讼的期限还不能确定，不能申请法院强制执行',
        '先送达处罚决定书；正在复议、诉讼的，等待结果',
      )
    if (today < window.opens)
      return no(
        'court-too-early',
        window,
        '复议、诉讼期限届满之后才可以申请：{opens}至{due}',
        '在{opens}至{due}之间申请',
      )
    return today > window.due
      ? no(
          'court-too-late',
          window,
          '申请法院强制执行的期限{opens}至{due}已经届满',
          '没有法定的正当理由，法院不予受理；查明逾期的责任',
        )
      : null
  },
})

const judged = { ruledOn: date('裁定日期'), receivedOn: date('收到裁定的日期'), content: long('裁定内容') }

export const court = lifecycleOf(
  {
    name: 'court',
    label: '催告和申请法院强制执行',
    states: {
      demanded: '已催告',
      drafted: '申请书待负责人签发',
      signed: '申请书已签发，待递交',
      filed: '已递交，待法院受理',
      accepted: '法院已受理，待裁定',
      'not-accepted': '法院不予受理',
      allowed: '准予强制执行',
      denied: '不准予强制执行',
      suspended: '中止执行',
      executed: '执行完毕',
      ended: '终结执行',
      performed: '当事人已履行',
    },
    final: ['executed', 'ended', 'performed'],
    whileCase: ['served'],
  },
  [
    road({
      name: 'demand',
      label: '制作并送达催告书',
      from: [DRAFT],
      to: 'demanded',
      may: 'casework.collect',
      cites: art('ACL', 54),
      asks: {
        demand: choice('要求', { 限期缴款: '限期缴款', 立即履行: '立即履行' }),
        finalOn: date('履行的最后日期'),
        unperformed: long('未履行的内容'),
        service: service('送达催告书'),
      },
      gates: [decisionServed, fineIsOverdue],
      starts: [{ clock: 'D-29' }],
      writes: [
        {
          code: 'D41',
          data: (deed) => {
            const surchargeFen = surchargeNow(deed)?.amountFen ?? 0
            return {
              surchargeFen,
              totalFen: surchargeFen + (deed.facts.case?.decision?.amountFen ?? 0),
              rights:
                '收到本催告书后，你（单位）有权进行陈述和申辩。逾期仍不履行的，本机关将依法申请人民法院强制执行。',
            }
          },
        },
      ],
      serves: ['D41'],
    }),
    road({
      name: 'hear-demanded',
      label: '记录当事人对催告的意见',
      from: ['demanded'],
      to: 'demanded',
      may: 'casework.collect',
      cites: art('ACL', 36),
      asks: { opinion: long('当事人的意见'), answer: long('复核情况') },
    }),
    road({
      name: 'draft-application',
      label: '拟制强制执行申请书',
      from: ['demanded'],
      to: 'drafted',
      may: 'casework.collect',
      cites: art('ACL', 55),
      asks: {
        court: text('受理法院（本机关所在地的基层人民法院）'),
        request: long('申请执行的事项'),
        attachments: lines('附件（每行一份：处罚决定书、送达回证、催告书及当事人意见、执行标的情况等）'),
      },
      gates: [demandWaited, inCourtWindow],
    }),
    road({
      name: 'review-application',
      label: '法制审核强制执行申请',
      from: ['drafted'],
      to: 'drafted',
      may: 'casework.legal-review',
      cites: art('ACL', 55),
      asks: { reviewOpinion: long('审核意见') },
      gates: [legalReviewerActs],
    }),
    road({
      name: 'sign-application',
      label: '负责人签发申请书',
      from: ['drafted'],
      to: 'signed',
      may: 'casework.decide',
      cites: art('ACL', 55),
      asks: { approvalOpinion: long('签发意见', '同意申请。') },
      gates: [...headApproves(art('ACL', 55)), demandWaited, inCourtWindow],
      writes: [
        {
          code: 'D42',
          data: ({ thing, at }) => ({
            appliedOn: lawDateOf(at),
            demandServedOn: textIn(thing, 'demand', 'servedOn'),
          }),
        },
      ],
    }),
    road({
      name: 'file-application',
      label: '登记递交法院',
      from: ['signed'],
      to: 'filed',
      may: 'casework.collect',
      cites: art('ACL', 53),
      asks: { filedOn: date('递交日期') },
      gates: [inCourtWindow],
      checks: [notInFuture('filedOn', art('ACL', 53))],
      stops: ['D-30', 'D-31', 'D-32'],
      starts: [{ clock: 'D-34', from: ({ input }) => input.filedOn, whose: 'other' }],
      onCase: ({ input }) => ({ arrow: null, change: (one) => ({ ...one, courtFiledOn: input.filedOn }) }),
    }),
    road({
      name: 'court-accepts',
      label: '登记法院受理',
      from: ['filed', 'not-accepted'],
      to: 'accepted',
      may: 'casework.collect',
      cites: art('ACL', 56),
      asks: { acceptedOn: date('受理日期'), courtNumber: text('案号') },
      checks: [notInFuture('acceptedOn', art('ACL', 56))],
      stops: ['D-34', 'D-35'],
      starts: [{ clock: 'D-36', from: ({ input }) => input.acceptedOn, whose: 'other' }],
    }),
    road({
      name: 'court-refuses',
      label: '登记法院不予受理',
      from: ['filed'],
      to: 'not-accepted',
      may: 'casework.collect',
      cites: art('ACL', 56),
      asks: judged,
      checks: [notInFuture('receivedOn', art('ACL', 56))],
      stops: ['D-34'],
      starts: [{ clock: 'D-35', from: ({ input }) => input.receivedOn }],
    }),
    road({
      name: 'court-allows',
      label: '登记准予执行裁定',
      from: ['accepted', 'denied'],
      to: 'allowed',
      may: 'casework.collect',
      cites: art('ACL', 57),
      asks: judged,
      checks: [notInFuture('receivedOn', art('ACL', 57))],
      stops: ['D-36', 'D-37'],
    }),
    road({
      name: 'court-executes-at-once',
      label: '登记立即执行裁定（情况紧急）',
      from: ['accepted'],
      to: 'allowed',
      may: 'casework.collect',
      cites: art('ACL', 59),
      asks: judged,
      checks: [notInFuture('receivedOn', art('ACL', 59))],
      stops: ['D-36'],
      starts: [{ clock: 'D-38', from: ({ input }) => input.ruledOn, whose: 'other' }],
    }),
    road({
      name: 'court-denies',
      label: '登记不准予执行裁定',
      from: ['accepted'],
      to: 'denied',
      may: 'casework.collect',
      cites: art('ACL', 58),
      asks: judged,
      checks: [notInFuture('receivedOn', art('ACL', 58))],
      stops: ['D-36'],
      starts: [{ clock: 'D-37', from: ({ input }) => input.receivedOn }],
    }),
    road({
      name: 'suspend-execution',
      label: '中止执行',
      from: ['allowed'],
      to: 'suspended',
      may: 'casework.decide',
      cites: art('ACL', 39),
      asks: { reason: long('中止的事由') },
      gates: headApproves(art('ACL', 39)),
      starts: [{ clock: 'D-39' }],
    }),
    road({
      name: 'resume-execution',
      label: '恢复执行',
      from: ['suspended'],
      to: 'allowed',
      may: 'casework.collect',
      cites: art('ACL', 39),
      asks: { reason: long('恢复的事由') },
      stops: ['D-39'],
    }),
    road({
      name: 'record-execution',
      label: '登记执行完毕',
      from: ['allowed'],
      to: 'executed',
      may: 'casework.collect',
      cites: art('ACL', 53),
      asks: PAID,
      checks: [notInFuture('paidOn', art('ACL', 53))],
      onCase: ({ input, facts }) => settled(input, facts),
    }),
    road({
      name: 'end-execution',
      label: '终结执行',
      from: ['allowed', 'suspended', 'denied', 'not-accepted'],
      to: 'ended',
      may: 'casework.decide',
      cites: art('ACL', 40),
      asks: {
        ground: choice('情形', {
          'no-estate': '公民死亡，无遗产可供执行，又无义务承受人',
          'no-assets': '法人或者其他组织终止，无财产可供执行，又无义务承受人',
          'object-lost': '执行标的灭失',
          revoked: '据以执行的决定被撤销',
          other: '其他应当终结的情形',
        }),
        reason: long('事实和理由'),
      },
      gates: headApproves(art('ACL', 40)),
      writes: [
        {
          code: 'ZZYJ',
          data: ({ input }) => ({
            ground:
              input.ground === 'no-estate'
                ? '自然人死亡或者下落不明'
                : input.ground === 'no-assets'
                  ? '法人或者其他组织终止且无财产可供执行'
                  : input.ground === 'revoked'
                    ? '据以执行的决定被撤销'
                    : '其他',
            reasons: input.reason,
          }),
        },
      ],
      onCase: (deed) => ({
        arrow: 'revoke',
        input: {
          ending: {
            kind:
              deed.input.ground === 'revoked'
                ? 'revoked'
                : deed.input.ground === 'other'
                  ? 'terminated-other'
                  : 'terminated-no-party',
            on: lawDateOf(deed.at),
            number: null,
            proceedingId: deed.thing.id,
            says: deed.input.reason,
          },
        },
      }),
    }),
    road({
      name: 'record-performance',
      label: '登记当事人自行履行',
      from: ['demanded', 'drafted', 'signed', 'filed', 'accepted', 'allowed', 'not-accepted', 'denied'],
      to: 'performed',
      may: 'casework.collect',
      cites: art('APL', 66),
      asks: PAID,
      checks: [notInFuture('paidOn', art('APL', 67))],
      onCase: ({ input, facts }) => settled(input, facts),
    }),
  ],
)

function settled(
  { paidOn, receipt, evidenceId }: { paidOn: string; receipt: string; evidenceId: string | null },
  facts: SideDeed['facts'],
) {
  return {
    arrow: 'settle' as const,
    input: { on: paidOn, amountFen: facts.case?.decision?.amountFen ?? 0, receipt, evidenceId },
  }
}
