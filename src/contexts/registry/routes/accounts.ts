import { serve, type Route } from '../../../platform/http.ts'
import { openEnterpriseAccount, usernamesOf } from '../../people/public.ts'
import * as contract from '../contract/accounts.ts'
import { getEnterprise } from '../public.ts'

const list = serve(contract.listBusinessAccounts, async ({ id }, { tx }) => {
  const enterprise = await getEnterprise(tx, id)
  return { usernames: await usernamesOf(tx, enterprise.id) }
})

const open = serve(contract.openBusinessAccount, async ({ id, username }, { tx, at, concerns, note }) => {
  const { id: enterpriseId, region, name } = await getEnterprise(tx, id)
  concerns('enterprise', enterpriseId)
  const opened = await openEnterpriseAccount(tx, { enterpriseId, region, displayName: name, username, at })
  note({ username, renewed: opened.isRenewed })
  return { username, password: opened.password }
})

export const accountRoutes: readonly Route[] = [list, open]
