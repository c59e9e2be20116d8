/** 先行登记保存: the head approves first, and within seven working days it is dealt with (APL 56). */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { choice, long, rows, saidIn, service, text, textIn, type SideDeed } from '../rules/proceeding.ts'
import { byHandlerBeside, CITED_FROM, headApproves, twoCertified } from '../rules/side-officers.ts'
import { clockIn, DRAFT, lifecycleOf, road, UNDECIDED } from './road.ts'

const ITEMS = [
  { name: 'name', label: '证据名称' },
  { name: 'model', label: '规格型号' },
  { name: 'origin', label: '产地' },
  { name: 'grade', label: '成色（品级）' },
  { name: 'unit', label: '单位' },
  { name: 'price', label: '价格' },
  { name: 'quantity', label: '数量' },
  { name: 'note', label: '备注' },
] as const
const itemsOf = (thing: SideDeed['thing']) => {
  const items = saidIn(thing, 'apply-preservation')?.['items']
  return Array.isArray(items) ? (items as Record<string, string>[]) : []
}

/** G06: after seven working days nothing can be decided over it any more; the preservation has lapsed (A11, trap 17). */
const stillPreserved = rule<SideDeed>({
  cites: art('APL', 56),
  inForceFrom: CITED_FROM,
  refuses: ({ thing, at }) => {
    const due = clockIn(thing, 'D-10')?.due
    return due && lawDateOf(at) > due
      ? no(
          'preservation-lapsed',
          { due },
          '先行登记保存的处理期限是{due}（七个工作日），已经逾期，保存自动失效',
          '办理“逾期失效解除”，立即退还或者解除保存',
        )
      : null
  },
})
const hasLapsed = rule<SideDeed>({
  cites: art('APL', 56),
  inForceFrom: CITED_FROM,
  refuses: ({ thing, at }) => {
    const due = clockIn(thing, 'D-10')?.due
    return due && lawDateOf(at) <= due
      ? no('preservation-not-lapsed', { due }, '处理期限{due}还没有届满', '在期限内作出处理决定')
      : null
  },
})

const OUTCOMES = {
  return: '退还当事人',
  'seal-or-seize': '依法查封、扣押',
  test: '送交检测检验、鉴定',
  confiscate: '依法没收',
  transfer: '移送有关机关',
} as const

export const preservation = lifecycleOf(
  {
    name: 'preservation',
    label: '先行登记保存证据',
    states: {
      applied: '保存待批',
      approved: '已批准，待通知',
      preserved: '保存中',
      proposed: '处理待批',
      decided: '处理决定待送达',
      handled: '已处理',
      lapsed: '逾期失效，已解除',
      refused: '不予保存',
    },
    final: ['handled', 'lapsed', 'refused'],
    whileCase: UNDECIDED,
  },
  [
    road({
      name: 'apply-preservation',
      label: '申请先行登记保存',
      from: [DRAFT],
      to: 'applied',
      may: 'casework.investigate',
      cites: art('APL', 56),
      asks: {
        items: rows('证据清单', ITEMS),
        reasons: long('提请理由（证据可能灭失或者以后难以取得的事实）'),
        mode: choice('保存方式', { 原地保存: '原地保存', 异地保存: '异地保存' }),
        place: text('保存地点'),
        handlerOpinion: long('承办人意见', '建议先行登记保存。'),
      },
      gates: [byHandlerBeside, twoCertified],
    }),
    road({
      name: 'approve-preservation',
      label: '批准先行登记保存',
      from: ['applied'],
      to: 'approved',
      may: 'casework.decide',
      cites: art('APL', 56),
      asks: { approvalOpinion: long('审批意见', '同意先行登记保存。') },
      gates: headApproves(art('APL', 56)),
      writes: [{ code: 'D19', data: () => ({ basis: ['《中华人民共和国行政处罚法》第五十六条'] }) }],
    }),
    road({
      name: 'refuse-preservation',
      label: '不批准保存',
      from: ['applied'],
      to: 'refused',
      may: 'casework.decide',
      cites: art('APL', 56),
      asks: { reason: long('理由') },
      gates: headApproves(art('APL', 56)),
    }),
    road({
      name: 'preserve',
      label: '通知并实施保存',
      from: ['approved'],
      to: 'preserved',
      may: 'casework.investigate',
      cites: art('APL', 56),
      asks: {
        duties: long('注意事项', '保存期间，当事人和有关人员不得销毁或者转移上述证据。'),
        service: service('当场交付通知书和清单'),
      },
      serves: ['D20', 'D49'],
      gates: [byHandlerBeside, twoCertified],
      starts: [{ clock: 'D-10' }],
      writes: [
        {
          code: 'D20',
          data: ({ thing }) => ({
            dueOn: clockIn(thing, 'D-10')?.due,
            basis: ['《中华人民共和国行政处罚法》第五十六条'],
          }),
        },
        { code: 'D49', data: ({ thing }) => ({ items: itemsOf(thing) }) },
      ],
    }),
    road({
      name: 'propose-handling',
      label: '提请处理保存的证据',
      from: ['preserved'],
      to: 'proposed',
      may: 'casework.investigate',
      cites: art('APL', 56),
      asks: { outcome: choice('处理', OUTCOMES), handling: long('处理意见和理由') },
      gates: [byHandlerBeside, stillPreserved],
    }),
    road({
      name: 'decide-handling',
      label: '作出处理决定',
      from: ['proposed'],
      to: 'decided',
      may: 'casework.decide',
      cites: art('APL', 56),
      asks: { approvalOpinion: long('审批意见', '同意。') },
      gates: [...headApproves(art('APL', 56)), stillPreserved],
      stops: ['D-10'],
      writes: [
        {
          code: 'D21',
          data: ({ thing }) => ({
            decision: decisionOf(thing),
            basis: ['《中华人民共和国行政处罚法》第五十六条'],
          }),
        },
        {
          code: 'D22',
          data: ({ thing }) => ({
            decision: decisionOf(thing),
            items: itemsOf(thing).map(
              ({ name, quantity, unit }) => `${name ?? ''}${quantity ? ` ${quantity}${unit ?? ''}` : ''}`,
            ),
            registeredOn: textIn(thing, 'preserve', 'on'),
            originalNumber: thing.papers.find(({ code }) => code === 'D20')?.number,
            basis: ['《中华人民共和国行政处罚法》第五十六条'],
          }),
        },
      ],
    }),
    road({
      name: 'serve-handling',
      label: '送达处理决定',
      from: ['decided'],
      to: 'handled',
      may: 'casework.serve',
      cites: art('APL', 61),
      asks: { service: service('送达先行登记保存证据处理决定书') },
      serves: ['D22'],
    }),
    road({
      name: 'release-lapsed',
      label: '逾期失效解除',
      from: ['preserved', 'proposed'],
      to: 'lapsed',
      may: 'casework.investigate',
      cites: art('APL', 56),
      asks: { reason: long('逾期的原因和退还、解除的情况') },
      gates: [hasLapsed],
    }),
  ],
)

function decisionOf(thing: SideDeed['thing']): string {
  const outcome = textIn(thing, 'propose-handling', 'outcome') as keyof typeof OUTCOMES | null
  return `${outcome ? OUTCOMES[outcome] : ''}。${textIn(thing, 'propose-handling', 'handling') ?? ''}`
}
