/** 按日连续处罚 (WSL 112). */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { dailyFineOf } from '../../law/rules/surcharge.ts'
import { date, long, money, note, service, text, textIn, type SideDeed } from '../rules/proceeding.ts'
import { byHandlerBeside, headApproves, legalReviewerActs, notInFuture } from '../rules/side-officers.ts'
import { DECIDED, DRAFT, lifecycleOf, road } from './road.ts'

/** WSL 112: fined and ordered to correct, refused to: the same fine again for each day from the day after the order. */
const refusalFollowsFine = rule<SideDeed<{ orderedOn: string; recheckedOn: string }>>({
  cites: art('WSL', 112),
  inForceFrom: '2021-09-01',
  refuses: ({ facts, input }) => {
    if (!facts.case?.decision?.on)
      return no('not-fined-yet', {}, '本案还没有作出罚款决定', '按日连续处罚以已经罚款并责令改正为前提')
    return input.recheckedOn <= input.orderedOn
      ? no('recheck-not-later', {}, '复查日期应当晚于责令改正之日', '核对日期')
      : null
  },
})
const dailyOf = (thing: SideDeed['thing'], facts: SideDeed['facts']) =>
  dailyFineOf({
    originalFen: facts.case?.decision?.amountFen ?? 0,
    orderedOn: textIn(thing, 'propose-daily-fine', 'orderedOn') ?? '',
    recheckedOn: textIn(thing, 'propose-daily-fine', 'recheckedOn') ?? '',
  })

export const dailyFine = lifecycleOf(
  {
    name: 'daily-fine',
    label: '按日连续处罚',
    states: {
      proposed: '待告知',
      told: '已告知，待审核',
      reviewed: '待决定',
      decided: '决定书待送达',
      served: '待缴纳',
      paid: '已缴纳',
      court: '转申请法院强制执行',
      refused: '不予按日处罚',
    },
    final: ['paid', 'court', 'refused'],
    whileCase: DECIDED,
  },
  [
    road({
      name: 'propose-daily-fine',
      label: '提请按日连续处罚',
      from: [DRAFT],
      to: 'proposed',
      may: 'casework.report',
      cites: art('WSL', 112),
      asks: {
        orderedOn: date('责令改正的日期'),
        recheckedOn: date('复查发现拒不改正的日期'),
        refusal: long('拒不改正的事实和证据'),
      },
      gates: [byHandlerBeside],
      checks: [notInFuture('recheckedOn', art('WSL', 112)), refusalFollowsFine],
    }),
    road({
      name: 'tell-daily-fine',
      label: '告知并登记送达（按日处罚）',
      from: ['proposed'],
      to: 'told',
      may: 'casework.notify',
      cites: art('APL', 44),
      asks: { toldOn: date('告知书送达日期'), content: long('告知的内容（事实、理由、依据、数额和权利）') },
      checks: [notInFuture('toldOn', art('APL', 44))],
      starts: [
        { clock: 'D-16', from: ({ input }) => input.toldOn, whose: 'party' },
        { clock: 'D-18', from: ({ input }) => input.toldOn, whose: 'party' },
      ],
    }),
    road({
      name: 'review-daily-fine',
      label: '法制审核（按日处罚）',
      from: ['told'],
      to: 'reviewed',
      may: 'casework.legal-review',
      cites: art('APL', 58),
      asks: { reviewOpinion: long('审核意见') },
      gates: [legalReviewerActs],
    }),
    road({
      name: 'decide-daily-fine',
      label: '作出按日连续处罚决定',
      from: ['reviewed'],
      to: 'decided',
      may: 'casework.decide',
      cites: art('WSL', 112),
      asks: { approvalOpinion: long('审批意见', '同意。'), defence: note('陈述申辩及复核情况') },
      gates: [
        ...headApproves(art('WSL', 112)),
        rule<SideDeed>({
          cites: art('APL', 62),
          inForceFrom: '2021-07-15',
          refuses: ({ thing, at }) => {
            const open = thing.clocks.filter(
              ({ clock, endedOn }) => (clock === 'D-16' || clock === 'D-18') && endedOn === null,
            )
            const until = open
              .map(({ due }) => due)
              .sort()
              .at(-1)
            return until && lawDateOf(at) <= until
              ? no('rights-still-open', { until }, '当事人的陈述申辩、听证权利到{until}才届满', '期限届满之后再作决定')
              : null
          },
        }),
      ],
      stops: ['D-16', 'D-18'],
      starts: [{ clock: 'D-20' }],
      writes: [
        {
          code: 'ARLX',
          data: ({ thing, facts }) => {
            const daily = dailyOf(thing, facts)
            return {
              startsOn: daily.firstDay,
              endsOn: textIn(thing, 'propose-daily-fine', 'recheckedOn'),
              days: daily.days,
              fineFen: daily.amountFen,
              basis: ['《中华人民共和国安全生产法》第一百一十二条'],
              penalty: `自${daily.firstDay}起至${textIn(thing, 'propose-daily-fine', 'recheckedOn') ?? ''}止，按照原处罚数额按日连续处罚${daily.days}日。`,
            }
          },
        },
      ],
    }),
    road({
      name: 'refuse-daily-fine',
      label: '不予按日连续处罚',
      from: ['proposed', 'told', 'reviewed'],
      to: 'refused',
      may: 'casework.decide',
      cites: art('WSL', 112),
      asks: { reason: long('理由') },
      gates: headApproves(art('WSL', 112)),
    }),
    road({
      name: 'serve-daily-fine',
      label: '送达按日连续处罚决定书',
      from: ['decided'],
      to: 'served',
      may: 'casework.serve',
      cites: art('APL', 61),
      asks: { service: service('送达按日连续处罚决定书') },
      serves: ['ARLX'],
      stops: ['D-20'],
      starts: [{ clock: 'D-25', whose: 'party' }],
    }),
    road({
      name: 'pay-daily-fine',
      label: '登记缴款（按日处罚）',
      from: ['served'],
      to: 'paid',
      may: 'casework.collect',
      cites: art('APL', 67),
      asks: { paidOn: date('缴款日期'), amountFen: money('缴款金额'), receipt: text('财政票据号') },
      checks: [
        notInFuture('paidOn', art('APL', 67)),
        rule<SideDeed<{ amountFen: number }>>({
          cites: art('APL', 66),
          inForceFrom: '2021-07-15',
          refuses: ({ thing, facts, input }) =>
            input.amountFen === dailyOf(thing, facts).amountFen
              ? null
              : no('daily-fine-not-in-full', {}, '缴款金额与按日连续处罚的数额不符', '按决定书核对'),
        }),
      ],
    }),
    road({
      name: 'take-daily-fine-to-court',
      label: '逾期不缴，转申请法院强制执行',
      from: ['served'],
      to: 'court',
      may: 'casework.collect',
      cites: art('APL', 72),
      asks: { reason: long('情况') },
    }),
  ],
)
