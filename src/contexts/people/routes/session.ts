import { randomUUID } from 'node:crypto'
import type { Ctx } from '../../../platform/http.ts'
import { newToken } from '../public.ts'
import { NO_ATTEMPTS } from '../public/credentials.ts'
import { forgottenBefore, sessionEndsAt } from '../rules/credentials.ts'
import * as store from '../store.ts'
import * as factors from '../store/second-factor.ts'

/** Opens a session for an account that has proved itself, and remembers the device it came with. */
export async function openSession(
  ctx: Ctx,
  account: store.Account,
  { caller, device }: { caller: string; device: string | null },
): Promise<void> {
  const { tx, at } = ctx
  await store.saveAttempts(tx, account.id, NO_ATTEMPTS)
  await factors.forgetPauses(tx, account.id, { caller, before: forgottenBefore(at) })
  const known = newToken()
  await factors.saveDevice(tx, account, { tokenSha256: device ?? known.sha256, at })
  if (!device) ctx.rememberDevice(known.token)
  const { token, sha256 } = newToken()
  await store.insertSession(tx, {
    id: randomUUID(),
    tokenSha256: sha256,
    accountId: account.id,
    region: account.region,
    enterpriseId: account.enterpriseId,
    at,
    endsAt: sessionEndsAt(at),
    ...callerOf(ctx),
  })
  ctx.session(token)
}

/** Address and program of the caller, as far as the platform passes them on. */
function callerOf(ctx: Ctx & { readonly address?: string; readonly agent?: string }): {
  address: string
  agent: string
} {
  return { address: ctx.address ?? '', agent: (ctx.agent ?? '').slice(0, 300) }
}
