/** Ends without a penalty: 不予处罚 and 首违不罚, 撤销立案 and 终止. */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { daysBetween, lawDateOf } from '../../../kernel/time.ts'
import { ENDINGS, type EndingKind } from '../model.ts'
import { choice, date, file, flag, long, note, saidIn, service, textIn, type SideDeed } from '../rules/proceeding.ts'
import { demandIsSigned, proofOfHarbour, selfReportStands } from '../rules/leniency.ts'
import { byHandlerBeside, CITED_FROM, headApproves, legalReviewerActs, notInFuture } from '../rules/side-officers.ts'
import { countClock, DRAFT, lifecycleOf, road, UNDECIDED } from './road.ts'

const GROUNDS = {
  'no-penalty-minor': '轻微并及时改正，没有危害后果（应当不罚）',
  'no-penalty-first': '初次违法且危害后果轻微并及时改正（可以不罚）',
  'no-penalty-no-fault': '有证据足以证明没有主观过错',
  'no-penalty-self-report': '重大事故隐患自查自报在先并正在采取有效措施消除',
  'no-penalty-unproven': '违法事实不能成立',
} as const
type Ground = keyof typeof GROUNDS

/** What the lists ask for a first violation (trap 27): all four, each proved in the file (A33). */
const firstViolation = rule<
  SideDeed<{
    ground: string
    listEntry: string
    isFirst: boolean
    isCorrected: boolean
    noFatalAccident: boolean
    notListed: boolean
  }>
>({
  cites: art('APL', 33),
  inForceFrom: CITED_FROM,
  refuses: ({ input }) => {
    if (input.ground !== 'no-penalty-first') return null
    const lacks = [
      ...(input.listEntry ? [] : ['写明所依据的不予处罚清单及其条目']),
      ...(input.isFirst ? [] : ['省级系统中没有同类检查记录（首次被发现）']),
      ...(input.isCorrected ? [] : ['已经或者按要求及时改正']),
      ...(input.noFatalAccident ? [] : ['三年内没有发生死亡生产安全事故']),
      ...(input.notListed ? [] : ['未列入严重失信主体名单']),
    ]
    return lacks.length === 0
      ? null
      : no(
          'not-a-first-violation',
          { lacks: lacks.join('；') },
          '不符合首违不罚的条件：{lacks}',
          '依法处罚，或者补充符合条件的证据',
        )
  },
})
const minorIsCorrected = rule<SideDeed<{ ground: string; isCorrected: boolean }>>({
  cites: art('APL', 33),
  inForceFrom: CITED_FROM,
  refuses: ({ input }) =>
    input.ground === 'no-penalty-minor' && !input.isCorrected
      ? no('not-corrected', {}, '没有改正的，不能以轻微并及时改正为由不予处罚', '督促改正并复查合格后再办理')
      : null,
})
/** The correction is looked at no later than the end of the time that was given for it. */
const stillUnderTerm = rule<SideDeed<{ result: string }>>({
  cites: art('APL', 33),
  inForceFrom: CITED_FROM,
  refuses: ({ thing, input, at }) => {
    const until = textIn(thing, 'propose-no-penalty', 'correctBy')
    return until && input.result === 'not-corrected' && lawDateOf(at) <= until
      ? no('term-still-runs', { until }, '改正期限{until}还没有届满', '期限届满之后再确认未改正')
      : null
  },
})

/** Days of a term that a paper set itself; a term that is over already ends on the next day. */
const daysUntil = (until: string | null, from: string) => (until && until > from ? daysBetween(from, until) : 1)

const endingOf = (deed: SideDeed) => {
  const kind = (textIn(deed.thing, 'propose-no-penalty', 'ground') ?? 'no-penalty-minor') as EndingKind
  return {
    kind,
    on: lawDateOf(deed.at),
    number: null,
    proceedingId: deed.thing.id,
    says: ENDINGS[kind],
  }
}

