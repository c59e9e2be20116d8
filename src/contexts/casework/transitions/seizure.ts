/** 查封、扣押: approved first, thirty days and once thirty more (ACL 16–28, WSL 65(1).4). */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { addDays, lawDateOf } from '../../../kernel/time.ts'
import { choice, date, flag, long, rows, saidIn, service, text, textIn, type SideDeed } from '../rules/proceeding.ts'
import { byHandlerBeside, headApproves, twoCertified } from '../rules/side-officers.ts'
import { clockIn, DECIDED, DRAFT, excluding, lifecycleOf, road, UNDECIDED } from './road.ts'

const ACL_FROM = '2012-01-01'
const ITEMS = [
  { name: 'name', label: '名称' },
  { name: 'model', label: '规格型号或者地址' },
  { name: 'unit', label: '单位' },
  { name: 'quantity', label: '数量（面积）' },
  { name: 'note', label: '备注' },
] as const
const OBJECTS = {
  equipment: '不符合国家标准或者行业标准的设施、设备、器材',
  'dangerous-goods': '违法生产、储存、使用、经营、运输的危险物品',
  premises: '违法生产、储存、使用、经营危险物品的作业场所',
} as const

/** Only what WSL 65 names may be sealed or seized; premises are sealed, never carried away. */
const fitsTheObject = rule<SideDeed<{ measure: string; object: string }>>({
  cites: art('WSL', 65, 1, 4),
  inForceFrom: '2021-09-01',
  refuses: ({ input }) =>
    input.measure === '扣押' && input.object === 'premises'
      ? no('premises-cannot-be-seized', {}, '作业场所只能查封，不能扣押', '改为查封')
      : null,
})
/** Measures cannot be entrusted: an entrusted town may not seal or seize (ACL 17; A23, trap 19). */
const notEntrusted = rule<SideDeed>({
  cites: art('ACL', 17),
  inForceFrom: ACL_FROM,
  refuses: ({ facts }) =>
    facts.capacity !== 'entrusted'
      ? null
      : no(
          'compulsion-not-delegable',
          {},
          '行政强制措施权不得委托，受委托的组织不能查封、扣押',
          '由具有该项职权的行政机关实施',
        ),
})
const limitsKept = rule<SideDeed<{ isRelated: boolean; noDailyNeeds: boolean; notSealedBefore: boolean }>>({
  cites: art('ACL', 23),
  inForceFrom: ACL_FROM,
  refuses: ({ input }) =>
    input.isRelated && input.noDailyNeeds && input.notSealedBefore
      ? null
      : no('outside-limits', {}, '不得查封、扣押与违法行为无关的财物和生活必需品，不得重复查封', '逐项核对清单'),
})
/** The steps of ACL 18, every one of them. */
const eighteenKept = rule<
  SideDeed<{ certificatesShown: boolean; rightsTold: boolean; heard: boolean; partyOrWitness: string }>
>({
  cites: art('ACL', 18),
  inForceFrom: ACL_FROM,
  refuses: ({ input }) => {
    const lacks = [
      ...(input.certificatesShown ? [] : ['出示执法证件']),
      ...(input.rightsTold ? [] : ['当场告知理由、依据、权利和救济途径']),
      ...(input.heard ? [] : ['听取陈述和申辩']),
    ]
    return lacks.length === 0
      ? null
      : no(
          'compulsion-steps-missing',
          { lacks: lacks.join('、') },
          '实施强制措施缺少：{lacks}',
          '逐项履行并记入现场笔录',
        )
  },
})

/** ACL 25: thirty days, once thirty more, days of a test told in writing not counted (trap 18). */
const termRuns = rule<SideDeed>({
  cites: art('ACL', 25),
  inForceFrom: ACL_FROM,
  refuses: ({ thing, at }) => {
    const due = dueOfSeizure(thing)
    return due && lawDateOf(at) > due
      ? no('seizure-over', { due }, '查封、扣押期限{due}已经届满，应当立即解除', '办理“期限届满解除”')
      : null
  },
})
const termIsOver = rule<SideDeed>({
  cites: art('ACL', 28),
  inForceFrom: ACL_FROM,
  refuses: ({ thing, at }) => {
    const due = dueOfSeizure(thing)
    return due && lawDateOf(at) <= due
      ? no('seizure-not-over', { due }, '查封、扣押期限{due}还没有届满', '期限内需要解除的，办理处理决定')
      : null
  },
})
const extendedOnce = rule<SideDeed>({
  cites: art('ACL', 25),
  inForceFrom: ACL_FROM,
  refuses: ({ thing }) =>
    thing.said['extend-seizure'] ? no('extended-already', {}, '查封、扣押只能延长一次', '在期限内作出处理决定') : null,
})
/** Only days that the party was told of in writing leave the term alone (A13, trap 46). */
const testToldInWriting = rule<SideDeed<{ toldInWriting: boolean; from: string; to: string }>>({
  cites: art('ACL', 25, 3),
  inForceFrom: ACL_FROM,
  refuses: ({ input }) => {
    if (input.to < input.from) return no('test-days-wrong', {}, '检测鉴定的结束日期早于开始日期', '核对起止日期')
    return input.toldInWriting
      ? null
      : no(
          'test-not-told',
          {},
          '检测、检验、鉴定的期间没有书面告知当事人，不能从期限中扣除',
          '先书面告知当事人检测的期间',
        )
  },
})

