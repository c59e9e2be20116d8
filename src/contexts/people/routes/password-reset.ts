import { NotFound } from '../../../kernel/answer.ts'
import { no, Refused } from '../../../kernel/refusal.ts'
import { serve, type Route } from '../../../platform/http.ts'
import * as contract from '../contract/password-reset.ts'
import { renewPassword } from '../public.ts'
import { findAccountOfOfficer } from '../store.ts'
import { forgetDevices } from '../store/second-factor.ts'

const resetPassword = serve(contract.resetPassword, async ({ id, reason }, { tx, asker, at, concerns, note }) => {
  if (id === asker.id)
    throw new Refused([no('own-password', {}, '这是您自己的账号，不能重置', '请在“我的账号”中用原密码修改')])
  const account = await findAccountOfOfficer(tx, id)
  if (!account) throw new NotFound('account')
  concerns('account', account.id)
  note({ reason })
  const password = await renewPassword(tx, { account: account.id, at, mustChangePassword: true })
  await forgetDevices(tx, account.id, null)
  return { username: account.username, password }
})

export const passwordResetRoutes: readonly Route[] = [resetPassword]
