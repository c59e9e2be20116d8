import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf, type LawDate } from '../../../kernel/time.ts'
import type { Case, Deed } from '../model.ts'
import type { RecordDefence, Serve, WaiveRights } from './asks.ts'
import { APL_FROM } from './officers.ts'

/** The day until which the party may still speak or ask for a hearing; null when nothing was served yet. */
export function rightsRunUntil(notice: Case['notice']): LawDate | null {
  if (!notice?.servedOn || !notice.defenceUntil) return null
  return notice.hearingUntil && notice.hearingUntil > notice.defenceUntil ? notice.hearingUntil : notice.defenceUntil
}

/**
 * G09, clock D-19: no decision before the end of the last day of both periods, unless both were waived in writing (APL
 * 44, 45, 62, 64).
 */
export const rightsOver = rule<Deed>({
  cites: art('APL', 62),
  inForceFrom: APL_FROM,
  refuses: ({ thing, at }) => {
    const { notice } = thing
    if (notice?.waivedOn) return null
    const until = rightsRunUntil(notice)
    if (!until)
      return no('notice-not-served', {}, '告知书尚未送达，当事人的陈述、申辩和听证期限还没有开始', '先送达告知书')
    return lawDateOf(at) > until
      ? null
      : no(
          'rights-still-open',
          { until },
          '当事人的陈述申辩、听证申请期限到{until}当日结束才届满，期满前不得作出行政处罚决定',
          '等到{until}之后，或者由当事人书面放弃陈述申辩和听证的权利',
        )
  },
})

/** What the party said is answered point by point before anybody decides (APL 45). */
export const defenceAnswered = rule<Deed>({
  cites: art('APL', 45),
  inForceFrom: APL_FROM,
  refuses: ({ thing: { notice } }) =>
    notice?.defence && !notice.defenceAnswer.trim()
      ? no('defence-unanswered', {}, '当事人的陈述申辩意见尚未复核答复', '逐条写明采纳与否及理由')
      : null,
})

export const everyPointAnswered = rule<Deed<RecordDefence>>({
  cites: art('APL', 45),
  inForceFrom: APL_FROM,
  refuses: ({ input: { points } }) => {
    const open = points.findIndex(({ answer }) => answer.length < 4)
    return open < 0
      ? null
      : no('defence-point-unanswered', { nth: open + 1 }, '当事人的第{nth}条意见没有复核答复', '写明采纳与否及理由')
  },
})

/** A waiver is explicit, covers every right that is open, and lies between the service and today (APL 62). */
export const waiverIsWhole = rule<Deed<WaiveRights>>({
  cites: art('APL', 62),
  inForceFrom: APL_FROM,
  refuses: ({ thing: { notice }, input, at }) => {
    if (!input.defence || (notice?.hearingApplies && !input.hearing)) {
      return no(
        'waiver-not-whole',
        {},
        '当事人没有明确放弃全部权利，未放弃的仍须等到期限届满',
        '分别写明放弃陈述、申辩的权利和听证的权利，或者等到期限届满',
      )
    }
    if (notice?.servedOn && input.on < notice.servedOn)
      return no(
        'waived-before-service',
        { servedOn: notice.servedOn },
        '放弃权利的日期早于告知书送达的日期{servedOn}',
        '核对日期',
      )
    return input.on > lawDateOf(at) ? no('waived-in-the-future', {}, '放弃权利的日期晚于今天', '核对日期') : null
  },
})

/** The signed paper itself is kept; a note that he said so is no waiver (SZF 349). */
export const waiverIsKept = rule<Deed<WaiveRights>>({
  cites: art('APL', 62),
  inForceFrom: APL_FROM,
  refuses: ({ input }) =>
    input.evidenceId
      ? null
      : no('waiver-not-kept', {}, '没有附当事人签名的书面放弃声明', '上传书面放弃声明的照片或者扫描件'),
})

/** Nothing runs from a paper that was not served (guard G13). */
export const serviceCounts = rule<Deed<Serve>>({
  cites: art('APL', 61),
  inForceFrom: APL_FROM,
  refuses: ({ facts }) => (facts.servedOn ? null : no('service-without-date', {}, '没有取得送达日期', '补全送达回证')),
})
