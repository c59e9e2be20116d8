import type { FieldComplaint } from '../../kernel/answer.ts'
import { Refused, type Refusal } from '../../kernel/refusal.ts'
import { words } from './words.ts'

/** What a person can be told about a failed act, whatever threw it. The client's answers carry the same `kind`. */
export type Trouble =
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] }
  | { readonly kind: 'invalid'; readonly fields: readonly FieldComplaint[] }
  | { readonly kind: 'conflict'; readonly says: string }
  | { readonly kind: 'not-signed-in' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'offline'; readonly says?: string | null }
  | { readonly kind: 'fault'; readonly fault: string }

const KINDS = ['refused', 'invalid', 'conflict', 'not-signed-in', 'not-found', 'offline', 'fault']

/** Reads a thrown value: an answer of the server, a refusal of the same rules taken here; what nobody planned becomes a fault of the page itself. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof Refused) return { kind: 'refused', refusals: error.refusals }
  if (error !== null && typeof error === 'object' && 'kind' in error && KINDS.includes(String(error.kind)))
    return error as unknown as Trouble
  return { kind: 'fault', fault: error instanceof Error ? error.message : String(error) }
}

/** A heading and a way out for every trouble but refusals and fields, which list themselves. */
export function tellTrouble(trouble: Trouble): { title: string; mend: string } {
  const { troubles } = words
  switch (trouble.kind) {
    case 'refused':
      return { title: words.refusals.title, mend: trouble.refusals.map(({ says }) => says).join('；') }
    case 'invalid':
      return { title: troubles.invalid, mend: trouble.fields.map(({ says }) => says).join('；') }
    case 'conflict':
      return { title: trouble.says || troubles.conflict, mend: troubles.conflictMend }
    case 'not-signed-in':
      return { title: troubles.signedOut, mend: troubles.signedOutMend }
    case 'not-found':
      return { title: troubles.notFound, mend: troubles.notFoundMend }
    case 'offline':
      return { title: trouble.says ?? troubles.offline, mend: troubles.offlineMend }
    case 'fault':
      return { title: troubles.fault, mend: troubles.faultMend(trouble.fault) }
  }
}
