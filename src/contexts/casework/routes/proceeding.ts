import { Conflict, Invalid } from '../../../kernel/answer.ts'
import { no, Refused, unlessRefused } from '../../../kernel/refusal.ts'
import { take, whyNotOffered, type StepTaken } from '../../../kernel/step.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { ServiceAct } from '../../document/model.ts'
import { deemedServedOn } from '../../document/rules/service.ts'
import { getInspection } from '../../inspection/public.ts'
import { lawbook } from '../../law/public.ts'
import { getBureau } from '../../people/public.ts'
import { getEnterprise } from '../../registry/public.ts'
import * as contract from '../contract/proceeding.ts'
import { CASE_STATES, type Case } from '../model.ts'
import { conductTold } from '../rules/conduct.ts'
import { courtWindow, surchargeNow } from '../rules/collection.ts'
import { shapeOf, type Proceeding, type SideDeed, type SideFacts, type VisitFacts } from '../rules/proceeding.ts'
import { beginnings, draftAlone, draftOf, isOpen, nextBeside, sideRows } from '../rules/side-view.ts'
import * as store from '../store.ts'
import * as proceedings from '../store/proceeding.ts'
import { EFFECTS } from '../transitions.ts'
import type { CaseStep } from '../transitions/arrow.ts'
import { DRAFT, type CaseEffect, type Road, type SideStep } from '../transitions/road.ts'
import { findSideStep, roadOf } from '../transitions/roads.ts'
import { factsOf, officersAmong } from './facts.ts'
import { moveFile } from './jurisdiction.ts'
import { harboursOfCase, signedOrdersOf } from './leniency.ts'
import { servePapersBeside, writePapers, type Printed } from './proceeding-papers.ts'
import { besideOf, mandateOf } from './taking.ts'

const columnsOf = (thing: Proceeding, { at }: Pick<Ctx, 'at'>): proceedings.Columns => ({
  at,
  isOpen: isOpen(thing),
  clocks: sideRows(thing),
})

const idsIn = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.filter((one): one is string => typeof one === 'string' && /^[0-9a-f-]{36}$/.test(one))
    : []

/** The inspection that somebody named in a step; throws NotFound when it lies outside the asker's view. */
async function visitOf({ tx }: Ctx, said: readonly Readonly<Record<string, unknown>>[]): Promise<VisitFacts | null> {
  const id = said.map(({ visit }) => visit).find((named): named is string => typeof named === 'string')
  if (!id) return null
  const { state, officers } = await getInspection(tx, id)
  return { id, state, officerIds: officers.map((officer) => officer.id) }
}

async function bureauNamesOf({ tx }: Ctx, region: unknown): Promise<ReadonlyMap<string, string>> {
  return typeof region === 'string' ? new Map([[region, (await getBureau(tx, region)).name]]) : new Map()
}

type Asked = {
  readonly input?: Readonly<Record<string, unknown>>
  readonly servedOn?: string | null
  readonly of: Case | null
  /** The officers of all procedures of the case are wanted as well. */
  readonly isWhole?: boolean
}

const namedIn = (ctx: Ctx, thing: Proceeding, { input = {}, of }: Asked): string[] => [
  ...thing.officers.map(({ id }) => id),
  ...(of?.handlers.map(({ id }) => id) ?? []),
  ...(ctx.asker.kind === 'officer' ? [ctx.asker.id] : []),
  ...Object.values(input).flatMap(idsIn),
  ...Object.values(thing.said).flatMap((said) => Object.values(said).flatMap(idsIn)),
]

/** What is the same for all procedures of a case, read once for as many of them as are looked at. */
type Around = Pick<SideFacts, 'officers' | 'capacity'> & { readonly all: readonly Proceeding[] }

