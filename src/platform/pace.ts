import type { Instant } from '../kernel/time.ts'

/** Whether one more call of this account fits into its minute. */
export type Pace = (account: string, at: Instant) => boolean

const MINUTE_MS = 60_000
/** So many accounts are remembered at most; then the ones whose minute is over go. */
const REMEMBERED_MAX = 50_000

/** Counts the calls of each account in windows of a minute, in the memory of this server alone. */
export function paceOf(callsPerMinute: number): Pace {
  const windows = new Map<string, { until: number; calls: number }>()
  return (account, at) => {
    const now = Date.parse(at)
    const window = windows.get(account)
    if (window && now < window.until && now >= window.until - MINUTE_MS) {
      window.calls += 1
      return window.calls <= callsPerMinute
    }
    if (windows.size >= REMEMBERED_MAX) for (const [key, { until }] of windows) if (until <= now) windows.delete(key)
    windows.set(account, { until: now + MINUTE_MS, calls: 1 })
    return true
  }
}
