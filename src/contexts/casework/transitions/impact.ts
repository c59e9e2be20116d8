/** 经济影响评估: what a measure does to the business, compared with gentler ones, before it is decided (circular art. 14). */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { gentlerThan, measuresIn, wrongRow } from '../rules/impact.ts'
import { long, note, rows, text, type SideDeed } from '../rules/proceeding.ts'
import { byHandlerBeside } from '../rules/side-officers.ts'
import { DRAFT, lifecycleOf, road, UNDECIDED } from './road.ts'

const CITED = art('MEM-2025-02-27', 14)
const FROM = '2025-02-27'

const COLUMNS = [
  { name: 'measure', label: '措施' },
  { name: 'days', label: '停产天数' },
  { name: 'jobs', label: '影响岗位数' },
  { name: 'turnover', label: '年营业额占比（%）' },
  { name: 'removes', label: '能否消除危险（能、否）' },
  { name: 'note', label: '说明' },
] as const

type Worksheet = {
  readonly options: readonly Record<string, string>[]
  readonly chosen: string
  readonly whyNotGentler: string
}

/** One measure alone is no comparison; days, jobs and share are numbers. */
const alternativesCompared = rule<SideDeed<Worksheet>>({
  cites: CITED,
  inForceFrom: FROM,
  refuses: ({ input }) => {
    const wrong = wrongRow(input.options)
    if (wrong) return no('impact-row-wrong', { row: wrong.row }, `第{row}项措施的${wrong.what}`, '按栏目填写数字')
    return measuresIn(input.options).length >= 2
      ? null
      : no('nothing-compared', {}, '只列了一项措施，没有可以比较的', '至少再列一项影响较小的措施，包括暂不采取')
  },
})
const chosenRemovesDanger = rule<SideDeed<Worksheet>>({
  cites: CITED,
  inForceFrom: FROM,
  refuses: ({ input }) => {
    const chosen = measuresIn(input.options).find(({ measure }) => measure === input.chosen.trim())
    if (!chosen)
      return no(
        'chosen-not-compared',
        { chosen: input.chosen },
        '选定的“{chosen}”不在比较的措施之中',
        '从所列措施中选定',
      )
    return chosen.removes
      ? null
      : no(
          'chosen-leaves-danger',
          { chosen: chosen.measure },
          '“{chosen}”不能消除危险，不能选定',
          '选定能够消除危险的措施',
        )
  },
})
/** Of measures that remove the danger the one that harms least is chosen, or it is said why not (APL 5; circular art. 14). */
const gentlestOrReason = rule<SideDeed<Worksheet>>({
  cites: CITED,
  inForceFrom: FROM,
  refuses: ({ input }) => {
    const gentler = gentlerThan(measuresIn(input.options), input.chosen.trim())
    return gentler === null || input.whyNotGentler !== ''
      ? null
      : no(
          'gentler-measure-left-out',
          { gentler: gentler.measure, days: gentler.days },
          '“{gentler}”同样能消除危险而影响较小（停产{days}天）',
          '改选该措施，或者写明为什么不采取',
        )
  },
})

export const impact = lifecycleOf(
  {
    name: 'impact',
    label: '经济影响评估',
    states: { assessed: '已评估' },
    final: ['assessed'],
    whileCase: UNDECIDED,
  },
  [
    road({
      name: 'assess-impact',
      label: '填写经济影响评估表',
      from: [DRAFT],
      to: 'assessed',
      may: 'casework.report',
      cites: CITED,
      asks: {
        options: rows('可选措施比较', COLUMNS),
        chosen: text('选定措施（与上表写法一致）'),
        reasons: long('选定理由'),
        whyNotGentler: note('为什么不采取影响较小的措施（有这样的措施时必填）'),
        mitigation: note('减轻影响的安排'),
      },
      gates: [byHandlerBeside],
      checks: [alternativesCompared, chosenRemovesDanger, gentlestOrReason],
      writes: [
        {
          code: 'JJYX',
          data: ({ thing, input }) => ({
            options: measuresIn((thing.said['assess-impact']?.['options'] ?? []) as Record<string, string>[]).map(
              ({ removes, turnover, ...row }) => ({ ...row, turnover: `${turnover}%`, removes: removes ? '能' : '否' }),
            ),
            reasons: [input.reasons, input.whyNotGentler].filter(Boolean).join('\n'),
          }),
        },
      ],
    }),
  ],
)