async function aroundOf(ctx: Ctx, thing: Proceeding, { isWhole, ...asked }: Asked): Promise<Around> {
  const [all, { capacity }] = await Promise.all([
    thing.caseId ? proceedings.ofCase(ctx.tx, thing.caseId) : [],
    getBureau(ctx.tx, thing.region),
  ])
  const named = [thing, ...(isWhole ? all : [])].flatMap((one) => namedIn(ctx, one, asked))
  return { all, officers: await officersAmong(ctx.tx, [...new Set(named)]), capacity }
}

/** What the rules of a procedure look at, inside the same transaction. */
async function sideFacts(ctx: Ctx, thing: Proceeding, asked: Asked, around?: Around): Promise<SideFacts> {
  const { input = {}, servedOn = null, of } = asked
  const { all, officers, capacity } = around ?? (await aroundOf(ctx, thing, asked))
  return {
    officers,
    case: of,
    visit: await visitOf(ctx, [input, ...Object.values(thing.said)]),
    beside: all.filter(({ id }) => id !== thing.id),
    book: lawbook(),
    servedOn,
    ...(of && thing.kind === 'no-penalty'
      ? { harbours: await harboursOfCase(ctx.tx, of), signedOrders: await signedOrdersOf(ctx.tx, of) }
      : { harbours: [], signedOrders: [] }),
    bureauNames: await bureauNamesOf(ctx, input['toBureau']),
    capacity,
  }
}

function viewOf(ctx: Ctx, thing: Proceeding, facts: SideFacts): contract.ProceedingView {
  const deed: SideDeed = { thing, input: {}, facts, by: ctx.asker, at: ctx.at }
  const isMoney = thing.kind === 'surcharge' || thing.kind === 'court'
  const window = thing.kind === 'court' ? courtWindow(deed) : null
  return {
    proceeding: thing,
    nextSteps: nextBeside(thing, { facts, by: ctx.asker, at: ctx.at }),
    surchargeFen: isMoney ? (surchargeNow(deed)?.amountFen ?? null) : null,
    courtWindow: window,
  }
}

function inputOf(step: SideStep, given: unknown): Record<string, unknown> {
  const parsed = shapeOf(step.asks).safeParse(given)
  if (parsed.success) return parsed.data
  throw new Invalid(
    parsed.error.issues.map(({ path, message }) => ({
      field: path.join('.'),
      says: `${step.asks[String(path[0] ?? '')]?.label ?? '内容'}：${message}`,
    })),
  )
}

const unknownStep = (road: Road, step: string) =>
  new Refused([no('unknown-step', { step, kind: road.label }, '“{kind}”没有“{step}”这一步骤', '刷新页面后重新选择')])

/** What the step does to its case: through an arrow of the case, or on its fields. */
async function moveCase(
  ctx: Ctx,
  of: Case,
  { step, effect, order }: { step: SideStep; effect: CaseEffect; order: Proceeding },
): Promise<void> {
  if (effect.fell) await ctx.emit({ name: 'casework.decision-fell', payload: { caseId: of.id, ...effect.fell } })
  const before = await store.lockCase(ctx.tx, of.id, of.version)
  if (effect.arrow === null && effect.change === null) {
    // The file is locked. A decision that is gone is no earlier violation any more; a changed one still is.
    if (effect.fell && effect.fell.ground !== 'changed') await store.markFallen(ctx.tx, of.id)
    return
  }
  const after = await caseAfter(ctx, before, { step, effect })
  await store.saveCase(ctx.tx, after, besideOf(after, ctx))
  if (effect.movesTo) await moveFile(ctx, { of: after, order, to: effect.movesTo })
}

async function caseAfter(
  ctx: Ctx,
  before: Case,
  { step, effect }: { step: SideStep; effect: CaseEffect },
): Promise<Case> {
  if (effect.arrow === null) {
    const taken: StepTaken = { step: step.name, at: ctx.at, by: ctx.asker.id, byName: ctx.asker.name }
    const changed = effect.change?.(before) ?? before
    return { ...changed, version: before.version + 1, history: [...before.history, taken] }
  }
  const arrow = EFFECTS[effect.arrow] as unknown as CaseStep<Record<string, unknown>>
  const facts = await factsOf(ctx, before)
  return take(arrow, { thing: before, input: effect.input, facts, by: ctx.asker, at: ctx.at }, CASE_STATES)
}

