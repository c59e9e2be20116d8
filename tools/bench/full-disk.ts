/** What `bench faults` tells about a disk that fills up under the originals. */
import { spawnSync } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openFiles, sha256Of } from '../../src/platform/files.ts'

export type DiskFull = {
  readonly tried: boolean
  readonly refusedCleanly: boolean
  readonly backAfterwards: boolean
  readonly why?: string
}

/** Puts the originals on a disk of one megabyte and fills it; only where this user may mount one. */
export async function fillDisk(parent: string): Promise<DiskFull> {
  const folder = join(parent, 'small')
  await mkdir(folder)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0
  if (!mounted)
    return { tried: false, refusedCleanly: false, backAfterwards: false, why: 'this user may not mount a small disk' }
  try {
    const files = openFiles(folder)
    const first = await files.save(Buffer.alloc(600_000, 1))
    const told = await files.save(Buffer.alloc(900_000, 2)).then(
      () => '',
      (error: NodeJS.ErrnoException) => error.code ?? '',
    )
    const whole = sha256Of(await files.read(first.sha256)) === first.sha256
    const missing = await files.read(sha256Of(Buffer.alloc(900_000, 2))).then(
      () => false,
      () => true,
    )
    await rm(join(folder, first.sha256.slice(0, 2)), { recursive: true })
    const again = await files.save(Buffer.alloc(300_000, 3)).then(
      () => true,
      () => false,
    )
    return { tried: true, refusedCleanly: told === 'ENOSPC' && whole && missing, backAfterwards: again }
  } finally {
    spawnSync('umount', [folder])
  }
}
