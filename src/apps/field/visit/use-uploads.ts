import { useCallback, useEffect, useRef, useState } from 'react'
import { tellTrouble, troubleOf } from '../../ui/trouble.ts'
import type { Draft } from '../../ui/use-draft.ts'
import { sendPhoto } from '../api.ts'
import { describePhotos } from '../offline/capture.ts'
import { again, type Command } from '../offline/outbox.ts'
import { useCommands, usePhone } from '../offline/PhoneProvider.tsx'
import { words } from '../words.ts'
import { photoSent, photosWaiting, type PhotoRef, type VisitDraft } from './draft.ts'

export type Uploads = {
  /** Why the last try of a photo failed, by photo id. */
  readonly failed: Readonly<Record<string, string>>
  readonly retry: () => void
  /** Photos that the server holds, by id. */
  readonly sent: ReadonlySet<string>
  /** There is no network: photos wait, nothing goes wrong. */
  readonly isWaiting: boolean
}

/** How far the photos of a visit got, by the outbox of the phone; told what they prove while they wait. */
function useOutboxUploads(inspectionId: string, draft: Draft<VisitDraft>): Uploads | null {
  const now = usePhone()
  const commands = useCommands()
  const phone = now?.phone
  const { findings } = draft.value
  useEffect(() => {
    if (!phone) return
    const about = findings.flatMap(({ photos, description, place }) =>
      photos.map(({ id }) => [id, { proves: description, place }] as const),
    )
    void describePhotos(phone, new Map(about))
  }, [phone, findings])
  if (!now) return null
  const photos = commands.filter(({ kind, subject }) => kind !== 'act' && subject === inspectionId)
  const idOf = ({ input }: Command) => String(input['id'])
  return {
    failed: Object.fromEntries(
      photos.flatMap((command) =>
        command.state === 'refused' && command.trouble ? [[idOf(command), tellTrouble(command.trouble).mend]] : [],
      ),
    ),
    retry: () =>
      void now.phone
        .change((box) =>
          photos.reduce((left, { id, state }) => (state === 'refused' ? again(left, id) : left), [...box]),
        )
        .then(now.run),
    sent: new Set(photos.filter(({ kind, state }) => kind === 'photo' && state === 'done').map(idOf)),
    isWaiting: now.end === 'offline',
  }
}

const NONE: ReadonlySet<string> = new Set()

/** What the photo proves, for the evidence list: the finding's own words. */
function aboutOf(draft: VisitDraft, photo: PhotoRef): { proves: string; place: string } {
  const finding = draft.findings.find(({ photos }) => photos.some(({ id }) => id === photo.id))
  return { proves: finding?.description ?? '', place: finding?.place ?? '' }
}

type Sender = {
  readonly inspectionId: string
  readonly draft: Draft<VisitDraft>
  readonly refresh: () => Promise<void>
}

/** Sends what waits on the device: at once, when the network comes back, and every half minute; one photo at a time. */
export function useUploads({ inspectionId, draft, refresh }: Sender): Uploads {
  const kept = useOutboxUploads(inspectionId, draft)
  const latest = useRef({ draft, refresh })
  latest.current = { draft, refresh }
  const busy = useRef(false)
  const [failed, setFailed] = useState<Readonly<Record<string, string>>>({})
  const waiting = photosWaiting(draft.value)
    .map(({ id }) => id)
    .join(' ')

  const send = useCallback(async () => {
    if (busy.current) return
    busy.current = true
    const troubles: Record<string, string> = {}
    let sent = 0
    try {
      for (const photo of photosWaiting(latest.current.draft.value)) {
        const answer = await sendPhoto(inspectionId, photo, aboutOf(latest.current.draft.value, photo)).catch(troubleOf)
        if (typeof answer === 'string') {
          sent += 1
          latest.current.draft.set((before) => photoSent(before, { photoId: photo.id, evidenceId: answer }))
        } else {
          troubles[photo.id] = answer === null ? words.photo.lost : tellTrouble(answer).mend
        }
      }
      setFailed(troubles)
      if (sent > 0) await latest.current.refresh()
    } finally {
      busy.current = false
    }
  }, [inspectionId])

  useEffect(() => {
    if (waiting === '') return
    void send()
    const again = () => void send()
    const timer = setInterval(again, 30_000)
    window.addEventListener('online', again)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', again)
    }
  }, [waiting, send])
  return kept ?? { failed, retry: () => void send(), sent: NONE, isWaiting: false }
}
