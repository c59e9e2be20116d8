import sql from 'sql-template-tag'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Attempt } from '../../../platform/oidc.ts'

const open = (tx: Tx, attemptSha256: string) =>
  tx.run(sql`select set_config('plumbline.sso_attempt', ${attemptSha256}, true)`)

/** Remembers a begun sign-in and sweeps those whose time is over. */
export async function insertAttempt(
  tx: Tx,
  { attemptSha256, endsAt, state, nonce, verifier }: Attempt & { attemptSha256: string; endsAt: Instant },
): Promise<void> {
  await tx.run(sql`delete from people.sso_attempt where ends_at < now()`)
  await open(tx, attemptSha256)
  await tx.run(sql`insert into people.sso_attempt (attempt_sha256, state, nonce, verifier, ends_at)
    values (${attemptSha256}, ${state}, ${nonce}, ${verifier}, ${endsAt})`)
}

/** Takes a begun sign-in out, so that it answers once; null when there is none or its time is over. */
export async function takeAttempt(
  tx: Tx,
  { attemptSha256, at }: { attemptSha256: string; at: Instant },
): Promise<Attempt | null> {
  await open(tx, attemptSha256)
  const taken = await tx.find<Attempt & { endsAt: Instant }>(sql`
    delete from people.sso_attempt where attempt_sha256 = ${attemptSha256}
    returning state, nonce, verifier, ends_at as "endsAt"`)
  return taken && taken.endsAt > at ? taken : null
}
