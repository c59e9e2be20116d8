import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { passesScripts, ROOT } from './field-scripts.ts'
import { machine } from './shared-data.ts'

const FILE = join(ROOT, 'tools/docs/burden.json')
const SCRIPTS = [
  'tests/journeys/field-offline.test.ts',
  'tests/journeys/field-speed.test.ts',
  'tests/journeys/field-size.test.ts',
]

/**
 * Runs the fixed scripts of a visit in a real browser and keeps what they measured in tools/docs/burden.json, from which
 * `npm run docs` makes docs/generated/burden.md.
 */
export async function fieldBurden(): Promise<unknown> {
  const ok = await passesScripts(SCRIPTS, { PLUMBLINE_BURDEN: '1' })
  const measured: unknown = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : null
  return { ok, measured, machine: machine() }
}
