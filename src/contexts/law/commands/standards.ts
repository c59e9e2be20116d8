import type { StandardChange } from '../rules/standard-changes.ts'
import { addStandards, bytesOfFile } from '../store/standards.ts'
import { DATA, dataFolder, optionsOf, WrongUsage } from './arguments.ts'

/** How many of each kind the answer lists; the counts are whole. */
const LISTED = 500

const listed = (changes: readonly StandardChange[]) => changes.slice(0, LISTED).map(({ plain: _, ...change }) => change)

/**
 * `law standards import <file.csv|xlsx>`: standards into the data folder, with the difference to what is there. A file
 * that is no table, or in which standards replace each other in a circle, changes nothing.
 */
export async function importStandards(args: string[]): Promise<unknown> {
  const { values, positionals } = optionsOf(args, DATA)
  const [file, ...rest] = positionals
  if (!file || rest.length > 0) throw new WrongUsage('law standards import <file.csv|file.xlsx> [--data DIR]')
  const bytes = bytesOfFile(file)
  if (!Buffer.isBuffer(bytes)) return { ok: false, file, ...bytes }
  const changes = await addStandards(dataFolder(values.data), { name: file, bytes }, (what, done) =>
    process.stderr.write(`${what} ${done}\n`),
  )
  if ('why' in changes) return { ok: false, file, ...changes }
  if ('circle' in changes)
    return { ok: false, file, line: changes.line, why: `代替关系成环：${changes.circle.join(' → ')}` }
  return {
    added: changes.added.length,
    changed: changes.changed.length,
    withdrawn: changes.withdrawn.length,
    replaced: changes.replaced.length,
    unchanged: changes.unchanged,
    unreadable: changes.unreadable.length,
    changes: listed(changes.changed),
    lines: changes.unreadable.slice(0, LISTED),
  }
}
