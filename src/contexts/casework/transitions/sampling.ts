/** 抽样取证: two officers, sealed before the party, the list handed over; the sample is settled in the end (APL 56). */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { choice, file, flag, long, minute, rows, service, text, type SideDeed } from '../rules/proceeding.ts'
import { byHandlerBeside, CITED_FROM, notInFuture, twoCertified } from '../rules/side-officers.ts'
import { DRAFT, lifecycleOf, road, UNDECIDED } from './road.ts'

export const SAMPLE_COLUMNS = [
  { name: 'name', label: '证据物品名称' },
  { name: 'model', label: '规格型号' },
  { name: 'unit', label: '单位' },
  { name: 'quantity', label: '数量' },
  { name: 'note', label: '备注' },
] as const

const SAMPLING = art('APL', 56)

const sampledInOrder = rule<SideDeed<{ startedAt: string; endedAt: string }>>({
  cites: SAMPLING,
  inForceFrom: CITED_FROM,
  refuses: ({ input }) =>
    input.endedAt > input.startedAt
      ? null
      : no('sampling-times-wrong', {}, '抽样结束时间应当晚于开始时间', '按现场时间填写到分'),
})
/** A sample that was not sealed before the party, or not listed to it, proves nothing. */
const sealedAndListed = rule<SideDeed<{ sealed: boolean; listGiven: boolean }>>({
  cites: SAMPLING,
  inForceFrom: CITED_FROM,
  refuses: ({ input }) => {
    const lacks = [...(input.sealed ? [] : ['当场封样']), ...(input.listGiven ? [] : ['将抽样清单交付当事人'])]
    return lacks.length === 0
      ? null
      : no('sample-not-secured', { lacks: lacks.join('、') }, '抽样没有{lacks}', '当场封样、双方签字，并交付清单')
  },
})
/** What an appraisal still needs is not given back. */
const appraisalIsOver = rule<SideDeed>({
  cites: SAMPLING,
  inForceFrom: CITED_FROM,
  refuses: ({ facts }) =>
    facts.beside.some(({ kind, state }) => kind === 'appraisal' && (state === 'commissioned' || state === 'told'))
      ? no('appraisal-still-runs', {}, '鉴定还没有结果，样品不能处理', '登记鉴定结果之后再处理')
      : null,
})

export const sampling = lifecycleOf(
  {
    name: 'sampling',
    label: '抽样取证',
    states: { taken: '已抽样，样品保管中', settled: '样品已处理' },
    final: ['settled'],
    whileCase: UNDECIDED,
  },
  [
    road({
      name: 'take-sample',
      label: '抽样取证',
      from: [DRAFT],
      to: 'taken',
      may: 'casework.investigate',
      cites: SAMPLING,
      asks: {
        startedAt: minute('抽样开始时间'),
        endedAt: minute('抽样结束时间'),
        place: text('抽样地点'),
        manager: text('现场负责人'),
        items: rows('抽样物品', SAMPLE_COLUMNS),
        method: long('抽样方法和依据的标准'),
        sealed: flag('已当场封样，双方在封条上签字'),
        listGiven: flag('已将抽样清单交付当事人'),
        recording: file('抽样过程的照片或者录像'),
        service: service('当场交付抽样取证凭证'),
      },
      gates: [byHandlerBeside, twoCertified],
      checks: [sampledInOrder, sealedAndListed, notInFuture('endedAt', SAMPLING)],
      writes: ['D18'],
      serves: ['D18'],
    }),
    road({
      name: 'settle-sample',
      label: '处理样品',
      from: ['taken'],
      to: 'settled',
      may: 'casework.investigate',
      cites: SAMPLING,
      asks: {
        outcome: choice('处理', {
          returned: '退还当事人',
          'used-up': '检验耗用',
          kept: '作为证据保存',
          destroyed: '依法销毁',
        }),
        handling: long('处理情况'),
      },
      gates: [byHandlerBeside, appraisalIsOver],
    }),
  ],
)