/** Last day of the seal or seizure, the extension included. */
export const dueOfSeizure = (thing: SideDeed['thing']): string | null =>
  clockIn(thing, 'D-09')?.due ?? clockIn(thing, 'D-08')?.due ?? null

const measureOf = (thing: SideDeed['thing']) =>
  textIn(thing, 'apply-seizure', 'measure') ?? textIn(thing, 'seize-urgently', 'measure')
const itemsOf = (thing: SideDeed['thing']) =>
  (saidIn(thing, 'apply-seizure') ?? saidIn(thing, 'seize-urgently') ?? {})['items']
const basis = (thing: SideDeed['thing']) => ({
  measure: measureOf(thing),
  items: itemsOf(thing),
  basis: ['《中华人民共和国安全生产法》第六十五条第一款第（四）项', '《中华人民共和国行政强制法》第二十五条'],
})
const d08 = (thing: SideDeed['thing'], step: string) => ({
  ...basis(thing),
  startsOn: textIn(thing, step, 'on'),
  endsOn: clockIn(thing, 'D-08')?.due,
  listNumber: '1',
  problems: [textIn(thing, 'apply-seizure', 'reasons') ?? textIn(thing, 'seize-urgently', 'reasons') ?? ''],
})
const original = (thing: SideDeed['thing']) => {
  const paper = thing.papers.find(({ code }) => code === 'D08')
  return {
    ...basis(thing),
    originalNumber: paper?.number,
    originalOn: textIn(thing, 'execute-seizure', 'on') ?? textIn(thing, 'seize-urgently', 'on'),
  }
}

const WHAT = {
  measure: choice('措施', { 查封: '查封', 扣押: '扣押' }),
  object: choice('对象', OBJECTS),
  items: rows('场所、设施、财物清单', ITEMS),
  reasons: long('有根据认为违法的事实和理由'),
  isRelated: flag('均与违法行为有关'),
  noDailyNeeds: flag('不含公民个人及其所扶养家属的生活必需品'),
  notSealedBefore: flag('没有被其他国家机关查封'),
}
const ON_SITE = {
  certificatesShown: flag('已出示执法证件'),
  rightsTold: flag('已当场告知理由、依据、权利和救济途径'),
  heard: flag('已听取陈述和申辩'),
  partyOrWitness: text('到场的当事人（不到场的，见证人姓名和单位）'),
  service: service('当场交付决定书和清单'),
}

