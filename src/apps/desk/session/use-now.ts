import { useEffect, useState } from 'react'
import type { Instant } from '../../../kernel/time.ts'

const TICK_MS = 20_000

/** The time as the rules of a form see it; they are asked again as it goes on. */
export function useNow(): Instant {
  const [now, setNow] = useState(() => new Date().toISOString())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
