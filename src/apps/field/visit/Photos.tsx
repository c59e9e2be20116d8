import { Dialog, ImageViewer, Toast } from 'antd-mobile'
import { useEffect, useState } from 'react'
import { evidenceThumbnail } from '../../../contexts/evidence/contract.ts'
import { fileUrl } from '../../client.ts'
import { words } from '../words.ts'
import { captureHere, dropCapture } from '../offline/capture.ts'
import { usePhone } from '../offline/PhoneProvider.tsx'
import { useVisitNow } from './context.ts'
import type { PhotoRef } from './draft.ts'
import { capture, findPhoto, forgetPhoto } from './photo-store.ts'

type Props = {
  readonly photos: readonly PhotoRef[]
  readonly hints?: readonly string[]
  readonly label?: string
  readonly onChange: (edit: (photos: readonly PhotoRef[]) => readonly PhotoRef[]) => void
}

/** Takes pictures and shows how far each one got: hashed at capture, kept on the device, received by the server. */
export function Photos({ photos, hints = [], label = words.finding.photos, onChange }: Props) {
  const phone = usePhone()
  const { file: visit } = useVisitNow()
  const captured = (file: File) =>
    phone
      ? captureHere(phone.phone, { file, subject: visit.inspection.id, title: `${visit.enterprise.name} ${file.name}` })
      : capture(file)
  const take = async (files: FileList | null) => {
    for (const file of files ?? []) {
      if (!file.type.startsWith('image/')) {
        Toast.show({ content: words.photo.notPhoto })
        continue
      }
      const photo = await captured(file).catch(() => null)
      if (photo) onChange((before) => [...before, photo])
      else Toast.show({ content: words.photo.full })
    }
    void phone?.run()
  }
  const drop = async (photo: PhotoRef) => {
    onChange((before) => before.filter(({ id }) => id !== photo.id))
    await (phone ? dropCapture(phone.phone, photo.id) : forgetPhoto(photo.id))
  }
  return (
    <div className="field">
      <div className="field-label">{label}</div>
      <ul className="photos">
        {photos.map((photo) => (
          <Photo key={photo.id} photo={photo} onDrop={() => void drop(photo)} />
        ))}
        <li>
          <label className="camera">
            {words.finding.take}
            <input
              type="file"
              accept="image/*"
              capture="environment"
              multiple
              onChange={(event) => {
                void take(event.target.files)
                event.target.value = ''
              }}
            />
          </label>
        </li>
      </ul>
      {hints.length > 0 && (
        <p className="field-help">
          {words.finding.evidenceHint}：{hints.join('、')}
        </p>
      )}
    </div>
  )
}

function Photo({ photo, onDrop }: { photo: PhotoRef; onDrop: () => void }) {
  const { uploads } = useVisitNow()
  const isSent = uploads.sent.has(photo.id) || photo.evidenceId !== null
  const src = usePhotoUrl(photo)
  const failed = uploads.failed[photo.id]
  const tell = () =>
    void Dialog.alert({ content: failed ?? '', confirmText: words.photo.retry, onConfirm: uploads.retry })
  return (
    <li className="photo">
      {src && (
        <button
          type="button"
          className="photo-open"
          aria-label={words.photo.view(photo.name)}
          onClick={() => ImageViewer.show({ image: src })}
        >
          <img src={src} alt="" />
        </button>
      )}
      {!isSent && (
        <button type="button" className="photo-drop" aria-label={words.photo.remove} onClick={onDrop}>
          ×
        </button>
      )}
      {isSent ? (
        <span className="photo-state">{words.photo.sent}</span>
      ) : failed ? (
        <button type="button" className="photo-state" onClick={tell}>
          {words.photo.retry}
        </button>
      ) : (
        <span className="photo-state" role="status">
          {uploads.isWaiting ? words.photo.waiting : words.photo.sending}
        </span>
      )}
    </li>
  )
}

/** The picture from the device, or the server's small copy once the device has let it go. */
function usePhotoUrl(photo: PhotoRef): string | null {
  const phone = usePhone()?.phone
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    let made: string | null = null
    let over = false
    const bytes = photo.isAnnounced ? phone?.vault.getBytes(photo.id) : undefined
    const found = bytes ? bytes.then((kept) => kept && new Blob([kept])) : findPhoto(photo.id)
    void found.then((blob) => {
      if (over) return
      made = blob && URL.createObjectURL(blob)
      setUrl(made ?? (photo.evidenceId || photo.isAnnounced ? fileUrl(evidenceThumbnail, { id: photo.id }) : null))
    })
    return () => {
      over = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [photo.id, photo.evidenceId, photo.isAnnounced, phone])
  return url
}

/** Photos that the server holds already, small. */
export const KeptPhotos = ({ ids, alt }: { ids: readonly string[]; alt: string }) => (
  <ul className="before">
    {ids.map((id, index) => (
      <li key={id}>
        <img src={fileUrl(evidenceThumbnail, { id })} alt={`${alt} ${index + 1}`} loading="lazy" />
      </li>
    ))}
  </ul>
)
