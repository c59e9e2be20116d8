import { randomUUID } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { Conflict, NotFound } from '../../kernel/answer.ts'
import type { Asker } from '../../kernel/asker.ts'
import { Refused, unlessRefused } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import { sha256Of, type FileStore } from '../../platform/files.ts'
import type { Capture, Evidence, Recording, Transfer } from './model.ts'
import { isPhoto, PHOTO_PIXELS_MAX, photoUnreadable, whyNotKept } from './rules/file-kinds.ts'
import * as store from './store.ts'
import * as chain from './store/chain.ts'

const THUMBNAIL_PIXELS = 480

/** The items in the order of the ids. Throws NotFound when one is missing or outside the scope. */
export async function getEvidence(tx: Tx, ids: readonly string[]): Promise<Evidence[]> {
  const found = new Map((await store.findItems(tx, ids)).map((item) => [item.id, item]))
  return ids.map((id) => {
    const item = found.get(id)
    if (!item) throw new NotFound('evidence')
    return item
  })
}

/** One item. Throws NotFound. */
export async function getItem(tx: Tx, id: string): Promise<Evidence> {
  const [item] = await getEvidence(tx, [id])
  if (!item) throw new NotFound('evidence')
  return item
}

/** Recordings that show a moment of a case, the earliest first. */
export const recordingsOf = (tx: Tx, caseId: string): Promise<Recording[]> => chain.recordingsOf(tx, caseId)

/** Handings over of some originals, in their order. */
export const transfersOf = (tx: Tx, itemIds: readonly string[]): Promise<Transfer[]> => chain.transfersOf(tx, itemIds)

/** The items of one inspection, case or hazard that the scope shows, the oldest first, at most 500. */
export const evidenceOf = (tx: Tx, subject: Evidence['subject']): Promise<Evidence[]> => store.itemsOf(tx, subject)

/** What phones announced of a subject, whether the bytes are here or still on their way. */
export const capturesOf = (tx: Tx, subject: Evidence['subject']): Promise<(Capture & { hasArrived: boolean })[]> =>
  store.capturesOf(tx, subject)

/** The original of one item, checked against its hash. Throws NotFound. */
export async function readOriginal(tx: Tx, files: FileStore, id: string): Promise<{ item: Evidence; bytes: Buffer }> {
  const item = await getItem(tx, id)
  return { item, bytes: await files.read(item.sha256) }
}

/** A picture that decodes whole becomes a small JPEG without the camera's data; anything else is refused. */
async function thumbnailOf(bytes: Buffer): Promise<Buffer> {
  try {
    return await sharp(bytes, { limitInputPixels: PHOTO_PIXELS_MAX, failOn: 'error', animated: false })
      .rotate()
      .resize(THUMBNAIL_PIXELS, THUMBNAIL_PIXELS, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 72 })
      .toBuffer()
  } catch {
    throw new Refused([photoUnreadable()])
  }
}

export type EvidenceToAdd = Pick<Evidence, 'subject' | 'kind' | 'name' | 'proves' | 'takenAt' | 'place'> & {
  readonly id: string | undefined
  readonly bytes: Buffer
  /** SHA-256 that the device took at capture. */
  readonly claimedSha256: string
}

/** Keeps an original and its row. Refuses what is no evidence by its bytes. */
export async function addEvidence(
  tx: Tx,
  files: FileStore,
  { add, asker, at }: { add: EvidenceToAdd; asker: Asker; at: Instant },
): Promise<Evidence> {
  const { id = randomUUID(), bytes, claimedSha256, ...told } = add
  const mime = (await fileTypeFromBuffer(bytes))?.mime ?? null
  unlessRefused(
    whyNotKept({
      size: bytes.length,
      mime,
      sha256: sha256Of(bytes),
      claimedSha256,
      takenAt: told.takenAt,
      receivedAt: at,
    }),
  )
  if (mime === null) throw new Error('a file of no kind passed the rules')
  const thumbnail = isPhoto(mime) ? await files.save(await thumbnailOf(bytes)) : null
  const { sha256, size } = await files.save(bytes)
  const item = { ...told, id, region: asker.region, sha256, mime, size, receivedAt: at, takenBy: asker.name }
  const added = await store.insertItem(tx, {
    ...item,
    enterpriseId: asker.enterpriseId ?? null,
    thumbnailSha256: thumbnail?.sha256 ?? null,
    takenById: asker.id,
  })
  if (!added) throw new Conflict('这份证据已经上传过，请刷新后查看')
  return { ...item, hasThumbnail: thumbnail !== null, removal: null }
}
