import sql from 'sql-template-tag'
import { regionRange, type Region } from '../../kernel/region.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import type { Burden } from './contract/burden.ts'
import type { Lease, Phone, Receipt } from './model.ts'

const PHONE = sql`id, region, officer_id as "officerId", officer_name as "officerName", agent, protocol, registered_at as "registeredAt",
  seen_at as "seenAt", skew_ms as "skewMs", waiting, wiped_at as "wipedAt", wiped_by as "wipedBy"`
const LEASE = sql`inspection_id as "inspectionId", phone_id as "phoneId", officer_id as "officerId", officer_name as "officerName",
  leased_at as "leasedAt", until`
const RECEIPT = sql`id, phone_id as "phoneId", seq, action, subject_id as "subjectId", taken_at as "takenAt", sent_at as "sentAt",
  received_at as "receivedAt", act_at as "actAt", outcome, because`

export const findPhone = (tx: Tx, id: string) => tx.find<Phone>(sql`select ${PHONE} from device.phone where id = ${id}`)

/**
 * Registers a phone or notes its contact. Another officer takes an empty phone over; a wiped one stays wiped. Null when the
 * id belongs to a phone that the asker may not see; an upsert would run into its row and fail instead of answering.
 */
export async function greetPhone(tx: Tx, phone: Phone): Promise<Phone | null> {
  return tx.find<Phone>(sql`
    with known as (
      update device.phone set seen_at = ${phone.seenAt}, skew_ms = ${phone.skewMs}, waiting = ${phone.waiting}, protocol = ${phone.protocol},
        agent = ${phone.agent}, officer_id = ${phone.officerId}, officer_name = ${phone.officerName}, region = ${phone.region}
      where id = ${phone.id} returning *
    ), fresh as (
      insert into device.phone (id, region, officer_id, officer_name, agent, protocol, registered_at, seen_at, skew_ms, waiting)
      select ${phone.id}::uuid, ${phone.region}, ${phone.officerId}, ${phone.officerName}, ${phone.agent}, ${phone.protocol}::smallint,
        ${phone.registeredAt}::timestamptz, ${phone.seenAt}::timestamptz, ${phone.skewMs}::bigint, ${phone.waiting}::integer
      where not exists (select from known)
      on conflict do nothing returning *
    )
    select ${PHONE} from (select * from known union all select * from fresh) as greeted`)
}

export async function wipePhone(
  tx: Tx,
  { id, at, by }: { id: string; at: Instant; by: string },
): Promise<Phone | null> {
  return tx.find<Phone>(
    sql`update device.phone set wiped_at = coalesce(wiped_at, ${at}), wiped_by = coalesce(wiped_by, ${by}) where id = ${id} returning ${PHONE}`,
  )
}

export const wipePhonesOf = (tx: Tx, { officerId, at, by }: { officerId: string; at: Instant; by: string }) =>
  tx.run(
    sql`update device.phone set wiped_at = ${at}, wiped_by = ${by} where officer_id = ${officerId} and wiped_at is null`,
  )

/** Whether a phone was wiped, asked by itself without a session: it sees its own row and no other. */
export async function mustPhoneForget(tx: Tx, id: string): Promise<boolean> {
  await tx.run(sql`select set_config('plumbline.asking_phone', ${id}, true)`)
  return (await tx.find(sql`select 1 from device.phone where id = ${id} and wiped_at is not null`)) !== null
}

export function listPhones(tx: Tx, region: Region) {
  const { from, below } = regionRange(region)
  return tx.rows<Phone>(
    sql`select ${PHONE} from device.phone where region >= ${from} and region < ${below} order by seen_at desc, id limit 500`,
  )
}

/** The lease that runs; one whose time is over holds nobody up. */
export const findLease = (tx: Tx, inspectionId: string, at: Instant) =>
  tx.find<Lease>(
    sql`select ${LEASE} from device.lease where inspection_id = ${inspectionId} and released_at is null and until > ${at}`,
  )

export async function insertLease(tx: Tx, lease: Lease & { readonly region: Region }): Promise<boolean> {
  const added = await tx.run(sql`
    insert into device.lease (inspection_id, phone_id, region, officer_id, officer_name, leased_at, until)
    values (${lease.inspectionId}, ${lease.phoneId}, ${lease.region}, ${lease.officerId}, ${lease.officerName}, ${lease.leasedAt}, ${lease.until})
    on conflict do nothing`)
  return added > 0
}

