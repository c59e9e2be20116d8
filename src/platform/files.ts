import { createHash } from 'node:crypto'
import type { DataStore } from '@tus/server'
import { openBucket, type Bucket } from './files/bucket.ts'
import { openFolder } from './files/folder.ts'

/** Originals by their content: a file's name is its SHA-256, so nothing can be overwritten with something else. */
export type FileStore = {
  /** Where they are, for messages. */
  readonly place: string
  /** Keeps the bytes durably and tells their hash (hex SHA-256) and size in bytes. The same bytes are kept once. */
  save(bytes: Uint8Array): Promise<{ sha256: string; size: number }>
  /** Throws FileDamaged when the file is missing or its bytes no longer match their name. */
  read(sha256: string): Promise<Buffer>
  /** What arrived whole by resumable upload under that name (uploads.ts); null while anything is missing. */
  arrived(name: string): Promise<Buffer | null>
  /** Everything that is kept, in the order of the names; what is still arriving belongs to nobody yet. */
  all(): AsyncIterable<{ readonly sha256: string; readonly size: number }>
  /** Throws away whatever is kept: what a restore that failed leaves behind. */
  clear(): Promise<void>
  /** Where uploads wait until an act claims them; those that nobody claims are thrown away after `waitsMs`. */
  arrivals(waitsMs: number): Promise<DataStore>
  /** Uploads that are still arriving or wait for the act that claims them. */
  arriving(): Promise<{ waiting: number; oldestAt: string | null }>
  /** Why nothing can be kept or read at this moment; null when all is well. */
  trouble(): Promise<FilesTrouble | null>
  /** Room for more; null where nobody tells. */
  room(): Promise<Disk | null>
}

export type FilesTrouble = {
  readonly what: 'files' | 'disk' | 's3'
  readonly mend: string
  /** Calls which need no original can still be answered. */
  readonly others: boolean
  /** It will not pass by itself. */
  readonly isWrong: boolean
}

export type Disk = { readonly freeBytes: number; readonly totalBytes: number }

/** A folder of this machine, or a bucket. */
export type FilesPlace = string | Bucket

export class FileDamaged extends Error {
  override name = 'FileDamaged'
}

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

export const openFiles = (place: FilesPlace): FileStore =>
  typeof place === 'string' ? openFolder(place) : openBucket(place)

const SHA256 = /^[0-9a-f]{64}$/

/** The path of an original below the folder or the prefix, the same in both. */
export function pathOf(sha256: string): string {
  if (!SHA256.test(sha256)) throw new Error('not a SHA-256')
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`
}

/** The bytes, when they are what their name says. */
export function checked(sha256: string, bytes: Buffer | null): Buffer {
  if (bytes === null) throw new FileDamaged(`file ${sha256} is missing`)
  if (sha256Of(bytes) !== sha256) throw new FileDamaged(`file ${sha256} no longer matches its hash`)
  return bytes
}

const UPLOAD = /^[\w-]+~[\w-]+$/

export function uploadNamed(name: string): string {
  if (!UPLOAD.test(name)) throw new Error('not the name of an upload')
  return name
}
