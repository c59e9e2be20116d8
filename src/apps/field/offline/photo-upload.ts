import { claimArrived } from '../../../contexts/evidence/contract.ts'
import { call, FaultAnswer, NotFoundAnswer, NotSignedIn, Offline, RefusedAnswer } from '../../client.ts'
import type { Command } from './outbox.ts'
import type { Phone } from './phone.ts'

/** Small enough that a cut costs little, large enough that a slow link is not all headers. */
const CHUNK_BYTES = 256 * 1024
const UPLOADS = '/api/uploads'

/** A photo of the outbox: bytes lie in the vault under its id. */
export type PhotoInput = {
  readonly id: string
  readonly name: string
  readonly mime: string
  readonly proves: string
  readonly place: string
}

/** Sends the bytes, beginning where the last try ended, and then says what they are. */
export async function sendPhoto(phone: Phone, command: Command, onProgress: (sent: number, all: number) => void) {
  const { id, name, proves, place } = command.input as PhotoInput
  const bytes = await phone.vault.getBytes(id)
  if (!bytes) throw new NotFoundAnswer('the photo is not on this phone')
  await sendBytes(
    { owner: phone.vault.officerId, id, bytes: new Blob([bytes]), isFirst: command.tries <= 1 },
    onProgress,
  )
  const forget = () =>
    fetch(addressOf(phone.vault.officerId, id), { method: 'DELETE', headers: { 'tus-resumable': '1.0.0' } }).catch(
      () => null,
    )
  try {
    await call(
      claimArrived,
      { id, name, proves: proves.slice(0, 500), place: place.slice(0, 200) },
      { key: command.id },
    )
  } catch (error) {
    // Bytes that were spoiled on the way are sent anew from the beginning at the next try.
    if (error instanceof RefusedAnswer) await forget()
    throw error
  }
  // The original is kept now; should this not arrive, what waited on the server is thrown away in its time.
  await forget()
}

const addressOf = (owner: string, id: string) => `${UPLOADS}/${owner}~${id}`

type Sending = { readonly owner: string; readonly id: string; readonly bytes: Blob; readonly isFirst: boolean }

async function sendBytes(
  { owner, id, bytes, isFirst }: Sending,
  onProgress: (sent: number, all: number) => void,
): Promise<void> {
  const { Upload } = await import('tus-js-client')
  const address = addressOf(owner, id)
  // The name is known beforehand, so that a phone which was closed in the middle goes on where it was.
  const there = isFirst
    ? null
    : await fetch(address, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } }).catch(() => {
        throw new Offline('the server could not be reached')
      })
  if (there?.status === 401) throw new NotSignedIn('not signed in')
  await new Promise<void>((resolve, reject) => {
    const upload = new Upload(bytes, {
      endpoint: UPLOADS,
      uploadUrl: there?.ok ? address : null,
      metadata: { id },
      chunkSize: CHUNK_BYTES,
      retryDelays: [500, 2_000, 5_000],
      storeFingerprintForResuming: false,
      removeFingerprintOnSuccess: true,
      onProgress,
      onSuccess: () => resolve(),
      onError: (error) => reject(answerOf(error)),
    })
    upload.start()
  })
}

function answerOf(error: Error): Error {
  const response = 'originalResponse' in error ? (error.originalResponse as { getStatus(): number } | null) : null
  const status = response?.getStatus() ?? 0
  if (status === 401) return new NotSignedIn('not signed in')
  return status >= 400 && status < 500 ? new FaultAnswer(`upload ${status}`) : new Offline('the upload was cut')
}
