/** 严重失信主体名单: informed, heard, listed for three years, repaired after one (O11, WSL 78). */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { daysBetween, lawDateOf } from '../../../kernel/time.ts'
import { addMonths } from '../../law/rules/deadline.ts'
import { choice, date, flag, long, service, textIn, type SideDeed } from '../rules/proceeding.ts'
import { byHandlerBeside, headApproves, legalReviewerActs, notInFuture } from '../rules/side-officers.ts'
import { DECIDED, DRAFT, lifecycleOf, road } from './road.ts'

const O11_FROM = '2023-10-01'
const TERM_MONTHS = 36
const EARLY_MONTHS = 12

const listedOn = (thing: SideDeed['thing']) => textIn(thing, 'list', 'on')
const endsOn = (thing: SideDeed['thing']) => {
  const on = listedOn(thing)
  return on ? addMonths(on, TERM_MONTHS) : null
}
const heardFirst = rule<SideDeed>({
  cites: art('APL', 45),
  inForceFrom: O11_FROM,
  refuses: ({ thing, at }) => {
    const until = textIn(thing, 'inform-listing', 'defenceUntil')
    return until && lawDateOf(at) <= until && !thing.said['hear-listing']
      ? no('defence-still-open', { until }, '陈述申辩期限{until}还没有届满', '期限届满或者听取申辩之后再决定')
      : null
  },
})
const twelveMonths = rule<SideDeed>({
  cites: art('WSL', 78),
  inForceFrom: O11_FROM,
  refuses: ({ thing, at }) => {
    const on = listedOn(thing)
    const from = on ? addMonths(on, EARLY_MONTHS) : null
    return from && lawDateOf(at) < from
      ? no('too-early-to-remove', { from }, '列入满十二个月（{from}）之后才可以申请提前移出', '{from}起再申请')
      : null
  },
})
const termIsOver = rule<SideDeed>({
  cites: art('WSL', 78),
  inForceFrom: O11_FROM,
  refuses: ({ thing, at }) => {
    const until = endsOn(thing)
    return until && lawDateOf(at) < until
      ? no('listing-still-runs', { until }, '列入期限{until}还没有届满', '期限届满之后移出')
      : null
  },
})
const repairConditions = rule<SideDeed<{ isCorrected: boolean; isPerformed: boolean; pledged: boolean }>>({
  cites: art('WSL', 78),
  inForceFrom: O11_FROM,
  refuses: ({ input }) =>
    input.isCorrected && input.isPerformed && input.pledged
      ? null
      : no('repair-conditions-missing', {}, '提前移出须已改正、已履行处罚并公开作出信用承诺', '补齐条件之后再申请'),
})

