import { randomUUID } from 'node:crypto'
import { NotFound, overtaken } from '../../../kernel/answer.ts'
import { covers } from '../../../kernel/region.ts'
import { take } from '../../../kernel/step.ts'
import { yearOf, type LawDate } from '../../../kernel/time.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { lawbook } from '../../law/public.ts'
import { findCheckItem, inForce } from '../../law/rules/lawbook.ts'
import { getEnterprise, inspectedUnitsOf } from '../../registry/public.ts'
import * as contract from '../contract/key-periods.ts'
import type { AnnualPlan } from '../rules/annual-plan.ts'
import {
  KEY_PERIOD_STATES,
  keyCalendar,
  visitInPeriod,
  type KeyPeriod,
  type KeyPeriodFacts,
  type OpenKeyPeriodInput,
  type PlannedLine,
  type PlannedVisitInPeriod,
} from '../rules/key-period.ts'
import { ownNumber } from '../rules/tasks.ts'
import * as plans from '../store/annual-plans.ts'
import * as store from '../store/key-periods.ts'
import { dropOpenTasks, insertTasks, tasksOfSource } from '../store/tasks.ts'
import * as transitions from '../transitions/key-period.ts'
import { doneIn } from './annual-plan-view.ts'

const NO_FACTS: KeyPeriodFacts = { plan: null, calendar: [], lines: [], chosen: [], unpublishedItems: [] }
const SHOWN_MAX = 500

/** The plan in force of the bureau and year; where there is none, the one that is being prepared. */
async function planOfYear({ tx, asker: { region } }: Ctx, year: number): Promise<AnnualPlan | null> {
  const inForce = await plans.findPlanOfYear(tx, { region, year, inForce: true })
  return inForce ?? plans.findPlanOfYear(tx, { region, year, inForce: false })
}

/** The businesses of a published plan that the bureau still inspects, and how many of their visits are settled. */
async function linesOf({ tx, asker, today }: Ctx, plan: AnnualPlan | null): Promise<PlannedLine[]> {
  if (plan?.state !== 'frozen') return []
  const units = await plans.unitsOf(tx, plan.id)
  const own = new Map((await inspectedUnitsOf(tx, asker.region)).map((unit) => [unit.id, unit]))
  const done = await doneIn(tx, plan, units)
  const waiting = new Map(
    (await store.tasksWaiting(tx, asker.region, today)).map(({ enterpriseId, count }) => [enterpriseId, count]),
  )
  return units.flatMap(({ enterpriseId, name, score, months, jointWith }) => {
    const there = own.get(enterpriseId)
    if (!there || months.length === 0) return []
    const { made, reserved } = done(enterpriseId)
    const settled = made + reserved + (waiting.get(enterpriseId) ?? 0)
    return [{ enterpriseId, name, score, months, jointWith, settled, region: there.region, sectors: there.sectors }]
  })
}

const calendarOf = ({ asker: { region } }: Ctx, year: number) => keyCalendar(lawbook(), { region, year })

async function preview(ctx: Ctx, period: { from: LawDate; until: LawDate }) {
  const year = yearOf(period.from)
  const plan = await planOfYear(ctx, year)
  const owed = (await linesOf(ctx, plan)).map((line) => visitInPeriod(line, period))
  const visits = owed.filter((one): one is PlannedVisitInPeriod => typeof one !== 'string')
  return {
    calendar: [...calendarOf(ctx, year), ...calendarOf(ctx, year + 1)],
    plan: plan && { id: plan.id, number: plan.number, state: plan.state },
    visits: visits.slice(0, SHOWN_MAX),
    total: visits.length,
    used: owed.filter((one) => one === 'used').length,
    later: owed.filter((one) => one === 'later').length,
  }
}

const unpublished = (ids: readonly string[], on: LawDate): string[] =>
  ids.filter((id) => {
    const item = findCheckItem(lawbook(), id)
    return !item || !inForce(item, on)
  })

