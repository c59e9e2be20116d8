import type { Instant } from '../../../kernel/time.ts'

/** From this deviation on a phone's clock is called wrong; people do not read watches closer. */
export const SKEW_TOLD_MS = 2 * 60_000

export type Clocks = {
  /** By the phone: when the act was done, and when it was sent. */
  readonly takenAt: Instant
  readonly sentAt: Instant
  readonly receivedAt: Instant
}

/** The phone's clock less the server's, as far as the way of the message does not blur it. */
export const skewOf = ({ sentAt, receivedAt }: Pick<Clocks, 'sentAt' | 'receivedAt'>): number =>
  Date.parse(sentAt) - Date.parse(receivedAt)

export const isClockWrong = (skewMs: number): boolean => Math.abs(skewMs) >= SKEW_TOLD_MS

/**
 * When an act counts as done: by the phone's clock, corrected when that clock is wrong, and never after it arrived.
 * A small deviation is left alone, so that phone and office show the same minute.
 */
export function actTime(clocks: Clocks): Instant {
  const skew = skewOf(clocks)
  const told = Date.parse(clocks.takenAt) - (isClockWrong(skew) ? skew : 0)
  return new Date(Math.min(told, Date.parse(clocks.receivedAt))).toISOString()
}
