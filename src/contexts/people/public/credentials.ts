import { verify } from '@node-rs/argon2'
import { NotFound } from '../../../kernel/answer.ts'
import { no, Refused } from '../../../kernel/refusal.ts'
import type { Ctx } from '../../../platform/http.ts'
import { hashPassword, sessionOf } from '../public.ts'
import { afterFailure, isPaused, type Attempts } from '../rules/credentials.ts'
import { lockAccountOf, type Account } from '../store.ts'
import { findPause, savePause } from '../store/second-factor.ts'

/** Verified when there is no such account, so that an unknown name costs the same work and time. Made on first use. */
let hashOfNobody: Promise<string> | null = null

/** Whether the password fits. Does the same work for an account that does not exist. */
export async function fits(account: Pick<Account, 'passwordHash'> | null, password: string): Promise<boolean> {
  hashOfNobody ??= hashPassword('an account that does not exist')
  const isRight = await verify(account?.passwordHash ?? (await hashOfNobody), password)
  return account !== null && isRight
}

export const NO_ATTEMPTS: Attempts = { failed: 0, pausedUntil: null }

/**
 * The own account, locked; with a password only when it is right. A stolen session must not become a free field for
 * guessing: its failures are counted and paused like those at sign-in, on the session alone.
 */
export async function lockAccountWithPassword(
  { tx, asker, at, concerns }: Pick<Ctx, 'tx' | 'asker' | 'at' | 'concerns'>,
  password: string | null,
): Promise<{ account: Account; fail: () => Promise<void> }> {
  const account = await lockAccountOf(tx, asker)
  if (!account) throw new NotFound('account')
  concerns('account', account.id)
  if (password === null) return { account, fail: async () => undefined }
  const caller = `session ${sessionOf(asker).session}`
  const attempts = (await findPause(tx, account.id, caller)) ?? NO_ATTEMPTS
  const fail = async () => {
    await savePause(tx, account, { caller, at, attempts: afterFailure(attempts, at) })
  }
  if (isPaused(attempts, at) || !(await fits(account, password))) {
    await fail()
    throw new Refused([no('wrong-password', {}, '原密码不正确', '请重新输入原密码；忘记时请联系系统管理员')], true)
  }
  return { account, fail }
}
