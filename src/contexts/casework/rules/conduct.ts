import { lawDateOf, type LawDate } from '../../../kernel/time.ts'
import { dayOf, textIn, type Proceeding } from './proceeding.ts'

/** What a procedure says about the conduct of a business: the register keeps it for whoever plans inspections. */
export type ConductTold = {
  readonly kind: 'accident' | 'listed' | 'delisted'
  readonly on: LawDate
  /** Number of the paper that says so, else of the procedure. */
  readonly reference: string
}

const LISTS: Readonly<Record<string, { kind: 'listed' | 'delisted'; paper: string }>> = {
  list: { kind: 'listed', paper: 'LRJD' },
  'restore-listing': { kind: 'listed', paper: 'LRJD' },
  'remove-early': { kind: 'delisted', paper: 'YCJD' },
  'expire-listing': { kind: 'delisted', paper: 'YCJD' },
}

/**
 * The news that a step leaves about the business: an accident that was reported (ACC 9), a listing for serious
 * dishonesty or its end (WSL 78). Null for every other step, and for a list on which a person stands and not the business.
 */
export function conductTold(thing: Proceeding, step: string): ConductTold | null {
  const numbered = (code?: string) =>
    thing.papers.findLast((paper) => paper.code === code)?.number ?? thing.number ?? thing.title
  if (thing.kind === 'accident' && step === 'receive-accident') {
    const happenedAt = textIn(thing, step, 'happenedAt')
    return happenedAt ? { kind: 'accident', on: lawDateOf(happenedAt), reference: numbered() } : null
  }
  const list = thing.kind === 'dishonesty' && thing.party?.kind !== 'individual' ? LISTS[step] : undefined
  const on = list && dayOf(thing, step)
  return list && on ? { kind: list.kind, on, reference: numbered(list.paper) } : null
}
