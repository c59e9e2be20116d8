import { NotFound } from '../../../kernel/answer.ts'
import { unlessRefused } from '../../../kernel/refusal.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import * as contract from '../contract/leaving.ts'
import type { Officer } from '../model.ts'
import { refusesSwitchOff, refusesSwitchOn } from '../rules/leaving.ts'
import { findAccountOfOfficer, findOfficers } from '../store.ts'
import * as store from '../store/leaving.ts'
import { endAllSessions, forgetDevices } from '../store/second-factor.ts'

async function lockedOfficer({ tx, concerns }: Ctx, id: string): Promise<Officer> {
  await store.lockOfficer(tx, id)
  const [officer] = await findOfficers(tx, [id])
  if (!officer) throw new NotFound('officer')
  concerns('officer', id)
  return officer
}

const recordOf = ({ at, asker }: Ctx, { id, region }: Officer) => ({
  officerId: id,
  region,
  recordedAt: at,
  recordedBy: asker.name,
})

const switchOff = serve(contract.switchOff, async ({ id, leftOn, reason }, ctx) => {
  const { tx, asker, at, today } = ctx
  const officer = await lockedOfficer(ctx, id)
  unlessRefused(refusesSwitchOff({ officer, by: asker.id, leftOn, today }))
  await store.saveLeftOn(tx, id, leftOn)
  await store.insertDeparture(tx, { ...recordOf(ctx, officer), kind: 'left', onDay: leftOn, reason })
  const account = await findAccountOfOfficer(tx, id)
  const sessions = account ? await endAllSessions(tx, account.id, at) : 0
  if (account) await forgetDevices(tx, account.id, null)
  const ended = {
    sessions,
    services: await store.revokeServicesOf(tx, { ...officer, at }),
    mandates: await store.endMandatesOf(tx, id, today),
  }
  ctx.note({ reason, leftOn, ...ended })
  await ctx.emit({ name: 'people.officer-left', payload: { officerId: id } })
  return { officer: { ...officer, leftOn }, ended }
})

const switchOn = serve(contract.switchOn, async ({ id, reason }, ctx) => {
  const officer = await lockedOfficer(ctx, id)
  unlessRefused([refusesSwitchOn(officer)])
  await store.saveLeftOn(ctx.tx, id, null)
  await store.insertDeparture(ctx.tx, { ...recordOf(ctx, officer), kind: 'returned', onDay: ctx.today, reason })
  ctx.note({ reason })
  return { ...officer, leftOn: null }
})

export const leavingRoutes: readonly Route[] = [switchOff, switchOn]
