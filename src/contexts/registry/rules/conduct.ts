import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import type { LawDate } from '../../../kernel/time.ts'
import { CONDUCT_KINDS, type Conduct } from '../model.ts'

export type ConductEntry = Pick<Conduct, 'kind' | 'on' | 'reference'>

/** What the register knows about the conduct of a business on a day. */
export type Standing = {
  /** Since when no accident is known: after the last one, or since a day that was checked; null where nobody knows. */
  readonly accidentFreeSince: { readonly on: LawDate; readonly reference: string } | null
  /** The listing that runs; null when there is none, or it was ended. */
  readonly listed: { readonly on: LawDate; readonly reference: string } | null
  /** Since when the business is closed; null while it works. */
  readonly closedOn: LawDate | null
}

const latest = (entries: readonly ConductEntry[]): ConductEntry | null =>
  entries.reduce<ConductEntry | null>((best, entry) => (!best || entry.on >= best.on ? entry : best), null)

/**
 * The standing of a business on a day. No accident on record proves nothing: somebody checked it, or the register has
 * seen the last accident itself. A listing runs until it is ended by a decision, even beyond its term (WSL 78).
 */
export function standingOn(entries: readonly ConductEntry[], date: LawDate): Standing {
  const known = entries.filter(({ on }) => on <= date)
  const of = (...kinds: readonly Conduct['kind'][]) => latest(known.filter(({ kind }) => kinds.includes(kind)))
  const free = of('accident', 'accident-free')
  const listing = of('listed', 'delisted')
  const closing = of('closed', 'reopened')
  return {
    accidentFreeSince: free && { on: free.on, reference: free.reference },
    listed: listing?.kind === 'listed' ? { on: listing.on, reference: listing.reference } : null,
    closedOn: closing?.kind === 'closed' ? closing.on : null,
  }
}

/** Nothing is recorded ahead, and only a listing that runs is ended. */
export function refusesConduct(
  entry: ConductEntry,
  { entries, today }: { readonly entries: readonly ConductEntry[]; readonly today: LawDate },
): Refusal | null {
  if (entry.on > today)
    return no('conduct-in-future', { on: entry.on, today }, '日期{on}晚于今天（{today}）', '发生或者决定之后再登记')
  if (entry.kind === 'delisted' && !standingOn(entries, entry.on).listed)
    return {
      ...no('not-listed', { on: entry.on }, '该企业在{on}没有列入严重失信主体名单', '核对企业和日期，先登记列入'),
      cites: art('WSL', 78),
    }
  const isClosed = standingOn(entries, entry.on).closedOn !== null
  if ((entry.kind === 'closed' && isClosed) || (entry.kind === 'reopened' && !isClosed))
    return no(
      'already-so',
      { on: entry.on },
      isClosed ? '该企业在{on}已登记为关闭' : '该企业在{on}没有登记为关闭',
      '核对企业和日期',
    )
  const twin = entries.find(
    ({ kind, on, reference }) => kind === entry.kind && on === entry.on && reference === entry.reference,
  )
  return twin
    ? no('conduct-known', { kind: CONDUCT_KINDS[twin.kind], on: twin.on }, '{kind}（{on}）已经登记过', '无需再次登记')
    : null
}
