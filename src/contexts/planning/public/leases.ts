import { Refused } from '../../../kernel/refusal.ts'
import type { Region } from '../../../kernel/region.ts'
import { lawDateOf, type Instant, type LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { lawbook } from '../../law/public.ts'
import { findNumber } from '../../law/rules/lawbook.ts'
import { commit } from '../public.ts'
import { countsOn, isHeld, leaseEnd, noLeaseThen, refusesLease, refusesReplay, type Lease } from '../rules/lease.ts'
import * as store from '../store.ts'
import { endLease, insertLease, leaseOf, leaseOnDevice } from '../store/leases.ts'

export type LeaseAsk = {
  readonly id: string
  readonly inspectionId: string
  /** The bureau that reserved the slot. */
  readonly bureau: Region
  /** Id of the phone. */
  readonly device: string
  readonly at: Instant
  /** Name of the officer who takes the phone along: told to whoever wants to cancel the visit meanwhile. */
  readonly by: string
}

/**
 * Lends the reserved slot of an inspection to a phone. The same phone gets its lease again; another one replaces it.
 * Throws Refused without a reserved slot of the bureau, or when its days are over (circular art. 3).
 */
export async function leaseSlot(tx: Tx, { id, inspectionId, bureau, device, at, by }: LeaseAsk): Promise<Lease> {
  const visit = await holdVisit(tx, inspectionId)
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

/** The visit of an inspection with its business held until the transaction ends. */
async function holdVisit(tx: Tx, inspectionId: string): Promise<store.KeptVisit | null> {
  const seen = await store.findVisit(tx, inspectionId)
  if (!seen) return null
  await store.lockYear(tx, seen.enterpriseId, seen.year)
  return store.lockVisit(tx, inspectionId)
}

/** The phone that holds the slot of an inspection at that time; null when none does. */
export async function slotHolder(tx: Tx, inspectionId: string, at: Instant): Promise<{ device: string } | null> {
  const lease = await leaseOf(tx, inspectionId)
  return lease && isHeld(lease, at) ? { device: lease.device } : null
}

/**
 * The phone gives the slot of an inspection back unused: it stays reserved, and may be cancelled again. A phone that
 * holds none gives nothing back.
 */
export async function returnSlot(
  tx: Tx,
  { inspectionId, device, at }: { readonly inspectionId: string; readonly device: string; readonly at: Instant },
): Promise<void> {
  await holdVisit(tx, inspectionId)
  const lease = await leaseOnDevice(tx, inspectionId, device)
  if (lease) await endLease(tx, lease.id, { because: 'returned', at, enteredAt: null })
}

export type Entry = {
  readonly inspectionId: string
  /** The phone on which the visit was entered; null for an entry that was made online without one. */
  readonly device: string | null
  /** When it was entered, and when the server hears of it. */
  readonly enteredAt: Instant
  readonly at: Instant
  readonly by: string
}

/**
 * Counts the visit on the day of the entry, exactly once however often it is told, also after New Year. A phone that
 * took the slot along is bound by its lease; without one the slot itself decides. Throws Refused when the lease does not
 * cover the entry, without a reserved slot, or where the year is full (circular art. 3).
 * @returns the law date on which it counts, and whether it was counted before.
 */
export async function commitEntry(
  tx: Tx,
  { inspectionId, device, enteredAt, at, by }: Entry,
): Promise<{ readonly on: LawDate; readonly again: boolean }> {
  const visit = await holdVisit(tx, inspectionId)
  const lease = device === null ? null : await leaseOnDevice(tx, inspectionId, device)
  if (lease?.endedBecause === 'committed') return { on: countsOn(lease.enteredAt ?? enteredAt), again: true }
  // Somebody of the team was online and entered first: the visit is counted, the phone adds nothing.
  if (lease && visit?.state === 'committed') {
    await endLease(tx, lease.id, { because: 'committed', at, enteredAt })
    return { on: visit.on, again: true }
  }
  const refusal = lease ? refusesReplay(lease, { enteredAt, at }) : null
  if (refusal) throw new Refused([refusal])
  const on = countsOn(enteredAt)
  await commit(tx, { inspectionId, on, at, by })
  if (lease) await endLease(tx, lease.id, { because: 'committed', at, enteredAt })
  return { on, again: false }
}
