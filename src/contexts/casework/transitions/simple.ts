/** 当场处罚: on the spot, within the caps, reconsideration first (APL 51–53, 68–71; ARL 23). */
import { art } from '../../../kernel/citation.ts'
import { yuanText } from '../../../kernel/money.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { findParameter } from '../../law/rules/lawbook.ts'
import {
  choice,
  date,
  file,
  flag,
  long,
  money,
  note,
  numberIn,
  service,
  text,
  textIn,
  type SideDeed,
} from '../rules/proceeding.ts'
import { byHandlerBeside, CITED_FROM, notInFuture, twoCertified } from '../rules/side-officers.ts'
import { countClock, DRAFT, lifecycleOf, road } from './road.ts'

const numberOf = ({ facts, thing, at }: SideDeed, key: string) => {
  const value = findParameter(facts.book, key, { region: thing.region, date: lawDateOf(at) })?.value
  return typeof value === 'number' ? value : null
}

/** 200 yuan for a citizen, 3,000 for a unit; a self-employed business counts as a citizen (APL 51; A17, A18, trap 9). */
const withinSimpleCap = rule<SideDeed<{ penaltyKind: string; amountFen: number }>>({
  cites: art('APL', 51),
  inForceFrom: CITED_FROM,
  refuses: (deed) => {
    const { input, thing } = deed
    if (input.penaltyKind === 'warning')
      return input.amountFen === 0 ? null : no('warning-with-fine', {}, '警告不附带罚款金额', '金额填 0')
    const isUnit = thing.party?.kind === 'enterprise'
    const maxFen = numberOf(deed, isUnit ? 'penalty.simple.organisation-max' : 'penalty.simple.citizen-max') ?? 0
    const facts = {
      max: maxFen / 100,
      asked: yuanText(input.amountFen),
      who: isUnit ? '法人或者其他组织' : '公民（含个体工商户）',
    }
    return input.amountFen > maxFen
      ? no('above-simple-cap', facts, '当场处罚对{who}的罚款最高{max}元，不能罚{asked}元', '改按普通程序立案办理')
      : input.amountFen === 0
        ? no('fine-without-amount', {}, '罚款没有写明金额', '填写金额')
        : null
  },
})
const toldFirst = rule<SideDeed<{ certificatesShown: boolean; told: boolean; recorded: boolean; heard: string }>>({
  cites: art('APL', 44),
  inForceFrom: CITED_FROM,
  refuses: ({ input }) =>
    input.certificatesShown && input.told && input.recorded
      ? null
      : no(
          'not-told-first',
          {},
          '当场处罚之前没有出示证件、告知事实、依据和权利，或者口头告知没有音像记录',
          '先告知并录像，听取陈述申辩',
        ),
})
/** On the spot only up to a hundred yuan, or where it could not be collected later (APL 68, 69). */
const collectsLawfully = rule<SideDeed<{ amountFen: number; collect: string }>>({
  cites: art('APL', 68),
  inForceFrom: CITED_FROM,
  refuses: (deed) => {
    const max = numberOf(deed, 'penalty.on-spot-collect-max') ?? 0
    return deed.input.collect === 'spot-small' && deed.input.amountFen > max
      ? no(
          'too-much-to-collect',
          { max: max / 100 },
          '{max}元以下的罚款才可以当场收缴',
          '改为限期缴到银行，或者注明事后难以执行、边远不便的情形',
        )
      : null
  },
})
const collectedOnSpot = (thing: SideDeed['thing']) =>
  (textIn(thing, 'penalise-on-spot', 'collect') ?? '').startsWith('spot')

