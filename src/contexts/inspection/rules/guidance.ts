import { z } from 'zod'
import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { bindsOn, rule } from '../../../kernel/rule.ts'
import { IdShape, LawDateShape } from '../../../kernel/shapes.ts'
import type { LawDate } from '../../../kernel/time.ts'

/** Visits that are no inspection: what is noticed there leads to advice and to nothing else. */
export const PURPOSES = { guidance: '帮扶指导', research: '调研' } as const
export type Purpose = keyof typeof PURPOSES

const words = (what: string, max: number) => z.string(`请填写${what}`).trim().min(2, `请填写${what}`).max(max)

export const Advice = z.object({ found: words('发现的情况', 500), advice: words('建议', 500) })
export type Advice = z.infer<typeof Advice>

export const GuidanceInput = z.object({
  enterpriseId: IdShape,
  purpose: z.enum(Object.keys(PURPOSES) as [Purpose, ...Purpose[]], '请选择类型'),
  on: LawDateShape,
  /** Who asked for it, or the work that it belongs to. */
  cause: words('缘由', 200),
  visitors: words('到访人员', 200),
  told: words('服务或调研内容', 2000),
  advice: z.array(Advice).max(30),
})
export type GuidanceInput = z.infer<typeof GuidanceInput>

export type GuidanceFacts = {
  readonly input: GuidanceInput
  readonly today: LawDate
  /** An inspection of the same bureau that entered the business on that day. */
  readonly inspectedThatDay: boolean
}

/** Words of power: whoever advises orders nothing and threatens nothing. */
const POWER = /责令|限期整改|限期改正|罚款|处罚|立案|查封|扣押|停产停业/

/** Art. 12: guidance and enforcement are kept apart, in words as well. */
export const advisesOnly = rule<GuidanceFacts>({
  cites: art('MEM-2025-02-27', 12),
  inForceFrom: '2025-02-27',
  refuses: ({ input: { told, advice } }) => {
    const said = [told, ...advice.flatMap((one) => [one.found, one.advice])]
    const word = said.map((text) => POWER.exec(text)?.[0]).find((found) => found !== undefined)
    return word
      ? no(
          'guidance-with-power',
          { word },
          '帮扶和调研记录中不得出现“{word}”',
          '这里只写建议；需要检查的，另行编制检查方案并扫码入企',
        )
      : null
  },
})

/** Art. 12: nobody is inspector and adviser of one business on one day. */
export const notOnTheDayOfAnInspection = rule<GuidanceFacts>({
  cites: art('MEM-2025-02-27', 12),
  inForceFrom: '2025-02-27',
  refuses: ({ inspectedThatDay, input: { on } }) =>
    inspectedThatDay
      ? no(
          'inspected-that-day',
          { on },
          '本机关{on}已在该企业检查，当天的情况记入检查记录',
          '帮扶指导与执法检查分开，另选日期',
        )
      : null,
})

const hasHappened = ({ input: { on }, today }: GuidanceFacts): Refusal | null =>
  on > today ? no('guidance-ahead', { on }, '{on}还没有到', '到访之后再记录') : null

/** Every reason why a visit cannot be kept as guidance or research. */
export const whyNotGuidance = (facts: GuidanceFacts): Refusal[] => [
  ...[hasHappened(facts)].filter((refusal) => refusal !== null),
  ...[advisesOnly, notOnTheDayOfAnInspection].flatMap((one) => {
    const refusal = bindsOn(one, facts.input.on) ? one.refuses(facts) : null
    return refusal ? [{ ...refusal, cites: one.cites }] : []
  }),
]
