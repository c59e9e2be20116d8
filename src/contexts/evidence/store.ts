import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { Capture, Evidence } from './model.ts'

const ITEM = sql`id, region, jsonb_build_object('kind', subject_kind, 'id', subject_id) as subject, kind, name, proves, sha256, mime, size,
  taken_at as "takenAt", received_at as "receivedAt", place, taken_by as "takenBy", thumbnail_sha256 is not null as "hasThumbnail",
  (select jsonb_build_object('id', id, 'because', because, 'askedBy', asked_by, 'askedById', asked_by_id, 'askedAt', asked_at,
     'granted', granted, 'decidedBecause', decided_because, 'decidedBy', decided_by, 'decidedAt', decided_at)
   from evidence.removal where removal.item_id = item.id order by removal.asked_at desc limit 1) as removal`

export type NewEvidence = Omit<Evidence, 'hasThumbnail' | 'removal'> & {
  readonly enterpriseId: string | null
  readonly thumbnailSha256: string | null
  readonly takenById: string
}

/** @returns false when the id is taken. */
export async function insertItem(tx: Tx, item: NewEvidence): Promise<boolean> {
  const added = await tx.run(sql`
    insert into evidence.item (id, region, enterprise_id, subject_kind, subject_id, kind, name, proves, sha256, mime, size, thumbnail_sha256,
      taken_at, received_at, place, taken_by, taken_by_id)
    values (${item.id}, ${item.region}, ${item.enterpriseId}, ${item.subject.kind}, ${item.subject.id}, ${item.kind}, ${item.name}, ${item.proves},
      ${item.sha256}, ${item.mime}, ${item.size}, ${item.thumbnailSha256}, ${item.takenAt}, ${item.receivedAt}, ${item.place}, ${item.takenBy},
      ${item.takenById})
    on conflict (id) do nothing`)
  return added > 0
}

export const findItems = (tx: Tx, ids: readonly string[]) =>
  tx.rows<Evidence>(sql`select ${ITEM} from evidence.item where id = any(${ids}::uuid[])`)

export const itemsOf = (tx: Tx, { kind, id }: Evidence['subject']) =>
  tx.rows<Evidence>(
    sql`select ${ITEM} from evidence.item where subject_kind = ${kind} and subject_id = ${id} order by received_at, id limit 500`,
  )

export const findThumbnail = (tx: Tx, id: string) =>
  tx.find<{ sha256: string; name: string }>(sql`
    select thumbnail_sha256 as sha256, name from evidence.item where id = ${id} and thumbnail_sha256 is not null`)

const CAPTURE = sql`id, region, jsonb_build_object('kind', subject_kind, 'id', subject_id) as subject, sha256, size, device_at as "deviceAt",
  act_at as "actAt", received_at as "receivedAt", elapsed_ms as "elapsedMs", latitude, longitude, annotates, taken_by as "takenBy"`

/** @returns false when the id is taken. */
export async function insertCapture(tx: Tx, capture: Capture & { readonly takenById: string }): Promise<boolean> {
  const added = await tx.run(sql`
    insert into evidence.capture (id, region, subject_kind, subject_id, sha256, size, device_at, act_at, received_at, elapsed_ms, latitude,
      longitude, annotates, taken_by, taken_by_id)
    values (${capture.id}, ${capture.region}, ${capture.subject.kind}, ${capture.subject.id}, ${capture.sha256}, ${capture.size},
      ${capture.deviceAt}, ${capture.actAt}, ${capture.receivedAt}, ${capture.elapsedMs}, ${capture.latitude}, ${capture.longitude},
      ${capture.annotates}, ${capture.takenBy}, ${capture.takenById})
    on conflict (id) do nothing`)
  return added > 0
}

export const findCapture = (tx: Tx, id: string) =>
  tx.find<Capture & { takenById: string }>(
    sql`select ${CAPTURE}, taken_by_id as "takenById" from evidence.capture where id = ${id}`,
  )

export const capturesOf = (tx: Tx, { kind, id }: Evidence['subject']) =>
  tx.rows<Capture & { hasArrived: boolean }>(sql`
    select ${CAPTURE}, exists (select from evidence.item where item.id = capture.id) as "hasArrived"
    from evidence.capture where subject_kind = ${kind} and subject_id = ${id} order by act_at, id limit 500`)
