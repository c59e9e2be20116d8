import type { Instant } from '../kernel/time.ts'

/** The one source of "now". Demo data and replays of old cases pass a clock of their own. */
export type Clock = { now(): Instant }

export const systemClock: Clock = { now: () => new Date().toISOString() }

/** A clock that stands still until it is set. */
export function clockAt(start: Instant): Clock & { set(instant: Instant): void; forward(minutes: number): void } {
  let current = start
  return {
    now: () => current,
    set: (instant) => {
      current = instant
    },
    forward: (minutes) => {
      current = new Date(Date.parse(current) + minutes * 60_000).toISOString()
    },
  }
}
