import { randomUUID } from 'node:crypto'
import { Invalid, NotFound } from '../../kernel/answer.ts'
import { no, Refused } from '../../kernel/refusal.ts'
import { covers } from '../../kernel/region.ts'
import { serve, type Ctx, type Route } from '../../platform/http.ts'
import * as contract from './contract.ts'
import { isCertified, type Officer } from './model.ts'
import { createOfficer, findSessionOf, getOfficers, hashPassword, sessionOf, tokenDigest } from './public.ts'
import { fits, lockAccountWithPassword, NO_ATTEMPTS } from './public/credentials.ts'
import { askPasskey } from './public/passkeys.ts'
import { leakedPasswords } from './public/leaked-passwords.ts'
import { bureauRoutes } from './routes/bureaus.ts'
import { delegationRoutes } from './routes/delegation.ts'
import { leavingRoutes } from './routes/leaving.ts'
import { passwordResetRoutes } from './routes/password-reset.ts'
import { unmaskRoutes } from './routes/unmask.ts'
import { passkeyRoutes } from './routes/passkeys.ts'
import { askSecondFactor, factorsOf, secondFactorRoutes } from './routes/second-factor.ts'
import { serviceRoutes } from './routes/services.ts'
import { callerAt, openSession } from './routes/session.ts'
import { singleSignOnRoutes } from './routes/single-sign-on.ts'
import { afterFailure, afterFailureAnywhere, isPaused, whyNoPassword, type Attempts } from './rules/credentials.ts'
import * as store from './store.ts'
import { listDepartures } from './store/leaving.ts'
import * as factors from './store/second-factor.ts'

/** Unknown name, wrong password and paused account sound the same: the answer must not tell which names exist. */
const notSignedIn = () =>
  no(
    'sign-in-refused',
    {},
    '用户名或密码不正确，或者该账号的登录已暂停',
    '请核对用户名和密码；连续5次失败后登录暂停15分钟，之后每次加倍，请稍候再试或联系系统管理员',
  )

type Attempt = { account: store.Account; caller: string; mine: Attempts }

/** Counts a failure on the caller and on the account; nobody else is held back by the first, known devices by neither. */
async function recordFailure({ tx, at, note }: Ctx, { account, caller, mine }: Attempt): Promise<void> {
  const attempts = afterFailure(mine, at)
  await factors.savePause(tx, account, { caller, at, attempts })
  await store.saveAttempts(tx, account.id, afterFailureAnywhere(account, at))
  note({ ...attempts })
}

const signIn = serve(contract.signIn, async ({ username, password, code, passkey }, ctx) => {
  const { tx, at } = ctx
  const account = await store.lockAccountForSignIn(tx, username.toLowerCase())
  if (account) ctx.concerns('account', account.id)
  const isRight = await fits(account, password())
  if (!account) throw new Refused([notSignedIn()], true)
  const { caller, device } = await callerAt(ctx, account.id)
  const mine = (await factors.findPause(tx, account.id, caller)) ?? NO_ATTEMPTS
  if (isPaused(mine, at) || (!device && isPaused(account, at))) {
    ctx.note({ pausedUntil: mine.pausedUntil ?? account.pausedUntil })
    throw new Refused([notSignedIn()], true)
  }
  if (!isRight) {
    await recordFailure(ctx, { account, caller, mine })
    throw new Refused([notSignedIn()], true)
  }
  // Whoever has left hears what a stranger hears; the journal knows more.
  if (account.isOff) {
    ctx.note({ isOff: true })
    throw new Refused([notSignedIn()], true)
  }
  const factor = await askSecondFactor(ctx, account, { code: code?.(), passkey: passkey?.() })
  if (factor === 'missing') throw new Refused([await factorNeeded(ctx, account)], true)
  if (factor === 'wrong') {
    await recordFailure(ctx, { account, caller, mine })
    throw new Refused([passkey ? passkeyWrong() : codeWrong()], true)
  }
  await openSession(ctx, account, { caller, device, mustChangePassword: account.mustChangePassword })
  return { mustChangePassword: account.mustChangePassword }
})

/** `ways` are those of the account; `passkey` is what the browser asks the device to sign. */
async function factorNeeded(ctx: Ctx, account: store.Account) {
  const ways = await factorsOf(ctx.tx, account.id)
  const passkey = await askPasskey(ctx, account)
  const facts = { ways: ways.join(' '), ...(passkey ? { passkey } : {}) }
  return ways.includes('code')
    ? no(
        'second-factor-needed',
        facts,
        passkey ? '该账号已启用动态验证码和通行密钥' : '该账号已启用动态验证码',
        '请输入手机上显示的6位验证码；手机不在身边时可用恢复码',
      )
    : no(
        'second-factor-needed',
        facts,
        '该账号已启用通行密钥',
        '请点“用通行密钥验证”，在设备上确认；设备遗失的请联系系统管理员',
      )
}
const passkeyWrong = () =>
  no('wrong-passkey', {}, '通行密钥没有通过验证，或者已超时', '请重新点“用通行密钥验证”，或者改用动态验证码')
