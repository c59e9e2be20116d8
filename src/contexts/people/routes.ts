import { randomUUID } from 'node:crypto'
import { verify } from '@node-rs/argon2'
import { Invalid, NotFound } from '../../kernel/answer.ts'
import { no, Refused } from '../../kernel/refusal.ts'
import { covers } from '../../kernel/region.ts'
import { serve, type Ctx, type Route } from '../../platform/http.ts'
import * as contract from './contract.ts'
import { isCertified, type Officer } from './model.ts'
import { createOfficer, getOfficers, hashPassword, newToken, sessionOf } from './public.ts'
import { afterFailure, isPaused, sessionEndsAt, whyNoPassword, type Attempts } from './rules/credentials.ts'
import * as store from './store.ts'

/** Verified when there is no such account, so that an unknown name costs the same work and time. Made on first use. */
let hashOfNobody: Promise<string> | null = null

/** Whether the password fits. Does the same work for an account that does not exist. */
async function fits(account: store.Account | null, password: string): Promise<boolean> {
  hashOfNobody ??= hashPassword('an account that does not exist')
  const isRight = await verify(account?.passwordHash ?? (await hashOfNobody), password)
  return account !== null && isRight
}

/** Unknown name, wrong password and paused account sound the same: the answer must not tell which names exist. */
const notSignedIn = () =>
  no(
    'sign-in-refused',
    {},
    '用户名或密码不正确，或者该账号的登录已暂停',
    '请核对用户名和密码；连续5次失败后登录暂停15分钟，之后每次加倍，请稍候再试或联系系统管理员',
  )

async function recordFailure(tx: Ctx['tx'], account: store.Account, at: string): Promise<Attempts> {
  const attempts = afterFailure(account, at)
  await store.saveAttempts(tx, account.id, attempts)
  return attempts
}

const signIn = serve(contract.signIn, async ({ username, password }, ctx) => {
  const { tx, at } = ctx
  const account = await store.lockAccountForSignIn(tx, username.toLowerCase())
  if (account) ctx.concerns('account', account.id)
  const isRight = await fits(account, password())
  if (!account) throw new Refused([notSignedIn()], true)
  if (isPaused(account, at)) {
    ctx.note({ pausedUntil: account.pausedUntil })
    throw new Refused([notSignedIn()], true)
  }
  if (!isRight) {
    ctx.note({ ...(await recordFailure(tx, account, at)) })
    throw new Refused([notSignedIn()], true)
  }
  await store.saveAttempts(tx, account.id, { failed: 0, pausedUntil: null })
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
  return { mustChangePassword: account.mustChangePassword }
})

/** Address and program of the caller, as far as the platform passes them on. */
function callerOf(ctx: Ctx & { readonly address?: string; readonly agent?: string }): {
  address: string
  agent: string
} {
  return { address: ctx.address ?? '', agent: (ctx.agent ?? '').slice(0, 300) }
}

const signOut = serve(contract.signOut, async (_, { tx, asker, at, session }) => {
  await store.endSession(tx, sessionOf(asker).session, at)
  session(null)
  return {}
})

const getMe = serve(contract.getMe, async (_, { tx, asker, today }) => {
  const isOfficer = asker.kind === 'officer'
  const [officer] = isOfficer ? await store.findOfficers(tx, [asker.id]) : []
  const account = await store.findAccountOf(tx, asker)
  return {
    id: asker.id,
    name: asker.name,
    kind: asker.kind,
    region: asker.region,
    roles: [...asker.roles],
    permissions: [...asker.permissions],
    enterpriseId: asker.enterpriseId ?? null,
    bureau: isOfficer ? await store.findBureau(tx, asker.region) : null,
    certificate: officer?.certificate ?? null,
    isCertifiedToday: officer !== undefined && isCertified(officer, today),
    mustChangePassword: account?.mustChangePassword ?? false,
  }
})

