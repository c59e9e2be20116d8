import { art } from '../../../kernel/citation.ts'
import { yuanText } from '../../../kernel/money.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import type { ActAmount, ActJudgement, CaseAct, Deed } from '../model.ts'
import type { ProposeDecision, SubmitReport } from './asks.ts'
import { APL_FROM } from './officers.ts'

const short = (fact: string) => (fact.length > 40 ? `${fact.slice(0, 40)}…` : fact)

/** Acts without any evidence: the gaps of the table facts × evidence (APL 40, 46). */
export const unprovedActs = (
  acts: readonly CaseAct[],
  evidence: readonly { readonly proves: readonly string[] }[],
): CaseAct[] => acts.filter(({ id }) => !evidence.some(({ proves }) => proves.includes(id)))

export const everyActIsProved = rule<Deed<SubmitReport>>({
  cites: art('APL', 40),
  inForceFrom: APL_FROM,
  refuses: ({ thing, input }) => {
    const bare = unprovedActs(input.acts, thing.evidence)
    return bare.length === 0
      ? null
      : no(
          'act-without-evidence',
          {
            count: bare.length,
            facts: bare.map(({ fact }) => short(fact)).join('；'),
          },
          '有{count}项违法事实没有证据证明：{facts}',
          '退回补充调查：添加证据，并勾选它证明的违法事实；查不清的，删去该项事实',
        )
  },
})

/**
 * An act keeps its evidence only as long as it keeps its identity: new acts come with new ids, and all ids are
 * different.
 */
export const actsAreDistinct = rule<Deed<SubmitReport>>({
  cites: art('APL', 40),
  inForceFrom: APL_FROM,
  refuses: ({ input: { acts } }) =>
    new Set(acts.map(({ id }) => id)).size === acts.length
      ? null
      : no('act-listed-twice', {}, '同一项违法行为列了两次', '删去重复的一项'),
})

/** Every act its amount, no amount without its act (分别裁量、合并处罚). */
function amountsMissing(acts: readonly CaseAct[], amounts: readonly ActAmount[]): Refusal | null {
  const bare = acts.find(({ id }) => amounts.filter(({ actId }) => actId === id).length !== 1)
  if (bare)
    return no(
      'act-without-amount',
      { fact: short(bare.fact) },
      '违法行为“{fact}”没有写明罚款金额，或者写了两次',
      '对每项违法行为分别写明一个金额',
    )
  return amounts.some(({ actId }) => !acts.some(({ id }) => id === actId))
    ? no('amount-without-act', {}, '有一笔金额不属于本案的任何违法行为', '删去这笔金额')
    : null
}

const judgementOf = ({ facts, thing }: Pick<Deed, 'facts' | 'thing'>, actId: string): ActJudgement | undefined =>
  (facts.judgement ?? thing.report?.derivation)?.acts.find((each) => each.actId === actId)

type Amounted = Deed<{ readonly amounts: readonly ActAmount[] }>

/**
 * The fine stays inside the range that the law sets for the act on its day; below it only on a statutory ground (APL
 * 32).
 */
function amountOutsideRange(deed: Amounted): Refusal | null {
  for (const { actId, amountFen } of deed.input.amounts) {
    const judged = judgementOf(deed, actId)
    if (!judged)
      return no(
        'act-not-judged',
        {},
        '裁量依据中查不到该违法行为在行为发生之日有效的处罚条款',
        '核对违法行为代码和行为日期',
      )
    const facts = {
      amount: yuanText(amountFen),
      min: yuanText(judged.minFen),
      max: yuanText(judged.maxFen),
      title: short(judged.title),
    }
    if (judged.exempt === 'must' && amountFen > 0) {
      return {
        ...no(
          'must-not-be-punished',
          facts,
          '“{title}”依法不予处罚，不得罚款',
          '对该行为作出不予处罚决定，并教育当事人',
        ),
        cites: art('APL', 33),
      }
    }
    if (amountFen > judged.maxFen)
      return no('above-maximum', facts, '“{title}”罚款{amount}元，超过法定最高额{max}元', '把金额降到法定幅度之内')
    if (amountFen < judged.minFen && !judged.mayMitigate && judged.exempt === 'none') {
      return {
        ...no(
          'below-minimum',
          facts,
          '“{title}”罚款{amount}元，低于法定最低额{min}元，又没有法定减轻情节',
          '把金额提到法定幅度之内，或者写明并证明法定减轻情节',
        ),
        cites: art('APL', 32),
      }
    }
  }
  return null
}

/** The benchmark is followed, or the reasons why not are on paper (APL 34). */
function departureWithoutReasons(deed: Deed<SubmitReport>): Refusal | null {
  if (deed.input.reasons.length >= 10) return null
  const away = deed.input.amounts.find(({ actId, amountFen }) => {
    const judged = judgementOf(deed, actId)
    return judged && (amountFen < judged.bandMinFen || amountFen > judged.bandMaxFen)
  })
  const judged = away && judgementOf(deed, away.actId)
  return away && judged
    ? no(
        'outside-tier-without-reasons',
        {
          amount: yuanText(away.amountFen),
          tier: judged.tier,
          min: yuanText(judged.bandMinFen),
          max: yuanText(judged.bandMaxFen),
        },
        '罚款{amount}元不在裁量基准{tier}档（{min}元至{max}元）之内，没有说明理由',
        '在“裁量理由”中写明偏离裁量基准的事实和理由（不少于10个字）',
      )
    : null
}

/** One natural act is fined once, however many places it was found at (APL 29). */
export const oneActOneFine = rule<Deed<SubmitReport>>({
  cites: art('APL', 29),
  inForceFrom: APL_FROM,
  refuses: ({ input: { acts } }) => {
    const keyOf = ({ violationKey, actDate }: CaseAct) => `${violationKey} ${actDate}`
    const again = acts.find((act, index) => acts.findIndex((each) => keyOf(each) === keyOf(act)) !== index)
    return again
      ? no(
          'one-act-listed-apart',
          { fact: short(again.fact) },
          '“{fact}”与另一项是同一天的同一种违法行为，不得拆开罚两次',
          '合并为一项，把人数、处数相加；确属两个行为的，写明各自的日期',
        )
      : null
  },
})

export const reportAmountsComplete = rule<Deed<SubmitReport>>({
  cites: art('APL', 44),
  inForceFrom: APL_FROM,
  refuses: ({ input }) => amountsMissing(input.acts, input.amounts),
})
export const decisionAmountsComplete = rule<Deed<ProposeDecision>>({
  cites: art('APL', 59),
  inForceFrom: APL_FROM,
  refuses: ({ thing, input }) => amountsMissing(thing.acts, input.amounts),
})
/** A report that imposes nothing leads to another decision: not to punish (APL 57). */
export const somethingIsImposed = rule<Deed<SubmitReport>>({
  cites: art('APL', 57),
  inForceFrom: APL_FROM,
  refuses: ({ input }) =>
    input.measures.length > 0 || input.amounts.some(({ amountFen }) => amountFen > 0)
      ? null
      : no(
          'nothing-imposed',
          {},
          '既没有罚款，也没有其他处罚种类',
          '写明处罚种类或者金额；依法不予处罚的，由负责人退回后另行作出不予处罚决定',
        ),
})

export const amountsInRange = rule<Amounted>({
  cites: art('APL', 34),
  inForceFrom: APL_FROM,
  refuses: amountOutsideRange,
})
export const tierOrReasons = rule<Deed<SubmitReport>>({
  cites: art('APL', 34),
  inForceFrom: APL_FROM,
  refuses: departureWithoutReasons,
})
