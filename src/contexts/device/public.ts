import { Conflict } from '../../kernel/answer.ts'
import type { Asker } from '../../kernel/asker.ts'
import { unlessRefused } from '../../kernel/refusal.ts'
import { lawDateOf, type Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import type { Ctx } from '../../platform/http.ts'
import type { Lease } from './model.ts'
import { actTime, isClockWrong, skewOf } from './rules/clock.ts'
import { LEASE_HOURS, refusesForeignLease, refusesOldApp, whyNotReplayed } from './rules/phone.ts'
import * as store from './store.ts'

/** What was done; evidence may come from every phone on site, papers from the one that holds the visit. */
type ActSent = { readonly action: string; readonly subjectId: string; readonly writesPapers?: boolean }

/**
 * The same call at the minute of the act. What a phone did without network counts when it was done, not when it
 * arrived; journal and receipt keep the phone's clock, the sending and the arrival beside each other. A call that is no
 * replay comes back as it is. Throws Refused for a phone that is wiped, too old, or does not hold the visit.
 */
export async function atTheAct(ctx: Ctx, { action, subjectId, writesPapers = true }: ActSent): Promise<Ctx> {
  const sent = ctx.replay
  if (!sent) return ctx
  const clocks = { takenAt: sent.takenAt, sentAt: sent.sentAt, receivedAt: ctx.at }
  const at = actTime(clocks)
  unlessRefused([refusesOldApp(sent.protocol)])
  const phone = await store.findPhone(ctx.tx, sent.phone)
  unlessRefused(whyNotReplayed({ phone, officerId: ctx.asker.id, actAt: at, receivedAt: ctx.at }))
  if (writesPapers) unlessRefused([refusesForeignLease(await store.findLease(ctx.tx, subjectId, ctx.at), sent.phone)])
  const added = await store.insertReceipt(ctx.tx, {
    ...clocks,
    id: sent.command,
    phoneId: sent.phone,
    seq: sent.seq,
    action,
    subjectId,
    region: ctx.asker.region,
    officerId: ctx.asker.id,
    actAt: at,
    outcome: 'done',
    because: '',
  })
  if (!added) throw new Conflict('这项操作已经处理过，请刷新后核对')
  const skew = skewOf(clocks)
  ctx.note({ actAt: at, phone: sent.phone, seq: sent.seq, ...(isClockWrong(skew) ? { clockSkewMs: skew } : {}) })
  return { ...ctx, at, today: lawDateOf(at) }
}

/** Which phone holds a visit; null when none does. */
export const leaseOf = (tx: Tx, inspectionId: string, at: Instant): Promise<Lease | null> =>
  store.findLease(tx, inspectionId, at)

type OwnPhone = { readonly phone: string; readonly asker: Asker; readonly at: Instant }

/** Throws Refused for a phone that is unknown, wiped or registered to somebody else: nothing is given to it. */
export async function requireOwnPhone(tx: Tx, { phone, asker, at }: OwnPhone): Promise<void> {
  const known = await store.findPhone(tx, phone)
  unlessRefused(whyNotReplayed({ phone: known, officerId: asker.id, actAt: at, receivedAt: at }))
}

type Companion = { readonly inspectionId: string; readonly phone: string; readonly asker: Asker; readonly at: Instant }

/** The lease of the phone that a second one accompanies; null when none holds the visit, or this phone itself does. */
export async function leaseBeside(tx: Tx, { inspectionId, phone, asker, at }: Companion): Promise<Lease | null> {
  await requireOwnPhone(tx, { phone, asker, at })
  const held = await store.findLease(tx, inspectionId, at)
  return held?.phoneId === phone ? null : held
}

/** Lets a phone take a visit along, or keep it longer. Throws Refused with who holds it. */
export async function leaseTo(
  tx: Tx,
  { inspectionId, phone, asker, at }: { inspectionId: string; phone: string; asker: Asker; at: Instant },
): Promise<Lease> {
  const held = await store.findLease(tx, inspectionId, at)
  unlessRefused([refusesForeignLease(held, phone)])
  await requireOwnPhone(tx, { phone, asker, at })
  const until = new Date(Date.parse(at) + LEASE_HOURS * 3_600_000).toISOString()
  if (held) {
    await store.extendLease(tx, { inspectionId, until })
    return { ...held, until }
  }
  await store.endLease(tx, { inspectionId, at })
  const lease = { inspectionId, phoneId: phone, officerId: asker.id, officerName: asker.name, leasedAt: at, until }
  if (!(await store.insertLease(tx, { ...lease, region: asker.region })))
    throw new Conflict('另一台终端刚刚带走了这次检查，请刷新后查看')
  return lease
}

/** Ends the lease of a visit that its phone hands back. Throws Refused when another phone holds it. */
export async function endLeaseOf(
  tx: Tx,
  { inspectionId, phone, at }: { inspectionId: string; phone: string; at: Instant },
): Promise<void> {
  unlessRefused([refusesForeignLease(await store.findLease(tx, inspectionId, at), phone)])
  await store.endLease(tx, { inspectionId, at })
}

/** Whether a phone was reported lost and told to forget everything: nothing comes back from it any more. */
export async function isWiped(tx: Tx, phone: string): Promise<boolean> {
  const known = await store.findPhone(tx, phone)
  return known !== null && known.wipedAt !== null
}