const changePassword = serve(contract.changePassword, async ({ current, password }, { tx, asker, at, concerns }) => {
  const account = await store.lockAccountOf(tx, asker)
  if (!account) throw new NotFound('account')
  concerns('account', account.id)
  // A stolen session must not become a free field for guessing: the same counter and pause as at sign-in.
  if (isPaused(account, at) || !(await fits(account, current()))) {
    await recordFailure(tx, account, at)
    throw new Refused([no('wrong-password', {}, '原密码不正确', '请重新输入原密码；忘记时请联系系统管理员')], true)
  }
  const complaints = whyNoPassword({ password: password(), username: account.username })
  if (complaints.length > 0) throw new Invalid(complaints)
  await store.savePassword(tx, account.id, await hashPassword(password()))
  await store.saveAttempts(tx, account.id, { failed: 0, pausedUntil: null })
  await store.endOtherSessions(tx, { account: account.id, keep: sessionOf(asker).session, at })
  return {}
})

const listOfficers = serve(contract.listOfficers, async ({ role, certifiedOn, bureau }, { tx, asker }) => ({
  officers: await store.listOfficers(tx, asker, { role, certifiedOn, bureau }),
}))

async function getOfficerInScope(tx: Ctx['tx'], id: string): Promise<Officer> {
  const [officer] = await getOfficers(tx, [id])
  if (!officer) throw new NotFound('officer')
  return officer
}

const getOfficer = serve(contract.getOfficer, async ({ id }, { tx, concerns }) => {
  concerns('officer', id)
  return { officer: await getOfficerInScope(tx, id), certificates: await store.listCertificates(tx, id) }
})

const addOfficer = serve(
  contract.createOfficer,
  async ({ username, password, ...input }, { tx, asker, at, concerns }) => {
    const bureau = covers(asker.region, input.region) ? await store.findBureau(tx, input.region) : null
    if (!bureau) throw new Invalid([{ field: 'region', says: '该机构不存在或不在您的管辖范围内，请重新选择' }])
    const officer: Officer = { ...input, id: randomUUID() }
    concerns('officer', officer.id)
    await createOfficer(tx, { officer, username, password: password(), mustChangePassword: true, at, by: asker.name })
    return officer
  },
)

const recordCertificate = serve(
  contract.recordCertificate,
  async ({ id, reason, ...certificate }, { tx, asker, at, concerns, note }) => {
    const officer = await getOfficerInScope(tx, id)
    concerns('officer', id)
    note({ status: certificate.status, validTo: certificate.validTo })
    await store.insertCertificate(tx, { officer: id, region: officer.region, certificate, at, by: asker.name, reason })
    return { ...officer, certificate }
  },
)

const listBureaus = serve(contract.listBureaus, async (_, { tx, asker }) => ({
  bureaus: await store.listBureaus(tx, asker),
}))

const isAdmin = (ctx: Ctx) => ctx.asker.permissions.includes('people.manage')

const listSessions = serve(contract.listSessions, async ({ officer }, ctx) => {
  const own = sessionOf(ctx.asker)
  const account = officer && isAdmin(ctx) ? (await store.findAccountOfOfficer(ctx.tx, officer))?.id : own.account
  if (!account) throw new NotFound('account')
  ctx.concerns('account', account)
  const sessions = await store.listSessions(ctx.tx, account)
  return { sessions: sessions.map((session) => ({ ...session, isThisOne: session.id === own.session })) }
})

const endSession = serve(contract.endSession, async ({ id }, ctx) => {
  const owner = await store.findSessionOwner(ctx.tx, id)
  if (!owner || (owner.accountId !== sessionOf(ctx.asker).account && !isAdmin(ctx))) throw new NotFound('session')
  ctx.concerns('account', owner.accountId)
  await store.endSession(ctx.tx, id, ctx.at)
  return {}
})

export const routes: readonly Route[] = [
  signIn,
  signOut,
  getMe,
  changePassword,
  listOfficers,
  getOfficer,
  addOfficer,
  recordCertificate,
  listBureaus,
  listSessions,
  endSession,
]
