import { Toast } from 'antd-mobile'
import { evidenceThumbnail } from '../../../contexts/evidence/contract.ts'
import { EVIDENCE_BYTES_MAX } from '../../../contexts/evidence/rules/file-kinds.ts'
import { fileUrl } from '../../client.ts'
import { words } from '../words.ts'
import { captureHere, dropCapture } from '../offline/capture.ts'
import { usePhone } from '../offline/PhoneProvider.tsx'
import { useVisitNow } from './context.ts'
import type { PhotoRef } from './draft.ts'
import { capture, forgetPhoto } from './photo-store.ts'
import { PhotoTile } from './PhotoTile.tsx'
import { VoiceNote } from './VoiceNote.tsx'

type Props = {
  readonly photos: readonly PhotoRef[]
  readonly hints?: readonly string[]
  readonly label?: string
  readonly onChange: (edit: (photos: readonly PhotoRef[]) => readonly PhotoRef[]) => void
}

/** Takes pictures, video and sound, and shows how far each one got: hashed at capture, kept on the device, received by the server. */
export function Photos({ photos, hints = [], label = words.finding.photos, onChange }: Props) {
  const phone = usePhone()
  const { file: visit } = useVisitNow()
  const captured = (file: File, annotates?: string) =>
    phone
      ? captureHere(phone.phone, {
          file,
          subject: visit.inspection.id,
          title: `${visit.enterprise.name} ${file.name}`,
          ...(annotates ? { annotates } : {}),
        })
      : capture(file)
  const take = async (files: Iterable<File> | null, annotates?: string) => {
    for (const file of files ?? []) {
      if (!/^(image|video|audio)\//.test(file.type) || file.size > EVIDENCE_BYTES_MAX) {
        Toast.show({ content: file.size > EVIDENCE_BYTES_MAX ? words.photo.tooLarge : words.photo.notPhoto })
        continue
      }
      const photo = await captured(file, annotates).catch(() => null)
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
          <PhotoTile
            key={photo.id}
            photo={photo}
            onDrop={() => void drop(photo)}
            onMarked={(file) => void take([file], photo.id)}
          />
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
        <li>
          <label className="camera">
            {words.photo.video}
            <input
              type="file"
              accept="video/*"
              capture="environment"
              onChange={(event) => {
                void take(event.target.files)
                event.target.value = ''
              }}
            />
          </label>
        </li>
        <li>
          <VoiceNote onSound={(file) => void take([file])} />
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
