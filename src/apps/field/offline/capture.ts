import type { PhotoInput } from './photo-upload.ts'
import type { Phone } from './phone.ts'
import { newId, sha256OfFile } from '../../ui/device.ts'
import type { PhotoRef } from '../visit/draft.ts'

const PLACE_MS = 3_000

type Place = { readonly latitude: number | null; readonly longitude: number | null }
const NOWHERE: Place = { latitude: null, longitude: null }

/** Where the phone is, if its owner has agreed before; a photo never asks. */
async function placeNow(): Promise<Place> {
  const asked = await navigator.permissions?.query({ name: 'geolocation' }).catch(() => null)
  if (asked?.state !== 'granted') return NOWHERE
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ latitude: coords.latitude, longitude: coords.longitude }),
      () => resolve(NOWHERE),
      { maximumAge: 60_000, timeout: PLACE_MS },
    )
  })
}

export type Captured = {
  readonly file: File
  readonly subject: string
  readonly title: string
  /** The original of a marked copy. */
  readonly annotates?: string
}

/**
 * Takes a picture in: bytes sealed, hash, both clocks and the place at once. Its announcement goes with the commands,
 * its bytes after them. Throws when the phone is full.
 */
export async function captureHere(phone: Phone, { file, subject, title, annotates }: Captured): Promise<PhotoRef> {
  const takenAt = new Date().toISOString()
  const id = newId()
  const bytes = await file.arrayBuffer()
  const [sha256, place] = await Promise.all([sha256OfFile(new Blob([bytes])), placeNow()])
  await phone.vault.putBytes(id, bytes)
  const name = file.name || `${id}.jpg`
  const told = { id, subjectKind: 'inspection', subjectId: subject, sha256, size: bytes.byteLength, deviceAt: takenAt }
  const photo: PhotoInput = { id, name, mime: file.type || 'image/jpeg', proves: '', place: '' }
  await phone.add({
    id: newId(),
    kind: 'capture',
    action: 'capture',
    subject,
    title,
    input: { ...told, ...place, annotates: annotates ?? null },
  })
  await phone.add({ id: newId(), kind: 'photo', action: 'photo', subject, title: name, input: photo })
  return {
    id,
    takenAt,
    name,
    sha256,
    evidenceId: null,
    isAnnounced: true,
    mime: photo.mime,
    ...(annotates ? { annotates } : {}),
  }
}

/** What a photo proves is known once its finding is written; told until the photo is on its way. */
export const describePhotos = (phone: Phone, about: ReadonlyMap<string, Pick<PhotoInput, 'proves' | 'place'>>) =>
  phone.change((box) =>
    box.map((command) => {
      const told = command.kind === 'photo' ? about.get(String(command.input['id'])) : undefined
      const isSame = told?.proves === command.input['proves'] && told?.place === command.input['place']
      return told && !isSame && command.state === 'waiting' && command.tries === 0
        ? { ...command, input: { ...command.input, ...told } }
        : command
    }),
  )

/** A photo that was taken by mistake: forgotten as long as nobody was told of it. */
export async function dropCapture(phone: Phone, photoId: string): Promise<void> {
  const isOf = (input: Readonly<Record<string, unknown>>) => input['id'] === photoId
  const own = phone.commands().filter(({ kind, input }) => kind !== 'act' && isOf(input))
  if (own.some(({ state, tries }) => state !== 'waiting' || tries > 0)) return
  await phone.change(
    (box) => box.filter(({ kind, input }) => kind === 'act' || !isOf(input)),
    [{ kind: 'photo', id: photoId, value: null }],
  )
}