async function tellConduct(ctx: Ctx, thing: Proceeding, step: string): Promise<void> {
  const told = thing.enterpriseId ? conductTold(thing, step) : null
  if (told) await ctx.emit({ name: 'casework.conduct-told', payload: { enterpriseId: thing.enterpriseId, ...told } })
}

/** What the step changes in the other open procedures of the case, each with its own history. */
async function moveBeside(ctx: Ctx, deed: SideDeed<Record<string, unknown>>, step: SideStep): Promise<void> {
  const taken: StepTaken = { step: step.name, at: ctx.at, by: ctx.asker.id, byName: ctx.asker.name }
  for (const { kind, change } of step.onBeside(deed)) {
    for (const one of deed.facts.beside.filter((each) => each.kind === kind && isOpen(each))) {
      const locked = await proceedings.lockProceeding(ctx.tx, one.id, one.version)
      const after = { ...change(locked), version: locked.version + 1, history: [...locked.history, taken] }
      await proceedings.saveProceeding(ctx.tx, after, columnsOf(after, ctx))
    }
  }
}

/** One step: check the answers, gather the facts, take, write and serve the papers, save, move the case. */
export async function takeSide(
  ctx: Ctx,
  before: Proceeding,
  { road, step, given, printed }: { road: Road; step: SideStep; given: unknown; printed?: Printed },
): Promise<contract.ProceedingView> {
  unlessRefused(whyNotOffered(step, before, ctx.asker, road.states))
  const input = inputOf(step, given)
  const service = ServiceAct.safeParse(input['service'])
  const of = before.caseId ? await store.getCase(ctx.tx, before.caseId) : null
  const servedOn = service.success ? deemedServedOn(service.data) : null
  const facts = await sideFacts(ctx, before, { input, servedOn, of })
  const deed: SideDeed<Record<string, unknown>> = { thing: before, input, facts, by: ctx.asker, at: ctx.at }
  const taken = take(step, deed, road.states)
  const bureau = await getBureau(ctx.tx, step.inNameOf === 'asker' ? ctx.asker.region : before.region)
  const written = await writePapers({ ctx, bureau, step, printed, deed: { ...deed, thing: taken } })
  const served = service.success
    ? await servePapersBeside({ ctx, bureau, step, deed: { ...deed, thing: written } }, service.data, before)
    : written
  if (before.version === 0) await proceedings.insertProceeding(ctx.tx, served, columnsOf(served, ctx))
  else await proceedings.saveProceeding(ctx.tx, served, columnsOf(served, ctx))
  await tellConduct(ctx, served, step.name)
  await moveBeside(ctx, { ...deed, thing: served }, step)
  const effect = of ? step.onCase({ ...deed, thing: served }) : null
  if (of && effect) await moveCase(ctx, of, { step, effect, order: served })
  ctx.note({
    kind: before.kind,
    step: step.name,
    from: before.state,
    to: served.state,
    number: served.number,
    ...mandateOf(served),
  })
  const now = effect && of ? await store.getCase(ctx.tx, of.id) : of
  return viewOf(ctx, served, { ...facts, case: now })
}

async function begin(ctx: Ctx, input: Parameters<typeof takeBeginning>[1]) {
  const road = roadOf(input.kind)
  const needsCase = road.stands === 'beside'
  if (needsCase !== (input.caseId !== null))
    throw new Refused([
      no(
        'wrong-place',
        { kind: road.label },
        needsCase ? '“{kind}”应当在案件中办理' : '“{kind}”不在案件中办理',
        '从正确的页面进入',
      ),
    ])
  return takeBeginning(ctx, input)
}

