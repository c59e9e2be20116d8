/**
 * `npm run audit`: whether a weakness of high or critical severity is known in what is shipped (`npm audit`). Ends with 1
 * when there is one. When the registry answers no audit, as mirrors and closed networks do, it says so and ends with 0: a
 * build must not fail because somebody else's service is away.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const ANSWERS_WITHIN_MS = 60_000
const GRAVE = ['high', 'critical']

type Weakness = { readonly severity?: string; readonly range?: string }
type Told = {
  readonly auditReportVersion?: number
  readonly vulnerabilities?: Readonly<Record<string, Weakness>>
  readonly message?: string
}

export type AuditVerdict =
  | { readonly is: 'clean' }
  | { readonly is: 'weak'; readonly packages: readonly string[] }
  | { readonly is: 'skipped'; readonly why: string }

const readTold = (text: string): Told | null => {
  try {
    return JSON.parse(text) as Told
  } catch {
    return null
  }
}

/** What `npm audit --json` says; anything but a whole report is no answer. */
export function auditVerdict(text: string): AuditVerdict {
  const told = readTold(text)
  if (!told?.auditReportVersion || !told.vulnerabilities)
    return { is: 'skipped', why: told?.message ?? 'no report came back in time' }
  const packages = Object.entries(told.vulnerabilities)
    .filter(([, { severity = '' }]) => GRAVE.includes(severity))
    .map(([name, { severity, range }]) => `${name} ${range ?? ''}: ${severity}`)
  return packages.length === 0 ? { is: 'clean' } : { is: 'weak', packages }
}

function main(): number {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json', '--loglevel=silent', '--fetch-retries=0'], {
    cwd: join(import.meta.dirname, '..'),
    encoding: 'utf8',
    timeout: ANSWERS_WITHIN_MS,
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  })
  const verdict = auditVerdict(stdout ?? '')
  if (verdict.is === 'clean') console.error('audit: no weakness of high or critical severity is known')
  if (verdict.is === 'skipped') console.error(`audit: SKIPPED, the registry gave no report: ${verdict.why}`)
  if (verdict.is === 'weak') console.error(`audit: FAILED\n  ${verdict.packages.join('\n  ')}`)
  return verdict.is === 'weak' ? 1 : 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exit(main())
