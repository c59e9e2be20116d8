import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { minuteOf } from '../../../kernel/time.ts'
import type { Inspection } from '../model.ts'

/** Two watches may differ by so much without either being wrong. */
const WATCHES_DIFFER_MS = 2 * 60_000

/**
 * What a phone reports later cannot have been done before the step that it follows (APL 47: the whole process is
 * recorded as it ran).
 */
export function refusesActBeforeTheLast(
  after: Pick<Inspection, 'history'>,
  before: Pick<Inspection, 'history'>,
): Refusal | null {
  const [taken, last] = [after.history.at(-1), before.history.at(-1)]
  if (!taken || !last || Date.parse(taken.at) >= Date.parse(last.at) - WATCHES_DIFFER_MS) return null
  const facts = { at: minuteOf(taken.at), last: minuteOf(last.at), by: last.byName }
  return {
    ...no(
      'act-before-the-last',
      facts,
      '办理时间{at}早于前一步（{by}于{last}办理）',
      '核对终端时钟；确属在前的，由承办机构负责人核对后在办公端补办',
    ),
    cites: art('APL', 47),
  }
}
