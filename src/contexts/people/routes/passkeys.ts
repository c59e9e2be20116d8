import { randomUUID } from 'node:crypto'
import { NotFound } from '../../../kernel/answer.ts'
import { no, Refused } from '../../../kernel/refusal.ts'
import { serve, type Route } from '../../../platform/http.ts'
import * as contract from '../contract/passkeys.ts'
import { lockAccountWithPassword } from '../public/credentials.ts'
import { askForPasskey, passkeyIn } from '../public/passkeys.ts'
import * as store from '../store/passkeys.ts'
import { lockFactor } from '../store/second-factor.ts'
import { isRequired } from './second-factor.ts'

const list = serve(contract.listPasskeys, async (_, ctx) => {
  const { account } = await lockAccountWithPassword(ctx, null)
  return { passkeys: await store.lockPasskeys(ctx.tx, account.id) }
})

const begin = serve(contract.beginPasskey, async ({ password }, ctx) => {
  const { account } = await lockAccountWithPassword(ctx, password())
  return { options: await askForPasskey(ctx, account) }
})

const confirm = serve(contract.confirmPasskey, async ({ label, answer }, ctx) => {
  const { account } = await lockAccountWithPassword(ctx, null)
  const made = await passkeyIn(ctx, account, answer)
  if (!made)
    throw new Refused(
      [no('passkey-not-made', {}, '设备没有为本站建立通行密钥，或者已超时', '请重新添加，并在设备上确认')],
      true,
    )
  const passkey = {
    id: randomUUID(),
    label,
    createdAt: ctx.at,
    lastUsed: null,
    credentialId: made.id,
    publicKey: Buffer.from(made.publicKey),
    counter: made.counter,
    transports: made.transports ?? [],
  }
  if ((await store.insertPasskey(ctx.tx, account, passkey)) === 0)
    throw new Refused([no('passkey-known', {}, '这个通行密钥已经添加过', '请用另一个设备添加')])
  return passkey
})

const remove = serve(contract.removePasskey, async ({ id, password }, ctx) => {
  const { account } = await lockAccountWithPassword(ctx, password())
  const known = await store.lockPasskeys(ctx.tx, account.id)
  if (!known.some((one) => one.id === id)) throw new NotFound('passkey')
  const isLast = known.length === 1 && !(await lockFactor(ctx.tx, account.id))?.confirmedAt
  if (isLast && (await isRequired(ctx)))
    throw new Refused([
      no(
        'second-factor-required',
        {},
        '您的岗位必须使用第二重验证，不能移除最后一个',
        '请先添加另一个通行密钥或者启用动态验证码',
      ),
    ])
  await store.deletePasskey(ctx.tx, account.id, id)
  return {}
})

export const passkeyRoutes: readonly Route[] = [list, begin, confirm, remove]
