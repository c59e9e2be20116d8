/** Originals in a folder of this machine, or of one that all servers reach. */
import { randomUUID } from 'node:crypto'
import { access, constants, mkdir, open, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { FileStore as UploadFolder } from '@tus/file-store'
import { checked, pathOf, sha256Of, uploadNamed, type Disk, type FileStore, type FilesTrouble } from '../files.ts'

const FREE_BYTES_MIN = 200 * 1024 * 1024

export function openFolder(folder: string): FileStore {
  const arriving = join(folder, 'arriving')
  return {
    place: folder,
    async save(bytes) {
      const sha256 = sha256Of(bytes)
      await keep(join(folder, pathOf(sha256)), bytes)
      return { sha256, size: bytes.length }
    },
    read: async (sha256) => checked(sha256, await whenThere(readFile(join(folder, pathOf(sha256))))),
    async arrived(name) {
      const path = join(arriving, uploadNamed(name))
      const told = await readFile(`${path}.json`, 'utf8').catch(() => null)
      if (told === null) return null
      const bytes = await readFile(path).catch(() => null)
      return bytes?.length === (JSON.parse(told) as { size?: number }).size ? bytes : null
    },
    async *all() {
      for await (const sha256 of namesIn(folder))
        yield { sha256, size: (await stat(join(folder, pathOf(sha256)))).size }
    },
    async clear() {
      for (const name of await readdir(folder).catch(() => []))
        if (/^[0-9a-f]{2}$/.test(name)) await rm(join(folder, name), { recursive: true, force: true })
    },
    async arrivals(waitsMs) {
      await mkdir(arriving, { recursive: true })
      return new UploadFolder({ directory: arriving, expirationPeriodInMilliseconds: waitsMs })
    },
    arriving: () => arrivingIn(arriving),
    trouble: () => troubleOf(folder),
    room: () => diskOf(folder),
  }
}

async function whenThere(reading: Promise<Buffer>): Promise<Buffer | null> {
  return reading.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}

/** On the disk before it has its name. */
async function keep(path: string, bytes: Uint8Array): Promise<void> {
  const there = await stat(path).catch(() => null)
  if (there?.size === bytes.length) return
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
}

async function* namesIn(folder: string): AsyncGenerator<string> {
  const below = async (path: string, pattern: RegExp) =>
    (await readdir(path).catch(() => [])).filter((name) => pattern.test(name)).sort()
  for (const first of await below(folder, /^[0-9a-f]{2}$/))
    for (const second of await below(join(folder, first), /^[0-9a-f]{2}$/))
      yield* await below(join(folder, first, second), /^[0-9a-f]{64}$/)
}

async function arrivingIn(folder: string): Promise<{ waiting: number; oldestAt: string | null }> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'))
  const times = await Promise.all(
    names.map(async (name) => (await stat(join(folder, name)).catch(() => null))?.mtimeMs ?? Date.now()),
  )
  return { waiting: names.length, oldestAt: times.length > 0 ? new Date(Math.min(...times)).toISOString() : null }
}

async function troubleOf(folder: string): Promise<FilesTrouble | null> {
  const isWritable = await access(folder, constants.W_OK)
    .then(() => true)
    .catch(() => false)
  // The first original makes the folder; until then its disk is that of the folder around it.
  const disk = await diskOf(folder)
  if (!isWritable && disk)
    return { what: 'files', mend: `let this user write ${folder} (PLUMBLINE_FILES)`, others: false, isWrong: true }
  if (disk && disk.freeBytes < FREE_BYTES_MIN)
    return { what: 'disk', mend: `free some space on the disk of ${folder}`, others: false, isWrong: true }
  return null
}

async function diskOf(folder: string): Promise<Disk | null> {
  const found = await statfs(folder).catch(() => null)
  return found ? { freeBytes: found.bavail * found.bsize, totalBytes: found.blocks * found.bsize } : null
}
