import { pbkdf2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { Tx } from '../../../platform/db.ts'
import { KEY_ROUNDS, operatorWords, type KnownOperators } from '../rules/operators.ts'
import * as registers from '../store/registers.ts'

const derive = promisify(pbkdf2)

/**
 * The people who were looked up at a business before, each as a key under a salt of this call. Whoever holds the list
 * learns how many there are and until when their certificates run; names and numbers are not in it.
 */
export async function knownOperatorsOf(tx: Tx, enterpriseId: string): Promise<KnownOperators> {
  const rows = await registers.knownCertificates(tx, enterpriseId)
  const salt = randomBytes(16)
  const people = Map.groupBy(rows, ({ holder, identity }) => operatorWords({ name: holder, identity }))
  return {
    salt: salt.toString('base64'),
    rounds: KEY_ROUNDS,
    people: await Promise.all(
      [...people].map(async ([words, certificates]) => ({
        key: (await derive(words, salt, KEY_ROUNDS, 32, 'sha256')).toString('base64'),
        certificates: certificates.map(({ operation, validFrom, validTo }) => ({ operation, validFrom, validTo })),
      })),
    ),
  }
}
