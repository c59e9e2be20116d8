/**
 * Test files that share a process. A process of its own costs each file a second of processor time and more, for loading
 * the server, the law book and the type-setter again; the tests of one context keep nothing in their process but that.
 */
import { writeFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Rules, lifecycles and the kernel keep no state and ask no database: all of them are one group. */
const DECIDES = /^src\/(?:kernel\/|contexts\/[^/]+\/(?:rules\/|transitions\/|transitions\.test\.ts))/
/** The tests of one context that are not decisions, and those of one app. */
const BESIDE = /^src\/(?:contexts|apps)\/([^/]+)\//

/** @returns the name of the group of a test file, or null where the file runs alone: it kills servers or browsers. */
export function groupOf(file: string): string | null {
  const path = file.replaceAll(sep, '/')
  return DECIDES.test(path) ? 'decisions' : (BESIDE.exec(path)?.[1] ?? null)
}

/**
 * @param files relative to `root`
 * @param folder where a file for each group is written, which loads its members
 * @returns what node:test is to run: paths relative to `root` of the files that run alone, absolute ones of the groups
 */
export async function together(files: readonly string[], { root, folder }: { root: string; folder: string }) {
  const groups = Map.groupBy(files, groupOf)
  const alone = groups.get(null) ?? []
  const written = [...groups].flatMap(([group, members]) => (group === null ? [] : [{ group, members }]))
  for (const { group, members } of written) {
    const lines = members.map((file) => `await import(${JSON.stringify(pathToFileURL(join(root, file)).href)})`)
    await writeFile(join(folder, `${group}.mjs`), `${lines.join('\n')}\n`)
  }
  return [...alone, ...written.map(({ group }) => join(folder, `${group}.mjs`))]
}