async function takeBeginning(
  ctx: Ctx,
  input: {
    id: string
    kind: string
    step: string
    caseId: string | null
    enterpriseId: string | null
    against: 'unit' | 'principal'
    officerIds: string[]
    input: Record<string, unknown>
  },
) {
  const road = roadOf(input.kind)
  const of = input.caseId ? await store.getCase(ctx.tx, input.caseId) : null
  ctx.concerns(of ? 'case' : 'proceeding', of?.id ?? input.id)
  if (of && !road.whileCase.includes(of.state))
    throw new Refused([
      no(
        'case-not-there',
        { is: CASE_STATES[of.state], kind: road.label },
        '案件处于“{is}”，不能开始“{kind}”',
        '案件办到相应阶段时再办理',
      ),
    ])
  const twin = of
    ? (await proceedings.ofCase(ctx.tx, of.id)).find((one) => one.kind === road.name && isOpen(one))
    : null
  if (twin && !['preservation', 'seizure', 'recusal'].includes(road.name))
    throw new Conflict(`“${road.label}”正在办理，办结之前不能再开始一个`)
  const enterprise = input.enterpriseId ? await getEnterprise(ctx.tx, input.enterpriseId) : null
  const thing: Proceeding = of
    ? draftOf(road, { id: input.id, region: ctx.asker.region, at: ctx.at, of })
    : draftAlone(road, {
        id: input.id,
        region: ctx.asker.region,
        at: ctx.at,
        enterprise,
        against: input.against,
        people: await officersAmong(ctx.tx, input.officerIds),
      })
  const step = findSideStep(road, input.step)
  if (!step?.from.includes(DRAFT)) throw unknownStep(road, input.step)
  return takeSide(ctx, thing, { road, step, given: input.input })
}

export const proceeding: readonly Route[] = [
  serve(contract.listProceedings, async ({ kind, mine, open, after }, { tx, asker }) =>
    proceedings.listProceedings(tx, {
      region: asker.region,
      kind,
      mineOf: mine === 'true' ? asker.id : undefined,
      open: open === undefined ? undefined : open === 'true',
      after,
    }),
  ),

  serve(contract.getProceeding, async ({ id }, ctx) => {
    const thing = await proceedings.getProceeding(ctx.tx, id)
    ctx.concerns('proceeding', id)
    const of = thing.caseId ? await store.getCase(ctx.tx, thing.caseId) : null
    return viewOf(ctx, thing, await sideFacts(ctx, thing, { of }))
  }),

  serve(contract.proceedingsOfCase, async ({ id }, ctx) => {
    const of = await store.getCase(ctx.tx, id)
    ctx.concerns('case', id)
    const draft = draftOf(roadOf('extension'), { id, region: of.region, at: ctx.at, of })
    const around = await aroundOf(ctx, draft, { of, isWhole: true })
    const views = []
    for (const thing of around.all) views.push(viewOf(ctx, thing, await sideFacts(ctx, thing, { of }, around)))
    const facts = await sideFacts(ctx, draft, { of }, around)
    return {
      proceedings: views,
      beginnings: beginnings(of, { facts: { ...facts, beside: around.all }, by: ctx.asker, at: ctx.at }),
    }
  }),

  serve(contract.beginProceeding, (input, ctx) => begin(ctx, input)),

  serve(contract.takeProceeding, async ({ id, version, step: name, input }, ctx) => {
    const before = await proceedings.lockProceeding(ctx.tx, id, version)
    ctx.concerns(before.caseId ? 'case' : 'proceeding', before.caseId ?? id)
    const road = roadOf(before.kind)
    const step = findSideStep(road, name)
    if (!step || step.from.includes(DRAFT)) throw unknownStep(road, name)
    return takeSide(ctx, before, { road, step, given: input })
  }),
]
