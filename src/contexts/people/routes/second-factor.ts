import { createHash, randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { toDataURL } from 'qrcode'
import { NotFound } from '../../../kernel/answer.ts'
import { no, Refused } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import * as contract from '../contract/second-factor.ts'
import { lockAccountWithPassword } from '../public/credentials.ts'
import { isPasskeyRight } from '../public/passkeys.ts'
import { findAccountOfOfficer, type Account } from '../store.ts'
import { deletePasskeys, lockPasskeys } from '../store/passkeys.ts'
import * as store from '../store/second-factor.ts'

const STEP_SECONDS = 30
const RECOVERY_CODES = 10

const totpOf = (secret: string, username = '') =>
  new TOTP({ issuer: '准绳 Plumbline', label: username, secret: Secret.fromBase32(secret), period: STEP_SECONDS })

const digestOf = (code: string) =>
  createHash('sha256').update(code.replaceAll(/[\s-]/g, '').toLowerCase()).digest('hex')

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = [0, 1, 2, 3, 4]

/**
 * Ten codes of five groups of five letters that nobody mistakes for each other: some 123 bits each, so that a plain hash
 * keeps them safe.
 */
const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () =>
    GROUPS.map(() => GROUPS.map(() => LETTERS[randomInt(LETTERS.length)]).join('')).join('-'),
  )

/** The time step of a right and unused code, one step early or late included; null for any other. */
function stepOf(code: string, { secret, lastStep }: store.StoredFactor, at: Instant): number | null {
  const timestamp = Date.parse(at)
  const delta = totpOf(secret).validate({ token: code.replaceAll(/\s/g, ''), timestamp, window: 1 })
  if (delta === null) return null
  const step = Math.floor(timestamp / 1000 / STEP_SECONDS) + delta
  return step > lastStep ? step : null
}

export type FactorAnswer = 'not-needed' | 'missing' | 'wrong' | 'right'

/** A code of the time or a recovery code, used up by it. */
async function answerByCode(
  ctx: Pick<Ctx, 'tx' | 'at' | 'note'>,
  account: string,
  code: string | undefined,
): Promise<FactorAnswer> {
  const factor = await store.lockFactor(ctx.tx, account)
  if (!factor?.confirmedAt) return 'not-needed'
  if (code === undefined || code.trim() === '') return 'missing'
  const step = stepOf(code, factor, ctx.at)
  if (step !== null) {
    await store.saveUse(ctx.tx, account, { step, recoverySha256: factor.recoverySha256 })
    return 'right'
  }
  const used = digestOf(code)
  if (!factor.recoverySha256.includes(used)) return 'wrong'
  const left = factor.recoverySha256.filter((digest) => digest !== used)
  await store.saveUse(ctx.tx, account, { step: factor.lastStep, recoverySha256: left })
  ctx.note({ recoveryCodesLeft: left.length })
  return 'right'
}

/** How the second factor of an account may be given; empty for one that has none. */
export async function factorsOf(tx: Ctx['tx'], account: string): Promise<('code' | 'passkey')[]> {
  const hasCode = Boolean((await store.lockFactor(tx, account))?.confirmedAt)
  const hasPasskey = (await lockPasskeys(tx, account)).length > 0
  return [...(hasCode ? (['code'] as const) : []), ...(hasPasskey ? (['passkey'] as const) : [])]
}

type Given = { readonly code: string | undefined; readonly passkey: string | undefined }

/** Asks the second factor of an account whose password was right: the answer of a passkey, or else a code. */
export async function askSecondFactor(ctx: Ctx, account: Account, given: Given): Promise<FactorAnswer> {
  const ways = await factorsOf(ctx.tx, account.id)
  if (ways.length === 0) return 'not-needed'
  if (given.passkey) {
    const isRight = await isPasskeyRight(ctx, account, given.passkey)
    ctx.note({ by: 'passkey' })
    return isRight ? 'right' : 'wrong'
  }
  return ways.includes('code') ? answerByCode(ctx, account.id, given.code) : given.code?.trim() ? 'wrong' : 'missing'
}

