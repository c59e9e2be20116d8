import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')

const NOT_OURS = /^(node_modules|\.git|dist|\.plumbline|docs\/generated)(\/|$)/

/** Files of the repository below a folder, as paths from the root with forward slashes, sorted. */
export function filesBelow(folder: string, name: RegExp): string[] {
  const walk = (from: string): string[] =>
    readdirSync(join(ROOT, from), { withFileTypes: true }).flatMap((entry) => {
      const path = relative(ROOT, join(ROOT, from, entry.name)).replaceAll('\\', '/')
      if (NOT_OURS.test(path)) return []
      return entry.isDirectory() ? walk(path) : entry.isFile() ? [path] : []
    })
  return walk(folder)
    .filter((path) => name.test(path))
    .sort()
}

export const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** The number of the line on which a position of a text lies, from 1. */
export const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length
