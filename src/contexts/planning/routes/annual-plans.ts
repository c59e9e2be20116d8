import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { NotFound } from '../../../kernel/answer.ts'
import type { Endpoint } from '../../../kernel/endpoint.ts'
import { no, Refused } from '../../../kernel/refusal.ts'
import { covers } from '../../../kernel/region.ts'
import { take, whyNot, type Step } from '../../../kernel/step.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { getBureau } from '../../people/public.ts'
import * as contract from '../contract/annual-plans.ts'
import { arrangeInThread, arrangingShare, SolvingStopped, stopArranging } from '../jobs/annual-plan-solver.ts'
import { PLAN_STATES, planNumber, type AnnualPlan, type PlanState } from '../rules/annual-plan.ts'
import { NO_ANNUAL_FACTS, type AnnualFacts } from '../rules/annual-plan-acts.ts'
import { arranged, prepared } from '../rules/annual-plan-arrange.ts'
import { planHash } from '../rules/annual-plan-view.ts'
import * as plans from '../store/annual-plans.ts'
import * as transitions from '../transitions/annual-plan.ts'
import { annualPlanEdits } from './annual-plan-edits.ts'
import { capacityOfBureau, factsOfBureau } from './annual-plan-facts.ts'
import { lockPlanVersion, savedPlan } from './annual-plan-lock.ts'
import { linesOf, publicViewOf, viewOf } from './annual-plan-view.ts'

const rivalOf = async (ctx: Ctx, year: number, inForceToo: boolean): Promise<AnnualFacts['rival']> => {
  const { region } = ctx.asker
  const prepares = await plans.findPlanOfYear(ctx.tx, { region, year, inForce: false })
  if (prepares) return { number: prepares.number, isFrozen: false }
  const inForce = inForceToo ? await plans.findPlanOfYear(ctx.tx, { region, year, inForce: true }) : null
  return inForce && { number: inForce.number, isFrozen: true }
}

async function begin(ctx: Ctx, input: z.output<typeof contract.beginPlan.input>): Promise<contract.AnnualPlanView> {
  const { tx, asker, at } = ctx
  const { region, name } = await getBureau(tx, asker.region)
  const serial = await plans.nextPlanSerial(tx, { region, year: input.year })
  const thing: AnnualPlan = {
    id: randomUUID(),
    state: 'draft',
    version: 0,
    history: [],
    region,
    bureauName: name,
    year: input.year,
    number: planNumber({ year: input.year, region, serial }),
    note: input.note,
    inputs: input.inputs,
    capacity: await capacityOfBureau(tx, { bureau: region, year: input.year, inputs: input.inputs }),
    pools: [],
    generalLeftOut: [],
    solved: null,
    draftedBy: asker.id,
    submittedBy: null,
    returnedBecause: '',
    approval: null,
    declined: null,
    filing: null,
    hash: null,
    frozenAt: null,
    adjusts: null,
    abandonedBecause: '',
  }
  ctx.concerns('annual-plan', thing.id)
  const facts = { ...NO_ANNUAL_FACTS, rival: await rivalOf(ctx, input.year, true) }
  const plan = take(transitions.beginPlan, { thing, input, facts, by: asker, at }, PLAN_STATES)
  await plans.insertPlan(tx, plan, { serial, at })
  ctx.note({ number: plan.number })
  return viewOf(tx, plan, at)
}

async function arrange(
  ctx: Ctx,
  { id, ...input }: z.output<typeof contract.arrangePlan.input>,
): Promise<contract.AnnualPlanView> {
  const { tx, asker, at } = ctx
  const before = await lockPlanVersion(ctx, id, input.version)
  const act = { thing: before, input, facts: NO_ANNUAL_FACTS, by: asker, at }
  // Nobody waits for a plan that may not be arranged at all.
  const refusals = whyNot(transitions.arrangePlan, act, PLAN_STATES)
  if (refusals.length > 0) throw new Refused(refusals)
  const asked = { bureau: before.region, year: before.year, at }
  const capacity = await capacityOfBureau(tx, { ...asked, inputs: input.inputs })
  const prep = prepared(await factsOfBureau(tx, asked), { ...asked, inputs: input.inputs }, capacity)
  const solved = await arrangeInThread(id, prep.problem).catch((error: unknown) => {
    if (!(error instanceof SolvingStopped)) throw error
    throw new Refused([no('arranging-stopped', {}, '编排已停止，计划没有改动', '需要时重新编排')])
  })
  const { units, pools, generalLeftOut } = arranged(prep, solved)
  const facts: AnnualFacts = {
    ...NO_ANNUAL_FACTS,
    arranged: { capacity, pools, generalLeftOut, solved: { at, gap: solved.gap, classes: solved.classes } },
  }
  const after = take(transitions.arrangePlan, { ...act, facts }, PLAN_STATES)
  await plans.replaceUnits(tx, after, units)
  return savedPlan(ctx, after, before)
}

async function submitFacts(ctx: Ctx, { id, region, year, inputs }: AnnualPlan): Promise<AnnualFacts> {
  return {
    ...NO_ANNUAL_FACTS,
    units: await plans.unitsOf(ctx.tx, id),
    today: await factsOfBureau(ctx.tx, { bureau: region, year, at: ctx.at }),
    capacityToday: await capacityOfBureau(ctx.tx, { bureau: region, year, inputs }),
  }
}

