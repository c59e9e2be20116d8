import {
  bestVerdict,
  operatorWords,
  verdictOn,
  type KnownOperators,
  type CertificateVerdict,
} from '../../../contexts/registry/rules/operators.ts'
import { normalizedIdentityNumber } from '../../../kernel/identity-number.ts'
import type { LawDate } from '../../../kernel/time.ts'

export type KeptAnswer = {
  /** Null when nobody of that name and number was taken along: that proves nothing. */
  readonly verdict: CertificateVerdict | null
  readonly certificates: readonly {
    readonly operation: string
    readonly validFrom: string
    readonly validTo: string
    readonly verdict: CertificateVerdict
  }[]
}

const bytesOf = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))

async function keyOf(words: string, { salt, rounds }: Pick<KnownOperators, 'salt' | 'rounds'>): Promise<string> {
  const raw = await crypto.subtle.importKey('raw', new TextEncoder().encode(words), 'PBKDF2', false, ['deriveBits'])
  const how = { name: 'PBKDF2', salt: bytesOf(salt), iterations: rounds, hash: 'SHA-256' }
  const bits = new Uint8Array(await crypto.subtle.deriveBits(how, raw, 256))
  return btoa(String.fromCharCode(...bits))
}

/** Asks what was taken along about a person who stands here with his papers. */
export async function askKept(
  kept: KnownOperators,
  { name, identity }: { readonly name: string; readonly identity: string },
  today: LawDate,
): Promise<KeptAnswer> {
  const key = await keyOf(operatorWords({ name, identity: normalizedIdentityNumber(identity) }), kept)
  const person = kept.people.find((one) => one.key === key)
  const certificates = (person?.certificates ?? []).map((one) => ({ ...one, verdict: verdictOn(one, today) }))
  return { verdict: bestVerdict(certificates.map(({ verdict }) => verdict)), certificates }
}
