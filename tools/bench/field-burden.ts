import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { machine } from './shared-data.ts'

const ROOT = join(import.meta.dirname, '../..')
const FILE = join(ROOT, 'tools/docs/burden.json')
const SCRIPTS = ['tests/journeys/field-offline.test.ts', 'tests/journeys/field-speed.test.ts']

/**
 * Runs the fixed scripts of a visit in a real browser and keeps what they measured in tools/docs/burden.json, from which
 * `npm run docs` makes docs/generated/burden.md.
 */
export async function fieldBurden(): Promise<unknown> {
  const code = await new Promise<number>((resolve, reject) => {
    const run = spawn(process.execPath, [join(ROOT, 'tools/test.ts'), ...SCRIPTS], {
      cwd: ROOT,
      env: { ...process.env, PLUMBLINE_BURDEN: '1' },
      stdio: ['ignore', process.stderr, process.stderr],
    })
    run.once('error', reject)
    run.once('exit', (status) => resolve(status ?? 1))
  })
  const measured: unknown = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : null
  return { ok: code === 0, measured, machine: machine() }
}