export const simple = lifecycleOf(
  {
    name: 'simple',
    label: '当场处罚（简易程序）',
    states: {
      served: '已当场交付，待备案',
      filed: '已备案，待缴纳',
      deposited: '机关待缴付银行',
      finished: '办结',
    },
    final: ['finished'],
    stands: 'alone',
  },
  [
    road({
      name: 'penalise-on-spot',
      label: '当场处罚',
      from: [DRAFT],
      to: 'served',
      may: 'casework.investigate',
      cites: art('APL', 51),
      asks: {
        facts: long('违法事实和证据'),
        violatedText: text('违反的规定（《…》第…条第…款第…项）'),
        basisText: text('处罚依据（《…》第…条第…款第…项）'),
        penaltyKind: choice('处罚种类', { fine: '罚款', warning: '警告' }),
        amountFen: money('罚款金额（警告填 0）'),
        collect: choice('缴纳', {
          bank: '十五日内缴到银行',
          'spot-small': '当场收缴（一百元以下）',
          'spot-hard': '当场收缴（事后难以执行）',
          'spot-remote': '当场收缴（边远、水上、交通不便，当事人提出）',
        }),
        payee: text('收款银行和账号'),
        certificatesShown: flag('两名执法人员已出示证件'),
        told: flag('已告知事实、理由、依据和权利'),
        recorded: flag('告知过程已录像'),
        heard: note('当事人的陈述申辩'),
        service: service('当场交付决定书'),
      },
      gates: [byHandlerBeside, twoCertified],
      checks: [withinSimpleCap, toldFirst, collectsLawfully],
      starts: [
        {
          clock: 'D-25',
          from: (deed) => (collectedOnSpot(withSaid(deed)) ? null : lawDateOf(deed.at)),
          whose: 'party',
        },
        { clock: 'D-64', from: (deed) => (collectedOnSpot(withSaid(deed)) ? lawDateOf(deed.at) : null) },
        { clock: 'D-42', from: ({ at }) => lawDateOf(at), whose: 'party' },
        {
          clock: 'D-33',
          // Reconsideration comes first here; where nobody asked for it, the court's window opens behind its sixty days.
          from: (deed) =>
            collectedOnSpot(withSaid(deed))
              ? null
              : (countClock(deed.facts.book, { id: 'D-42', start: lawDateOf(deed.at) })?.due ?? null),
        },
      ],
      writes: [
        { code: 'D32', when: ({ thing }) => thing.party?.kind !== 'individual', data: spotPaper },
        { code: 'D33', when: ({ thing }) => thing.party?.kind === 'individual', data: spotPaper },
      ],
      serves: ['D32', 'D33'],
    }),
    road({
      name: 'file-with-bureau',
      label: '报所属机关备案',
      from: ['served'],
      to: 'filed',
      may: 'casework.investigate',
      cites: art('APL', 52, 3),
      asks: { note: note('备案说明') },
      gates: [byHandlerBeside],
      writes: [
        {
          code: 'DCBA',
          data: ({ thing }) => ({
            decisionNumber: thing.papers.find(({ code }) => code === 'D32' || code === 'D33')?.number ?? '',
            decidedAt: thing.history.find(({ step }) => step === 'penalise-on-spot')?.at,
            fineFen: numberIn(thing, 'penalise-on-spot', 'amountFen'),
          }),
        },
      ],
    }),
    road({
      name: 'pay-simple-fine',
      label: '登记缴款（当场处罚）',
      from: ['filed'],
      to: 'finished',
      may: 'casework.collect',
      cites: art('APL', 67),
      asks: { paidOn: date('缴款日期'), receipt: text('票据号（警告的，填“无”）'), evidenceId: file('缴款凭证') },
      gates: [
        rule<SideDeed>({
          cites: art('APL', 71),
          inForceFrom: CITED_FROM,
          refuses: ({ thing }) =>
            collectedOnSpot(thing)
              ? no('cash-on-hand', {}, '罚款已当场收缴，应当在二个工作日内交至行政机关', '办理“现金交行政机关”')
              : null,
        }),
      ],
      checks: [notInFuture('paidOn', art('APL', 67))],
      stops: ['D-25', 'D-33'],
    }),
    road({
      name: 'hand-in-cash',
      label: '现金交行政机关',
      from: ['filed'],
      to: 'deposited',
      may: 'casework.collect',
      cites: art('APL', 71),
      asks: { handedOn: date('交机关的日期'), receipt: text('专用票据号') },
      gates: [
        rule<SideDeed>({
          cites: art('APL', 71),
          inForceFrom: CITED_FROM,
          refuses: ({ thing }) =>
            collectedOnSpot(thing) ? null : no('no-cash', {}, '没有当场收缴罚款', '登记银行缴款'),
        }),
      ],
      checks: [notInFuture('handedOn', art('APL', 71))],
      starts: [{ clock: 'D-64', from: ({ input }) => input.handedOn, variant: () => 'to-bank' }],
    }),
    road({
      name: 'deposit-cash',
      label: '缴付指定银行',
      from: ['deposited'],
      to: 'finished',
      may: 'casework.collect',
      cites: art('APL', 71),
      asks: { depositedOn: date('缴付日期'), slip: text('银行回单号') },
      checks: [notInFuture('depositedOn', art('APL', 71))],
      stops: ['D-64'],
    }),
  ],
)
/** The answers of the opening step as later steps will read them. */
function withSaid(deed: SideDeed<object>): SideDeed['thing'] {
  return { ...deed.thing, said: { ...deed.thing.said, 'penalise-on-spot': { ...deed.input } } }
}
function spotPaper({
  input,
  thing,
}: SideDeed<{ violatedText: string; basisText: string; penaltyKind: string; amountFen: number; collect: string }>) {
  return {
    facts: textIn(thing, 'penalise-on-spot', 'facts'),
    violated: [input.violatedText],
    basis: [input.basisText],
    fineFen: input.penaltyKind === 'fine' ? input.amountFen : undefined,
    penalty: input.penaltyKind === 'fine' ? `罚款人民币${yuanText(input.amountFen)}元。` : '警告。',
    payment: input.collect === 'bank' ? '限期缴纳' : '当场缴纳',
    payDays: input.collect === 'bank' && input.penaltyKind === 'fine' ? 15 : undefined,
    surcharge:
      input.collect === 'bank' && input.penaltyKind === 'fine'
        ? '到期不缴纳罚款的，每日按罚款数额的百分之三加处罚款，加处罚款的数额不超出罚款的数额。'
        : undefined,
  }
}