export const noPenalty = lifecycleOf(
  {
    name: 'no-penalty',
    label: '不予处罚',
    states: {
      proposed: '不予处罚待法制审核',
      reviewed: '不予处罚待决定',
      decided: '不予处罚决定待送达',
      served: '已送达，观察改正',
      fulfilled: '已改正',
      undone: '未改正，恢复处罚程序',
      refused: '不同意不予处罚',
    },
    final: ['fulfilled', 'undone', 'refused'],
    whileCase: UNDECIDED,
  },
  [
    road({
      name: 'propose-no-penalty',
      label: '提请不予处罚',
      from: [DRAFT],
      to: 'proposed',
      may: 'casework.report',
      cites: art('APL', 33),
      asks: {
        ground: choice('理由', GROUNDS),
        reasons: long('事实和理由'),
        listEntry: note('不予处罚清单的名称和条目（首违不罚的必填）'),
        signedDemand: file('当事人签字的整改意见（检查时已在整改指令书上签字的，不必再传）'),
        isFirst: flag('首次被发现，省级系统中没有同类检查记录'),
        isCorrected: flag('已改正，或者已确定按要求改正'),
        noFatalAccident: flag('三年内没有发生死亡生产安全事故'),
        notListed: flag('未列入严重失信主体名单'),
        correctBy: date('改正并复查的期限'),
        handlerOpinion: long('承办人意见', '建议不予行政处罚。'),
      },
      gates: [byHandlerBeside],
      checks: [firstViolation, minorIsCorrected, demandIsSigned, selfReportStands],
    }),
    road({
      name: 'review-no-penalty',
      label: '法制审核（不予处罚）',
      from: ['proposed'],
      to: 'reviewed',
      may: 'casework.legal-review',
      cites: art('APL', 58),
      asks: { reviewOpinion: long('审核意见') },
      gates: [legalReviewerActs],
    }),
    road({
      name: 'refuse-no-penalty',
      label: '不同意不予处罚',
      from: ['proposed', 'reviewed'],
      to: 'refused',
      may: 'casework.decide',
      cites: art('APL', 57),
      asks: { reason: long('理由') },
      gates: headApproves(),
    }),
    road({
      name: 'decide-no-penalty',
      label: '作出不予处罚决定',
      from: ['reviewed'],
      to: 'decided',
      may: 'casework.decide',
      cites: art('APL', 57, 1),
      asks: {
        approvalOpinion: long('审批意见', '同意不予行政处罚。'),
        education: long('教育内容（当面告知的法律要求和改正措施）'),
      },
      gates: headApproves(),
      starts: [{ clock: 'D-20' }],
      writes: [
        {
          code: 'BYCF',
          data: ({ thing, facts }) => ({
            reasons: [
              `${GROUNDS[(textIn(thing, 'propose-no-penalty', 'ground') ?? 'no-penalty-minor') as Ground]}。`,
              textIn(thing, 'propose-no-penalty', 'listEntry') ?? '',
              textIn(thing, 'propose-no-penalty', 'reasons') ?? '',
              ...(textIn(thing, 'propose-no-penalty', 'ground') === 'no-penalty-self-report'
                ? facts.harbours.map(proofOfHarbour)
                : []),
            ]
              .filter(Boolean)
              .join('\n'),
            basis: ['《中华人民共和国行政处罚法》第三十三条', '《中华人民共和国行政处罚法》第五十七条第一款'],
          }),
        },
      ],
      onCase: (deed) => ({ arrow: 'end', input: { ending: endingOf(deed) } }),
    }),
    road({
      name: 'serve-no-penalty',
      label: '送达不予处罚决定并教育',
      from: ['decided'],
      to: 'served',
      may: 'casework.serve',
      cites: art('APL', 33, 3),
      asks: { service: service('送达不予处罚决定书'), educated: note('教育情况记录') },
      serves: ['BYCF'],
      starts: [
        {
          clock: 'D-76',
          length: ({ thing, facts, at }) => ({
            n: daysUntil(textIn(thing, 'propose-no-penalty', 'correctBy'), facts.servedOn ?? lawDateOf(at)),
            unit: 'CD',
          }),
        },
      ],
      stops: ['D-20'],
    }),
    road({
      name: 'confirm-corrected',
      label: '确认改正情况',
      from: ['served'],
      to: 'fulfilled',
      may: 'casework.investigate',
      cites: art('APL', 33),
      asks: { result: choice('复查结果', { corrected: '已改正' }), checkedOn: date('复查日期'), note: note('说明') },
      checks: [notInFuture('checkedOn', art('APL', 33))],
      stops: ['D-76'],
    }),
    road({
      name: 'undo-no-penalty',
      label: '未改正，恢复处罚程序',
      from: ['served'],
      to: 'undone',
      may: 'casework.decide',
      cites: art('APL', 33),
      asks: { result: choice('复查结果', { 'not-corrected': '未改正' }), reason: long('未改正的事实和证据') },
      gates: headApproves(),
      checks: [stillUnderTerm],
      stops: ['D-76'],
      onCase: ({ at, facts }) => ({
        arrow: 'reopen',
        input: { decideBy: countClock(facts.book, { id: 'D-12', start: lawDateOf(at) })?.due ?? null },
      }),
    }),
  ],
)

