import { randomUUID } from 'node:crypto'
import { unlessRefused } from '../../../kernel/refusal.ts'
import { take } from '../../../kernel/step.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { atTheAct, isWiped, leaseOf, leaseTo } from '../../device/public.ts'
import { release, reserve } from '../../planning/public.ts'
import { returnSlot, slotHolder } from '../../planning/public/leases.ts'
import { getEnterprise } from '../../registry/public.ts'
import * as contract from '../contract.ts'
import { INSPECTION_STATES, type Inspection, type PlanInput } from '../model.ts'
import { blankInspection } from '../rules/blank.ts'
import { planPaper } from '../rules/papers.ts'
import { refusesWhileOut } from '../rules/urgent.ts'
import * as store from '../store.ts'
import * as transitions from '../transitions.ts'
import { conflictOver, factsOf, lockVersion, save } from './facts.ts'
import { sourceOf, write } from './papers.ts'

/** The books of the year follow the plan: same transaction, same lock. */
async function reserveFor(ctx: Ctx, plan: Inspection, enterprise: { id: string; region: string }) {
  await reserve(ctx.tx, {
    enterprise,
    inspectionId: plan.id,
    bureau: plan.region,
    on: plan.plannedOn,
    reason: plan.reason,
    reasonRef: plan.reasonRef,
    checkItemIds: plan.checkItemIds,
    at: ctx.at,
    by: ctx.asker.id,
  })
}

/** A phone that was reported lost brings no slot back any more: the office takes it, so that the visit can be cancelled. */
async function takeSlotFromLostPhone({ tx, at }: Ctx, inspectionId: string): Promise<void> {
  const holder = await slotHolder(tx, inspectionId, at)
  if (holder && (await isWiped(tx, holder.device))) await returnSlot(tx, { inspectionId, device: holder.device, at })
}

const planFacts = (ctx: Ctx, inspection: Inspection, input: PlanInput) =>
  factsOf(ctx.tx, {
    inspection,
    on: input.plannedOn,
    officerIds: input.officerIds,
    checkItemIds: input.checkItemIds,
    lock: true,
  })

export const planning: readonly Route[] = [
  serve(contract.draftPlan, async ({ id = randomUUID(), enterpriseId, ...input }, call) => {
    call.concerns('inspection', id)
    const ctx = await atTheAct(call, { action: contract.draftPlan.audit, subjectId: id })
    const enterprise = await getEnterprise(ctx.tx, enterpriseId)
    const { region, id: draftedBy } = ctx.asker
    const thing = blankInspection({ id, enterprise, region, on: ctx.today, draftedBy })
    const facts = await planFacts(ctx, thing, input)
    const plan = take(transitions.draftPlan, { thing, input, facts, by: ctx.asker, at: ctx.at }, INSPECTION_STATES)
    if (!(await store.insertInspection(ctx.tx, plan))) throw conflictOver(plan)
    await reserveFor(ctx, plan, enterprise)
    // Its phone is on the way in, or inside: nobody changes, approves or cancels the plan under its feet.
    if (call.replay)
      await leaseTo(ctx.tx, { inspectionId: id, phone: call.replay.phone, asker: ctx.asker, at: call.at })
    ctx.note({
      state: plan.state,
      reason: plan.reason,
      on: plan.plannedOn,
      visit: facts.cap.used + 1,
      cap: facts.cap.cap,
    })
    return { inspection: plan, papers: [] }
  }),

  serve(contract.revisePlan, async ({ id, version, ...input }, ctx) => {
    ctx.concerns('inspection', id)
    const before = await lockVersion(ctx.tx, id, version)
    unlessRefused([refusesWhileOut(before, await leaseOf(ctx.tx, id, ctx.at))])
    const facts = await planFacts(ctx, before, input)
    const plan = take(
      transitions.revisePlan,
      { thing: before, input, facts, by: ctx.asker, at: ctx.at },
      INSPECTION_STATES,
    )
    await reserveFor(ctx, plan, facts.enterprise)
    await save(ctx.tx, plan, before)
    ctx.note({ state: plan.state, reason: plan.reason, on: plan.plannedOn })
    return { inspection: plan, papers: [] }
  }),

  serve(contract.approvePlan, async ({ id, ...input }, ctx) => {
    ctx.concerns('inspection', id)
    const before = await lockVersion(ctx.tx, id, input.version)
    unlessRefused([refusesWhileOut(before, await leaseOf(ctx.tx, id, ctx.at))])
    const facts = await factsOf(ctx.tx, { inspection: before, on: before.plannedOn })
    const approved = take(
      transitions.approvePlan,
      { thing: before, input, facts, by: ctx.asker, at: ctx.at },
      INSPECTION_STATES,
    )
    const source = await sourceOf(ctx, approved, facts.enterprise)
    const paper = await write(ctx, {
      source,
      template: 'D02',
      plan: null,
      data: planPaper({ ...source, items: facts.items, cap: facts.cap, approver: ctx.asker.name }),
    })
    const after = { ...approved, serial: paper.serial?.serial ?? null }
    await save(ctx.tx, after, before)
    ctx.note({ from: before.state, to: after.state, paper: paper.number })
    return { inspection: after, papers: [paper] }
  }),

  serve(contract.cancel, async ({ id, ...input }, ctx) => {
    ctx.concerns('inspection', id)
    const before = await lockVersion(ctx.tx, id, input.version)
    unlessRefused([refusesWhileOut(before, await leaseOf(ctx.tx, id, ctx.at))])
    const facts = await factsOf(ctx.tx, { inspection: before, on: lawDateOf(ctx.at) })
    const after = take(
      transitions.cancel,
      { thing: before, input, facts, by: ctx.asker, at: ctx.at },
      INSPECTION_STATES,
    )
    await takeSlotFromLostPhone(ctx, id)
    await release(ctx.tx, { inspectionId: id, at: ctx.at, by: ctx.asker.id })
    await save(ctx.tx, after, before)
    ctx.note({ from: before.state, to: after.state })
    return { inspection: after, papers: [] }
  }),
]
