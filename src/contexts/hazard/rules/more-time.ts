/** More time to put a hazard right: asked for before the period ends, answered by the bureau (clocks D-04, D-05). */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import type { Act } from '../../../kernel/step.ts'
import { lawDateOf, type LawDate } from '../../../kernel/time.ts'
import type { AskMoreTime, Hazard } from '../model.ts'

const CITED = art('WSL', 65, 1, 2)
const FROM = '2021-09-01'

/** Asked and not answered. */
export const isAsking = ({ moreTime }: Pick<Hazard, 'moreTime'>): boolean =>
  moreTime !== null && moreTime !== undefined && moreTime.answer === null

type Asking = Act<Hazard, AskMoreTime, null>

export const askedBeforeTheEnd = rule<Asking>({
  cites: CITED,
  inForceFrom: FROM,
  refuses: ({ thing, at }) =>
    thing.rectifyBy && lawDateOf(at) > thing.rectifyBy
      ? no(
          'period-already-over',
          { rectifyBy: thing.rectifyBy },
          '整改期限{rectifyBy}已经届满，不能再申请延期',
          '尽快整改并报告，等待复查',
        )
      : null,
})
export const asksForLater = rule<Asking>({
  cites: CITED,
  inForceFrom: FROM,
  refuses: ({ thing, input }) =>
    thing.rectifyBy && input.until <= thing.rectifyBy
      ? no('not-later', { rectifyBy: thing.rectifyBy }, '申请的日期不晚于现有期限{rectifyBy}', '填写晚于现有期限的日期')
      : null,
})
export const asksOnce = rule<Asking>({
  cites: CITED,
  inForceFrom: FROM,
  refuses: ({ thing }) => (isAsking(thing) ? no('asked-already', {}, '延期申请还没有答复', '等待检查机关答复') : null),
})

export type AnswerMoreTime = { readonly until: LawDate | null; readonly because: string }
type Answering = Act<Hazard, AnswerMoreTime, null>

export const somethingIsAsked = rule<Answering>({
  cites: CITED,
  inForceFrom: FROM,
  refuses: ({ thing }) =>
    isAsking(thing) ? null : no('nothing-asked', {}, '该问题没有待答复的延期申请', '刷新后查看'),
})
/** No longer than was asked for, and longer than it is. */
export const withinWhatWasAsked = rule<Answering>({
  cites: CITED,
  inForceFrom: FROM,
  refuses: ({ thing, input }) => {
    const [now, asked] = [thing.rectifyBy ?? '', thing.moreTime?.until ?? '']
    return input.until && (input.until <= now || input.until > asked)
      ? no('beyond-what-was-asked', { now, asked }, '延长后的期限应当晚于{now}，不晚于申请的{asked}', '改填日期')
      : null
  },
})
