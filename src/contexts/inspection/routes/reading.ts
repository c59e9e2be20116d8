import { NotFound } from '../../../kernel/answer.ts'
import { maskedPhone } from '../../../kernel/mask.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import type { Hazard } from '../../hazard/model.ts'
import { isAsking } from '../../hazard/rules/more-time.ts'
import { harboursOf, hazardsOfInspection } from '../../hazard/public.ts'
import { lawbook } from '../../law/public.ts'
import { deadlineOf } from '../../law/rules/deadline-of.ts'
import { findClock } from '../../law/rules/lawbook.ts'
import { getEnterprise } from '../../registry/public.ts'
import * as contract from '../contract.ts'
import type { Inspection } from '../model.ts'
import { withJoined } from '../rules/join.ts'
import { plumbLineOf, runningClocks, type Asking } from '../rules/plumb-line.ts'
import * as store from '../store.ts'
import { factsOf, onSiteMax, suggestedItems } from './facts.ts'
import { papersOfInspection } from './papers.ts'

const PAGE = 50
const COUNT_MAX = 10_000

/** The answers that the business waits for, each with the day on which it is due (D-05). */
const askingOf = (hazards: readonly Hazard[]): Asking[] =>
  hazards.filter(isAsking).flatMap(({ moreTime }) => {
    const askedOn = moreTime ? lawDateOf(moreTime.askedAt) : ''
    const clock = findClock(lawbook(), 'D-05', askedOn)
    const due = deadlineOf(lawbook(), { id: 'D-05', start: askedOn })?.due
    return clock && due ? [{ clock, askedOn, due }] : []
  })

/** Everything about one inspection, as screens and phones see it. */
export async function fileOf(ctx: Ctx, inspection: Inspection): Promise<contract.InspectionFile> {
  const facts = await factsOf(ctx.tx, { inspection, on: inspection.entry ? ctx.today : inspection.plannedOn })
  const at = {
    clocks: {
      recheck: findClock(lawbook(), 'D-03', inspection.rectifyBy ?? ctx.today),
      ratify: inspection.urgent ? findClock(lawbook(), 'D-02', ctx.today) : null,
    },
    ratification: facts.ratification ?? null,
    today: ctx.today,
  }
  // Whoever makes the visit calls the business and prints its papers without network; to all others the number is masked.
  const isOnVisit = withJoined(inspection, facts).officers.some(({ id }) => id === ctx.asker.id)
  const enterprise = isOnVisit ? facts.enterprise : { ...facts.enterprise, phone: maskedPhone(facts.enterprise.phone) }
  return {
    inspection,
    facts: { ...facts, enterprise },
    hazards: facts.hazards,
    papers: await papersOfInspection(ctx, inspection),
    enterprise,
    clocks: runningClocks(inspection, { ...at, asking: askingOf(facts.hazards) }),
    plumbLine: plumbLineOf(inspection, at),
  }
}

export const reading: readonly Route[] = [
  serve(contract.todaysInspections, async (_, { tx, asker, today }) => {
    const inspections = await store.todaysInspections(tx, asker, today)
    const addresses = new Map<string, string>()
    for (const { enterpriseId } of inspections) {
      if (!addresses.has(enterpriseId)) addresses.set(enterpriseId, (await getEnterprise(tx, enterpriseId)).address)
    }
    return {
      inspections: inspections.map((inspection) => ({
        ...inspection,
        address: addresses.get(inspection.enterpriseId) ?? '',
        dueOn: inspection.state === 'approved' ? inspection.plannedOn : inspection.rectifyBy,
      })),
    }
  }),

  serve(contract.suggestItems, async ({ enterpriseId, date }, { tx, asker }) => {
    const { sectors } = await getEnterprise(tx, enterpriseId)
    return { items: suggestedItems(sectors, date), onSiteMax: onSiteMax(asker.region, date) }
  }),

  serve(contract.listInspections, async ({ after = null, ...filter }, { tx, asker }) => {
    const rows = await store.listInspections(tx, asker, { ...filter, after, limit: PAGE + 1 })
    const total = await store.countInspections(tx, asker, { ...filter, cap: COUNT_MAX + 1 })
    const shown = rows.slice(0, PAGE)
    const last = shown.at(-1)
    return {
      inspections: shown,
      next: rows.length > PAGE && last ? `${last.plannedOn}.${last.id}` : null,
      total: Math.min(total, COUNT_MAX),
      isMore: total > COUNT_MAX,
    }
  }),

  serve(contract.getInspection, async ({ id }, ctx) => {
    ctx.concerns('inspection', id)
    const inspection = await store.findInspection(ctx.tx, id)
    if (!inspection) throw new NotFound('inspection')
    return fileOf(ctx, inspection)
  }),

  serve(contract.visitHarbours, async ({ id }, ctx) => {
    ctx.concerns('inspection', id)
    const inspection = await store.findInspection(ctx.tx, id)
    if (!inspection) throw new NotFound('inspection')
    const { entry, enterpriseId } = inspection
    if (!entry) return { harbours: [] }
    const hazards = await hazardsOfInspection(ctx.tx, id)
    return { harbours: await harboursOf(ctx.tx, { hazards, enterpriseId, scannedAt: entry.at }) }
  }),
]
