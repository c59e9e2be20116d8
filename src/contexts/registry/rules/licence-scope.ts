import type { LawDate } from '../../../kernel/time.ts'
import type { Licence } from '../model.ts'

/** What on site no valid licence covers, and which licences no longer or not yet hold (ENT-09). */
export type ScopeVerdict = {
  readonly outside: readonly string[]
  readonly inside: readonly string[]
  readonly expired: readonly Pick<Licence, 'kind' | 'number' | 'validTo'>[]
}

/** Names are compared as written on the licence, but for spaces, brackets of another width and case. */
const plain = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase()

const holdsOn = ({ validFrom, validTo }: Licence, on: LawDate) => validFrom <= on && on <= validTo

/** Compares what was found with the scope of the licences that hold on the day. */
export function comparedWithScope(found: readonly string[], licences: readonly Licence[], on: LawDate): ScopeVerdict {
  const licensed = new Set(licences.filter((one) => holdsOn(one, on)).flatMap(({ scope }) => scope.map(plain)))
  const names = [...new Map(found.map((name) => [plain(name), name.trim()])).values()].filter((name) => name !== '')
  return {
    outside: names.filter((name) => !licensed.has(plain(name))),
    inside: names.filter((name) => licensed.has(plain(name))),
    expired: licences
      .filter(({ validTo }) => validTo < on)
      .map(({ kind, number, validTo }) => ({ kind, number, validTo })),
  }
}
