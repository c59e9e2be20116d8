import { useState } from 'react'
import { lawDateOf, type LawDate } from '../../kernel/time.ts'

/** The law date on which the page was opened. */
export function useToday(): LawDate {
  const [today] = useState(() => lawDateOf(new Date().toISOString()))
  return today
}
