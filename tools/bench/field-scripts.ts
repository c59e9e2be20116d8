import { spawn } from 'node:child_process'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')

/** Runs scripts of the field as tests, with switches for length and report; answers whether all passed. */
export async function passesScripts(files: readonly string[], switches: Record<string, string>): Promise<boolean> {
  const run = spawn(process.execPath, [join(ROOT, 'tools/test.ts'), ...files], {
    cwd: ROOT,
    env: { ...process.env, ...switches },
    stdio: ['ignore', process.stderr, process.stderr],
  })
  return new Promise((resolve, reject) => {
    run.once('error', reject)
    run.once('exit', (code) => resolve(code === 0))
  })
}
