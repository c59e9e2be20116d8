/**
 * 委托鉴定、检测、检验: by a qualified body until a day; the days that the party was told of in writing do not count for a
 * seal or seizure (ACL 25), nor for the decision where a rule says so (APL 60).
 */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { addDays, daysBetween, lawDateOf } from '../../../kernel/time.ts'
import { findParameter } from '../../law/rules/lawbook.ts'
import { date, dayOf, file, long, note, rows, service, text, textIn, type SideDeed } from '../rules/proceeding.ts'
import { byHandlerBeside, CITED_FROM, notInFuture, twoCertified } from '../rules/side-officers.ts'
import {
  clockIn,
  countClock,
  DRAFT,
  excluding,
  lifecycleOf,
  road,
  UNDECIDED,
  withoutDaysFrom,
  type BesideEffect,
} from './road.ts'

const EVIDENCE = art('APL', 46)
const TERM = art('ACL', 25, 3)

const COLUMNS = [
  { name: 'name', label: '物品名称' },
  { name: 'model', label: '规格型号' },
  { name: 'quantity', label: '数量' },
  { name: 'note', label: '备注' },
] as const

const resultLiesAhead = rule<SideDeed<{ dueOn: string }>>({
  cites: EVIDENCE,
  inForceFrom: CITED_FROM,
  refuses: ({ input, at }) =>
    input.dueOn > lawDateOf(at)
      ? null
      : no('appraisal-due-not-ahead', { dueOn: input.dueOn }, '结果提交期限{dueOn}应晚于今天', '与鉴定机构商定期限'),
})
/** The days are told from now on: what was not told in time counts (A13, trap 46). */
const toldInTime = rule<SideDeed>({
  cites: TERM,
  inForceFrom: '2012-01-01',
  refuses: ({ thing, at }) => {
    const until = termOf(thing)
    return until && lawDateOf(at) > until
      ? no('appraisal-term-over', { until }, '鉴定期间{until}已经届满，不能再告知', '未告知的期间计入期限')
      : null
  },
})
const receivedAfterCommission = rule<SideDeed<{ receivedOn: string }>>({
  cites: EVIDENCE,
  inForceFrom: CITED_FROM,
  refuses: ({ thing, input }) => {
    const on = dayOf(thing, 'commission-appraisal')
    return on && input.receivedOn < on
      ? no('appraisal-before-commission', { on }, '收到结果的日期早于委托日期{on}', '核对日期')
      : null
  },
})

/** Last day that was agreed with the laboratory, an extension included. */
const termOf = (thing: SideDeed['thing']) =>
  textIn(thing, 'extend-appraisal', 'dueOn') ?? textIn(thing, 'commission-appraisal', 'dueOn')

/** The first of the days that do not count: the day after the party was told. */
const firstToldDay = (thing: SideDeed['thing']) => {
  const told = textIn(thing, 'tell-appraisal', 'servedOn')
  return told ? addDays(told, 1) : null
}

const onSeizure = (change: BesideEffect['change']): BesideEffect[] => [{ kind: 'seizure', change }]
const seizureClock = (thing: SideDeed['thing']) => (clockIn(thing, 'D-09') ? 'D-09' : 'D-08')

/** Days that the bureau's own rule leaves out of the ninety, told and really used. */
const daysOutside = (thing: SideDeed['thing'], receivedOn: string): number => {
  const from = firstToldDay(thing)
  return from && receivedOn >= from ? daysBetween(from, receivedOn) + 1 : 0
}

const isNotCounted = ({ facts, thing, at }: SideDeed) =>
  findParameter(facts.book, 'decision.appraisal-days', { region: thing.region, date: lawDateOf(at) })?.value ===
  'not-counted'

