/** 停止供电、供应民用爆炸物品: the principal head, a day before (WSL 70). */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { choice, date, flag, long, minute, service, text, textIn, type SideDeed } from '../rules/proceeding.ts'
import { byHandlerBeside, notInFuture, principalDecides, twoCertified } from '../rules/side-officers.ts'
import { DRAFT, lifecycleOf, road } from './road.ts'

/** WSL 70: twenty-four hours before power is cut the unit is told, save where waiting is dangerous (D-06). */
const toldDayBefore = rule<SideDeed<{ stopsAt: string; isEmergency: boolean }>>({
  cites: art('WSL', 70, 1),
  inForceFrom: '2021-09-01',
  refuses: ({ thing, input, at }) => {
    if (input.isEmergency || textIn(thing, 'apply-cut', 'measure') !== '停止供电') return null
    return Date.parse(input.stopsAt) - Date.parse(at) < 24 * 3_600_000
      ? no(
          'cut-without-a-day',
          {},
          '停止供电应当提前二十四小时通知生产经营单位',
          '推迟停止供电的时间，或者写明危及生产安全的紧急情形',
        )
      : null
  },
})
const refusedAndDangerous = rule<SideDeed<{ isRefused: boolean; isDangerous: boolean; isSafe: boolean }>>({
  cites: art('WSL', 70, 1),
  inForceFrom: '2021-09-01',
  refuses: ({ input }) =>
    input.isRefused && input.isDangerous && input.isSafe
      ? null
      : no(
          'cut-conditions-missing',
          {},
          '停止供电、供应民用爆炸物品，须单位拒不执行决定、有发生事故的现实危险，并且保证安全',
          '逐项核实三项条件',
        ),
})

export const powerCut = lifecycleOf(
  {
    name: 'power-cut',
    label: '停止供电、供应民用爆炸物品',
    states: {
      applied: '待主要负责人批准',
      approved: '决定书待送达',
      notified: '已通知单位和供应单位',
      cut: '停供中',
      lifted: '已恢复',
      refused: '不予批准',
    },
    final: ['lifted', 'refused'],
  },
  [
    road({
      name: 'apply-cut',
      label: '申请停止供电（供应民爆）',
      from: [DRAFT],
      to: 'applied',
      may: 'casework.investigate',
      cites: art('WSL', 70, 1),
      asks: {
        measure: choice('措施', { 停止供电: '停止供电', 停止供应民用爆炸物品: '停止供应民用爆炸物品' }),
        supplier: text('供应单位'),
        originalOn: date('停产停业等决定的日期'),
        originalDecision: long('单位拒不执行的决定'),
        dangers: long('发生事故的现实危险'),
        isRefused: flag('单位存在重大事故隐患，拒不执行决定'),
        isDangerous: flag('有发生生产安全事故的现实危险'),
        isSafe: flag('能够保证安全'),
      },
      gates: [byHandlerBeside, twoCertified],
      checks: [refusedAndDangerous],
    }),
    road({
      name: 'approve-cut',
      label: '主要负责人批准停供',
      from: ['applied'],
      to: 'approved',
      may: 'casework.principal',
      cites: art('WSL', 70, 1),
      asks: {
        stopsAt: minute('停止供应的时间'),
        isEmergency: flag('有危及生产安全的紧急情形，不能等二十四小时'),
        decision: long('配合要求', '停止供应，直至本机关通知恢复。'),
      },
      gates: [principalDecides(art('WSL', 70))],
      checks: [toldDayBefore],
      starts: [{ clock: 'D-06', from: ({ input }) => (input.isEmergency ? null : input.stopsAt) }],
      writes: [
        {
          code: 'D13',
          data: ({ thing }) => ({ measure: cutOf(thing), basis: ['《中华人民共和国安全生产法》第七十条'] }),
        },
        {
          code: 'D12',
          data: ({ thing, input }) => ({
            measure: cutOf(thing),
            basis: ['《中华人民共和国安全生产法》第七十条'],
            cooperateAt: input.stopsAt,
            cooperation: input.decision,
            decision: textIn(thing, 'apply-cut', 'originalDecision'),
          }),
        },
      ],
    }),
    road({
      name: 'refuse-cut',
      label: '不批准停供',
      from: ['applied'],
      to: 'refused',
      may: 'casework.principal',
      cites: art('WSL', 70),
      asks: { reason: long('理由') },
      gates: [principalDecides(art('WSL', 70))],
    }),
    road({
      name: 'notify-cut',
      label: '通知单位和供应单位',
      from: ['approved'],
      to: 'notified',
      may: 'casework.serve',
      cites: art('WSL', 70, 1),
      asks: { service: service('送达决定书和通知书') },
      serves: ['D13', 'D12'],
      stops: ['D-06'],
    }),
    road({
      name: 'record-cut',
      label: '登记停止供应',
      from: ['notified'],
      to: 'cut',
      may: 'casework.investigate',
      cites: art('WSL', 70, 1),
      asks: { cutAt: minute('实际停止供应的时间') },
      checks: [notInFuture('cutAt', art('WSL', 70))],
    }),
    road({
      name: 'lift-cut',
      label: '解除，恢复供应',
      from: ['notified', 'cut'],
      to: 'lifted',
      may: 'casework.decide',
      cites: art('WSL', 70, 2),
      asks: {
        performedOn: date('单位履行决定、消除隐患的日期'),
        resumesOn: date('恢复供应的日期'),
        decision: long('解除的理由', '隐患已经消除，解除停止供应的措施。'),
        service: service('送达恢复通知书'),
      },
      writes: [{ code: 'D14', data: ({ thing }) => ({ measure: cutOf(thing) }) }],
      serves: ['D14'],
      checks: [notInFuture('performedOn', art('WSL', 70))],
    }),
  ],
)

function cutOf(thing: SideDeed['thing']): string | null {
  return textIn(thing, 'apply-cut', 'measure')
}