const CANCEL = {
  withdrawn: '立案后发现不应当立案，撤销立案',
  'terminated-no-party': '公民死亡没有遗产，或者单位终止没有财产和承受人',
  'terminated-other': '其他依法应当终止的情形',
} as const

export const cancellation = lifecycleOf(
  {
    name: 'cancellation',
    label: '撤销立案、终止案件',
    states: { proposed: '撤销（终止）待批', cancelled: '已撤销（终止）', refused: '不同意' },
    final: ['cancelled', 'refused'],
    whileCase: UNDECIDED,
  },
  [
    road({
      name: 'propose-cancellation',
      label: '提请撤销立案或者终止',
      from: [DRAFT],
      to: 'proposed',
      may: 'casework.report',
      cites: art('APL', 57),
      asks: {
        ground: choice('情形', CANCEL),
        reasons: long('事实和理由'),
        handlerOpinion: long('承办人意见', '建议撤销（终止）本案。'),
      },
      gates: [byHandlerBeside],
    }),
    road({
      name: 'approve-cancellation',
      label: '批准撤销（终止）',
      from: ['proposed'],
      to: 'cancelled',
      may: 'casework.decide',
      cites: art('APL', 57),
      asks: { approvalOpinion: long('审批意见', '同意。') },
      gates: headApproves(),
      writes: [
        {
          code: 'CXJL',
          when: ({ thing }) => saidIn(thing, 'propose-cancellation')?.['ground'] === 'withdrawn',
          data: ({ by, at }) => ({ approver: by.name, approvedOn: lawDateOf(at) }),
        },
        {
          code: 'ZZYJ',
          when: ({ thing }) => saidIn(thing, 'propose-cancellation')?.['ground'] !== 'withdrawn',
          data: ({ thing }) => ({
            ground:
              textIn(thing, 'propose-cancellation', 'ground') === 'terminated-no-party'
                ? '法人或者其他组织终止且无财产可供执行'
                : '其他',
          }),
        },
      ],
      onCase: (deed) => {
        const kind = (textIn(deed.thing, 'propose-cancellation', 'ground') ?? 'withdrawn') as keyof typeof CANCEL
        const ending = { kind, on: lawDateOf(deed.at), number: null, proceedingId: deed.thing.id, says: CANCEL[kind] }
        return { arrow: 'end', input: { ending } }
      },
    }),
    road({
      name: 'refuse-cancellation',
      label: '不同意撤销（终止）',
      from: ['proposed'],
      to: 'refused',
      may: 'casework.decide',
      cites: art('APL', 57),
      asks: { reason: long('理由') },
      gates: headApproves(),
    }),
  ],
)
