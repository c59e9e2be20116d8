import sql from 'sql-template-tag'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Passkey } from '../contract/passkeys.ts'

type Owner = { readonly id: string; readonly region: string; readonly enterpriseId: string | null }
export type Purpose = 'enrol' | 'sign-in'

export type StoredPasskey = Passkey & {
  readonly credentialId: string
  readonly publicKey: Buffer
  readonly counter: number
  readonly transports: readonly string[]
}

const PASSKEY = sql`id, label, created_at as "createdAt", last_used as "lastUsed", credential_id as "credentialId", public_key as "publicKey",
  counter, transports`

/** Locked until the transaction ends, so that one answer counts once. */
export const lockPasskeys = (tx: Tx, account: string) =>
  tx.rows<StoredPasskey>(
    sql`select ${PASSKEY} from people.passkey where account_id = ${account} order by created_at, id for update`,
  )

/** @returns 0 when the device's key is there already. */
export const insertPasskey = (tx: Tx, owner: Owner, one: StoredPasskey) =>
  tx.run(sql`
    insert into people.passkey (id, account_id, region, enterprise_id, credential_id, public_key, counter, transports, label, created_at)
    values (${one.id}, ${owner.id}, ${owner.region}, ${owner.enterpriseId}, ${one.credentialId}, ${one.publicKey}, ${one.counter},
      ${[...one.transports]}, ${one.label}, ${one.createdAt})
    on conflict do nothing`)

export const savePasskeyUse = (tx: Tx, id: string, { counter, at }: { counter: number; at: Instant }) =>
  tx.run(sql`update people.passkey set counter = ${counter}, last_used = ${at} where id = ${id}`)

export const deletePasskey = (tx: Tx, account: string, id: string) =>
  tx.run(sql`delete from people.passkey where account_id = ${account} and id = ${id}`)

export const deletePasskeys = (tx: Tx, account: string) =>
  tx.run(sql`delete from people.passkey where account_id = ${account}`)

type Asked = { readonly purpose: Purpose; readonly challenge: string; readonly endsAt: Instant }

export const keepChallenge = (tx: Tx, owner: Owner, { purpose, challenge, endsAt }: Asked) =>
  tx.run(sql`
    insert into people.passkey_challenge (account_id, purpose, region, enterprise_id, challenge, ends_at)
    values (${owner.id}, ${purpose}, ${owner.region}, ${owner.enterpriseId}, ${challenge}, ${endsAt})
    on conflict (account_id, purpose) do update set challenge = excluded.challenge, ends_at = excluded.ends_at`)

/** The question that was put, taken out so that it is answered once; null when there is none or its time is over. */
export async function takeChallenge(
  tx: Tx,
  account: string,
  { purpose, at }: { purpose: Purpose; at: Instant },
): Promise<string | null> {
  const taken = await tx.find<{ challenge: string; endsAt: Instant }>(sql`
    delete from people.passkey_challenge where account_id = ${account} and purpose = ${purpose}
    returning challenge, ends_at as "endsAt"`)
  return taken && taken.endsAt > at ? taken.challenge : null
}