const wrongCode = () => no('wrong-code', {}, '动态验证码不正确或已使用', '请等待手机上显示下一个验证码后再输入')

/** Whether a role of the asker needs a second factor. */
export const isRequired = async ({ tx, asker }: Pick<Ctx, 'tx' | 'asker'>): Promise<boolean> =>
  asker.kind === 'officer' &&
  ((await store.findDuty(tx, asker.region))?.roles ?? []).some((role) => asker.roles.includes(role))

const getSecondFactor = serve(contract.getSecondFactor, async (_, ctx) => {
  const { account } = await lockAccountWithPassword(ctx, null)
  const factor = await store.lockFactor(ctx.tx, account.id)
  return {
    isOn: Boolean(factor?.confirmedAt),
    since: factor?.confirmedAt ?? null,
    recoveryCodesLeft: factor?.confirmedAt ? factor.recoverySha256.length : 0,
    isRequired: await isRequired(ctx),
  }
})

const beginSecondFactor = serve(contract.beginSecondFactor, async ({ password }, ctx) => {
  const { account } = await lockAccountWithPassword(ctx, password())
  if ((await store.lockFactor(ctx.tx, account.id))?.confirmedAt)
    throw new Refused([no('second-factor-is-on', {}, '动态验证码已启用', '如需更换手机，请先停用后重新设置')])
  const secret = new Secret({ size: 20 }).base32
  await store.beginFactor(ctx.tx, account, { secret, at: ctx.at })
  const uri = totpOf(secret, account.username).toString()
  return { secret, uri, qr: await toDataURL(uri, { margin: 1, width: 240 }) }
})

const confirmSecondFactor = serve(contract.confirmSecondFactor, async ({ code }, ctx) => {
  const { account } = await lockAccountWithPassword(ctx, null)
  const factor = await store.lockFactor(ctx.tx, account.id)
  if (!factor || factor.confirmedAt) throw new NotFound('second-factor')
  const step = stepOf(code(), factor, ctx.at)
  if (step === null) throw new Refused([wrongCode()])
  const recoveryCodes = newRecoveryCodes()
  await store.confirmFactor(ctx.tx, account.id, { at: ctx.at, step, recoverySha256: recoveryCodes.map(digestOf) })
  return { recoveryCodes }
})

const removeSecondFactor = serve(contract.removeSecondFactor, async ({ password, code }, ctx) => {
  const { account, fail } = await lockAccountWithPassword(ctx, password())
  if ((await isRequired(ctx)) && !(await factorsOf(ctx.tx, account.id)).includes('passkey'))
    throw new Refused([
      no(
        'second-factor-required',
        {},
        '您的岗位必须使用第二重验证，不能停用最后一个',
        '如需更换手机，请先添加通行密钥，或者联系系统管理员重置',
      ),
    ])
  if ((await answerByCode(ctx, account.id, code())) !== 'right') {
    await fail()
    throw new Refused([wrongCode()], true)
  }
  await store.deleteFactor(ctx.tx, account.id)
  return {}
})

const resetSecondFactor = serve(contract.resetSecondFactor, async ({ id, reason }, { tx, at, concerns, note }) => {
  const account = await findAccountOfOfficer(tx, id)
  if (!account) throw new NotFound('account')
  concerns('account', account.id)
  note({ reason })
  await store.deleteFactor(tx, account.id)
  await deletePasskeys(tx, account.id)
  await store.endAllSessions(tx, account.id, at)
  return {}
})

const getSecondFactorDuty = serve(contract.getSecondFactorDuty, async (_, { tx, asker }) => ({
  region: asker.region,
  roles: [...((await store.findDuty(tx, asker.region))?.roles ?? [])],
}))

const setSecondFactorDuty = serve(contract.setSecondFactorDuty, async ({ roles }, { tx, asker, at, note }) => {
  note({ roles })
  await store.saveDuty(tx, { region: asker.region, roles, at, by: asker.name })
  return { region: asker.region, roles }
})

export const secondFactorRoutes: readonly Route[] = [
  getSecondFactor,
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  resetSecondFactor,
  getSecondFactorDuty,
  setSecondFactorDuty,
]