/** What the opening looks at. The plan is locked: two periods do not give out the same visit. */
async function factsOf(ctx: Ctx, plan: AnnualPlan | null, input: OpenKeyPeriodInput): Promise<KeyPeriodFacts> {
  if (plan) await plans.lockPlan(ctx.tx, plan.id)
  const lines = await linesOf(ctx, plan)
  const planned = new Map(lines.map(({ enterpriseId, name }) => [enterpriseId, name]))
  const chosen: { id: string; name: string }[] = []
  for (const id of new Set(input.enterpriseIds))
    chosen.push({ id, name: planned.get(id) ?? (await getEnterprise(ctx.tx, id)).name })
  return {
    plan,
    calendar: calendarOf(ctx, yearOf(input.from)),
    lines,
    chosen,
    unpublishedItems: unpublished(input.checkItemIds, input.from),
  }
}

const viewOf = async ({ tx }: Ctx, period: KeyPeriod): Promise<contract.KeyPeriodView> => ({
  period,
  tasks: await tasksOfSource(tx, period.id),
})

async function giveTasks({ tx }: Ctx, period: KeyPeriod, lines: readonly PlannedLine[]): Promise<void> {
  const chosen = new Set(period.enterpriseIds)
  const visits = lines.flatMap((line) => {
    const visit = chosen.has(line.enterpriseId) ? visitInPeriod(line, period) : 'later'
    return typeof visit === 'string' ? [] : [visit]
  })
  await insertTasks(
    tx,
    visits.map(({ enterpriseId, name, dueFrom, dueUntil }) => ({
      id: randomUUID(),
      region: period.region,
      enterpriseId,
      enterpriseName: name,
      kind: 'key-period',
      sourceId: period.id,
      sourceNumber: period.number,
      dueFrom,
      dueUntil,
      officerIds: [],
      checkItemIds: period.checkItemIds,
      state: 'open',
      inspectionId: null,
    })),
  )
}

async function open(ctx: Ctx, input: OpenKeyPeriodInput): Promise<contract.KeyPeriodView> {
  const { tx, asker, at } = ctx
  const year = yearOf(input.from)
  const plan = await planOfYear(ctx, year)
  const facts = await factsOf(ctx, plan, input)
  const serial = await store.nextKeyPeriodSerial(tx, { region: asker.region, year })
  const thing: KeyPeriod = {
    ...input,
    id: randomUUID(),
    state: 'open',
    version: 0,
    history: [],
    region: asker.region,
    number: ownNumber({ kind: 'key-period', year, region: asker.region, serial }),
    planId: plan?.id ?? '',
    planNumber: plan?.number ?? '',
    closedBecause: '',
  }
  ctx.concerns('key-period', thing.id)
  const period = take(transitions.openKeyPeriod, { thing, input, facts, by: asker, at }, KEY_PERIOD_STATES)
  await store.insertKeyPeriod(tx, period, { year, serial, at })
  await giveTasks(ctx, period, facts.lines)
  ctx.note({ number: period.number, plan: period.planNumber, businesses: new Set(input.enterpriseIds).size })
  return viewOf(ctx, period)
}

async function close(ctx: Ctx, { id, version, because }: { id: string; version: number; because: string }) {
  ctx.concerns('key-period', id)
  const before = await store.lockKeyPeriod(ctx.tx, id)
  if (!before || !covers(ctx.asker.region, before.region)) throw new NotFound('key-period')
  if (before.version !== version) throw overtaken(before.history, '重点时段')
  const act = { thing: before, input: { version, because }, facts: NO_FACTS, by: ctx.asker, at: ctx.at }
  const after = take(transitions.closeKeyPeriod, act, KEY_PERIOD_STATES)
  await dropOpenTasks(ctx.tx, id)
  await store.saveKeyPeriod(ctx.tx, after, ctx.at)
  ctx.note({ number: after.number, because })
  return viewOf(ctx, after)
}

export const keyPeriods: readonly Route[] = [
  serve(contract.previewKeyPeriod, (period, ctx) => preview(ctx, period)),
  serve(contract.openKeyPeriod, (input, ctx) => open(ctx, input)),
  serve(contract.closeKeyPeriod, (input, ctx) => close(ctx, input)),
  serve(contract.listKeyPeriods, async (_, { tx, asker }) => ({ periods: await store.listKeyPeriods(tx, asker) })),
  serve(contract.getKeyPeriod, async ({ id }, ctx) => {
    const period = await store.findKeyPeriod(ctx.tx, id)
    if (!period) throw new NotFound('key-period')
    return viewOf(ctx, period)
  }),
]
