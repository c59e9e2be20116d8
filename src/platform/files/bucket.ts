/**
 * Originals in storage that speaks S3 (ADR 35). The bytes travel with their MD5, which every server compares before it
 * says that it has them; on the way back their SHA-256 is compared here.
 */
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { S3mini, S3ServiceError } from 's3mini'
import { Away } from '../../kernel/answer.ts'
import { checked, pathOf, sha256Of, uploadNamed, type FileStore, type FilesTrouble } from '../files.ts'
import { bytesOf, BucketArrivals, waitingIn } from './bucket-arrivals.ts'

export type Bucket = {
  readonly name: string
  /** Empty, or ends with a slash. */
  readonly prefix: string
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export type BucketObject = { readonly key: string; readonly size: number; readonly at: Date }

/** The five questions that are asked of a bucket. Throws Away while it does not answer. */
export type BucketClient = {
  put(key: string, bytes: Uint8Array): Promise<void>
  get(key: string): Promise<Buffer | null>
  has(key: string): Promise<boolean>
  /** In the order of the keys. */
  list(prefix: string): AsyncIterable<BucketObject>
  remove(keys: readonly string[]): Promise<void>
}

/** An original has at most 30 MB; a store that needs longer for it is as good as away. */
const ANSWERS_WITHIN_MS = 20_000
const LOOKED_AT_FOR_MS = 3000
const AGAIN_AFTER_MS = 200
const PAGE = 1000

/** The bucket as a path of the endpoint, or in its name, where the store asks for that (`https://bucket.oss-…`). */
function openS3({ name, endpoint, region, accessKeyId, secretAccessKey }: Bucket, withinMs: number): S3mini {
  const isNamed = new URL(endpoint).hostname.startsWith(`${name}.`)
  return new S3mini({
    endpoint: isNamed ? endpoint : `${endpoint.replace(/\/+$/, '')}/${name}`,
    region,
    accessKeyId,
    secretAccessKey,
    requestAbortTimeout: withinMs,
  })
}

/** A fault of the wire or of the store is asked about once more: putting the same bytes twice is putting them once. */
async function asked<T>(question: () => Promise<T>): Promise<T> {
  const again = (error: unknown) => {
    if (error instanceof S3ServiceError && error.status < 500) throw error
  }
  try {
    return await question().catch(async (error: unknown) => {
      again(error)
      await sleep(AGAIN_AFTER_MS)
      return question()
    })
  } catch (error) {
    throw error instanceof S3ServiceError && error.status < 500 ? error : new Away('证据存储', { cause: error })
  }
}

const md5Header = (bytes: Uint8Array): Record<string, string> => ({
  'content-md5': createHash('md5').update(bytes).digest('base64'),
})

function clientOf(s3: S3mini): BucketClient {
  return {
    put: async (key, bytes) => {
      await asked(() => s3.putObject(key, Buffer.from(bytes), undefined, undefined, md5Header(bytes)))
    },
    get: async (key) => {
      const bytes = await asked(() => s3.getObjectArrayBuffer(key))
      return bytes === null ? null : Buffer.from(bytes)
    },
    has: async (key) => (await asked(() => s3.objectExists(key))) === true,
    async *list(prefix) {
      for (let token: string | undefined; ; ) {
        const page = await asked(() => s3.listObjectsPaged('/', prefix, PAGE, token))
        for (const { Key: key, Size: size, LastModified: at } of page?.objects ?? []) yield { key, size, at }
        token = page?.nextContinuationToken
        if (!token) return
      }
    },
    async remove(keys) {
      for (const key of keys) await asked(() => s3.deleteObject(key))
    },
  }
}

export function openBucket(bucket: Bucket): FileStore {
  const { prefix } = bucket
  const client = clientOf(openS3(bucket, ANSWERS_WITHIN_MS))
  const keyOf = (sha256: string) => `${prefix}${pathOf(sha256)}`
  const arriving = `${prefix}arriving/`
  const kept = async function* () {
    for await (const { key, size } of client.list(prefix)) {
      const sha256 = key.slice(-64)
      if (/^[0-9a-f]{64}$/.test(sha256) && key === keyOf(sha256)) yield { sha256, size }
    }
  }
  return {
    place: placeOf(bucket),
    async save(bytes) {
      const sha256 = sha256Of(bytes)
      if (!(await client.has(keyOf(sha256)))) await client.put(keyOf(sha256), bytes)
      return { sha256, size: bytes.length }
    },
    read: async (sha256) => checked(sha256, await client.get(keyOf(sha256))),
    arrived: (name) => bytesOf(client, `${arriving}${uploadNamed(name)}/`),
    all: kept,
    async clear() {
      const keys: string[] = []
      for await (const { sha256 } of kept()) keys.push(keyOf(sha256))
      await client.remove(keys)
    },
    arrivals: async (waitsMs) => new BucketArrivals(client, arriving, waitsMs),
    arriving: () => waitingIn(client, arriving),
    trouble: () => troubleOf(bucket),
    room: async () => null,
  }
}

export const placeOf = ({ name, prefix, endpoint }: Bucket): string => `s3://${name}/${prefix} (${endpoint})`

/** What keeps this bucket from being used, in words for the administrator; null when it answers as it should. */
async function troubleOf(bucket: Bucket): Promise<FilesTrouble | null> {
  const trouble = (mend: string, isWrong = true): FilesTrouble => ({ what: 's3', mend, others: true, isWrong })
  try {
    const found = await openS3(bucket, LOOKED_AT_FOR_MS).listObjects('/', bucket.prefix, 1)
    return found ? null : trouble(`make the bucket ${bucket.name} at ${bucket.endpoint}, or mend PLUMBLINE_FILES`)
  } catch (error) {
    if (error instanceof S3ServiceError && error.status < 500)
      return trouble(
        `${bucket.endpoint} refuses (${error.serviceCode}): check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and the rights on ${bucket.name}`,
      )
    return trouble(
      `${bucket.endpoint} does not answer: start it, or check AWS_ENDPOINT_URL_S3; acts with files wait`,
      false,
    )
  }
}

/**
 * Whether the store keeps what is overwritten or deleted. `unknown` where it does not tell, as a key with narrow rights
 * may not ask.
 */
export const versioningOf = (bucket: Bucket): Promise<'Enabled' | 'Suspended' | 'Off' | 'unknown'> =>
  openS3(bucket, LOOKED_AT_FOR_MS)
    .getBucketVersioning()
    .catch(() => 'unknown' as const)
