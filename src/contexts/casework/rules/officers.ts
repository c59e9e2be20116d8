import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { rule, type Rule } from '../../../kernel/rule.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { isCertified, type Officer, type Role } from '../../people/model.ts'
import type { Deed } from '../model.ts'
import type { ProposeFiling, RecordInterview } from './asks.ts'

/** APL 42: administrative penalty cases are handled by no fewer than two officers with certificates. */
const OFFICERS_MIN = 2
/** The law in its version of 2021; earlier steps stood on other articles. */
export const APL_FROM = '2021-07-15'
export const HEADS: readonly Role[] = ['deputy-head', 'principal-head']

/** Why these are not two different persons with certificates valid on the day (guard G01); null when they are. */
export function whyNotTwoCertified(
  ids: readonly string[],
  { facts, at }: { readonly facts: { readonly officers: readonly Officer[] }; readonly at: string },
): Refusal | null {
  const named = [...new Set(ids)]
  const today = lawDateOf(at)
  const without = named.filter((id) => {
    const officer = facts.officers.find((each) => each.id === id)
    return !officer || !isCertified(officer, today)
  })
  if (without.length > 0) {
    const names = without.map((id) => facts.officers.find((each) => each.id === id)?.name ?? '查无此人').join('、')
    return no(
      'officer-not-certified',
      { names, on: today },
      '{names}在{on}没有有效的行政执法证，不能办案',
      '换由持有效执法证的人员办理',
    )
  }
  return named.length >= OFFICERS_MIN
    ? null
    : no(
        'fewer-than-two-officers',
        { count: named.length, least: OFFICERS_MIN },
        '执法人员只有{count}人，不得少于{least}人',
        '再指派一名持有效执法证的人员',
      )
}

const twoCertified = <Input>(idsOf: (deed: Deed<Input>) => readonly string[]): Rule<Deed<Input>> =>
  rule({
    cites: art('APL', 42),
    inForceFrom: APL_FROM,
    refuses: (deed: Deed<Input>) => whyNotTwoCertified(idsOf(deed), deed),
  })

export const handlersCertified = twoCertified<unknown>(({ thing }) => thing.handlers.map(({ id }) => id))
export const proposedHandlersCertified = twoCertified<ProposeFiling>(({ input }) => input.handlerIds)
export const interviewersCertified = twoCertified<RecordInterview>(({ input }) => input.officerIds)

/** The case is handled by those it was given to (procedure.md §6.1). */
export const byHandler = rule<Deed>({
  cites: art('APL', 42),
  inForceFrom: APL_FROM,
  refuses: ({ thing, by }) =>
    thing.handlers.some(({ id }) => id === by.id)
      ? null
      : no(
          'not-a-handler',
          { handlers: thing.handlers.map(({ name }) => name).join('、') },
          '您不是本案承办人',
          '由本案承办人{handlers}办理',
        ),
})

/** Whoever proposes to open a case handles it. */
export const proposerHandles = rule<Deed<ProposeFiling>>({
  cites: art('APL', 54, 2),
  inForceFrom: APL_FROM,
  refuses: ({ input, by }) =>
    input.handlerIds.includes(by.id)
      ? null
      : no('proposer-not-a-handler', {}, '提请立案的人应当是本案承办人之一', '把自己列为承办人，或者由承办人提请'),
})

/** The head of the organ decides, not whoever holds the form (procedure.md guard G05). */
export const byHead = rule<Deed>({
  cites: art('APL', 57),
  inForceFrom: APL_FROM,
  refuses: ({ by }) =>
    HEADS.some((role) => by.roles.includes(role))
      ? null
      : no('not-a-head', {}, '应当由行政机关负责人审批', '报分管负责人或者主要负责人审批'),
})

/** Nobody approves his own case. */
export const headIsNotHandler = rule<Deed>({
  cites: art('APL', 57),
  inForceFrom: APL_FROM,
  refuses: ({ thing, by }) =>
    thing.handlers.some(({ id }) => id === by.id)
      ? no('approver-is-handler', {}, '您是本案承办人，不能审批本案', '由其他负责人审批')
      : null,
})

/** 审核: whoever reviews for the unit is none of the handlers (procedure.md §6.1). */
export const unitReviewerIsApart = rule<Deed>({
  cites: art('APL', 57),
  inForceFrom: APL_FROM,
  refuses: ({ thing, by }) =>
    thing.handlers.some(({ id }) => id === by.id)
      ? no('reviewer-is-handler', {}, '您是本案承办人，不能审核本案', '由承办机构其他人员审核')
      : null,
})

/** The reviewer of a case does not decide it (APL 57, 58). */
export const headIsNotReviewer = rule<Deed>({
  cites: art('APL', 58),
  inForceFrom: APL_FROM,
  refuses: ({ thing, by }) =>
    thing.legalReview?.reviewer.id === by.id
      ? no('approver-is-reviewer', {}, '您是本案法制审核人员，不能审批本案', '由其他负责人审批')
      : null,
})
