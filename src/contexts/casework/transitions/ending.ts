/**
 * Arrows of the case that a procedure beside it takes: nobody presses them by themselves. Whoever takes the step beside
 * the case answers for it; the case's own law is that of where it may end and where it may come back from.
 */
import { art } from '../../../kernel/citation.ts'
import type { Case, Ending } from '../model.ts'
import type { RecordPayment } from '../rules/asks.ts'
import { noCrimeOverFine } from '../rules/beside.ts'
import { arrow, todayOf } from './arrow.ts'

const UNDECIDED: readonly Case['state'][] = [
  'filed',
  'reported',
  'reviewed',
  'discussed',
  'notice-issued',
  'notified',
  'proposed',
]

/** No penalty, another body, the police, or nobody left to punish (APL 57). */
export const end = arrow<{ ending: Ending }>({
  name: 'end',
  label: '终结案件',
  from: UNDECIDED,
  to: 'ended',
  may: 'casework.read',
  cites: art('APL', 57),
  gates: [],
  stops: ['D-12', 'D-16', 'D-18'],
  apply: ({ thing, input }) => ({ ...thing, decision: null, ending: input.ending }),
})

/**
 * The decision fell: revoked, declared unlawful or void (APL 75, ARL 64–67, ALL 70–75). A remedy may come after the closing,
 * and then the case is closed anew; the file of an archived one stays as it was locked.
 */
export const revoke = arrow<{ ending: Ending }>({
  name: 'revoke',
  label: '撤销处罚决定',
  from: ['decided', 'served', 'paid', 'closing', 'closed'],
  to: 'ended',
  may: 'casework.read',
  cites: art('APL', 75),
  gates: [],
  stops: ['D-20', 'D-22', 'D-25', 'D-30', 'D-31', 'D-32', 'D-42', 'D-50', 'D-74'],
  apply: ({ thing, input }) => ({ ...thing, ending: input.ending, closing: null }),
})

/** It comes back: the exempted did not correct, the police or another body hands it back (APL 27, 33; R310 10, 13). */
export const reopen = arrow<{ decideBy: string | null }>({
  name: 'reopen',
  label: '恢复办理',
  from: ['ended'],
  to: 'filed',
  may: 'casework.read',
  cites: art('APL', 27),
  gates: [],
  starts: ['D-12'],
  apply: ({ thing, input }) => ({ ...thing, ending: null, decision: null, notice: null, decideBy: input.decideBy }),
})

/** Paid in instalments or through the court: the decision is performed (APL 66, ACL 53). */
export const settle = arrow<RecordPayment>({
  name: 'settle',
  label: '登记执行完毕',
  from: ['served'],
  to: 'paid',
  may: 'casework.read',
  cites: art('APL', 66),
  gates: [noCrimeOverFine],
  stops: ['D-25', 'D-30', 'D-31', 'D-32'],
  apply: (deed) => ({
    ...deed.thing,
    payment: { ...deed.input, on: deed.input.on || todayOf(deed) },
  }),
})

/**
 * Another bureau takes the case over after a review or a notice (APL 25). What was reviewed, discussed and told in the name
 * of the former one does not carry a decision of the new one, which reviews and tells anew (APL 44, 57, 58, 62).
 */
export const restart = arrow<Record<string, never>>({
  name: 'restart',
  label: '移交后重新审核、告知',
  from: ['reviewed', 'discussed', 'notice-issued', 'notified', 'proposed'],
  to: 'reported',
  may: 'casework.read',
  cites: art('APL', 25, 2),
  gates: [],
  stops: ['D-16', 'D-18'],
  apply: ({ thing }) => ({ ...thing, legalReview: null, discussion: null, notice: null, decision: null }),
})
