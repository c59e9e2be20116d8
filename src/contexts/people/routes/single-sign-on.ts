import { no, Refused } from '../../../kernel/refusal.ts'
import { serve, type Route } from '../../../platform/http.ts'
import { NotVouched, type IdentityProvider } from '../../../platform/oidc.ts'
import * as contract from '../contract/single-sign-on.ts'
import { newToken, tokenDigest } from '../public.ts'
import { lockAccountForSignIn } from '../store.ts'
import { insertAttempt, takeAttempt } from '../store/single-sign-on.ts'
import { factorsOf } from './second-factor.ts'
import { callerAt, openSession } from './session.ts'

const ATTEMPT_MINUTES = 10

/** Told before the server begins; the routes are declared once for all servers of a process. */
let provider: IdentityProvider | null = null
export const tellIdentityProvider = (told: IdentityProvider | null): void => {
  provider = told
}

const notOffered = () => no('sso-not-offered', {}, '本系统没有接入统一身份认证', '请用账号和密码登录')
const notVouched = () =>
  no('sso-not-vouched', {}, '统一身份认证没有确认您的身份，或者没有及时应答', '请重新登录；仍不成功时用账号和密码登录')
const startAnew = () => no('sso-over', {}, '这次登录已超时，或者不是在本浏览器发起的', '请从登录页重新开始')
const unknownAccount = () =>
  no('sso-unknown-account', {}, '统一身份认证的用户在本系统没有可用的账号', '请联系系统管理员')
const factorMissing = () =>
  no(
    'sso-without-second-factor',
    {},
    '您的账号需要第二重验证，统一身份认证没有做这项验证',
    '请用账号、密码和动态验证码登录',
  )

/** Refuses instead of failing when the provider is away; the attempt stays in the journal. */
async function vouchedBy<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw error instanceof NotVouched ? new Refused([notVouched()], true) : error
  })
}

const offers = serve(contract.offersSingleSignOn, async () => ({ label: provider?.label ?? null }))

const begin = serve(contract.beginSingleSignOn, async (_, { tx, at }) => {
  if (!provider) throw new Refused([notOffered()])
  const { url, ...attempt } = await vouchedBy(provider.begin())
  const { token, sha256 } = newToken()
  const endsAt = new Date(Date.parse(at) + ATTEMPT_MINUTES * 60_000).toISOString()
  await insertAttempt(tx, { ...attempt, attemptSha256: sha256, endsAt })
  return { url, attempt: token }
})

const finish = serve(contract.finishSingleSignOn, async ({ attempt, query }, ctx) => {
  if (!provider) throw new Refused([notOffered()])
  const begun = await takeAttempt(ctx.tx, { attemptSha256: tokenDigest(attempt()), at: ctx.at })
  if (!begun) throw new Refused([startAnew()], true)
  const { username, checkedSecondFactor } = await vouchedBy(provider.finish(query(), begun))
  const account = await lockAccountForSignIn(ctx.tx, username.toLowerCase())
  if (!account) throw new Refused([unknownAccount()], true)
  ctx.concerns('account', account.id)
  if (account.isOff) {
    ctx.note({ by: 'sso', isOff: true })
    throw new Refused([unknownAccount()], true)
  }
  ctx.note({ by: 'sso', checkedSecondFactor })
  if (!checkedSecondFactor && (await factorsOf(ctx.tx, account.id)).length > 0)
    throw new Refused([factorMissing()], true)
  // The provider keeps the password; ours is not asked for and need not be changed.
  await openSession(ctx, account, { ...(await callerAt(ctx, account.id)), mustChangePassword: false })
  return { mustChangePassword: false }
})

export const singleSignOnRoutes: readonly Route[] = [offers, begin, finish]
