import { useEffect, useMemo, useState } from 'react'
import { addEvidence } from '../../../contexts/evidence/contract.ts'
import { call } from '../../client.ts'
import { newId, sha256OfFile } from '../../ui/device.ts'
import { words } from '../words.ts'

/** A photo chosen but not sent yet; the id is the evidence's, so that a second try adds nothing twice. */
export type Chosen = { readonly id: string; readonly file: File; readonly takenAt: string }

type Shows = { readonly subjectId: string; readonly place: string; readonly proves: string }

/** Sends one photo of a hazard; answers its id in the evidence store. */
export async function sendPhoto({ subjectId, place, proves }: Shows, photo: Chosen): Promise<string> {
  const evidence = await call(
    addEvidence,
    {
      id: photo.id,
      subjectKind: 'hazard',
      subjectId,
      name: photo.file.name,
      proves,
      place,
      sha256: await sha256OfFile(photo.file),
      takenAt: photo.takenAt,
    },
    { key: `photo-${photo.id}`, file: photo.file, takenAt: photo.takenAt },
  )
  return evidence.id
}

type PhotosProps = {
  readonly label: string
  readonly photos: readonly Chosen[]
  readonly onChange: (photos: readonly Chosen[]) => void
}

/** Photos of a report: chosen, looked at, dropped again. */
export function Photos({ label, photos, onChange }: PhotosProps) {
  const [wrong, setWrong] = useState(false)
  const choose = (files: FileList | null) => {
    const all = [...(files ?? [])]
    const pictures = all.filter(({ type }) => type.startsWith('image/'))
    setWrong(pictures.length < all.length)
    // The file's own time is when the camera made it; a picture from long ago says so itself.
    onChange([
      ...photos,
      ...pictures.map((file) => ({
        id: newId(),
        file,
        takenAt: new Date(Math.min(file.lastModified, Date.now())).toISOString(),
      })),
    ])
  }
  return (
    <>
      <p className="label">{label}</p>
      {photos.length > 0 && (
        <ul className="photos">
          {photos.map((photo) => (
            <Thumb key={photo.id} photo={photo} onDrop={() => onChange(photos.filter(({ id }) => id !== photo.id))} />
          ))}
        </ul>
      )}
      <label className="file-choice">
        {words.reportWords.take}
        <input
          type="file"
          accept="image/*"
          multiple
          onChange={(event) => {
            choose(event.target.files)
            event.target.value = ''
          }}
        />
      </label>
      {wrong && (
        <p role="alert" className="breach">
          {words.reportWords.notPhoto}
        </p>
      )}
    </>
  )
}

function Thumb({ photo, onDrop }: { photo: Chosen; onDrop: () => void }) {
  const url = useMemo(() => URL.createObjectURL(photo.file), [photo.file])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return (
    <li>
      <img src={url} alt={photo.file.name} />
      <button type="button" aria-label={`${words.reportWords.remove} ${photo.file.name}`} onClick={onDrop}>
        ×
      </button>
    </li>
  )
}
