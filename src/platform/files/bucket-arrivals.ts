/**
 * Resumable uploads in a bucket, so that any server can go on with what another one began: `NAME/told` says how much is
 * to come, and every piece lies beside it under the place where it begins. A piece that was acknowledged is never touched
 * again.
 */
import { DataStore, ERRORS, Upload } from '@tus/server'
import { Away } from '../../kernel/answer.ts'
import type { BucketClient } from './bucket.ts'

type Told = { readonly size: number; readonly metadata: Upload['metadata']; readonly createdAt: string }

const TOLD = 'told'
const pieceAt = (offset: number) => String(offset).padStart(12, '0')

async function toldIn(client: BucketClient, folder: string): Promise<Told | null> {
  const bytes = await client.get(`${folder}${TOLD}`)
  return bytes ? (JSON.parse(bytes.toString()) as Told) : null
}

/** Keys of the pieces that follow one another from the beginning on, and how far they reach. */
async function piecesIn(client: BucketClient, folder: string): Promise<{ keys: string[]; reach: number }> {
  const keys: string[] = []
  let reach = 0
  for await (const { key, size } of client.list(folder)) {
    if (key !== `${folder}${pieceAt(reach)}`) continue
    keys.push(key)
    reach += size
  }
  return { keys, reach }
}

/** The whole of one upload; null while anything is missing. */
export async function bytesOf(client: BucketClient, folder: string): Promise<Buffer | null> {
  const told = await toldIn(client, folder)
  if (!told) return null
  const { keys, reach } = await piecesIn(client, folder)
  if (reach !== told.size) return null
  const pieces = await Promise.all(keys.map((key) => client.get(key)))
  return pieces.includes(null) ? null : Buffer.concat(pieces.filter((piece) => piece !== null))
}

export async function waitingIn(client: BucketClient, arriving: string) {
  const times: number[] = []
  for await (const { key, at } of client.list(arriving)) if (key.endsWith(`/${TOLD}`)) times.push(at.getTime())
  return { waiting: times.length, oldestAt: times.length > 0 ? new Date(Math.min(...times)).toISOString() : null }
}

/** The tus server reads an answer off what is thrown at it. */
const orTusError = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw error instanceof Away ? { status_code: 503, body: `${error.says}\n` } : error
  })

export class BucketArrivals extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'termination', 'expiration']
  readonly #client: BucketClient
  readonly #arriving: string
  readonly #waitsMs: number

  constructor(client: BucketClient, arriving: string, waitsMs: number) {
    super()
    this.#client = client
    this.#arriving = arriving
    this.#waitsMs = waitsMs
  }

  override async create(upload: Upload): Promise<Upload> {
    const createdAt = new Date().toISOString()
    upload.creation_date = createdAt
    const told = { size: upload.size ?? 0, metadata: upload.metadata, createdAt } satisfies Told
    await orTusError(this.#client.put(`${this.#folderOf(upload.id)}${TOLD}`, Buffer.from(JSON.stringify(told))))
    return upload
  }

  override async getUpload(id: string): Promise<Upload> {
    const folder = this.#folderOf(id)
    const told = await orTusError(toldIn(this.#client, folder))
    if (!told) throw ERRORS.FILE_NOT_FOUND
    const { reach: offset } = await orTusError(piecesIn(this.#client, folder))
    const { size, metadata, createdAt } = told
    return new Upload({ id, size, offset, ...(metadata ? { metadata } : {}), creation_date: createdAt })
  }

  /** What came before the line was cut is kept as well: on a slow one that may be all there is. */
  override async write(stream: AsyncIterable<Uint8Array>, id: string, offset: number): Promise<number> {
    const pieces: Uint8Array[] = []
    let cut: unknown = null
    try {
      for await (const piece of stream) pieces.push(piece)
    } catch (error) {
      cut = error
    }
    const bytes = Buffer.concat(pieces)
    if (bytes.length > 0) await orTusError(this.#client.put(`${this.#folderOf(id)}${pieceAt(offset)}`, bytes))
    if (cut !== null) throw ERRORS.FILE_WRITE_ERROR
    return offset + bytes.length
  }

  override async remove(id: string): Promise<void> {
    const keys = await this.#keysBelow(this.#folderOf(id))
    if (keys.length === 0) throw ERRORS.FILE_NOT_FOUND
    await orTusError(this.#client.remove(keys))
  }

  override async deleteExpired(): Promise<number> {
    const before = Date.now() - this.#waitsMs
    const expired: string[] = []
    for await (const { key, at } of this.#client.list(this.#arriving))
      if (key.endsWith(`/${TOLD}`) && at.getTime() < before) expired.push(key.slice(0, -TOLD.length))
    for (const folder of expired) await this.#client.remove(await this.#keysBelow(folder))
    return expired.length
  }

  override getExpiration(): number {
    return this.#waitsMs
  }

  #folderOf(id: string): string {
    return `${this.#arriving}${id}/`
  }

  async #keysBelow(folder: string): Promise<string[]> {
    const keys: string[] = []
    for await (const { key } of this.#client.list(folder)) keys.push(key)
    return keys
  }
}
