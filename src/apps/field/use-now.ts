import { useEffect, useState } from 'react'
import type { Instant } from '../../kernel/time.ts'
import { rightNow } from './offline/clock.ts'

const TICK_MS = 20_000

/** The minute as screens show it; rules that look at the clock are asked again as it goes on. */
export function useNow(): Instant {
  const [now, setNow] = useState(rightNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(rightNow()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
