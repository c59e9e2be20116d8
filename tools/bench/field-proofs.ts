import { passesScripts } from './field-scripts.ts'
import { machine } from './shared-data.ts'

const PROOFS: Readonly<Record<string, string>> = {
  'lost-answers': 'tests/journeys/field-needs.test.ts',
  'twenty-kills': 'tests/journeys/field-kill.test.ts',
  interleavings: 'tests/journeys/field-interleaving.test.ts',
  'thirty-photos': 'tests/journeys/field-slow-link.test.ts',
}

/**
 * The proofs of the field at full length, one after the other, or only those that are named: 500 lost answers, 20 kills
 * of the browser, 60 interleavings, 30 photos of 4 MB over 1 Mbit/s (twenty minutes). What they showed is kept in
 * tools/docs/burden.json, from which `npm run docs` makes docs/generated/burden.md.
 */
export async function fieldProofs(names: string[]): Promise<unknown> {
  const wanted = Object.entries(PROOFS).filter(([name]) => names.length === 0 || names.includes(name))
  const passed: Record<string, boolean> = {}
  for (const [name, file] of wanted) passed[name] = await passesScripts([file], { PLUMBLINE_FIELD_LONG: '1' })
  return { ok: wanted.length > 0 && Object.values(passed).every(Boolean), passed, machine: machine() }
}
