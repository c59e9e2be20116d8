import { NotFound } from '../../../kernel/answer.ts'
import { Refused } from '../../../kernel/refusal.ts'
import type { Region } from '../../../kernel/region.ts'
import { lawDateOf, type Instant, type LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { lawbook } from '../../law/public.ts'
import { findNumber } from '../../law/rules/lawbook.ts'
import { commit } from '../public.ts'
import { countsOn, leaseEnd, noLeaseThen, refusesLease, refusesReplay, type Lease } from '../rules/lease.ts'
import * as store from '../store.ts'
import { endLease, findLease, insertLease, leaseOf } from '../store/leases.ts'

export type LeaseAsk = {
  readonly id: string
  readonly inspectionId: string
  /** The bureau of the officer who takes the phone along. */
  readonly bureau: Region
  readonly device: string
  readonly at: Instant
  readonly by: string
}

/**
 * Lends the reserved slot of an inspection to a device. The same device gets its lease again; another one replaces it.
 * Throws Refused without a reserved slot of the bureau, or when its days are over.
 */
export async function leaseSlot(tx: Tx, { id, inspectionId, bureau, device, at, by }: LeaseAsk): Promise<Lease> {
  const seen = await store.findVisit(tx, inspectionId)
  if (seen) await store.lockYear(tx, seen.enterpriseId, seen.year)
  const visit = seen && (await store.lockVisit(tx, inspectionId))
  const days = findNumber(lawbook(), 'planning.lease-days', { region: bureau, date: lawDateOf(at) })
  if (days === null) throw new Refused([noLeaseThen()])
  const refusal = refusesLease({ visit, bureau, at, days })
  if (refusal || !visit) throw new Refused(refusal ? [refusal] : [])
  const there = await leaseOf(tx, inspectionId)
  const untilAt = leaseEnd(visit, days)
  if (there?.device === device && there.endedBecause === null && there.untilAt === untilAt) return there
  if (there) await endLease(tx, there.id, { because: 'replaced', at, enteredAt: null })
  const lease: Lease = {
    id,
    inspectionId,
    enterpriseId: visit.enterpriseId,
    device,
    issuedAt: at,
    issuedTo: by,
    untilAt,
    committedAt: null,
    enteredAt: null,
    endedBecause: null,
  }
  await insertLease(tx, lease, bureau)
  return lease
}

/** The lease with its business held. Throws NotFound. */
async function holdLease(tx: Tx, id: string): Promise<Lease> {
  const seen = await findLease(tx, id)
  if (!seen) throw new NotFound('lease')
  await store.lockYear(tx, seen.enterpriseId, Number(lawDateOf(seen.issuedAt).slice(0, 4)))
  const lease = await findLease(tx, id)
  if (!lease) throw new NotFound('lease')
  return lease
}

/** The phone gives the slot back unused: it stays reserved, and may be cancelled again. */
export async function returnLease(tx: Tx, { id, at }: { readonly id: string; readonly at: Instant }): Promise<void> {
  const lease = await holdLease(tx, id)
  await endLease(tx, lease.id, { because: 'returned', at, enteredAt: null })
}

/**
 * Counts the visit on the day of the entry by the device's clock, exactly once however often it is told, also after New
 * Year. Throws Refused when the lease does not cover the entry.
 * @returns the law date on which it counts, and whether it was counted before.
 */
export async function commitLeased(
  tx: Tx,
  {
    id,
    enteredAt,
    at,
    by,
  }: { readonly id: string; readonly enteredAt: Instant; readonly at: Instant; readonly by: string },
): Promise<{ readonly on: LawDate; readonly again: boolean }> {
  const lease = await holdLease(tx, id)
  if (lease.endedBecause === 'committed') return { on: countsOn(lease.enteredAt ?? enteredAt), again: true }
  const visit = await store.findVisit(tx, lease.inspectionId)
  // Somebody of the team was online and entered first: the visit is counted, the phone adds nothing.
  if (visit?.state === 'committed') {
    await endLease(tx, id, { because: 'committed', at, enteredAt })
    return { on: visit.on, again: true }
  }
  const refusal = refusesReplay(lease, { enteredAt, at })
  if (refusal) throw new Refused([refusal])
  const on = countsOn(enteredAt)
  await commit(tx, { inspectionId: lease.inspectionId, on, at, by })
  await endLease(tx, id, { because: 'committed', at, enteredAt })
  return { on, again: false }
}
