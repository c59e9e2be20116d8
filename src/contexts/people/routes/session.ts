import { randomUUID } from 'node:crypto'
import type { Ctx } from '../../../platform/http.ts'
import { findSessionOf, newToken, tokenDigest } from '../public.ts'
import { NO_ATTEMPTS } from '../public/credentials.ts'
import { callerKey, forgottenBefore, sessionEndsAt } from '../rules/credentials.ts'
import * as store from '../store.ts'
import * as factors from '../store/second-factor.ts'

export type Caller = { readonly caller: string; readonly device: string | null }

/** Who knocks at an account: a device that it knows, by its digest, or else an address. */
export async function callerAt({ tx, address, device: cookie }: Ctx, accountId: string): Promise<Caller> {
  const token = cookie ? tokenDigest(cookie) : null
  const device = token && (await factors.isKnownDevice(tx, accountId, token)) ? token : null
  return { caller: callerKey({ address, device }), device }
}

/**
 * Opens a session for an account that has proved itself, ends the one that the browser held until now, and remembers the
 * device.
 */
export async function openSession(
  ctx: Ctx,
  account: store.Account,
  { caller, device, mustChangePassword }: Caller & { readonly mustChangePassword: boolean },
): Promise<void> {
  const { tx, at } = ctx
  await store.saveAttempts(tx, account.id, NO_ATTEMPTS)
  await factors.forgetPauses(tx, account.id, { caller, before: forgottenBefore(at) })
  const known = newToken()
  await factors.saveDevice(tx, account, { tokenSha256: device ?? known.sha256, at })
  if (!device) ctx.rememberDevice(known.token)
  const former = findSessionOf(ctx.asker)
  if (former) await store.endSession(tx, former.session, at)
  const { token, sha256 } = newToken()
  await store.insertSession(tx, {
    id: randomUUID(),
    tokenSha256: sha256,
    accountId: account.id,
    region: account.region,
    enterpriseId: account.enterpriseId,
    at,
    endsAt: sessionEndsAt(at),
    address: ctx.address,
    agent: ctx.agent,
    mustChangePassword,
  })
  ctx.session(token)
}
