import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { minuteOf } from '../../../kernel/time.ts'
import type { Deed } from '../model.ts'
import type { Discuss } from './asks.ts'
import { APL_FROM, HEADS } from './officers.ts'
import { currentMatter, procedureOf, saysSomething } from './review.ts'

/** Heads of the organ itself; heads of its inner units do not count (SZF 139, 346). */
const HEADS_MIN = 2

export const twoHeadsDiscuss = rule<Deed<Discuss>>({
  cites: art('APL', 57, 2),
  inForceFrom: APL_FROM,
  refuses: ({ input, facts }) => {
    const isHere = (id: string) => input.attendees.some(({ officerId }) => officerId === id)
    const heads = facts.officers.filter(({ id, roles }) => isHere(id) && HEADS.some((role) => roles.includes(role)))
    return new Set(heads.map(({ id }) => id)).size >= HEADS_MIN
      ? null
      : no(
          'too-few-heads',
          { count: heads.length, least: HEADS_MIN },
          '出席集体讨论的行政机关负责人只有{count}人，不得少于{least}人，内设机构负责人不计入',
          '由行政机关主要负责人、分管负责人等{least}人以上参加',
        )
  },
})

/** The handlers report; they do not sit among those who decide (procedure.md §6.1). */
export const handlersDoNotVote = rule<Deed<Discuss>>({
  cites: art('APL', 57, 2),
  inForceFrom: APL_FROM,
  refuses: ({ input, thing }) => {
    const both = thing.handlers.find(({ id }) => input.attendees.some(({ officerId }) => officerId === id))
    return both
      ? no('handler-votes', { name: both.name }, '{name}是本案承办人，只能汇报，不参加表决', '把承办人列为汇报人')
      : null
  },
})

/** Each one speaks, with reasons (SZF 347). */
export const eachSpeaks = rule<Deed<Discuss>>({
  cites: art('APL', 57, 2),
  inForceFrom: APL_FROM,
  refuses: ({ input: { attendees } }) => {
    const silent = attendees.filter(({ opinion }) => !saysSomething(opinion))
    return silent.length === 0
      ? null
      : no(
          'attendee-without-opinion',
          { names: silent.map(({ name }) => name).join('、') },
          '没有写明{names}的意见和理由，只写“同意”不算发言',
          '逐人记录意见和理由',
        )
  },
})

export const discussionRunsForward = rule<Deed<Discuss>>({
  cites: art('APL', 57, 2),
  inForceFrom: APL_FROM,
  refuses: ({ input: { from, until }, at }) => {
    if (minuteOf(until) <= minuteOf(from))
      return no('discussion-ends-before-start', {}, '集体讨论的结束时间应当晚于开始时间', '核对起止时间')
    return until > at ? no('discussion-in-the-future', {}, '集体讨论的结束时间晚于现在', '讨论结束后再登记') : null
  },
})

/** G11: complex or major cases are decided together, on exactly these facts and amounts (APL 57(2)). */
export const discussionDone = rule<Deed>({
  cites: art('APL', 57, 2),
  inForceFrom: APL_FROM,
  refuses: (deed) => {
    if (!procedureOf(deed).discussion) return null
    const { discussion } = deed.thing
    if (!discussion)
      return no(
        'not-discussed',
        {},
        '本案情节复杂或者属于重大违法行为，应当由行政机关负责人集体讨论决定',
        '组织集体讨论并制作记录',
      )
    return discussion.of === currentMatter(deed)
      ? null
      : no('discussion-outdated', {}, '集体讨论之后，违法事实或者罚款金额有变动', '按现在的事实和金额再次集体讨论')
  },
})