export const appraisal = lifecycleOf(
  {
    name: 'appraisal',
    label: '鉴定（检测、检验）',
    states: {
      commissioned: '已委托，期间待告知当事人',
      told: '鉴定中，期间已告知当事人',
      received: '结果待送达当事人',
      finished: '已送达结果',
      cancelled: '已取消',
    },
    final: ['finished', 'cancelled'],
    whileCase: UNDECIDED,
  },
  [
    road({
      name: 'commission-appraisal',
      label: '委托鉴定',
      from: [DRAFT],
      to: 'commissioned',
      may: 'casework.investigate',
      cites: EVIDENCE,
      asks: {
        laboratory: text('受委托单位'),
        qualification: text('资质证书编号及有效期'),
        items: rows('鉴定物品', COLUMNS),
        requirements: long('鉴定要求'),
        dueOn: date('结果提交期限'),
      },
      gates: [byHandlerBeside, twoCertified],
      checks: [resultLiesAhead],
      starts: [
        {
          clock: 'D-77',
          from: ({ at }) => lawDateOf(at),
          length: ({ input, at }) => ({ n: daysBetween(lawDateOf(at), input.dueOn), unit: 'CD' }),
        },
      ],
      writes: ['D23'],
    }),
    road({
      name: 'tell-appraisal',
      label: '书面告知当事人鉴定期间',
      from: ['commissioned'],
      to: 'told',
      may: 'casework.serve',
      cites: TERM,
      asks: { toldBy: text('告知书的文号或者名称'), service: service('送达鉴定期间告知书') },
      gates: [byHandlerBeside, toldInTime],
      onBeside: ({ thing, facts }) => {
        const [from, to] = [firstToldDay(thing), termOf(thing)]
        return from && to && from <= to
          ? onSeizure((one) => excluding(one, facts.book, { id: seizureClock(one), days: { from, to } }))
          : []
      },
    }),
    road({
      name: 'extend-appraisal',
      label: '鉴定机构延长期间',
      from: ['commissioned', 'told'],
      to: 'commissioned',
      may: 'casework.investigate',
      cites: EVIDENCE,
      asks: { dueOn: date('延长后的结果提交期限'), reasons: long('鉴定机构的说明') },
      gates: [byHandlerBeside],
      checks: [resultLiesAhead],
      starts: [
        {
          clock: 'D-77',
          from: ({ at }) => lawDateOf(at),
          length: ({ input, at }) => ({ n: daysBetween(lawDateOf(at), input.dueOn), unit: 'CD' }),
        },
      ],
    }),
    road({
      name: 'receive-appraisal',
      label: '登记鉴定结果',
      from: ['commissioned', 'told'],
      to: 'received',
      may: 'casework.investigate',
      cites: EVIDENCE,
      asks: {
        receivedOn: date('收到日期'),
        reportNumber: text('鉴定意见（检测报告）编号'),
        conclusion: long('鉴定结论'),
        report: file('鉴定意见（检测报告）'),
      },
      gates: [byHandlerBeside],
      checks: [notInFuture('receivedOn', EVIDENCE), receivedAfterCommission],
      stops: ['D-77'],
      // Days that were told and then not needed count again.
      onBeside: ({ thing, facts, input }) => {
        const from = firstToldDay(thing)
        return from
          ? onSeizure((one) =>
              withoutDaysFrom(one, facts.book, { id: seizureClock(one), from, until: input.receivedOn }),
            )
          : []
      },
      onCase: (deed) => {
        const days = isNotCounted(deed) ? daysOutside(deed.thing, deed.input.receivedOn) : 0
        if (days === 0) return null
        return {
          arrow: null,
          change: (one) => {
            const due =
              one.decideBy ??
              (one.filedOn ? countClock(deed.facts.book, { id: 'D-12', start: one.filedOn })?.due : null)
            return due ? { ...one, decideBy: addDays(due, days) } : one
          },
        }
      },
    }),
    road({
      name: 'tell-appraisal-result',
      label: '送达鉴定结果',
      from: ['received'],
      to: 'finished',
      may: 'casework.serve',
      cites: EVIDENCE,
      asks: {
        service: service('送达鉴定意见（检测报告）'),
        objection: note('当事人的异议和重新鉴定的申请（没有的不填）'),
      },
    }),
    road({
      name: 'cancel-appraisal',
      label: '取消委托',
      from: ['commissioned', 'told'],
      to: 'cancelled',
      may: 'casework.investigate',
      cites: EVIDENCE,
      asks: { reason: long('取消的原因') },
      gates: [byHandlerBeside],
      onBeside: ({ thing, facts, at }) => {
        const from = firstToldDay(thing)
        return from
          ? onSeizure((one) =>
              withoutDaysFrom(one, facts.book, { id: seizureClock(one), from, until: addDays(lawDateOf(at), -1) }),
            )
          : []
      },
    }),
  ],
)
