/** What procedures beside the case forbid on the straight road while they last. */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule, type Rule } from '../../../kernel/rule.ts'
import type { Deed } from '../model.ts'
import { APL_FROM } from './officers.ts'

const openOf = ({ facts }: Deed, ...kinds: readonly string[]) =>
  facts.beside.filter(({ kind, isOpen }) => isOpen && kinds.includes(kind))

const waitsFor = (
  kinds: readonly string[],
  { code, cites, says, mend }: { code: string; cites: ReturnType<typeof art>; says: string; mend: string },
): Rule<Deed> =>
  rule<Deed>({
    cites,
    inForceFrom: APL_FROM,
    refuses: (deed) => {
      const [open] = openOf(deed, ...kinds)
      return open ? no(code, { what: open.label, state: open.stateLabel }, says, mend) : null
    },
  })

/** G17: a fine does not take the place of a prosecution; while the police decide, the fine waits (APL 27, 35; trap 30). */
export const noCrimeOverFine = waitsFor(['criminal'], {
  code: 'criminal-pending',
  cites: art('APL', 27),
  says: '本案涉嫌犯罪，移送程序正在“{state}”，罚款决定应当暂缓',
  mend: '公安机关、检察机关或者法院作出结论后再办理',
})

/** APL 65: who asked for a hearing is heard before anything is decided, and the decision follows the minutes. */
export const hearingIsOver = waitsFor(['hearing'], {
  code: 'hearing-not-over',
  cites: art('APL', 65),
  says: '当事人要求听证，听证程序正在“{state}”，不得作出决定',
  mend: '举行听证并完成听证报告后，根据听证笔录办理',
})

/**
 * Four ends lead out of an investigation, and a case takes one of them (APL 57): nobody fines while it is proposed not to,
 * or while the case is on its way to another body.
 */
export const noOtherEndPending = waitsFor(['no-penalty', 'cancellation', 'transfer', 'jurisdiction'], {
  code: 'other-end-pending',
  cites: art('APL', 57),
  says: '“{what}”正在“{state}”，有结果之前不得提请或者作出处罚决定',
  mend: '先把该程序办到有结果（不同意、退回的也算）',
})

/** Deferred or in the court's hands: the money is booked where it is counted, so that nothing stays owed on paper (APL 66, ACL 53). */
export const paidWhereItRuns = waitsFor(['deferral', 'court'], {
  code: 'paid-in-procedure',
  cites: art('APL', 66),
  says: '“{what}”正在“{state}”，缴款应当在该程序中登记',
  mend: '在该程序中登记缴款、缴清或者自行履行',
})

/** A suspended case stands still until it is resumed. */
export const notSuspended = waitsFor(['suspension'], {
  code: 'case-suspended',
  cites: art('APL', 57),
  says: '本案已中止办理',
  mend: '中止的原因消除后，先办理恢复',
})

/** G18: nothing that the case began is left open behind its closing; goods are disposed of, money is settled. */
export const nothingOpenBeside = rule<Deed>({
  cites: art('APL', 57),
  inForceFrom: APL_FROM,
  refuses: ({ facts: { beside } }) => {
    const open = beside.filter(({ isOpen, outlives }) => isOpen && !outlives)
    return open.length === 0
      ? null
      : no(
          'procedure-still-open',
          { which: open.map(({ label, stateLabel }) => `${label}（${stateLabel}）`).join('、') },
          '还有未办结的程序：{which}',
          '逐项办结之后再提请结案',
        )
  },
})
