import { Conflict, NotFound } from '../../../kernel/answer.ts'
import { Refused } from '../../../kernel/refusal.ts'
import { serve, type Route } from '../../../platform/http.ts'
import * as contract from '../contract/delegation.ts'
import { refusesDelegation } from '../rules/delegation.ts'
import { findOfficers } from '../store.ts'
import * as store from '../store/delegation.ts'

const list = serve(contract.listDelegations, async (_, { tx, asker }) => ({
  delegations: await store.listDelegations(tx, asker.region),
}))

const delegate = serve(contract.delegate, async ({ id, toId, role, ...rest }, ctx) => {
  const { tx, asker, at, today } = ctx
  const officers = await findOfficers(tx, [asker.id, toId])
  const by = officers.find((one) => one.id === asker.id)
  const to = officers.find((one) => one.id === toId && !one.leftOn)
  if (!by || !to) throw new NotFound('officer')
  ctx.concerns('officer', toId)
  // His own roles count, not those that were lent to him: nobody lends on what he was lent.
  const refusals = refusesDelegation({ by, to, role, ...rest, today })
  if (refusals.length > 0) throw new Refused(refusals)
  const added = await store.insertDelegation(tx, { id, region: by.region, fromId: by.id, toId, role, ...rest, at })
  if (added === 0) throw new Conflict('该授权已经登记过，请刷新后查看')
  ctx.note({ role, from: rest.validFrom, to: rest.validTo })
  return {}
})

const end = serve(contract.endDelegation, async ({ id }, ctx) => {
  const ended = await store.endDelegation(ctx.tx, { id, from: ctx.asker.id, on: ctx.today })
  if (ended === 0) throw new NotFound('delegation')
  ctx.note({ ended: ctx.today })
  return {}
})

export const delegationRoutes: readonly Route[] = [list, delegate, end]
