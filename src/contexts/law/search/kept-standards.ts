import { mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readStandards } from '../store.ts'
import type { Tell } from '../store/import.ts'
import { standardRows } from '../store/standards.ts'
import {
  buildStandardIndex,
  loadStandardIndex,
  saveStandardIndex,
  standardIndexOf,
  type StandardIndex,
} from './standard-index.ts'

const FOLDER = 'law-standards'

/**
 * The index over the standards of a data folder. It is kept in a file beside them and made anew when the list has
 * changed; without a list of its own the folder has the standards that ship.
 */
export async function openStandards(dataFolder: string, tell: Tell = () => {}): Promise<StandardIndex> {
  const folder = join(dataFolder, FOLDER)
  const list = statSync(join(folder, 'standards.jsonl'), { throwIfNoEntry: false })
  if (!list) return standardIndexOf(readStandards())
  const path = join(folder, 'search.idx')
  const stamp = list.mtimeMs
  const known = statSync(path, { throwIfNoEntry: false }) ? loadStandardIndex(path, { stamp }) : null
  if (known) return known
  const index = await buildStandardIndex(standardRows(dataFolder), (done) => tell('建立标准检索', done, done))
  mkdirSync(folder, { recursive: true })
  saveStandardIndex(`${path}.new`, { index, stamp })
  renameSync(`${path}.new`, path)
  return index
}