async function freeze(ctx: Ctx, { id, ...input }: z.output<typeof contract.freezePlan.input>) {
  const { tx, asker, at } = ctx
  const before = await lockPlanVersion(ctx, id, input.version)
  const facts = { ...NO_ANNUAL_FACTS, hash: planHash(before, await plans.unitsOf(tx, id)) }
  const after = take(transitions.freezePlan, { thing: before, input, facts, by: asker, at }, PLAN_STATES)
  if (before.adjusts) {
    const replaced = await plans.lockPlan(tx, before.adjusts.id)
    if (!replaced) throw new NotFound('annual-plan')
    const superseded = take(
      transitions.supersedePlan,
      { thing: replaced, input: { version: replaced.version }, facts: NO_ANNUAL_FACTS, by: asker, at },
      PLAN_STATES,
    )
    await plans.savePlan(tx, superseded, at)
    await plans.setInForce(tx, replaced.id, false)
  }
  const view = await savedPlan(ctx, after, before)
  await plans.setInForce(tx, id, true)
  return view
}

async function adjust(ctx: Ctx, { id, ...input }: z.output<typeof contract.adjustPlan.input>) {
  const { tx, asker, at } = ctx
  const before = await lockPlanVersion(ctx, id, input.version)
  const { region, year } = before
  const serial = await plans.nextPlanSerial(tx, { region, year })
  const facts = { ...NO_ANNUAL_FACTS, rival: await rivalOf(ctx, year, false) }
  const asked = take(transitions.adjustPlan, { thing: before, input, facts, by: asker, at }, PLAN_STATES)
  await plans.savePlan(tx, asked, at)
  const draft: AnnualPlan = {
    ...before,
    id: randomUUID(),
    state: 'draft',
    version: 1,
    history: asked.history.slice(-1),
    number: planNumber({ year, region, serial }),
    draftedBy: asker.id,
    submittedBy: null,
    returnedBecause: '',
    approval: null,
    declined: null,
    filing: null,
    hash: null,
    frozenAt: null,
    adjusts: { id, number: before.number, because: input.because },
  }
  await plans.insertPlan(tx, draft, { serial, at })
  await plans.replaceUnits(tx, draft, await plans.unitsOf(tx, id))
  ctx.note({ number: draft.number, adjusts: before.number })
  return viewOf(tx, draft, at)
}

/** A step that only needs what the caller says. */
const plainStep = <I extends z.ZodType<{ id: string; version: number }>>(
  endpoint: Endpoint<I, typeof contract.AnnualPlanView>,
  step: Step<PlanState, AnnualPlan, never, AnnualFacts>,
  factsOf: (ctx: Ctx, plan: AnnualPlan) => Promise<AnnualFacts> = async () => NO_ANNUAL_FACTS,
): Route =>
  serve(endpoint, async (all: z.output<I>, ctx) => {
    const { id, ...input } = all
    const before = await lockPlanVersion(ctx, id, input.version)
    const facts = await factsOf(ctx, before)
    // The endpoint's input is the step's input with the id.
    const act = { thing: before, input: input as never, facts, by: ctx.asker, at: ctx.at }
    return savedPlan(ctx, take(step, act, PLAN_STATES), before)
  })

/** A published plan is public in its public form; its months are for the bureau and those above it. */
async function inScope(ctx: Ctx, id: string): Promise<AnnualPlan> {
  const plan = await plans.findPlan(ctx.tx, id)
  if (!plan || !covers(ctx.asker.region, plan.region)) throw new NotFound('annual-plan')
  return plan
}

export const annualPlans: readonly Route[] = [
  serve(contract.beginPlan, (input, ctx) => begin(ctx, input)),
  serve(contract.arrangePlan, (input, ctx) => arrange(ctx, input)),
  serve(contract.arrangingProgress, async ({ id }, ctx) => {
    await inScope(ctx, id)
    const share = arrangingShare(id)
    return { running: share !== null, share: share ?? 0 }
  }),
  serve(contract.stopArranging, async ({ id }, ctx) => {
    const { region } = await inScope(ctx, id)
    ctx.concerns('annual-plan', id)
    // A bureau above reads the plan; only the own bureau's arranging is stopped.
    return { stopped: region === ctx.asker.region && (await stopArranging(id)) }
  }),
  ...annualPlanEdits,
  plainStep(contract.submitPlan, transitions.submitPlan, submitFacts),
  plainStep(contract.returnPlan, transitions.returnPlan),
  plainStep(contract.approvePlan, transitions.approvePlan),
  plainStep(contract.declinePlan, transitions.declinePlan),
  plainStep(contract.redraftPlan, transitions.redraftPlan),
  plainStep(contract.filePlan, transitions.filePlan),
  plainStep(contract.abandonPlan, transitions.abandonPlan),
  serve(contract.freezePlan, (input, ctx) => freeze(ctx, input)),
  serve(contract.adjustPlan, (input, ctx) => adjust(ctx, input)),
  serve(contract.listAnnualPlans, async ({ year }, { tx, asker }) => ({
    plans: await plans.listPlans(tx, asker, year),
  })),
  serve(contract.getAnnualPlan, async ({ id }, ctx) => viewOf(ctx.tx, await inScope(ctx, id), ctx.at)),
  serve(contract.listAnnualLines, async ({ id, ...wanted }, ctx) => linesOf(ctx.tx, await inScope(ctx, id), wanted)),
  serve(contract.listPublicPlans, async ({ year }, { tx }) => ({ plans: await plans.listPublicPlans(tx, year) })),
  serve(contract.getPublicPlan, async ({ id }, ctx) => {
    const plan = await plans.findPlan(ctx.tx, id)
    if (!plan || plan.frozenAt === null) throw new NotFound('annual-plan')
    return publicViewOf(ctx.tx, plan)
  }),
]