const codeWrong = () =>
  no('wrong-code', {}, '动态验证码不正确或已使用', '请等待手机上显示下一个验证码后再输入，或使用恢复码')

const signOut = serve(contract.signOut, async (_, { tx, asker, at, session }) => {
  await store.endSession(tx, sessionOf(asker).session, at)
  session(null)
  return {}
})

const getMe = serve(contract.getMe, async (_, { tx, asker, today }) => {
  const isOfficer = asker.kind === 'officer'
  const [officer] = isOfficer ? await store.findOfficers(tx, [asker.id]) : []
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
    mustChangePassword: findSessionOf(asker)?.mustChangePassword ?? false,
  }
})

const changePassword = serve(contract.changePassword, async ({ current, password }, ctx) => {
  const { tx, asker, at } = ctx
  const { account } = await lockAccountWithPassword(ctx, current())
  const complaints = whyNoPassword({
    password: password(),
    username: account.username,
    context: await wordsAround(ctx),
    leaked: await leakedPasswords(),
  })
  if (complaints.length > 0) throw new Invalid(complaints)
  await store.savePassword(tx, account.id, {
    passwordHash: await hashPassword(password()),
    mustChangePassword: false,
  })
  await store.saveAttempts(tx, account.id, NO_ATTEMPTS)
  await factors.forgetDevices(tx, account.id, ctx.device ? tokenDigest(ctx.device) : null)
  await store.endOtherSessions(tx, { account: account.id, keep: sessionOf(asker).session, at })
  return {}
})

/** What somebody who knows the person tries first. */
async function wordsAround({ tx, asker }: Pick<Ctx, 'tx' | 'asker'>): Promise<string[]> {
  const [officer] = asker.kind === 'officer' ? await store.findOfficers(tx, [asker.id]) : []
  const bureau = asker.kind === 'officer' ? await store.findBureau(tx, asker.region) : null
  return [
    asker.name,
    officer?.phone ?? '',
    officer?.certificate?.number ?? '',
    bureau?.name ?? '',
    bureau?.shortName ?? '',
  ]
}

const listOfficers = serve(contract.listOfficers, async (filter, { tx, asker }) => ({
  officers: await store.listOfficers(tx, asker, filter),
}))

async function getOfficerInScope(tx: Ctx['tx'], id: string): Promise<Officer> {
  const [officer] = await getOfficers(tx, [id])
  if (!officer) throw new NotFound('officer')
  return officer
}

const getOfficer = serve(contract.getOfficer, async ({ id }, { tx, concerns }) => {
  concerns('officer', id)
  return {
    officer: await getOfficerInScope(tx, id),
    certificates: await store.listCertificates(tx, id),
    departures: await listDepartures(tx, id),
  }
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
  const sessions = await store.listSessions(ctx.tx, await accountOf(ctx, officer))
  const own = sessionOf(ctx.asker).session
  return { sessions: sessions.map((session) => ({ ...session, isThisOne: session.id === own })) }
})

const endSession = serve(contract.endSession, async ({ id }, ctx) => {
  const owner = await store.findSessionOwner(ctx.tx, id)
  if (!owner || (owner.accountId !== sessionOf(ctx.asker).account && !isAdmin(ctx))) throw new NotFound('session')
  ctx.concerns('account', owner.accountId)
  await store.endSession(ctx.tx, id, ctx.at)
  return {}
})

/** Whose sessions: the own account's, or for the administrator those of an officer in scope. */
async function accountOf(ctx: Ctx, officer: string | undefined): Promise<string> {
  const account =
    officer && isAdmin(ctx) ? (await store.findAccountOfOfficer(ctx.tx, officer))?.id : sessionOf(ctx.asker).account
  if (!account) throw new NotFound('account')
  ctx.concerns('account', account)
  return account
}

const endSessions = serve(contract.endSessions, async ({ officer }, ctx) => {
  const account = await accountOf(ctx, officer)
  const keep = sessionOf(ctx.asker).session
  await store.endOtherSessions(ctx.tx, { account, keep, at: ctx.at })
  await factors.forgetDevices(ctx.tx, account, null)
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
  endSessions,
  ...secondFactorRoutes,
  ...passkeyRoutes,
  ...passwordResetRoutes,
  ...bureauRoutes,
  ...delegationRoutes,
  ...leavingRoutes,
  ...unmaskRoutes,
  ...serviceRoutes,
  ...singleSignOnRoutes,
]
