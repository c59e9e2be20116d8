/** 延期、分期缴纳: granted while the decision is not yet performed (APL 66). */
import { art } from '../../../kernel/citation.ts'
import { yuanText } from '../../../kernel/money.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { choice, date, long, rows, saidIn, service, textIn, type SideDeed } from '../rules/proceeding.ts'
import { CITED_FROM, headApproves, notInFuture } from '../rules/side-officers.ts'
import { DRAFT, lifecycleOf, road } from './road.ts'
import { decisionServed, PAID } from '../rules/collection.ts'

type Instalment = { ordinal: string; dueOn: string; amount: string }
const instalmentsOf = (thing: SideDeed['thing']): Instalment[] => {
  const said = saidIn(thing, 'apply-deferral')?.['instalments']
  return Array.isArray(said) ? (said as Instalment[]).filter(({ amount }) => amount) : []
}
const fenOf = (yuan: string) => Math.round(Number(yuan.replaceAll(',', '')) * 100)
const paidSoFar = (thing: SideDeed['thing']) => Number(saidIn(thing, 'record-instalment')?.['paidFen'] ?? 0)

/** Deferral or instalments are granted while the decision is not yet performed (APL 66(2)); the sum stays the same. */
const planAddsUp = rule<SideDeed<{ mode: string; deferredTo: string; instalments: readonly Record<string, string>[] }>>(
  {
    cites: art('APL', 66, 2),
    inForceFrom: CITED_FROM,
    refuses: ({ input, facts, at }) => {
      if (input.deferredTo <= lawDateOf(at))
        return no(
          'deferral-in-the-past',
          { to: input.deferredTo },
          '延期（最后一期）的日期{to}应当晚于今天',
          '核对日期',
        )
      if (input.mode === '延期') return null
      const parts = input.instalments as readonly Instalment[]
      const sum = parts.reduce((total, { amount = '' }) => total + fenOf(amount), 0)
      const fineFen = facts.case?.decision?.amountFen ?? 0
      if (parts.some(({ dueOn = '', amount = '' }) => !/^\d{4}-\d\d-\d\d$/.test(dueOn) || !(fenOf(amount) > 0)))
        return no('instalment-incomplete', {}, '分期的每一期都要写明日期（YYYY-MM-DD）和金额', '逐期填写')
      return sum === fineFen
        ? null
        : no(
            'instalments-do-not-add-up',
            { sum: yuanText(sum), fine: yuanText(fineFen) },
            '各期合计{sum}元，与罚款{fine}元不一致',
            '核对各期金额',
          )
    },
  },
)
/** An instalment may be the last one; only the whole sum performs the decision. */
const notMoreThanOwed = rule<SideDeed<{ amountFen: number }>>({
  cites: art('APL', 66),
  inForceFrom: CITED_FROM,
  refuses: ({ thing, facts, input }) => {
    const rest = (facts.case?.decision?.amountFen ?? 0) - paidSoFar(thing)
    return input.amountFen > rest || input.amountFen === 0
      ? no('instalment-too-much', { rest: yuanText(rest) }, '本次缴款为零或者超过尚未缴纳的{rest}元', '按票据核对金额')
      : null
  },
})
const isLastPart = rule<SideDeed<{ amountFen: number }>>({
  cites: art('APL', 66),
  inForceFrom: CITED_FROM,
  refuses: ({ thing, facts, input }) => {
    const rest = (facts.case?.decision?.amountFen ?? 0) - paidSoFar(thing)
    return input.amountFen === rest
      ? null
      : no(
          'not-the-whole-sum',
          { rest: yuanText(rest) },
          '尚未缴纳{rest}元，本次金额与之不符',
          '分期未缴清的，登记分期缴款',
        )
  },
})
const termOfDeferralOver = rule<SideDeed>({
  cites: art('APL', 72, 2),
  inForceFrom: CITED_FROM,
  refuses: ({ thing, at }) => {
    const until = textIn(thing, 'apply-deferral', 'deferredTo')
    return until && lawDateOf(at) <= until
      ? no('deferral-still-runs', { until }, '延期（分期）期限{until}还没有届满', '期限届满仍未缴清的，再办理')
      : null
  },
})
export const deferral = lifecycleOf(
  {
    name: 'deferral',
    label: '延期、分期缴纳罚款',
    states: {
      applied: '延期（分期）待批',
      granted: '批准书待送达',
      running: '延期（分期）履行中',
      fulfilled: '已缴清',
      broken: '期满未缴清',
      refused: '不予批准',
    },
    final: ['fulfilled', 'broken', 'refused'],
    whileCase: ['served'],
  },
  [
    road({
      name: 'apply-deferral',
      label: '登记延期（分期）申请',
      from: [DRAFT],
      to: 'applied',
      may: 'casework.report',
      cites: art('APL', 66, 2),
      asks: {
        mode: choice('方式', { 延期: '延期缴纳', 分期: '分期缴纳' }),
        deferredTo: date('延期至（分期的，最后一期日期）'),
        instalments: rows('分期计划（延期缴纳的，填一行即可）', [
          { name: 'ordinal', label: '期次' },
          { name: 'dueOn', label: '日期（YYYY-MM-DD）' },
          { name: 'amount', label: '金额（元）' },
        ]),
        reasons: long('当事人的经济困难和申请理由'),
        handlerOpinion: long('承办人意见', '情况属实，建议同意。'),
      },
      gates: [decisionServed],
      checks: [planAddsUp],
    }),
    road({
      name: 'grant-deferral',
      label: '批准延期（分期）',
      from: ['applied'],
      to: 'granted',
      may: 'casework.decide',
      cites: art('APL', 66, 2),
      asks: { approvalOpinion: long('审批意见', '同意。') },
      gates: headApproves(art('APL', 66)),
      writes: [
        'D38',
        {
          code: 'D39',
          data: ({ thing, facts }) => ({
            unpaidFen: facts.case?.decision?.amountFen,
            ...(textIn(thing, 'apply-deferral', 'mode') === '分期'
              ? {
                  instalments: instalmentsOf(thing).map(({ ordinal, dueOn, amount }) => ({
                    ordinal,
                    dueOn,
                    amountFen: fenOf(amount),
                  })),
                  deferredTo: undefined,
                }
              : { instalments: undefined }),
          }),
        },
      ],
      // Counted by the case itself from the last day that was granted.
      starts: [{ clock: 'D-31', from: () => null }],
      onCase: ({ thing }) => ({
        arrow: null,
        change: (one) => ({
          ...one,
          deferredTo: textIn(thing, 'apply-deferral', 'deferredTo'),
          decision: one.decision && {
            ...one.decision,
            payBy: textIn(thing, 'apply-deferral', 'deferredTo') ?? one.decision.payBy,
          },
        }),
      }),
    }),
    road({
      name: 'refuse-deferral',
      label: '不批准延期（分期）',
      from: ['applied'],
      to: 'refused',
      may: 'casework.decide',
      cites: art('APL', 66),
      asks: { reason: long('理由') },
      gates: headApproves(art('APL', 66)),
    }),
    road({
      name: 'serve-deferral',
      label: '送达批准书',
      from: ['granted'],
      to: 'running',
      may: 'casework.serve',
      cites: art('APL', 61),
      asks: { service: service('送达批准书') },
      serves: ['D39'],
    }),
    road({
      name: 'record-instalment',
      label: '登记分期缴款',
      from: ['running'],
      to: 'running',
      may: 'casework.collect',
      cites: art('APL', 66),
      asks: PAID,
      checks: [notInFuture('paidOn', art('APL', 67)), notMoreThanOwed],
      also: (thing, deed) => ({
        ...thing,
        said: {
          ...thing.said,
          'record-instalment': {
            ...thing.said['record-instalment'],
            paidFen: paidSoFar(deed.thing) + deed.input.amountFen,
          },
        },
      }),
    }),
    road({
      name: 'finish-deferral',
      label: '登记缴清',
      from: ['running'],
      to: 'fulfilled',
      may: 'casework.collect',
      cites: art('APL', 66),
      asks: PAID,
      checks: [notInFuture('paidOn', art('APL', 67)), isLastPart],
      onCase: ({ input, facts }) => ({
        arrow: 'settle',
        input: {
          on: input.paidOn,
          amountFen: facts.case?.decision?.amountFen ?? input.amountFen,
          receipt: input.receipt,
          evidenceId: input.evidenceId,
        },
      }),
    }),
    road({
      name: 'break-deferral',
      label: '期满未缴清',
      from: ['running'],
      to: 'broken',
      may: 'casework.collect',
      cites: art('APL', 72, 2),
      asks: { reason: long('尚未缴纳的数额和情况') },
      gates: [termOfDeferralOver],
    }),
  ],
)
