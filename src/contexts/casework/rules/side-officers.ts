/** Who may act in the procedures beside a case (procedure.md §6.1), and how their steps follow each other in time. */
import { art, type Citation } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import type { SideRule } from '../transitions/road.ts'
import { APL_FROM, HEADS, whyNotTwoCertified } from './officers.ts'
import type { SideDeed } from './proceeding.ts'

export const CITED_FROM = APL_FROM

/** Officers of the procedure itself; while it is a draft, those of its case. */
export const officersOf = ({ thing, facts }: Pick<SideDeed, 'thing' | 'facts'>) =>
  thing.officers.length > 0 ? thing.officers : (facts.case?.handlers ?? [])

/** Two handlers, certified on the day (APL 42, ACL 17). */
export const twoCertified: SideRule = rule<SideDeed>({
  cites: art('APL', 42),
  inForceFrom: APL_FROM,
  refuses: (deed) =>
    whyNotTwoCertified(
      officersOf(deed).map(({ id }) => id),
      deed,
    ),
})

/** Whoever is named as a handler belongs to the bureau of the case, and there are two of them. */
export const twoOfOurOwn = rule<SideDeed<{ handlers: readonly string[] }>>({
  cites: art('APL', 42),
  inForceFrom: CITED_FROM,
  refuses: ({ thing, input, facts }) => {
    const own = facts.officers.filter(({ id, region }) => input.handlers.includes(id) && region === thing.region)
    return own.length >= 2 && own.length === new Set(input.handlers).size
      ? null
      : no(
          'handlers-not-ours',
          { own: own.length },
          '本机关的承办人只有{own}名，不得少于两名，且不能是其他机关的人员',
          '从本机关的执法人员中指定',
        )
  },
})

/** Whoever is named as a handler has a certificate today and has not left. */
export const namedAreCertified = rule<SideDeed<{ handlers: readonly string[] }>>({
  cites: art('APL', 42),
  inForceFrom: APL_FROM,
  refuses: (deed) => whyNotTwoCertified(deed.input.handlers, deed),
})

export const byHandlerBeside: SideRule = rule<SideDeed>({
  cites: art('APL', 42),
  inForceFrom: APL_FROM,
  refuses: (deed) =>
    officersOf(deed).some(({ id }) => id === deed.by.id)
      ? null
      : no(
          'not-a-handler',
          {
            handlers: officersOf(deed)
              .map(({ name }) => name)
              .join('、'),
          },
          '您不是承办人',
          '由承办人{handlers}办理',
        ),
})

const head = (cites: Citation): SideRule =>
  rule<SideDeed>({
    cites,
    inForceFrom: APL_FROM,
    refuses: ({ by }) =>
      HEADS.some((role) => by.roles.includes(role))
        ? null
        : no('not-a-head', {}, '应当由行政机关负责人批准', '报分管负责人或者主要负责人批准'),
  })
const notHandler = (cites: Citation): SideRule =>
  rule<SideDeed>({
    cites,
    inForceFrom: APL_FROM,
    refuses: (deed) =>
      officersOf(deed).some(({ id }) => id === deed.by.id)
        ? no('approver-is-handler', {}, '您是承办人，不能审批自己办理的事项', '由其他负责人审批')
        : null,
  })

/** The head approves, and nobody approves his own. */
export const headApproves = (cites: Citation = art('APL', 57)): readonly SideRule[] => [head(cites), notHandler(cites)]

/** The principal head himself, or who acts for him (R310 5, WSL 70); a deputy does not do (trap 20, 30). */
export const principalDecides = (cites: Citation): SideRule =>
  rule<SideDeed>({
    cites,
    inForceFrom: '2020-08-07',
    refuses: ({ by }) =>
      by.roles.includes('principal-head')
        ? null
        : no('not-the-principal-head', {}, '应当由本机关主要负责人（或者主持工作的负责人）批准', '报主要负责人批准'),
  })

export const legalReviewerActs: SideRule = rule<SideDeed>({
  cites: art('APL', 58, 2),
  inForceFrom: APL_FROM,
  refuses: (deed) =>
    !deed.by.roles.includes('legal-reviewer')
      ? no('reviewer-not-qualified', {}, '您不是法制审核人员', '由法制审核人员审核')
      : officersOf(deed).some(({ id }) => id === deed.by.id)
        ? no('reviewer-is-handler', {}, '您是承办人，不能审核', '由未参与办案的法制审核人员审核')
        : null,
})

/** A date that a step tells lies not after today; records speak of what was. */
export const notInFuture = <Name extends string>(name: Name, cites: Citation): SideRule<{ [K in Name]: unknown }> =>
  rule<SideDeed<{ [K in Name]: unknown }>>({
    cites,
    inForceFrom: '2007-06-01',
    refuses: ({ input, at }) => {
      const value = input[name]
      if (typeof value !== 'string') return null
      const isLater = value.includes('T') ? value > at : value > lawDateOf(at)
      return isLater ? no('date-in-future', { on: value }, '登记的时间{on}晚于现在', '事情发生之后再登记') : null
    },
  })