export const extendLease = (tx: Tx, { inspectionId, until }: Pick<Lease, 'inspectionId' | 'until'>) =>
  tx.run(sql`update device.lease set until = ${until} where inspection_id = ${inspectionId} and released_at is null`)

/** Ends the lease of a visit: handed back by its phone, or its time was over. */
export const endLease = (tx: Tx, { inspectionId, at }: { inspectionId: string; at: Instant }) =>
  tx.run(sql`update device.lease set released_at = ${at} where inspection_id = ${inspectionId} and released_at is null`)

export const endLeasesOf = (tx: Tx, { officerId, at }: { officerId: string; at: Instant }) =>
  tx.run(sql`update device.lease set released_at = ${at} where officer_id = ${officerId} and released_at is null`)

/** The secret of a visit: the one that is there, or this one. */
export async function keepLinkSecret(
  tx: Tx,
  { inspectionId, region, secret, at }: { inspectionId: string; region: Region; secret: Buffer; at: Instant },
): Promise<Buffer> {
  await tx.run(sql`
    insert into device.link_secret (inspection_id, region, secret, made_at) values (${inspectionId}, ${region}, ${secret}, ${at})
    on conflict do nothing`)
  const row = await tx.find<{ secret: Buffer }>(
    sql`select secret from device.link_secret where inspection_id = ${inspectionId}`,
  )
  if (!row) throw new Error(`the secret of the visit ${inspectionId} is not in scope`)
  return row.secret
}

export async function insertReceipt(
  tx: Tx,
  receipt: Receipt & { readonly region: Region; readonly officerId: string },
): Promise<boolean> {
  const added = await tx.run(sql`
    insert into device.command (region, id, phone_id, seq, action, subject_id, officer_id, taken_at, sent_at, received_at, act_at, outcome, because)
    values (${receipt.region}, ${receipt.id}, ${receipt.phoneId}, ${receipt.seq}, ${receipt.action}, ${receipt.subjectId}, ${receipt.officerId},
      ${receipt.takenAt}, ${receipt.sentAt}, ${receipt.receivedAt}, ${receipt.actAt}, ${receipt.outcome}, ${receipt.because})
    on conflict do nothing`)
  return added > 0
}

export const findReceipt = (tx: Tx, id: string) =>
  tx.find<Receipt>(sql`select ${RECEIPT} from device.command where id = ${id}`)

export const receiptsOf = (tx: Tx, subjectId: string) =>
  tx.rows<Receipt>(
    sql`select ${RECEIPT} from device.command where subject_id = ${subjectId} order by act_at, seq, id limit 500`,
  )

type BurdenTold = Burden & {
  readonly phoneId: string
  readonly officerId: string
  readonly officerName: string
  readonly toldAt: Instant
}

/** The latest word of a phone counts; false when the row is hidden, because another bureau holds it. */
export async function keepBurden(tx: Tx, told: BurdenTold & { readonly region: Region }): Promise<boolean> {
  const kept = await tx.run(sql`
    insert into device.burden as b (inspection_id, phone_id, region, officer_id, officer_name, taps, checklist, photos, strokes, typed,
      active_ms, bytes, findings, told_at)
    values (${told.inspectionId}, ${told.phoneId}, ${told.region}, ${told.officerId}, ${told.officerName}, ${told.taps}, ${told.checklist},
      ${told.photos}, ${told.strokes}, ${told.typed}, ${told.activeMs}, ${told.bytes}, ${told.findings}, ${told.toldAt})
    on conflict (inspection_id, phone_id) do update set taps = excluded.taps, checklist = excluded.checklist, photos = excluded.photos,
      strokes = excluded.strokes, typed = excluded.typed, active_ms = excluded.active_ms, bytes = excluded.bytes,
      findings = excluded.findings, told_at = excluded.told_at`)
  return kept > 0
}

export function listBurden(tx: Tx, { region, from: day }: { region: Region; from: string }) {
  const { from, below } = regionRange(region)
  return tx.rows<Omit<BurdenTold, 'officerId'>>(sql`
    select inspection_id as "inspectionId", phone_id as "phoneId", officer_name as "officerName", taps, checklist, photos, strokes, typed,
      active_ms::float8 as "activeMs", bytes::float8 as bytes, findings, told_at as "toldAt"
    from device.burden where region >= ${from} and region < ${below} and told_at >= ${day}::date
    order by told_at desc, inspection_id limit 500`)
}