export const seizure = lifecycleOf(
  {
    name: 'seizure',
    label: '查封、扣押',
    states: {
      applied: '强制措施待批',
      approved: '已批准，待实施',
      urgent: '已紧急实施，待补办批准',
      executed: '查封（扣押）中',
      proposed: '处理待批',
      decided: '处理决定待送达',
      ended: '已处理、解除',
      refused: '不予批准',
    },
    final: ['ended', 'refused'],
    whileCase: [...UNDECIDED, ...DECIDED],
  },
  [
    road({
      name: 'apply-seizure',
      label: '申请查封、扣押',
      from: [DRAFT],
      to: 'applied',
      may: 'casework.investigate',
      cites: art('ACL', 18, 1, 1),
      asks: { ...WHAT, handlerOpinion: long('承办人意见', '建议查封（扣押）三十日。') },
      gates: [byHandlerBeside, twoCertified, notEntrusted],
      checks: [fitsTheObject, limitsKept],
    }),
    road({
      name: 'approve-seizure',
      label: '批准查封、扣押',
      from: ['applied'],
      to: 'approved',
      may: 'casework.decide',
      cites: art('ACL', 18, 1, 1),
      asks: { approvalOpinion: long('审批意见', '同意。') },
      gates: headApproves(art('ACL', 18)),
      writes: [{ code: 'D07', data: ({ thing }) => basis(thing) }],
    }),
    road({
      name: 'refuse-seizure',
      label: '不批准查封、扣押',
      from: ['applied'],
      to: 'refused',
      may: 'casework.decide',
      cites: art('ACL', 18),
      asks: { reason: long('理由') },
      gates: headApproves(art('ACL', 18)),
    }),
    road({
      name: 'execute-seizure',
      label: '实施查封、扣押',
      from: ['approved'],
      to: 'executed',
      may: 'casework.investigate',
      cites: art('ACL', 24),
      asks: ON_SITE,
      gates: [byHandlerBeside, twoCertified],
      checks: [eighteenKept],
      starts: [{ clock: 'D-08', from: ({ at }) => lawDateOf(at) }],
      writes: [
        { code: 'D08', data: ({ thing }) => d08(thing, 'execute-seizure') },
        { code: 'D09', data: ({ thing }) => d08(thing, 'execute-seizure') },
      ],
      serves: ['D08', 'D09'],
    }),
    road({
      name: 'seize-urgently',
      label: '紧急情况当场查封、扣押',
      from: [DRAFT],
      to: 'urgent',
      may: 'casework.investigate',
      cites: art('ACL', 19),
      asks: { ...WHAT, urgent: long('情况紧急的事实'), ...ON_SITE },
      gates: [byHandlerBeside, twoCertified, notEntrusted],
      checks: [fitsTheObject, limitsKept, eighteenKept],
      starts: [
        { clock: 'D-07', from: ({ at }) => at },
        { clock: 'D-08', from: ({ at }) => lawDateOf(at) },
      ],
      writes: [
        { code: 'D08', data: ({ thing }) => d08(thing, 'seize-urgently') },
        { code: 'D09', data: ({ thing }) => d08(thing, 'seize-urgently') },
      ],
      serves: ['D08', 'D09'],
    }),
    road({
      name: 'approve-afterwards',
      label: '补办批准',
      from: ['urgent'],
      to: 'executed',
      may: 'casework.decide',
      cites: art('ACL', 19),
      asks: { approvalOpinion: long('审批意见', '同意，补办批准。') },
      gates: headApproves(art('ACL', 19)),
      stops: ['D-07'],
      writes: [{ code: 'D07', data: ({ thing }) => basis(thing) }],
    }),
    road({
      name: 'lift-urgent',
      label: '负责人不同意，立即解除',
      from: ['urgent'],
      to: 'ended',
      may: 'casework.decide',
      cites: art('ACL', 19),
      asks: { decision: long('不同意的理由和解除情况') },
      gates: headApproves(art('ACL', 19)),
      writes: [{ code: 'D11', data: ({ thing }) => original(thing) }],
    }),
    road({
      name: 'record-test',
      label: '登记检测、检验、鉴定期间',
      from: ['executed'],
      to: 'executed',
      may: 'casework.investigate',
      cites: art('ACL', 25, 3),
      asks: {
        laboratory: text('检测、鉴定机构'),
        from: date('开始日期'),
        to: date('结束日期'),
        toldInWriting: flag('已将期间书面告知当事人'),
      },
      gates: [byHandlerBeside, termRuns],
      checks: [testToldInWriting],
      also: (thing, { facts, input }) =>
        excluding(thing, facts.book, {
          id: clockIn(thing, 'D-09') ? 'D-09' : 'D-08',
          days: { from: input.from, to: input.to },
        }),
    }),
    road({
      name: 'extend-seizure',
      label: '批准延长查封、扣押',
      from: ['executed'],
      to: 'executed',
      may: 'casework.decide',
      cites: art('ACL', 25, 1),
      asks: { extensionReasons: long('情况复杂、需要延长的理由'), service: service('送达延长期限决定书') },
      gates: [...headApproves(art('ACL', 25)), termRuns, extendedOnce],
      starts: [{ clock: 'D-09', from: ({ thing }) => clockIn(thing, 'D-08')?.due ?? null }],
      stops: ['D-08'],
      writes: [
        {
          code: 'D10',
          data: ({ thing }) => ({
            ...original(thing),
            reasons: textIn(thing, 'extend-seizure', 'extensionReasons'),
            startsOn: addDays(clockIn(thing, 'D-08')?.due ?? '', 1),
            endsOn: clockIn(thing, 'D-09')?.due,
            listNumber: '1',
          }),
        },
      ],
      serves: ['D10'],
    }),
    road({
      name: 'propose-release',
      label: '提请处理查封、扣押物',
      from: ['executed'],
      to: 'proposed',
      may: 'casework.investigate',
      cites: art('ACL', 27),
      asks: {
        outcome: choice('处理', {
          release: '解除，退还',
          confiscate: '依法没收',
          destroy: '依法销毁',
          police: '随案移送公安机关',
        }),
        handling: long('理由'),
      },
      gates: [byHandlerBeside, twoCertified],
    }),
    road({
      name: 'decide-release',
      label: '作出处理决定（查封、扣押）',
      from: ['proposed'],
      to: 'decided',
      may: 'casework.decide',
      cites: art('ACL', 27),
      asks: { decision: long('处理决定的内容') },
      gates: headApproves(art('ACL', 27)),
      stops: ['D-08', 'D-09'],
      writes: [{ code: 'D11', data: ({ thing }) => original(thing) }],
    }),
    road({
      name: 'serve-release',
      label: '送达处理决定并交接',
      from: ['decided'],
      to: 'ended',
      may: 'casework.serve',
      cites: art('ACL', 28),
      asks: { service: service('送达查封扣押处理决定书'), handedOver: long('交接、退还情况') },
      serves: ['D11'],
    }),
    road({
      name: 'release-expired',
      label: '期限届满解除',
      from: ['executed', 'proposed', 'urgent'],
      to: 'ended',
      may: 'casework.investigate',
      cites: art('ACL', 28, 1, 4),
      asks: { decision: long('解除和退还的情况', '查封、扣押期限届满，立即解除。') },
      gates: [byHandlerBeside, termIsOver],
      writes: [{ code: 'D11', data: ({ thing }) => original(thing) }],
    }),
  ],
)
