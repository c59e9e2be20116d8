import { randomUUID } from 'node:crypto'
import { no, Refused } from '../../kernel/refusal.ts'
import type { Region } from '../../kernel/region.ts'
import { yearOf, type Instant, type LawDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import { lawbook } from '../law/public.ts'
import { findCap } from '../law/rules/caps.ts'
import type { Enterprise } from '../registry/model.ts'
import { getGradeOn } from '../registry/public.ts'
import type { CapFacts } from './model.ts'
import { isExemptCause } from './rules/caps.ts'
import * as store from './store.ts'

export type CapQuestion = {
  readonly enterprise: Pick<Enterprise, 'id' | 'region' | 'responsibleBureau'>
  /** The law date of the visit: grade, cap and year follow from it. */
  readonly on: LawDate
  /** The bureau that asks; its own visits repeat nothing. */
  readonly bureau: Region
  /** The visit in question, which must not count against itself. */
  readonly inspectionId?: string
  /** Holds the year's count until the transaction ends; needed by whoever is about to reserve or commit. */
  readonly lock?: boolean
}

/** What the rules on caps, levels and repetition need to know. Visits of every level count, also those that the scope does not show. */
export async function capFacts(tx: Tx, { enterprise, on, bureau, inspectionId, lock = false }: CapQuestion): Promise<CapFacts> {
  const year = yearOf(on)
  const counter = lock ? await store.lockYear(tx, enterprise.id, year) : await store.findYear(tx, enterprise.id, year)
  const visits = await store.visitsOf(tx, enterprise.id, year)
  const own = visits.find((visit) => visit.inspectionId === inspectionId && visit.counted)
  const { grade, highRisk } = await getGradeOn(tx, enterprise.id, on)
  const bound = findCap(lawbook(), { isHighRisk: highRisk, grade }, { region: enterprise.region, date: on })
  return {
    year, cap: bound?.visitsMax ?? null, capCites: bound?.cites ?? null,
    used: (counter?.used ?? 0) - (own ? 1 : 0),
    made: (counter?.made ?? 0) - (own?.state === 'committed' ? 1 : 0),
    responsibleBureau: enterprise.responsibleBureau,
    checkedElsewhere: visits.filter((visit) => visit.state === 'committed' && visit.bureau !== bureau && visit.inspectionId !== inspectionId)
      .flatMap((visit) => visit.checkItemIds.map((checkItemId) => ({ checkItemId, bureau: visit.bureau, on: visit.on }))),
  }
}

export type SlotRequest = {
  readonly enterprise: Pick<Enterprise, 'id' | 'region'>
  readonly inspectionId: string
  readonly bureau: Region
  readonly on: LawDate
  readonly reason: string
  readonly reasonRef: string
  readonly checkItemIds: readonly string[]
  readonly at: Instant
  /** Id of who plans. */
  readonly by: string
}

const partsOf = (request: SlotRequest) => ({
  year: yearOf(request.on), on: request.on, checkItemIds: [...request.checkItemIds], reasonRef: request.reasonRef,
  // Before the circular nobody asked for a proof; such a cause opens nothing and is kept as no cause.
  exemptCause: isExemptCause(request.reason) && request.reasonRef !== '' ? request.reason : null,
})

/**
 * Reserves the slot of a planned visit, or moves it when the plan is revised. Ask `capFacts` with `lock` and the rules before: this
 * only keeps the books.
 */
export async function reserve(tx: Tx, request: SlotRequest): Promise<void> {
  const parts = partsOf(request)
  const author = { at: request.at, by: request.by }
  await store.lockYear(tx, request.enterprise.id, parts.year)
  const there = await store.findVisit(tx, request.inspectionId)
  if (there) {
    await moveYear(tx, there, parts.year)
    await store.saveVisit(tx, { ...there, ...parts }, author)
    return
  }
  await store.addToYear(tx, request.enterprise.id, parts.year, { used: 1, made: 0 })
  await store.insertVisit(tx, {
    id: randomUUID(), enterpriseId: request.enterprise.id, region: request.enterprise.region, bureau: request.bureau,
    inspectionId: request.inspectionId, state: 'reserved', counted: true, ...parts,
  }, author)
}

type Slot = { readonly inspectionId: string; readonly at: Instant; readonly by: string }

/** The visit was made on that law date: from now on it counts for good. */
export async function commit(tx: Tx, { inspectionId, on, at, by }: Slot & { readonly on: LawDate }): Promise<void> {
  const visit = await store.findVisit(tx, inspectionId)
  if (!visit || visit.state !== 'reserved') throw new Refused([no('slot-missing', {}, '本次检查没有预占年度检查次数', '重新编制检查方案')])
  const year = yearOf(on)
  await store.lockYear(tx, visit.enterpriseId, year)
  await moveYear(tx, visit, year)
  if (visit.counted) await store.addToYear(tx, visit.enterpriseId, year, { used: 0, made: 1 })
  await store.saveVisit(tx, { ...visit, state: 'committed', year, on }, { at, by })
}

/** Gives the slot of a cancelled plan back. A visit that was made stays. */
export async function release(tx: Tx, { inspectionId, at, by }: Slot): Promise<void> {
  const visit = await store.findVisit(tx, inspectionId)
  if (!visit || visit.state !== 'reserved') return
  await store.lockYear(tx, visit.enterpriseId, visit.year)
  if (visit.counted) await store.addToYear(tx, visit.enterpriseId, visit.year, { used: -1, made: 0 })
  await store.saveVisit(tx, { ...visit, state: 'released' }, { at, by })
}

/** A plan that slips over New Year counts in the year of the visit. */
async function moveYear(tx: Tx, visit: { enterpriseId: string; year: number; counted: boolean }, year: number): Promise<void> {
  if (visit.year === year || !visit.counted) return
  await store.lockYear(tx, visit.enterpriseId, visit.year)
  await store.addToYear(tx, visit.enterpriseId, visit.year, { used: -1, made: 0 })
  await store.addToYear(tx, visit.enterpriseId, year, { used: 1, made: 0 })
}
