import { randomUUID } from 'node:crypto'
import { Conflict, NotFound } from '../../kernel/answer.ts'
import { art } from '../../kernel/citation.ts'
import { no, Refused, type Refusal } from '../../kernel/refusal.ts'
import { levelOf, type Region } from '../../kernel/region.ts'
import { yearOf, type Instant, type LawDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import { lawbook } from '../law/public.ts'
import { isCounted, VISIT_REASONS, type VisitReason } from '../law/rules/caps.ts'
import { getBureau } from '../people/public.ts'
import type { Enterprise } from '../registry/model.ts'
import { getGradeOn } from '../registry/public.ts'
import type { CapFacts, SlotHolder, Visit } from './model.ts'
import { isExemptCause, yearIsFull } from './rules/caps.ts'
import { capFor, schemesOf, type GradedCap } from './rules/risk-scheme.ts'
import { isOwnNumber, refusesTask } from './rules/tasks.ts'
import { refusesCancelling } from './rules/lease.ts'
import * as store from './store.ts'
import { deploymentsOn } from './store/deployments.ts'
import { exceptionsOn, riskGradesOf, townMattersOn } from './store/guards.ts'
import { jointOfMerged } from './store/joints.ts'
import * as leases from './store/leases.ts'
import * as tasks from './store/tasks.ts'

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

type Placed = Pick<Enterprise, 'id' | 'region'>

/** The cap of the business on that law date; null where none is in force. */
async function capOn(tx: Tx, { id, region }: Placed, on: LawDate): Promise<GradedCap | null> {
  const at = { region, date: on }
  const { grade, highRisk } = await getGradeOn(tx, id, on)
  // Most regions grade by standardisation alone: nothing is asked there.
  const riskGrades = schemesOf(lawbook(), at).length > 0 ? await riskGradesOf(tx, id) : []
  return capFor(lawbook(), { highRisk, grade, riskGrades }, at)
}

/** Empty where the installation does not know the bureau. */
async function bureauName(tx: Tx, region: Region): Promise<string> {
  try {
    return (await getBureau(tx, region)).name
  } catch (error) {
    if (error instanceof NotFound) return ''
    throw error
  }
}

/** Those who hold the slots, the latest first, with the names of their bureaus. */
async function holdersAmong(tx: Tx, visits: readonly Visit[]): Promise<SlotHolder[]> {
  const counted = visits
    .filter((visit) => visit.counted)
    .toSorted((a, b) => (b.reservedAt ?? '').localeCompare(a.reservedAt ?? '') || b.on.localeCompare(a.on))
  const names = new Map<Region, string>()
  for (const region of new Set(counted.map(({ bureau }) => bureau))) names.set(region, await bureauName(tx, region))
  return counted.map(({ bureau, on, state, reservedAt = null }) => ({
    bureau,
    bureauName: names.get(bureau) ?? '',
    on,
    state,
    reservedAt,
  }))
}

/**
 * What the rules on caps, levels and repetition need to know. Visits of every level count, also those that the scope
 * does not show.
 */
export async function capFacts(
  tx: Tx,
  { enterprise, on, bureau, inspectionId, lock = false }: CapQuestion,
): Promise<CapFacts> {
  const year = yearOf(on)
  const counter = lock ? await store.lockYear(tx, enterprise.id, year) : await store.findYear(tx, enterprise.id, year)
  const [visits, bound, deployments, exceptions, townMatters] = await Promise.all([
    store.visitsOf(tx, enterprise.id, year),
    capOn(tx, enterprise, on),
    deploymentsOn(tx, on),
    exceptionsOn(tx, enterprise.id, on),
    levelOf(bureau) === 'town' ? townMattersOn(tx, bureau, on) : null,
  ])
  const own = visits.find((visit) => visit.inspectionId === inspectionId && visit.counted)
  return {
    year,
    cap: bound?.visitsMax ?? null,
    capCites: bound?.cites ?? null,
    used: (counter?.used ?? 0) - (own ? 1 : 0),
    made: (counter?.made ?? 0) - (own?.state === 'committed' ? 1 : 0),
    responsibleBureau: enterprise.responsibleBureau,
    checkedElsewhere: visits
      .filter((visit) => visit.state === 'committed' && visit.bureau !== bureau && visit.inspectionId !== inspectionId)
      .flatMap((visit) =>
        visit.checkItemIds.map((checkItemId) => ({
          checkItemId,
          bureau: visit.bureau,
          on: visit.on,
          inspectionId: visit.inspectionId,
        })),
      ),
    holders: await holdersAmong(
      tx,
      visits.filter((visit) => visit.inspectionId !== inspectionId),
    ),
    enterpriseRegion: enterprise.region,
    on,
    deployments,
    exceptions,
    ...(levelOf(bureau) === 'town' ? { townMatters } : {}),
    riskGrade: bound?.riskGrade ?? null,
  }
}

export type SlotRequest = {
  readonly enterprise: Placed
  readonly inspectionId: string
  readonly bureau: Region
  readonly on: LawDate
  readonly reason: string
  readonly reasonRef: string
  readonly checkItemIds: readonly string[]
  readonly at: Instant
  /** Id of who plans. */
  readonly by: string
  /**
   * The cap of that day where the caller has just asked `capFacts` for it in this transaction; looked up when left out.
   */
  readonly cap?: number | null
}

/** The law's word for a reason; what it does not know counts like a planned visit. */
const lawReason = (reason: string): VisitReason =>
  reason === 'draw' ? 'random' : (VISIT_REASONS.find((known) => known === reason) ?? 'plan')

const partsOf = (request: SlotRequest, cap: number | null) => ({
  year: yearOf(request.on),
  on: request.on,
  checkItemIds: [...request.checkItemIds],
  reasonRef: request.reasonRef,
  cap,
  // Guidance, re-checks and what is done off site are no inspections and take no slot (circular art. 4 and 12).
  counted: isCounted(lawbook(), { on: request.on, reason: lawReason(request.reason) }, request.enterprise.region),
  // Before the circular nobody asked for a proof; such a cause opens nothing and is kept as no cause.
  exemptCause: isExemptCause(request.reason) && request.reasonRef.trim() !== '' ? request.reason : null,
})

async function refuseFullYear(
  tx: Tx,
  { enterpriseId, year, cap, inspectionId }: { enterpriseId: string; year: number; cap: number; inspectionId: string },
) {
  const others = (await store.visitsOf(tx, enterpriseId, year)).filter((visit) => visit.inspectionId !== inspectionId)
  throw new Refused([
    yearIsFull({
      cap,
      count: others.filter(({ counted }) => counted).length,
      year,
      holders: await holdersAmong(tx, others),
    }),
  ])
}

/**
 * Reserves the slot of a planned visit, or moves it when the plan is revised. Throws Refused when the year is full
 * (circular art. 3), telling who holds it, and when the plan goes beyond the draw or special inspection that it names
 * (art. 2). The other rules on level and repetition are asked before, with `capFacts`.
 */
export async function reserve(tx: Tx, request: SlotRequest): Promise<void> {
  const { enterprise, inspectionId, bureau } = request
  const cap = request.cap === undefined ? ((await capOn(tx, enterprise, request.on))?.visitsMax ?? null) : request.cap
  const parts = partsOf(request, cap)
  const author = { at: request.at, by: request.by }
  await followTask(tx, request)
  const slot = await store.reserveVisit(
    tx,
    { id: randomUUID(), enterpriseId: enterprise.id, region: enterprise.region, bureau, inspectionId, ...parts },
    author,
  )
  if (slot === null)
    throw await fullYear(tx, { enterpriseId: enterprise.id, year: parts.year, cap: parts.cap ?? 0, bureau })
  if (slot === ALREADY_HELD) await moveSlot(tx, request, parts)
}

/** How a bureau reads of itself. */
const OWN_BUREAU = '本机关'

/** The no of the ledger, with the last holder of a slot. */
async function fullYear(
  tx: Tx,
  { enterpriseId, year, cap, bureau }: { enterpriseId: string; year: number; cap: number; bureau: Region },
) {
  const { used, heldBy, heldOn, heldState, heldSince } = await store.fullYear(tx, enterpriseId, year)
  const nameOf = (holder: Region) => (holder === bureau ? OWN_BUREAU : bureauName(tx, holder))
  const holders =
    heldBy && heldOn && heldState
      ? [{ bureau: heldBy, bureauName: await nameOf(heldBy), on: heldOn, state: heldState, reservedAt: heldSince }]
      : []
  return new Refused([yearIsFull({ cap, count: used, year, holders })])
}

/** What the database answers when the inspection holds a slot: the plan is revised, or replayed by a device. */
const ALREADY_HELD = -1

async function moveSlot(tx: Tx, { inspectionId, reasonRef, at, by }: SlotRequest, parts: Parts): Promise<void> {
  const there = await holdVisit(tx, inspectionId)
  if (!there) throw new Conflict('本次检查刚被他人取消，请刷新后重试')
  // A replay that comes after the entry finds the visit made and changes nothing.
  if (there.state === 'committed') return
  await refuseMoveIntoFullYear(tx, { there, parts, made: false })
  const before = await tasks.taskOfInspection(tx, inspectionId)
  if (before && before.sourceNumber !== reasonRef.trim())
    await tasks.moveTask(tx, before.id, { state: 'open', inspectionId: null })
  // The cap of the day on which the slot was taken stays with it as long as it is the same slot.
  const cap = parts.year === there.year && !losesCause(there, parts) ? (there.cap ?? null) : parts.cap
  await store.saveVisit(tx, { ...there, ...parts, cap, counted: there.counted }, { at, by })
}

const losesCause = (there: Visit, { exemptCause }: Pick<Parts, 'exemptCause'>) =>
  there.exemptCause !== null && exemptCause === null

/** The plan that names a draw or a special inspection of this system keeps to it, and takes its task. */
async function followTask(tx: Tx, { reasonRef, enterprise, inspectionId, bureau, on, checkItemIds }: SlotRequest) {
  const number = reasonRef.trim()
  if (!isOwnNumber(number)) return
  const task = await tasks.lockTask(tx, number, enterprise.id)
  const refusal = refusesTask({ number, task, bureau, inspectionId, on, checkItemIds })
  if (refusal) throw new Refused([refusal])
  if (task) await tasks.moveTask(tx, task.id, { state: 'taken', inspectionId })
}

type Parts = ReturnType<typeof partsOf>

/** A plan that takes a slot of another year, or loses the cause that put it beyond the cap, asks like a new one. */
async function refuseMoveIntoFullYear(
  tx: Tx,
  { there, parts, made }: { there: store.KeptVisit; parts: Pick<Parts, 'year' | 'cap' | 'exemptCause'>; made: boolean },
) {
  const { enterpriseId, inspectionId } = there
  if (!there.counted || parts.cap === null || parts.exemptCause !== null) return
  const counter = await store.findYear(tx, enterpriseId, parts.year)
  const isNew = parts.year !== there.year || losesCause(there, parts)
  const others = (counter?.used ?? 0) - (parts.year === there.year ? 1 : 0)
  if ((isNew && others >= parts.cap) || (made && (counter?.made ?? 0) >= parts.cap)) {
    await refuseFullYear(tx, { enterpriseId, year: parts.year, cap: parts.cap, inspectionId })
  }
}

/** The visit of an inspection, held until the transaction ends: the business first, then the visit. */
async function holdVisit(tx: Tx, inspectionId: string): Promise<store.KeptVisit | null> {
  const seen = await store.findVisit(tx, inspectionId)
  if (!seen) return null
  await store.lockYear(tx, seen.enterpriseId, seen.year)
  return store.lockVisit(tx, inspectionId)
}

type Slot = { readonly inspectionId: string; readonly at: Instant; readonly by: string }

/**
 * The visit was made on that law date: from now on it counts for good. Throws Refused without a reserved slot (a replay
 * finds it committed) and where visits really made have reached the cap of the day (circular art. 3).
 */
export async function commit(tx: Tx, { inspectionId, on, at, by }: Slot & { readonly on: LawDate }): Promise<void> {
  const year = yearOf(on)
  const visit = await holdVisit(tx, inspectionId)
  if (!visit || visit.state !== 'reserved') throw new Refused([await whyNoSlot(tx, inspectionId)])
  const cap = (await capOn(tx, { id: visit.enterpriseId, region: visit.region }, on))?.visitsMax ?? null
  await refuseMoveIntoFullYear(tx, { there: visit, parts: { year, cap, exemptCause: visit.exemptCause }, made: true })
  await store.saveVisit(tx, { ...visit, state: 'committed', year, on, cap }, { at, by })
  const task = await tasks.taskOfInspection(tx, inspectionId)
  if (task) await tasks.moveTask(tx, task.id, { state: 'done', inspectionId })
}

/** A plan without a slot: never planned, or merged into a joint visit, which tells where to go (art. 4). */
async function whyNoSlot(tx: Tx, inspectionId: string): Promise<Refusal> {
  const merged = await jointOfMerged(tx, inspectionId)
  return merged
    ? {
        ...no(
          'merged-into-joint',
          { number: merged.number, on: merged.on },
          '本次检查已并入联合检查{number}（{on}），不再单独入企',
          '参加联合检查，并取消本方案',
        ),
        cites: art('MEM-2025-02-27', 4),
      }
    : {
        ...no('slot-missing', {}, '本次检查没有预占年度检查次数', '重新编制检查方案'),
        cites: art('MEM-2025-02-27', 3),
      }
}

/**
 * Gives the slot of a cancelled plan back, and its task. A visit that was made stays. Throws Refused while a phone
 * holds the slot.
 */
export async function release(tx: Tx, { inspectionId, at, by }: Slot): Promise<void> {
  const visit = await holdVisit(tx, inspectionId)
  if (!visit || visit.state !== 'reserved') return
  const lease = await leases.leaseOf(tx, inspectionId)
  const refusal = refusesCancelling(lease, at)
  if (refusal) throw new Refused([refusal])
  if (lease) await leases.endLease(tx, lease.id, { because: 'replaced', at, enteredAt: null })
  await store.saveVisit(tx, { ...visit, state: 'released' }, { at, by })
  const task = await tasks.taskOfInspection(tx, inspectionId)
  if (task) await tasks.moveTask(tx, task.id, { state: 'open', inspectionId: null })
}
