import type { LawDate } from '../../../kernel/time.ts'
import { catalogue, layoutOf } from '../render/catalogue.ts'

export type CitingForm = { readonly code: string; readonly name: string; readonly cites: readonly string[] }

/** Forms in force on a law date whose printed words cite one of the instruments, by the full names of those. */
export const formsCiting = (names: readonly string[], on: LawDate): CitingForm[] =>
  catalogue()
    .filter((row) => row.effectiveFrom <= on && (row.effectiveUntil === null || on <= row.effectiveUntil))
    .flatMap((row) => {
      const words = JSON.stringify(layoutOf(row))
      const cites = names.filter((name) => words.includes(`《${name}》`))
      return cites.length > 0 ? [{ code: row.code, name: row.name, cites }] : []
    })
