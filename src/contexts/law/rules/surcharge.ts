import { addDays, daysBetween, type LawDate } from '../../../kernel/time.ts'

/**
 * Days of reconsideration or litigation, during which the surcharge does not grow (APL 73(3)); open while it goes on.
 */
export type Freeze = { readonly from: LawDate; readonly to: LawDate | null }

export type SurchargeAsk = {
  readonly fineFen: number
  /** Last day to pay. The surcharge begins on the day after it. */
  readonly dueOn: LawDate
  /** The day up to which it is counted, itself included: the day of payment or today. */
  readonly asOf: LawDate
  readonly frozen?: readonly Freeze[]
  /** Share of the fine a day and its cap: parameters fine.surcharge-per-day and fine.surcharge-cap. */
  readonly perDay: number
  readonly cap: number
}

export type Surcharge = {
  readonly days: number
  readonly amountFen: number
  readonly isCapped: boolean
  readonly firstDay: LawDate
  /** The day on which the cap is reached, when it was reached by then. */
  readonly cappedOn: LawDate | null
}

const isFrozen = (day: LawDate, frozen: readonly Freeze[]) =>
  frozen.some(({ from, to }) => from <= day && (to === null || day <= to))

/** 加处罚款: three per cent of the fine a day, never more than the fine itself (APL 72(1).1, ACL 45(2)). */
export function surchargeOf({ fineFen, dueOn, asOf, frozen = [], perDay, cap }: SurchargeAsk): Surcharge {
  const capFen = Math.floor(fineFen * cap)
  const firstDay = addDays(dueOn, 1)
  let days = 0
  let cappedOn: LawDate | null = null
  for (let day = firstDay; day <= asOf; day = addDays(day, 1)) {
    if (isFrozen(day, frozen)) continue
    days++
    if (cappedOn === null && Math.round(fineFen * perDay * days) >= capFen) cappedOn = day
  }
  const amountFen = Math.min(Math.round(fineFen * perDay * days), capFen)
  return { days, amountFen, isCapped: cappedOn !== null, firstDay, cappedOn }
}

/**
 * 按日连续处罚 (WSL 112): the earlier fine once for each day from the day after the order until the re-check that found the
 * refusal, that day included; it comes in addition to the first fine.
 */
export function dailyFineOf(ask: { originalFen: number; orderedOn: LawDate; recheckedOn: LawDate }) {
  const days = Math.max(0, daysBetween(ask.orderedOn, ask.recheckedOn))
  return { firstDay: addDays(ask.orderedOn, 1), days, amountFen: ask.originalFen * days }
}

/**
 * WSL 113: with a major hazard, three penalties within 180 days or four within one year lead to the proposal of
 * closure.
 */
export function isClosureDue(
  penalisedOn: readonly LawDate[],
  limits: { windowDays: number; timesInWindow: number; timesInYear: number },
): boolean {
  const dates = [...penalisedOn].sort()
  const within = (times: number, days: number) =>
    dates.some((date, index) => {
      const last = dates[index + times - 1]
      return last !== undefined && daysBetween(date, last) < days
    })
  return within(limits.timesInWindow, limits.windowDays) || within(limits.timesInYear, 365)
}
