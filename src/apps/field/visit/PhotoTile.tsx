import { Dialog, ImageViewer } from 'antd-mobile'
import { lazy, Suspense, useEffect, useState } from 'react'
import { evidenceThumbnail } from '../../../contexts/evidence/contract.ts'
import { fileUrl } from '../../client.ts'
import { Sheet } from '../Field.tsx'
import { usePhone } from '../offline/PhoneProvider.tsx'
import { words } from '../words.ts'
import { useVisitNow } from './context.ts'
import type { PhotoRef } from './draft.ts'
import { findPhoto } from './photo-store.ts'

const Annotate = lazy(() => import('./Annotate.tsx').then((file) => ({ default: file.Annotate })))

type Props = { readonly photo: PhotoRef; readonly onDrop: () => void; readonly onMarked: (file: File) => void }

const kindOf = ({ mime, name }: PhotoRef): 'photo' | 'video' | 'sound' =>
  name.startsWith(words.photo.sound) || mime?.startsWith('audio/')
    ? 'sound'
    : mime?.startsWith('video/')
      ? 'video'
      : 'photo'

/** One original: seen or heard where it lies, marked on a copy, and how far it got. */
export function PhotoTile({ photo, onDrop, onMarked }: Props) {
  const { uploads } = useVisitNow()
  const [marking, setMarking] = useState(false)
  const isSent = uploads.sent.has(photo.id) || photo.evidenceId !== null
  const src = usePhotoUrl(photo)
  const failed = uploads.failed[photo.id]
  const tell = () =>
    void Dialog.alert({ content: failed ?? '', confirmText: words.photo.retry, onConfirm: uploads.retry })
  return (
    <li className="photo">
      {src && <Shown photo={photo} src={src} />}
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
      {photo.annotates ? (
        <span className="photo-state">{words.photo.isMarked}</span>
      ) : (
        src &&
        kindOf(photo) === 'photo' && (
          <button
            type="button"
            className="photo-state"
            aria-label={`${words.photo.annotate} ${photo.name}`}
            onClick={() => setMarking(true)}
          >
            {words.photo.annotate}
          </button>
        )
      )}
      {marking && src && (
        <Suspense fallback={null}>
          <Annotate name={photo.name} source={src} onClose={() => setMarking(false)} onMarked={onMarked} />
        </Suspense>
      )}
    </li>
  )
}

/** A photo opens over the screen; video and sound play in a sheet. */
function Shown({ photo, src }: { photo: PhotoRef; src: string }) {
  const [playing, setPlaying] = useState(false)
  const kind = kindOf(photo)
  const open = () => (kind === 'photo' ? void ImageViewer.show({ image: src }) : setPlaying(true))
  return (
    <>
      <button
        type="button"
        className="photo-open"
        aria-label={kind === 'photo' ? words.photo.view(photo.name) : `${words.photo[kind]} ${photo.name}`}
        onClick={open}
      >
        {kind === 'photo' ? <img src={src} alt="" /> : <span className="photo-kind">{words.photo[kind]}</span>}
      </button>
      <Sheet open={playing} title={photo.name} onClose={() => setPlaying(false)}>
        {kind === 'sound' ? (
          <audio className="player" src={src} controls>
            <track kind="captions" />
          </audio>
        ) : (
          <video className="player" src={src} controls playsInline>
            <track kind="captions" />
          </video>
        )}
      </Sheet>
    </>
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
