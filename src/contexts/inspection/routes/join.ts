import { Conflict, NotFound } from '../../../kernel/answer.ts'
import { unlessRefused } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db.ts'
import { serve, type Route } from '../../../platform/http.ts'
import { atTheAct } from '../../device/public.ts'
import { getOfficers, officersOfBureau } from '../../people/public.ts'
import { recusedFrom } from '../../planning/public/recusals.ts'
import * as contract from '../contract/join.ts'
import type { Inspection } from '../model.ts'
import { joinedBy, whyNotJoined, type Joiner } from '../rules/join.ts'
import * as store from '../store.ts'
import { insertJoined } from '../store/joined.ts'
import { factsOf } from './facts.ts'

/** Somebody whom the scope does not know is nobody: the rule says so, and the phone shows it as its task. */
function nobodyThere(error: unknown): [] {
  if (error instanceof NotFound) return []
  throw error
}

async function joinerOf(tx: Tx, officerId: string | null, enterpriseId: string): Promise<Joiner> {
  const [officer = null] = officerId ? await getOfficers(tx, [officerId]).catch(nobodyThere) : []
  const recusals = officer ? await recusedFrom(tx, enterpriseId) : []
  return { officer, recusedBecause: recusals.find((one) => one.officerId === officer?.id)?.reason ?? null }
}

/** Colleagues whom a phone may add without network: whoever of the bureau holds a certificate and is not of the visit. */
export async function colleaguesOf(
  tx: Tx,
  { region, enterpriseId, officers }: Inspection,
): Promise<contract.Colleague[]> {
  const known = new Set(officers.map(({ id }) => id))
  const recusals = new Map((await recusedFrom(tx, enterpriseId)).map(({ officerId, reason }) => [officerId, reason]))
  return (await officersOfBureau(tx, region))
    .filter(({ id, certificate }) => certificate !== null && !known.has(id))
    .map((officer) => ({ officer: { ...officer, phone: '' }, recusedBecause: recusals.get(officer.id) ?? null }))
}

/** Who comes to a visit that has begun. */
export const join: readonly Route[] = [
  serve(contract.joinOnSite, async ({ id, ...input }, call) => {
    call.concerns('inspection', id)
    const ctx = await atTheAct(call, { action: contract.joinOnSite.audit, subjectId: id })
    const thing = await store.lockInspection(ctx.tx, id)
    if (!thing) throw new NotFound('inspection')
    const facts = await factsOf(ctx.tx, { inspection: thing, on: ctx.today })
    const joiner = await joinerOf(ctx.tx, input.officerId, thing.enterpriseId)
    const act = { thing, input, facts, joiner, by: ctx.asker, at: ctx.at }
    unlessRefused(whyNotJoined(act))
    const joined = joinedBy(act)
    if (!(await insertJoined(ctx.tx, thing, { ...joined, byId: ctx.asker.id })))
      throw new Conflict('该人员已经加入，请刷新后核对')
    ctx.note({ role: joined.role, name: joined.name, crowd: joined.crowdBecause !== '' })
    return joined
  }),
]
