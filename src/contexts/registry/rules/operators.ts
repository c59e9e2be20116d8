/** 特种作业证: what the register says of a person on a day, and how a phone asks it without network (ENT-08). */
import { z } from 'zod'
import type { LawDate } from '../../../kernel/time.ts'

export const CERTIFICATE_VERDICTS = ['valid', 'not-yet', 'expired'] as const
export type CertificateVerdict = (typeof CERTIFICATE_VERDICTS)[number]

type Validity = { readonly validFrom: LawDate; readonly validTo: LawDate }

export const verdictOn = ({ validFrom, validTo }: Validity, today: LawDate): CertificateVerdict =>
  today < validFrom ? 'not-yet' : today > validTo ? 'expired' : 'valid'

/** One valid certificate is enough, whatever else the register holds; null where it holds none. */
export const bestVerdict = (verdicts: readonly CertificateVerdict[]): CertificateVerdict | null =>
  CERTIFICATE_VERDICTS.find((word) => verdicts.includes(word)) ?? null

/** Rounds of PBKDF2 between a name with its number and its key: guessing costs as much for each guess. */
export const KEY_ROUNDS = 60_000
/** What is hashed: both must fit, as at the register itself. */
export const operatorWords = ({ name, identity }: { readonly name: string; readonly identity: string }): string =>
  `${name.trim()}|${identity}`

/** People known at one business, as a phone takes them along: neither names nor numbers, but keys made from both. */
export const KnownOperators = z.object({
  /** Of this taking along alone, in base64. */
  salt: z.string(),
  rounds: z.number().int(),
  people: z.array(
    z.object({
      key: z.string(),
      certificates: z.array(z.object({ operation: z.string(), validFrom: z.string(), validTo: z.string() })),
    }),
  ),
})
export type KnownOperators = z.infer<typeof KnownOperators>
