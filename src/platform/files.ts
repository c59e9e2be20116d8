import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Originals by their content: a file's name is its SHA-256, so nothing can be overwritten with something else. */
export type FileStore = {
  /** Keeps the bytes durably and tells their hash (hex SHA-256) and size in bytes. The same bytes are kept once. */
  save(bytes: Uint8Array): Promise<{ sha256: string; size: number }>
  /** Throws when the file is missing or its bytes no longer match their name. */
  read(sha256: string): Promise<Buffer>
  /** What arrived whole by resumable upload under that name (uploads.ts); null while anything is missing. */
  arrived(name: string): Promise<Buffer | null>
}

/** Where uploads wait until an act claims them. */
export const arrivalsOf = (folder: string): string => join(folder, 'arriving')

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

export function openFiles(folder: string): FileStore {
  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256')
    return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  }
  return {
    async save(bytes) {
      const sha256 = sha256Of(bytes)
      const path = pathOf(sha256)
      const there = await stat(path).catch(() => null)
      if (there?.size === bytes.length) return { sha256, size: bytes.length }
      await mkdir(dirname(path), { recursive: true })
      const part = `${path}.${randomUUID()}.part`
      const handle = await open(part, 'wx', 0o640)
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(part, path)
      return { sha256, size: bytes.length }
    },
    async read(sha256) {
      const bytes = await readFile(pathOf(sha256))
      if (sha256Of(bytes) !== sha256) throw new Error(`file ${sha256} no longer matches its hash`)
      return bytes
    },
    async arrived(name) {
      if (!/^[\w-]+~[\w-]+$/.test(name)) throw new Error('not the name of an upload')
      const path = join(arrivalsOf(folder), name)
      const told = await readFile(`${path}.json`, 'utf8').catch(() => null)
      if (told === null) return null
      const bytes = await readFile(path).catch(() => null)
      return bytes?.length === (JSON.parse(told) as { size?: number }).size ? bytes : null
    },
  }
}
