import type { Instant } from '../../../kernel/time.ts'

const WRONG_FROM_MS = 2 * 60_000
const KEY = 'plumbline.skew'

/** The phone's clock less the server's, as measured at the last contact; 0 while it is right. */
export function knownSkewMs(): number {
  try {
    const skew = Number(localStorage.getItem(KEY) ?? 0)
    return Math.abs(skew) >= WRONG_FROM_MS ? skew : 0
  } catch {
    return 0
  }
}

export function rememberSkew(ms: number): void {
  try {
    localStorage.setItem(KEY, String(ms))
  } catch {
    // Without storage the next contact tells it again.
  }
}

/** Now, as far as the phone can know it: its own clock, corrected by what the last contact showed. */
export const rightNow = (): Instant => new Date(Date.now() - knownSkewMs()).toISOString()

/** A clock that nobody can set; it begins anew with each page. */
export const ticksNow = () => ({ origin: String(performance.timeOrigin), ms: Math.round(performance.now()) })

/** Milliseconds since then by that clock; null when the page was started anew in between. */
export const elapsedSince = ({ origin, ms }: { readonly origin: string; readonly ms: number }): number | null =>
  origin === String(performance.timeOrigin) ? Math.max(0, Math.round(performance.now() - ms)) : null
