import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from './source.ts'

const PLACES = [
  'src/kernel/**/*.test.ts',
  'src/contexts/*/rules/**/*.test.ts',
  'src/contexts/*/transitions/**/*.test.ts',
  'src/contexts/*/transitions.test.ts',
]

/** Absolute paths of the test files that decide without a database, sorted. */
export async function decisionTests(): Promise<string[]> {
  const files: string[] = []
  for (const place of PLACES) for await (const file of glob(place, { cwd: ROOT })) files.push(join(ROOT, file))
  return files.sort()
}
