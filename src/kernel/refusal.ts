import type { Citation } from './citation.ts'

export type Facts = Readonly<Record<string, string | number>>

/**
 * An expected "no". It is an answer, not a fault: it tells what, why, on which article, and what would make it
 * possible. `says` and `mend` are Chinese sentences a shop owner understands; `code` and `facts` are for programs and
 * logs.
 */
export type Refusal = {
  readonly code: string
  readonly facts: Facts
  readonly says: string
  readonly mend?: string
  readonly cites?: Citation
}

const filled = (sentence: string, facts: Facts) =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? `{${name}}`))

/** Builds a refusal; `{name}` in the sentences is replaced by the fact of that name. */
export function no(code: string, facts: Facts, says: string, mend?: string): Refusal {
  return { code, facts, says: filled(says, facts), ...(mend ? { mend: filled(mend, facts) } : {}) }
}

/**
 * Thrown to roll a transaction back and carry the refusals to the caller; never logged as an error.
 * With `keeps`, what the act wrote stays: a failed sign-in must still be counted.
 */
export class Refused extends Error {
  override name = 'Refused'
  readonly refusals: readonly Refusal[]
  readonly keeps: boolean
  constructor(refusals: readonly Refusal[], keeps = false) {
    super(refusals.map((refusal) => refusal.code).join(', '))
    this.refusals = refusals
    this.keeps = keeps
  }
}

/** Throws when there is anything to refuse. */
export function unlessRefused(refusals: readonly (Refusal | null)[]): void {
  const found = refusals.filter((refusal) => refusal !== null)
  if (found.length > 0) throw new Refused(found)
}