export const dishonesty = lifecycleOf(
  {
    name: 'dishonesty',
    label: '严重失信名单和信用修复',
    states: {
      candidate: '拟列入，待告知',
      informed: '已告知，待决定',
      listed: '已列入',
      'early-applied': '申请提前移出，待决定',
      removed: '提前移出',
      expired: '期满移出',
      'not-listed': '不予列入',
    },
    final: ['removed', 'expired', 'not-listed'],
    whileCase: [...DECIDED, 'closed', 'archived', 'closing'],
    outlives: true,
  },
  [
    road({
      name: 'propose-listing',
      label: '提请列入严重失信名单',
      from: [DRAFT],
      to: 'candidate',
      may: 'casework.report',
      cites: art('WSL', 78),
      asks: {
        ground: choice('情形', {
          'major-accident': '对重大、特别重大事故负有责任',
          'two-larger': '十二个月内累计两起较大事故',
          'heavy-fine': '依照安全生产法第一百一十四条加倍罚款',
          concealment: '谎报、瞒报事故',
          fleeing: '不立即组织抢救、擅离职守或者逃匿',
          'no-permit': '未取得许可或者在停产停业期间擅自生产经营',
          'false-report': '承担评价、检测的机构出具虚假报告、租借资质',
          'refusing-penalty': '有履行能力而拒不履行生效处罚决定',
          other: '其他性质恶劣的情形',
        }),
        facts: long('事实和证据'),
      },
      gates: [byHandlerBeside],
    }),
    road({
      name: 'inform-listing',
      label: '告知拟列入',
      from: ['candidate'],
      to: 'informed',
      may: 'casework.notify',
      cites: art('APL', 44),
      asks: {
        consequences: long(
          '惩戒措施和修复途径',
          '列入期间，按规定公示并实施联合惩戒；列入满十二个月并符合条件的，可以申请提前移出。',
        ),
        defenceUntil: date('陈述申辩截止日期'),
        service: service('送达列入告知书'),
      },
      writes: [
        {
          code: 'LRGZ',
          data: ({ input, at }) => ({
            basis: ['《中华人民共和国安全生产法》第七十八条'],
            defenceDays: Math.max(1, daysBetween(lawDateOf(at), input.defenceUntil)),
          }),
        },
      ],
      serves: ['LRGZ'],
    }),
    road({
      name: 'hear-listing',
      label: '记录陈述申辩',
      from: ['informed'],
      to: 'informed',
      may: 'casework.notify',
      cites: art('APL', 45),
      asks: { statement: long('当事人的意见'), answer: long('复核意见') },
    }),
    road({
      name: 'review-listing',
      label: '法制审核（列入名单）',
      from: ['informed'],
      to: 'informed',
      may: 'casework.legal-review',
      cites: art('APL', 58),
      asks: { reviewOpinion: long('审核意见') },
      gates: [legalReviewerActs],
    }),
    road({
      name: 'list',
      label: '决定列入',
      from: ['informed'],
      to: 'listed',
      may: 'casework.decide',
      cites: art('WSL', 78),
      asks: { decision: long('决定内容'), service: service('送达列入决定书') },
      gates: [...headApproves(art('WSL', 78)), heardFirst],
      writes: [
        {
          code: 'LRJD',
          data: ({ thing }) => ({ endsOn: endsOn(thing), basis: ['《中华人民共和国安全生产法》第七十八条'] }),
        },
      ],
      serves: ['LRJD'],
    }),
    road({
      name: 'not-list',
      label: '不予列入',
      from: ['candidate', 'informed'],
      to: 'not-listed',
      may: 'casework.decide',
      cites: art('WSL', 78),
      asks: { reason: long('理由') },
      gates: headApproves(art('WSL', 78)),
    }),
    road({
      name: 'apply-early-removal',
      label: '登记提前移出（信用修复）申请',
      from: ['listed'],
      to: 'early-applied',
      may: 'casework.report',
      cites: art('WSL', 78),
      asks: {
        appliedOn: date('申请日期'),
        isCorrected: flag('违法行为已改正'),
        isPerformed: flag('处罚决定已履行'),
        pledged: flag('已公开作出信用承诺'),
      },
      gates: [twelveMonths],
      checks: [repairConditions, notInFuture('appliedOn', art('WSL', 78))],
    }),
    road({
      name: 'remove-early',
      label: '决定提前移出',
      from: ['early-applied'],
      to: 'removed',
      may: 'casework.decide',
      cites: art('WSL', 78),
      asks: { grounds: long('移出的理由'), decision: long('决定内容', '提前移出严重失信主体名单，停止公示和惩戒。') },
      gates: headApproves(art('WSL', 78)),
      writes: [
        {
          code: 'YCJD',
          data: ({ thing }) => ({
            early: '是',
            basis: ['《中华人民共和国安全生产法》第七十八条'],
            originalOn: listedOn(thing),
            originalNumber: thing.papers.find(({ code }) => code === 'LRJD')?.number,
          }),
        },
      ],
    }),
    road({
      name: 'refuse-early-removal',
      label: '不同意提前移出',
      from: ['early-applied'],
      to: 'listed',
      may: 'casework.decide',
      cites: art('WSL', 78),
      asks: { reason: long('理由') },
      gates: headApproves(art('WSL', 78)),
    }),
    road({
      name: 'restore-listing',
      label: '修复中弄虚作假，恢复列入',
      from: ['early-applied'],
      to: 'listed',
      may: 'casework.decide',
      cites: art('WSL', 78),
      asks: { reason: long('弄虚作假的事实') },
      gates: headApproves(art('WSL', 78)),
    }),
    road({
      name: 'expire-listing',
      label: '期满移出',
      from: ['listed', 'early-applied'],
      to: 'expired',
      may: 'casework.report',
      cites: art('WSL', 78),
      asks: {
        grounds: long('移出的理由', '列入期限届满。'),
        decision: long('决定内容', '移出严重失信主体名单，停止公示和惩戒。'),
      },
      gates: [termIsOver],
      writes: [
        {
          code: 'YCJD',
          data: ({ thing }) => ({
            early: '否',
            basis: ['《中华人民共和国安全生产法》第七十八条'],
            originalOn: listedOn(thing),
            originalNumber: thing.papers.find(({ code }) => code === 'LRJD')?.number,
          }),
        },
      ],
    }),
  ],
)
